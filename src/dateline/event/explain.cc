// Prints one event with its reasons. See explain.h.
#include "dateline/event/explain.h"

#include "dateline/base/chars.h"
#include "dateline/event/roles.h"

namespace dateline::event {

namespace {

constexpr uint32_t kWords = 60;  // most words of the tree that are shown

void add_line(std::string& out, std::string_view name, const std::string& value) {
  if (value.empty()) return;
  out += name;
  out.append(name.size() < 12 ? 12 - name.size() : 1, ' ');
  out += value + "\n";
}

std::string cells_of(const KbTable& table, const KbRow& row) {
  std::string out;
  for (size_t c = 0; c < row.cells.size() && c < table.columns.size(); ++c) {
    if (!row.cells[c].empty()) out += (out.empty() ? "" : "  ") + table.columns[c] + "=" + row.cells[c];
  }
  return out;
}

/// The row of a table whose column `key` says `value`, as one line.
std::string row_of(const Ontology& ontology, const std::string& table_name, std::string_view key, std::string_view value) {
  const auto table = ontology.tables.find(table_name);
  if (table == ontology.tables.end()) return {};
  const uint32_t column = table->second.column(key);
  for (const KbRow& row : table->second.rows) {
    if (column < row.cells.size() && row.cells[column] == value) return table_name + ": " + cells_of(table->second, row);
  }
  return {};
}

class Explainer {
 public:
  Explainer(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
            const Ontology& ontology)
      : text_(text), syntax_(syntax), names_(names), times_(times), speech_(speech), ontology_(ontology) {}

  std::string run(const Event& e, const Events& events) {
    std::string out;
    std::string kind = std::string(name_of(e.type));
    if (!e.mode.empty()) kind += "/" + e.mode;
    if (!e.context.empty()) kind += " (" + e.context + ")";
    add_line(out, "event", kind + ", " + std::string(name_of(e.status)) + (e.cameo.empty() ? "" : ", CAMEO " + e.cameo));
    add_line(out, "words", quoted(e.at));
    add_line(out, "act", quoted(e.trigger));
    const std::string row = row_of(ontology_, "plover/frames.tsv", "id", e.rule);
    add_line(out, "rule", row.empty() ? e.rule + " (a rule of the program, no row of a table)" : row);
    add_line(out, "helpers", helpers(e));
    add_line(out, "governors", governors(e));
    for (const Party& p : e.actors) add_line(out, "actor", party(p));
    for (const Party& p : e.recipients) add_line(out, "recipient", party(p));
    add_line(out, "date", date(e));
    if (e.place < names_.entities.size()) {
      add_line(out, "place", names_.entities[e.place].name + ", from the " + std::string(e.place_basis));
    }
    if (e.statement < speech_.statements.size()) add_line(out, "claimed in", quoted(speech_.statements[e.statement].content));
    if (e.within < events.events.size()) {
      const Event& above = events.events[e.within];
      add_line(out, "content of", std::string(name_of(above.type)) + " " + quoted(above.trigger));
    }
    out += roles(e) + tree(e);
    return out;
  }

 private:
  [[nodiscard]] std::string quoted(Span at) const { return at.empty() ? std::string() : "\"" + std::string(text_.of(at)) + "\""; }

  [[nodiscard]] std::string party(const Party& p) const {
    std::string out = p.entity != kNone ? names_.entities[p.entity].name : std::string();
    if (!p.at.empty()) out += (out.empty() ? "" : ", by the words ") + quoted(p.at);
    if (p.implied) out += ", implied by what was told before";
    for (size_t i = 0; i < p.sides.size(); ++i) out += (i == 0 ? "; side " : ", ") + p.sides[i];
    return out;
  }

  [[nodiscard]] std::string date(const Event& e) const {
    if (!e.days.known()) return {};
    std::string out = iso_of(e.days) + ", from the " + std::string(e.date_basis);
    if (e.time < times_.expressions.size()) out += ": " + quoted(times_.expressions[e.time].at);
    return out;
  }

