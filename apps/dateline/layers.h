// One layer of a Document as text or JSON lines, for `dateline dump`.
#pragma once

#include <string>
#include <string_view>

#include "dateline/base/ontology.h"
#include "dateline/base/result.h"
#include "dateline/document.h"

namespace dateline::cli {

/// Error when there is no such layer or it has no such format.
[[nodiscard]] Status check_layer(std::string_view layer, std::string_view format);
/// The layer of one page. `format`: "" or "text", "json" (one object a line), "conllu" (syntax).
[[nodiscard]] std::string layer_of(const Document& document, const Ontology& ontology, std::string_view layer,
                                   std::string_view format);

}  // namespace dateline::cli
