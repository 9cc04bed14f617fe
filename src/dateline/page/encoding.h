// Finds: which encoding a label names, and which label an HTML page gives itself.
// Example: <meta http-equiv=content-type content="text/html; charset=latin1">
// Row out: Encoding{"windows-1252", "windows-1252"} (name of the standard, converter of ICU).
// Does not try: converting (decode.h does) or judging whether the label is true.
#pragma once

#include <string_view>

namespace dateline::page {

/// One encoding of the Encoding Standard: its name there and the name of ICU's converter for it.
struct Encoding {
  std::string_view name;
  std::string_view converter;
};

/// The encoding of a label ("latin1", " UTF8 "), or nullptr when the Encoding Standard has no such label. The labels
/// are those of the standard (encoding.spec.whatwg.org, section 4.2); x-user-defined and replacement are left out.
[[nodiscard]] const Encoding* encoding_of(std::string_view label);

/// The label in a meta element (or XML declaration) near the head of an HTML page, "" when there is none. HTML Standard,
/// "prescan a byte stream to determine its encoding", but over the first 32 KiB: late labels are common in crawls.
[[nodiscard]] std::string_view prescan(std::string_view bytes);

}  // namespace dateline::page
