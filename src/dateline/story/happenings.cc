// Sentences of different pages joined into happenings: see happenings.h.
//
// The score is a cosine over the rarity of shared stems (tf-idf without tf), raised by common quoted words, numbers, persons and
// equal events, and barred by different days. A sentence with four words in common with everything joins nothing.
#include "dateline/story/happenings.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"

namespace dateline::story {

namespace {

constexpr double kJoin = 0.34;      ///< a pair below this does not join
constexpr double kAverage = 0.24;   ///< average over all cross pairs of two groups that become one
constexpr size_t kPostings = 48;    ///< words of more sentences make no candidate pairs in a large pile
constexpr size_t kRareWords = 8;    ///< rarest words of a sentence that look for candidates
constexpr size_t kCandidates = 96;  ///< sentences that one sentence is compared with
constexpr uint32_t kMinWords = 4;   ///< content words of a sentence that can be compared

bool comparable(const Sentence& s) { return s.body && s.stems.size() >= kMinWords; }

/// Length in words of the longest run both sentences have, and the content words in it.
struct Run {
  uint32_t words = 0, content = 0, quoted = 0;
};
Run longest_run(const Pile& pile, const Sentence& a, const Sentence& b) {
  const auto& x = pile.pages[a.doc].words;
  const auto& y = pile.pages[b.doc].words;
  const size_t n = b.words_end - b.words_begin;
  std::vector<uint16_t> last(n + 1, 0);
  Run best;
  uint32_t end = 0;
  for (uint32_t i = a.words_begin; i < a.words_end; ++i) {
    uint16_t diagonal = 0;
    for (size_t j = 0; j < n; ++j) {
      const uint16_t above = last[j + 1];
      last[j + 1] = x[i].form == y[b.words_begin + j].form ? static_cast<uint16_t>(diagonal + 1) : 0;
      diagonal = above;
      if (last[j + 1] > best.words) {
        best.words = last[j + 1];
        end = i + 1;
      }
    }
  }
  for (uint32_t i = end - best.words; i < end && best.words > 0; ++i) {
    best.content += x[i].stop || (x[i].name && i > a.words_begin) ? 0 : 1;
    best.quoted += x[i].quoted ? 1 : 0;
  }
  return best;
}

/// One actor, or one acts for the other ("Israeli forces" for Israel).
bool same_side(const RecordEntity& u, const RecordEntity& v) {
  if (!u.kb_id.empty() && u.kb_id == v.kb_id) return true;
  const auto acts_for = [](const RecordEntity& who, const RecordEntity& whom) {
    return !whom.kb_id.empty() && std::find(who.represents.begin(), who.represents.end(), whom.kb_id) != who.represents.end();
  };
  return acts_for(u, v) || acts_for(v, u) || fold(u.name) == fold(v.name);
}

/// Same type of event by a common actor in both sentences.
bool equal_events(const Pile& pile, const Sentence& a, const Sentence& b) {
  const Record& x = pile.record(a.doc);
  const Record& y = pile.record(b.doc);
  for (const uint32_t i : a.events) {
    for (const uint32_t j : b.events) {
      const RecordEvent& e = x.events[i];
      const RecordEvent& f = y.events[j];
      if (e.type != f.type || e.type == "OTHER" || e.status != f.status) continue;
      for (const ActorRef& p : e.actors) {
        for (const ActorRef& q : f.actors) {
          if (p.entity >= x.entities.size() || q.entity >= y.entities.size()) continue;
          if (same_side(x.entities[p.entity], y.entities[q.entity])) return true;
        }
      }
    }
  }
  return false;
}

/// Values that two ascending lists share.
uint32_t common(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  uint32_t n = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) ++n;
    if (*x < *y)
      ++x;
    else if (*y < *x)
      ++y;
    else {
      ++x;
      ++y;
    }
  }
  return n;
}

/// A count of the same kind of the same people in both sentences: the dead of a raid, the ships of a jam.
bool equal_counts(const Pile& pile, const Sentence& a, const Sentence& b) {
  for (size_t i = 0; i < a.figures.size(); ++i) {
    for (size_t j = 0; j < b.figures.size(); ++j) {
      const RecordFigure& f = pile.record(a.doc).figures[a.figures[i]];
      const RecordFigure& g = pile.record(b.doc).figures[b.figures[j]];
      if (f.kind != g.kind || f.kind == "count" || f.kind == "other" || f.cumulative || g.cumulative || f.unit != g.unit)
        continue;
      if (common(a.counted[i], b.counted[j]) > 0) return true;
    }
  }
  return false;
}

