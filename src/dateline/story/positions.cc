// What each actor wants, by topic and date, with the words, and where it changed.
//
// "The two foreign ministers also opposed any military ground operations in Rafah" gives actor, topic "ground operation", stance
// against. Topics are frequent noun phrases of the pages, from no list. A sentence without a stance word gives no position.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

struct Cue {
  std::string_view stem, stance;
};

/// Words that take a side, by stem: general English of statements, not of any one story.
constexpr std::array<Cue, 58> kCues = {
    {{"support", "for"},         {"back", "for"},         {"endors", "for"},         {"welcom", "for"},
     {"favor", "for"},           {"favour", "for"},       {"seek", "for"},           {"push", "for"},
     {"advocat", "for"},         {"approv", "for"},       {"prais", "for"},          {"ready", "offers"},
     {"accept", "accepts"},      {"agre", "accepts"},     {"agree", "accepts"},      {"offer", "offers"},
     {"propos", "offers"},       {"pledg", "promises"},   {"promis", "promises"},    {"vow", "promises"},
     {"commit", "promises"},     {"proceed", "for"},      {"determin", "for"},       {"oppos", "against"},
     {"opposit", "against"},     {"reject", "against"},   {"refus", "refuses"},      {"condemn", "against"},
     {"denounc", "against"},     {"mistak", "against"},   {"veto", "against"},       {"warn", "against"},
     {"criticis", "against"},    {"criticiz", "against"}, {"object", "against"},     {"danger", "against"},
     {"unacceptabl", "against"}, {"demand", "demands"},   {"urg", "demands"},        {"call", "demands"},
     {"insist", "demands"},      {"requir", "demands"},   {"need", "demands"},       {"necessari", "demands"},
     {"must", "demands"},        {"should", "demands"},   {"threaten", "threatens"}, {"deni", "denies"},
     {"deny", "denies"},         {"possibl", "possible"}, {"hope", "hopes"},         {"blam", "against"},
     {"difficult", "doubts"},    {"doubt", "doubts"},     {"want", "demands"},       {"stress", "for"},
     {"emphasis", "for"},        {"emphasiz", "for"}}};

/// Nouns that name no matter one could be for or against: parts, roles, measures of time and place, words about words.
bool is_generic(std::string_view word) {
  static const std::set<std::string_view> kGeneric = {
      "chairman",   "chairwoman", "channel",    "part",        "parts",     "time",        "times",        "way",
      "ways",       "people",     "person",     "thing",       "things",    "year",        "years",        "month",
      "months",     "week",       "weeks",      "day",         "days",      "hour",        "hours",        "minute",
      "minutes",    "moment",     "morning",    "night",       "evening",   "afternoon",   "statement",    "statements",
      "report",     "reports",    "interview",  "conference",  "news",      "comment",     "comments",     "post",
      "tweet",      "letter",     "source",     "sources",     "spokesman", "spokeswoman", "spokesperson", "president",
      "minister",   "ministers",  "official",   "officials",   "leader",    "leaders",     "director",     "secretary",
      "ambassador", "member",     "members",    "head",        "chief",     "number",      "numbers",      "place",
      "places",     "area",       "areas",      "country",     "countries", "nation",      "nations",      "world",
      "state",      "states",     "government", "authorities", "group",     "groups",      "company",      "case",
      "cases",      "fact",       "facts",      "point",       "points",    "side",        "sides",        "kind",
      "sort",       "type",       "lot",        "rest",        "half",      "total",       "level",        "result",
      "reason",     "question",   "issue",      "issues",      "matter",    "problem",     "problems",     "situation",
      "situations", "role",       "name",       "word",        "words",     "line",        "lines",        "list",
      "page",       "story",      "article",    "beginning",   "start",     "middle",      "front",        "back",
      "family",     "families",   "woman",      "women",       "children",  "child",       "friend",       "friends",
      "life",       "home",       "hand",       "hands",       "eyes",      "idea",        "sense",        "view",
      "term",       "terms",      "series",     "course",      "other",     "others",      "past",         "future",
      "present",    "first",      "second",     "last",        "next",      "same",        "former",       "latter",
      "public",     "order",      "effort",     "efforts",     "support",   "response",    "account",      "example"};
  return kGeneric.count(word) != 0;
}

/// Event types that are themselves a stance.
std::string_view stance_of_event(std::string_view type) {
  static constexpr std::array<Cue, 8> kTypes = {{{"SUPPORT", "for"},
                                                 {"AGREE", "accepts"},
                                                 {"CONCEDE", "accepts"},
                                                 {"REJECT", "against"},
                                                 {"REQUEST", "demands"},
                                                 {"THREATEN", "threatens"},
                                                 {"ACCUSE", "against"},
                                                 {"SANCTION", "against"}}};
  for (const Cue& c : kTypes) {
    if (c.stem == type) return c.stance;
  }
  return {};
}

