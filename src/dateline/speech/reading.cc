// Puts the speech verbs of a sentence in order and cuts what each reports; see reading.h.
// Input: "Blinken blames Hamas for X, and says Y."; output: blames -> "Hamas for X", says -> "Y", both Blinken.
//
// From left to right. A cue opens a report; a later cue closes it when it coordinates with it ("and says"), hangs on it
// ("saying"), or closes the sentence from outside (", AFP reported"). A cue that is the main verb of an open content takes
// its place, and the outer speaker becomes a link of the chain. Any other cue inside a content is left to that content.
#include "dateline/speech/reading.h"

#include <algorithm>
#include <optional>

#include "dateline/base/chars.h"
#include "dateline/speech/complement.h"

namespace dateline::speech {
namespace {

constexpr size_t kMaxSources = 16;  ///< "according to" in one sentence; what comes after is no prose

/// "according to X" with its noun phrase.
struct Source {
  uint32_t begin = 0, end = 0;  ///< tokens, "according" to the end of the phrase
  Party party;
};

class Reader {
 public:
  Reader(const Scene& scene, uint32_t nth)
      : s_(scene),
        nth_(nth),
        from_(scene.text.sentences[nth].token_begin),
        to_(scene.text.sentences[nth].token_end),
        segment_(from_) {}

  std::vector<Report> run() {
    headline_ = s_.text.blocks[s_.text.sentences[nth_].block].role == Role::headline;
    find_sources();
    for (const Cue& cue : find_cues(s_, nth_)) {
      open_sources_before(cue.begin);
      take(cue);
    }
    open_sources_before(to_);
    close(to_);
    if (reports_.empty()) take_declined();
    for (Report& r : reports_) finish(r);
    std::erase_if(reports_, [](const Report& r) { return r.content_begin >= r.content_end; });
    return std::move(reports_);
  }

 private:
  // --- according to -------------------------------------------------------------------------------------------------
  void find_sources() {
    for (uint32_t t = from_; t + 2 < to_; ++t) {
      if (!s_.is(t, "according") || !s_.is(t + 1, "to") || s_.quotation_of[t] != kNone) continue;
      uint32_t end = s_.phrase_end(t + 2, to_);
      if (end == t + 2 || not_a_source(end - 1)) continue;
      const uint32_t head_end = end;
      while (end < to_ && end < t + 25 && !s_.is_punct(end) && (s_.pos(end) == Upos::ADP || !s_.is_finite(end))) {
        const uint32_t next = s_.phrase_end(end + 1, to_);
        if (next == end + 1 && s_.pos(end) == Upos::ADP) break;
        if (s_.pos(end) != Upos::ADP && s_.pos(end) != Upos::VERB && s_.pos(end) != Upos::ADJ && !s_.is_time_word(end)) break;
        end = std::max(next, end + 1);
      }
      if (t == from_ && end < to_ && !s_.is_comma(end)) end = head_end;
      if (sources_.size() == kMaxSources) return;
      sources_.push_back({t, end, party_of(s_, t + 2, head_end, to_)});
      t = end - 1;
    }
  }

  bool not_a_source(uint32_t head) const {
    return s_.is_any(head, {"plan",   "plans",     "schedule",   "law",    "laws",  "rules", "tradition",
                            "custom", "principle", "principles", "need",   "needs", "size",  "age",
                            "merit",  "ability",   "type",       "status", "it",    "this",  "which"});
  }

  void open_sources_before(uint32_t limit) {
    while (next_source_ < sources_.size() && sources_[next_source_].begin < limit) take_source(sources_[next_source_++]);
  }