  /// Words above the act that the tables know and whose effect is the event's status: they decided whether it happened. A light
  /// verb counts right above its noun; a clause that only stands beside the act decides nothing.
  [[nodiscard]] std::string governors(const Event& e) const {
    std::string out;
    const auto add = [&](const std::string& row) {
      if (!row.empty()) out += (out.empty() ? "" : "; ") + row;
    };
    uint32_t at = text_.token_at(e.trigger.begin);
    if (at >= syntax_.head.size()) return out;
    const bool noun = syntax_.upos[at] == Upos::NOUN || syntax_.upos[at] == Upos::PROPN;
    const std::string effect = "effect=" + std::string(name_of(e.status));
    for (int i = 0; i < 6 && syntax_.head[at] >= 0; ++i) {
      const Dep d = syntax_.dep[at];
      if (d == Dep::parataxis || d == Dep::acl_relcl || d == Dep::advcl_relcl || (d == Dep::advcl && !infinitive(at))) break;
      at = static_cast<uint32_t>(syntax_.head[at]);
      if (noun && i == 0) add(row_of(ontology_, "plover/light_verbs.tsv", "lemma", syntax_.lemma(at)));
      const std::string row = row_of(ontology_, "plover/governors.tsv", "lemma", syntax_.lemma(at));
      if (row.find(effect) != std::string::npos) add(row);
    }
    return out;
  }

  [[nodiscard]] bool infinitive(uint32_t verb) const { return verb > 0 && lower_ascii(text_.word(verb - 1)) == "to"; }

  /// The act's own helpers: "will", "not", "if".
  [[nodiscard]] std::string helpers(const Event& e) const {
    std::string out;
    const uint32_t act = text_.token_at(e.trigger.begin);
    for (uint32_t t = act > 12 ? act - 12 : 0; t < act && act < syntax_.head.size(); ++t) {
      if (syntax_.head[t] != static_cast<int32_t>(act)) continue;
      const std::string word = lower_ascii(text_.word(t));
      const bool negation = word == "not" || word == "n't" || word == "never" || word == "no";
      const bool decides = syntax_.dep[t] == Dep::aux || syntax_.dep[t] == Dep::mark || negation;
      if (decides) out += (out.empty() ? "" : ", ") + ("\"" + word + "\"");
    }
    return out;
  }

  /// What the role scorer says of the act: ARG0 did it, ARG1 had it done to him.
  [[nodiscard]] std::string roles(const Event& e) const {
    const Children children(syntax_);
    const RoleFinder finder(text_, syntax_, children);
    std::string out;
    for (const Argument& a : finder.read(text_.token_at(e.trigger.begin), RoleWeights::builtin()).arguments) {
      add_line(out, kRoles[a.role], quoted(text_.span_of_tokens(a.words.begin, a.words.end)));
    }
    return out;
  }

  /// The words of the evidence as a tree: word, relation, head.
  [[nodiscard]] std::string tree(const Event& e) const {
    std::string out = "tree\n";
    const uint32_t first = text_.token_at(e.at.begin);
    for (uint32_t t = first; t < text_.tokens.size() && t < first + kWords && text_.tokens[t].at.begin < e.at.end; ++t) {
      out += "  " + std::string(text_.word(t)) + "  " + std::string(name_of(syntax_.upos[t])) + " " +
             std::string(name_of(syntax_.dep[t]));
      if (syntax_.head[t] >= 0) out += " of " + std::string(text_.word(static_cast<uint32_t>(syntax_.head[t])));
      out += "\n";
    }
    return out;
  }

  const Text& text_;
  const Syntax& syntax_;
  const Names& names_;
  const Times& times_;
  const Speech& speech_;
  const Ontology& ontology_;
};

}  // namespace

std::string explain(uint32_t index, const Events& events, const Text& text, const Syntax& syntax, const Names& names,
                    const Times& times, const Speech& speech, const Ontology& ontology) {
  if (index >= events.events.size()) return {};
  return Explainer(text, syntax, names, times, speech, ontology).run(events.events[index], events);
}

}  // namespace dateline::event
