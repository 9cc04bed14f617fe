// The comparison of digest.h. Example: "sha1:ABC..." over a block with one byte changed. Row out: Fit::no. Base 32 as in RFC
// 4648, either case, padding optional; hex where the length says so. It does not judge which digest a record should have.
#include "dateline/ingest/digest.h"

#include <openssl/evp.h>

#include <array>
#include <string>

#include "dateline/base/chars.h"

namespace dateline::ingest {

namespace {

const EVP_MD* algorithm_of(std::string_view name) {
  const std::string lower = lower_ascii(name);
  if (lower == "sha1" || lower == "sha-1") return EVP_sha1();
  if (lower == "sha256" || lower == "sha-256") return EVP_sha256();
  if (lower == "sha512" || lower == "sha-512") return EVP_sha512();
  if (lower == "md5") return EVP_md5();
  return nullptr;
}

std::string hex_of(std::string_view bytes) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    (out += kDigits[byte >> 4U]) += kDigits[byte & 15U];
  }
  return out;
}

std::string base32_of(std::string_view bytes) {
  static constexpr char kDigits[] = "abcdefghijklmnopqrstuvwxyz234567";
  std::string out;
  unsigned buffer = 0, bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8U | static_cast<unsigned char>(c)) & 0xFFFFU;
    bits += 8;
    for (; bits >= 5; bits -= 5) out += kDigits[(buffer >> (bits - 5)) & 31U];
  }
  if (bits > 0) out += kDigits[(buffer << (5 - bits)) & 31U];
  return out;
}

}  // namespace

Fit digest_fits(std::string_view field, std::string_view bytes) {
  const size_t colon = field.find(':');
  if (colon == std::string_view::npos) return Fit::unknown;
  const EVP_MD* const algorithm = algorithm_of(trim(field.substr(0, colon)));
  std::string said = lower_ascii(trim(field.substr(colon + 1)));
  while (!said.empty() && said.back() == '=') said.pop_back();
  if (algorithm == nullptr || said.empty()) return Fit::unknown;
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  if (EVP_Digest(bytes.data(), bytes.size(), sum.data(), &length, algorithm, nullptr) != 1) return Fit::unknown;
  const std::string_view raw(reinterpret_cast<const char*>(sum.data()), length);
  for (const std::string& form : {hex_of(raw), base32_of(raw)}) {
    if (form.size() == said.size()) return form == said ? Fit::yes : Fit::no;
  }
  return Fit::unknown;
}

}  // namespace dateline::ingest