  void take_source(const Source& source) {
    Report r = blank("according-to");
    r.cue_words = s_.text.span_of_tokens(source.begin, source.begin + 2);
    r.cue_lemma = "according to";
    r.cls = "say";
    r.speaker = source.party;
    r.cue.begin = source.begin;
    r.cue.end = source.end;
    r.clause_begin = source.begin;
    r.clause_end = source.end;
    r.confidence = 0.8F;
    const bool comma_before = source.begin > from_ && s_.is_punct(source.begin - 1);
    const bool initial = !open_ && reports_.empty() && !has_finite(segment_, source.begin);
    if (initial && !comma_before) {
      r.content_begin = source.end < to_ && s_.is_comma(source.end) ? source.end + 1 : source.end;
      if (open_ && open_->clause) close(source.begin);
      open_ = r;
      return;
    }
    if (initial) {  // "The deal, according to X, would ...": both sides
      r.content_begin = segment_;
      r.content_end = to_;
      r.before = true;
      if (!open_) reports_.push_back(r);
      return;
    }
    close(source.begin);
    drop_stances();
    if (!reports_.empty()) {
      add_outer(source.party);
      return;
    }
    r.before = true;
    r.content_begin = segment_;
    r.content_end = source.begin;
    reports_.push_back(r);
  }

  /// "Investors welcomed the deal, Reuters reported": what the agency reports is the whole, not the attitude alone.
  void drop_stances() {
    if (reports_.empty() || !std::all_of(reports_.begin(), reports_.end(), [](const Report& r) { return r.stance; })) return;
    reports_.clear();
    segment_ = from_;
  }

  void add_outer(const Party& party) {
    for (Report& r : reports_) {
      if (r.speaker == party) continue;
      if (r.outer.empty() || !(r.outer.front() == party)) r.outer.insert(r.outer.begin(), party);
    }
  }

  // --- declined to comment ------------------------------------------------------------------------------------------
  /// "The bank declined to comment on the loss": what was not said is the content, the cue is negated.
  void take_declined() {
    for (uint32_t t = from_ + 1; t + 2 < to_; ++t) {
      if (!s_.is_any(t, {"declined", "declines", "refused", "refuses"}) || !s_.is(t + 1, "to") || s_.quotation_of[t] != kNone)
        continue;
      if (!s_.is_any(t + 2,
                     {"comment", "say", "answer", "respond", "discuss", "elaborate", "disclose", "reveal", "confirm", "specify"}))
        continue;
      uint32_t end = t;
      while (end > from_ && (s_.pos(end - 1) == Upos::ADV || s_.pos(end - 1) == Upos::AUX)) --end;
      const uint32_t begin = s_.phrase_begin(end, from_);
      if (begin == end) continue;
      Report r = blank("declined to speak");
      r.cue_words = s_.text.span_of_tokens(t, t + 3);
      r.cue_lemma = "decline to " + lower_ascii(s_.text.word(t + 2));
      r.cls = "say";
      r.negated = true;
      r.confidence = 0.8F;
      r.speaker = party_of(s_, begin, end, to_);
      r.content_begin = t + 3 < to_ && s_.is_any(t + 3, {"on", "about"}) ? t + 4 : t + 3;
      r.content_end = r.content_begin;
      while (r.content_end < to_ && !s_.is_any(r.content_end, {".", ",", ";", "but", "and"})) ++r.content_end;
      if (r.content_begin == r.content_end) {  // nothing is named: the words themselves
        r.content_begin = t + 1;
        r.content_end = t + 3;
      }
      r.clause_begin = from_;
      r.clause_end = t + 3;
      reports_.push_back(r);
      return;
    }
  }

  // --- one cue ------------------------------------------------------------------------------------------------------
  void take(const Cue& cue) {
    if (open_ && cue.begin < open_->content_begin) {
      if (cue.participle && cue.begin > open_->cue.end) cited_between(cue);
      return;
    }
    if (cue.begin < blocked_) return;
    if (quoting(cue)) return;
    const Complement complement = complement_of(s_, cue, to_);
    if (is_trailing(cue, complement)) return take_trailing(cue, complement);
    if (complement.kind == ComplementKind::none) return passive_or_nothing(cue);
    if (!open_) return open(cue, complement);
    if (is_boundary(cue, complement)) {
      close(cue.lead);
      return open(cue, complement);
    }
    if (is_root(cue)) replace(cue, complement);
  }

