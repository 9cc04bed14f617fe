// Finds: crashes and lost bounds of the reader of archived HTTP messages: start line, fields, chunks, content codings.
// Example: "HTTP/1.1 200 OK", "Transfer-Encoding: chunked", a chunk length that is no number. Row out: nothing, or a report of
// the sanitizer; the views it gives must lie in the message or in its own store, and budgets hold. Does not try: records.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "dateline/ingest/http.h"

namespace {

bool inside(std::string_view part, std::string_view whole) {
  return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::ingest;
  const std::unique_ptr<char[]> bytes(new char[size]);  // exactly sized, so that one byte too far is seen
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(data[i]);
  const std::string_view text(bytes.get(), size);
  (void)parse_content_type(text.substr(0, 300));
  HttpMessage message;
  if (!parse_http(text, message)) return 0;
  if (!inside(message.body, text)) std::abort();
  for (const auto& [name, value] : message.fields.all) {
    if (!inside(name, text)) std::abort();
  }
  UnpackLimits limits;
  limits.max_bytes = 1 << 16;
  for (unsigned layers = 0; layers < 3; ++layers) {
    Body body;
    decode_body(message, limits, layers, body);
    if (!inside(body.bytes, text) && !inside(body.bytes, body.store)) std::abort();
    if (body.store.size() > limits.max_bytes + size) std::abort();
  }
  return 0;
}
