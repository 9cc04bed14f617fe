// Finds: the characters of a page, whatever its label says.
// Example: bytes of UTF-8 under the label "iso-8859-1"; or the letters "â€œ" where a quotation mark was encoded twice.
// Row out: Decoded{utf8, origin runs, charset "utf-8", note encoding_label_wrong}.
// Does not try: markup, lines, or Unicode normalisation (letters stay as composed or decomposed as they came).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/note.h"
#include "dateline/base/span.h"
#include "dateline/ingest/raw_page.h"

namespace dateline::page {

/// A page as valid UTF-8 without byte order mark and control characters, and where its bytes came from.
struct Decoded {
  std::string utf8;
  std::vector<OriginRun> origin;  ///< utf8 -> page bytes; a character that took more than one byte there has a run for its first
  std::string charset;            ///< name in the Encoding Standard
  Notes notes;
  std::vector<Span> doubts;  ///< bytes of the page that are no UTF-8 in a page of UTF-8, neighbours together; at most 1,000
};

/// Decodes `page.bytes`. Order of trust: byte order mark; bytes that are valid UTF-8; label of the transport; label in
/// the page; detection (uchardet). Total; linear.
[[nodiscard]] Decoded decode(const RawPage& page, bool html);

}  // namespace dateline::page