  bool reports(const Cue& cue, const Complement& c) const {
    const CuePolicy& policy = s_.policy(cue.verb->lemma);
    if (cue.participle && !policy.participle) return false;
    switch (c.kind) {
      case ComplementKind::none:
        return false;
      case ComplementKind::wh:
        return !policy.needs_that;
      case ComplementKind::object:
        if (cue.relative && policy.object == ObjectUse::stance) return false;
        if (headline_ || (cue.participle && !policy.participle_object)) return false;
        if (cue.attached && !is_document_noun(s_, cue.begin - 1)) return false;
        if (cue.verb->cls == "think" && policy.object != ObjectUse::speech) return false;
        if (policy.object == ObjectUse::quoted) return quotation_within(c.begin, object_end(c.begin));
        return policy.object != ObjectUse::never;
      case ComplementKind::quote:
        return cue.takes("quote") || cue.takes("that") || policy.object != ObjectUse::never;
      case ComplementKind::bare:
        if (cue.attached && !is_document_noun(s_, cue.begin - 1)) return false;
        return cue.takes("that");
      case ComplementKind::that:
        return cue.takes("that");
      default:
        return true;
    }
  }

  bool quotation_within(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      if (s_.quotation_of[t] != kNone) return true;
    }
    return false;
  }

  uint32_t object_end(uint32_t begin) const {
    uint32_t t = begin;
    while (t < to_ && (s_.quotation_of[t] != kNone || !(s_.is_comma(t) || s_.is_finite(t)))) ++t;
    return t;
  }

  void open(const Cue& cue, const Complement& c) {
    if (!reports(cue, c)) return;
    Report r = make(cue, c);
    if (!find_speaker(cue, r)) return;
    if (cited_ && quoted_ && quoting_.size() == 1 && cue.has_subject() && r.speaker == quoting_.front()) {
      r.outer.push_back(r.speaker);  // "The agency, citing two officials, said"
      r.speaker = *quoted_;
    }
    cited_ = false;
    // "The crash underscored the danger": a deed that shows something is no speech of it.
    if (c.kind == ComplementKind::object && !s_.policy(cue.verb->lemma).participle_object && r.speaker.entity == kNone &&
        !r.speaker.pronoun)
      return;
    open_ = r;
  }

  Report blank(std::string_view rule) const {
    Report r;
    r.sentence = nth_;
    r.rule = rule;
    return r;
  }

  Report make(const Cue& cue, const Complement& c) const {
    Report r = blank(rule_of(c.kind));
    r.cue = cue;
    r.cue_words = cue.words;
    r.cue_lemma = cue.verb->lemma;
    r.cls = cue.verb->cls;
    r.strength = cue.verb->strength;
    r.negated = cue.negated;
    r.content_begin = c.begin;
    r.clause = c.kind != ComplementKind::object;
    r.stance = !r.clause && s_.policy(cue.verb->lemma).object == ObjectUse::stance;
    r.clause_begin = segment_;
    r.clause_end = c.begin;
    r.confidence = c.kind == ComplementKind::that || c.kind == ComplementKind::quote ? 0.9F
                   : c.kind == ComplementKind::object                                ? 0.65F
                                                                                     : 0.8F;
    if (c.addressee_begin != kNone) r.addressee = party_of(s_, c.addressee_begin, c.addressee_end, to_);
    return r;
  }

  static std::string_view rule_of(ComplementKind kind) {
    switch (kind) {
      case ComplementKind::that:
        return "cue that clause";
      case ComplementKind::bare:
        return "cue clause";
      case ComplementKind::quote:
        return "cue quotation";
      case ComplementKind::wh:
        return "cue wh-clause";
      case ComplementKind::self_infinitive:
        return "cue infinitive";
      case ComplementKind::person_infinitive:
        return "cue person infinitive";
      case ComplementKind::object:
        return "cue noun phrase";
      case ComplementKind::none:
        break;
    }
    return "cue";
  }

  // --- where a report starts and stops ------------------------------------------------------------------------------
  /// ", AFP reported." and "...,” said Blinken": nothing follows, the content stands before.
  bool is_trailing(const Cue& cue, const Complement& c) const {
    if (cue.participle || cue.relative || cue.coordinated || cue.passive) return false;
    if (c.kind == ComplementKind::quote && !between_quotations(cue)) return false;
    if (!cue.takes("quote") && !cue.takes("that")) return false;
    const uint32_t lead = cue.inverted ? cue.begin : cue.subject_begin;
    if (lead == kNone || lead <= segment_) return false;
    const bool behind = s_.is_comma(lead - 1) || s_.is_quote_mark(lead - 1) || s_.is_dash_token(lead - 1);
    if (!behind) return false;
    if (!s_.is_quote_mark(lead - 1) && !has_finite(segment_, lead - 1) &&
        s_.quotation_of[lead - 2 >= from_ ? lead - 2 : from_] == kNone)
      return false;
    if (c.kind == ComplementKind::quote) return true;
    return c.kind == ComplementKind::none || (cue.inverted && c.kind != ComplementKind::that);
  }

