// Reads {"text": "...", "ref": "2024-06-11"} lines, prints {"figures": [...], "numbers": [...]} lines.
//
// start and end are Unicode code points. It is the bench's way into figure/ without a page, names or statements around the text.
#include <iostream>
#include <string>

#include <simdjson.h>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/figure/figures.h"

namespace {

void write(dateline::JsonWriter& out, const dateline::Figure& f, std::string_view text, const dateline::CodePointIndex& index) {
  out.begin_object();
  out.field("start", index.of_byte(f.at.begin)).field("end", index.of_byte(f.at.end)).field("text", dateline::slice(text, f.at));
  out.field("number_start", index.of_byte(f.number.begin)).field("number_end", index.of_byte(f.number.end));
  if (f.low) out.field("min", *f.low);
  if (f.best) out.field("best", *f.best);
  if (f.high) out.field("max", *f.high);
  out.field("qualifier", dateline::name_of(f.bound)).field("kind", dateline::name_of(f.kind)).field("unit", f.unit);
  out.field("counted", f.counted).field("base", f.base).field("cumulative", f.cumulative).field("reason", f.reason);
  out.field("as_of", dateline::iso_of(f.as_of)).field("since", dateline::iso_of(f.since));
  out.end_object();
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
    if (in["text"].get(text) != simdjson::SUCCESS) text = {};
    if (in["ref"].get(ref) != simdjson::SUCCESS) ref = {};
    const dateline::DayRange page = dateline::parse_iso_range(ref.substr(0, 10)).value_or(dateline::DayRange{});
    const dateline::CodePointIndex index(text);
    dateline::Text body;
    body.utf8 = std::string(text);
    const dateline::Times times = dateline::time::resolve({}, body, {}, **ontology, page);
    const dateline::Figures figures = dateline::figure::count(body, {}, {}, times, {}, **ontology);
    dateline::JsonWriter out;
    out.begin_object().key("figures").begin_array();
    for (const dateline::Figure& f : figures.figures) write(out, f, text, index);
    out.end_array().key("numbers").begin_array();
    for (const dateline::figure::Number& n : dateline::figure::numbers(text)) {
      out.begin_object().field("start", index.of_byte(n.at.begin)).field("end", index.of_byte(n.at.end));
      out.field("value", n.value).field("high", n.high).field("word", n.word).field("reason", n.reason).end_object();
    }
    out.end_array().end_object();
    std::cout << out.take() << "\n";
  }
  return 0;
}
