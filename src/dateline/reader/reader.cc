// The main path of the reading wing: one line a room, in order, no branches on input.
#include "dateline/reader/reader.h"

#include "dateline/page/page.h"

namespace dateline::reader {

Document read(RawPage page, const Tools& tools, const DayRange& hint) {
  Document d;
  d.page = std::move(page);
  d.article = page::read(d.page, tools.ontology);
  d.text = text::analyse(d.article);
  d.syntax = syntax::analyse(d.text, tools.model);
  d.times = time::resolve(d.article, d.text, d.syntax, tools.ontology, hint);
  d.names = names::resolve(d.article, d.text, d.syntax, tools.ontology, d.times.page.best);
  d.speech = speech::attribute(d.text, d.syntax, d.names, d.times, tools.ontology);
  d.figures = figure::count(d.text, d.syntax, d.names, d.times, d.speech, tools.ontology);
  d.events = event::code(d.text, d.syntax, d.names, d.times, d.speech, tools.ontology);
  return d;
}

Record read_record(RawPage page, const Tools& tools, const DayRange& hint) {
  return record_of(read(std::move(page), tools, hint), tools.ontology);
}

}  // namespace dateline::reader