  /// "“Terrible,” she said in a message, “and sad.”": the cue stands behind a quotation that it belongs to.
  bool between_quotations(const Cue& cue) const {
    const uint32_t lead = cue.inverted ? cue.begin : cue.subject_begin;
    return lead != kNone && lead > from_ + 1 && s_.is_quote_mark(lead - 1) &&
           (s_.is_comma(lead - 2) || (lead > from_ + 2 && s_.quotation_of[lead - 2] != kNone && s_.is_punct(lead - 2)));
  }

  void take_trailing(const Cue& cue, const Complement& c) {
    const uint32_t lead = cue.inverted ? cue.begin : cue.subject_begin;
    if (lead > from_ && s_.is(lead - 1, "as")) return;
    Report r = make(cue, c);
    r.rule = "content before cue";
    r.confidence = 0.85F;
    if (!find_speaker(cue, r)) return;
    close(lead);
    drop_stances();
    if (!reports_.empty()) {
      add_outer(r.speaker);
      trailing_party_ = r.speaker;
    } else {
      r.before = true;
      r.content_begin = segment_;
      r.content_end = lead;
      r.clause_begin = lead;
      r.clause_end = to_;
      reports_.push_back(r);
    }
    segment_ = cue.inverted ? cue.subject_end : cue.end;
  }

  bool has_finite(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      if (s_.is_verbal(t)) return true;
    }
    return false;
  }

  bool is_boundary(const Cue& cue, const Complement& c) const {
    if (!reports(cue, c)) return false;
    const uint32_t before = cue.lead > from_ ? cue.lead - 1 : cue.lead;
    if (cue.participle)
      return cue.verb->cls != "think" &&
             (s_.is_comma(before) || s_.is_any(before, {"and", "as"}) || c.kind != ComplementKind::object);
    if (cue.relative) return false;
    if (cue.has_subject() && cue.subject_begin < open_->cue.begin) return true;
    if (cue.coordinated) return coordinates(cue, c);
    if (!cue.has_subject()) return false;
    if (s_.is_any(before, {"while", "whereas", ";", "although", "though"})) return true;
    return s_.is_any(before, {"but", "and"}) && before > from_ && s_.is_comma(before - 1);
  }

  /// "and says": with the open cue, not with a verb inside its content.
  bool coordinates(const Cue& cue, const Complement& c) const {
    if (!open_->clause) return true;
    uint32_t v = cue.begin;
    for (int hops = 0; s_.has_tree && hops < 8 && s_.dep(v) == Dep::conj && s_.head(v) >= 0; ++hops) {
      v = static_cast<uint32_t>(s_.head(v));
      if (v <= open_->cue.end) return true;
      if (v < cue.begin && s_.ontology.verb(s_.text.word(v)) != nullptr && s_.is_finite(v)) return false;
    }
    const bool clausal =
        c.kind == ComplementKind::that || c.kind == ComplementKind::quote || c.kind == ComplementKind::person_infinitive;
    const uint32_t comma = cue.lead > from_ ? cue.lead - 1 : cue.lead;
    return clausal && (s_.is_comma(comma) || s_.is_quote_mark(comma) || s_.is(cue.lead + 1, "also") ||
                       open_->cue.verb == nullptr || same_tense(cue));
  }

  bool same_tense(const Cue& cue) const {
    return s_.text.word(cue.begin).ends_with("ed") == s_.text.word(open_->cue.begin).ends_with("ed") ||
           s_.is(open_->cue.begin, "said");
  }

  /// The cue is the main verb of the open content: "said Blinken confirmed that".
  bool is_root(const Cue& cue) const {
    if (!open_->clause || !cue.has_subject() || cue.progressive || cue.relative || cue.negated) return false;
    if (s_.is(cue.lead, "that") || cue.subject_begin < open_->content_begin) return false;
    return !has_finite(open_->content_begin, cue.lead) && s_.quotation_of[open_->content_begin] == kNone;
  }

