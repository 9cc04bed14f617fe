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
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

/// One count of one page, with the words that say what is counted.
struct Count {
  uint32_t doc = 0, row = 0;
  const RecordFigure* figure = nullptr;
  std::vector<uint64_t> scope;   ///< stems of the counted words, ascending
  uint64_t head = 0;             ///< stem of the last of them: "vessels" of "waiting vessels"
  std::vector<uint64_t> places;  ///< stems of the names that follow or belong to the count, ascending: "in Michigan"
  DayRange as_of;                ///< day the count holds for; the page's date when it does not say
  DayRange own_day;              ///< day that its own words or its sentence give; none if they give none
  uint32_t cluster = kNone;
};

bool has_value(const RecordFigure& f) { return f.low || f.best || f.high; }

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

bool ranges_meet(const RecordFigure& a, const RecordFigure& b) {
  const double slack = 1e-6 * std::max(std::fabs(middle_of(a)), std::fabs(middle_of(b)));
  return low_of(a) <= high_of(b) + slack && low_of(b) <= high_of(a) + slack;
}

bool about_equal(const RecordFigure& a, const RecordFigure& b) {
  const double x = middle_of(a);
  const double y = middle_of(b);
  return std::fabs(x - y) <= 0.005 * std::max(std::fabs(x), std::fabs(y));
}

/// Words that narrow the counted thing on one side only ("civilians").
bool same_scope(const Count& a, const Count& b) { return a.scope == b.scope; }

