// How many independent sources stand behind a happening, and what pages owe to each other, with the reason in words.
//
// Two pages that quote one press conference agree as one source ("shared primary source"); two that tell one raid in their own
// words with no agency in common are two ("independent"). Story numbers of pages are given here too.
#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

constexpr size_t kAllPairs = 40;  ///< a story of more pages gets verdicts for linked pairs only

using Pair = std::pair<uint32_t, uint32_t>;
Pair pair_of(uint32_t a, uint32_t b) { return {std::min(a, b), std::max(a, b)}; }

class Union {
 public:
  explicit Union(size_t n) : up_(n) { std::iota(up_.begin(), up_.end(), 0U); }
  uint32_t lead(uint32_t i) {
    while (up_[i] != i) i = up_[i] = up_[up_[i]];
    return i;
  }
  void join(uint32_t a, uint32_t b) {
    const uint32_t x = lead(a);
    const uint32_t y = lead(b);
    up_[std::max(x, y)] = std::min(x, y);
  }

 private:
  std::vector<uint32_t> up_;
};

/// What two pages share, for the verdict.
struct Bond {
  const Overlap* overlap = nullptr;
  std::vector<uint32_t> happenings;  ///< statements both report
  std::string speaker;               ///< a person whose words both report at that time
};

class Judge {
 public:
  Judge(const Pile& pile, const std::vector<Overlap>& overlaps, Story& story) : pile_(pile), story_(story) {
    for (const Overlap& o : overlaps) bonds_[pair_of(o.a, o.b)].overlap = &o;
    for (uint32_t h = 0; h < story.happenings.size(); ++h) {
      const Happening& happening = story.happenings[h];
      for (size_t y = 1; y < happening.documents.size(); ++y) {
        for (size_t x = y > 8 ? y - 8 : 0; x < y; ++x) {
          Bond& bond = bonds_[pair_of(happening.documents[x], happening.documents[y])];
          if (happening.type == "STATEMENT") bond.happenings.push_back(h);
        }
      }
    }
    common_speakers();
  }

  void run() {
    for (uint32_t h = 0; h < story_.happenings.size(); ++h) {
      if (story_.happenings[h].documents.size() > 1) judge_happening(h);
    }
    judge_pairs();
    judge_whole();
  }

 private:
  struct Verdict {
    std::string verdict, reason;
  };
  using Places = std::map<uint32_t, std::vector<Span>>;  ///< mentions of one happening, by page

  /// Persons whose words both pages report within days of each other.
  void common_speakers() {
    std::map<uint32_t, std::vector<uint32_t>> pages_of;
    for (uint32_t doc = 0; doc < pile_.pages.size(); ++doc) {
      std::set<uint32_t> speakers;
      for (const RecordStatement& s : pile_.record(doc).statements) {
        if (s.speaker.entity >= story_.entity_actor[doc].size()) continue;
        const uint32_t actor = story_.entity_actor[doc][s.speaker.entity];
        if (story_.actors[actor].type == "person") speakers.insert(actor);
      }
      for (const uint32_t actor : speakers) pages_of[actor].push_back(doc);
    }
    for (const auto& [actor, docs] : pages_of) {
      for (size_t y = 1; y < docs.size(); ++y) {
        for (size_t x = y > 8 ? y - 8 : 0; x < y; ++x) {
          const DayRange& p = pile_.record(docs[x]).date;
          const DayRange& q = pile_.record(docs[y]).date;
          if (!meet(p, q, 2)) continue;
          Bond& bond = bonds_[pair_of(docs[x], docs[y])];
          if (bond.speaker.empty()) bond.speaker = story_.actors[actor].name;
        }
      }
    }
  }

  [[nodiscard]] Verdict judge(uint32_t a, uint32_t b) const {
    const auto found = bonds_.find(pair_of(a, b));
    const Overlap* o = found == bonds_.end() ? nullptr : found->second.overlap;
    if (o != nullptr && o->copied()) {
      return {"copied",
              "common prose of " + std::to_string(o->prose) + " words, longest run " + std::to_string(o->longest_prose)};
    }
    if (o != nullptr && o->quoted >= 6)
      return {"shared primary source", "the same quoted words (" + std::to_string(o->quoted) + "), own prose"};
    if (found != bonds_.end() && !found->second.happenings.empty()) {
      return {"shared primary source",
              "both report the same statement: " + story_.happenings[found->second.happenings.front()].label};
    }
    if (found != bonds_.end() && !found->second.speaker.empty()) {
      return {"shared primary source", "both report words of " + found->second.speaker + " of the same days"};
    }
    const std::string agency = common_agency(pile_.record(a), pile_.record(b));
    if (!agency.empty()) return {"shared primary source", "both name the agency " + agency};
    return {"independent", "no common prose, no common quotation, no agency in common"};
  }

