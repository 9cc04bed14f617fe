// Reads on from a speech verb to what it reports; see complement.h. Input: "told reporters on Monday that"; output: that.
#include "dateline/speech/complement.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::speech {
namespace {

constexpr uint32_t kClauseWindow = 40;  ///< tokens looked through for the finite verb of a clause without "that"

class Walker {
 public:
  Walker(const Scene& scene, const Cue& cue, uint32_t limit) : s_(scene), cue_(cue), limit_(limit) {}

  Complement run() {
    uint32_t t = cue_.inverted ? cue_.subject_end : cue_.end;
    if (cue_.passive && !cue_.verb->lemma.starts_with("be ")) return out_;
    t = skip(t);
    decide(t);
    return out_;
  }

 private:
  /// Jumps over adverbs, dates, occasions and the addressee.
  uint32_t skip(uint32_t t) {
    for (int guard = 0; guard < 12 && t < limit_; ++guard) {
      const uint32_t next = step(t);
      if (next == t) break;
      t = next;
    }
    return t;
  }

  uint32_t step(uint32_t t) {
    if (s_.is_comma(t)) return over_comma(t);
    if (s_.is(t, "that") || s_.is_quote_mark(t) || s_.is(t, ":")) return t;
    if (s_.is_time_word(t) && (t + 1 >= limit_ || !starts_clause_as_subject(t))) return t + 1;
    if (s_.pos(t) == Upos::ADV &&
        !s_.is_any(t, {"how", "why", "when", "where", "nearly", "about", "around", "almost", "not", "only"}) && short_adverb(t))
      return t + 1;
    if (s_.pos(t) == Upos::NUM && t > 0 && s_.is_time_word(t - 1)) return t + 1;
    if (is_preposition(t)) return over_prepositional(t);
    if (s_.is_any(t, {"last", "this", "next"}) && t + 1 < limit_ && s_.is_time_word(t + 1)) return t + 2;
    if (out_.addressee_begin == kNone && takes_addressee()) return over_addressee(t);
    return t;
  }

  /// "said Monday was quiet": the day is the subject, not a date of the cue.
  bool starts_clause_as_subject(uint32_t t) const { return s_.pos(t + 1) == Upos::AUX; }

  bool short_adverb(uint32_t t) const {
    return t + 1 < limit_ && (s_.is(t + 1, "that") || s_.is_comma(t + 1) || s_.is_quote_mark(t + 1) || s_.is_time_word(t + 1) ||
                              is_preposition(t + 1) ||
                              s_.is_any(t, {"also", "recently", "earlier", "later", "publicly", "repeatedly", "clearly",
                                            "explicitly", "afterwards"}));
  }

  bool is_preposition(uint32_t t) const {
    return (s_.pos(t) == Upos::ADP || s_.pos(t) == Upos::SCONJ) &&
           s_.is_any(t, {"in", "at", "on", "during", "after", "before", "to", "from", "via", "through", "following", "upon", "by",
                         "with", "of", "about"});
  }

  uint32_t over_comma(uint32_t t) {
    if (t + 1 >= limit_) return t;
    if (s_.is(t + 1, "that") || s_.is_quote_mark(t + 1)) return t + 1;
    // "reported, citing two officials, that": over the source to the comma behind it.
    if (s_.is_any(t + 1, {"citing", "quoting"})) {
      for (uint32_t i = t + 2; i < limit_ && i < t + 24; ++i) {
        if (s_.is(i, "that") && s_.pos(i) == Upos::SCONJ) return i;
        if (s_.is_comma(i) && i + 1 < limit_) return i + 1;
      }
      return t;
    }
    // "said, in a statement on Monday, that": only when the pair of commas closes before the content.
    if (is_preposition(t + 1)) {
      for (uint32_t i = t + 2; i < limit_ && i < t + 16; ++i) {
        if (s_.is_comma(i) && i + 1 < limit_) return s_.is(i + 1, "that") || s_.is_quote_mark(i + 1) ? i + 1 : t;
        if (s_.is(i, "that") && s_.pos(i) == Upos::SCONJ) return i;
      }
    }
    return t;
  }

  uint32_t over_prepositional(uint32_t t) {
    if (own_preposition(t)) return t;
    uint32_t end = s_.phrase_end(t + 1, limit_);
    if (end == t + 1) return t;
    bool dated = false, occasion = false;
    for (uint32_t i = t + 1; i < end; ++i) {
      dated = dated || s_.is_time_word(i);
      occasion = occasion || is_occasion_noun(s_, i);
    }
    const bool clear = end >= limit_ || s_.is(end, "that") || s_.is_comma(end) || s_.is_quote_mark(end) || s_.is(end, ":") ||
                       s_.is(end, ".") || is_preposition(end) || s_.is_time_word(end);
    if (!dated && !occasion && !clear) return t;
    if (s_.is(t, "to") && out_.addressee_begin == kNone && !dated) {
      out_.addressee_begin = t + 1;
      out_.addressee_end = end;
    }
    return end;
  }

