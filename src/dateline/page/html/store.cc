// Finds: nothing by itself; writes nodes and text into a Tree. See store.h for example, row and limits.
#include "dateline/page/html/store.h"

#include <algorithm>

#include "dateline/page/html/scan.h"

namespace dateline::html {
namespace {

constexpr std::uint32_t kVerbatim = 0xFFFFFFFFU;  // PendingRun::literal of text that stands in the page as it is

// A page made so that its names collide in the hash table must not cost more than this many looks a name. Beyond it a
// name gets a second number: its end tags no longer match, and nothing else changes.
constexpr std::uint32_t kProbes = 64;

constexpr std::size_t kKeptBytes = std::size_t{64} << 20;

// Empties a buffer; gives its memory back only when one huge page had blown it up.
template <class Buffer>
void reset(Buffer& buffer) {
  if (buffer.capacity() * sizeof(buffer[0]) > kKeptBytes) buffer = Buffer();
  buffer.clear();
}

}  // namespace

void TreeStore::start(std::string_view source) {
  tree_.source_ = source;
  reset(tree_.nodes_);
  reset(tree_.attributes_);
  reset(tree_.own_names_);
  reset(tree_.decoded_);
  reset(tree_.runs_);
  tree_.quirks_ = Quirks::none;
  tree_.public_id_ = tree_.system_id_ = Piece{};
  tree_.cuts_ = tree_.ignored_text_ = 0;
  tree_.stopped_at_ = static_cast<std::uint32_t>(source.size());
  reset(space_.pending);
  reset(space_.literals);
  reset(space_.joined);
  reset(space_.uses);
  space_.uses.resize(kKnownNames);
  if (space_.own_slots.size() > 65536) space_.own_slots.resize(64);
  if (space_.own_slots.empty()) space_.own_slots.resize(64);
  std::fill(space_.own_slots.begin(), space_.own_slots.end(), 0U);
  tree_.nodes_.emplace_back();
  tree_.nodes_[0].source = {0, tree_.stopped_at_};
}

NodeId TreeStore::new_node(Kind kind, Span source) {
  const NodeId id = tree_.size();
  Node& n = tree_.nodes_.emplace_back();
  n.kind = kind;
  n.source = source;
  return id;
}

NodeId TreeStore::new_element(Name name, Space space, Piece attributes, Span source) {
  const NodeId id = new_node(Kind::element, source);
  Node& n = tree_.nodes_[id];
  n.name = name;
  n.space = space;
  n.data = attributes;
  n.open_end = source.end;
  return id;
}

void TreeStore::insert_before(NodeId parent, NodeId child, NodeId before) {
  Node& p = tree_.nodes_[parent];
  Node& c = tree_.nodes_[child];
  c.parent = parent;
  c.next = before;
  c.previous = before == kNoNode ? p.last_child : tree_.nodes_[before].previous;
  (c.previous == kNoNode ? p.first_child : tree_.nodes_[c.previous].next) = child;
  (before == kNoNode ? p.last_child : tree_.nodes_[before].previous) = child;
}

void TreeStore::detach(NodeId child) {
  Node& c = tree_.nodes_[child];
  Node& p = tree_.nodes_[c.parent];
  if (p.first_child != child && c.previous == kNoNode) return;  // has no parent
  (c.previous == kNoNode ? p.first_child : tree_.nodes_[c.previous].next) = c.next;
  (c.next == kNoNode ? p.last_child : tree_.nodes_[c.next].previous) = c.previous;
  c.parent = c.previous = c.next = kNoNode;
}

void TreeStore::move_children(NodeId from, NodeId to) {
  Node& f = tree_.nodes_[from];
  Node& t = tree_.nodes_[to];
  if (f.first_child == kNoNode) return;
  for (NodeId n = f.first_child; n != kNoNode; n = tree_.nodes_[n].next) tree_.nodes_[n].parent = to;
  tree_.nodes_[f.first_child].previous = t.last_child;
  (t.last_child == kNoNode ? t.first_child : tree_.nodes_[t.last_child].next) = f.first_child;
  t.last_child = f.last_child;
  f.first_child = f.last_child = kNoNode;
}

void TreeStore::insert_text(NodeId parent, NodeId before, const Chunk& chunk) {
  const NodeId neighbour = before == kNoNode ? tree_.nodes_[parent].last_child : tree_.nodes_[before].previous;
  if (neighbour != kNoNode && tree_.nodes_[neighbour].kind == Kind::text) return extend_text(neighbour, chunk);
  const NodeId id = new_node(Kind::text, chunk.source);
  Node& n = tree_.nodes_[id];
  if (chunk.length == 0) {
    n.data.begin = chunk.source.begin;
    n.data.length = (chunk.source.end - chunk.source.begin) & 0x7FFFFFFFU;
  } else {
    n.data.begin = n.open_end = add_run(chunk);
    n.state = kPending;
    space_.joined.push_back(id);
  }
  insert_before(parent, id, before);
}

std::uint32_t TreeStore::add_run(const Chunk& chunk) {
  PendingRun run;
  run.source = chunk.source.begin;
  run.source_length = chunk.source.end - chunk.source.begin;
  run.length = chunk.length == 0 ? run.source_length : chunk.length;
  run.literal = chunk.length == 0 ? kVerbatim : static_cast<std::uint32_t>(space_.literals.size());
  if (chunk.length != 0) space_.literals.append(chunk.text, chunk.length);
  space_.pending.push_back(run);
  return static_cast<std::uint32_t>(space_.pending.size()) - 1;
}

void TreeStore::extend_text(NodeId text, const Chunk& chunk) {
  Node& n = tree_.nodes_[text];
  n.source.begin = std::min(n.source.begin, chunk.source.begin);
  n.source.end = std::max(n.source.end, chunk.source.end);
  if (n.state != kPending) {
    if (chunk.length == 0 && n.data.begin + n.data.length == chunk.source.begin) {
      n.data.length = (chunk.source.end - n.data.begin) & 0x7FFFFFFFU;
      return;
    }
    n.data.begin = n.open_end = add_run({{n.data.begin, n.data.begin + n.data.length}, 0, {}});
    n.state = kPending;
    space_.joined.push_back(text);
  }
  PendingRun& last = space_.pending[n.open_end];
  const bool bytewise = chunk.length == 0 || (chunk.text[0] == '\n' && is_lone_cr(chunk));
  if (bytewise && last.literal == kVerbatim && last.source + last.source_length == chunk.source.begin) {
    last.length = last.source_length = chunk.source.end - last.source;
    return;
  }
  const std::uint32_t run = add_run(chunk);
  space_.pending[n.open_end].next = run + 1;
  n.open_end = run;
}

// A lone CR stands for a line feed byte by byte, so it can go on in a verbatim run; join() turns it into LF.
bool TreeStore::is_lone_cr(const Chunk& chunk) const {
  return chunk.source.end - chunk.source.begin == 1 && tree_.source_[chunk.source.begin] == '\r';
}

void TreeStore::join(NodeId text) {
  Node& n = tree_.nodes_[text];
  const std::uint32_t begin = static_cast<std::uint32_t>(tree_.decoded_.size());
  for (std::uint32_t i = n.data.begin + 1; i != 0; i = space_.pending[i - 1].next) {
    const PendingRun& p = space_.pending[i - 1];
    Run run;
    run.text = static_cast<std::uint32_t>(tree_.decoded_.size());
    run.length = p.length;
    run.source = p.source;
    run.source_length = p.source_length & 0x7FFFFFFFU;
    run.verbatim = p.literal == kVerbatim;
    if (p.literal == kVerbatim) {
      tree_.decoded_.append(tree_.source_.data() + p.source, p.length);
      char* end = tree_.decoded_.data() + tree_.decoded_.size();
      char* from = end - p.length;
      if (find_byte(from, end, '\r') != end) std::replace(from, end, '\r', '\n');
    } else {
      tree_.decoded_.append(space_.literals, p.literal, p.length);
    }
    tree_.runs_.push_back(run);
  }
  n.data.begin = begin;
  n.data.length = (static_cast<std::uint32_t>(tree_.decoded_.size()) - begin) & 0x7FFFFFFFU;
  n.data.decoded = 1;
  n.open_end = 0;
}

void TreeStore::finish() {
  for (const NodeId text : space_.joined) join(text);
  for (Node& n : tree_.nodes_) n.state = 0;
}

Name TreeStore::intern(std::string_view lower, std::uint32_t hash, std::uint32_t at) {
  if (const Name known = known_name(lower, hash); known != Name::none) return known;
  const std::uint32_t mask = static_cast<std::uint32_t>(space_.own_slots.size()) - 1;
  std::uint32_t slot = (hash ^ (hash >> 15)) & mask;
  std::uint32_t probes = 0;
  for (; space_.own_slots[slot] != 0 && probes < kProbes; slot = (slot + 1) & mask, ++probes)
    if (view(tree_.own_names_[space_.own_slots[slot] - 1]) == lower)
      return static_cast<Name>(kKnownNames + space_.own_slots[slot] - 1);
  Piece piece;
  if (at == kFolded) {
    piece = keep(lower);
  } else {
    piece.begin = at;
    piece.length = static_cast<std::uint32_t>(lower.size()) & 0x7FFFFFFFU;
  }
  tree_.own_names_.push_back(piece);
  space_.uses.emplace_back();
  const std::uint32_t count = static_cast<std::uint32_t>(tree_.own_names_.size());
  if (probes < kProbes) space_.own_slots[slot] = count;
  if (count * 2 > mask) grow_slots();
  return static_cast<Name>(kKnownNames + count - 1);
}

void TreeStore::grow_slots() {
  const std::size_t size = space_.own_slots.size() * 2;
  space_.own_slots.assign(size, 0U);
  const std::uint32_t mask = static_cast<std::uint32_t>(size) - 1;
  for (std::uint32_t i = 0; i < tree_.own_names_.size(); ++i) {
    const std::uint32_t hash = name_hash(view(tree_.own_names_[i]));
    std::uint32_t slot = (hash ^ (hash >> 15)) & mask;
    std::uint32_t probes = 0;
    for (; space_.own_slots[slot] != 0 && probes < kProbes; ++probes) slot = (slot + 1) & mask;
    if (probes < kProbes) space_.own_slots[slot] = i + 1;
  }
}

Piece TreeStore::keep(std::string_view text) {
  Piece piece;
  piece.begin = static_cast<std::uint32_t>(tree_.decoded_.size());
  piece.length = static_cast<std::uint32_t>(text.size()) & 0x7FFFFFFFU;
  piece.decoded = 1;
  tree_.decoded_ += text;
  return piece;
}

}  // namespace dateline::html
