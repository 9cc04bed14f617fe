// Joins reports with quotations and fills in speakers from context; see statement.h.
// Input: report {said, "the plan was “a mistake”"} and the quotation "a mistake"; output: one mixed Statement.
#include "dateline/speech/statement.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/speech/cue.h"
#include "dateline/speech/speaker.h"

namespace dateline::speech {
namespace {

constexpr double kDirectShare = 0.85;      ///< of the content's letters that stand in quotation marks
constexpr uint32_t kLedWords = 3;          ///< with more words before the first mark the content is mixed
constexpr uint32_t kFloatingWords = 4;     ///< a shorter quotation without a cue is a title or a term
constexpr uint32_t kCueTail = 80;          ///< bytes of a cue's clause behind its verb: "said on Monday, standing in the yard."
constexpr uint32_t kNearSentences = 6;     ///< sentences back that a "he" without a name may reach
constexpr uint32_t kQuotedSentences = 60;  ///< of a speech looked over for the sentence behind it
constexpr uint32_t kFloatingBlocks = 2;    ///< paragraphs over which a speaker is carried

class Joiner {
 public:
  explicit Joiner(const Scene& scene) : s_(scene), used_(scene.quotations.size(), false) {}

  std::vector<Statement> run(const std::vector<Report>& reports) {
    for (const Report& r : reports) take(r);
    order();
    take_floating();
    order();
    return std::move(out_);
  }

 private:
  // --- reports ------------------------------------------------------------------------------------------------------
  void take(const Report& r) {
    Statement st;
    st.sentence = r.sentence;
    st.cue = r.cue_words;
    st.cue_lemma = r.cue_lemma;
    st.cls = r.cls;
    st.strength = r.strength;
    st.negated = r.negated;
    st.rule = r.rule;
    st.confidence = r.confidence;
    place_content(r, st);
    if (st.content.empty()) return;
    set_speaker(r, st);
    set_addressee(r, st);
    st.venue = venue_of(r, st);
    st.time = time_of(r, st);
    flag_repairs(st);
    out_.push_back(std::move(st));
  }

  void place_content(const Report& r, Statement& st) {
    Span at = s_.text.span_of_tokens(r.content_begin, r.content_end);
    if (at.empty()) return;
    at = widen(at, r.before);
    if (r.before && at.begin <= st.cue.begin && st.cue.end <= at.end && r.cue_lemma == "according to") st.pieces = around(r, at);
    size_t quoted = 0, whole = letters(at);
    uint32_t first = kNone, last = kNone;
    for (uint32_t q = first_quotation(at.begin); q < s_.quotations.size() && s_.quotations[q].outer.begin < at.end; ++q) {
      const Quotation& quotation = s_.quotations[q];
      used_[q] = true;
      if (is_scare(quotation)) continue;
      quoted += letters(quotation.inner);
      if (first == kNone) first = q;
      last = q;
      st.damaged = st.damaged || quotation.damaged;
    }
    st.content = at;
    if (first == kNone) {
      st.form = r.before && opens_with_dash(r.sentence) ? SpeechForm::direct : SpeechForm::indirect;
      return;
    }
    const Span outer = s_.quotations[first].outer;
    const bool led = outer.begin > at.begin && words({at.begin, outer.begin}) > kLedWords;
    const bool filled = static_cast<double>(quoted) >= kDirectShare * static_cast<double>(whole);
    st.form = filled && first == last && !led ? SpeechForm::direct : SpeechForm::mixed;
    if (st.form == SpeechForm::mixed) return;
    st.content = s_.quotations[first].inner;
    st.pieces = s_.quotations[first].pieces;
  }

  /// "– We are ready, said Mason.": the dash of a dialogue.
  bool opens_with_dash(uint32_t sentence) const {
    const TextBlock& block = s_.text.blocks[s_.text.sentences[sentence].block];
    if (sentence > block.sentence_begin + 1) return false;  // the dash may stand as a sentence of its own
    return is_dash(decode(s_.text.utf8, block.at.begin).value);
  }

  /// Both sides of "according to X" inside its clause.
  std::vector<Span> around(const Report& r, Span at) const {
    const Span source = s_.text.span_of_tokens(r.cue.begin, r.cue.end);
    std::vector<Span> pieces;
    if (at.begin < source.begin) pieces.push_back(trim_span({at.begin, source.begin}));
    if (source.end < at.end) pieces.push_back(trim_span({source.end, at.end}));
    return pieces;
  }

