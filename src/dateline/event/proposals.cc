// Finds proposals, gathers their mentions, terms and replies. See proposals.h.
#include "dateline/event/proposals.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/event/status.h"

namespace dateline::event {

namespace {

/// A noun that names a proposal, with what its own phrase says.
struct Mentioned {
  uint32_t token = kNone;
  uint32_t proposal = kNone;  ///< index of its group
  bool draft = false;         ///< draft resolution of a body
};

class ProposalFinder {
 public:
  ProposalFinder(const Text& text, const Tree& tree, const Parties& parties, const Names& names, const Times& times,
                 const Tables& tables)
      : text_(text), tree_(tree), parties_(parties), names_(names), times_(times), tables_(tables) {}

  std::vector<Proposal> run() {
    for (uint32_t t = 0; t < text_.tokens.size(); ++t) {
      if (tree_.is_noun(t))
        noun(t);
      else if (tree_.is_verb(t))
        verb(t);
    }
    for (const auto& [verb_token, proposal] : verbs_) reply(verb_token, proposal);
    return kept();
  }

 private:
  [[nodiscard]] bool is_draft(uint32_t t) const {
    if (tree_.lemma(t) == "draft") return true;
    if (tree_.lemma(t) != "resolution") return false;
    for (const uint32_t c : tree_.children().of(t)) {
      const std::string& l = tree_.lemma(c);
      const std::string w = tree_.word(c);
      if (l == "draft" || w == "proposed" || w == "revised" || w == "new") return true;
    }
    return false;
  }

  [[nodiscard]] bool has_modifier_in(uint32_t t, std::string_view name) const {
    for (const uint32_t c : tree_.children().of(t)) {
      const Dep d = tree_.dep(c);
      if ((d == Dep::amod || d == Dep::compound || d == Dep::det) &&
          (tables_.in_class(name, tree_.lemma(c)) || tables_.in_class(name, tree_.word(c))))
        return true;
    }
    return false;
  }

  /// "the plan to attack Rafah" is an act planned, not a proposal.
  [[nodiscard]] bool plans_an_act(uint32_t t) const {
    for (const uint32_t c : tree_.children().of(t)) {
      if (tree_.dep(c) == Dep::acl && tree_.has_child_word(c, Dep::mark, "to")) return true;
    }
    return tree_.dep(t) == Dep::compound;
  }

  void noun(uint32_t t) {
    const std::string& lemma = tree_.lemma(t);
    const bool draft = is_draft(t);
    if (!draft && !tables_.in_class("proposal", lemma)) return;
    if (plans_an_act(t)) return;
    const std::vector<Span> terms = terms_of(t);
    uint32_t group = group_of(t, draft, std::any_of(terms.begin(), terms.end(), [&](Span s) { return has_topic(s); }));
    if (group == kNone) return;
    mentions_.push_back({t, group, draft});
    Proposal& proposal = groups_[group];
    for (const Span term : terms) add_term(proposal, term);
    const Span phrase = tree_.whole_phrase(t);
    const size_t weight =
        terms.size() + (lemma == "proposal" || draft ? 2U : 0U) + (tree_.child(t, Dep::acl_relcl) != kNone ? 1U : 0U);
    if (weight > best_terms_[group] || proposal.at.empty()) {
      best_terms_[group] = weight;
      proposal.at = cut(phrase);
      proposal.sentence = tree_.sentence(t);
    }
    sponsor(t, proposal);
    mediator(t, proposal);
    terms_of_clause(t, proposal);
    if (!proposal.days.known()) proposal.days = days_near(t);
  }

  /// A term that is a matter for negotiation: a ceasefire, a release, aid ...
  [[nodiscard]] bool has_topic(Span span) const {
    for (uint32_t t = text_.token_at(span.begin); t < text_.tokens.size() && text_.tokens[t].at.begin < span.end; ++t) {
      if (tables_.in_class("term", tree_.lemma(t))) return true;
    }
    return false;
  }

  /// A phrase without what follows a comma far away: at most 60 words.
  [[nodiscard]] Span cut(Span span) const {
    const uint32_t first = text_.token_at(span.begin);
    const uint32_t last = std::min<uint32_t>(first + 60, static_cast<uint32_t>(text_.tokens.size()));
    return {span.begin, std::min(span.end, text_.tokens[last - 1].at.end)};
  }

  [[nodiscard]] DayRange days_near(uint32_t t) const {
    const uint32_t above = tree_.head(t);
    const Span span = above != kNone && tree_.is_verb(above) ? tree_.clause(above) : tree_.whole_phrase(t);
    for (const uint32_t i : times_.inside(span)) {
      if (times_.expressions[i].days.known() && times_.expressions[i].type != TimexType::duration)
        return times_.expressions[i].days;
    }
    return {};
  }

