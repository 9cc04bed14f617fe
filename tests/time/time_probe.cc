// Reads {"text": "...", "ref": "2024-06-11", "phrase": false} lines, prints {"page": ..., "timexes": [...]} lines.
//
// `ref` is the page's day (may be missing: then the page is dated from its own words); `phrase` reads the text as one expression.
// start and end are Unicode code points. It is the bench's way into time/ without a page around the text.
#include <iostream>
#include <string>

#include <simdjson.h>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/text/text.h"
#include "dateline/time/phrase.h"
#include "dateline/time/times.h"

namespace {

void write(dateline::JsonWriter& out, const dateline::TimeExpression& t, std::string_view text,
           const dateline::CodePointIndex& index) {
  out.begin_object();
  out.field("start", index.of_byte(t.at.begin)).field("end", index.of_byte(t.at.end)).field("text", dateline::slice(text, t.at));
  out.field("type", dateline::name_of(t.type)).field("value", t.value).field("why", t.why).field("future", t.future);
  out.field("since", t.since).field("until", t.until).field("basis", dateline::name_of(t.basis));
  if (t.range_end != dateline::kNone) out.field("range_end", t.range_end);
  if (t.days.known()) {
    out.field("first", dateline::iso_of(t.days.first)).field("last", dateline::iso_of(t.days.last));
    out.field("precision", dateline::name_of(t.days.precision));
  }
  out.end_object();
}

/// Sentences of plain text: each line is a block of its own; no tokens, no tree.
void add_sentences(dateline::Text& body) {
  for (size_t line = 0; line < body.utf8.size();) {
    size_t end = body.utf8.find('\n', line);
    if (end == std::string::npos) end = body.utf8.size();
    const std::string_view block = std::string_view(body.utf8).substr(line, end - line);
    for (const dateline::text::RawToken& token : dateline::text::split(block)) {
      const auto begin = static_cast<uint32_t>(line) + token.at.begin, stop = static_cast<uint32_t>(line) + token.at.end;
      if (token.sentence_begin || body.sentences.empty()) body.sentences.push_back({{begin, stop}, 0, 0, 0});
      body.sentences.back().at.end = stop;
    }
    line = end + 1;
  }
}

}  // namespace

int main() {
  auto ontology = dateline::Ontology::load();
  if (!ontology) {
    std::cerr << ontology.error().message << "\n";
    return 1;
  }
  simdjson::dom::parser parser;
  std::string line;
  while (std::getline(std::cin, line)) {
    const simdjson::dom::element in = parser.parse(line);
    std::string_view text, ref;
    bool phrase = false;
    if (in["text"].get(text) != simdjson::SUCCESS) text = {};
    if (in["ref"].get(ref) != simdjson::SUCCESS) ref = {};
    if (in["phrase"].get(phrase) != simdjson::SUCCESS) phrase = false;
    const dateline::DayRange page = dateline::parse_iso_range(ref.substr(0, 10)).value_or(dateline::DayRange{});
    const dateline::CodePointIndex index(text);
    dateline::JsonWriter out;
    out.begin_object();
    if (phrase) {
      out.key("timexes").begin_array();
      write(out, dateline::time::read_phrase(text, page, **ontology), text, index);
      out.end_array();
    } else {
      dateline::Text body;
      body.utf8 = std::string(text);
      add_sentences(body);
      const dateline::Times times = dateline::time::resolve({}, body, {}, **ontology, page);
      out.key("page").begin_object();
      out.field("best", dateline::iso_of(times.page.best)).field("range", dateline::iso_of(times.page.range));
      out.field("strength", static_cast<double>(times.page.strength)).field("basis", times.page.basis);
      out.key("evidence").begin_array();
      for (const auto& e : times.page.evidence) out.value(e.kind + ": " + e.text);
      out.end_array().end_object();
      out.key("timexes").begin_array();
      for (const auto& t : times.expressions) write(out, t, text, index);
      out.end_array();
    }
    out.end_object();
    std::cout << out.take() << "\n";
  }
  return 0;
}
