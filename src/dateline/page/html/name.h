// Finds: the small number of a tag or attribute name, so that the reader and its callers compare integers.
// Example: "blockquote" gives Name::blockquote; "x-card" gives a number of its own for this page.
// Row out: a Name; its spelling comes back from spelling() or, for unknown names, from Tree::spelling().
// Does not try: case folding (the tokenizer folds first) or any meaning of a name.
#pragma once

#include <cstdint>
#include <string_view>

namespace dateline::html {

/// Number of a tag or attribute name. Values below Name::unknown_ are the same in every page; a value v at or above
/// it is entry v - Name::unknown_ of the page's own table (Tree::spelling).
enum class Name : std::uint32_t {
  none,
#define DATELINE_HTML_NAME(id, spelling, svg_tag, svg_attribute) id,
#include "dateline/page/html/names.inc"
#undef DATELINE_HTML_NAME
  unknown_
};

/// How many names have a fixed number (Name::none included).
inline constexpr std::uint32_t kKnownNames = static_cast<std::uint32_t>(Name::unknown_);

/// The name as an index.
constexpr std::uint32_t index_of(Name name) { return static_cast<std::uint32_t>(name); }

/// h1 to h6, which the table has side by side.
constexpr bool is_heading(Name name) { return name >= Name::h1 && name <= Name::h6; }
static_assert(index_of(Name::h6) - index_of(Name::h1) == 5);

/// FNV-1a start value and step, shared by the tokenizer (which hashes while it reads) and the tables.
inline constexpr std::uint32_t kNameHashStart = 2166136261U;
constexpr std::uint32_t name_hash_step(std::uint32_t hash, unsigned char byte) { return (hash ^ byte) * 16777619U; }

/// Hash of a whole lower-case name.
constexpr std::uint32_t name_hash(std::string_view name) {
  std::uint32_t hash = kNameHashStart;
  for (const char c : name) hash = name_hash_step(hash, static_cast<unsigned char>(c));
  return hash;
}

/// Number of a lower-case name whose hash is known, or Name::none when it has no fixed number.
Name known_name(std::string_view lower, std::uint32_t hash);
/// The same, hashing here.
inline Name known_name(std::string_view lower) { return known_name(lower, name_hash(lower)); }

/// Lower-case spelling of a name with a fixed number; empty for Name::none and page-own names.
std::string_view spelling(Name name);
/// Spelling the standard gives the name as an SVG element ("foreignObject"); the lower-case one if it has no other.
std::string_view svg_tag_spelling(Name name);
/// Spelling the standard gives the name as an attribute of an SVG element ("viewBox").
std::string_view svg_attribute_spelling(Name name);

}  // namespace dateline::html
