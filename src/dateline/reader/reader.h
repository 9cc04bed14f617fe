// One page through every room, in order: RawPage -> Record. The only place that sees the whole Document.
#pragma once

#include "dateline/base/ontology.h"
#include "dateline/document.h"
#include "dateline/record.h"
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
[[nodiscard]] Record record_of(const Document& document);

}  // namespace dateline::reader