  uint32_t group_of(uint32_t t, bool draft, bool topical) {
    const bool other = has_modifier_in(t, "another");
    if (!other) {
      for (size_t i = mentions_.size(); i-- > 0;) {
        if (mentions_[i].draft == draft) return mentions_[i].proposal;
      }
    }
    const std::string& lemma = tree_.lemma(t);
    const bool strong =
        draft || lemma == "proposal" || lemma == "offer" || lemma == "initiative" || lemma == "roadmap" || topical;
    if (!strong) return kNone;
    groups_.emplace_back();
    best_terms_.push_back(0);
    Proposal& proposal = groups_.back();
    proposal.name = squeeze(text_.of(tree_.phrase(t)));
    proposal.confidence = 0.5F;
    return static_cast<uint32_t>(groups_.size() - 1);
  }

  static void add_term(Proposal& proposal, Span term) {
    if (term.empty() || proposal.terms.size() >= 24) return;
    for (const Span known : proposal.terms) {
      if (known.overlaps(term)) return;
    }
    proposal.terms.push_back(term);
  }

  void add_coordinated(std::vector<Span>& out, uint32_t head) const {
    if (head == kNone || !tree_.is_noun(head)) return;
    for (const uint32_t t : tree_.coordinated(head)) {
      if (tree_.is_noun(t)) out.push_back(tree_.phrase(t));
    }
  }

  /// Terms inside the noun's own phrase.
  [[nodiscard]] std::vector<Span> terms_of(uint32_t t) const {
    std::vector<Span> out;
    for (const uint32_t c : tree_.children().of(t)) {
      const Dep d = tree_.dep(c);
      const std::string w = tree_.word(c);
      if (d == Dep::compound || d == Dep::amod) {
        if (tables_.in_class("term", tree_.lemma(c)) || w.find("-phase") != std::string::npos ||
            w.find("-stage") != std::string::npos || w.find("-point") != std::string::npos ||
            w.find("-state") != std::string::npos) {
          out.push_back(tree_.whole_phrase(c));
        }
      }
      if (d == Dep::nmod) {
        const std::string p = tree_.preposition(c);
        if (p == "for" || (p == "on" && tables_.in_class("term", tree_.lemma(c))) ||
            (p == "of" && tables_.in_class("term", tree_.lemma(c))))
          add_coordinated(out, c);
        if (p == "in" && (tree_.lemma(c) == "exchange" || tree_.lemma(c) == "return"))
          add_coordinated(out, tree_.under(c, "for"));
        if (p == "in_exchange_for" || p == "in_return_for") add_coordinated(out, c);
      }
      if (d == Dep::acl || d == Dep::acl_relcl) terms_of_verb(c, out);
    }
    return out;
  }

  void terms_of_verb(uint32_t verb_token, std::vector<Span>& out) const {
    if (!tree_.is_verb(verb_token) || !tables_.in_class("contains", tree_.lemma(verb_token))) return;
    const uint32_t object = tree_.is_passive(verb_token) ? kNone : tree_.child(verb_token, Dep::obj);
    add_coordinated(out, object);
    if (object != kNone) add_purposes_of(object, out);
    for (const char* preposition : {"for", "to", "of", "with", "at", "in"}) {
      const uint32_t under = tree_.under(verb_token, preposition);
      const bool place = preposition == std::string_view("in") || preposition == std::string_view("at");
      if (under != kNone && !(place && parties_.mention_of(under) != kNone)) add_coordinated(out, under);
    }
    for (const uint32_t c : tree_.children().of(verb_token)) {
      const Dep d = tree_.dep(c);
      if (d == Dep::ccomp || d == Dep::xcomp) out.push_back(tree_.clause(c));
      if (d == Dep::advcl && tree_.has_child_word(c, Dep::mark, "to")) purposes(c, out);
      if (d == Dep::conj && tree_.is_verb(c)) terms_of_verb(c, out);
    }
  }

  /// "a ceasefire to protect civilians and enable aid to be delivered": each infinitive is a term.
  void purposes(uint32_t infinitive, std::vector<Span>& out) const {
    out.push_back(tree_.clause(infinitive));
    for (const uint32_t c : tree_.children().of(infinitive)) {
      if (tree_.dep(c) == Dep::conj && tree_.is_verb(c)) out.push_back(tree_.clause(c));
    }
  }

  void add_purposes_of(uint32_t noun_token, std::vector<Span>& out) const {
    for (const uint32_t c : tree_.children().of(noun_token)) {
      if (tree_.dep(c) == Dep::acl && tree_.has_child_word(c, Dep::mark, "to")) purposes(c, out);
    }
  }

  /// Terms told by the clause whose subject the noun is: "the plan would lead to X, Y and Z".
  void terms_of_clause(uint32_t t, Proposal& proposal) const {
    const Dep d = tree_.dep(t);
    const uint32_t above = tree_.head(t);
    std::vector<Span> out;
    if (above != kNone && d == Dep::nsubj && tree_.is_verb(above)) terms_of_verb(above, out);
    for (const Span term : out) add_term(proposal, term);
  }