  /// Pages of one happening that lean on one origin count once.
  void judge_happening(uint32_t index) {
    Happening& h = story_.happenings[index];
    const size_t n = h.documents.size();
    Union origins(n);
    bool copied = false;
    std::string reason;
    const Places places = places_of(h);
    // Of many pages each is compared with the first ones, which all copies were aligned with, and with the last before it.
    const size_t back = n <= kAllPairs ? n : 8;
    for (size_t y = 1; y < n; ++y) {
      for (size_t x = 0; x < y; ++x) {
        if (x == back && y > 2 * back) x = y - back;
        const Verdict v = judge_in(h, places, h.documents[x], h.documents[y]);
        if (v.verdict == "independent") continue;
        origins.join(static_cast<uint32_t>(x), static_cast<uint32_t>(y));
        if (reason.empty() || (!copied && v.verdict == "copied")) reason = v.reason;
        copied = copied || v.verdict == "copied";
      }
    }
    std::set<uint32_t> leads;
    for (uint32_t i = 0; i < n; ++i) leads.insert(origins.lead(i));
    h.independent = static_cast<uint32_t>(leads.size());
    const bool all = leads.size() == n;
    h.independence_reason = all ? "own words on every page, no common quotation, no agency in common" : reason;
    Independence out;
    out.docs = h.documents;
    out.verdict = all ? "independent" : copied && leads.size() == 1 ? "copied" : "shared primary source";
    out.reason = h.independence_reason;
    out.happening = h.id;
    story_.independence.push_back(std::move(out));
  }

  /// As `judge`, but only what touches this happening: a common statement, a shared passage in its sentences, one agency.
  [[nodiscard]] Verdict judge_in(const Happening& h, const Places& places, uint32_t a, uint32_t b) const {
    const auto found = bonds_.find(pair_of(a, b));
    const Overlap* o = found == bonds_.end() ? nullptr : found->second.overlap;
    if (o != nullptr) {
      for (const Passage& p : o->passages) {
        if (p.sort == Passage::Sort::boilerplate || !touches(places, o->a, p.a) || !touches(places, o->b, p.b)) continue;
        if (p.sort == Passage::Sort::prose && o->copied()) return {"copied", "the sentence has common prose on both pages"};
        if (p.sort == Passage::Sort::quotation) return {"shared primary source", "the same quoted words on both pages"};
      }
    }
    if (h.type == "STATEMENT") return {"shared primary source", "one statement, reported by each page"};
    const std::string agency = common_agency(pile_.record(a), pile_.record(b));
    if (!agency.empty()) return {"shared primary source", "both pages name the agency " + agency};
    return {"independent", ""};
  }

  static Places places_of(const Happening& h) {
    Places out;
    for (const HappeningMention& m : h.mentions) out[m.doc].push_back(m.where.at);
    return out;
  }

  static bool touches(const Places& places, uint32_t doc, Span at) {
    const auto found = places.find(doc);
    return found != places.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](Span s) { return s.overlaps(at); });
  }

  void judge_pairs() {
    std::map<uint32_t, std::vector<uint32_t>> stories;
    for (uint32_t doc = 0; doc < story_.story_of.size(); ++doc) stories[story_.story_of[doc]].push_back(doc);
    std::set<Pair> pairs;
    for (const auto& [number, docs] : stories) {
      if (docs.size() > kAllPairs) continue;
      for (size_t y = 1; y < docs.size(); ++y) {
        for (size_t x = 0; x < y; ++x) pairs.insert(pair_of(docs[x], docs[y]));
      }
    }
    for (const auto& [pair, bond] : bonds_) pairs.insert(pair);
    for (const Pair& pair : pairs) {
      Verdict v = judge(pair.first, pair.second);
      any_copied_ = any_copied_ || v.verdict == "copied";
      any_shared_ = any_shared_ || v.verdict == "shared primary source";
      story_.independence.push_back({{pair.first, pair.second}, std::move(v.verdict), std::move(v.reason), ""});
    }
  }

  void judge_whole() {
    if (pile_.pages.size() < 3) return;
    Independence out;
    out.docs.resize(pile_.pages.size());
    std::iota(out.docs.begin(), out.docs.end(), 0U);
    out.verdict = any_copied_ ? "copied" : "independent";
    out.reason = any_copied_   ? "some pages have prose in common: see the pairs"
                 : any_shared_ ? "no page copies another; some report one press conference or statement: see the pairs"
                               : "no two pages have prose or quotations in common";
    story_.independence.push_back(std::move(out));
  }

  const Pile& pile_;
  Story& story_;
  std::map<Pair, Bond> bonds_;
  bool any_copied_ = false, any_shared_ = false;
};

}  // namespace

void add_independence(const Pile& pile, const std::vector<Overlap>& overlaps, Story& story) {
  Judge(pile, overlaps, story).run();
}

}  // namespace dateline::story
