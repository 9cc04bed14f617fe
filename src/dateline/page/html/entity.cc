// Finds: the text a character reference stands for. See entity.h for example, row and limits.
#include "dateline/page/html/entity.h"

#include <cstring>

#include "dateline/page/html/scan.h"

namespace dateline::html {
namespace {

struct Entity {
  std::uint32_t at;
  std::uint8_t length;
  bool bare;  // may stand without ';'
  std::uint32_t first, second;
};

#include "dateline/page/html/entities.inc"

constexpr std::uint32_t kSlotMask = sizeof(kSlots) / sizeof(kSlots[0]) - 1;

std::uint32_t entity_hash(const char* name, std::uint32_t length) {
  std::uint32_t h = 2166136261U;
  for (std::uint32_t i = 0; i < length; ++i) h = (h ^ static_cast<unsigned char>(name[i])) * 16777619U;
  return (h ^ (h >> 15)) & kSlotMask;
}

const Entity* find_entity(const char* name, std::uint32_t length) {
  for (std::uint32_t at = entity_hash(name, length); kSlots[at] != 0; at = (at + 1) & kSlotMask) {
    const Entity& e = kEntities[kSlots[at] - 1];
    if (e.length == length && std::memcmp(kBlob + e.at, name, length) == 0) return &e;
  }
  return nullptr;
}

Reference decoded(const Entity& e, std::uint32_t consumed) {
  Reference r;
  r.consumed = consumed;
  r.length = put_utf8(r.text, e.first);
  if (e.second != 0) r.length += put_utf8(r.text + r.length, e.second);
  return r;
}

// The longest prefix that is a name allowed without ';'.
Reference bare_reference(const char* name, std::uint32_t length, const char* end, bool in_attribute) {
  for (std::uint32_t n = length < kLongestBareName ? length : kLongestBareName; n >= 2; --n) {
    const Entity* e = find_entity(name, n);
    if (e == nullptr || !e->bare) continue;
    const char* next = name + n;
    if (in_attribute && next < end && (*next == '=' || is_alnum(*next))) return {};
    return decoded(*e, n + 1);
  }
  return {};
}

Reference named_reference(const char* at, const char* end, bool in_attribute) {
  const char* name = at + 1;
  std::uint32_t length = 0;
  while (name + length < end && length <= kLongestName && is_alnum(name[length])) ++length;
  if (length <= kLongestName && name + length < end && name[length] == ';')
    if (const Entity* e = find_entity(name, length)) return decoded(*e, length + 2);
  return bare_reference(name, length, end, in_attribute);
}

// The standard's table for numbers 0x80 to 0x9F, which pages mean as windows-1252.
constexpr std::uint16_t kControls[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                         0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                         0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

std::uint32_t repaired(std::uint32_t point) {
  if (point == 0 || point > 0x10FFFF || (point >= 0xD800 && point <= 0xDFFF)) return 0xFFFD;
  if (point >= 0x80 && point <= 0x9F) return kControls[point - 0x80];
  return point;
}

std::uint32_t digit_value(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint32_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint32_t>(c - 'a') + 10;
  if (c >= 'A' && c <= 'F') return static_cast<std::uint32_t>(c - 'A') + 10;
  return 16;
}

Reference numeric_reference(const char* at, const char* end) {
  const char* p = at + 2;
  const bool hex = p < end && (*p == 'x' || *p == 'X');
  const std::uint32_t base = hex ? 16 : 10;
  if (hex) ++p;
  const char* digits = p;
  std::uint32_t point = 0;
  for (; p < end && digit_value(*p) < base; ++p)
    if (point <= 0x10FFFF) point = point * base + digit_value(*p);
  if (p == digits) return {};
  if (p < end && *p == ';') ++p;
  Reference r;
  r.consumed = static_cast<std::uint32_t>(p - at);
  r.length = put_utf8(r.text, repaired(point));
  return r;
}

}  // namespace

std::uint32_t put_utf8(char* out, std::uint32_t point) {
  const auto put = [&](std::uint32_t i, std::uint32_t byte) { out[i] = static_cast<char>(byte); };
  if (point < 0x80) return put(0, point), 1;
  if (point < 0x800) return put(0, 0xC0 | (point >> 6)), put(1, 0x80 | (point & 0x3F)), 2;
  if (point < 0x10000)
    return put(0, 0xE0 | (point >> 12)), put(1, 0x80 | ((point >> 6) & 0x3F)), put(2, 0x80 | (point & 0x3F)), 3;
  return put(0, 0xF0 | (point >> 18)), put(1, 0x80 | ((point >> 12) & 0x3F)), put(2, 0x80 | ((point >> 6) & 0x3F)),
         put(3, 0x80 | (point & 0x3F)), 4;
}

Reference read_reference(const char* at, const char* end, bool in_attribute) {
  if (at + 1 >= end) return {};
  if (at[1] == '#') return numeric_reference(at, end);
  return is_alnum(at[1]) ? named_reference(at, end, in_attribute) : Reference{};
}

}  // namespace dateline::html
