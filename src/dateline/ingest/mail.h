// Saved web pages and newsletters: MHTML and EML, MIME parts to one page.
//
// A newsletter with a plain and an HTML part gives one page: the HTML part, with Subject, Date and From beside it. A saved page
// (.mhtml) gives its first HTML part and the address it was saved from. Attachments are passed over.
#pragma once

#include <string>
#include <string_view>

#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

/// True if the bytes begin with mail headers of a MIME message.
[[nodiscard]] bool is_mail_start(std::string_view bytes);
/// Gives the message's page to the sink, or refuses it. False when the sink asked to stop.
bool read_mail(std::string_view bytes, const std::string& path, const Options& options, const Sink& sink);

/// Bytes of a base64 text (RFC 4648); other characters are passed over.
[[nodiscard]] std::string base64_bytes(std::string_view text);
/// Bytes of a quoted-printable text (RFC 2045); wrong escapes are kept as they stand.
[[nodiscard]] std::string quoted_printable_bytes(std::string_view text);
/// A header value with its encoded words (RFC 2047) in UTF-8.
[[nodiscard]] std::string header_text(std::string_view value);

}  // namespace dateline::ingest