/// Statements of one speaker in both sentences.
bool equal_speakers(const Pile& pile, const Sentence& a, const Sentence& b) {
  const Record& x = pile.record(a.doc);
  const Record& y = pile.record(b.doc);
  for (const uint32_t i : a.statements) {
    for (const uint32_t j : b.statements) {
      const uint32_t p = x.statements[i].speaker.entity;
      const uint32_t q = y.statements[j].speaker.entity;
      if (p < x.entities.size() && q < y.entities.size() && same_side(x.entities[p], y.entities[q])) return true;
    }
  }
  return false;
}

/// Both name one day, and no other.
bool equal_days(const Sentence& a, const Sentence& b) {
  return a.days.size() == 1 && b.days.size() == 1 && meet(a.days[0], b.days[0]) && is_exact(a.days[0], 1) &&
         is_exact(b.days[0], 1);
}

/// Both put the same words into quotation marks, few as they are.
bool equal_quotations(const Sentence& a, const Sentence& b) {
  const size_t n = common(a.quoted, b.quoted);
  return n >= 2 && n * 3 >= 2 * std::max(a.quoted.size(), b.quoted.size());
}

Likeness likeness_of(const Pile& pile, const Sentence& a, const Sentence& b) {
  Likeness out;
  const double shared = shared_mass(a, b);
  double score = shared / std::sqrt(std::max(1.0, a.mass * b.mass));
  out.score = score;
  if (score < 0.08) return out;
  const Run run = longest_run(pile, a, b);
  if (run.content >= 3 && run.words >= 5)
    score += std::min(0.3, 0.05 * run.content);
  else if (run.quoted == run.words && run.words >= 5)
    score += std::min(0.3, 0.04 * run.words);  // five words in a row of a quotation are its words, small as they are
  else if (run.content >= 2 && run.quoted == run.words && run.words >= 3)
    score += 0.1;
  const double part = shared / std::max(1.0, std::min(a.mass, b.mass));
  if (part > 0.6) score += 0.25 * (part - 0.6);
  const bool events = equal_events(pile, a, b);
  const bool counts = equal_counts(pile, a, b);
  const bool speakers = equal_speakers(pile, a, b);
  out.facts = events && counts;
  score += out.facts ? 0.2 : events || counts ? 0.08 : 0;
  if (speakers) score += 0.04 + std::min(0.16, 0.08 * common(a.quoted, b.quoted));
  if (equal_quotations(a, b)) score += 0.12;
  if (equal_days(a, b)) score += 0.05;
  out.score = std::min(1.0, score);
  return out;
}

/// Pages by word: for each stem the sentences that hold it.
std::unordered_map<uint64_t, std::vector<uint32_t>> postings_of(const Pile& pile) {
  std::unordered_map<uint64_t, std::vector<uint32_t>> out;
  const size_t limit = std::max<size_t>(kPostings, pile.sentences.size() < 3000 ? pile.sentences.size() / 6 : kPostings);
  for (uint32_t i = 0; i < pile.sentences.size(); ++i) {
    const Sentence& s = pile.sentences[i];
    if (!comparable(s)) continue;
    for (const uint64_t stem : s.stems) {
      if (pile.frequency.at(stem) <= limit) out[stem].push_back(i);
    }
  }
  return out;
}

std::vector<uint64_t> rarest(const Pile& pile, const Sentence& s) {
  std::vector<uint64_t> stems = s.stems;
  std::sort(stems.begin(), stems.end(), [&](uint64_t a, uint64_t b) {
    const uint32_t x = pile.frequency.at(a);
    const uint32_t y = pile.frequency.at(b);
    return x != y ? x < y : a < b;
  });
  // Words that stand in this sentence only find nothing.
  const auto first = std::find_if(stems.begin(), stems.end(), [&](uint64_t s1) { return pile.frequency.at(s1) > 1; });
  stems.erase(stems.begin(), first);
  if (stems.size() > kRareWords) stems.resize(kRareWords);
  return stems;
}

/// Each candidate once, ascending; of too many those that share the most of the rare words.
void keep_likeliest(std::vector<uint32_t>& candidates) {
  std::sort(candidates.begin(), candidates.end());
  std::vector<std::pair<uint32_t, uint32_t>> counted;  // rare words not shared (more is worse), sentence
  for (size_t i = 0; i < candidates.size();) {
    size_t end = i;
    while (end < candidates.size() && candidates[end] == candidates[i]) ++end;
    counted.emplace_back(static_cast<uint32_t>(kRareWords - std::min(kRareWords, end - i)), candidates[i]);
    i = end;
  }
  if (counted.size() > kCandidates) {
    std::sort(counted.begin(), counted.end());
    counted.resize(kCandidates);
  }
  candidates.clear();
  for (const auto& [missing, sentence] : counted) candidates.push_back(sentence);
  std::sort(candidates.begin(), candidates.end());
}

