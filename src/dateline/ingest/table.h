// CSV and TSV of pages: the first row names the columns, each further row with text or html becomes a RawPage.
//
// `url,headline,body` and a row with a body of forty lines in quotes give one page. RFC 4180, with the habits of the wild: other
// separators, line ends, stray quotes. It does not guess columns without a header.
#pragma once

#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"

namespace dateline::ingest {

/// Reads a table; `separator` 0 = found in the header (comma, semicolon, tab, bar). False when the sink asked to stop.
bool read_table(Input& input, const std::string& path, char separator, const Options& options, const Sink& sink);

}  // namespace dateline::ingest
