// Finds: which of b, i, a, font and so on stay in force when tags are wrongly nested. See builder.h.
// Example: "<p><b>Nine killed<p>near Jenin</b>" makes both paragraphs bold.
// Row out: p > b > "Nine killed"; p > b > "near Jenin".
// Does not try: reopening without end. A page may reopen one element per eight bytes and 1,000 more; the list of active
// formatting elements keeps 64 entries after a marker.
#include <algorithm>

#include "dateline/page/html/builder.h"

namespace dateline::html {

void Builder::push_marker() { formatting_.push_back({}); }

void Builder::clear_to_marker() {
  while (!formatting_.empty()) {
    const bool marker = formatting_.back().node == kNoNode;
    formatting_.pop_back();
    if (marker) return;
  }
}

// A hash of the set of attributes, whatever their order. Two sets with equal hashes are taken for equal.
std::uint64_t Builder::print_of(Formatting& f) {
  if (f.print != 0) return f.print;
  std::uint64_t sum = 1;
  for (const Attribute& a : store_.tree().attributes(f.node)) {
    std::uint64_t h = 14695981039346656037ULL ^ index_of(a.name);
    for (const char c : store_.view(a.value)) h = (h ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    sum += (h ^ (h >> 29)) * 0x9E3779B97F4A7C15ULL;
  }
  return f.print = sum == 0 ? 1 : sum;
}

// Adds an element; of four equal ones after the last marker the first goes ("Noah's Ark clause").
void Builder::push_formatting(NodeId node) {
  Formatting fresh{node, tag_of(node), 0};
  const std::uint32_t count = store_.node(node).data.length;
  std::uint32_t equal = 0, first_equal = 0, first = static_cast<std::uint32_t>(formatting_.size());
  while (first > 0 && formatting_[first - 1].node != kNoNode) {
    Formatting& f = formatting_[--first];
    if (f.name != fresh.name || store_.node(f.node).data.length != count || print_of(f) != print_of(fresh)) continue;
    ++equal;
    first_equal = first;
  }
  if (equal >= 3) {
    formatting_.erase(formatting_.begin() + first_equal);
  } else if (formatting_.size() - first >= store_.limits().formatting_elements) {
    store_.note(kCutFormatting);
    formatting_.erase(formatting_.begin() + first);
  }
  formatting_.push_back(fresh);
}

std::uint32_t Builder::find_formatting(Name name) const {
  for (std::size_t i = formatting_.size(); i > 0 && formatting_[i - 1].node != kNoNode; --i)
    if (formatting_[i - 1].name == name) return static_cast<std::uint32_t>(i);
  return 0;
}

// Position (from 1) of a node in the list, 0 if it is not there.
std::uint32_t Builder::index_of_formatting(NodeId node) const {
  for (std::size_t i = formatting_.size(); i > 0; --i)
    if (formatting_[i - 1].node == node) return static_cast<std::uint32_t>(i);
  return 0;
}

void Builder::remove_formatting(NodeId node) {
  if (const std::uint32_t i = index_of_formatting(node); i != 0) formatting_.erase(formatting_.begin() + (i - 1));
}

// A new element like that one, without children and without a place.
NodeId Builder::clone(NodeId node) {
  const Node n = store_.node(node);
  return store_.new_element(n.name, n.space, n.data, {here_.begin, here_.begin});
}

// "Reconstruct the active formatting elements."
void Builder::reconstruct() {
  if (formatting_.empty() || formatting_.back().node == kNoNode || open_.is_open(formatting_.back().node)) return;
  std::size_t i = formatting_.size() - 1;
  while (i > 0 && formatting_[i - 1].node != kNoNode && !open_.is_open(formatting_[i - 1].node)) --i;
  for (; i < formatting_.size(); ++i) {
    if (clones_left_ == 0 || open_.depth() >= store_.limits().open_elements) return store_.note(kCutFormatting);
    --clones_left_;
    const NodeId node = clone(formatting_[i].node);
    const Place where = place();
    store_.insert_before(where.parent, node, where.before);
    open_.push(node);
    formatting_[i].node = node;
  }
}

// Adoption agency algorithm: HTML Standard, 13.2.6.4.7, for an end tag (or <a>, <nobr>) of a formatting element.
void Builder::adopt(Token& t, Name subject) {
  if (open_.top_is(subject) && index_of_formatting(open_.top().node) == 0) return open_.pop(t.source.end);
  for (int i = 0; i < 8; ++i)
    if (!adopt_once(t, subject)) return;
}

// One round of its outer loop. False: finished.
bool Builder::adopt_once(Token& t, Name subject) {
  const std::uint32_t entry = find_formatting(subject);
  if (entry == 0) return close_any(t), false;
  const NodeId fmt = formatting_[entry - 1].node;
  if (!open_.is_open(fmt)) return remove_formatting(fmt), false;
  std::uint32_t position = open_.find(subject);
  while (open_.at(position).node != fmt) position = open_.at(position).same;
  if (position < open_.border(Scope::normal)) return false;
  const bool plain = open_.top().special <= position;
  if (plain) {
    pop_to(position, t.type == Token::Type::end_tag ? t.source.end : t.source.begin);
    remove_formatting(fmt);
    return false;
  }
  const std::uint64_t cost = 2 * (open_.depth() - position) + 64;
  if (steps_left_ < cost || clones_left_ < 4) return store_.note(kCutAdoption), remove_formatting(fmt), false;
  steps_left_ -= cost;
  clones_left_ -= 4;
  std::uint32_t block = position + 1;
  while ((open_.at(block).traits & kSpecial) == 0) ++block;
  rewire(position, block, entry);
  return true;
}

void Builder::drop_formatting_at(std::uint32_t index, std::uint32_t& bookmark) {
  formatting_.erase(formatting_.begin() + (index - 1));
  if (index < bookmark) --bookmark;
}

// Moves the furthest block (stack position `block`) out of the formatting element (`position`, list entry `entry`).
void Builder::rewire(std::uint32_t position, std::uint32_t block, std::uint32_t entry) {
  const NodeId fmt = open_.at(position).node, furthest = open_.at(block).node;
  const NodeId ancestor = open_.at(position - 1).node;
  std::uint32_t bookmark = entry;  // the new entry goes before this list position
  NodeId last = furthest;
  std::vector<Open>& stack = open_.entries();
  open_.unlink_from(position);
  std::uint32_t kept = block;  // block's position after removals below it
  std::uint32_t inner = 0;
  for (std::uint32_t i = block - 1; i > position; --i) {
    ++inner;
    const NodeId node = stack[i - 1].node;
    std::uint32_t listed = index_of_formatting(node);
    if (inner > 3 && listed != 0) {
      drop_formatting_at(listed, bookmark);
      listed = 0;
    }
    if (listed == 0) {
      store_.node(node).state = 0;
      store_.node(node).source.end = std::max(store_.node(node).source.end, here_.begin);
      stack.erase(stack.begin() + (i - 1));
      --kept;
      continue;
    }
    const NodeId copy = clone(node);
    store_.node(node).state = 0;
    store_.node(node).source.end = std::max(store_.node(node).source.end, here_.begin);
    store_.node(copy).state = OpenElements::kOpen;
    formatting_[listed - 1].node = copy;
    stack[i - 1].node = copy;
    if (last == furthest) bookmark = listed + 1;
    store_.detach(last);
    store_.append_child(copy, last);
    last = copy;
  }
  open_.link_from(position);
  store_.detach(last);
  const Place where = place_for(ancestor);
  store_.insert_before(where.parent, last, where.before);
  const NodeId copy = clone(fmt);
  store_.move_children(furthest, copy);
  store_.append_child(furthest, copy);
  Formatting fresh{copy, tag_of(copy), 0};
  formatting_.insert(formatting_.begin() + (bookmark - 1), fresh);
  remove_formatting(fmt);
  open_.unlink_from(position);
  store_.node(fmt).state = 0;
  store_.node(fmt).source.end = std::max(store_.node(fmt).source.end, here_.begin);
  Open opened = stack[position - 1];
  opened.node = copy;
  store_.node(copy).state = OpenElements::kOpen;
  stack.erase(stack.begin() + (position - 1));
  --kept;
  stack.insert(stack.begin() + kept, opened);
  open_.link_from(position);
}

}  // namespace dateline::html
