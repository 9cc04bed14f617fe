// Reads {"id": "...", "text": "...", "date": "2024-06-11"} lines, prints statements and events of each as JSON lines.
//
// {"text":"Russia bombed Ukraine."} -> {"events":[{"type":"ASSAULT","actors":[{"text":"Russia","code":"RUS",...}]}], ...}.
// Each non-empty line of the text is one paragraph, so that a text of a gold set keeps its offsets: start and end are Unicode
// code points of the text as given. `--ontology DIR` adds tables; `--roles` prints predicates and their arguments instead;
// `--tree` adds the trees as CoNLL-U;
// `--cost` ends with the processor seconds of the rooms on standard error. It is the bench's way into speech/ and event/
// without a page around the text; it does not decide what a page's article is (page/ does).
#include <algorithm>
#include <ctime>
#include <iostream>
#include <string>

#include <simdjson.h>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/event/roles.h"
#include "dateline/figure/figures.h"
#include "dateline/reader/reader.h"

using namespace dateline;

namespace {

/// The text as an article: every non-empty line is a block of body text.
Article article_of(std::string_view text) {
  Article article;
  article.text = std::string(text);
  if (article.text.empty() || article.text.back() != '\n') article.text += '\n';
  uint32_t begin = 0;
  for (uint32_t at = 0; at < article.text.size(); ++at) {
    if (article.text[at] != '\n') continue;
    if (!trim(std::string_view(article.text).substr(begin, at - begin)).empty()) {
      Block block;
      block.at = {begin, at};
      article.blocks.push_back(block);
    }
    begin = at + 1;
  }
  return article;
}

/// Processor seconds that the rooms took, all texts together.
struct Cost {
  double syntax = 0, time = 0, names = 0, speech = 0, figure = 0, event = 0;
};

double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

Document read(std::string_view text, const reader::Tools& tools, const DayRange& day, Cost& cost) {
  Document d;
  d.article = article_of(text);
  d.text = text::analyse(d.article);
  double start = processor_seconds();
  d.syntax = syntax::analyse(d.text, tools.model);
  cost.syntax += processor_seconds() - start;
  start = processor_seconds();
  d.times = time::resolve(d.article, d.text, d.syntax, tools.ontology, day);
  cost.time += processor_seconds() - start;
  start = processor_seconds();
  d.names = names::resolve(d.article, d.text, d.syntax, tools.ontology, d.times.page.best);
  cost.names += processor_seconds() - start;
  start = processor_seconds();
  d.speech = speech::attribute(d.text, d.syntax, d.names, d.times, tools.ontology);
  cost.speech += processor_seconds() - start;
  start = processor_seconds();
  const Figures figures = figure::count(d.text, d.syntax, d.names, d.times, d.speech, tools.ontology);
  cost.figure += processor_seconds() - start;
  (void)figures;  // timed only
  start = processor_seconds();
  d.events = event::code(d.text, d.syntax, d.names, d.times, d.speech, tools.ontology);
  cost.event += processor_seconds() - start;
  return d;
}

/// Code of a side as coders of events write it: the state's three letters, IGO or NGO for a body.
std::string code_of(const KbActor& actor) {
  if (actor.kind == ActorKind::body) return actor.sub == "ngo" ? "NGO" : "IGO";
  std::string code = actor.id;
  for (char& c : code) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  return code;
}

class Printer {
 public:
  Printer(const Document& d, const Ontology& ontology, JsonWriter& out)
      : d_(d), ontology_(ontology), out_(out), index_(d.article.text) {}

  void print() {
    out_.key("statements").begin_array();
    for (const Statement& s : d_.speech.statements) print(s);
    out_.end_array().key("events").begin_array();
    for (const Event& e : d_.events.events) print(e);
    out_.end_array().field("votes", static_cast<uint32_t>(d_.events.votes.size()));
    out_.field("proposals", static_cast<uint32_t>(d_.events.proposals.size()));
  }

  /// Predicates and arguments of the trees.
  void print_roles() {
    const Children children(d_.syntax);
    const event::RoleFinder finder(d_.text, d_.syntax, children);
    out_.key("roles").begin_array();
    for (const event::Predication& p : finder.all(event::RoleWeights::builtin())) {
      out_.begin_object().key("at");
      span(d_.text.tokens[p.token].at);
      out_.field("lemma", d_.syntax.lemma(p.token)).key("args").begin_array();
      for (const event::Argument& a : p.arguments) {
        out_.begin_object().field("label", event::kRoles[a.role]).key("at");
        span(d_.text.span_of_tokens(a.words.begin, a.words.end));
        out_.end_object();
      }
      out_.end_array().end_object();
    }
    out_.end_array();
  }

 private:
  void span(Span at) {
    const Span there = d_.text.article_of(at);
    out_.begin_array().value(index_.of_byte(there.begin)).value(index_.of_byte(there.end)).end_array();
  }

  void spans(std::string_view name, const std::vector<Span>& all) {
    out_.key(name).begin_array();
    for (const Span at : all) {
      if (!at.empty()) span(at);
    }
    out_.end_array();
  }

