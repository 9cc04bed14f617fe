// Finds speech verbs and their subjects; see cue.h. Input: "Hamas declared it viewed the plan"; output: declared, Hamas.
#include "dateline/speech/cue.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::speech {
namespace {

constexpr uint32_t kMaxCueWords = 5;
constexpr size_t kMaxCues = 64;  ///< in one sentence; what comes after is no prose

/// Reads cues of one sentence from left to right.
class Finder {
 public:
  Finder(const Scene& scene, uint32_t nth)
      : s_(scene), from_(scene.text.sentences[nth].token_begin), to_(scene.text.sentences[nth].token_end) {}

  std::vector<Cue> run() {
    for (uint32_t t = from_; t < to_ && cues_.size() < kMaxCues; ++t) {
      if (s_.quotation_of[t] != kNone) continue;
      Cue cue;
      if (!match_verb(t, cue)) continue;
      if (!usable(cue)) continue;
      read_form(cue);
      if (!find_subject(cue)) continue;
      t = cue.end - 1;
      cues_.push_back(cue);
    }
    return std::move(cues_);
  }

 private:
  /// The longest entry of the verb table that starts at `t`. "made it clear" and the like are entries themselves.
  bool match_verb(uint32_t t, Cue& cue) const {
    const Upos tag = s_.pos(t);
    if (tag != Upos::VERB && tag != Upos::AUX && !looks_like_verb(t, tag)) return false;
    std::string words;
    for (uint32_t n = 0; n < kMaxCueWords && t + n < to_; ++n) {
      if (s_.quotation_of[t + n] != kNone || s_.is_punct(t + n)) break;
      if (n > 0) words += ' ';
      words += s_.text.word(t + n);
      const KbVerb* verb = s_.ontology.verb(words);
      if (verb == nullptr) continue;
      cue.verb = verb;
      cue.begin = t;
      cue.end = t + n + 1;
    }
    if (cue.verb == nullptr || (tag == Upos::AUX && cue.end == t + 1)) return false;
    cue.words = s_.text.span_of_tokens(cue.begin, cue.end);
    return true;
  }

  /// Forms that taggers often miss: "says" after a name tagged as a noun.
  bool looks_like_verb(uint32_t t, Upos tag) const {
    if (tag != Upos::NOUN && tag != Upos::PROPN && tag != Upos::ADJ) return false;
    if (s_.is_any(t, {"said", "says", "told", "added", "adding", "saying", "noting"})) return true;
    if (names_then_verb(t)) return true;
    // "The note reads, “...": a verb form between a noun and a quotation.
    const bool quotation = t + 2 < to_ && (s_.is_comma(t + 1) || s_.is(t + 1, ":")) && s_.is_quote_mark(t + 2);
    return quotation && t > from_ && (s_.pos(t - 1) == Upos::NOUN || s_.pos(t - 1) == Upos::PROPN) &&
           s_.text.word(t).ends_with('s');
  }

  /// "Blinken blames Hamas", with the verb tagged as a noun: an inflected form behind a name, before a phrase, and no verb yet.
  bool names_then_verb(uint32_t t) const {
    const std::string_view word = s_.text.word(t);
    if (t == from_ || t + 1 >= to_ || !is_lower(word[0]) || !(word.ends_with('s') || word.ends_with("ed"))) return false;
    const KbVerb* verb = s_.ontology.verb(word);
    if (verb == nullptr || verb->lemma == word || !(s_.in_name[t - 1] || is_upper(s_.text.word(t - 1)[0]))) return false;
    const Upos next = s_.pos(t + 1);
    const bool phrase = next == Upos::DET || next == Upos::PROPN || next == Upos::PRON || s_.in_name[t + 1] ||
                        s_.is_any(t + 1, {"that", "for", "on"});
    if (!phrase) return false;
    for (uint32_t i = from_; i < t; ++i) {
      if (s_.is_finite(i) && !s_.in_name[i]) return false;
    }
    return true;
  }

  /// Leaves out uses that report nothing: "to say", "would announce", "the announced plan", "a statement issued by".
  bool usable(const Cue& cue) const {
    const uint32_t v = cue.begin;
    if (v > from_ && s_.pos(v - 1) == Upos::DET && !s_.is_any(v - 1, {"that", "this", "all", "both"})) return false;
    const Dep dep = s_.dep(v);
    if (s_.has_tree && (dep == Dep::amod || dep == Dep::compound) && !s_.is_any(v, {"said", "says"})) return false;
    for (uint32_t back = 1; back <= 3 && v >= from_ + back; ++back) {
      const uint32_t t = v - back;
      if (s_.is_any(t, {"to", "would", "could", "will", "may", "might", "should", "must", "can", "cannot", "shall", "ll", "'ll",
                        "’ll", "let"})) {
        const bool infinitive = !s_.is(t, "to") || s_.pos(t) == Upos::PART || back == 1;
        if (infinitive && !s_.is_present_participle(v) && is_base(v)) return would_not(cue, t);
      }
      if (s_.pos(t) != Upos::ADV && s_.pos(t) != Upos::PART && s_.pos(t) != Upos::AUX) break;
    }
    return true;
  }

