// Zip files of pages and WACZ: entries streamed by name into memory, never onto the disk.
//
// "story.wacz" with archive/data.warc.gz gives the pages of that WARC; "pages.zip" gives its .html, .txt, .jsonl, .csv, .warc
// files. Entries with a name that climbs ("../x"), an absolute name, a link, or a name that came before are refused.
#pragma once

#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"

namespace dateline::ingest {

/// Reads all entries; `wacz`: only its WARCs. False when the sink asked to stop.
bool read_zip(Input& input, const std::string& path, bool wacz, const Options& options, const Sink& sink, unsigned layers);

}  // namespace dateline::ingest