  /// "warned of", "spoke about": the preposition belongs to the complement.
  bool own_preposition(uint32_t t) const {
    return (s_.is(t, "of") && cue_.takes("of_np")) || (s_.is(t, "about") && cue_.takes("about_np"));
  }

  bool takes_addressee() const {
    return cue_.takes("to_np_inf") || cue_.takes("on_np_inf") || s_.policy(cue_.verb->lemma).person_infinitive ||
           cue_.verb->lemma == "inform" || cue_.verb->lemma == "assure" || cue_.verb->lemma == "reassure" ||
           cue_.verb->lemma == "notify" || cue_.verb->lemma == "alert" || cue_.verb->lemma == "brief";
  }

  uint32_t over_addressee(uint32_t t) {
    uint32_t end = s_.phrase_end(t, limit_);
    if (end == t) return t;
    while (end + 1 < limit_ && s_.is_any(end, {"and", ",", "for", "from"}) && s_.phrase_end(end + 1, limit_) > end + 1 &&
           !s_.is(end + 1, "that")) {
      const uint32_t wider = s_.phrase_end(end + 1, limit_);
      if (wider < limit_ && (s_.pos(wider) == Upos::AUX || s_.is_finite(wider))) break;
      end = wider;
    }
    const bool always =
        cue_.verb->lemma == "tell" || cue_.takes("on_np_inf") || cue_.verb->lemma == "inform" || cue_.verb->lemma == "assure";
    const bool closes = end >= limit_ || s_.is_any(end, {"that", ":", "to", "not", ".", "about", "of"}) || s_.is_comma(end) ||
                        s_.is_quote_mark(end) || is_preposition(end) || s_.is_time_word(end) || wh(end);
    const bool clause_follows = end < limit_ && (s_.pos(end) == Upos::AUX || s_.is_finite(end));
    if (clause_follows && !always) return t;
    if (!closes && !always) return t;
    if (clause_follows && always && end - t > 1) {
      // "told AFP the talks had failed": the addressee is the first name only.
      uint32_t cut = t + 1;
      while (cut < end && s_.pos(cut) != Upos::DET && s_.pos(cut) != Upos::PRON) ++cut;
      if (cut >= end) return t;
      end = cut;
    }
    out_.addressee_begin = t;
    out_.addressee_end = end;
    return end;
  }

  bool wh(uint32_t t) const { return s_.is_any(t, {"whether", "how", "why", "what", "if"}); }

  void decide(uint32_t t) {
    if (t >= limit_) return;
    if (s_.is(t, ":") && t + 1 < limit_) return set(ComplementKind::quote, t + 1);
    if (s_.is_quote_mark(t)) return decide_quote(t);
    if (s_.is(t, "that") && t + 1 < limit_) return set(ComplementKind::that, t + 1);
    if (s_.is_punct(t)) {
      out_.after_comma = s_.is_comma(t);
      return;
    }
    if (cue_.negated && t == cue_.end && s_.is_any(t, {"when", "where", "who", "which"}))  // "did not say when it would open"
      return set(ComplementKind::wh, t);
    if (s_.is_any(t, {"when", "while", "after", "before", "because", "since", "until", "as"}) && !comma_behind(t) &&
        !cue_.takes("as_np"))
      return;
    if (infinitive(t)) return;
    if (wh(t) && (cue_.takes("wh") || s_.is(t, "whether"))) return set(ComplementKind::wh, t);
    if (cue_.takes("of_np") && s_.is(t, "of")) return object(t + 1);
    if (cue_.takes("for_np") && s_.is(t, "for") && s_.policy(cue_.verb->lemma).object == ObjectUse::speech) return object(t + 1);
    if (cue_.takes("that") && !s_.policy(cue_.verb->lemma).needs_that && clause_at(t)) return set(ComplementKind::bare, t);
    if (s_.is_present_participle(t) && s_.pos(t) == Upos::VERB && reports_deeds()) return set(ComplementKind::bare, t);
    if (cue_.takes("inf") || cue_.takes("that") || cue_.takes("np") || cue_.takes("of_np") || cue_.takes("as_np") ||
        cue_.takes("for_np"))
      object(t);
  }