  /// "would not say when", "could not confirm", "neither would say": a refusal to speak, said of the past.
  bool would_not(const Cue& cue, uint32_t modal) const {
    if (!s_.is_any(modal, {"would", "could"})) return false;
    if (!s_.is_any(cue.begin, {"say", "confirm", "comment", "specify", "disclose", "reveal", "elaborate", "discuss"}))
      return false;
    for (uint32_t t = modal + 1; t < cue.begin; ++t) {
      if (s_.is_any(t, {"not", "n't", "n’t", "never"})) return true;
    }
    return nobody_before(modal);
  }

  /// The subject before `end` says no one did it: "Neither side", "No one", "None of them".
  bool nobody_before(uint32_t end) const {
    for (uint32_t t = end; t > from_ && t + 8 > end; --t) {
      if (s_.is_any(t - 1, {"neither", "nobody", "none"})) return true;
      if (s_.is_comma(t - 1)) return false;
    }
    return s_.is(from_, "no") && end < from_ + 4;
  }

  bool is_base(uint32_t v) const {
    return lower_ascii(s_.text.word(v)) == s_.syntax_lemma(v) || s_.ontology.verb(s_.text.word(v)) == nullptr ||
           s_.ontology.verb(s_.text.word(v))->lemma == lower_ascii(s_.text.word(v));
  }

  void read_form(Cue& cue) const {
    const uint32_t v = cue.begin;
    bool aux_be = false, aux_have = false;
    uint32_t t = v;
    for (uint32_t back = 0; back < 6 && t > from_; ++back) {
      const uint32_t p = t - 1;
      if (s_.is_any(p, {"not", "n't", "n’t", "never"}))
        cue.negated = true;
      else if (s_.is_any(p, {"is", "are", "was", "were", "be", "been", "being", "am"}) ||
               (s_.is_any(p, {"'s", "’s", "'re", "’re"}) && s_.pos(p) == Upos::AUX))
        aux_be = true;
      else if (s_.is_any(p, {"has", "have", "had", "'ve", "’ve", "did", "does", "do"}))
        aux_have = true;
      else if (s_.pos(p) != Upos::ADV)
        break;
      --t;
    }
    if (t > from_ && s_.is_any(t - 1, {"would", "could"}) && would_not(cue, t - 1)) {  // the subject stands before the modal
      cue.negated = true;
      --t;
    }
    cue.lead = t;
    const bool ing = s_.is_present_participle(v);
    cue.bare = !aux_be && !aux_have;
    cue.progressive = ing && aux_be;
    cue.participle = ing && !aux_be && !aux_have;
    cue.passive = !ing && aux_be && is_past_form(v);
    if (cue.verb->lemma.starts_with("be ")) cue.passive = true;
    if (cue.verb->lemma == "decline to comment") cue.negated = true;
  }

  bool is_past_form(uint32_t v) const {
    const std::string_view word = s_.text.word(v);
    return !is_base(v) && !word.ends_with("s");
  }

  /// Own subject by the tree, then by order of words. False when the use is none of a reporting clause.
  bool find_subject(Cue& cue) const {
    const uint32_t v = cue.begin;
    const uint32_t lead = cue.lead;
    if (cue.participle) return participle_ok(cue);
    if (reduced(cue)) return false;
    if (v == from_ && cue.bare && s_.is_any(v, {"asked", "questioned", "pressed", "told", "quoted"})) return false;
    if (by_tree(cue)) return subject_ok(cue);
    const uint32_t last = skip_back_adverbs(lead);
    if (last > from_) {
      const uint32_t p = last - 1;
      if (s_.is_any(p, {"and", "but", "or", "then", "while"})) {
        cue.coordinated = true;
        cue.lead = p;
        return finite_form(v);
      }
      if (s_.is(p, "who") || s_.is(p, "which") || s_.is(p, "that")) return relative(cue, p);
      if (s_.is_comma(p) && follows_quotation(p)) return inverted(cue);
      if (s_.is_quote_mark(p)) return inverted(cue);
      const uint32_t begin = s_.is_dash_token(p) ? last : s_.phrase_begin(last, from_);
      if (begin < last && has_noun(begin, last)) {
        set_subject(cue, begin, last);
        return finite_form(v) && subject_ok(cue);
      }
      if (s_.is_comma(p) || s_.is_dash_token(p)) {
        // "Blinken, on his sixth trip, said": the phrase before the pair of commas.
        if (aside_subject(cue, p)) return finite_form(v) && subject_ok(cue);
        if (inverted(cue)) return true;
        cue.coordinated = true;
        return finite_form(v);
      }
    }
    cue.coordinated = true;
    return finite_form(v) && !s_.has_tree ? false : finite_form(v) && s_.dep(v) != Dep::acl;
  }

