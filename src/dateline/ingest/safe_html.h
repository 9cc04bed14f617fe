// An HTML fragment made safe and absolute: no script, no active element, no event handler, links resolved against a base.
//
// `x<script>y</script> <a href="/a" onclick="z">l</a>` with base https://n.example/ gives `x <a
// href="https://n.example/a">l</a>`. Text is kept byte for byte. It builds no tree and mends no nesting (page/html does).
#pragma once

#include <string>
#include <string_view>

namespace dateline::ingest {

/// The safe form of `html`, trimmed. Linear.
[[nodiscard]] std::string safe_html(std::string_view html, std::string_view base);
/// True if `text` is markup in all likelihood: a closing tag or a reference, and no tag that HTML does not know.
[[nodiscard]] bool looks_like_html(std::string_view text);
/// `reference` against `base` (RFC 3986, section 5); "" if the scheme is not one that a page may point at.
[[nodiscard]] std::string resolve_url(std::string_view base, std::string_view reference);

}  // namespace dateline::ingest
