// Differences that are no figures: the clock times of one happening, and what one page tells and another one's source denies.
//
// "the tram derailed at 6.10am" beside "shortly after 06:00": kind date. "freed in exchange for four militants" beside "the
// government denied that the girls were exchanged": kind claim, relation "denied by". It takes no side.
#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

constexpr double kSameThing = 0.34;  ///< likeness from which two sentences tell one thing
constexpr double kAbout = 0.16;      ///< likeness from which a denial can be of what the other sentence tells

class Claims {
 public:
  Claims(const Pile& pile, const std::vector<Cluster>& clusters, const std::vector<Likeness>& pairs, Story& story)
      : pile_(pile), pairs_(pairs), story_(story), cluster_of_(pile.sentences.size(), kNone) {
    for (uint32_t c = 0; c < clusters.size(); ++c) {
      for (const uint32_t i : clusters[c].sentences) cluster_of_[i] = c;
    }
  }

  void run() {
    clocks();
    denials();
  }

 private:
  using Row = std::pair<uint32_t, uint32_t>;  ///< sentence of the pile, row of the record

  /// Minutes after midnight of the only clock time of a sentence, and its row; false if there are none or several.
  bool clock(const Sentence& s, uint32_t& row, int32_t& minutes) const {
    bool found = false;
    for (const uint32_t i : s.times) {
      const std::string& v = pile_.record(s.doc).times[i].value;
      const size_t t = v.find('T');
      if (t != 10 || v.size() < 16 || !is_digit(v[11]) || !is_digit(v[12]) || v[13] != ':' || !is_digit(v[14]) ||
          !is_digit(v[15]))
        continue;
      if (found) return false;
      found = true;
      row = i;
      minutes = ((v[11] - '0') * 10 + v[12] - '0') * 60 + (v[14] - '0') * 10 + v[15] - '0';
    }
    return found;
  }

  [[nodiscard]] bool one_day(const Sentence& s, uint32_t x, const Sentence& t, uint32_t y) const {
    return pile_.record(s.doc).times[x].value.substr(0, 10) == pile_.record(t.doc).times[y].value.substr(0, 10);
  }

  /// Clock times of one happening, one row for all pages that give one.
  void clocks() {
    constexpr int32_t kNear = 30;  // minutes; hours apart are two moments of one day
    std::map<Row, Row> up;
    const auto lead = [&](Row r) {
      while (up.at(r) != r) r = up.at(r);
      return r;
    };
    for (const Likeness& p : pairs_) {
      if (p.score < kSameThing && (cluster_of_[p.a] == kNone || cluster_of_[p.a] != cluster_of_[p.b])) continue;
      const Sentence& s = pile_.sentences[p.a];
      const Sentence& t = pile_.sentences[p.b];
      uint32_t x = 0;
      uint32_t y = 0;
      int32_t here = 0;
      int32_t there = 0;
      if (!clock(s, x, here) || !clock(t, y, there) || !one_day(s, x, t, y) || std::abs(here - there) > kNear) continue;
      up.emplace(Row{p.a, x}, Row{p.a, x});
      up.emplace(Row{p.b, y}, Row{p.b, y});
      const Row a = lead({p.a, x});
      const Row b = lead({p.b, y});
      up[std::max(a, b)] = std::min(a, b);
    }
    std::map<Row, std::vector<Row>> groups;
    for (const auto& [row, over] : up) groups[lead(row)].push_back(row);
    for (const auto& [first, rows] : groups) {
      std::set<int32_t> distinct;
      Conflict out;
      out.kind = "date";
      out.relation = "compatible";
      for (const Row& r : rows) {
        const Sentence& s = pile_.sentences[r.first];
        const RecordTime& t = pile_.record(s.doc).times[r.second];
        uint32_t row = 0;
        int32_t minutes = 0;
        if (clock(s, row, minutes)) distinct.insert(minutes);
        out.values.push_back({s.doc, t.where, std::string(slice(pile_.record(s.doc).text, t.where.at)), {}, {}, "", ""});
      }
      if (distinct.size() < 2) continue;
      out.quantity = "time of day: " + squeeze(pile_.text(pile_.sentences[first.first]));
      push(first.first, std::move(out));
    }
  }

  /// Words of a statement that denies something, or of an event that is told as denied; empty if the sentence denies nothing.
  [[nodiscard]] Evidence denied(const Sentence& s) const {
    const Record& r = pile_.record(s.doc);
    for (const uint32_t i : s.statements) {
      if (r.statements[i].cls == "deny") return r.statements[i].where;
    }
    for (const uint32_t i : s.events) {
      if (r.events[i].status == "denied") return r.events[i].where;
    }
    return {};
  }

