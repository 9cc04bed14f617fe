// Finds: the elements, texts and attributes of an HTML page, as a browser would see them, with their bytes.
// Example: "<title>Talks stall</title><p>Talks stalled on Friday." (no head, no body, no end tag)
// Row out: Tree: html > head > title > "Talks stall"; html > body > p > "Talks stalled on Friday."
// Does not try: finding the encoding (give UTF-8; a byte order mark is skipped), fetching, scripts, style.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>

#include "dateline/page/html/tree.h"

namespace dateline::html {

/// Bounds that keep time and memory linear in the size of the page. What a bound cut is noted in Tree::cuts().
/// Depth is held to 16 .. 16384 and formatting elements to 4 .. 4096, whatever is asked.
struct Limits {
  std::uint32_t open_elements = 512;        ///< depth of the tree; deeper start tags become siblings, text is kept
  std::uint32_t attributes = 1000;          ///< attributes of one tag; further ones are dropped
  std::uint32_t attribute_bytes = 65536;    ///< bytes of one attribute value; the rest is dropped
  std::uint32_t nodes = 500000;             ///< nodes of one page (48 bytes each); the rest becomes paragraphs without tags
  std::uint32_t page_attributes = 1000000;  ///< attributes of one page (20 bytes each)
  std::uint32_t formatting_elements = 64;   ///< entries of the list of active formatting elements after a marker
  bool scripting = false;                   ///< the scripting flag of the standard: noscript is one text then, no markup
};

struct Workspace;

/// Working memory of the reader, reused from page to page: after the first pages no more is allocated. One per thread.
class Scratch {
 public:
  Scratch();
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;
  Workspace& workspace() { return *workspace_; }

 private:
  std::unique_ptr<Workspace> workspace_;
};

/// Reads a page (UTF-8) into `tree`, whose memory is reused. Never fails: every input gives a tree. Time and memory are
/// linear in the size of the page. `source` must outlive the tree. HTML Standard, section 13.2 "Parsing HTML documents".
void parse(std::string_view source, const Limits& limits, Scratch& scratch, Tree& tree);
/// The same into a new tree.
Tree parse(std::string_view source, const Limits& limits, Scratch& scratch);

/// Reads a piece of HTML as the content of an element `tag` (lower case) of that namespace: HTML Standard, "Parsing
/// HTML fragments". The nodes stand below the tree's html element.
Tree parse_fragment(std::string_view source, std::string_view tag, Space space, const Limits& limits, Scratch& scratch);

}  // namespace dateline::html