std::string_view stance_of_class(std::string_view cls) {
  static constexpr std::array<Cue, 12> kClasses = {{{"demand", "demands"},
                                                    {"reject", "against"},
                                                    {"support", "for"},
                                                    {"agree", "accepts"},
                                                    {"propose", "offers"},
                                                    {"promise", "promises"},
                                                    {"threaten", "threatens"},
                                                    {"warn", "against"},
                                                    {"deny", "denies"},
                                                    {"accuse", "against"},
                                                    {"praise", "for"},
                                                    {"ask", "demands"}}};
  for (const Cue& c : kClasses) {
    if (c.stem == cls) return c.stance;
  }
  return {};
}

std::string opposite(std::string_view stance) {
  if (stance == "for" || stance == "accepts" || stance == "offers" || stance == "promises") return "against";
  if (stance == "against" || stance == "refuses") return "for";
  return std::string(stance);
}

/// A phrase that many sentences speak of.
struct Topic {
  std::string label;
  uint32_t sentences = 0;
  std::set<uint32_t> documents;
};

constexpr uint32_t kTopicSentences = 2;  ///< a phrase of fewer sentences is no topic

/// Frequent noun phrases of the pile, by stem of their last word.
class Topics {
 public:
  explicit Topics(const Pile& pile) : pile_(pile) {
    for (const Sentence& s : pile.sentences) {
      if (s.body) read(s);
    }
    for (auto& [head, topic] : topics_) topic.label = best_label(head);
  }

  /// Topic of a sentence: of its phrases the one most pages speak of; "" = none.
  [[nodiscard]] std::string of(const Sentence& s, Span within) const {
    const Topic* best = nullptr;
    double weight = 0;
    const auto& words = pile_.pages[s.doc].words;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      if (!within.overlaps(words[i].at)) continue;
      const auto found = is_head(s, i) ? topics_.find(words[i].stem) : topics_.end();
      if (found == topics_.end() || found->second.sentences < kTopicSentences) continue;
      const double w =
          static_cast<double>(found->second.documents.size()) + 0.1 * std::min<uint32_t>(20, found->second.sentences);
      if (best == nullptr || w > weight) {
        best = &found->second;
        weight = w;
      }
    }
    return best == nullptr ? std::string() : best->label;
  }

 private:
  /// The last content word of a phrase: a lower-case word before a small word or the end of the phrase, after a small word or an
  /// adjective-like word. No tags are needed: phrases that recur are things.
  [[nodiscard]] bool is_head(const Sentence& s, uint32_t i) const {
    const auto& words = pile_.pages[s.doc].words;
    const Word& w = words[i];
    if (w.stop || w.name || w.number || w.at.size() < 4) return false;
    const std::string_view text = pile_.record(s.doc).text;
    const std::string_view word = slice(text, w.at);
    if (word.size() > 4 &&
        (word.substr(word.size() - 3) == "ing" || word.substr(word.size() - 2) == "ed" || word.substr(word.size() - 2) == "ly"))
      return false;
    const bool last = i + 1 >= s.words_end || words[i + 1].stop || words[i + 1].at.begin > w.at.end + 1;
    if (!last || i == s.words_begin || is_generic(lower_ascii(word))) return false;
    for (uint32_t k = i; k > s.words_begin && i - k < 3;) {
      --k;
      if (words[k].stop) return opens(slice(text, words[k].at));
    }
    return false;
  }

  static bool opens(std::string_view word) {
    static constexpr std::array<std::string_view, 16> kOpen = {"the", "a",     "an", "this",  "any", "of",   "for",  "its",
                                                               "his", "their", "on", "about", "in",  "over", "that", "no"};
    const std::string folded = lower_ascii(word);
    return std::find(kOpen.begin(), kOpen.end(), folded) != kOpen.end();
  }

  void read(const Sentence& s) {
    const auto& words = pile_.pages[s.doc].words;
    std::set<uint64_t> seen;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      if (!is_head(s, i)) continue;
      Topic& topic = topics_[words[i].stem];
      if (seen.insert(words[i].stem).second) ++topic.sentences;
      topic.documents.insert(s.doc);
      std::string label = fold(slice(pile_.record(s.doc).text, words[i].at));
      ++labels_[words[i].stem][label];
      if (i > s.words_begin && !words[i - 1].stop && !words[i - 1].number && words[i - 1].at.end + 1 == words[i].at.begin) {
        label = fold(slice(pile_.record(s.doc).text, {words[i - 1].at.begin, words[i].at.end}));
        ++labels_[words[i].stem][label];
      }
    }
  }

  [[nodiscard]] std::string best_label(uint64_t head) const {
    std::string best;
    double weight = -1;
    for (const auto& [label, n] : labels_.at(head)) {
      // A phrase of two words that makes up a good part of the uses says more than its last word.
      const double w = static_cast<double>(n) * (label.find(' ') == std::string::npos ? 1.0 : 2.5);
      if (w > weight) {
        weight = w;
        best = label;
      }
    }
    return best;
  }

  const Pile& pile_;
  std::map<uint64_t, Topic> topics_;
  std::map<uint64_t, std::map<std::string, uint32_t>> labels_;
};