  Span trim_span(Span at) const {
    while (at.begin < at.end && (is_space(s_.text.utf8[at.begin]) || s_.text.utf8[at.begin] == ',')) ++at.begin;
    while (at.end > at.begin && (is_space(s_.text.utf8[at.end - 1]) || s_.text.utf8[at.end - 1] == ',')) --at.end;
    return at;
  }

  /// A content that starts or stops inside a quotation takes all of it, also where it runs over sentences.
  Span widen(Span at, bool before) const {
    const uint32_t q = first_quotation(at.begin);
    if (before && q < s_.quotations.size() && s_.quotations[q].outer.begin < at.begin && at.begin < s_.quotations[q].outer.end)
      at.begin = s_.quotations[q].outer.begin;
    for (uint32_t i = q; i < s_.quotations.size() && s_.quotations[i].outer.begin < at.end; ++i) {
      const Quotation& quotation = s_.quotations[i];
      if (quotation.outer.begin >= at.begin && quotation.outer.end > at.end) at.end = quotation.outer.end;
    }
    // The marks themselves belong to the content ("“a mistake”"), and punctuation trimming may have left one out.
    if (q < s_.quotations.size() && s_.quotations[q].inner.begin == at.begin) at.begin = s_.quotations[q].outer.begin;
    return at;
  }

  uint32_t first_quotation(uint32_t at) const {
    const auto found =
        std::partition_point(s_.quotations.begin(), s_.quotations.end(), [&](const Quotation& q) { return q.outer.end <= at; });
    return static_cast<uint32_t>(found - s_.quotations.begin());
  }

  size_t letters(Span at) const {
    size_t n = 0;
    for (uint32_t i = at.begin; i < at.end;) {
      const CodePoint c = decode(s_.text.utf8, i);
      n += is_letter(c.value) || (c.value >= U'0' && c.value <= U'9') ? 1 : 0;
      i += std::max(c.length, 1U);
    }
    return n;
  }

  uint32_t words(Span at) const { return s_.text.token_at(at.end > 0 ? at.end - 1 : 0) + 1 - s_.text.token_at(at.begin); }

  /// One capitalised word in marks is distance from a name, not speech: the "Republic".
  bool is_scare(const Quotation& q) const {
    if (words(q.inner) != 1) return false;
    const CodePoint c = decode(s_.text.utf8, q.inner.begin);
    return is_upper_letter(c.value);
  }

  // --- parties ------------------------------------------------------------------------------------------------------
  void set_speaker(const Report& r, Statement& st) {
    for (const Party& link : r.outer) {
      if (link.issuer) issuer_ = link;
    }
    Party speaker = in_context(fitting(r.speaker), r.sentence);
    st.speaker = speaker.entity;
    st.speaker_at = r.speaker.at.empty() ? speaker.at : (speaker.entity == kNone ? speaker.at : r.speaker.at);
    for (const Party& link : r.outer) {
      const Party outer = in_context(link, r.sentence);
      if (outer == speaker) continue;
      st.chain.push_back({outer.entity, outer.at});
    }
    st.chain.push_back({speaker.entity, speaker.at});
    if (r.speaker.principal != kNone && r.speaker.principal != speaker.entity) st.chain.push_back({r.speaker.principal, {}});
    last_ = speaker;
    last_block_ = s_.text.sentences[r.sentence].block;
    last_sentence_ = r.sentence;
    if (mentions_document(r) && r.outer.empty()) issuer_ = speaker;
  }

  /// A "he" or "she" that was tied to a company or a country is tied to no one.
  Party fitting(Party party) const {
    if (!party.pronoun || party.entity == kNone) return party;
    const std::string word = lower_ascii(s_.text.of(party.at));
    if ((word == "he" || word == "she") && !can_be_one_person(s_.names.entities[party.entity])) party.entity = kNone;
    return party;
  }

  static bool can_be_one_person(const Entity& entity) {
    return !entity.plural &&
           (entity.type == EntityType::person || entity.type == EntityType::office || entity.type == EntityType::other);
  }

  /// "the statement" is its issuer; an untied "he" is the last speaker when he is near.
  Party in_context(const Party& party, uint32_t sentence) const {
    if (party.pronoun && continues(party, sentence)) return last_;
    if (party.entity != kNone) return party;
    if (party.document) {
      if (!issuer_.empty()) return issuer_;
      return near(sentence) ? last_ : party;
    }
    if (party.pronoun && near(sentence)) {
      const std::string word = lower_ascii(s_.text.of(party.at));
      const bool one = word == "he" || word == "she";
      if (!one || last_.entity == kNone || can_be_one_person(s_.names.entities[last_.entity])) return last_;
    }
    return party;
  }

