#include "dateline/page/seen_dates.h"

#include <algorithm>
#include <array>
#include <functional>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/page/clues.h"
#include "dateline/page/stamp.h"

namespace dateline::page {
namespace {

using html::kNoNode;
using html::NodeId;
using sv = std::string_view;

// Dates there belong to other pages, to readers' words or to the site.
constexpr uint32_t kElsewhere = kComment | kEmbed | kHidden;
constexpr uint32_t kDoubtful = kRelated | kCard | kFooter | kNav | kLegal;

std::optional<DateClue> clue_of(sv text, Span raw) {
  if (std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || is_space(c); })) return std::nullopt;
  return clue_from(text, ClueKind::other, raw);
}

// A line that could carry the page's date: short, or its date stands at the very beginning.
bool is_dated_line(sv text, const Shape& shape) {
  if (shape.words == 0 || shape.words > 40) return false;
  const auto stamp = find_stamp(text);
  if (!stamp) return false;
  return shape.words <= 16 || stamp->at.begin < 12 || says_published(text);
}

Span raw_of(const PageText& page, const PageBlock& b) {
  const OriginRun& first = page.runs[b.run_begin];
  const OriginRun& last = page.runs[std::max(b.run_begin + 1, b.run_end) - 1];
  return {first.from, last.from + last.length};
}

// The dated line nearest to the headline or the article's ends, no further than `limit`.
std::optional<DateClue> near_article(const PageText& page, size_t headline, const std::vector<Verdict>& verdicts, size_t limit) {
  const size_t n = page.blocks.size();
  size_t first = n, last = 0;
  for (size_t i = 0; i < n; ++i) {
    if (verdicts[i].role != Role::body) continue;
    first = std::min(first, i);
    last = i;
  }
  const size_t top = headline < n ? headline : first;
  if (top >= n) return std::nullopt;
  size_t best = n, best_distance = limit;
  for (size_t i = 0; i < n; ++i) {
    const PageBlock& b = page.blocks[i];
    if (b.run_begin >= page.runs.size() || (b.hints & kElsewhere) != 0) continue;
    size_t distance = i < top ? (top - i) * 2 : i - top;
    if (first < n && i > top && i <= first) distance = std::min<size_t>(distance, 3 + (first - i) / 4);
    if (first < n && i > last) distance = std::min(distance, 8 + (i - last) * 2);
    if (first < n && i > first && i <= last) distance = std::min<size_t>(distance, 30);
    if ((b.hints & kMeta) != 0) distance = distance / 2;
    if ((b.hints & kDoubtful) != 0) distance += 14;
    if (distance >= best_distance || !is_dated_line(page.of(b), b.shape)) continue;
    best = i;
    best_distance = distance;
  }
  if (best == n) return std::nullopt;
  return clue_of(page.of(page.blocks[best]), raw_of(page, page.blocks[best]));
}

// "title" of an element that its markup calls a date: <abbr class=published title="2012-12-16T19:05:00+01:00">16 Dec</abbr>.
std::optional<DateClue> in_titles(const html::Tree& tree) {
  int visited = 0;
  for (NodeId id = tree.next_in_order(0); id != kNoNode; id = tree.next_in_order(id)) {
    if (!tree.is_element(id)) continue;
    const html::Attribute* title = tree.find_attribute(id, html::Name::title);
    if (title == nullptr || tree.value(*title).size() > 80) continue;
    const uint32_t hints = hints_of(tree, id);
    if ((hints & kMeta) == 0 || (hints & kElsewhere) != 0) continue;
    if (++visited > 40) break;
    if (auto clue = clue_of(tree.value(*title), title->source)) return clue;
  }
  return std::nullopt;
}

// The value behind a key of publication in a script of the page.
std::optional<DateClue> in_scripts(const html::Tree& tree) {
  static constexpr std::array<sv, 12> kKeys = {"datePublished", "publishedDate", "publishDate",      "published_at",
                                               "publishedAt",   "pubDate",       "publication_date", "first-publication",
                                               "datePosted",    "createdAt",     "created_at",       "dateCreated"};
  constexpr int kMost = 20;  // places of one key
  const sv source = tree.source();
  for (const sv key : kKeys) {
    const std::boyer_moore_horspool_searcher search(key.begin(), key.end());
    const auto* at = std::search(source.begin(), source.end(), search);
    for (int place = 0; place < kMost && at != source.end(); ++place, at = std::search(at + 1, source.end(), search)) {
      const auto key_at = static_cast<size_t>(at - source.begin());
      for (const sv quote : {"\"", "&quot;", "\\\""}) {  // as such, in an attribute, in a string
        if (key_at < quote.size() || source.substr(key_at - quote.size(), quote.size()) != quote) continue;
        size_t begin = key_at + key.size();
        if (source.substr(begin, quote.size()) != quote) continue;
        begin += quote.size();
        while (begin < source.size() && (is_space(source[begin]) || source[begin] == ':')) ++begin;
        if (source.substr(begin, quote.size()) != quote) continue;
        begin += quote.size();
        const size_t end = source.substr(begin, 70).find(quote);
        if (end > 60) continue;  // or none
        const Span raw{static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + end)};
        if (auto clue = clue_of(slice(source, raw), raw)) return clue;
      }
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<DateClue> seen_date(const html::Tree& tree, const PageText& page, size_t headline,
                                  const std::vector<Verdict>& verdicts) {
  if (auto clue = near_article(page, headline, verdicts, 12)) return clue;
  if (auto clue = in_titles(tree)) return clue;
  if (auto clue = near_article(page, headline, verdicts, 80)) return clue;
  return in_scripts(tree);
}

}  // namespace dateline::page
