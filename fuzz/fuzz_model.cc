// Any bytes as a model file: refused with a reason, or read within bounds. The hash is repaired first, so that the fuzzer
// reaches the table of contents and the network's own checks.
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

#include "dateline/base/hash.h"
#include "dateline/syntax/conllu.h"
#include "dateline/syntax/model_file.h"
#include "dateline/syntax/network.h"

namespace {

int nibble(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

void repair(std::string& bytes) {
  if (bytes.size() < 64) return;
  std::memcpy(bytes.data(), "DATELMDL", 8);
  const std::uint64_t size = bytes.size();
  std::memcpy(bytes.data() + 16, &size, 8);
  const std::string hex = dateline::sha256_hex(std::string_view(bytes).substr(64));
  for (std::size_t i = 0; i < 32; ++i) bytes[32 + i] = static_cast<char>(nibble(hex[2 * i]) * 16 + nibble(hex[2 * i + 1]));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline::syntax;
  std::string bytes(reinterpret_cast<const char*>(data), size);
  (void)read_conllu(bytes);
  if (size && data[0] % 8 != 0) repair(bytes);
  const auto file = ModelFile::open(bytes, "fuzz");
  if (!file) {
    if (file.error().message.empty()) std::abort();
    return 0;
  }
  (void)file->lines("labels.upos");
  const auto network = Network::load(*file);
  if (!network && network.error().message.empty()) std::abort();
  return 0;
}