  /// Content stems of a stretch of text, names left out, ascending.
  [[nodiscard]] std::vector<uint64_t> stems_in(const Sentence& s, Span at) const {
    std::vector<uint64_t> out;
    const std::vector<Word>& words = pile_.pages[s.doc].words;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      if (at.overlaps(words[i].at) && !words[i].stop && !words[i].name && !words[i].number) out.push_back(words[i].stem);
    }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  /// The event of a sentence, told as a fact, whose act is denied and that has the most of the denied words; kNone if none has
  /// enough of them. Without the act it is another event of the same people: sailors freed, sailors who got letters.
  [[nodiscard]] uint32_t told_event(const Sentence& s, const std::vector<uint64_t>& denied) const {
    constexpr size_t kWords = 2;  // what shares one word is of something else
    constexpr size_t kSaid = 4;   // "disputed the media reports" does not say what is denied
    const Record& r = pile_.record(s.doc);
    uint32_t best = kNone;
    size_t most = 0;
    if (denied.size() < kSaid) return kNone;
    for (const uint32_t i : s.events) {
      if (r.events[i].status != "happened") continue;
      const std::vector<uint64_t> act = stems_in(s, r.events[i].trigger);
      if (std::none_of(act.begin(), act.end(), [&](uint64_t w) { return std::binary_search(denied.begin(), denied.end(), w); }))
        continue;
      std::vector<uint64_t> common;
      const std::vector<uint64_t> there = stems_in(s, r.events[i].where.at);
      std::set_intersection(denied.begin(), denied.end(), there.begin(), there.end(), std::back_inserter(common));
      if (common.size() < kWords || common.size() * 3 < denied.size() || common.size() <= most) continue;
      most = common.size();
      best = i;
    }
    return best;
  }

  /// Both denials are of one thing: two words in common, and a third of either.
  static bool alike(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
    std::vector<uint64_t> common;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(common));
    return common.size() >= 2 && common.size() * 3 >= a.size() && common.size() * 3 >= b.size();
  }

  /// Each denial beside what other pages tell of the thing denied; denials of one thing are one row.
  void denials() {
    std::map<uint32_t, uint32_t> up;         // sentences that stand in one row
    std::map<uint32_t, Evidence> denial;     // of a sentence that denies
    std::map<uint32_t, Evidence> denied_in;  // of a sentence that tells what is denied
    const auto lead = [&](uint32_t i) {
      while (up.at(i) != i) i = up.at(i);
      return i;
    };
    for (const Likeness& p : pairs_) {
      if (p.score < kAbout) break;
      for (const auto& [i, j] : {std::pair{p.a, p.b}, std::pair{p.b, p.a}}) {
        const Sentence& s = pile_.sentences[i];
        const Sentence& t = pile_.sentences[j];
        const Evidence what = denied(s);
        const Evidence too = denied(t);
        if (what.at.empty()) continue;
        const std::vector<uint64_t> words = stems_in(s, what.at);
        const uint32_t event = too.at.empty() ? told_event(t, words) : kNone;
        if (too.at.empty() ? event == kNone : !alike(words, stems_in(t, too.at))) continue;
        denial.emplace(i, what);
        if (event == kNone)
          denial.emplace(j, too);
        else
          denied_in.emplace(j, pile_.record(t.doc).events[event].where);
        up.emplace(i, i);
        up.emplace(j, j);
        const uint32_t x = lead(i);
        const uint32_t y = lead(j);
        up[std::max(x, y)] = std::min(x, y);
      }
    }
    std::map<uint32_t, std::vector<uint32_t>> rows;
    for (const auto& [i, over] : up) rows[lead(i)].push_back(i);
    for (const auto& [first, list] : rows) {
      if (std::none_of(list.begin(), list.end(), [&](uint32_t i) { return denied_in.count(i) > 0; })) continue;
      Conflict out;
      out.kind = "claim";
      out.relation = "denied by";
      for (const uint32_t i : list) {
        const auto found = denial.find(i);
        if (found != denial.end() && out.quantity.empty()) out.quantity = "denied: " + squeeze(pile_.text(pile_.sentences[i]));
        out.values.push_back(value_of(pile_.sentences[i], found != denial.end() ? found->second : denied_in.at(i)));
      }
      push(first, std::move(out));
    }
  }

  [[nodiscard]] ConflictValue value_of(const Sentence& s, const Evidence& where) const {
    const Record& r = pile_.record(s.doc);
    ConflictValue v;
    v.doc = s.doc;
    v.where = where;
    v.text = std::string(slice(r.text, where.at));
    if (!s.statements.empty()) {
      const ActorRef& speaker = r.statements[s.statements.front()].speaker;
      v.source = speaker.entity < r.entities.size() ? r.entities[speaker.entity].name : speaker.text;
    }
    return v;
  }

  void push(uint32_t sentence, Conflict out) {
    if (cluster_of_[sentence] != kNone) out.happening = story_.happenings[cluster_of_[sentence]].id;
    std::string key;
    for (const ConflictValue& v : out.values) key += pile_.record(v.doc).id + ":" + std::to_string(v.where.at.begin) + ",";
    out.id = id_of("k", {out.kind, out.happening, key});
    story_.conflicts.push_back(std::move(out));
  }

  const Pile& pile_;
  const std::vector<Likeness>& pairs_;
  Story& story_;
  std::vector<uint32_t> cluster_of_;
};

}  // namespace

void add_claims(const Pile& pile, const std::vector<Cluster>& clusters, const std::vector<Likeness>& pairs, Story& story) {
  Claims(pile, clusters, pairs, story).run();
}

}  // namespace dateline::story
