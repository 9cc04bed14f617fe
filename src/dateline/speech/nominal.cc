// Nouns of speech and colons; see nominal.h. Input: "They sent a clear message: the port must open."; output: cue "message".
// After the classes of ontology/speech_nouns.tsv. A noun counts only with an owner: a possessive, or the subject of a verb
// that hands the words out ("issued a warning that").
#include "dateline/speech/nominal.h"

#include <algorithm>

namespace dateline::speech {
namespace {

constexpr uint32_t kMinColonWords = 4;
constexpr uint32_t kMaxColonLead = 12;  ///< tokens before the colon of a headline
constexpr size_t kMaxNouns = 16;        ///< in one sentence

class Nouns {
 public:
  Nouns(const Scene& scene, uint32_t nth, std::vector<Report>& reports)
      : s_(scene),
        nth_(nth),
        from_(scene.text.sentences[nth].token_begin),
        to_(scene.text.sentences[nth].token_end),
        reports_(reports) {}

  void run() {
    if (s_.text.blocks[s_.text.sentences[nth_].block].role == Role::headline) return headline();
    size_t left = kMaxNouns;
    for (uint32_t t = from_; t + 2 < to_ && left > 0; ++t) {
      if (s_.quotation_of[t] != kNone || taken(t)) continue;
      const KbVerb* noun = s_.speech_noun(t);
      if (noun == nullptr || (s_.pos(t) != Upos::NOUN && s_.pos(t) != Upos::PROPN)) continue;
      --left;
      if (s_.is(t + 1, ":"))
        with_colon(t, *noun);
      else if (s_.is(t + 1, "that") && takes(*noun, "that"))
        with_clause(t, *noun);
      else if (reports_.empty() && takes_word(*noun, t + 1))
        with_preposition(t, *noun);
    }
  }

 private:
  bool taken(uint32_t t) const {
    return std::any_of(reports_.begin(), reports_.end(),
                       [t](const Report& r) { return r.content_begin <= t && t < r.content_end; });
  }

  static bool takes(const KbVerb& noun, std::string_view word) {
    return std::find(noun.complements.begin(), noun.complements.end(), word) != noun.complements.end();
  }

  bool takes_word(const KbVerb& noun, uint32_t t) const {
    return std::any_of(noun.complements.begin(), noun.complements.end(), [&](const std::string& w) { return s_.is(t, w); });
  }

  Report report(uint32_t t, const KbVerb& noun, std::string_view rule) const {
    Report r;
    r.sentence = nth_;
    r.rule = rule;
    r.cue.begin = t;
    r.cue.end = t + 1;
    r.cue_words = s_.text.tokens[t].at;
    r.cue_lemma = noun.lemma;
    r.cls = noun.cls;
    r.clause_begin = from_;
    r.clause_end = t;
    r.confidence = 0.55F;
    return r;
  }

  void add(Report r, uint32_t begin) {
    uint32_t end = to_;
    while (end > begin && s_.quotation_of[end - 1] == kNone && s_.is_punct(end - 1) && !s_.is_quote_mark(end - 1)) --end;
    if (begin >= end) return;
    r.content_begin = begin;
    r.content_end = end;
    reports_.push_back(std::move(r));
  }

  void with_colon(uint32_t t, const KbVerb& noun) {
    if (to_ - t < kMinColonWords + 2 || !is_document_noun(s_, t)) return;
    Report r = report(t, noun, "noun and colon");
    if (subject_of(t, r)) add(std::move(r), t + 2);
  }

  void with_clause(uint32_t t, const KbVerb& noun) {
    if (noun.cls == "think" || noun.cls == "ask") return;
    Report r = report(t, noun, "noun with that clause");
    if (possessor(t, r) || (handed_out(t) && subject_of(t, r))) add(std::move(r), t + 2);
  }

  void with_preposition(uint32_t t, const KbVerb& noun) {
    static constexpr std::string_view kClasses[] = {"demand", "reject", "deny", "accuse", "warn", "threaten"};
    if (std::find(std::begin(kClasses), std::end(kClasses), noun.cls) == std::end(kClasses)) return;
    if (noun.lemma == "attack" || noun.lemma == "order" || noun.lemma == "command" || noun.lemma == "charge")
      return;  // mostly deeds
    Report r = report(t, noun, "noun with preposition");
    r.clause = false;
    r.confidence = 0.45F;
    if (!possessor(t, r)) return;
    const uint32_t end = s_.phrase_end(t + 2, to_);
    if (end <= t + 3) return;
    r.content_begin = t + 2;
    r.content_end = end;
    reports_.push_back(std::move(r));
  }

