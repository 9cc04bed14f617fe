// Hashed features of a word; see features.h. Input "Cairo"; output 7 row numbers. It must agree with train/data.py to the bit.
#include "dateline/syntax/features.h"

#include "dateline/base/chars.h"

namespace dateline::syntax {
namespace {

/// Copies form with typographic marks made ASCII.
void plain(std::string_view form, std::string& out) {
  out.clear();
  for (size_t i = 0; i < form.size(); ++i) {
    const char c = form[i];
    if (c == '\xE2' && i + 2 < form.size() && form[i + 1] == '\x80') {
      const auto last = static_cast<unsigned char>(form[i + 2]);
      const char mark = last == 0x98 || last == 0x99   ? '\''
                        : last == 0x9C || last == 0x9D ? '"'
                        : last == 0x93 || last == 0x94 ? '-'
                                                       : '\0';
      if (mark) {
        out += mark;
        i += 2;
        continue;
      }
    }
    out += c == '`' ? '\'' : c;
  }
}

std::string_view head(std::string_view s, size_t n) { return s.substr(0, n); }
std::string_view tail(std::string_view s, size_t n) { return s.size() > n ? s.substr(s.size() - n) : s; }

}  // namespace

uint64_t hash_of(std::string_view bytes, uint64_t seed) {
  uint64_t h = 0xcbf29ce484222325ULL ^ seed;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  h ^= h >> 33U;
  h *= 0xff51afd7ed558ccdULL;
  return h ^ (h >> 33U);
}

void normalise(std::string_view form, std::string& out) {
  plain(form, out);
  for (char& c : out) c = is_digit(c) ? '0' : to_lower(c);
}

void shape_of(std::string_view form, std::string& out) {
  plain(form, out);
  size_t kept = 0;
  char last = '\0';
  int run = 0;
  for (const char c : out) {
    const char k = is_upper(c) ? 'X' : is_lower(c) || static_cast<unsigned char>(c) >= 128 ? 'x' : is_digit(c) ? 'd' : c;
    run = k == last ? run + 1 : 1;
    last = k;
    if (run <= (k == 'X' || k == 'x' || k == 'd' ? 4 : 2)) out[kept++] = k;
  }
  out.resize(kept);
}

uint64_t features_of(std::string_view form, const FeatureSizes& sizes, std::string& a, std::string& b, uint32_t* rows) {
  normalise(form, a);
  shape_of(form, b);
  const std::array<std::string_view, kFeatures> part = {a, a, head(a, 3), tail(a, 2), tail(a, 3), tail(a, 5), b};
  const std::array<uint32_t, kFeatures> size = {sizes.form, sizes.form, sizes.pre3, sizes.suf2,
                                                sizes.suf3, sizes.suf5, sizes.shape};
  uint32_t base = 0;
  uint64_t first = 0;
  for (size_t i = 0; i < kFeatures; ++i) {
    const uint64_t hash = hash_of(part[i], i + 1);
    if (i == 0) first = hash;
    rows[i] = base + static_cast<uint32_t>(hash % size[i]);
    if (i > 0) base += size[i];
  }
  return first;
}

}  // namespace dateline::syntax