/// Groups of sentences under average linkage.
class Joiner {
 public:
  Joiner(const Pile& pile, const std::vector<Likeness>& pairs) : pile_(pile), up_(pile.sentences.size()) {
    for (uint32_t i = 0; i < up_.size(); ++i) up_[i] = i;
    for (const Likeness& p : pairs) scores_[key(p.a, p.b)] = p.score;
    for (const Likeness& p : pairs) {
      if (p.score >= kJoin) join(p);
    }
  }

  [[nodiscard]] std::vector<std::vector<uint32_t>> groups() const {
    std::map<uint32_t, std::vector<uint32_t>> out;
    for (const auto& [lead, list] : members_) {
      std::vector<uint32_t> sorted = list;
      std::sort(sorted.begin(), sorted.end());
      out[sorted.front()] = std::move(sorted);
    }
    std::vector<std::vector<uint32_t>> lists;
    lists.reserve(out.size());
    for (auto& [lead, list] : out) lists.push_back(std::move(list));
    return lists;
  }

 private:
  static uint64_t key(uint32_t a, uint32_t b) { return (static_cast<uint64_t>(std::min(a, b)) << 32U) | std::max(a, b); }

  uint32_t lead(uint32_t i) {
    while (up_[i] != i) i = up_[i] = up_[up_[i]];
    return i;
  }

  std::vector<uint32_t>& list_of(uint32_t leader) {
    std::vector<uint32_t>& list = members_[leader];
    if (list.empty()) list.push_back(leader);
    return list;
  }

  void join(const Likeness& p) {
    const uint32_t x = lead(p.a);
    const uint32_t y = lead(p.b);
    if (x == y) return;
    constexpr size_t kCompare = 16;  // members compared a side: cost of one join is bounded
    std::vector<uint32_t>& a = list_of(x);
    std::vector<uint32_t>& b = list_of(y);
    double sum = 0;
    size_t n = 0;
    for (size_t i = 0; i < std::min(a.size(), kCompare); ++i) {
      for (size_t j = 0; j < std::min(b.size(), kCompare); ++j) {
        const Sentence& s = pile_.sentences[a[i]];
        const Sentence& t = pile_.sentences[b[j]];
        const auto found = scores_.find(key(a[i], b[j]));
        const double score = found == scores_.end() ? 0 : found->second;
        if (!may_be_one(pile_, s, t, score)) return drop(x, y);
        if (s.doc == t.doc && found == scores_.end()) continue;
        sum += score;
        ++n;
      }
    }
    if (n == 0 || sum / static_cast<double>(n) < kAverage) return drop(x, y);
    const uint32_t to = std::min(x, y);
    const uint32_t from = std::max(x, y);
    up_[from] = to;
    // The longer list takes the shorter one: each sentence moves a logarithmic number of times.
    std::vector<uint32_t>& longer = a.size() >= b.size() ? a : b;
    std::vector<uint32_t>& shorter = a.size() >= b.size() ? b : a;
    longer.insert(longer.end(), shorter.begin(), shorter.end());
    std::vector<uint32_t> all = std::move(longer);
    members_.erase(from);
    members_[to] = std::move(all);
  }

  // A refused join leaves groups of one as they were.
  void drop(uint32_t x, uint32_t y) {
    if (members_[x].size() < 2) members_.erase(x);
    if (members_[y].size() < 2) members_.erase(y);
  }

  const Pile& pile_;
  std::vector<uint32_t> up_;
  std::unordered_map<uint64_t, double> scores_;
  std::map<uint32_t, std::vector<uint32_t>> members_;
};

bool days_apart(const DayRange& a, const DayRange& b, int32_t days) {
  return a.known() && b.known() && (a.first > b.last + days || b.first > a.last + days);
}

/// Days of the events of a sentence, else the days its words name.
std::vector<DayRange> told_days(const Pile& pile, const Sentence& s) {
  std::vector<DayRange> out = s.days;
  for (const uint32_t i : s.events) {
    const RecordEvent& e = pile.record(s.doc).events[i];
    if (is_exact(e.date.days) && e.date.basis != "page") out.push_back(e.date.days);
  }
  return out;
}

}  // namespace