class Positions {
 public:
  Positions(const Pile& pile, Story& story) : pile_(pile), story_(story), topics_(pile) {}

  void run() {
    for (const Sentence& s : pile_.sentences) {
      if (s.body) take(s);
    }
    order_positions(story_.positions);
  }

 private:
  void take(const Sentence& s) {
    const Record& r = pile_.record(s.doc);
    std::set<uint32_t> seen;
    for (const uint32_t i : s.statements) {
      const RecordStatement& statement = r.statements[i];
      std::string stance(stance_of_class(statement.cls));
      if (stance.empty() || statement.cls == "ask") stance = stance_of_words(s, statement.where.at);
      const std::string topic = topic_of(s, statement.where.at);
      if (stance.empty() || topic.empty()) continue;
      if (statement.negated) stance = opposite(stance);
      add(s, statement.speaker.entity, stance, topic, statement.date.days, seen);
    }
    for (const uint32_t i : s.events) {
      const RecordEvent& e = r.events[i];
      std::string stance(stance_of_event(e.type));
      if (stance.empty()) stance = stance_of_words(s, e.where.at);
      const std::string topic = topic_of(s, e.where.at);
      if (stance.empty() || topic.empty() || e.status == "denied") continue;
      for (const ActorRef& a : e.actors) add(s, a.entity, stance, topic, e.date.days, seen);
    }
  }

  /// What the row itself speaks of, else what its sentence does.
  [[nodiscard]] std::string topic_of(const Sentence& s, Span at) const {
    std::string topic = topics_.of(s, at);
    return topic.empty() ? topics_.of(s, s.at) : topic;
  }

  /// The strongest side the words of `at` take; a "not" before the word turns it round.
  [[nodiscard]] std::string stance_of_words(const Sentence& s, Span at) const {
    const auto& words = pile_.pages[s.doc].words;
    const std::string_view text = pile_.record(s.doc).text;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      if (!at.overlaps(words[i].at)) continue;
      const std::string folded = fold(slice(text, words[i].at));
      const std::string stem = stem_of(folded);
      for (const Cue& cue : kCues) {
        if (cue.stem != stem && cue.stem != folded) continue;
        bool negated = false;
        for (uint32_t k = i; k > s.words_begin && i - k < 3;) {
          --k;
          const std::string before = fold(slice(text, words[k].at));
          negated = negated || before == "not" || before == "no" || before == "never" || before == "without" ||
                    (before.size() > 3 && before.substr(before.size() - 3) == "n't");
        }
        return negated ? opposite(cue.stance) : std::string(cue.stance);
      }
    }
    return {};
  }

  /// A party that a reader can tell from others: "residents", "the chairman" or "the pair" alone has no position of its own.
  static bool is_named(const RecordEntity& e) {
    if (!e.kb_id.empty() || !e.represents.empty() || !e.members.empty()) return true;
    if (e.name.empty() || is_upper_letter(decode(e.name, 0).value)) return !e.name.empty();
    std::string_view name = e.name;
    if (name.substr(0, 4) == "the ") name.remove_prefix(4);
    return name.find(' ') != std::string_view::npos;
  }

  void add(const Sentence& s, uint32_t entity, const std::string& stance, const std::string& topic, const DayRange& days,
           std::set<uint32_t>& seen) {
    if (entity >= story_.entity_actor[s.doc].size() || !is_named(pile_.record(s.doc).entities[entity])) return;
    const uint32_t actor = story_.entity_actor[s.doc][entity];
    if (!seen.insert(actor).second) return;
    Position p;
    p.actor = story_.actors[actor].id;
    p.actor_name = story_.actors[actor].name;
    p.topic = topic;
    p.stance = stance;
    p.days = days.known() ? days : pile_.record(s.doc).date;
    p.doc = s.doc;
    p.where = {s.row, s.at};
    story_.positions.push_back(std::move(p));
  }

  const Pile& pile_;
  Story& story_;
  Topics topics_;
};

}  // namespace

void order_positions(std::vector<Position>& positions) {
  std::stable_sort(positions.begin(), positions.end(), [](const Position& a, const Position& b) {
    if (a.actor != b.actor) return a.actor < b.actor;
    if (a.topic != b.topic) return a.topic < b.topic;
    if (a.days.known() != b.days.known()) return a.days.known();
    return a.days.known() && a.days.first < b.days.first;
  });
  for (size_t i = 1; i < positions.size(); ++i) {
    const Position& last = positions[i - 1];
    Position& now = positions[i];
    now.changed = last.actor == now.actor && last.topic == now.topic && last.days.known() && now.days.known() &&
                  last.days.last < now.days.first && last.stance != now.stance;
  }
}

void add_positions(const Pile& pile, Story& story) { Positions(pile, story).run(); }

}  // namespace dateline::story
