// Stances in what people say. See stance.h.
#include "dateline/event/stance.h"

namespace dateline::event {

namespace {

bool obliges(uint32_t verb, const Tree& tree) {
  for (const uint32_t c : tree.children().of(verb)) {
    if (tree.dep(c) != Dep::aux) continue;
    const std::string& l = tree.lemma(c);
    if (l == "must" || l == "should" || l == "ought") return true;
  }
  return (tree.lemma(verb) == "need" || tree.lemma(verb) == "have") && tree.child(verb, Dep::xcomp) != kNone &&
         tree.has_child_word(tree.child(verb, Dep::xcomp), Dep::mark, "to");
}

bool is_past_copula(uint32_t predicate, const Tree& tree) {
  const uint32_t cop = tree.child(predicate, Dep::cop);
  if (cop == kNone) return false;
  const std::string w = tree.word(cop);
  return w == "was" || w == "were";
}

bool same(const std::vector<Party>& parties, uint32_t speaker) {
  for (const Party& p : parties) {
    if (p.entity == speaker) return true;
  }
  return false;
}

class Finder {
 public:
  Finder(const Text& text, const Tree& tree, const Parties& parties, const Speech& speech, const Tables& tables)
      : text_(text), tree_(tree), parties_(parties), speech_(speech), tables_(tables) {}

  std::vector<Event> run() {
    for (uint32_t t = 0; t < text_.tokens.size(); ++t) {
      const uint32_t s = parties_.statement(t);
      if (s == kNone) continue;
      const Statement& statement = speech_.statements[s];
      if (statement.speaker == kNone || statement.negated) continue;
      if (tree_.is_verb(t) && obliges(t, tree_))
        oblige(t, statement);
      else if (tree_.child(t, Dep::cop) != kNone)
        evaluate(t, statement);
    }
    return std::move(out_);
  }

 private:
  Event start(uint32_t t, const Statement& statement, Plover type, std::string_view rule) const {
    Event e;
    e.trigger = text_.tokens[t].at;
    e.sentence = tree_.sentence(t);
    e.at = tree_.clause(t);
    e.type = type;
    e.rule = std::string(rule);
    e.actors.push_back({statement.speaker, statement.speaker_at, false, {}});
    e.confidence = 0.5F;
    return e;
  }

  void oblige(uint32_t verb, const Statement& statement) {
    const uint32_t subject = tree_.surface_subject(verb);
    if (subject == kNone || tree_.upos(subject) == Upos::PRON) return;
    std::vector<Party> addressed = parties_.of(subject);
    if (tree_.is_passive(verb)) addressed = parties_.of(tree_.subject(verb));
    if (addressed.empty() || addressed[0].entity == kNone || same(addressed, statement.speaker)) return;
    const bool forbidden = tree_.is_negated(verb);
    Event e = start(verb, statement, forbidden ? Plover::REJECT : Plover::REQUEST, forbidden ? "stance/must not" : "stance/must");
    e.recipients = addressed;
    out_.push_back(std::move(e));
  }

  void evaluate(uint32_t predicate, const Statement& statement) {
    if (tree_.lemma(predicate) == "time") return time_for(predicate, statement);
    if (!tables_.in_class("wrong", tree_.lemma(predicate)) || tree_.is_negated(predicate)) return;
    const uint32_t subject = tree_.surface_subject(predicate);
    if (subject == kNone || tree_.upos(subject) == Upos::PRON) return;
    const bool clause_subject = tree_.is_verb(subject);
    if (!clause_subject && !tables_.in_class("act", tree_.lemma(subject))) return;
    std::vector<Party> doer = parties_.owners(subject);
    if (same(doer, statement.speaker)) return;
    const bool past = is_past_copula(predicate, tree_);
    Event e =
        start(predicate, statement, past ? Plover::ACCUSE : Plover::REJECT, past ? "stance/was wrong" : "stance/would be wrong");
    e.recipients = std::move(doer);
    out_.push_back(std::move(e));
  }

  /// "it is time for X to act", "it is up to X to act".
  void time_for(uint32_t predicate, const Statement& statement) {
    for (const uint32_t c : tree_.children().of(predicate)) {
      const Dep d = tree_.dep(c);
      if (!tree_.is_verb(c) || (d != Dep::acl && d != Dep::advcl && d != Dep::csubj && d != Dep::xcomp && d != Dep::ccomp))
        continue;
      uint32_t doer = tree_.child(c, Dep::nsubj);
      if (doer == kNone) doer = tree_.under(predicate, "for");
      std::vector<Party> addressed = parties_.of(doer);
      if (addressed.empty() || addressed[0].entity == kNone || same(addressed, statement.speaker)) continue;
      Event e = start(predicate, statement, Plover::REQUEST, "stance/time for");
      e.recipients = std::move(addressed);
      out_.push_back(std::move(e));
      return;
    }
  }

  const Text& text_;
  const Tree& tree_;
  const Parties& parties_;
  const Speech& speech_;
  const Tables& tables_;
  std::vector<Event> out_;
};

}  // namespace

std::vector<Event> find_stances(const Text& text, const Tree& tree, const Parties& parties, const Speech& speech,
                                const Tables& tables) {
  return Finder(text, tree, parties, speech, tables).run();
}

}  // namespace dateline::event
