// Finds: nodes, names, values and source ranges in a finished tree. See tree.h for example, row and limits.
#include "dateline/page/html/tree.h"

#include <algorithm>

namespace dateline::html {

NodeId Tree::html() const {
  if (nodes_.empty()) return kNoNode;
  for (NodeId n = nodes_[0].first_child; n != kNoNode; n = nodes_[n].next)
    if (is_element(n)) return n;
  return kNoNode;
}

NodeId Tree::head() const {
  const NodeId root = html();
  if (root == kNoNode) return kNoNode;
  for (NodeId n = nodes_[root].first_child; n != kNoNode; n = nodes_[n].next)
    if (is(n, Name::head)) return n;
  return kNoNode;
}

NodeId Tree::body() const {
  const NodeId root = html();
  if (root == kNoNode) return kNoNode;
  for (NodeId n = nodes_[root].first_child; n != kNoNode; n = nodes_[n].next)
    if (is(n, Name::body) || is(n, Name::frameset)) return n;
  return kNoNode;
}

std::string_view Tree::text(NodeId id) const {
  const Node& n = nodes_[id];
  if (n.kind == Kind::element || n.kind == Kind::document) return {};
  return view(n.data);
}

// Texts are mostly asked from front to back, so the run of the last answer, or the next one, is tried before the search.
const Run* Tree::run_at(std::uint32_t decoded_byte) const {
  static thread_local std::size_t last = 0;
  for (std::size_t i = last; i < runs_.size() && i < last + 3; ++i) {
    if (runs_[i].text > decoded_byte) break;
    if (i + 1 < runs_.size() && runs_[i + 1].text <= decoded_byte) continue;
    last = i;
    return &runs_[i];
  }
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), decoded_byte, [](std::uint32_t at, const Run& run) { return at < run.text; });
  if (after == runs_.begin()) return nullptr;
  last = static_cast<std::size_t>(after - runs_.begin()) - 1;
  return &runs_[last];
}

std::uint32_t Tree::source_of(NodeId text_node, std::uint32_t at) const {
  const Node& n = nodes_[text_node];
  if (n.kind != Kind::text) return n.source.begin;
  if (at >= n.data.length) return n.source.end;
  if (n.data.decoded == 0) return n.data.begin + at;
  const Run* run = run_at(n.data.begin + at);
  if (run == nullptr) return n.source.begin;
  return run->verbatim != 0 ? run->source + (n.data.begin + at - run->text) : run->source;
}

Span Tree::source_of(NodeId text_node, Span in) const {
  const Node& n = nodes_[text_node];
  const std::uint32_t begin = source_of(text_node, in.begin);
  if (in.end <= in.begin || n.kind != Kind::text) return {begin, begin};
  const std::uint32_t last = std::min<std::uint32_t>(in.end, n.data.length) - 1;
  if (n.data.decoded == 0) return {begin, n.data.begin + last + 1};
  const Run* run = run_at(n.data.begin + last);
  if (run == nullptr) return {begin, n.source.end};
  if (run->verbatim != 0) return {begin, run->source + (n.data.begin + last - run->text) + 1};
  return {begin, run->source + run->source_length};
}

std::string_view Tree::spelling(Name name) const {
  const std::uint32_t i = index_of(name);
  if (i < kKnownNames) return html::spelling(name);
  return i - kKnownNames < own_names_.size() ? view(own_names_[i - kKnownNames]) : std::string_view();
}

Name Tree::name_of(std::string_view lower) const {
  if (const Name known = known_name(lower); known != Name::none) return known;
  for (std::size_t i = 0; i < own_names_.size(); ++i)
    if (view(own_names_[i]) == lower) return static_cast<Name>(kKnownNames + i);
  return Name::none;
}

std::string_view Tree::tag(NodeId id) const {
  const Node& n = nodes_[id];
  if (n.kind != Kind::element) return {};
  if (n.space == Space::svg && index_of(n.name) < kKnownNames) return svg_tag_spelling(n.name);
  return spelling(n.name);
}

std::span<const Attribute> Tree::attributes(NodeId id) const {
  const Node& n = nodes_[id];
  if (n.kind != Kind::element || n.data.length == 0) return {};
  return {attributes_.data() + n.data.begin, n.data.length};
}

const Attribute* Tree::find_attribute(NodeId id, Name name) const {
  for (const Attribute& a : attributes(id))
    if (a.name == name) return &a;
  return nullptr;
}

std::optional<std::string_view> Tree::attribute(NodeId id, Name name) const {
  const Attribute* a = find_attribute(id, name);
  return a == nullptr ? std::nullopt : std::optional<std::string_view>(view(a->value));
}

void Tree::append_text(NodeId id, std::string& out) const {
  if (nodes_[id].kind == Kind::text) out += text(id);
  for (NodeId n = nodes_[id].first_child; n != kNoNode; n = next_in_order(n, id))
    if (is_text(n)) out += text(n);
}

std::string Tree::text_of(NodeId id) const {
  std::string out;
  append_text(id, out);
  return out;
}

}  // namespace dateline::html