  /// "..., an official said. He said": the speaker of the sentence before goes on, when he can be a he.
  bool continues(const Party& party, uint32_t sentence) const {
    if (last_.empty() || sentence != after_quotations(last_sentence_)) return false;
    const std::string word = lower_ascii(s_.text.of(party.at));
    const bool he = word == "he", she = word == "she";
    if (!he && !she) return false;
    if (last_.entity == kNone) return !s_.text.of(last_.at).ends_with('s');
    const Entity& entity = s_.names.entities[last_.entity];
    if (!can_be_one_person(entity)) return false;
    return entity.gender == 0 || (entity.gender == 'm') == he;
  }

  bool near(uint32_t sentence) const {
    return !last_.empty() && s_.text.sentences[sentence].block <= last_block_ + kFloatingBlocks + quoted_blocks(sentence);
  }

  /// The sentence behind `sentence` and the quotations that follow it.
  uint32_t after_quotations(uint32_t sentence) const {
    uint32_t n = sentence + 1;
    while (n < s_.text.sentences.size() && n < sentence + kQuotedSentences && is_quoted(n)) ++n;
    return n;
  }

  /// Whether a sentence stands in a quotation wholly.
  bool is_quoted(uint32_t n) const {
    const Sentence& at = s_.text.sentences[n];
    if (at.token_begin >= at.token_end) return true;
    for (const uint32_t t : {at.token_begin, at.token_end - 1}) {
      if (s_.quotation_of[t] == kNone && !s_.is_quote_mark(t)) return false;
    }
    return true;
  }

  /// Paragraphs of quotation alone since the last speaker's; they do not part him from what follows.
  uint32_t quoted_blocks(uint32_t sentence) const {
    const uint32_t end = std::min(after_quotations(last_sentence_), sentence);
    return end > 0 && end > last_sentence_
               ? s_.text.sentences[end - 1].block - std::min(last_block_, s_.text.sentences[end - 1].block)
               : 0;
  }

  bool mentions_document(const Report& r) const {
    for (uint32_t t = r.clause_begin; t < r.clause_end && t < r.clause_begin + 60; ++t) {
      if (s_.text.tokens[t].at.begin >= s_.text.span_of_tokens(r.content_begin, r.content_end).begin && !r.before) break;
      if (is_document_noun(s_, t)) return true;
    }
    return false;
  }

  void set_addressee(const Report& r, Statement& st) const {
    if (r.addressee.empty()) return;
    const uint32_t begin = s_.text.token_at(r.addressee.at.begin);
    for (uint32_t t = begin; t < s_.text.tokens.size() && s_.text.tokens[t].at.begin < r.addressee.at.end; ++t) {
      if (s_.is_any(t, {"conference", "briefing", "rally", "hearing", "summit"})) return;
    }
    st.addressee = r.addressee.entity;
    st.addressee_at = r.addressee.at;
  }

  // --- venue and time -----------------------------------------------------------------------------------------------
  bool in_content(const Statement& st, uint32_t t) const { return st.content.overlaps(s_.text.tokens[t].at); }

  Span venue_of(const Report& r, const Statement& st) const {
    Span place;
    const uint32_t begin = r.clause_begin, end = std::min(r.clause_end, r.clause_begin + 80);
    for (uint32_t t = begin; t < end; ++t) {
      if (in_content(st, t) || s_.quotation_of[t] != kNone) continue;
      if (r.cue_words.overlaps(s_.text.tokens[t].at)) continue;  // "called on Israel": no venue
      const bool told = t > 0 && s_.is_any(t - 1, {"told"}) && s_.is_any(t, {"a", "the"});
      if (!told && !s_.is_any(t, {"in", "at", "during", "on", "after", "speaking", "via"})) continue;
      const uint32_t first = told ? t : t + 1;
      const uint32_t last = s_.phrase_end(first, end);
      if (last == first) continue;
      for (uint32_t i = first; i < last; ++i) {
        if (is_occasion_noun(s_, i) && !s_.is_time_word(first)) return s_.text.span_of_tokens(first, with_place(last, end));
      }
      if (place.empty() && !s_.is(t, "after") && !told && is_place(first, last)) place = s_.text.span_of_tokens(first, last);
      t = last - 1;
    }
    return place;
  }