  /// "the ministry’s claim", "his claim".
  bool possessor(uint32_t t, Report& r) const {
    uint32_t i = t;
    while (i > from_ && (s_.pos(i - 1) == Upos::ADJ || s_.pos(i - 1) == Upos::NOUN)) --i;
    if (i == from_) return false;
    if (s_.is_any(i - 1, {"his", "her", "its", "their"})) {
      r.speaker = party_of(s_, i - 1, i, to_);
      return r.speaker.entity != kNone;
    }
    if (!s_.is_any(i - 1, {"’s", "'s", "’", "'"}) || i < from_ + 2) return false;
    r.speaker = party_of(s_, s_.phrase_begin(i - 1, from_), i - 1, to_);
    return !r.speaker.empty();
  }

  /// The verb that governs the noun passes the words on rather than rejecting or hearing them.
  bool handed_out(uint32_t t) const {
    for (uint32_t i = t; i > from_ && i + 6 > t; --i) {
      if (s_.pos(i - 1) != Upos::VERB && !s_.is_any(i - 1, {"had", "has"})) continue;
      return s_.is_any(i - 1,
                       {"made",   "make",    "makes",  "issued",    "issue",    "issues", "repeated", "repeats",   "renewed",
                        "renews", "stepped", "steps",  "voiced",    "voices",   "raised", "raises",   "gave",      "gives",
                        "given",  "sounded", "sounds", "delivered", "delivers", "sent",   "sends",    "reiterated"});
    }
    return false;
  }

  bool subject_of(uint32_t t, Report& r) const {
    uint32_t v = t;
    for (int hops = 0; s_.has_tree && hops < 5; ++hops) {
      const uint32_t n = s_.child(v, Dep::nsubj, true);
      if (n != kNone && n < t && n >= from_) {
        uint32_t end = n + 1;
        while (end < t && (s_.pos(end) == Upos::PROPN || s_.pos(end) == Upos::NOUN)) ++end;
        r.speaker = party_of(s_, s_.phrase_begin(end, from_), end, t);
        return !r.speaker.empty();
      }
      if (s_.head(v) < 0) return false;
      v = static_cast<uint32_t>(s_.head(v));
    }
    return false;
  }

  /// "Prime Minister: taxes will fall", with an actor of the page before the colon.
  void headline() {
    if (!reports_.empty()) return;
    for (uint32_t t = from_ + 1; t + kMinColonWords < to_ && t < from_ + kMaxColonLead; ++t) {
      if (!s_.is(t, ":")) continue;
      const uint32_t index = s_.names.mention_at(t - 1);
      if (index == kNone) return;
      const Mention& m = s_.names.mentions[index];
      if (m.token_begin != from_ || m.token_end != t || m.entity == kNone || m.kind == MentionKind::adjective) return;
      const EntityType type = s_.names.entities[m.entity].type;
      if (type == EntityType::place || (type == EntityType::state && m.kind == MentionKind::metonym)) return;
      if (!std::any_of(&s_.tags[t + 1], &s_.tags[0] + to_, [](Upos tag) { return tag == Upos::VERB || tag == Upos::AUX; }))
        return;
      Report r;
      r.sentence = nth_;
      r.rule = "headline colon";
      r.cue.begin = t;
      r.cue.end = t + 1;
      r.cue_words = s_.text.tokens[t].at;
      r.cue_lemma = ":";
      r.cls = "say";
      r.speaker = party_of(s_, from_, t, t);
      r.confidence = 0.6F;
      add(std::move(r), t + 1);
      return;
    }
  }

  const Scene& s_;
  uint32_t nth_, from_, to_;
  std::vector<Report>& reports_;
};

}  // namespace

void read_nouns(const Scene& scene, uint32_t nth, std::vector<Report>& reports) { Nouns(scene, nth, reports).run(); }

}  // namespace dateline::speech