  void replace(const Cue& cue, const Complement& c) {
    if (!reports(cue, c) || cue.verb->cls == "think" || cue.verb->cls == "agree" || s_.policy(cue.verb->lemma).needs_that) return;
    Report inner = make(cue, c);
    if (!find_speaker(cue, inner)) return;
    const bool same = inner.speaker == open_->speaker || inner.speaker.pronoun;
    if (c.kind == ComplementKind::object && (same || s_.policy(cue.verb->lemma).object != ObjectUse::speech)) return;
    if (same && inner.speaker.entity == kNone) inner.speaker = open_->speaker;
    inner.outer = open_->outer;
    main_ = open_->speaker;
    main_lemma_ = open_->cue_lemma;
    if (!(inner.speaker == open_->speaker)) inner.outer.push_back(open_->speaker);
    inner.rule = "reported report";
    if (inner.addressee.empty()) inner.addressee = open_->addressee;
    open_ = inner;
  }

  void close(uint32_t end) {
    if (!open_) return;
    open_->content_end = std::min(end, natural_end(*open_));
    reports_.push_back(*open_);
    segment_ = std::max(segment_, open_->content_end);
    open_.reset();
  }

  /// Where a content ends on its own: before ", while", or for a noun phrase before ", after", ", when".
  uint32_t natural_end(const Report& r) const {
    for (uint32_t t = r.content_begin + 1; t + 1 < to_; ++t) {
      if (s_.quotation_of[t] != kNone) continue;
      if (s_.is(t, ";")) return t;
      if (!s_.is_comma(t) && !s_.is_dash_token(t)) continue;
      if (s_.is_any(t + 1, {"while", "whereas"})) return t;
      if (!r.clause && s_.is_dash_token(t) && s_.text.tokens[t].space_before) return t;
      if (s_.is_dash_token(t) && s_.is_any(t + 1, {"but", "although", "though"})) return t;
      if (!r.clause && (s_.pos(t + 1) == Upos::AUX || s_.is(t + 1, "with"))) return t;
      if (!r.clause && s_.is_any(t + 1, {"after", "when", "before", "hours", "days", "weeks", "during", "amid", "following",
                                         "who", "but", "although", "though", "according"}))
        return t;
    }
    return to_;
  }

  // --- speakers -----------------------------------------------------------------------------------------------------
  bool find_speaker(const Cue& cue, Report& r) {
    if (cue.has_subject()) {
      r.speaker = party_of(s_, cue.subject_begin, cue.subject_end, cue.inverted ? to_ : cue.begin);
      return !r.speaker.empty();
    }
    if (quoted_ && cue.begin >= quoted_from_ && cue.participle) {
      r.speaker = *quoted_;
      r.outer = quoting_;
      return true;
    }
    // "said that the draft called for X, but also said that Y": back to the first speaker.
    if (main_ && cue.coordinated && (cue.verb->lemma == main_lemma_ || s_.is(cue.lead + 1, "also"))) {
      r.speaker = *main_;
      return true;
    }
    if (cue.attached && is_document_noun(s_, cue.begin - 1)) return by_noun(cue.begin - 1, r);
    if (trailing_party_ && !open_) {
      r.speaker = *trailing_party_;
      return true;
    }
    if (open_ || !reports_.empty()) {
      const Report& last = open_ ? *open_ : reports_.back();
      r.speaker = last.speaker;
      r.outer = last.outer;
      return true;
    }
    return shared_subject(cue, r) || subjectless(r);
  }

  /// "Gave in and promised to ...": a sentence whose subject is lost goes on about the last speaker.
  bool subjectless(Report& r) const {
    if (!s_.is_past(from_) || s_.pos(from_) != Upos::VERB) return false;
    r.speaker.pronoun = true;
    r.speaker.at = s_.text.span_of_tokens(from_, from_ + 1);
    return true;
  }