  bool finite_form(uint32_t v) const { return !s_.is_present_participle(v); }

  uint32_t skip_back_adverbs(uint32_t t) const {
    while (t > from_ && (s_.pos(t - 1) == Upos::ADV || s_.is_any(t - 1, {"also", "both", "all"}))) --t;
    return t;
  }

  bool has_noun(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      const Upos tag = s_.pos(t);
      if (tag == Upos::NOUN || tag == Upos::PROPN || tag == Upos::PRON || tag == Upos::ADJ || tag == Upos::DET) return true;
    }
    return false;
  }

  bool follows_quotation(uint32_t comma) const { return comma > from_ && s_.is_quote_mark(comma - 1); }

  void set_subject(Cue& cue, uint32_t begin, uint32_t end) const {
    while (end > begin + 1 && s_.is_time_word(end - 1)) --end;  // "the spokesman today said"
    cue.subject_begin = begin;
    cue.subject_end = end;
    cue.lead = std::min(cue.lead, begin);
  }

  bool by_tree(Cue& cue) const {
    if (!s_.has_tree) return false;
    uint32_t n = s_.child(cue.begin, cue.passive ? Dep::nsubj_pass : Dep::nsubj, true);
    if (n == kNone) n = s_.child(cue.begin, cue.passive ? Dep::nsubj : Dep::nsubj_pass, true);
    if (n == kNone) {
      const uint32_t right = s_.child(cue.begin, Dep::nsubj, false);
      if (right == kNone || right >= to_ || right > cue.end + 8) return false;
      return inverted(cue);
    }
    if (n < from_ || s_.quotation_of[n] != kNone) return false;
    if (s_.is(n, "who") || s_.is(n, "which") || s_.is(n, "that")) return relative(cue, n);
    // What the tree calls the subject must be close, or be followed by an aside.
    const TokenRange range = clip(n, cue);
    if (!leads_to(range.end, cue.lead)) return false;
    set_subject(cue, range.begin, range.end);
    return true;
  }

  /// Between a subject and its verb stand adverbs, an aside or a phrase that belongs to the subject, but no other verb.
  bool leads_to(uint32_t end, uint32_t lead) const {
    if (end >= lead || stops(end)) return true;
    for (uint32_t t = end; t < lead; ++t) {
      if (stops(t)) return true;
      if (s_.is_finite(t)) return false;
    }
    return true;
  }

  /// The subtree of `n` cut at commas, verbs and relative pronouns.
  TokenRange clip(uint32_t n, const Cue& cue) const {
    const TokenRange whole = subtree(s_.syntax, s_.children, n);
    uint32_t begin = n, end = n + 1;
    const uint32_t low = std::max(whole.begin, from_), high = std::min(whole.end, cue.begin);
    while (begin > low && !stops(begin - 1)) --begin;
    while (end < high && !stops(end)) ++end;
    while (end > n + 1 && (s_.pos(end - 1) == Upos::ADP || s_.pos(end - 1) == Upos::ADV || s_.pos(end - 1) == Upos::CCONJ)) --end;
    while (begin < n && (s_.pos(begin) == Upos::ADP || s_.pos(begin) == Upos::CCONJ || s_.pos(begin) == Upos::SCONJ ||
                         s_.pos(begin) == Upos::ADV))
      ++begin;
    const uint32_t wider = s_.phrase_begin(end, from_);
    if (wider < begin && !s_.is(wider, "that")) begin = wider;
    return {begin, end};
  }

  bool stops(uint32_t t) const {
    return s_.is_comma(t) || s_.is_dash_token(t) || s_.is_quote_mark(t) ||
           s_.is_any(t, {"(", ")", ";", ":", "who", "which", "whom", "whose", "where", "when"});
  }

  bool relative(Cue& cue, uint32_t pronoun) const {
    uint32_t end = pronoun;
    while (end > from_ && (s_.is_comma(end - 1) || s_.is_dash_token(end - 1))) --end;
    const uint32_t begin = s_.phrase_begin(end, from_);
    if (begin >= end) return false;
    cue.relative = true;
    set_subject(cue, begin, end);
    cue.lead = pronoun;
    return finite_form(cue.begin) && !s_.is(pronoun, "that");
  }