bool may_be_one(const Pile& pile, const Sentence& a, const Sentence& b, double score) {
  const std::vector<DayRange> x = told_days(pile, a);
  const std::vector<DayRange> y = told_days(pile, b);
  const DayRange& p = pile.record(a.doc).date;
  const DayRange& q = pile.record(b.doc).date;
  if (!x.empty() && !y.empty()) {
    return std::any_of(x.begin(), x.end(), [&](const DayRange& d) {
      return std::any_of(y.begin(), y.end(), [&](const DayRange& e) { return meet(d, e, 1); });
    });
  }
  // A sentence without a day tells of the days before its page; weeks apart it takes nearly the same words.
  constexpr int32_t kNews = 10;
  constexpr double kSameWords = 0.6;
  constexpr double kNoDate = 0.42;
  if ((x.empty() || y.empty()) && score < kNoDate && (!is_exact(p, 31) || !is_exact(q, 31))) return false;
  if (x.empty() && y.empty()) return !days_apart(p, q, kNews) || score >= kSameWords;
  const std::vector<DayRange>& told = x.empty() ? y : x;
  const DayRange& page = x.empty() ? p : q;
  return score >= kSameWords || !page.known() ||
         std::any_of(told.begin(), told.end(), [&](const DayRange& d) { return !days_apart(d, page, kNews); });
}

std::vector<Likeness> likenesses(const Pile& pile) {
  const auto postings = postings_of(pile);
  std::vector<Likeness> out;
  for (uint32_t i = 0; i < pile.sentences.size(); ++i) {
    const Sentence& s = pile.sentences[i];
    if (!comparable(s)) continue;
    std::vector<uint32_t> candidates;
    for (const uint64_t stem : rarest(pile, s)) {
      const auto found = postings.find(stem);
      if (found == postings.end()) continue;
      for (const uint32_t j : found->second) {
        if (pile.sentences[j].doc != s.doc) candidates.push_back(j);
      }
    }
    keep_likeliest(candidates);
    for (const uint32_t j : candidates) {
      Likeness like = likeness_of(pile, s, pile.sentences[j]);
      like.a = std::min(i, j);
      like.b = std::max(i, j);
      if (like.score >= 0.16) out.push_back(like);
    }
  }
  std::sort(out.begin(), out.end(), [](const Likeness& a, const Likeness& b) {
    return a.score != b.score ? a.score > b.score : a.a != b.a ? a.a < b.a : a.b < b.b;
  });
  out.erase(std::unique(out.begin(), out.end(), [](const Likeness& a, const Likeness& b) { return a.a == b.a && a.b == b.b; }),
            out.end());
  return out;
}

namespace {

/// A sentence with a fact, a day, a name or quoted words; a service line ("This article has been adapted") has none.
bool tells(const Pile& pile, const Sentence& s) {
  if (!s.events.empty() || !s.statements.empty() || !s.figures.empty() || !s.days.empty()) return true;
  const std::vector<Word>& words = pile.pages[s.doc].words;
  for (uint32_t i = s.words_begin + 1; i < s.words_end; ++i) {
    if (words[i].name || words[i].number || words[i].quoted) return true;
  }
  return false;
}

}  // namespace

std::vector<Cluster> cluster(const Pile& pile, const std::vector<Likeness>& pairs) {
  std::vector<Cluster> out;
  for (std::vector<uint32_t>& group : Joiner(pile, pairs).groups()) {
    const uint32_t first = pile.sentences[group.front()].doc;
    if (std::all_of(group.begin(), group.end(), [&](uint32_t i) { return pile.sentences[i].doc == first; })) continue;
    if (std::none_of(group.begin(), group.end(), [&](uint32_t i) { return tells(pile, pile.sentences[i]); })) continue;
    Cluster c;
    size_t told = 0;
    for (const uint32_t i : group) told += pile.sentences[i].statements.empty() ? 0 : 1;
    c.statement = told * 2 >= group.size();
    c.sentences = std::move(group);
    out.push_back(std::move(c));
  }
  return out;
}

namespace {

/// First words of a sentence, whole words, for people.
std::string label_of(std::string_view text) {
  constexpr size_t kLabel = 110;
  std::string out = squeeze(text);
  if (out.size() <= kLabel) return out;
  const size_t space = out.rfind(' ', kLabel);
  out.resize(space == std::string::npos ? kLabel : space);
  return out + " …";
}

class HappeningMaker {
 public:
  HappeningMaker(const Pile& pile, Story& story) : pile_(pile), story_(story) {}