  /// The subject of the clause the cue hangs on: up the tree, else the first noun phrase of the sentence before a verb.
  bool shared_subject(const Cue& cue, Report& r) const {
    uint32_t v = cue.begin;
    for (int hops = 0; s_.has_tree && hops < 6; ++hops) {
      for (const Dep relation : {Dep::nsubj, Dep::nsubj_pass}) {
        const uint32_t n = s_.child(v, relation, true);
        if (n == kNone || n >= cue.begin) continue;
        return by_noun(n, r);
      }
      if (s_.dep(v) == Dep::acl && s_.head(v) >= 0) return by_noun(static_cast<uint32_t>(s_.head(v)), r);
      if (s_.head(v) < 0) break;
      v = static_cast<uint32_t>(s_.head(v));
    }
    return false;
  }

  bool by_noun(uint32_t n, Report& r) const {
    if (n < from_ || n >= to_ || s_.is_any(n, {"who", "which", "that", "i", "we", "you", "there"})) return false;
    uint32_t end = n + 1;
    while (end < to_ && (s_.pos(end) == Upos::PROPN || s_.pos(end) == Upos::NOUN)) ++end;
    r.speaker = party_of(s_, s_.phrase_begin(end, from_), end, to_);
    return !r.speaker.empty();
  }

  /// "quoted US officials as saying", "citing a senior official", "was quoted by the BBC as saying".
  bool quoting(const Cue& cue) {
    const std::string& lemma = cue.verb->lemma;
    if (lemma != "quote" && lemma != "cite") return false;
    uint32_t begin = cue.end, end = s_.phrase_end(begin, to_);
    if (cue.passive) {
      if (cue.has_subject()) quoted_ = party_of(s_, cue.subject_begin, cue.subject_end, cue.begin);
      quoting_.clear();
      if (begin < to_ && s_.is(begin, "by")) quoting_.push_back(party_of(s_, begin + 1, s_.phrase_end(begin + 1, to_), to_));
      quoted_from_ = cue.end;
      return quoted_.has_value();
    }
    if (end == begin || !source_like(begin, end)) return true;
    end = source_end(begin);
    const Party inner = party_of(s_, begin, end, to_);
    if (cue.participle && open_ && cue.begin == open_->content_begin) {  // "According to Yonhap, quoting KCNA, ..."
      open_->outer.push_back(open_->speaker);
      open_->speaker = inner;
      while (end < to_ && !s_.is_comma(end)) ++end;
      open_->content_begin = std::min(end + 1, to_);
      blocked_ = end;
      return true;
    }
    if (cue.participle && (open_ || !reports_.empty())) {
      if (open_) close(cue.begin);
      relink(inner);
      return true;
    }
    Report r;
    if (!find_speaker(cue, r)) return true;
    quoted_ = inner;
    quoting_ = {r.speaker};
    quoted_from_ = end;
    blocked_ = end;
    cited_ = cue.participle && !names_document(begin, end);
    return true;
  }

  /// "reported, citing two officials, that": the source stands between the cue and what it reports.
  void cited_between(const Cue& cue) {
    if (cue.verb->lemma != "quote" && cue.verb->lemma != "cite") return;
    const uint32_t end = source_end(cue.end);
    if (end == cue.end || !source_like(cue.end, end) || names_document(cue.end, end)) return;
    open_->outer.push_back(open_->speaker);
    open_->speaker = party_of(s_, cue.end, end, to_);
  }

