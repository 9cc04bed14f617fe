// Finds: crashes, endless loops and broken links of the HTML reader on any bytes.
// Example: the bytes of "<table><b><p></table>", in four ways: page, fragment, small limits, reused memory.
// Row out: nothing, or a report of the sanitizer.
// Does not try: judging the tree against the standard (tests/page_html/html5lib_driver.cc).
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>

#include "dateline/page/html/html.h"

namespace {

using namespace dateline::html;

void require(bool holds) {
  if (!holds) std::abort();
}

// Links agree in both directions, ranges lie in the page, and the walk meets every attached node once.
void check(const Tree& tree) {
  const std::uint32_t bytes = static_cast<std::uint32_t>(tree.source().size());
  std::uint32_t met = 0;
  for (NodeId n = tree.next_in_order(0); n != kNoNode; n = tree.next_in_order(n)) {
    require(++met < tree.size());
    const Node& node = tree[n];
    require(node.source.begin <= node.source.end && node.source.end <= bytes);
    require(node.next == kNoNode ? tree[node.parent].last_child == n : tree[node.next].previous == n);
    require(node.previous == kNoNode ? tree[node.parent].first_child == n : tree[node.previous].next == n);
    for (const Attribute& a : tree.attributes(n)) require(a.source.end <= bytes && !tree.spelling(a.name).empty());
    if (node.kind != Kind::text) continue;
    const std::string_view text = tree.text(n);
    const auto length = static_cast<std::uint32_t>(text.size());
    const std::uint32_t step = 1 + length / 64;
    for (std::uint32_t i = 0; i < length; i += step) {
      const dateline::Span at = tree.source_of(n, {i, i + 1});
      require(at.begin < at.end && at.end <= bytes);
      require(at.end - at.begin > 1 || tree.source()[at.begin] == text[i] || text[i] == '\n' || (text[i] & 0x80) != 0);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Scratch scratch;
  static Tree reused;
  // An exactly sized block, so that reading one byte too far is seen.
  const std::unique_ptr<char[]> bytes(new char[size]);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(data[i]);
  const std::string_view page(bytes.get(), size);
  parse(page, {}, scratch, reused);
  check(reused);
  Limits small;
  small.open_elements = 16;
  small.attributes = 3;
  small.attribute_bytes = 8;
  small.nodes = 64;
  small.formatting_elements = 4;
  parse(page, small, scratch, reused);
  check(reused);
  const std::string_view contexts[] = {"div", "td", "select", "template", "table", "textarea", "tr", "frameset"};
  check(parse_fragment(page, contexts[size % 8], Space::html, {}, scratch));
  check(parse_fragment(page, size % 2 == 0 ? "desc" : "g", Space::svg, {}, scratch));
  check(parse_fragment(page, size % 2 == 0 ? "annotation-xml" : "mi", Space::math, {}, scratch));
  return 0;
}
