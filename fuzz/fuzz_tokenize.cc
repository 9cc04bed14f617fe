// Any bytes as one block: pieces in order, inside the block, never overlapping; then the engine's tree over them.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "dateline/text/tokenize.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view block(reinterpret_cast<const char*>(data), size);
  std::uint32_t last = 0;
  bool first = true;
  for (const dateline::text::Piece& p : dateline::text::cut(block)) {
    if (p.begin < last || p.end <= p.begin || p.end > size) std::abort();
    if (first && !p.starts_sentence) std::abort();
    if (p.joined && p.begin != last) std::abort();
    first = false;
    last = p.end;
  }
  return 0;
}