  /// "a news conference in Cairo": the place belongs to the occasion.
  uint32_t with_place(uint32_t end, uint32_t limit) const {
    if (end + 1 < limit && s_.is_any(end, {"in", "at", "with"})) {
      const uint32_t last = s_.phrase_end(end + 1, limit);
      if (last > end + 1 && !s_.is_time_word(end + 1)) return last;
    }
    return end;
  }

  bool is_place(uint32_t begin, uint32_t end) const {
    for (uint32_t t = begin; t < end; ++t) {
      const uint32_t entity = s_.names.entity_at(t);
      if (entity != kNone && (s_.names.entities[entity].type == EntityType::place || s_.names.entities[entity].known_place))
        return true;
    }
    return false;
  }

  uint32_t time_of(const Report& r, const Statement& st) const {
    const Span clause = s_.text.span_of_tokens(r.clause_begin, r.clause_end);
    for (const uint32_t t : s_.times.inside(clause)) {
      if (!st.content.overlaps(s_.times.expressions[t].at) && s_.times.expressions[t].type != TimexType::duration) return t;
    }
    return kNone;
  }

  void flag_repairs(Statement& st) const {
    for (const Repair& repair : s_.text.repairs) {
      if (repair.at.overlaps(st.content)) st.damaged = true;
    }
  }

  // --- quotations without a cue -------------------------------------------------------------------------------------
  void take_floating() {
    std::vector<Statement> found;
    size_t next = 0;
    Statement* before = nullptr;
    for (uint32_t q = 0; q < s_.quotations.size(); ++q) {
      const Quotation& quotation = s_.quotations[q];
      while (next < out_.size() && start_of(out_[next]) < quotation.outer.begin) before = &out_[next++];
      if (used_[q] || goes_on(quotation, before) || !is_speech(quotation)) continue;
      Statement st;
      st.cls = "say";
      if (!announced(quotation, st) && !speaker_for(quotation, before, found.empty() ? nullptr : &found.back(), st)) continue;
      st.content = quotation.inner;
      st.pieces = quotation.pieces;
      st.form = SpeechForm::direct;
      st.damaged = quotation.damaged;
      st.sentence = s_.text.sentence_at(quotation.inner.begin);
      flag_repairs(st);
      found.push_back(std::move(st));
    }
    for (Statement& st : found) out_.push_back(std::move(st));
  }

  /// "“We go,” he said, “and we stay.”": the sentence goes on behind the cue; the second quotation is a piece of the first.
  bool goes_on(const Quotation& q, Statement* before) const {
    if (before == nullptr || before->form != SpeechForm::direct || before->cue.begin < before->content.end) return false;
    const Sentence& cued = s_.text.sentences[before->sentence];
    if (s_.text.blocks[cued.block].at.end < q.outer.end || q.outer.begin < before->cue.end) return false;
    if (q.outer.begin > cued.at.end + 2 && q.outer.begin > before->cue.end + kCueTail) return false;
    if (is_upper_letter(decode(s_.text.utf8, q.inner.begin).value)) return false;  // a sentence of its own
    if (before->pieces.empty()) before->pieces.push_back(before->content);
    before->pieces.push_back(q.inner);
    before->content.end = q.inner.end;
    before->damaged = before->damaged || q.damaged;
    return true;
  }

  static uint32_t start_of(const Statement& st) {
    return st.cue.empty() ? st.content.begin : std::min(st.cue.begin, st.content.begin);
  }

  /// Words in marks that stand as sentences of their own: several words, with a verb, at the start of a sentence.
  bool is_speech(const Quotation& q) const {
    if (q.single || words(q.inner) < kFloatingWords) return false;
    const uint32_t sentence = s_.text.sentence_at(q.inner.begin);
    if (sentence >= s_.text.sentences.size() || !is_prose(s_.text.blocks[s_.text.sentences[sentence].block].role)) return false;
    const uint32_t first = s_.text.token_at(q.inner.begin), end = s_.text.token_at(q.inner.end);
    bool finite = false;
    for (uint32_t t = first; t < end && !finite; ++t) finite = s_.is_finite(t);
    if (!finite) return false;
    const uint32_t start = s_.text.sentences[sentence].at.begin;
    if (q.outer.begin <= start) return true;
    const char before = last_visible(start, q.outer.begin);
    return before == ':' || (before == ',' && words(q.inner) >= 2 * kFloatingWords);
  }

