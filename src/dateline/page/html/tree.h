// Finds: the tree a browser would build from a page, each node with its byte range in that page.
// Example: "<p>Caf&eacute; raid" gives html > head, body > p > "Café raid".
// Row out: Node{p, source [0, 19)}, text node "Café raid" whose bytes 3..5 lead back to "&eacute;".
// Does not try: running scripts (scripting is off, so noscript holds markup), style, layout, or fetching anything.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/span.h"
#include "dateline/page/html/name.h"

namespace dateline::html {

/// Number of a node in its tree. The document node is 0, which also serves as "none": no node has it as child or sibling.
using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0;

enum class Kind : std::uint8_t { document, doctype, element, text, comment };
enum class Space : std::uint8_t { html, svg, math };

/// A string kept as a range of the page (decoded = 0) or of the tree's buffer of decoded text (decoded = 1).
struct Piece {
  std::uint32_t begin = 0;
  std::uint32_t length : 31 = 0;
  std::uint32_t decoded : 1 = 0;
};

/// One attribute. `value` is the decoded value, `source` the bytes of the value in the page (without quotes).
struct Attribute {
  Name name = Name::none;
  Piece value;
  Span source;
};

/// One node, a plain record in an array. `source`: a text or comment node's bytes; for an element from the first byte
/// of its start tag to the end of its end tag (or where it was closed); empty at that place when the parser implied it.
struct Node {
  NodeId parent = kNoNode, first_child = kNoNode, last_child = kNoNode, previous = kNoNode, next = kNoNode;
  Kind kind = Kind::document;
  Space space = Space::html;
  std::uint16_t state = 0;  ///< used while the tree is built; 0 afterwards
  Name name = Name::none;   ///< element: tag; doctype: none
  Piece data;               ///< text, comment, doctype name: the characters; element: first attribute and count
  Span source;
  std::uint32_t open_end = 0;  ///< element: end of its start tag
};

/// Where bytes of decoded text come from: `length` bytes at `text` of the decoded buffer were read from `source_length`
/// bytes at `source`. Verbatim runs map byte by byte; others (a character reference, a lone CR) map as a whole.
struct Run {
  std::uint32_t text = 0, length = 0, source = 0;
  std::uint32_t source_length : 31 = 0;
  std::uint32_t verbatim : 1 = 0;
};

/// What was cut while reading a page. Bits of Tree::cuts().
enum Cut : std::uint32_t {
  kCutDepth = 1,           ///< open elements reached the cap: deeper elements were flattened, their text kept
  kCutAttributes = 2,      ///< a tag had more attributes than the cap, or the page had: the rest were dropped
  kCutAttributeBytes = 4,  ///< an attribute value was shortened
  kCutNodes = 8,           ///< node budget spent at Tree::stopped_at(): from there on paragraphs without tags inside
  kCutFormatting = 16,     ///< formatting elements were not reopened as often as the standard asks
  kCutAdoption = 32,       ///< misnested end tags ignored because the budget for moving elements was spent
  kCutTag = 64,            ///< the page ends inside a tag; the standard drops that tag (Tree::stopped_at())
  kCutSize = 128,          ///< the page is larger than the reader's 512 MiB; the rest was not read
  kCutText = 256,          ///< text the standard ignores (in frameset or colgroup); bytes in Tree::ignored_text()
};

/// Rendering mode chosen from the doctype.
enum class Quirks : std::uint8_t { none, limited, full };

/// The tree of one page. Holds a view of the page: the page's bytes must outlive it. Copying is cheap enough for tests
/// only; move it, or parse again into the same tree to reuse its memory. Not changed after the parse; safe to read from
/// many threads.
class Tree {
 public:
  /// The page the tree was read from.
  std::string_view source() const { return source_; }
  /// Number of nodes; ids run from 0 (the document) to size() - 1.
  std::uint32_t size() const { return static_cast<std::uint32_t>(nodes_.size()); }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  Quirks quirks() const { return quirks_; }
  /// Identifiers of the doctype; empty when it has none.
  std::string_view public_id() const { return view(public_id_); }
  std::string_view system_id() const { return view(system_id_); }
  /// Bits of Cut.
  std::uint32_t cuts() const { return cuts_; }
  /// Byte at which the tree ends early (kCutNodes, kCutTag, kCutSize); the page's length otherwise.
  std::uint32_t stopped_at() const { return stopped_at_; }
  /// Bytes of text other than white space that the standard itself ignores.
  std::uint32_t ignored_text() const { return ignored_text_; }

