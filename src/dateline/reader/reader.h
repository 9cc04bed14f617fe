// One page through every room, in order: RawPage -> Record. The only place that sees the whole Document.
//
// `record_of(read(page, tools), ontology)` is what `dateline read PAGE` prints. It decides nothing itself: rooms do.
#pragma once

#include <string>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/document.h"
#include "dateline/record.h"
#include "dateline/story/story.h"
#include "dateline/syntax/syntax.h"

namespace dateline::reader {

/// What all pages share: tables and model, loaded once, const.
struct Tools {
  const Ontology& ontology;
  const syntax::Model& model;
};

/// All layers of one page. `hint`: a date known from outside, or unknown.
[[nodiscard]] Document read(RawPage page, const Tools& tools, const DayRange& hint = {});
/// The layers as rows.
[[nodiscard]] Record record_of(const Document& document, const Ontology& ontology);
/// `record_of(read(page))`.
[[nodiscard]] Record read_record(RawPage page, const Tools& tools, const DayRange& hint = {});

/// Records in the export form `dateline-records/1` (docs/formats.md): offsets in code points, one JSON document.
/// `story` may be null.
[[nodiscard]] std::string records_json(const std::vector<Record>& records, const Story* story);

}  // namespace dateline::reader