  void sponsor(uint32_t t, Proposal& proposal) const {
    if (proposal.sponsor != kNone) return;
    std::vector<Party> by = parties_.owners(t);
    const uint32_t above = tree_.head(t);
    if (above != kNone && tree_.is_verb(above) && tree_.object(above) == t && tables_.in_class("proposes", tree_.lemma(above))) {
      by = parties_.of(tree_.subject(above));
    }
    if (above != kNone && is_draft(t) && by_vote(t, by)) return take_sponsor(by, proposal);
    for (const uint32_t c : tree_.children().of(t)) {
      if ((tree_.dep(c) == Dep::acl || tree_.dep(c) == Dep::acl_relcl) && tables_.in_class("proposes", tree_.lemma(c)) &&
          tree_.object(c) == t) {
        const std::vector<Party> announced = parties_.of(tree_.subject(c));
        if (!announced.empty()) by = announced;
      }
    }
    std::erase_if(by, [&](const Party& p) {
      return p.entity != kNone && (names_.entities[p.entity].type == EntityType::place ||
                                   (is_draft(t) && names_.entities[p.entity].type == EntityType::body));
    });
    take_sponsor(by, proposal);
  }

  static void take_sponsor(const std::vector<Party>& by, Proposal& proposal) {
    for (const Party& p : by) {
      if (p.entity != kNone) {
        proposal.sponsor = p.entity;
        return;
      }
    }
  }

  /// "The US is seeking a vote on a new resolution": who seeks the vote stands behind the draft.
  [[nodiscard]] bool by_vote(uint32_t t, std::vector<Party>& by) const {
    uint32_t at = tree_.head(t);
    if (at != kNone && tree_.is_noun(at) && tree_.lemma(at) == "vote") at = tree_.head(at);
    if (at == kNone || !tree_.is_verb(at) || (tree_.lemma(at) != "seek" && !tables_.in_class("proposes", tree_.lemma(at))))
      return false;
    by = parties_.of(tree_.subject(at));
    return !by.empty();
  }

  void mediator(uint32_t t, Proposal& proposal) const {
    if (proposal.mediator != kNone) return;
    for (const uint32_t c : tree_.children().of(t)) {
      const std::string w = tree_.word(c);
      if (tree_.dep(c) == Dep::acl && (tree_.lemma(c) == "mediate" || tree_.lemma(c) == "broker")) {
        const std::vector<Party> by = parties_.of(tree_.subject(c));
        if (!by.empty()) proposal.mediator = by[0].entity;
      } else if (w.find("-brokered") != std::string::npos || w.find("-mediated") != std::string::npos) {
        for (const uint32_t m : names_.inside(tree_.whole_phrase(c))) {
          if (names_.mentions[m].entity != kNone) proposal.mediator = names_.mentions[m].entity;
        }
      }
    }
  }

  /// A verb that may answer a proposal; kept until all proposals are known.
  void verb(uint32_t t) {
    if (mentions_.empty() && tree_.object(t) == kNone) return;
    if (answer(t).empty()) return;
    verbs_.emplace_back(t, mentions_.empty() ? kNone : mentions_.back().proposal);
  }

  [[nodiscard]] std::string answer(uint32_t verb_token) const {
    const std::string& lemma = tree_.lemma(verb_token);
    if (tables_.in_class("answers_yes", lemma)) return "accepted";
    if (tables_.in_class("answers_no", lemma)) return "rejected";
    if (tables_.in_class("answers_support", lemma)) return "supported";
    if (tables_.in_class("answers_wait", lemma)) return "awaiting";
    if (tables_.in_class("answers_but", lemma)) return "conditional";
    if (tables_.in_class("answers_view", lemma)) return "viewed";
    return {};
  }

  [[nodiscard]] uint32_t proposal_at(uint32_t token) const {
    if (token == kNone) return kNone;
    const auto found =
        std::lower_bound(mentions_.begin(), mentions_.end(), token, [](const Mentioned& m, uint32_t t) { return m.token < t; });
    return found != mentions_.end() && found->token == token ? found->proposal : kNone;
  }