  void codes(const Party& party) {
    out_.key("codes").begin_array();
    for (const std::string& side : party.sides) {
      const KbActor* actor = ontology_.actor(side);
      if (actor != nullptr) out_.value(code_of(*actor));
    }
    out_.end_array();
  }

  void parties(std::string_view name, const std::vector<Party>& all) {
    out_.key(name).begin_array();
    for (const Party& p : all) {
      out_.begin_object();
      out_.key("at");
      span(p.at);
      out_.field("text", d_.text.of(p.at)).field("implied", p.implied);
      if (p.entity != kNone) {
        const Entity& entity = d_.names.entities[p.entity];
        out_.field("name", entity.name).field("kb", entity.kb_id);
      }
      codes(p);
      out_.end_object();
    }
    out_.end_array();
  }

  /// "Professor Cres Eastman" of a mention with that title; the name alone behind a description ("captain Harry Kane").
  std::string full_name(const Mention& m) const {
    const Span before = {m.at.begin, std::max(m.at.begin, m.core.begin)};
    for (uint32_t t = m.token_begin; t < m.token_end && d_.text.tokens[t].at.begin < before.end; ++t) {
      const char first = d_.text.word(t).front();
      if (first >= 'a' && first <= 'z') return std::string(d_.text.of(m.core));
    }
    return std::string(d_.text.of(m.at));
  }

  /// A speaker as the page names him: here when these words hold his name, else the longest form; his words when he has no name.
  std::string name_of_speaker(const Statement& s) const {
    const auto is_name = [](const Mention& m) {
      return m.kind == MentionKind::name || m.kind == MentionKind::titled_name || m.kind == MentionKind::acronym;
    };
    if (s.speaker == kNone) return std::string(d_.text.of(s.speaker_at));
    const Entity& entity = d_.names.entities[s.speaker];
    std::string best;
    for (const uint32_t i : entity.mentions) {
      const Mention& m = d_.names.mentions[i];
      if (!is_name(m)) continue;
      std::string name = full_name(m);
      if (m.at.overlaps(s.speaker_at)) return name;
      if (name.size() > best.size()) best = std::move(name);
    }
    return best.empty() ? entity.name : best;
  }

  void print(const Statement& s) {
    out_.begin_object();
    spans("content", s.pieces.empty() ? std::vector<Span>{s.content} : s.pieces);
    spans("source", {s.speaker_at});
    spans("cue", {s.cue});
    out_.field("source_name", name_of_speaker(s));
    if (s.speaker != kNone) out_.field("source_entity", d_.names.entities[s.speaker].name);
    out_.field("kind", name_of(s.form)).field("polarity", s.negated ? "negative" : "positive");
    out_.field("cls", s.cls).field("rule", s.rule);
    out_.end_object();
  }

  void print(const Event& e) {
    out_.begin_object();
    out_.field("type", name_of(e.type)).field("mode", e.mode).field("status", name_of(e.status)).field("rule", e.rule);
    out_.field("trigger", d_.text.of(e.trigger)).field("text", d_.text.of(e.at)).field("sentence", e.sentence);
    out_.key("trigger_at");
    span(e.trigger);
    parties("actors", e.actors);
    parties("recipients", e.recipients);
    out_.end_object();
  }

  const Document& d_;
  const Ontology& ontology_;
  JsonWriter& out_;
  CodePointIndex index_;
};

/// What a run prints of each text.
struct Options {
  std::string ontology;
  bool roles = false, tree = false, cost = false;
};

int run(const Options& options) {
  auto ontology = Ontology::load(options.ontology);
  auto model = syntax::load_builtin();
  if (!ontology || !model) {
    std::cerr << (ontology ? model.error().message : ontology.error().message) << "\n";
    return 1;
  }
  simdjson::dom::parser parser;
  Cost cost;
  for (std::string line; std::getline(std::cin, line);) {
    const simdjson::dom::element in = parser.parse(line);
    std::string_view id, text, date;
    if (in["id"].get(id) != simdjson::SUCCESS) id = {};
    if (in["text"].get(text) != simdjson::SUCCESS) text = {};
    if (in["date"].get(date) != simdjson::SUCCESS) date = {};
    const DayRange day = parse_iso_range(date.substr(0, 10)).value_or(DayRange{});
    const Document d = read(text, {**ontology, **model}, day, cost);
    JsonWriter out;
    out.begin_object().field("id", id);
    Printer printer(d, **ontology, out);
    if (options.tree) out.field("tree", syntax::print_conllu(d.text, d.syntax));
    options.roles ? printer.print_roles() : printer.print();
    out.end_object();
    std::cout << out.take() << "\n";
  }
  if (options.cost)
    std::cerr << "syntax " << cost.syntax << "\nnames " << cost.names << "\ntime " << cost.time << "\nfigure " << cost.figure
              << "\nspeech " << cost.speech << "\nevent " << cost.event << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--ontology" && i + 1 < argc) options.ontology = argv[++i];
    if (argument == "--roles") options.roles = true;
    if (argument == "--tree") options.tree = true;
    if (argument == "--cost") options.cost = true;
  }
  return run(options);
}
