// Finds: crashes and endless loops of the readers of JSON Lines, JSON, tables and plain pages on any bytes.
// Example: a CSV whose third row opens a quote. Row out: nothing, or a report of the sanitizer.
// Does not try: archives (fuzz_warc.cc) and feeds (fuzz_feed.cc).
#include <cstdint>
#include <memory>
#include <string>

#include "dateline/ingest/contents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::ingest;
  if (size < 2) return 0;
  const std::unique_ptr<char[]> bytes(new char[size]);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(data[i]);
  static const std::string names[] = {"a.jsonl", "a.json", "a.csv", "a.tsv", "a.html", "-"};
  const std::string& name = names[data[0] % 6];
  Options options;
  options.max_line_bytes = 4096;
  options.max_page_bytes = 4096;
  const Sink sink{[](const RawPage& page) { return !page.bytes.empty() && !visible(page.bytes).empty(); }, [](const Refusal&) {}};
  MemoryInput input({bytes.get() + 2, size - 2}, data[1] < 64 ? 1U + data[1] : 1U << 16U);
  read_contents(input, name, name, options, sink);
  return 0;
}
