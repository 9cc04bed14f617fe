// Finds: nothing by itself; the writing side of a Tree, used by the tokenizer and the tree builder only.
// Example: text "Caf", a reference "é", text " raid" arrive for one place in the tree.
// Row out: one text node whose three pieces are joined when the page is finished.
// Does not try: deciding where a node belongs (builder.h does).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/page/html/html.h"
#include "dateline/page/html/tree.h"

namespace dateline::html {

/// A stretch of text as the tokenizer reads it: bytes [source.begin, source.end) as they stand (length 0), or a few
/// other bytes in their place.
struct Chunk {
  Span source;
  std::uint32_t length = 0;  // of `text`; 0: verbatim
  char text[8] = {};
};

/// Per name: the tag that last used it as attribute, and the open elements of that name (see open_elements.h).
struct NameUse {
  std::uint32_t tag_serial = 0;
  std::uint16_t top_html = 0, top_foreign = 0;
};

/// A chunk of a text node that is not one verbatim stretch; joined by TreeStore::finish.
struct PendingRun {
  std::uint32_t source = 0, source_length = 0, literal = 0, length = 0, next = 0;  // next: index + 1
};

/// Growing parts kept between pages.
struct StoreSpace {
  std::vector<PendingRun> pending;
  std::string literals;
  std::vector<NodeId> joined;            // text nodes with pending runs
  std::vector<std::uint32_t> own_slots;  // hash table of page-own names: index + 1
  std::vector<NameUse> uses;
};

class TreeStore {
 public:
  TreeStore(Tree& tree, StoreSpace& space, const Limits& limits) : tree_(tree), space_(space), limits_(limits) {}

  /// Empties the tree for a new page and makes its document node.
  void start(std::string_view source);
  /// Joins the pieces of text nodes and clears what only the build needed.
  void finish();

  Tree& tree() { return tree_; }
  std::string_view source() const { return tree_.source_; }
  Node& node(NodeId id) { return tree_.nodes_[id]; }
  std::uint32_t node_count() const { return tree_.size(); }
  bool nodes_spent() const { return tree_.size() >= limits_.nodes; }
  const Limits& limits() const { return limits_; }
  void note(Cut cut) { tree_.cuts_ |= cut; }
  void stop_at(std::uint32_t byte) { tree_.stopped_at_ = byte; }
  void set_quirks(Quirks quirks) { tree_.quirks_ = quirks; }
  void ignore_text(std::uint32_t bytes) { tree_.ignored_text_ += bytes; }

  NodeId new_node(Kind kind, Span source);
  NodeId new_element(Name name, Space space, Piece attributes, Span source);
  void append_child(NodeId parent, NodeId child) { insert_before(parent, child, kNoNode); }
  /// Puts `child`, which has no parent, before `before` (kNoNode: at the end).
  void insert_before(NodeId parent, NodeId child, NodeId before);
  void detach(NodeId child);
  void move_children(NodeId from, NodeId to);
  /// Adds text at that place, to the text node before it if there is one.
  void insert_text(NodeId parent, NodeId before, const Chunk& chunk);

  /// Number of a lower-case name. `at` is its first byte in the page, or kFolded when the bytes differ from the page.
  static constexpr std::uint32_t kFolded = 0xFFFFFFFFU;
  Name intern(std::string_view lower, std::uint32_t hash, std::uint32_t at);
  NameUse& use(Name name) { return space_.uses[index_of(name)]; }

  std::vector<Attribute>& attributes() { return tree_.attributes_; }
  std::string& decoded() { return tree_.decoded_; }
  std::string_view view(const Piece& p) const { return tree_.view(p); }
  /// Copies the characters into the buffer of decoded text.
  Piece keep(std::string_view text);
  void keep_identifiers(std::string_view public_id, std::string_view system_id) {
    tree_.public_id_ = keep(public_id);
    tree_.system_id_ = keep(system_id);
  }

 private:
  static constexpr std::uint16_t kPending = 0x8000;  // in Node::state: data.begin is the first run, open_end the last
  std::uint32_t add_run(const Chunk& chunk);
  void extend_text(NodeId text, const Chunk& chunk);
  bool is_lone_cr(const Chunk& chunk) const;
  void join(NodeId text);
  void grow_slots();

  Tree& tree_;
  StoreSpace& space_;
  const Limits& limits_;
};

}  // namespace dateline::html
