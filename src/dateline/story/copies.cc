// Shared passages of two pages and what follows from them: see copies.h.
//
// "The release of the girls, in a limited number, is the outcome of negotiations" inside quotation marks on both pages is one
// quotation; the same run without marks on either page is prose. It does not judge facts (happenings.cc does).
#include "dateline/story/copies.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/rounding.h"

namespace dateline::story {

namespace {

constexpr uint32_t kShingle = 5;
constexpr uint32_t kRun = 6;      ///< words of the shortest passage kept
constexpr size_t kAllPairs = 24;  ///< a shingle of at most so many pages pairs all of them
constexpr size_t kLeaders = 4;    ///< else each page is paired with the first few

struct Place {
  uint32_t doc = 0, word = 0;
};

uint64_t mix(uint64_t h, uint64_t v) { return (h ^ v) * 0x9E3779B97F4A7C15ULL + (h << 7U) + (h >> 3U); }

std::vector<uint64_t> shingles_of(const Page& page) {
  std::vector<uint64_t> out;
  if (page.words.size() < kShingle) return out;
  out.reserve(page.words.size() - kShingle + 1);
  for (size_t i = 0; i + kShingle <= page.words.size(); ++i) {
    uint64_t h = 0;
    for (size_t k = 0; k < kShingle; ++k) h = mix(h, page.words[i + k].form);
    out.push_back(h);
  }
  return out;
}

/// Two pages with shingles in common, and how many.
struct Pair {
  uint32_t a = 0, b = 0;
  uint32_t shared = 0;
};

/// Shingles that can speak for a copy: one of their words carries meaning. "as well as on the" stands everywhere.
std::vector<uint64_t> telling(const Page& page, const std::vector<uint64_t>& shingles) {
  constexpr int kContent = 1;
  std::vector<uint64_t> out;
  out.reserve(shingles.size());
  int content = 0;
  for (size_t i = 0; i < page.words.size(); ++i) {
    content += page.words[i].stop ? 0 : 1;
    if (i >= kShingle) content -= page.words[i - kShingle].stop ? 0 : 1;
    if (i + 1 >= kShingle && content >= kContent) out.push_back(shingles[i + 1 - kShingle]);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Pairs of pages with a telling shingle in common, by page.
std::vector<Pair> pairs_of(const Pile& pile, const std::vector<std::vector<uint64_t>>& shingles) {
  std::vector<std::pair<uint64_t, uint32_t>> index;
  for (uint32_t doc = 0; doc < shingles.size(); ++doc) {
    for (const uint64_t h : telling(pile.pages[doc], shingles[doc])) index.emplace_back(h, doc);
  }
  std::sort(index.begin(), index.end());
  std::vector<uint64_t> met;  // both pages in one number, once a shingle
  for (size_t i = 0; i < index.size();) {
    size_t end = i;
    while (end < index.size() && index[end].first == index[i].first) ++end;
    const size_t n = end - i;
    for (size_t y = 1; y < n; ++y) {
      const size_t stop = n <= kAllPairs ? y : std::min(y, kLeaders);
      for (size_t x = 0; x < stop; ++x) met.push_back((static_cast<uint64_t>(index[i + x].second) << 32U) | index[i + y].second);
    }
    i = end;
  }
  std::sort(met.begin(), met.end());
  std::vector<Pair> out;
  for (size_t i = 0; i < met.size();) {
    size_t end = i;
    while (end < met.size() && met[end] == met[i]) ++end;
    out.push_back({static_cast<uint32_t>(met[i] >> 32U), static_cast<uint32_t>(met[i]), static_cast<uint32_t>(end - i)});
    i = end;
  }
  return out;
}

/// Where each shingle of a page stands; made once for all pages it is compared with.
using Where = std::unordered_map<uint64_t, std::vector<uint32_t>>;
Where where_of(const std::vector<uint64_t>& shingles) {
  constexpr size_t kPlaces = 8;
  Where out;
  out.reserve(shingles.size());
  for (uint32_t i = 0; i < shingles.size(); ++i) {
    std::vector<uint32_t>& list = out[shingles[i]];
    if (list.size() < kPlaces) list.push_back(i);
  }
  return out;
}

bool is_service_line(std::string_view text) {
  static constexpr std::array<std::string_view, 18> kSigns = {
      "copyright",     "all rights reserved", "newsletter",     "sign up",  "subscribe",   "follow us",
      "getty images",  "image caption",       "media caption",  "photo:",   "photograph:", "file photo",
      "advertisement", "click here",          "privacy policy", "terms of", "share this",  "continue reading"};
  const std::string folded = fold(text);
  return std::any_of(kSigns.begin(), kSigns.end(), [&](std::string_view sign) { return folded.find(sign) != std::string::npos; });
}

/// A post printed without quotation marks: its handle, link or date line stands next to it.
bool is_post(std::string_view text, Span at) {
  constexpr uint32_t kNear = 180;
  const uint32_t begin = at.begin > kNear ? at.begin - kNear : 0;
  const std::string_view near = text.substr(begin, at.end - begin + kNear);
  static constexpr std::array<std::string_view, 6> kSigns = {"(@",           "pic.twitter.com", "t.co/",
                                                             "twitter.com/", " tweeted",        "instagram.com"};
  return std::any_of(kSigns.begin(), kSigns.end(),
                     [&](std::string_view sign) { return near.find(sign) != std::string_view::npos; });
}

std::string_view line_around(std::string_view text, Span at) {
  size_t begin = text.rfind('\n', at.begin);
  begin = begin == std::string_view::npos ? 0 : begin + 1;
  size_t end = text.find('\n', at.end);
  if (end == std::string_view::npos) end = text.size();
  return text.substr(begin, end - begin);
}

/// Aligns two pages: longest common runs, left to right, each word used once.
class Aligner {
 public:
  Aligner(const Pile& pile, uint32_t a, uint32_t b, const Where& where, const std::vector<uint64_t>& sb)
      : pile_(pile), x_(pile.pages[a].words), y_(pile.pages[b].words), where_(where), sb_(sb) {
    out_.a = a;
    out_.b = b;
    out_.shorter = static_cast<uint32_t>(std::max<size_t>(1, std::min(x_.size(), y_.size())));
  }

  Overlap run() {
    std::vector<bool> used(x_.size(), false);
    for (uint32_t j = 0; j < sb_.size();) {
      const auto found = where_.find(sb_[j]);
      uint32_t best = 0;
      uint32_t start = 0;
      if (found != where_.end()) {
        for (const uint32_t i : found->second) {
          uint32_t n = 0;
          while (i + n < x_.size() && j + n < y_.size() && !used[i + n] && x_[i + n].form == y_[j + n].form) ++n;
          if (n > best) {
            best = n;
            start = i;
          }
        }
      }
      if (best < kRun) {
        ++j;
        continue;
      }
      for (uint32_t k = 0; k < best; ++k) used[start + k] = true;
      take_run(start, j, best);
      j += best;
    }
    return std::move(out_);
  }

 private:
  /// A run is judged line by line: a copied page runs from its headline through captions into the text.
  void take_run(uint32_t i, uint32_t j, uint32_t n) {
    uint32_t prose = 0;
    for (uint32_t from = 0, k = 1; k <= n; ++k) {
      if (k < n && !ends_line(out_.a, x_[i + k - 1], x_[i + k]) && !ends_line(out_.b, y_[j + k - 1], y_[j + k])) continue;
      prose += take(i + from, j + from, k - from);
      from = k;
    }
    out_.longest_prose = std::max(out_.longest_prose, prose);
  }

  [[nodiscard]] bool ends_line(uint32_t doc, const Word& last, const Word& next) const {
    return slice(pile_.record(doc).text, {last.at.end, next.at.begin}).find('\n') != std::string_view::npos;
  }

  [[nodiscard]] bool in_body(uint32_t doc, Span at) const {
    const Page& page = pile_.pages[doc];
    const auto first = pile_.sentences.begin() + page.sentences_begin;
    const auto last = pile_.sentences.begin() + page.sentences_end;
    const auto s = std::partition_point(first, last, [&](const Sentence& t) { return t.at.end <= at.begin; });
    return s == last || !s->at.overlaps(at) || s->body;
  }

  /// A caption, a copyright line, an invitation to subscribe. In a page printed as one long line the sentence is asked, not the
  /// line.
  [[nodiscard]] bool in_service(uint32_t doc, Span at) const {
    constexpr size_t kLine = 400;
    const std::string_view text = pile_.record(doc).text;
    const std::string_view line = line_around(text, at);
    if (line.size() <= kLine) return is_service_line(line);
    const Page& page = pile_.pages[doc];
    const auto first = pile_.sentences.begin() + page.sentences_begin;
    const auto last = pile_.sentences.begin() + page.sentences_end;
    const auto s = std::partition_point(first, last, [&](const Sentence& t) { return t.at.end <= at.begin; });
    return s != last && at.end <= s->at.end && is_service_line(slice(text, s->at));
  }

  /// One line of a run; the words of it that are prose.
  uint32_t take(uint32_t i, uint32_t j, uint32_t n) {
    Passage p;
    p.a = {x_[i].at.begin, x_[i + n - 1].at.end};
    p.b = {y_[j].at.begin, y_[j + n - 1].at.end};
    p.words = n;
    uint32_t prose = 0;
    uint32_t plain = 0;
    uint32_t counted = 0;
    for (uint32_t k = 0; k < n; ++k) {
      // Words of a quotation on either page are quoted words: pages that print a statement without marks quote it too.
      if (!x_[i + k].quoted && !y_[j + k].quoted) {
        ++prose;
        if (!x_[i + k].stop && !x_[i + k].name) ++plain;
      }
    }
    const std::string_view ta = pile_.record(out_.a).text;
    const std::string_view tb = pile_.record(out_.b).text;
    if (!in_body(out_.a, p.a) || !in_body(out_.b, p.b) || in_service(out_.a, p.a) || in_service(out_.b, p.b)) {
      p.sort = Passage::Sort::boilerplate;
      out_.boilerplate += n;
    } else if (prose * 2 < n || is_post(ta, p.a) || is_post(tb, p.b)) {
      p.sort = Passage::Sort::quotation;
      out_.quoted += n;
    } else {
      // A run of names and small words ("the United Nations Security Council on the ...") is chance, not a copy.
      if (plain >= 3) {
        out_.prose += prose;
        counted = prose;
      }
      out_.quoted += n - prose;
    }
    out_.passages.push_back(p);
    return counted;
  }

  const Pile& pile_;
  const std::vector<Word>&x_, &y_;
  const Where& where_;
  const std::vector<uint64_t>& sb_;
  Overlap out_;
};

/// -1: `a` is older, 1: `b` is older, 0: the pages do not tell.
int older(const Record& a, const Record& b) {
  if (!a.date.known() || !b.date.known()) return 0;
  if (a.date.last < b.date.first) return -1;
  if (b.date.last < a.date.first) return 1;
  return 0;
}

/// True if page `by` credits the site or outlet of page `of`.
bool credits(const Record& by, const Record& of) {
  const std::string site = fold(of.site);
  if (site.size() < 3) return false;
  return std::any_of(by.sources.begin(), by.sources.end(), [&](const RecordSource& s) { return fold(s.name) == site; });
}

bool same_site(const Record& a, const Record& b) { return !a.site.empty() && fold(a.site) == fold(b.site); }

Lineage edge_of(const Pile& pile, const Overlap& o) {
  const Record& a = pile.record(o.a);
  const Record& b = pile.record(o.b);
  Lineage l;
  l.from = o.a;
  l.to = o.b;
  for (const Passage& p : o.passages) l.passages.emplace_back(p.a, p.b);
  const int age = older(a, b);
  bool turn = age > 0;
  l.directed = age != 0;
  if (credits(a, b) != credits(b, a)) {
    turn = credits(a, b);
    l.directed = true;
  }
  const std::string agency = common_agency(a, b);
  const double whole = o.share(o.prose + o.quoted);
  l.share = std::min(1.0, whole);
  if (!o.copied()) {
    l.kind = credits(a, b) || credits(b, a) ? "quoted_from" : "primary_source";
    if (l.kind == "primary_source") l.directed = false;
    l.reason = "the same quoted words (" + std::to_string(o.quoted) + " words), own prose";
  } else if (same_site(a, b) && whole >= 0.5) {
    l.kind = "revision_of";
    l.reason = "same site, " + percent(whole) + " of the shorter text in common";
  } else if (!agency.empty()) {
    l.kind = "same_agency";
    l.directed = false;
    l.reason = "both credit " + agency + ", " + percent(o.share(o.prose)) + " of the shorter text is common prose";
  } else {
    l.kind = "derived_from";
    l.reason = percent(o.share(o.prose)) + " of the shorter text is common prose, longest run " +
               std::to_string(o.longest_prose) + " words" + (l.directed ? "" : "; the pages do not tell which is older");
  }
  if (turn && l.directed) {
    std::swap(l.from, l.to);
    for (auto& [x, y] : l.passages) std::swap(x, y);
  }
  return l;
}

}  // namespace

bool Overlap::copied() const { return longest_prose >= 15 || (share(prose) >= 0.04 && prose >= 12 && longest_prose >= 8); }

std::vector<Overlap> find_overlaps(const Pile& pile) {
  std::vector<std::vector<uint64_t>> shingles;
  shingles.reserve(pile.pages.size());
  for (const Page& page : pile.pages) shingles.push_back(shingles_of(page));
  std::vector<Overlap> out;
  Where where;
  uint32_t of = kNone;
  for (const Pair& pair : pairs_of(pile, shingles)) {
    if (pair.shared < kRun - kShingle + 1) continue;
    if (pair.a != of) where = where_of(shingles[pair.a]);
    of = pair.a;
    Overlap o = Aligner(pile, pair.a, pair.b, where, shingles[pair.b]).run();
    if (!o.passages.empty()) out.push_back(std::move(o));
  }
  return out;
}

std::string common_agency(const Record& a, const Record& b) {
  for (const RecordSource& x : a.sources) {
    if (x.role != "agency") continue;
    for (const RecordSource& y : b.sources) {
      if (y.role == "agency" && (x.name == y.name || (!x.kb_id.empty() && x.kb_id == y.kb_id))) return x.name;
    }
  }
  return {};
}

void add_lineage(const Pile& pile, const std::vector<Overlap>& overlaps, Story& story) {
  for (const Overlap& o : overlaps) {
    if (o.prose == 0 && o.quoted == 0) continue;
    if (!o.copied() && o.quoted < kRun) continue;
    story.lineage.push_back(edge_of(pile, o));
  }
}

}  // namespace dateline::story
