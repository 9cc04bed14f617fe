// Finds votes, vetoes, drafts and numbered resolutions. See votes.h.
#include "dateline/event/votes.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/event/status.h"

namespace dateline::event {

namespace {

int small_number(std::string_view word) {
  constexpr std::string_view kWords[] = {"", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"};
  for (int i = 1; i <= 10; ++i) {
    if (word == kWords[i]) return i;
  }
  int value = 0;
  for (const char c : word) {
    if (!is_digit(c) || value > 999) return 0;
    value = value * 10 + (c - '0');
  }
  return value;
}

class VoteFinder {
 public:
  VoteFinder(const Text& text, const Tree& tree, const Parties& parties, const Names& names, const Times& times,
             const Tables& tables, const Ontology& ontology)
      : text_(text), tree_(tree), parties_(parties), names_(names), times_(times), tables_(tables), ontology_(ontology) {}

  std::vector<Vote> run() {
    for (uint32_t t = 0; t < text_.tokens.size(); ++t) {
      if (tree_.is_verb(t))
        verb(t);
      else if (tree_.is_noun(t))
        noun(t);
    }
    return std::move(out_);
  }

 private:
  [[nodiscard]] bool is_text_under_vote(uint32_t t) const {
    if (t == kNone) return false;
    for (const uint32_t c : tree_.coordinated(t)) {
      if (tables_.in_class("bill", tree_.lemma(c))) return true;
    }
    return false;
  }

  [[nodiscard]] uint32_t draft_object(uint32_t verb_token) const {
    const uint32_t object = tree_.object(verb_token);
    if (is_text_under_vote(object)) return object;
    if (object != kNone && tree_.lemma(object) == "vote") {
      const uint32_t on = tree_.under(object, "on");
      if (is_text_under_vote(on)) return on;
    }
    for (const char* preposition : {"on", "for", "against"}) {
      const uint32_t on = tree_.under(verb_token, preposition);
      if (is_text_under_vote(on)) return on;
    }
    return kNone;
  }

  /// Body that a phrase or clause names: "draft UN Security Council resolution", "at the Security Council".
  [[nodiscard]] uint32_t body_in(Span span) const {
    uint32_t found = kNone;
    for (const uint32_t m : names_.inside(span)) {
      const uint32_t e = names_.mentions[m].entity;
      if (e == kNone || names_.entities[e].type != EntityType::body) continue;
      if (found == kNone || names_.entities[e].name.size() > names_.entities[found].name.size()) found = e;
    }
    return found;
  }

  /// The page's Security Council, for a United Nations draft that does not repeat its name.
  [[nodiscard]] uint32_t page_body(std::string_view kb) const {
    for (uint32_t e = 0; e < names_.entities.size(); ++e) {
      if (names_.entities[e].kb_id == kb) return e;
    }
    return kNone;
  }

  [[nodiscard]] int count_near(uint32_t verb_token) const {
    for (const uint32_t c : tree_.children().of(verb_token)) {
      const std::string w = tree_.word(c);
      if (w == "twice") return 2;
      if (w == "thrice") return 3;
      const std::string& l = tree_.lemma(c);
      if (l != "occasion" && l != "time") continue;
      const uint32_t number = tree_.child(c, Dep::nummod);
      if (number != kNone) return small_number(tree_.word(number));
    }
    return 0;
  }

  [[nodiscard]] DayRange days_in(Span span) const {
    for (const uint32_t i : times_.inside(span)) {
      if (times_.expressions[i].days.known() && times_.expressions[i].type != TimexType::duration)
        return times_.expressions[i].days;
    }
    return {};
  }

  void fill(Vote& vote, uint32_t predicate, uint32_t object) const {
    vote.sentence = tree_.sentence(predicate);
    if (vote.at.empty()) vote.at = tree_.clause(predicate);
    const Span sentence = text_.sentences[vote.sentence].at;
    vote.body = body_in(vote.at);
    if (vote.body == kNone) vote.body = body_in(sentence);
    if (vote.body == kNone && object != kNone && tree_.lemma(object) == "resolution") vote.body = page_body("unsc");
    vote.days = days_in(vote.at);
    if (!vote.days.known()) vote.days = days_in(sentence);
    if (object == kNone) return;
    for (const uint32_t c : tree_.children().of(object)) {
      if (tree_.dep(c) == Dep::acl || tree_.dep(c) == Dep::acl_relcl) vote.content = tree_.clause(c);
    }
    vote.number = number_of(object);
  }

  /// "resolution 2720", "Resolution No. 1701", "resolution 2334 (2016)".
  [[nodiscard]] std::string number_of(uint32_t noun_token) const {
    for (uint32_t t = noun_token + 1; t < text_.tokens.size() && t <= noun_token + 2; ++t) {
      const std::string_view w = text_.word(t);
      if (tree_.sentence(t) != tree_.sentence(noun_token)) break;
      if (!w.empty() && is_digit(w[0]) && w.size() <= 7) {
        const bool plain = std::all_of(w.begin(), w.end(), [](char c) { return is_digit(c) || c == '/' || c == '-'; });
        return plain ? std::string(w) : std::string();
      }
      const std::string lower = tree_.word(t);
      if (lower != "no" && lower != "no." && lower != "number") break;
    }
    return {};
  }

  void add(Vote vote) {
    for (Vote& known : out_) {
      if (known.sentence == vote.sentence && known.kind == vote.kind) return;
      if (known.kind == "resolution" && vote.kind == "resolution" && known.number == vote.number) return;
    }
    out_.push_back(std::move(vote));
  }

  void verb(uint32_t t) {
    const std::string& lemma = tree_.lemma(t);
    const bool veto = tables_.in_class("vote_veto", lemma), adopt = tables_.in_class("vote_adopt", lemma),
               reject = tables_.in_class("vote_reject", lemma), draft = tables_.in_class("vote_draft", lemma),
               vote = lemma == "vote";
    if (!veto && !adopt && !reject && !draft && !vote) return;
    uint32_t object = draft_object(t);
    if (object == kNone && vote) object = voted_infinitive(t);
    if (object == kNone) return;
    Vote row;
    const Match as_match{nullptr, t, kNone, Effect::none};
    const EventStatus status = status_of(as_match, tree_, tables_);
    const bool open = status == EventStatus::planned || status == EventStatus::conditional || status == EventStatus::demanded;
    row.kind = veto ? "veto" : draft ? "draft" : "vote";
    row.outcome = veto ? "vetoed" : draft ? "drafted" : reject ? "rejected" : "adopted";
    if (vote && tree_.under(t, "against") != kNone) row.outcome = "rejected";
    if (status == EventStatus::denied) row.outcome = veto ? "adopted" : "rejected";
    if (open || lemma == "seek" || lemma == "expect" || lemma == "delay" || lemma == "postpone") row.outcome = "planned";
    fill(row, t, object);
    const std::vector<Party> by = parties_.of(tree_.subject(t));
    if (!by.empty()) row.by = by[0].entity;
    if (row.by != kNone && names_.entities[row.by].type == EntityType::body) {
      if (row.body == kNone || !draft) row.body = row.by;
      row.by = kNone;
    }
    row.count = count_near(t);
    row.confidence = 0.7F;
    add(std::move(row));
  }

  /// "voted to adopt a resolution".
  [[nodiscard]] uint32_t voted_infinitive(uint32_t t) const {
    const uint32_t complement = tree_.complement(t);
    if (complement == kNone || !tree_.is_verb(complement)) return kNone;
    const uint32_t object = tree_.object(complement);
    return is_text_under_vote(object) ? object : kNone;
  }

  void noun(uint32_t t) {
    if (tree_.lemma(t) == "resolution") {
      const std::string number = number_of(t);
      if (number.empty()) return;
      Vote row;
      row.kind = "resolution";
      row.outcome = "in force";
      row.at = tree_.whole_phrase(t);
      fill(row, t, kNone);
      row.number = number;
      row.days = {};
      for (const KbResolution& known : ontology_.resolutions) {
        if (known.number != number) continue;
        const uint32_t body = page_body(known.body);
        if (row.body == kNone || body != kNone) row.body = body != kNone ? body : row.body;
        row.days = known.date;
        break;
      }
      for (const uint32_t c : tree_.children().of(t)) {
        if (tree_.dep(c) == Dep::acl || tree_.dep(c) == Dep::acl_relcl) row.content = tree_.clause(c);
      }
      row.confidence = 0.9F;
      add(std::move(row));
      return;
    }
    if (tree_.lemma(t) != "veto") return;
    const uint32_t carrier = carrier_of(t, tree_, tables_);
    if (carrier == kNone) return;
    Vote row;
    row.kind = "veto";
    const Match as_match{nullptr, t, carrier, Effect::none};
    const EventStatus status = status_of(as_match, tree_, tables_);
    row.outcome = status == EventStatus::happened ? "vetoed" : status == EventStatus::denied ? "adopted" : "planned";
    row.at = tree_.clause(carrier);
    fill(row, carrier, kNone);
    const std::vector<Party> by = parties_.of(tree_.subject(carrier));
    if (!by.empty()) row.by = by[0].entity;
    row.count = count_near(carrier);
    row.confidence = 0.6F;
    add(std::move(row));
  }

  const Text& text_;
  const Tree& tree_;
  const Parties& parties_;
  const Names& names_;
  const Times& times_;
  const Tables& tables_;
  const Ontology& ontology_;
  std::vector<Vote> out_;
};

}  // namespace

std::vector<Vote> find_votes(const Text& text, const Tree& tree, const Parties& parties, const Names& names, const Times& times,
                             const Tables& tables, const Ontology& ontology) {
  return VoteFinder(text, tree, parties, names, times, tables, ontology).run();
}

}  // namespace dateline::event
