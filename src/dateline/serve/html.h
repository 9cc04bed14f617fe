// Text of pages into HTML: one function a context, and a small builder that knows which is which.
//
// `<script>` in a headline becomes `&lt;script&gt;`; an address that is not http or https gives no link; control characters and
// bidi overrides are shown, not obeyed. Nothing of a page reaches the report except through these.
#pragma once

#include <string>
#include <string_view>

namespace dateline::serve {

/// For text between tags.
[[nodiscard]] std::string escape_text(std::string_view text);
/// For the inside of a double-quoted attribute.
[[nodiscard]] std::string escape_attribute(std::string_view text);
/// For an id or a fragment: letters, digits, '_', '-', '.'; anything else becomes '_'.
[[nodiscard]] std::string escape_id(std::string_view text);
/// An address fit for href: the escaped address when it is http or https without spaces and controls, else "".
[[nodiscard]] std::string safe_url(std::string_view address);

}  // namespace dateline::serve