  bool inverted(Cue& cue) const {
    uint32_t begin = cue.end;
    uint32_t end = s_.phrase_end(begin, to_);
    if (end < to_ && s_.is_quote_mark(end) && end > begin) end = over_quoted_name(end);  // said the ‘Open Port’ movement
    if (end == begin || !has_noun(begin, end) || s_.is_time_word(begin)) return false;
    // "said Blinken, the US Secretary of State": the name alone; "said a spokesman for the ministry": the whole.
    while (end + 1 < to_ && s_.is_any(end, {"for", "at", "from", "with"})) {
      const uint32_t next = s_.phrase_end(end + 1, to_);
      if (next == end + 1) break;
      end = next;
    }
    if (end < to_ && !s_.is_punct(end) && s_.pos(end) != Upos::ADP && s_.pos(end) != Upos::SCONJ && s_.pos(end) != Upos::ADV &&
        s_.pos(end) != Upos::CCONJ && !s_.is_time_word(end) && !s_.is_any(end, {"who", "as"}))
      return false;
    cue.inverted = true;
    cue.subject_begin = begin;
    cue.subject_end = end;
    return true;
  }

  uint32_t over_quoted_name(uint32_t mark) const {
    uint32_t t = mark + 1;
    while (t < to_ && t < mark + 8 && s_.quotation_of[t] != kNone) ++t;
    if (t >= to_ || t == mark + 1 || !s_.is_quote_mark(t)) return mark;
    return s_.phrase_end(t + 1, to_);
  }

  bool aside_subject(Cue& cue, uint32_t comma) const {
    uint32_t t = comma;
    const uint32_t low = comma > from_ + 30 ? comma - 30 : from_;
    const bool dash = s_.is_dash_token(comma);
    while (t > low && !(dash ? s_.is_dash_token(t - 1) : s_.is_comma(t - 1))) --t;
    if (t <= low + 1) return false;
    if (comma - t <= 5 && all_names(t, comma)) {  // "The ambassador to the UN, Eva Berg, said"
      set_subject(cue, t, comma);
      return true;
    }
    const uint32_t end = t - 1;
    const uint32_t begin = s_.phrase_begin(end, from_);
    if (begin >= end ||
        (begin > from_ && !s_.is_punct(begin - 1) && s_.pos(begin - 1) != Upos::SCONJ && s_.pos(begin - 1) != Upos::CCONJ))
      return false;
    set_subject(cue, begin, end);
    return true;
  }

  bool all_names(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      if (s_.pos(t) != Upos::PROPN) return false;
    }
    return begin < end && !s_.is_time_word(begin);
  }

  /// "the hostages held by", "a plan announced on Monday": a past participle behind its noun, no report of its own.
  bool reduced(const Cue& cue) const {
    if (!cue.bare || !is_past_form(cue.begin)) return false;
    if (cue.end < to_ && s_.is(cue.end, "by") && !s_.is_present_participle(std::min(cue.end + 1, to_ - 1))) return true;
    const Upos left = cue.lead > from_ ? s_.pos(cue.lead - 1) : Upos::X;
    if (left != Upos::NOUN && left != Upos::PROPN) return false;
    return s_.has_tree && s_.dep(cue.begin) == Dep::acl && s_.is_participle_form(cue.begin);
  }

  bool participle_ok(Cue& cue) const {
    const uint32_t v = cue.begin;
    if (v > from_ && (s_.pos(v - 1) == Upos::NOUN || s_.pos(v - 1) == Upos::PROPN)) {
      // "with the minister warning of": the phrase behind "with" is the subject.
      const uint32_t begin = s_.phrase_begin(v, from_);
      if (begin > from_ && begin < v && s_.is(begin - 1, "with")) {
        set_subject(cue, begin, v);
        cue.lead = begin - 1;
        return true;
      }
      cue.attached = true;
    }
    if (v > from_ && s_.pos(v - 1) == Upos::ADP && !s_.is_any(v - 1, {"as", "while", "before", "after"})) return false;
    if (s_.dep(v) == Dep::nsubj || s_.dep(v) == Dep::csubj || s_.dep(v) == Dep::amod) return false;
    return true;
  }

  /// Pronouns of the first and second person outside quotation marks are no speaker; nor are "it" of weather and "there".
  bool subject_ok(const Cue& cue) const {
    if (!cue.has_subject()) return true;
    if (cue.subject_end - cue.subject_begin == 1 &&
        s_.is_any(cue.subject_begin, {"i", "we", "you", "there", "what", "this", "that", "which"}))
      return false;
    if (cue.subject_begin > from_ && !cue.inverted && !cue.relative &&
        s_.is_any(cue.subject_begin - 1, {"which", "what", "whom", "who"}))
      return false;
    return true;
  }

  const Scene& s_;
  uint32_t from_, to_;
  std::vector<Cue> cues_;
};

}  // namespace

bool Cue::takes(std::string_view complement) const {
  return std::find(verb->complements.begin(), verb->complements.end(), complement) != verb->complements.end();
}

std::vector<Cue> find_cues(const Scene& scene, uint32_t nth) { return Finder(scene, nth).run(); }

}  // namespace dateline::speech
