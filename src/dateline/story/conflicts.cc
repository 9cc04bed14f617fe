// Values and wordings that differ inside one happening, side by side with their scopes; nothing is averaged.
//
// "more than 100 Palestinians" and "at least 70 Palestinian civilians" of one raid: kind figure, relation different_scope.
// "immediate and durable ceasefire" against "immediate and sustained ceasefire" of one draft: kind wording. A total that grows is
// no conflict.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/similarity.h"
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

/// One count of one page, with the words that say what is counted.
struct Count {
  uint32_t doc = 0, row = 0;
  const RecordFigure* figure = nullptr;
  std::vector<uint64_t> scope;   ///< stems of the counted words, ascending
  uint64_t head = 0;             ///< stem of the last of them: "vessels" of "waiting vessels"
  std::string head_word;         ///< its stem as text: "girl" ends "schoolgirl"
  std::vector<uint64_t> around;  ///< distinct content stems near it in its sentence, ascending
  std::vector<uint64_t> places;  ///< stems of the names that follow or belong to the count, ascending: "in Michigan"
  DayRange as_of;                ///< day the count holds for; the page's date when it does not say
  DayRange own_day;              ///< day that its own words or its sentence give; none if they give none
  uint32_t cluster = kNone;
};

bool has_value(const RecordFigure& f) { return f.low || f.best || f.high; }

/// What a page says of a quantity, as one side of a conflict.
ConflictValue value_of(const Pile& pile, uint32_t doc, const RecordFigure& f) {
  const Record& r = pile.record(doc);
  ConflictValue v;
  v.doc = doc;
  v.where = f.where;
  v.text = std::string(slice(r.text, f.where.at));
  v.low = f.low;
  v.high = f.high;
  v.scope = f.counted;
  v.source = f.source.entity < r.entities.size() ? r.entities[f.source.entity].name : f.source.text;
  return v;
}

double low_of(const RecordFigure& f) { return f.low ? *f.low : f.best ? *f.best : -HUGE_VAL; }
double high_of(const RecordFigure& f) {
  return f.high ? *f.high : f.best && f.bound != "at least" && f.bound != "more than" ? *f.best : HUGE_VAL;
}
double middle_of(const RecordFigure& f) { return f.best ? *f.best : f.low ? *f.low : f.high ? *f.high : 0; }

/// Kinds whose value belongs to one happening: the dead of a raid, the votes of a session.
bool belongs_to_event(std::string_view kind) {
  static constexpr std::array<std::string_view, 9> kKinds = {"killed",   "injured",   "missing",      "detained", "hostages",
                                                             "infected", "displaced", "participants", "votes"};
  return std::find(kKinds.begin(), kKinds.end(), kind) != kKinds.end();
}

/// Counts of harm, which rise for hours: "at least five dead" is not denied by "seven dead".
bool is_toll(std::string_view kind) {
  return kind == "killed" || kind == "injured" || kind == "missing" || kind == "infected" || kind == "displaced";
}

/// Figures that may be one quantity. What a bare count counts is its head noun's business, not its unit's.
std::string series_of(const RecordFigure& f) { return f.kind == "count" ? f.kind : f.kind + "|" + f.unit; }

/// Words that narrow nothing: what kind of count it is says the figure's kind already.
bool is_plain(std::string_view word) {
  static constexpr std::array<std::string_view, 18> kPlain = {
      "people", "person",  "persons", "killed",  "dead",  "died", "deaths",     "injured",    "wounded",
      "hurt",   "missing", "others",  "victims", "total", "toll", "casualties", "fatalities", "detained"};
  const std::string folded = fold(word);
  return std::find(kPlain.begin(), kPlain.end(), folded) != kPlain.end();
}

/// "another 40": a part that comes on top, not the whole count.
bool is_further(std::string_view words) {
  static constexpr std::array<std::string_view, 6> kMore = {"another ",       "a further ",  "further ",
                                                            "an additional ", "additional ", "other "};
  const std::string folded = fold(words);
  return std::any_of(kMore.begin(), kMore.end(), [&](std::string_view m) { return folded.substr(0, m.size()) == m; });
}