  char last_visible(uint32_t from, uint32_t at) const {
    while (at > from && is_space(s_.text.utf8[at - 1])) --at;
    return at > from ? s_.text.utf8[at - 1] : '\0';
  }

  /// "He wrote to the members:" in the paragraph before: the cue and the speaker of the quotation.
  bool announced(const Quotation& q, Statement& st) {
    const uint32_t sentence = s_.text.sentence_at(q.inner.begin);
    if (sentence == 0 || sentence >= s_.text.sentences.size() || q.outer.begin > s_.text.sentences[sentence].at.begin)
      return false;
    const Sentence& lead = s_.text.sentences[sentence - 1];
    if (lead.block + 1 < s_.text.sentences[sentence].block || last_visible(lead.at.begin, lead.at.end) != ':') return false;
    const std::vector<Cue> cues = find_cues(s_, sentence - 1);
    const auto cue = std::find_if(cues.rbegin(), cues.rend(), [](const Cue& c) { return c.has_subject() && !c.passive; });
    if (cue == cues.rend()) return false;
    Party speaker = fitting(party_of(s_, cue->subject_begin, cue->subject_end, cue->begin));
    if (speaker.pronoun && speaker.entity == kNone) {
      for (const Statement& known : out_) {  // the last speaker before him
        if (known.sentence >= sentence || known.sentence + kNearSentences < sentence) continue;
        speaker.entity = known.speaker;
      }
    }
    if (speaker.empty()) return false;
    st.cue = cue->words;
    st.cue_lemma = cue->verb->lemma;
    st.cls = cue->verb->cls;
    st.strength = cue->verb->strength;
    st.speaker = speaker.entity;
    st.speaker_at = speaker.at;
    st.chain = {{speaker.entity, speaker.at}};
    st.rule = "quotation behind its cue";
    st.confidence = 0.8F;
    return true;
  }

  bool speaker_for(const Quotation& q, const Statement* before, const Statement* floating, Statement& st) const {
    const uint32_t sentence = s_.text.sentence_at(q.inner.begin);
    const uint32_t block = s_.text.sentences[sentence].block;
    if (floating != nullptr && (before == nullptr || floating->content.begin > start_of(*before))) before = floating;
    if (before != nullptr && block <= s_.text.sentences[before->sentence].block + kFloatingBlocks) {
      st.speaker = before->speaker;
      st.speaker_at = {};
      if (before->speaker == kNone) st.speaker_at = before->speaker_at;
      st.chain = before->chain;
      st.rule = "floating quotation";
      st.confidence = block == s_.text.sentences[before->sentence].block ? 0.7F : 0.5F;
      return st.speaker != kNone || !st.speaker_at.empty();
    }
    return subject_before(sentence, q.outer.begin, st);
  }

  /// The subject of the words that lead to the quotation, or of the sentence before it.
  bool subject_before(uint32_t sentence, uint32_t at, Statement& st) const {
    const Sentence& own = s_.text.sentences[sentence];
    const bool leads = own.at.begin + 1 < at;
    if (!leads && (sentence == 0 || s_.text.sentences[sentence - 1].block + 1 < own.block)) return false;
    const Sentence& from = leads ? own : s_.text.sentences[sentence - 1];
    for (uint32_t t = from.token_begin; t < from.token_end && s_.text.tokens[t].at.begin < at; ++t) {
      if (s_.quotation_of[t] != kNone) continue;
      const Dep dep = s_.dep(t);
      if (dep != Dep::nsubj && dep != Dep::nsubj_pass) continue;
      const uint32_t entity = s_.names.entity_at(t);
      if (entity == kNone || s_.names.entities[entity].type == EntityType::place) continue;
      st.speaker = entity;
      st.speaker_at = s_.text.tokens[t].at;
      st.chain = {{entity, st.speaker_at}};
      st.rule = leads ? "quotation after colon" : "quotation after its speaker";
      st.confidence = 0.45F;
      return true;
    }
    return false;
  }

  void order() {
    std::stable_sort(out_.begin(), out_.end(), [](const Statement& a, const Statement& b) {
      return a.sentence != b.sentence ? a.sentence < b.sentence : a.content.begin < b.content.begin;
    });
  }

  const Scene& s_;
  std::vector<bool> used_;
  std::vector<Statement> out_;
  Party last_, issuer_;
  uint32_t last_block_ = 0, last_sentence_ = 0;
};

}  // namespace

std::vector<Statement> join(const Scene& scene, const std::vector<Report>& reports) { return Joiner(scene).run(reports); }

}  // namespace dateline::speech