/// Both count one sort of thing: the same head noun, or for the people of a happening any shared word.
bool share_scope(const Pile& pile, const Count& a, const Count& b) {
  if (a.scope == b.scope) return true;
  return a.head == b.head || (belongs_to_event(a.figure->kind) && shared_mass(pile, a.scope, b.scope) > 0);
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

/// What two counts of one thing are to each other; "" = not about one thing.
std::string relation_of(const Count& a, const Count& b) {
  const RecordFigure& f = *a.figure;
  const RecordFigure& g = *b.figure;
  if (about_equal(f, g)) return "";
  if (f.cumulative != g.cumulative) return "";
  if (f.cumulative) {
    const bool rises = a.as_of.known() && b.as_of.known() && a.as_of.last < b.as_of.first   ? middle_of(f) <= middle_of(g)
                       : a.as_of.known() && b.as_of.known() && b.as_of.last < a.as_of.first ? middle_of(g) <= middle_of(f)
                                                                                            : false;
    if (rises) return "growth";
  }
  if (!same_scope(a, b)) return "different_scope";
  if (ranges_meet(f, g)) return "compatible";
  if (a.as_of.known() && b.as_of.known() && !meet(a.as_of, b.as_of)) return belongs_to_event(f.kind) ? "revision" : "growth";
  return "contradiction";
}

class Conflicts {
 public:
  Conflicts(const Pile& pile, const std::vector<Cluster>& clusters, Story& story)
      : pile_(pile), clusters_(clusters), story_(story) {}

  void run() {
    for (uint32_t c = 0; c < clusters_.size(); ++c) {
      figures(c);
      wordings(c);
    }
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
    }
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
    return std::any_of(rows.begin(), rows.end(), [&](const RecordFigure& g) {
      return has_value(g) && g.kind == f.kind && g.unit == f.unit && about_equal(f, g);
    });
  }

  /// Two pages that both print both numbers mean two things by them.
  [[nodiscard]] bool both_give_both(const Count& a, const Count& b) const {
    return page_gives(a.doc, *b.figure) && page_gives(b.doc, *a.figure);
  }

  [[nodiscard]] ConflictValue value_of(const Count& c) const {
    const Record& r = pile_.record(c.doc);
    const RecordFigure& f = *c.figure;
    ConflictValue v;
    v.doc = c.doc;
    v.where = f.where;
    v.text = std::string(slice(r.text, f.where.at));
    v.low = f.low;
    v.high = f.high;
    v.scope = f.counted;
    v.source = f.source.entity < r.entities.size() ? r.entities[f.source.entity].name : f.source.text;
    return v;
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
        std::vector<Count>& list = series[f.kind + "|" + f.unit];
        const bool repeated = std::any_of(list.begin(), list.end(), [&](const Count& k) {
          return k.doc == count.doc && k.scope == count.scope && low_of(*k.figure) == low_of(f) &&
                 high_of(*k.figure) == high_of(f);
        });
        if (!repeated) list.push_back(std::move(count));
      }
    }
    for (auto& [key, counts] : series) side_by_side(c, counts);
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
    for (const size_t k : in) out.values.push_back(value_of(counts[k]));
    out.quantity = counts[*in.begin()].figure->counted + ": " + happening(c).label;
    push(c, std::move(out));
  }

  void push(uint32_t c, Conflict out) {
    out.happening = happening(c).id;
    std::sort(out.values.begin(), out.values.end(), [](const ConflictValue& a, const ConflictValue& b) {
      return a.doc != b.doc ? a.doc < b.doc : a.where.at.begin < b.where.at.begin;
    });
    std::string key;
    for (const ConflictValue& v : out.values) key += pile_.record(v.doc).id + ":" + std::to_string(v.where.at.begin) + ",";
    out.id = id_of("k", {out.kind, out.happening, key});
    story_.conflicts.push_back(std::move(out));
  }

  /// Quoted words of two pages that run in parallel and differ in one or two content words.
  void wordings(uint32_t c) {
    const std::vector<uint32_t>& list = clusters_[c].sentences;
    std::set<std::pair<uint32_t, uint32_t>> done;
    for (size_t y = 1; y < list.size(); ++y) {
      for (size_t x = y > 24 ? y - 24 : 0; x < y; ++x) {
        const Sentence& s = pile_.sentences[list[x]];
        const Sentence& t = pile_.sentences[list[y]];
        if (s.doc != t.doc && done.count({s.doc, t.doc}) == 0 && wording(c, s, t)) done.insert({s.doc, t.doc});
      }
    }
  }

  struct Window {
    uint32_t a_begin = 0, a_end = 0, b_begin = 0, b_end = 0;
    bool found = false;
  };

  bool wording(uint32_t c, const Sentence& s, const Sentence& t) {
    const auto& x = pile_.pages[s.doc].words;
    const auto& y = pile_.pages[t.doc].words;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      for (uint32_t j = t.words_begin; j < t.words_end; ++j) {
        if (!x[i].quoted || !y[j].quoted || x[i].form != y[j].form) continue;
        const Window w = parallel(pile_.record(s.doc).text, x, pile_.record(t.doc).text, y, i, s.words_end, j, t.words_end);
        if (!w.found) continue;
        Conflict out;
        out.kind = "wording";
        out.relation = "contradiction";
        out.quantity = "wording: " + happening(c).label;
        out.values.push_back(words_value(s, {x[w.a_begin].at.begin, x[w.a_end - 1].at.end}));
        out.values.push_back(words_value(t, {y[w.b_begin].at.begin, y[w.b_end - 1].at.end}));
        push(c, std::move(out));
        return true;
      }
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
    return name_likeness(slice(a_text, v.at), slice(b_text, w.at)) < 0.75;
  }

  /// From a common word on: common run, one or two other words on both sides, common run again; all inside quotation marks.
  static Window parallel(std::string_view a_text, const std::vector<Word>& x, std::string_view b_text, const std::vector<Word>& y,
                         uint32_t i, uint32_t i_end, uint32_t j, uint32_t j_end) {
    Window w{i, i, j, j, false};
    uint32_t content = 0;
    const auto walk = [&](uint32_t& p, uint32_t& q) {
      uint32_t n = 0;
      for (; p < i_end && q < j_end && x[p].quoted && y[q].quoted && x[p].form == y[q].form; ++p, ++q, ++n)
        content += x[p].stop ? 0 : 1;
      return n;
    };
    uint32_t p = i;
    uint32_t q = j;
    const uint32_t before = walk(p, q);
    for (uint32_t k = 1; k <= 2; ++k) {
      uint32_t u = p + k;
      uint32_t v = q + k;
      if (u >= i_end || v >= j_end || !x[u].quoted || !y[v].quoted) break;
      bool other = false;
      for (uint32_t m = 0; m < k; ++m) other = other || other_word(a_text, x[p + m], b_text, y[q + m]);
      const uint32_t after = walk(u, v);
      if (other && after >= 1 && before >= 2 && content >= 2) {
        w.a_end = u;
        w.b_end = v;
        w.found = true;
        return w;
      }
    }
    return w;
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
        ConflictValue v;
        v.doc = doc;
        v.where = f.where;
        v.text = std::string(slice(r.text, f.where.at));
        v.low = f.low;
        v.high = f.high;
        v.scope = f.counted;
        v.source = f.source.entity < r.entities.size() ? r.entities[f.source.entity].name : f.source.text;
        std::string key = f.kind + "|" + f.unit;
        for (const Word& w : words_of(f.counted, pile_.ontology)) {
          if (!w.stop) key += "|" + hex16(w.stem);
        }
        series[key].emplace_back(f.as_of.known() ? f.as_of : r.date, std::move(v));
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

void add_conflicts(const Pile& pile, const std::vector<Cluster>& clusters, Story& story) {
  Conflicts(pile, clusters, story).run();
  Totals(pile, story).run();
}

}  // namespace dateline::story
