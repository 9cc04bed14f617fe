// Finds: the fixed number of a known tag or attribute name. See name.h for example, row and limits.
#include "dateline/page/html/name.h"

#include <array>

namespace dateline::html {
namespace {

struct Spelling {
  std::string_view lower, svg_tag, svg_attribute;
};

constexpr Spelling kSpellings[kKnownNames] = {
    {"", "", ""},
#define DATELINE_HTML_NAME(id, spelling, svg_tag, svg_attribute) {spelling, svg_tag, svg_attribute},
#include "dateline/page/html/names.inc"
#undef DATELINE_HTML_NAME
};

constexpr std::uint32_t kSlotCount = 2048;  // about a fifth full: nearly every look-up ends at its first slot

constexpr std::uint32_t slot_of(std::uint32_t hash) { return (hash ^ (hash >> 15)) & (kSlotCount - 1); }

constexpr std::array<std::uint16_t, kSlotCount> make_slots() {
  std::array<std::uint16_t, kSlotCount> slots{};
  for (std::uint32_t i = 1; i < kKnownNames; ++i) {
    std::uint32_t at = slot_of(name_hash(kSpellings[i].lower));
    while (slots[at] != 0) at = (at + 1) & (kSlotCount - 1);
    slots[at] = static_cast<std::uint16_t>(i);
  }
  return slots;
}

constexpr std::array<std::uint16_t, kSlotCount> kSlots = make_slots();

}  // namespace

Name known_name(std::string_view lower, std::uint32_t hash) {
  for (std::uint32_t at = slot_of(hash); kSlots[at] != 0; at = (at + 1) & (kSlotCount - 1))
    if (kSpellings[kSlots[at]].lower == lower) return static_cast<Name>(kSlots[at]);
  return Name::none;
}

std::string_view spelling(Name name) {
  return index_of(name) < kKnownNames ? kSpellings[index_of(name)].lower : std::string_view();
}

std::string_view svg_tag_spelling(Name name) {
  if (index_of(name) >= kKnownNames) return {};
  const Spelling& s = kSpellings[index_of(name)];
  return s.svg_tag.empty() ? s.lower : s.svg_tag;
}

std::string_view svg_attribute_spelling(Name name) {
  if (index_of(name) >= kKnownNames) return {};
  const Spelling& s = kSpellings[index_of(name)];
  return s.svg_attribute.empty() ? s.lower : s.svg_attribute;
}

}  // namespace dateline::html
