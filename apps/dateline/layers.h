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

/// An Error when `layer` cannot be made of words that are no page.
[[nodiscard]] Status check_words(std::string_view layer, std::string_view format);
/// The engine's own layers (text, syntax, names) of a Text, in the form `format`.
[[nodiscard]] std::string engine_layer(const Text& text, const Syntax& syntax, std::string_view layer, std::string_view format);

}  // namespace dateline::cli