  bool is_text(NodeId id) const { return nodes_[id].kind == Kind::text; }
  bool is_element(NodeId id) const { return nodes_[id].kind == Kind::element; }
  /// An HTML element of that tag.
  bool is(NodeId id, Name tag) const {
    const Node& n = nodes_[id];
    return n.name == tag && n.kind == Kind::element && n.space == Space::html;
  }
  /// The html element, or kNoNode in an empty tree; its head and its body (or frameset).
  NodeId html() const;
  NodeId head() const;
  NodeId body() const;

  /// The characters of a text, comment or doctype node; empty for others. Valid as long as tree and page.
  std::string_view text(NodeId id) const;
  /// Bytes of the page behind the bytes `in` of a text node's text(). A character reference counts as a whole.
  Span source_of(NodeId text_node, Span in) const;
  /// One byte: the first byte of the page behind byte `at` of the text; `at` = length gives the end.
  std::uint32_t source_of(NodeId text_node, std::uint32_t at) const;

  /// Tag as the standard spells it in its namespace ("foreignObject"); empty for nodes that are not elements.
  std::string_view tag(NodeId id) const;
  std::span<const Attribute> attributes(NodeId id) const;
  /// Value of an attribute, or nothing if the element lacks it.
  std::optional<std::string_view> attribute(NodeId id, Name name) const;
  /// The same with the range of the value in the page.
  const Attribute* find_attribute(NodeId id, Name name) const;
  std::string_view value(const Attribute& attribute) const { return view(attribute.value); }
  /// Spelling of any name of this page, lower case.
  std::string_view spelling(Name name) const;
  /// The number of a lower-case name in this page, or Name::none if the page never uses it. Looks through all names of
  /// the page's own: ask once, not per node.
  Name name_of(std::string_view lower) const;

  /// Next node in document order inside the subtree of `root` (0: the whole tree), or kNoNode at its end.
  NodeId next_in_order(NodeId id, NodeId root = 0) const {
    return nodes_[id].first_child != kNoNode ? nodes_[id].first_child : next_after(id, root);
  }
  /// The same, leaving out what is below `id`.
  NodeId next_after(NodeId id, NodeId root = 0) const {
    while (id != root && id != 0) {
      if (nodes_[id].next != kNoNode) return nodes_[id].next;
      id = nodes_[id].parent;
    }
    return kNoNode;
  }
  /// Appends the text of all text nodes in the subtree of `id`, in order, to `out`.
  void append_text(NodeId id, std::string& out) const;
  std::string text_of(NodeId id) const;

  std::string_view view(const Piece& p) const {
    const char* base = p.decoded != 0 ? decoded_.data() : source_.data();
    return {base + p.begin, p.length};
  }

 private:
  friend class TreeStore;
  const Run* run_at(std::uint32_t decoded_byte) const;

  std::string_view source_;
  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::vector<Piece> own_names_;  // spelling of Name::unknown_ + i
  std::string decoded_;
  std::vector<Run> runs_;  // of text nodes whose text is in decoded_, by Run::text
  Piece public_id_, system_id_;
  Quirks quirks_ = Quirks::none;
  std::uint32_t cuts_ = 0, stopped_at_ = 0, ignored_text_ = 0;
};

}  // namespace dateline::html
