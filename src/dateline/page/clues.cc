#include "dateline/page/clues.h"

#include <algorithm>
#include <array>

#include "dateline/base/chars.h"
#include "dateline/page/stamp.h"

namespace dateline::page {
namespace {

bool says_modified(std::string_view line) {
  const std::string f = fold(line);
  static constexpr std::array<std::string_view, 8> kWords = {"updated",    "modified",     "last update", "actualizado",
                                                             "mis a jour", "aktualisiert", "aggiornato",  "atualizado"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view w) { return f.find(w) != std::string::npos; });
}

}  // namespace

bool says_published(std::string_view line) {
  const std::string f = fold(line);
  static constexpr std::array<std::string_view, 8> kWords = {"publish",        "posted",   "publicado",  "publie",
                                                             "veroffentlicht", "erstellt", "pubblicato", "opublikowan"};
  return std::any_of(kWords.begin(), kWords.end(), [&](std::string_view w) { return f.find(w) != std::string::npos; });
}

std::optional<DateClue> clue_from(std::string_view text, ClueKind kind, Span raw) {
  const auto stamp = kind == ClueKind::url ? stamp_in_url(text) : find_stamp(text);
  if (!stamp) return std::nullopt;
  return DateClue{kind, {stamp->day, stamp->day, Precision::day}, stamp->instant, std::string(text.substr(0, 400)), raw};
}

// "NEW YORK, Aug. 14, 2003 - " at the head of the first paragraph.
static std::optional<DateClue> dateline_clue(const Article& article) {
  for (const Block& block : article.blocks) {
    if (block.role != Role::body) continue;
    const std::string_view head = slice(article.text, block.at).substr(0, 90);
    const auto stamp = find_stamp(head);
    if (!stamp || stamp->at.begin > 60) return std::nullopt;
    std::string_view rest = head.substr(stamp->at.end);
    if (!rest.empty() && rest[0] == ' ') rest = trim(rest);
    if (!rest.empty() && rest[0] == '(') rest = trim(rest.substr(std::min(rest.find(')'), rest.size() - 1) + 1));
    if (rest.empty() || !(is_dash(decode(rest, 0).value) || rest[0] == ':')) return std::nullopt;
    return clue_from(head.substr(0, stamp->at.end), ClueKind::byline_line,
                     article.raw_of({block.at.begin, block.at.begin + stamp->at.end}));
  }
  return std::nullopt;
}

void add_date_clues(const RawPage& page, Article& article) {
  constexpr size_t kMost = 500;  // nobody dates a page by its thousandth line
  for (const Block& block : article.blocks) {
    if (article.dates.size() >= kMost) break;
    const std::string_view line = slice(article.text, block.at);
    if (block.role == Role::byline || block.role == Role::dateline) {
      const bool modified = says_modified(line);
      const bool both = modified && says_published(line);
      if (auto clue = clue_from(line, modified && !both ? ClueKind::modified : ClueKind::byline_line, article.raw_of(block.at))) {
        article.dates.push_back(std::move(*clue));
      }
    } else if (block.role == Role::caption) {
      if (auto clue = clue_from(line.size() > 380 ? line.substr(line.size() - 380) : line, ClueKind::photo_caption,
                                article.raw_of(block.at))) {
        article.dates.push_back(std::move(*clue));
      }
    }
  }
  if (auto clue = dateline_clue(article)) article.dates.push_back(std::move(*clue));
  if (auto clue = clue_from(article.url, ClueKind::url, {})) article.dates.push_back(std::move(*clue));
  if (!page.side.published.empty()) {
    if (auto clue = clue_from(page.side.published, ClueKind::side_data, {})) article.dates.push_back(std::move(*clue));
  }
  if (!page.side.modified.empty()) {
    if (auto clue = clue_from(page.side.modified, ClueKind::modified, {})) article.dates.push_back(std::move(*clue));
  }
  std::stable_sort(article.dates.begin(), article.dates.end(),
                   [](const DateClue& a, const DateClue& b) { return a.kind < b.kind; });
}

namespace {

bool in_greenwich(std::string_view instant) { return instant.substr(std::min<size_t>(19, instant.size())) == "+00:00"; }

// Minutes since 1970 of "2024-03-21T16:30:00-04:00" whose day in its own zone is `day`.
int64_t minutes_of(std::string_view instant, Day day) {
  const auto two = [&](size_t at) -> int64_t { return (instant[at] - '0') * 10 + (instant[at + 1] - '0'); };
  if (instant.size() < 25) return -1;
  const int64_t zone = two(20) * 60 + two(23);
  return int64_t{day} * 1440 + two(11) * 60 + two(14) - (instant[19] == '-' ? -zone : zone);
}

// Could an instant in Greenwich time fall on the day before (-1) or after (+1) somewhere people live?
bool may_be_day(std::string_view instant, int apart) {
  const int hour = (instant[11] - '0') * 10 + (instant[12] - '0');
  return apart < 0 ? hour < 10 : hour >= 10;
}

}  // namespace

Published published(const Article& article) {
  const auto rank = [](ClueKind kind) {
    return kind == ClueKind::other ? -1 : kind == ClueKind::modified ? 0 : 20 - static_cast<int>(kind);
  };
  const DateClue* best = nullptr;
  for (const DateClue& clue : article.dates) {
    if (clue.kind == ClueKind::photo_caption || !clue.day.known()) continue;
    if (best == nullptr || rank(clue.kind) > rank(best->kind)) best = &clue;
  }
  if (best == nullptr) return {};
  Published out{best->day, best->instant};
  for (const DateClue& clue : article.dates) {
    if (out.instant.empty() && clue.kind < ClueKind::modified && clue.day == best->day) out.instant = clue.instant;
  }
  if (best->instant.empty()) return out;
  const bool abroad = in_greenwich(best->instant);
  // The same instant with the zone of the outlet: its day is the one printed there.
  for (const DateClue& clue : article.dates) {
    if (abroad && clue.kind < ClueKind::side_data && clue.instant.size() >= 25 && !in_greenwich(clue.instant) &&
        minutes_of(clue.instant, clue.day.first) == minutes_of(best->instant, best->day.first)) {
      out.day = clue.day;
      return out;
    }
  }
  // A day that the page prints or bears in its address: the first that is the same or a neighbour decides.
  for (const DateClue& clue : article.dates) {
    if (!clue.day.known() || clue.kind > ClueKind::url || clue.kind <= best->kind) continue;
    const bool local = clue.kind == ClueKind::byline_line || clue.kind == ClueKind::url ||
                       (clue.kind == ClueKind::time_element && clue.instant.empty());
    const auto apart = clue.day.first - best->day.first;
    if (!local || apart > 1 || apart < -1) continue;
    if (apart != 0 && (abroad ? !may_be_day(best->instant, apart) : clue.kind != ClueKind::byline_line)) continue;
    out.day = clue.day;
    break;
  }
  return out;
}

const DateClue* modified(const Article& article) {
  const DateClue* best = nullptr;
  for (const DateClue& clue : article.dates) {
    if (clue.kind != ClueKind::modified || !clue.day.known()) continue;
    if (best == nullptr || best->day.last < clue.day.last) best = &clue;
  }
  return best;
}

}  // namespace dateline::page
