// An HTTP message as archived: start line, header fields, body; and the body with its codings undone.
//
// "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n0\r\n\r\n" gives status 200 and the body "Hello".
// It believes the bytes, not the labels: a body that is labelled gzip and is plain stays plain, with a note.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dateline/base/note.h"
#include "dateline/ingest/codec.h"

namespace dateline::ingest {

/// Header fields in order; names as written, values trimmed, folded lines joined. Views into the header block.
struct Fields {
  std::vector<std::pair<std::string_view, std::string>> all;
  /// Value of the first field of this name (ASCII case ignored), or "".
  [[nodiscard]] std::string_view get(std::string_view lower_name) const;
  [[nodiscard]] bool has(std::string_view lower_name) const;
};

/// Length of the header block at the head of `text`, empty line included (CRLF or LF); npos if there is no end.
[[nodiscard]] size_t header_length(std::string_view text);
/// Fields of a header block, the first line left out if `skip_first`. Lines without a colon are ignored.
[[nodiscard]] Fields parse_fields(std::string_view block, bool skip_first);

struct HttpMessage {
  int status = 0;  ///< 0 for a request
  Fields fields;
  std::string_view body;  ///< as archived, codings not undone
};

/// Reads "HTTP/x.y NNN ..." or "METHOD target HTTP/x.y"; false if `block` is neither.
[[nodiscard]] bool parse_http(std::string_view block, HttpMessage& message);

/// "text/html; charset=ISO-8859-1" in parts, lower case.
struct ContentType {
  std::string type;
  std::string charset;
};
[[nodiscard]] ContentType parse_content_type(std::string_view value);

/// A body with its codings undone.
struct Body {
  std::string_view bytes;  ///< into `store` or into the message
  std::string store;
  bool too_large = false;  ///< refused: a budget was reached; `notes` names it
  Notes notes;
};
/// Undoes Transfer-Encoding: chunked and up to `max_layers` content codings.
void decode_body(const HttpMessage& message, const UnpackLimits& limits, unsigned max_layers, Body& out);

}  // namespace dateline::ingest