  void add(const std::vector<uint32_t>& sentences, bool statement) {
    Happening h;
    std::map<std::string, int> types;
    std::map<std::string, int> modes;
    std::map<std::string, int> states;
    for (const uint32_t i : sentences) {
      const Sentence& s = pile_.sentences[i];
      const Record& r = pile_.record(s.doc);
      for (const uint32_t e : s.events) {
        ++types[r.events[e].type];
        ++modes[r.events[e].mode];
        ++states[r.events[e].status];
        parties(s.doc, r.events[e].actors, h.actors);
        parties(s.doc, r.events[e].recipients, h.recipients);
        if (h.place.empty()) h.place = place_of(r, r.events[e].place);
        narrow(h.days, r.events[e].date.days);
      }
      for (const uint32_t t : s.statements) {
        if (statement) parties(s.doc, {r.statements[t].speaker}, h.actors);
        narrow(h.days, r.statements[t].date.days);
      }
      for (const DayRange& d : s.days) {
        if (s.events.empty()) narrow(h.days, d);
      }
      mention(s, h);
    }
    h.type = statement ? "STATEMENT" : types.empty() ? "OTHER" : most(types);
    if (!statement) h.mode = most(modes);
    h.status = states.empty() ? "happened" : most(states);
    const Sentence& lead = pile_.sentences[lead_of(sentences)];
    h.label = label_of(pile_.text(lead));
    h.id = id_of("h", {pile_.record(lead.doc).id, std::to_string(lead.at.begin), std::to_string(lead.at.end)});
    for (const HappeningMention& m : h.mentions) h.documents.push_back(m.doc);
    std::sort(h.documents.begin(), h.documents.end());
    h.documents.erase(std::unique(h.documents.begin(), h.documents.end()), h.documents.end());
    sort_unique(h.actors);
    sort_unique(h.recipients);
    h.independent = static_cast<uint32_t>(h.documents.size());
    story_.happenings.push_back(std::move(h));
  }

 private:
  static void sort_unique(std::vector<std::string>& list) {
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }

  static std::string most(const std::map<std::string, int>& counts) {
    const auto best =
        std::max_element(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
    return best == counts.end() ? std::string() : best->first;
  }

  static std::string place_of(const Record& r, const ActorRef& place) {
    return place.entity < r.entities.size() ? r.entities[place.entity].name : place.text;
  }

  static void narrow(DayRange& days, const DayRange& with) {
    if (!with.known()) return;
    const DayRange common = both(days, with);
    if (!days.known())
      days = with;
    else if (common.known())
      days = common;
  }

  void parties(uint32_t doc, const std::vector<ActorRef>& refs, std::vector<std::string>& out) const {
    for (const ActorRef& ref : refs) {
      if (ref.entity < story_.entity_actor[doc].size()) out.push_back(story_.actors[story_.entity_actor[doc][ref.entity]].id);
    }
  }

  void mention(const Sentence& s, Happening& h) const {
    HappeningMention m;
    m.doc = s.doc;
    m.where = {s.row, s.at};
    if (!s.events.empty()) {
      m.kind = 'e';
      m.row = s.events.front();
    } else if (!s.statements.empty()) {
      m.kind = 's';
      m.row = s.statements.front();
    } else {
      m.kind = 'x';
      m.row = s.row;
    }
    h.mentions.push_back(m);
  }

  /// The first telling: oldest page, then id, then place. It does not change when later pages come in.
  [[nodiscard]] uint32_t lead_of(const std::vector<uint32_t>& sentences) const {
    return *std::min_element(sentences.begin(), sentences.end(), [&](uint32_t a, uint32_t b) {
      const Sentence& s = pile_.sentences[a];
      const Sentence& t = pile_.sentences[b];
      const DayRange& p = pile_.record(s.doc).date;
      const DayRange& q = pile_.record(t.doc).date;
      const Day x = p.known() ? p.first : INT32_MAX;
      const Day y = q.known() ? q.first : INT32_MAX;
      return x != y ? x < y : a < b;
    });
  }

  const Pile& pile_;
  Story& story_;
};

}  // namespace

void add_happenings(const Pile& pile, const std::vector<Cluster>& clusters, Story& story) {
  std::vector<bool> taken(pile.sentences.size(), false);
  HappeningMaker make(pile, story);
  for (const Cluster& c : clusters) {
    make.add(c.sentences, c.statement);
    for (const uint32_t i : c.sentences) taken[i] = true;
  }
  for (uint32_t i = 0; i < pile.sentences.size(); ++i) {
    if (!taken[i] && !pile.sentences[i].events.empty()) make.add({i}, false);
  }
}

}  // namespace dateline::story