  /// Proposal that the verb answers: its object, what it agrees to, a response to it, or "it".
  [[nodiscard]] uint32_t target(uint32_t verb_token, uint32_t last) const {
    uint32_t candidates[] = {tree_.object(verb_token),      tree_.under(verb_token, "to"),    tree_.under(verb_token, "on"),
                             tree_.under(verb_token, "of"), tree_.under(verb_token, "about"), tree_.under(verb_token, "with")};
    for (const uint32_t c : candidates) {
      if (c == kNone) continue;
      uint32_t found = proposal_at(c);
      if (found != kNone) return found;
      for (const char* preposition : {"to", "of", "for", "on"}) {
        found = proposal_at(tree_.under(c, preposition));
        if (found != kNone) return found;
      }
      for (const uint32_t g : tree_.children().of(c)) {
        if (tree_.dep(g) == Dep::acl && proposal_at(tree_.object(g)) != kNone) return proposal_at(tree_.object(g));
      }
    }
    if (candidates[0] != kNone && tree_.word(candidates[0]) == "it" && last != kNone) return last;
    const uint32_t complement = tree_.complement(verb_token);
    if (complement != kNone && proposal_at(tree_.surface_subject(complement)) != kNone)
      return proposal_at(tree_.surface_subject(complement));
    return kNone;
  }

  [[nodiscard]] std::string response(uint32_t verb_token) const {
    std::string out = answer(verb_token);
    if (out == "viewed") {
      for (const uint32_t c : tree_.children().of(verb_token)) {
        const std::string w = tree_.word(c);
        if (w.find("positiv") == 0 || w.find("favo") == 0) return "supported";
        if (w.find("negativ") == 0 || w.find("unfavo") == 0) return "rejected";
      }
      return {};
    }
    const EventStatus status = status_of({nullptr, verb_token, kNone, Effect::none}, tree_, tables_);
    if (out == "accepted" || out == "supported") {
      if (status == EventStatus::denied) return "rejected";
      if (status == EventStatus::planned) return "conditional";
      if (status != EventStatus::happened) return "awaiting";
      const uint32_t in = tree_.under(verb_token, "in");
      if (in != kNone && tree_.lemma(in) == "principle") return "conditional";
    }
    if (out == "rejected" && status == EventStatus::denied) return "awaiting";
    return out;
  }

  void reply(uint32_t verb_token, uint32_t last) {
    const uint32_t proposal = target(verb_token, last);
    if (proposal == kNone) return;
    const std::string how = response(verb_token);
    if (how.empty()) return;
    const std::vector<Party> by = parties_.of(tree_.subject(verb_token));
    for (const Party& p : by) {
      if (p.entity == kNone) continue;
      Reply row;
      row.party = p.entity;
      row.response = how;
      row.at = with_subject(verb_token);
      row.sentence = tree_.sentence(verb_token);
      auto& replies = groups_[proposal].replies;
      const bool known = std::any_of(replies.begin(), replies.end(),
                                     [&](const Reply& r) { return r.party == row.party && r.sentence == row.sentence; });
      if (!known) replies.push_back(std::move(row));
    }
  }

  /// The clause, from the subject's words on when they stand before it in the sentence.
  [[nodiscard]] Span with_subject(uint32_t verb_token) const {
    Span span = tree_.clause(verb_token);
    const uint32_t subject = tree_.subject(verb_token);
    if (subject != kNone && tree_.sentence(subject) == tree_.sentence(verb_token))
      span.begin = std::min(span.begin, tree_.phrase(subject).begin);
    return span;
  }

  /// What the page negotiates about around a proposal whose terms it does not spell out.
  void topics_near(Proposal& p) const {
    const uint32_t first = p.sentence >= 3 ? p.sentence - 3 : 0;
    for (uint32_t s = p.sentence + 1; s-- > first;) {
      for (uint32_t t = text_.sentences[s].token_begin; t < text_.sentences[s].token_end && p.terms.size() < 4; ++t) {
        if (tree_.is_noun(t) && tree_.dep(t) != Dep::compound && tables_.in_class("term", tree_.lemma(t)))
          add_term(p, tree_.phrase(t));
      }
    }
  }

  [[nodiscard]] std::vector<Proposal> kept() {
    std::vector<Proposal> out;
    for (Proposal& p : groups_) {
      const bool answered = !p.replies.empty(), sponsored = p.sponsor != kNone || p.mediator != kNone;
      if (p.terms.empty() && answered) topics_near(p);
      if (p.terms.empty() || (!answered && !sponsored && p.terms.size() < 2)) continue;
      p.confidence = answered && sponsored ? 0.7F : 0.5F;
      out.push_back(std::move(p));
    }
    return out;
  }

  const Text& text_;
  const Tree& tree_;
  const Parties& parties_;
  const Names& names_;
  const Times& times_;
  const Tables& tables_;
  std::vector<Mentioned> mentions_;
  std::vector<Proposal> groups_;
  std::vector<size_t> best_terms_;
  std::vector<std::pair<uint32_t, uint32_t>> verbs_;
};

}  // namespace

std::vector<Proposal> find_proposals(const Text& text, const Tree& tree, const Parties& parties, const Names& names,
                                     const Times& times, const Tables& tables) {
  return ProposalFinder(text, tree, parties, names, times, tables).run();
}

}  // namespace dateline::event