  /// A quotation mark right behind the cue: speech, unless the words in it are only the start of a noun phrase object.
  void decide_quote(uint32_t t) { set(ComplementKind::quote, t); }

  bool infinitive(uint32_t t) {
    uint32_t to = t;
    if (s_.is_any(to, {"not", "never"}) && to + 1 < limit_) ++to;
    if (!s_.is(to, "to") || to + 1 >= limit_ || s_.pos(to) == Upos::ADP) {
      if (!s_.is(to, "to") || to + 1 >= limit_ || (s_.pos(to + 1) != Upos::VERB && s_.pos(to + 1) != Upos::AUX)) return false;
    }
    const CuePolicy& policy = s_.policy(cue_.verb->lemma);
    if (out_.addressee_begin != kNone && policy.person_infinitive)
      set(ComplementKind::person_infinitive, to == t ? t + 1 : t);
    else if (policy.infinitive)
      set(ComplementKind::self_infinitive, t);
    return true;
  }

  void object(uint32_t t) {
    const CuePolicy& policy = s_.policy(cue_.verb->lemma);
    if (policy.object == ObjectUse::never || t >= limit_) return;
    const uint32_t end = s_.phrase_end(t, limit_);
    if (s_.is_any(t, {"you", "me", "us"})) return;
    if (end == t && !s_.is_present_participle(t) && s_.quotation_of[t] == kNone && !s_.is_quote_mark(t) && s_.pos(t) != Upos::ADV)
      return;
    if (end == t + 1 && s_.pos(t) == Upos::PRON &&
        (end >= limit_ || !(s_.is_any(end, {"of", "for", "as"}) || s_.pos(end) == Upos::DET || s_.is_quote_mark(end))))
      return;
    set(ComplementKind::object, t);
  }

  /// "reported hearing shots", "denied taking part".
  bool reports_deeds() const {
    const std::string& lemma = cue_.verb->lemma;
    return lemma == "report" || lemma == "deny" || lemma == "admit" || lemma == "recall" || lemma == "describe" ||
           lemma == "acknowledge" || lemma == "confess" || lemma == "recount";
  }

  /// A clause without "that" starts at `t`: a finite verb follows before a relative pronoun, a conjunction or a comma.
  bool clause_at(uint32_t t) const {
    if (s_.pos(t) == Upos::ADP && t + 1 < limit_ && s_.is_present_participle(t + 1)) return false;
    const uint32_t content = tree_clause(t);
    if (content == kNone) return false;
    const uint32_t end = std::min(limit_, t + kClauseWindow);
    const bool fronted = s_.pos(t) == Upos::ADP || s_.pos(t) == Upos::SCONJ || s_.pos(t) == Upos::ADV;
    int commas = fronted ? 3 : content > 0 ? 2 : 0;
    for (uint32_t i = t; i < end; ++i) {
      if (i > t && s_.is_any(i, {"who", "which", "whom", "whose", "that", "what", "where", "when", "how", ";", ":"}))
        return false;
      if (s_.is_comma(i) && commas-- == 0) return false;
      if (!s_.is_finite(i) && !(content == 1 && s_.pos(i) == Upos::VERB && i > t)) continue;
      if (s_.quotation_of[i] != kNone) return true;
      if (i > t && s_.pos(i - 1) != Upos::CCONJ && !s_.is(i - 1, "to")) return true;
    }
    return false;
  }

  bool comma_behind(uint32_t t) const {
    for (uint32_t i = t; i < limit_ && i < t + kClauseWindow; ++i) {
      if (s_.is_comma(i)) return true;
    }
    return false;
  }

  /// What the tree says of a clause behind the cue: 1 yes, 0 nothing, kNone it has an object there and no clause.
  uint32_t tree_clause(uint32_t t) const {
    if (!s_.has_tree) return 0;
    const uint32_t clause = s_.child(cue_.begin, Dep::ccomp, false), object = s_.child(cue_.begin, Dep::obj, false);
    if (clause != kNone && clause >= t && clause < limit_) return 1;
    const ObjectUse use = s_.policy(cue_.verb->lemma).object;
    const bool takes_objects = use == ObjectUse::speech || use == ObjectUse::stance;
    return takes_objects && object != kNone && object >= t ? kNone : 0;
  }

  void set(ComplementKind kind, uint32_t begin) {
    out_.kind = kind;
    out_.begin = begin;
  }

  const Scene& s_;
  const Cue& cue_;
  uint32_t limit_;
  Complement out_;
};

}  // namespace

Complement complement_of(const Scene& scene, const Cue& cue, uint32_t limit) { return Walker(scene, cue, limit).run(); }

}  // namespace dateline::speech
