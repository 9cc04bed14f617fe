// Finds: whether an element is open, and in which scope, without walking the stack of open elements.
// Example: stack html body p button; is a p in button scope? No: the button stands above it.
// Row out: answers in constant time, whatever the depth.
// Does not try: bounding the depth (builder.h does).
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/page/html/store.h"
#include "dateline/page/html/traits.h"

namespace dateline::html {

/// One open element. Positions are 1-based; 0 means none. `same` is the position of the next lower element of the same
/// name; the borders are the positions of the topmost border at or below this element.
struct Open {
  NodeId node = kNoNode;
  Name name = Name::none;
  Space space = Space::html;
  std::uint16_t traits = 0;
  std::uint16_t same = 0, scope = 0, list = 0, button = 0, table = 0, item = 0, special = 0, html = 0;
};

/// Which border stops the search for an element. `item`: any special element but address, div and p stops it.
enum class Scope : std::uint8_t { normal, list, button, table, item };

/// Stack of open elements of the HTML Standard (13.2.4.2).
class OpenElements {
 public:
  OpenElements(TreeStore& store, std::vector<Open>& stack) : store_(store), stack_(stack) { stack_.clear(); }

  std::uint32_t depth() const { return static_cast<std::uint32_t>(stack_.size()); }
  bool empty() const { return stack_.empty(); }
  const Open& top() const { return stack_.back(); }
  /// The element at a position, 1 being html.
  const Open& at(std::uint32_t position) const { return stack_[position - 1]; }
  bool top_is(Name name) const { return top().name == name && top().space == Space::html; }

  void push(NodeId node) {
    const Node& n = store_.node(node);
    Open o;
    o.node = node;
    o.name = n.name;
    o.space = n.space;
    o.traits = traits_of(n.space, n.name);
    store_.node(node).state = kOpen;
    stack_.push_back(o);
    link(depth());
  }
  /// Takes the topmost element off; its source range then ends at `end`.
  void pop(std::uint32_t end) {
    Open& o = stack_.back();
    unlink(o);
    Node& n = store_.node(o.node);
    n.state = 0;
    if (end > n.source.end) n.source.end = end;
    stack_.pop_back();
  }
  bool is_open(NodeId node) { return store_.node(node).state == kOpen; }

  /// Position of the topmost HTML (or foreign) element of that name; 0 if none is open.
  std::uint32_t find(Name name) const { return store_.use(name).top_html; }
  std::uint32_t find_foreign(Name name) const { return store_.use(name).top_foreign; }
  /// Position of that element if it is in the scope, else 0.
  std::uint32_t in_scope(Name name, Scope scope = Scope::normal) const {
    const std::uint32_t found = find(name);
    return found != 0 && found >= border(scope) ? found : 0;
  }
  std::uint32_t border(Scope scope) const {
    if (stack_.empty()) return 0;
    const Open& o = stack_.back();
    switch (scope) {
      case Scope::list:
        return o.list;
      case Scope::button:
        return o.button;
      case Scope::table:
        return o.table;
      case Scope::item:
        return o.item;
      case Scope::normal:
        break;
    }
    return o.scope;
  }
  std::uint32_t position_of(NodeId node) const;

  /// Edits of the adoption agency: unlink everything from `position` up, edit entries(), then link again.
  void unlink_from(std::uint32_t position);
  void link_from(std::uint32_t position);
  std::vector<Open>& entries() { return stack_; }
  void remove(std::uint32_t position);

  static constexpr std::uint16_t kOpen = 1;  // Node::state of an open element

 private:
  void link(std::uint32_t position) {
    Open& o = stack_[position - 1];
    if (position > 1) {
      const Open& below = stack_[position - 2];
      o.scope = below.scope, o.list = below.list, o.button = below.button;
      o.table = below.table, o.item = below.item, o.special = below.special, o.html = below.html;
    }
    NameUse& use = store_.use(o.name);
    const auto here = static_cast<std::uint16_t>(position);
    std::uint16_t& head = o.space == Space::html ? use.top_html : use.top_foreign;
    o.same = head;
    head = here;
    if (o.space == Space::html) o.html = here;
    if ((o.traits & kSpecial) != 0) o.special = here;
    if ((o.traits & kSpecial) != 0 && o.name != Name::address && o.name != Name::div && o.name != Name::p) o.item = here;
    if ((o.traits & kScope) != 0) o.scope = o.list = o.button = here;
    if ((o.traits & kListScope) != 0) o.list = here;
    if ((o.traits & kButtonScope) != 0) o.button = here;
    if ((o.traits & kTableScope) != 0) o.table = here;
  }
  void unlink(const Open& o) {
    NameUse& use = store_.use(o.name);
    (o.space == Space::html ? use.top_html : use.top_foreign) = o.same;
  }

  TreeStore& store_;
  std::vector<Open>& stack_;
};

}  // namespace dateline::html
