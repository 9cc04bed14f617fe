#include "dateline/base/hash.h"

#include <array>

#include <openssl/evp.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

namespace dateline {

namespace {
constexpr char kHex[] = "0123456789abcdef";
}

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), &length, EVP_sha256(), nullptr);
  std::string out;
  for (unsigned i = 0; i < length; ++i) {
    out += kHex[digest[i] >> 4];
    out += kHex[digest[i] & 15];
  }
  return out;
}

uint64_t hash64(std::string_view bytes) { return XXH3_64bits(bytes.data(), bytes.size()); }

std::string hex16(uint64_t value) {
  std::string out(16, '0');
  for (size_t i = 16; i-- > 0; value >>= 4) out[i] = kHex[value & 15];
  return out;
}

std::string id_of(std::string_view prefix, std::initializer_list<std::string_view> parts) {
  std::string joined;
  for (const std::string_view part : parts) {
    joined += part;
    joined += '\x1f';
  }
  std::string out(prefix);
  out += '_';
  out += hex16(hash64(joined));
  return out;
}

}  // namespace dateline
