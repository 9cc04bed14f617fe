// Reads {"text": "...", "ref": "2024-06-11"} lines, prints {"mentions": [...], "chains": [...]} lines; or {"a": "...", "b":
// "..."} lines of two names, printed as {"score": 0.93}.
//
// start and end are Unicode code points of `text`; `cluster` is the actor (mentions) or the chain (every noun phrase). With
// {"pronouns": true} each pronoun's candidates are printed with their features, for train/pronouns.py.
#include <iostream>
#include <string>

#include <simdjson.h>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/names/chains.h"
#include "dateline/names/names.h"
#include "dateline/names/pronoun.h"

namespace {

using namespace dateline;

/// One body block a line, so that offsets lead straight back.
Article article_of(std::string_view text) {
  Article article;
  article.text = std::string(text) + "\n";
  uint32_t line = 1;
  for (size_t at = 0; at < article.text.size(); ++line) {
    const size_t end = article.text.find('\n', at);
    if (end > at) {
      article.blocks.push_back({{static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, Role::body, 1, line, "probe"});
    }
    at = end + 1;
  }
  return article;
}

struct Page {
  Article article;
  Text text;
  Syntax syntax;
  Names names;
};

void place(JsonWriter& out, const Page& page, const CodePointIndex& index, Span at) {
  const Span back = page.text.article_of(at);
  out.field("start", index.of_byte(back.begin)).field("end", index.of_byte(back.end));
}

void write_mentions(JsonWriter& out, const Page& page, const CodePointIndex& index) {
  out.key("mentions").begin_array();
  for (const Mention& m : page.names.mentions) {
    if (m.entity == kNone) continue;
    const Entity& entity = page.names.entities[m.entity];
    out.begin_object();
    place(out, page, index, m.at);
    const Span core = page.text.article_of(m.core);
    out.field("core_start", index.of_byte(core.begin)).field("core_end", index.of_byte(core.end));
    out.field("text", page.text.of(m.at)).field("cluster", m.entity).field("kind", name_of(m.kind)).field("why", m.why);
    out.field("name", entity.name).field("type", name_of(entity.type)).field("kb", entity.kb_id);
    out.field("gender", entity.gender == 0 ? std::string() : std::string(1, entity.gender));
    out.end_object();
  }
  out.end_array();
}

void write_chains(JsonWriter& out, const Page& page, const CodePointIndex& index, const Ontology& ontology) {
  out.key("chains").begin_array();
  for (const names::NounPhrase& phrase : names::chains(page.text, page.syntax, page.names, ontology)) {
    out.begin_object();
    place(out, page, index, page.text.span_of_tokens(phrase.begin, phrase.end));
    out.field("cluster", phrase.chain).field("text", page.text.of(page.text.span_of_tokens(phrase.begin, phrase.end)));
    const CodePointIndex& code_points = index;
    out.field("head", code_points.of_byte(page.text.article_of(page.text.tokens[phrase.head].at).begin));
    out.field("form", static_cast<uint32_t>(phrase.form)).field("sort", static_cast<uint32_t>(phrase.sort));
    out.field("gender", phrase.gender == 0 ? std::string() : std::string(1, phrase.gender));
    out.field("number", static_cast<uint32_t>(phrase.number)).field("dep", static_cast<uint32_t>(page.syntax.dep[phrase.head]));
    out.field("entity", phrase.entity == kNone ? -1 : static_cast<int32_t>(phrase.entity));
    out.end_object();
  }
  out.end_array();
}

void write_cases(JsonWriter& out, const Page& page, const CodePointIndex& index, const Ontology& ontology) {
  std::vector<names::PronounCase> cases;
  const std::vector<names::NounPhrase> phrases = names::chains(page.text, page.syntax, page.names, ontology, &cases);
  const auto head = [&](uint32_t phrase) { place(out, page, index, page.text.tokens[phrases[phrase].head].at); };
  out.key("pronouns").begin_array();
  for (const names::PronounCase& c : cases) {
    out.begin_object();
    head(c.pronoun);
    out.field("blind", c.blind);
    out.key("candidates").begin_array();
    for (const auto& [phrase, features] : c.candidates) {
      out.begin_object();
      if (phrase != kNone) head(phrase);
      out.key("features").begin_array();
      for (const uint16_t f : features) out.value(static_cast<uint32_t>(f));
      out.end_array().end_object();
    }
    out.end_array().end_object();
  }
  out.end_array();
}

}  // namespace

int main() {
  auto ontology = Ontology::load();
  auto model = syntax::load_builtin();
  if (!ontology || !model) {
    std::cerr << (ontology ? model.error().message : ontology.error().message) << "\n";
    return 1;
  }
  simdjson::dom::parser parser;
  std::string line;
  while (std::getline(std::cin, line)) {
    const simdjson::dom::element in = parser.parse(line);
    std::string_view a, b, text, ref;
    JsonWriter out;
    out.begin_object();
    if (in["a"].get(a) == simdjson::SUCCESS && in["b"].get(b) == simdjson::SUCCESS) {
      out.field("score", names::same_actor(a, b, **ontology));
    } else if (line == "{\"features\": true}") {
      out.key("features").begin_array();
      for (const std::string_view name : names::feature_names()) out.value(name);
      out.end_array();
    } else if (in["text"].get(text) == simdjson::SUCCESS) {
      if (in["ref"].get(ref) != simdjson::SUCCESS) ref = {};
      Page page;
      page.article = article_of(text);
      page.text = text::analyse(page.article);
      page.syntax = syntax::analyse(page.text, **model);
      page.names = names::resolve(page.article, page.text, page.syntax, **ontology,
                                  parse_iso_range(ref.substr(0, 10)).value_or(DayRange{}));
      const CodePointIndex index(page.article.text);
      write_mentions(out, page, index);
      write_chains(out, page, index, **ontology);
      bool pronouns = false;
      if (in["pronouns"].get(pronouns) == simdjson::SUCCESS && pronouns) write_cases(out, page, index, **ontology);
    }
    out.end_object();
    std::cout << out.take() << "\n";
  }
  return 0;
}
