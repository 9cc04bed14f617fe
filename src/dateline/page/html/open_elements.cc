// Finds: positions in the stack of open elements; edits in its middle. See open_elements.h for example, row and limits.
#include "dateline/page/html/open_elements.h"

namespace dateline::html {

std::uint32_t OpenElements::position_of(NodeId node) const {
  for (std::uint32_t i = depth(); i > 0; --i)
    if (at(i).node == node) return i;
  return 0;
}

void OpenElements::unlink_from(std::uint32_t position) {
  for (std::uint32_t i = depth(); i >= position; --i) unlink(at(i));
}

void OpenElements::link_from(std::uint32_t position) {
  for (std::uint32_t i = position; i <= depth(); ++i) {
    Open& o = stack_[i - 1];
    o.scope = o.list = o.button = o.table = o.item = o.special = o.html = 0;
    link(i);
  }
}

void OpenElements::remove(std::uint32_t position) {
  unlink_from(position);
  store_.node(at(position).node).state = 0;
  stack_.erase(stack_.begin() + (position - 1));
  link_from(position);
}

}  // namespace dateline::html
