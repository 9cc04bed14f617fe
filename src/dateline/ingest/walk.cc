#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

void walk(const std::vector<std::string>&, const Options&, const Sink&) {}
MediaType sniff(std::string_view, std::string_view, std::string&) { return MediaType::text; }
std::string visible(std::string_view text) { return std::string(text); }

}  // namespace dateline::ingest
