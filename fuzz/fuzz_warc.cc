// Finds: crashes, endless loops and lost bounds of the archive reader on any bytes: records, members, HTTP messages, bodies.
// Example: the bytes of a WARC.gz with one byte changed, read in blocks of a size that the input chooses.
// Row out: nothing, or a report of the sanitizer.
// Does not try: judging which records should be found (tests/ingest does).
#include <cstdint>
#include <memory>
#include <string>

#include "dateline/ingest/contents.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::ingest;
  if (size < 2) return 0;
  const std::unique_ptr<char[]> bytes(new char[size]);  // exactly sized, so that one byte too far is seen
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(data[i]);
  static const std::string names[] = {"a.warc", "a.warc.gz", "a.arc", "a.wacz", "a.zip", "a"};
  const std::string& name = names[data[0] % 6];
  const std::size_t block = data[1] < 64 ? 1U + data[1] : 1U << 16U;
  Options options;
  options.max_record_bytes = 1 << 16;
  options.max_header_bytes = 1 << 12;
  options.max_page_bytes = 1 << 16;
  const Sink sink{[](const RawPage&) { return true; }, [](const Refusal&) {}};
  MemoryInput input({bytes.get() + 2, size - 2}, block);
  read_contents(input, name, name, options, sink);
  return 0;
}