  bool names_document(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end && s_.pos(t) != Upos::ADP; ++t) {
      if (is_document_noun(s_, t)) return true;
    }
    return false;
  }

  /// End of the noun phrase that names a source, with what hangs on it ("two officials in the ministry").
  uint32_t source_end(uint32_t begin) const {
    uint32_t end = s_.phrase_end(begin, to_);
    while (end > begin && end + 1 < to_ && s_.is_any(end, {"at", "from", "in", "of", "for", "with"})) {
      const uint32_t next = s_.phrase_end(end + 1, to_);
      if (next == end + 1) break;
      end = next;
    }
    return end;
  }

  void relink(const Party& inner) {
    Report& r = reports_.back();
    r.outer.push_back(r.speaker);
    r.speaker = inner;
  }

  bool source_like(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      if (s_.names.entity_at(t) != kNone && s_.pos(t) == Upos::PROPN) return true;
      if (s_.is_any(t,
                    {"official",     "officials", "source",   "sources",   "diplomat",  "diplomats",   "spokesman", "spokeswoman",
                     "spokesperson", "report",    "reports",  "ministry",  "agency",    "police",      "witness",   "witnesses",
                     "people",       "person",    "data",     "statement", "minister",  "authorities", "media",     "newspaper",
                     "two",          "three",     "several",  "unnamed",   "anonymous", "aides",       "aide",      "insiders",
                     "executives",   "lawyers",   "officers", "memo",      "letter",    "doctors",     "medics",    "residents",
                     "experts",      "analysts",  "figures",  "documents", "study"}))
        return true;
      if (s_.pos(t) == Upos::PROPN && t + 1 == end) return true;
    }
    return false;
  }

  /// "The plan was condemned by Russia": the agent speaks, the subject is the content.
  void passive_or_nothing(const Cue& cue) {
    if (!cue.passive || !cue.has_subject() || open_ || cue.end >= to_ || !s_.is(cue.end, "by")) return;
    const CuePolicy& policy = s_.policy(cue.verb->lemma);
    if (policy.object != ObjectUse::speech && policy.object != ObjectUse::stance) return;
    const uint32_t end = s_.phrase_end(cue.end + 1, to_);
    if (end == cue.end + 1) return;
    Report r = make(cue, {ComplementKind::object, cue.subject_begin, kNone, kNone, false});
    r.rule = "passive with agent";
    r.speaker = party_of(s_, cue.end + 1, end, to_);
    r.before = true;
    r.content_begin = cue.subject_begin;
    r.content_end = cue.subject_end;
    r.clause_begin = cue.begin;
    r.clause_end = to_;
    reports_.push_back(r);
    segment_ = end;
  }

  /// First token behind "MEXICO CITY (AP) —" or "CAIRO:" at the head of a paragraph.
  uint32_t after_dateline() const {
    const Sentence& sentence = s_.text.sentences[nth_];
    if (s_.text.blocks[sentence.block].sentence_begin != nth_) return from_;
    for (uint32_t t = from_; t < to_ && t < from_ + 12; ++t) {
      if (t > from_ && (s_.is_dash_token(t) || s_.is(t, ":"))) return t + 1;
      const bool place = s_.pos(t) == Upos::PROPN || s_.pos(t) == Upos::NUM || s_.is_punct(t) || (t == from_ && is_capitals(t));
      if (!place) return from_;
    }
    return from_;
  }

  bool is_capitals(uint32_t t) const {
    for (const char c : s_.text.word(t)) {
      if (c >= 'a' && c <= 'z') return false;
    }
    return true;
  }

  /// Trims marks, commas and loose conjunctions at both ends of the content.
  void finish(Report& r) const {
    auto loose = [&](uint32_t t) {
      return s_.quotation_of[t] == kNone && !s_.is_quote_mark(t) &&
             ((s_.is_punct(t) && !s_.is_any(t, {"(", ")", "$", "#", "…"})) ||
              (s_.pos(t) == Upos::CCONJ && s_.is_any(t, {"and", "but", "or"})));
    };
    if (r.content_begin == from_) r.content_begin = std::min(after_dateline(), r.content_end);
    while (r.content_end > r.content_begin &&
           (loose(r.content_end - 1) || (s_.is(r.content_end - 1, "also") && s_.quotation_of[r.content_end - 1] == kNone)))
      --r.content_end;
    while (r.content_begin < r.content_end && loose(r.content_begin)) ++r.content_begin;
  }

  const Scene& s_;
  uint32_t nth_, from_, to_;
  uint32_t segment_;      ///< first token not yet given to a report
  uint32_t blocked_ = 0;  ///< cues before this token are part of another construction
  bool headline_ = false;
  std::optional<Party> main_;  ///< speaker whose report was replaced by one inside it
  std::string main_lemma_;
  std::vector<Source> sources_;
  size_t next_source_ = 0;
  std::optional<Report> open_;
  std::vector<Report> reports_;
  std::optional<Party> quoted_, trailing_party_;
  std::vector<Party> quoting_;
  uint32_t quoted_from_ = 0;
  bool cited_ = false;  ///< `quoted_` was named by "citing" before the cue of its speaker
};

}  // namespace

std::vector<Report> read_sentence(const Scene& scene, uint32_t nth) { return Reader(scene, nth).run(); }

}  // namespace dateline::speech