/// Small words before a count by which it is a part of another one: "the rest of the 422", "61 of the 422".
bool is_part(std::string_view text, Span sentence, Span at) {
  constexpr uint32_t kNear = 40;
  const uint32_t from = std::max(sentence.begin, at.begin > kNear ? at.begin - kNear : 0U);
  const std::string before = fold(slice(text, {from, std::max(from, at.begin)}));
  const std::string inside = fold(slice(text, at));
  const std::string after = fold(slice(text, {at.end, std::max(at.end, std::min(sentence.end, at.end + kNear))}));
  for (const std::string_view sign : {"rest of", "remaining", "of whom", "of them", "of those", "out of"}) {
    if (before.find(sign) != std::string::npos || inside.find(sign) != std::string::npos) return true;
  }
  for (const std::string_view sign :
       {" of the ", " out of ", " of them", " of those", " of whom", " of a total", "rest of the"}) {
    const size_t found = after.find(sign);
    if (found == std::string::npos) continue;
    const std::string_view next = std::string_view(after).substr(found + sign.size());
    if (sign != " of the " || (!next.empty() && is_digit(next[0]))) return true;
  }
  return false;
}

/// Names right after a count, up to the next clause: "customers of DTE", "were cut off in Michigan".
std::vector<uint64_t> names_after(const Page& page, const Sentence& s, const RecordFigure& f) {
  constexpr uint32_t kReach = 8;
  std::vector<uint64_t> out;
  const std::string_view text = page.record->text;
  uint32_t n = 0;
  uint32_t last = f.where.at.begin;
  for (uint32_t i = s.words_begin; i < s.words_end && n < kReach; ++i) {
    const Word& w = page.words[i];
    if (w.at.begin < f.where.at.begin) continue;
    const std::string_view gap = slice(text, {last, std::max(last, w.at.begin)});
    if (gap.find_first_of(",;:()\"") != std::string_view::npos) break;
    if (w.at.begin >= f.where.at.end) ++n;
    if (w.name) out.push_back(w.stem);
    last = w.at.end;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

/// Content words near a count: "51 were taken to hospital" gives taken, hospital.
std::vector<uint64_t> words_around(const Page& page, const Sentence& s, const RecordFigure& f) {
  constexpr uint32_t kReach = 12;
  const auto first = page.words.begin() + s.words_begin;
  const auto last = page.words.begin() + s.words_end;
  const auto at = std::find_if(first, last, [&](const Word& w) { return w.at.end > f.where.at.begin; });
  const auto from = at - std::min<ptrdiff_t>(kReach, at - first);
  auto to = std::find_if(at, last, [&](const Word& w) { return w.at.begin >= f.where.at.end; });
  to += std::min<ptrdiff_t>(kReach, last - to);
  std::vector<uint64_t> out;
  for (auto w = from; w != to; ++w) {
    if (!w->stop && !w->number && !w->at.overlaps(f.where.at)) out.push_back(w->stem);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool ranges_meet(const RecordFigure& a, const RecordFigure& b) {
  const double slack = 1e-6 * std::max(std::fabs(middle_of(a)), std::fabs(middle_of(b)));
  return low_of(a) <= high_of(b) + slack && low_of(b) <= high_of(a) + slack;
}

bool about_equal(const RecordFigure& a, const RecordFigure& b) {
  const double x = middle_of(a);
  const double y = middle_of(b);
  return std::fabs(x - y) <= 0.005 * std::max(std::fabs(x), std::fabs(y));
}

/// One head noun, or one is a compound of the other: "schoolgirls" are girls.
bool same_head(const Count& a, const Count& b) {
  if (a.head == b.head) return true;
  const std::string_view x = a.head_word.size() < b.head_word.size() ? a.head_word : b.head_word;
  const std::string_view y = a.head_word.size() < b.head_word.size() ? b.head_word : a.head_word;
  constexpr size_t kWord = 4;  // "men" would end "women"
  return x.size() >= kWord && y.size() > x.size() + 2 && y.substr(y.size() - x.size()) == x;
}

/// False if words narrow the counted thing on one side only ("civilians").
bool same_scope(const Count& a, const Count& b) {
  if (a.scope == b.scope) return true;
  return a.scope.size() == b.scope.size() && a.scope.size() == 1 && same_head(a, b);
}

/// Both count one sort of thing: the same head noun, or for the people of a happening any shared word.
bool share_scope(const Pile& pile, const Count& a, const Count& b) {
  if (a.scope == b.scope) return true;
  return same_head(a, b) || (belongs_to_event(a.figure->kind) && shared_mass(pile, a.scope, b.scope) > 0);
}

/// "in Michigan" against "of one supplier", or a place on one side only.
bool other_places(const Count& a, const Count& b) {
  // The people of one happening were where it was, whatever name each page gives the place.
  if (a.places == b.places || belongs_to_event(a.figure->kind)) return false;
  std::vector<uint64_t> common;
  std::set_intersection(a.places.begin(), a.places.end(), b.places.begin(), b.places.end(), std::back_inserter(common));
  return common.empty();
}

/// Each says its day and the days differ: two readings, no conflict.
bool other_days(const Count& a, const Count& b) {
  const int32_t slack = belongs_to_event(a.figure->kind) ? 1 : 0;
  return a.own_day.known() && b.own_day.known() && !meet(a.own_day, b.own_day, slack);
}

/// One value told with different exactness: "51" against "more than 51"; "some 30" and "about 30" say the same.
bool other_bound(const RecordFigure& f, const RecordFigure& g) {
  const auto sort = [](const RecordFigure& x) { return x.low && !x.high ? 1 : x.high && !x.low ? 2 : 0; };
  return sort(f) != sort(g);
}

/// What two counts of one thing are to each other; "" = not about one thing, or the same.
std::string relation_of(const Count& a, const Count& b) {
  const RecordFigure& f = *a.figure;
  const RecordFigure& g = *b.figure;
  if (about_equal(f, g)) return other_bound(f, g) && same_scope(a, b) ? "compatible" : "";
  if (f.cumulative != g.cumulative) return "";
  if (f.cumulative) {
    const bool rises = a.as_of.known() && b.as_of.known() && a.as_of.last < b.as_of.first   ? middle_of(f) <= middle_of(g)
                       : a.as_of.known() && b.as_of.known() && b.as_of.last < a.as_of.first ? middle_of(g) <= middle_of(f)
                                                                                            : false;
    if (rises) return "growth";
  }
  if (!same_scope(a, b)) return "different_scope";
  if (ranges_meet(f, g)) return is_toll(f.kind) ? "growth" : "compatible";
  if (a.as_of.known() && b.as_of.known() && !meet(a.as_of, b.as_of)) return belongs_to_event(f.kind) ? "revision" : "growth";
  return "contradiction";
}

class Conflicts {
 public:
  Conflicts(const Pile& pile, const std::vector<Cluster>& clusters, const std::vector<Likeness>& pairs, Story& story)
      : pile_(pile), clusters_(clusters), pairs_(pairs), story_(story) {}

  void run() {
    for (uint32_t c = 0; c < clusters_.size(); ++c) {
      figures(c);
      wordings(c);
    }
    quantities();
  }

 private:
  /// Day that a count holds for by its own words, else the day named last before it in the sentence, else the only one named.
  [[nodiscard]] DayRange own_day(const Sentence& s, const RecordFigure& f) const {
    DayRange out = s.days.size() == 1 ? s.days.front() : DayRange{};
    // "rescued hostages taken on October 7 and killed 70": which of two days a toll is of, its sentence does not tell.
    if (belongs_to_event(f.kind)) return s.days.size() > 1 ? DayRange{} : out.known() ? out : f.as_of;
    uint32_t last = 0;
    for (const uint32_t i : s.times) {
      const RecordTime& t = pile_.record(s.doc).times[i];
      if (!is_exact(t.days, 1) || t.since || t.until || t.where.at.begin > f.where.at.begin || t.where.at.begin < last) continue;
      last = t.where.at.begin;
      out = t.days;
    }
    return out.known() ? out : f.as_of;
  }

  [[nodiscard]] Count count_of(const Sentence& s, uint32_t row, uint32_t cluster) const {
    Count out;
    out.doc = s.doc;
    out.row = row;
    out.figure = &pile_.record(s.doc).figures[row];
    out.cluster = cluster;
    for (const Word& w : words_of(out.figure->counted, pile_.ontology)) {
      if (w.stop || w.number || is_plain(slice(out.figure->counted, w.at))) continue;
      out.scope.push_back(w.stem);
      out.head = w.stem;
      out.head_word = stem_of(fold(slice(out.figure->counted, w.at)));
    }
    out.around = words_around(pile_.pages[s.doc], s, *out.figure);
    std::sort(out.scope.begin(), out.scope.end());
    out.scope.erase(std::unique(out.scope.begin(), out.scope.end()), out.scope.end());
    out.places = names_after(pile_.pages[s.doc], s, *out.figure);
    out.own_day = own_day(s, *out.figure);
    out.as_of = out.own_day.known() ? out.own_day : out.figure->as_of.known() ? out.figure->as_of : pile_.record(s.doc).date;
    return out;
  }

  /// Page `doc` gives the value of `f` for the same kind of thing too.
  [[nodiscard]] bool page_gives(uint32_t doc, const RecordFigure& f) const {
    const std::vector<RecordFigure>& rows = pile_.record(doc).figures;
    return std::any_of(rows.begin(), rows.end(),
                       [&](const RecordFigure& g) { return has_value(g) && series_of(g) == series_of(f) && about_equal(f, g); });
  }

  /// Two pages that both print both numbers mean two things by them.
  [[nodiscard]] bool both_give_both(const Count& a, const Count& b) const {
    return page_gives(a.doc, *b.figure) && page_gives(b.doc, *a.figure);
  }

  /// Happenings stand in the order of the clusters at the front of the list.
  [[nodiscard]] const Happening& happening(uint32_t c) const { return story_.happenings[c]; }

  void figures(uint32_t c) {
    std::map<std::string, std::vector<Count>> series;
    for (const uint32_t i : clusters_[c].sentences) {
      const Sentence& s = pile_.sentences[i];
      for (const uint32_t row : s.figures) {
        const RecordFigure& f = pile_.record(s.doc).figures[row];
        if (!has_value(f) || is_further(slice(pile_.record(s.doc).text, f.where.at)) ||
            is_part(pile_.record(s.doc).text, s.at, f.where.at))
          continue;
        Count count = count_of(s, row, c);
        // "two people" may be any two: a bare count says nothing that another could deny.
        if (count.scope.empty() && !belongs_to_event(f.kind)) continue;
        std::vector<Count>& list = series[series_of(f)];
        const bool repeated = std::any_of(list.begin(), list.end(), [&](const Count& k) {
          return k.doc == count.doc && k.scope == count.scope && low_of(*k.figure) == low_of(f) &&
                 high_of(*k.figure) == high_of(f);
        });
        if (!repeated) list.push_back(std::move(count));
      }
    }
    for (auto& [key, counts] : series) side_by_side(c, counts);
  }

  /// Counts that may stand beside those of other pages.
  [[nodiscard]] std::vector<Count> counts_of(uint32_t sentence) const {
    std::vector<Count> out;
    const Sentence& s = pile_.sentences[sentence];
    for (const uint32_t row : s.figures) {
      const RecordFigure& f = pile_.record(s.doc).figures[row];
      const std::string& text = pile_.record(s.doc).text;
      if (has_value(f) && !is_further(slice(text, f.where.at)) && !is_part(text, s.at, f.where.at))
        out.push_back(count_of(s, row, kNone));
    }
    return out;
  }

  /// One quantity by the words around two counts of nearly one value, though their sentences tell different things: "51 were
  /// taken to hospital, an officer said" and "more than 51 were rushed to hospital after the crash".
  [[nodiscard]] bool one_quantity(const Count& a, const Count& b) const {
    const RecordFigure& f = *a.figure;
    const RecordFigure& g = *b.figure;
    const bool equal = about_equal(f, g);
    if (series_of(f) != series_of(g) || (f.cumulative != g.cumulative && !equal) || is_toll(f.kind)) return false;
    if (!a.scope.empty() && !b.scope.empty() && !same_head(a, b)) return false;
    const double x = middle_of(f);
    const double y = middle_of(g);
    constexpr double kNear = 0.8;
    constexpr double kSmall = 10;  // small numbers are near each other by chance
    if (std::min(x, y) < kSmall || std::min(x, y) < kNear * std::max(x, y)) return false;
    if (other_days(a, b) || other_places(a, b)) return false;
    // A page that prints both numbers means two things by them: two days of one count.
    if (!equal && (page_gives(a.doc, g) || page_gives(b.doc, f))) return false;
    std::vector<uint64_t> common;
    std::set_intersection(a.around.begin(), a.around.end(), b.around.begin(), b.around.end(), std::back_inserter(common));
    // A number that is not round says more than a word does when it comes again.
    const bool round = std::fmod(x, 10) == 0;
    return common.size() + (!equal ? 0U : round ? 1U : 2U) >= 3;
  }

  /// Differences of one quantity outside the happenings, gathered over pairs of sentences that share words.
  void quantities() {
    using Place = std::pair<uint32_t, uint32_t>;  // page, figure row
    std::set<Place> shown;
    for (const Conflict& c : story_.conflicts) {
      for (const ConflictValue& v : c.values) {
        const std::vector<RecordFigure>& rows = pile_.record(v.doc).figures;
        for (uint32_t row = 0; row < rows.size(); ++row) {
          if (rows[row].where.at.begin == v.where.at.begin) shown.insert({v.doc, row});
        }
      }
    }
    std::map<Place, Count> counts;
    std::map<Place, Place> up;
    std::map<Place, std::string> relation;
    const auto lead = [&](Place p) {
      while (up[p] != p) p = up[p];
      return p;
    };
    for (const Likeness& pair : pairs_) {
      if (pile_.sentences[pair.a].figures.empty() || pile_.sentences[pair.b].figures.empty()) continue;
      const std::vector<Count> right = counts_of(pair.b);
      for (const Count& a : counts_of(pair.a)) {
        for (const Count& b : right) {
          const Place x{a.doc, a.row};
          const Place y{b.doc, b.row};
          if (a.doc == b.doc || shown.count(x) > 0 || shown.count(y) > 0 || !one_quantity(a, b)) continue;
          const std::string what = relation_of(a, b);
          if (what.empty() || what == "different_scope") continue;
          counts.emplace(x, a);
          counts.emplace(y, b);
          up.emplace(x, x);
          up.emplace(y, y);
          const Place to = std::min(lead(x), lead(y));
          up[std::max(lead(x), lead(y))] = to;
          if (relation[to].empty() || what == "contradiction") relation[to] = what;
        }
      }
    }
    std::map<Place, std::vector<Place>> groups;
    for (const auto& [place, count] : counts) groups[lead(place)].push_back(place);
    for (const auto& [first, places] : groups) {
      Conflict out;
      out.kind = "figure";
      out.relation = relation[first];
      const Count& count = counts.at(first);
      out.quantity = squeeze(slice(pile_.record(count.doc).text, pile_.sentence(count.doc, count.figure->where)->at));
      for (const Place& p : places) out.values.push_back(value_of(pile_, counts.at(p).doc, *counts.at(p).figure));
      push("", std::move(out));
    }
  }

  void side_by_side(uint32_t c, const std::vector<Count>& counts) {
    std::vector<std::string> relations;
    std::vector<std::pair<size_t, size_t>> pairs;
    for (size_t y = 1; y < counts.size(); ++y) {
      for (size_t x = y > 32 ? y - 32 : 0; x < y; ++x) {
        if (counts[x].doc == counts[y].doc || !share_scope(pile_, counts[x], counts[y])) continue;
        if (other_days(counts[x], counts[y]) || both_give_both(counts[x], counts[y])) continue;
        if (other_places(counts[x], counts[y])) continue;
        const std::string relation = relation_of(counts[x], counts[y]);
        if (relation.empty()) continue;
        // Different scopes stand side by side only where the thing counted belongs to the happening itself.
        if (relation == "different_scope" && !belongs_to_event(counts[x].figure->kind)) continue;
        pairs.emplace_back(x, y);
        relations.push_back(relation);
      }
    }
    if (relations.empty()) return;
    Conflict out;
    out.kind = "figure";
    for (const std::string_view worst : {"contradiction", "revision", "different_scope", "growth", "compatible"}) {
      if (std::find(relations.begin(), relations.end(), worst) != relations.end()) {
        out.relation = worst;
        break;
      }
    }
    std::set<size_t> in;
    std::set<std::pair<uint32_t, uint32_t>> sentences;
    for (size_t k = 0; k < pairs.size(); ++k) {
      if (relations[k] != out.relation) continue;
      in.insert(pairs[k].first);
      in.insert(pairs[k].second);
    }
    // Two figures of one sentence are two things by its own words: the first one stands for it.
    for (auto k = in.begin(); k != in.end();) {
      const bool first = sentences.insert({counts[*k].doc, counts[*k].figure->where.sentence}).second;
      k = first ? std::next(k) : in.erase(k);
    }
    if (in.size() < 2) return;
    for (const size_t k : in) out.values.push_back(value_of(pile_, counts[k].doc, *counts[k].figure));
    out.quantity = counts[*in.begin()].figure->counted + ": " + happening(c).label;
    push(happening(c).id, std::move(out));
  }

  void push(const std::string& happening, Conflict out) {
    out.happening = happening;
    std::sort(out.values.begin(), out.values.end(), [](const ConflictValue& a, const ConflictValue& b) {
      return a.doc != b.doc ? a.doc < b.doc : a.where.at.begin < b.where.at.begin;
    });
    std::string key;
    for (const ConflictValue& v : out.values) key += pile_.record(v.doc).id + ":" + std::to_string(v.where.at.begin) + ",";
    out.id = id_of("k", {out.kind, out.happening, key});
    story_.conflicts.push_back(std::move(out));
  }

  /// Quoted words of two pages that run in parallel and differ in a word or a few; one row for all pages of one statement.
  void wordings(uint32_t c) {
    const std::vector<uint32_t>& list = clusters_[c].sentences;
    std::vector<Conflict> found;
    for (size_t y = 1; y < list.size(); ++y) {
      for (size_t x = y > 24 ? y - 24 : 0; x < y; ++x) {
        const Sentence& s = pile_.sentences[list[x]];
        const Sentence& t = pile_.sentences[list[y]];
        if (s.doc != t.doc) wording(c, s, t, found);
      }
    }
    for (Conflict& out : found) push(happening(c).id, std::move(out));
  }

  /// Adds the words of both to the row that has words of one of them, or as a new row.
  void wording(uint32_t c, const Sentence& s, const Sentence& t, std::vector<Conflict>& found) const {
    const Quoted x = quoted_of(s);
    const Quoted y = quoted_of(t);
    // The longest alignment is the right one; a shorter one that begins at some other "the" would show differences that are none.
    uint32_t i = 0;
    uint32_t j = 0;
    Alignment w;
    for (uint32_t p = 0; p < x.words.size(); ++p) {
      for (uint32_t q = 0; q < y.words.size(); ++q) {
        if (x.words[p]->form != y.words[q]->form || (p > 0 && q > 0 && x.words[p - 1]->form == y.words[q - 1]->form)) continue;
        const Alignment next = aligned(x, p, y, q);
        if (next.common <= w.common) continue;
        w = next;
        i = p;
        j = q;
      }
    }
    if (!w.differs) return;
    const ConflictValue here = words_value(s, {x.words[i]->at.begin, x.words[w.a_end - 1]->at.end});
    const ConflictValue there = words_value(t, {y.words[j]->at.begin, y.words[w.b_end - 1]->at.end});
    const auto holds = [](const Conflict& k, const ConflictValue& v) {
      return std::any_of(k.values.begin(), k.values.end(),
                         [&](const ConflictValue& u) { return u.doc == v.doc && u.where.at.overlaps(v.where.at); });
    };
    for (Conflict& k : found) {
      const bool a = holds(k, here);
      const bool b = holds(k, there);
      if (!a && !b) continue;
      if (!a) k.values.push_back(here);
      if (!b) k.values.push_back(there);
      return;
    }
    Conflict out;
    out.kind = "wording";
    out.relation = "contradiction";
    out.quantity = "wording: " + happening(c).label;
    out.values = {here, there};
    found.push_back(std::move(out));
  }

  /// The words of a sentence inside quotation marks; `piece` counts the quotations, so that words of two are not one run.
  struct Quoted {
    std::string_view text;
    std::vector<const Word*> words;
    std::vector<uint32_t> piece;
  };
  [[nodiscard]] Quoted quoted_of(const Sentence& s) const {
    Quoted out;
    out.text = pile_.record(s.doc).text;
    uint32_t piece = 0;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      const Word& w = pile_.pages[s.doc].words[i];
      if (!w.quoted) {
        ++piece;
        continue;
      }
      out.words.push_back(&w);
      out.piece.push_back(piece);
    }
    return out;
  }

  /// What two quotations have in common from a common word on, with the gaps between the common runs.
  struct Alignment {
    uint32_t a_end = 0, b_end = 0;
    uint32_t common = 0;  ///< words
    bool differs = false;
  };

  /// Common run, up to three other words on either side, common run of two again, and so on: one statement in two wordings. Words
  /// left out at either end are no difference (a page may quote less), nor are the two spellings of a word.
  static Alignment aligned(const Quoted& x, uint32_t i, const Quoted& y, uint32_t j) {
    constexpr uint32_t kGap = 3;
    constexpr uint32_t kRun = 2;
    Alignment out;
    uint32_t content = 0;
    bool replaced = false;
    const auto run = [&](uint32_t p, uint32_t q) {
      uint32_t n = 0;
      while (p + n < x.words.size() && q + n < y.words.size() && x.words[p + n]->form == y.words[q + n]->form &&
             (n == 0 || (x.piece[p + n] == x.piece[p + n - 1] && y.piece[q + n] == y.piece[q + n - 1])))
        ++n;
      return n;
    };
    const auto take = [&](uint32_t p, uint32_t q, uint32_t n) {
      out.common += n;
      for (uint32_t k = 0; k < n; ++k) content += x.words[p + k]->stop ? 0 : 1;
      out.a_end = p + n;
      out.b_end = q + n;
    };
    take(i, j, run(i, j));
    for (bool on = true; on;) {
      on = false;
      for (uint32_t width = 1; width <= 2 * kGap && !on; ++width) {
        for (uint32_t g = width > kGap ? width - kGap : 0; g <= std::min(width, kGap) && !on; ++g) {
          const uint32_t p = out.a_end + g;
          const uint32_t q = out.b_end + (width - g);
          if (p >= x.words.size() || q >= y.words.size() || x.piece[p] != x.piece[out.a_end - 1] ||
              y.piece[q] != y.piece[out.b_end - 1])
            continue;
          const uint32_t n = run(p, q);
          if (n < kRun && !(n == 1 && !x.words[p]->stop && g == width - g)) continue;
          const bool other = other_words(x, out.a_end, p, y, out.b_end, q);
          replaced = replaced || (other && has_content(x, out.a_end, p) && has_content(y, out.b_end, q));
          out.differs = out.differs || other;
          take(p, q, n);
          on = true;
        }
      }
    }
    // One content word for another says much; a word left out, or an article, only where enough stands around it.
    // Where all of both quotations is aligned, little of it is enough: they are one saying.
    const bool whole = out.common >= 3 && is_whole(x, i, out.a_end) && is_whole(y, j, out.b_end);
    out.differs = out.differs && (replaced || whole ? content >= 2 && out.common >= 3 : content >= 3 && out.common >= 5);
    return out;
  }

  /// The words from `from` to `to` are a quotation from end to end, but for a word at either end.
  static bool is_whole(const Quoted& q, uint32_t from, uint32_t to) {
    const bool opens = from <= 1 || q.piece[from - 2] != q.piece[from];
    return opens && (to + 1 >= q.words.size() || q.piece[to + 1] != q.piece[to - 1]);
  }

  static bool has_content(const Quoted& q, uint32_t from, uint32_t to) {
    return std::any_of(q.words.begin() + from, q.words.begin() + to, [](const Word* w) { return !w->stop; });
  }

  /// True unless the words between two common runs are the same words in other spellings.
  static bool other_words(const Quoted& x, uint32_t i, uint32_t i_end, const Quoted& y, uint32_t j, uint32_t j_end) {
    const auto glued = [](const Quoted& q, uint32_t from, uint32_t to) {
      std::string all;
      for (; from < to; ++from) all += fold(slice(q.text, q.words[from]->at));
      return all;
    };
    if (i_end - i != j_end - j) return glued(x, i, i_end) != glued(y, j, j_end);
    for (; i < i_end; ++i, ++j) {
      const Word& v = *x.words[i];
      const Word& w = *y.words[j];
      if (v.number || w.number) continue;
      if (v.stop && w.stop) return true;
      if (other_word(x.text, v, y.text, w)) return true;
    }
    return false;
  }

  /// One key for British and American spelling and for the forms of a word: "travelling", "traveling", "travelled"; "colour",
  /// "color"; "organise", "organize"; "centre", "center".
  static std::string spelling(std::string_view word) {
    std::string s = stem_of(fold(word));
    const auto swap = [&](std::string_view from, std::string_view to) {
      for (size_t at = s.find(from, 2); at != std::string::npos; at = s.find(from, at + to.size()))
        s.replace(at, from.size(), to);
    };
    swap("our", "or");
    swap("is", "iz");
    swap("ys", "yz");
    swap("ogue", "og");
    swap("ae", "e");
    swap("oe", "e");
    if (s.size() > 3 && s.substr(s.size() - 2) == "re") s.replace(s.size() - 2, 2, "er");
    if (s.size() > 3 && s.substr(s.size() - 2) == "tr") s.replace(s.size() - 2, 2, "ter");
    if (s.size() > 4 && s.substr(s.size() - 2) == "nc") s.back() = 's';
    std::string out;
    for (const char c : s) {
      if (out.empty() || out.back() != c) out += c;
    }
    return out;
  }

  /// Two content words that are not one word in two spellings or forms.
  static bool other_word(std::string_view a_text, const Word& v, std::string_view b_text, const Word& w) {
    if (v.stop || w.stop || v.number || w.number || v.stem == w.stem) return false;
    if (spelling(slice(a_text, v.at)) == spelling(slice(b_text, w.at))) return false;
    return similarity(slice(a_text, v.at), slice(b_text, w.at)) < 0.75;
  }

  [[nodiscard]] ConflictValue words_value(const Sentence& s, Span at) const {
    ConflictValue v;
    v.doc = s.doc;
    v.where = {s.row, at};
    v.text = std::string(slice(pile_.record(s.doc).text, at));
    for (const uint32_t i : s.statements) {
      const RecordStatement& statement = pile_.record(s.doc).statements[i];
      v.source = statement.speaker.entity < pile_.record(s.doc).entities.size()
                     ? pile_.record(s.doc).entities[statement.speaker.entity].name
                     : statement.speaker.text;
      break;
    }
    return v;
  }

  const Pile& pile_;
  const std::vector<Cluster>& clusters_;
  const std::vector<Likeness>& pairs_;
  Story& story_;
};

/// Running totals of different pages: growth is shown as growth, outside any single happening.
class Totals {
 public:
  Totals(const Pile& pile, Story& story) : pile_(pile), story_(story) {}

  void run() {
    std::map<std::string, std::vector<std::pair<DayRange, ConflictValue>>> series;
    for (uint32_t doc = 0; doc < pile_.pages.size(); ++doc) {
      const Record& r = pile_.record(doc);
      for (const RecordFigure& f : r.figures) {
        if (!f.cumulative || !has_value(f) || f.counted.empty()) continue;
        std::string key = f.kind + "|" + f.unit;
        for (const Word& w : words_of(f.counted, pile_.ontology)) {
          if (!w.stop) key += "|" + hex16(w.stem);
        }
        series[key].emplace_back(f.as_of.known() ? f.as_of : r.date, value_of(pile_, doc, f));
      }
    }
    for (auto& [key, list] : series) add(list);
  }

 private:
  void add(std::vector<std::pair<DayRange, ConflictValue>>& list) {
    std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first.first < b.first.first; });
    if (list.size() < 2 || list.front().second.doc == list.back().second.doc) return;
    if (!list.front().first.known() || meet(list.front().first, list.back().first)) return;
    Conflict out;
    out.kind = "figure";
    out.relation = "growth";
    out.quantity = list.front().second.scope;
    std::string key;
    for (auto& [days, value] : list) {
      key += pile_.record(value.doc).id + ":" + std::to_string(value.where.at.begin) + ",";
      out.values.push_back(std::move(value));
    }
    out.id = id_of("k", {"growth", key});
    story_.conflicts.push_back(std::move(out));
  }

  const Pile& pile_;
  Story& story_;
};

}  // namespace

void add_conflicts(const Pile& pile, const std::vector<Cluster>& clusters, const std::vector<Likeness>& pairs, Story& story) {
  Conflicts(pile, clusters, pairs, story).run();
  Totals(pile, story).run();
}

}  // namespace dateline::story
