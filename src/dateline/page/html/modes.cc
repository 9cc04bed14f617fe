// Finds: where tokens belong before, around and after the body, in templates and in framesets. See builder.h.
#include "dateline/page/html/builder.h"
#include "dateline/page/html/doctype.h"
#include "dateline/page/html/scan.h"

namespace dateline::html {

using Type = Token::Type;

bool Builder::initial(Token& t) {
  Chunk space;
  if (t.type == Type::text && split_space(t, space)) return false;
  if (t.type == Type::comment) return insert_comment_in(0, t), false;
  mode_ = Mode::before_html;
  if (t.type != Type::doctype) {
    store_.set_quirks(Quirks::full);
    return true;
  }
  const NodeId node = store_.new_node(Kind::doctype, t.source);
  store_.node(node).data = store_.keep(doctype_.name);
  store_.append_child(0, node);
  store_.keep_identifiers(doctype_.public_id, doctype_.system_id);
  store_.set_quirks(quirks_of(doctype_));
  return false;
}

bool Builder::before_html(Token& t) {
  Chunk space;
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment_in(0, t), false;
    case Type::text:
      if (split_space(t, space)) return false;
      break;
    case Type::start_tag:
      if (t.name != Name::html) break;
      insert(t);
      mode_ = Mode::before_head;
      return false;
    case Type::end_tag:
      if (t.name != Name::head && t.name != Name::body && t.name != Name::html && t.name != Name::br) return false;
      break;
    case Type::end:
      break;
  }
  insert_implied(Name::html, t);
  mode_ = Mode::before_head;
  return true;
}

bool Builder::before_head(Token& t) {
  Chunk space;
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment(t), false;
    case Type::text:
      if (split_space(t, space)) return false;
      break;
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      if (t.name != Name::head) break;
      head_ = insert(t);
      mode_ = Mode::in_head;
      return false;
    case Type::end_tag:
      if (t.name != Name::head && t.name != Name::body && t.name != Name::html && t.name != Name::br) return false;
      break;
    case Type::end:
      break;
  }
  head_ = insert_implied(Name::head, t);
  mode_ = Mode::in_head;
  return true;
}

// Start tags the head takes. False: not one of them.
bool Builder::head_start(Token& t) {
  switch (t.name) {
    case Name::base:
    case Name::basefont:
    case Name::bgsound:
    case Name::link:
    case Name::meta:
      insert_void(t);
      return true;
    case Name::title:
      read_raw(t, TextMode::rcdata);
      return true;
    case Name::noframes:
    case Name::style:
      read_raw(t, TextMode::rawtext);
      return true;
    case Name::script:
      read_raw(t, TextMode::script);
      return true;
    case Name::template_:
      start_template(t);
      return true;
    default:
      return false;
  }
}

void Builder::start_template(Token& t) {
  insert(t);
  push_marker();
  frameset_ok_ = false;
  mode_ = Mode::in_template;
  template_modes_.push_back(Mode::in_template);
}

void Builder::end_template(Token& t) {
  if (!has_template()) return;
  while ((open_.top().traits & kThorough) != 0) open_.pop(here_.begin);
  pop_to(open_.find(Name::template_), t.source.end);
  clear_to_marker();
  if (!template_modes_.empty()) template_modes_.pop_back();
  reset_mode();
}

bool Builder::leave_head(Token& t, Mode mode) {
  open_.pop(t.source.begin);
  mode_ = mode;
  return true;
}

bool Builder::in_head(Token& t) {
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment(t), false;
    case Type::text:
      if (insert_space(t)) return false;
      break;
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      if (t.name == Name::head || head_start(t)) return false;
      if (t.name != Name::noscript) break;
      if (store_.limits().scripting) return read_raw(t, TextMode::rawtext), false;
      insert(t);
      mode_ = Mode::in_head_noscript;
      return false;
    case Type::end_tag:
      if (t.name == Name::template_) return end_template(t), false;
      if (t.name == Name::head) {
        open_.pop(t.source.end);
        mode_ = Mode::after_head;
        return false;
      }
      if (t.name != Name::body && t.name != Name::html && t.name != Name::br) return false;
      break;
    case Type::end:
      break;
  }
  return leave_head(t, Mode::after_head);
}

bool Builder::in_head_noscript(Token& t) {
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return in_head(t);
    case Type::text:
      if (insert_space(t)) return false;
      break;
    case Type::start_tag:
      switch (t.name) {
        case Name::html:
          return in_body(t);
        case Name::basefont:
        case Name::bgsound:
        case Name::link:
        case Name::meta:
        case Name::noframes:
        case Name::style:
          return in_head(t);
        case Name::head:
        case Name::noscript:
          return false;
        default:
          break;
      }
      break;
    case Type::end_tag:
      if (t.name == Name::noscript) {
        open_.pop(t.source.end);
        mode_ = Mode::in_head;
        return false;
      }
      if (t.name != Name::br) return false;
      break;
    case Type::end:
      break;
  }
  return leave_head(t, Mode::in_head);
}

bool Builder::after_head(Token& t) {
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment(t), false;
    case Type::text:
      if (insert_space(t)) return false;
      break;
    case Type::start_tag:
      switch (t.name) {
        case Name::html:
          return in_body(t);
        case Name::body:
          insert(t);
          frameset_ok_ = false;
          mode_ = Mode::in_body;
          return false;
        case Name::frameset:
          insert(t);
          mode_ = Mode::in_frameset;
          return false;
        case Name::head:
          return false;
        default:
          break;
      }
      if ((html_traits(t.name) & kHead) != 0) {
        open_.push(head_);
        const bool again = in_head(t);
        if (const std::uint32_t at = open_.position_of(head_); at != 0) open_.remove(at);
        return again;
      }
      break;
    case Type::end_tag:
      if (t.name == Name::template_) return end_template(t), false;
      if (t.name != Name::body && t.name != Name::html && t.name != Name::br) return false;
      break;
    case Type::end:
      break;
  }
  insert_implied(Name::body, t);
  mode_ = Mode::in_body;
  return true;
}

bool Builder::text(Token& t) {
  if (t.type == Type::text) return insert_chunk(t.chunk), false;
  open_.pop(t.type == Type::end_tag ? t.source.end : t.source.begin);
  mode_ = original_mode_;
  return t.type == Type::end;
}

bool Builder::in_template(Token& t) {
  const auto become = [this](Mode mode) {
    template_modes_.back() = mode;
    mode_ = mode;
    return true;
  };
  switch (t.type) {
    case Type::text:
    case Type::comment:
    case Type::doctype:
      return in_body(t);
    case Type::end_tag:
      if (t.name == Name::template_) end_template(t);
      return false;
    case Type::start_tag:
      if (head_start(t)) return false;
      switch (t.name) {
        case Name::caption:
        case Name::colgroup:
        case Name::tbody:
        case Name::tfoot:
        case Name::thead:
          return become(Mode::in_table);
        case Name::col:
          return become(Mode::in_column_group);
        case Name::tr:
          return become(Mode::in_table_body);
        case Name::td:
        case Name::th:
          return become(Mode::in_row);
        default:
          return become(Mode::in_body);
      }
    case Type::end:
      break;
  }
  if (!has_template()) return done_ = true, false;
  pop_to(open_.find(Name::template_), t.source.begin);
  clear_to_marker();
  template_modes_.pop_back();
  reset_mode();
  return true;
}

bool Builder::after_body(Token& t) {
  Chunk space;
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment_in(open_.at(1).node, t), false;
    case Type::text:
      split_space(t, space);
      if (space.length != 0 || space.source.begin != space.source.end) body_text(space);
      if (space.length != 0 || t.chunk.source.begin == t.chunk.source.end) return false;
      break;
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      break;
    case Type::end_tag:
      if (t.name != Name::html) break;
      if (!is_fragment()) mode_ = Mode::after_after_body;
      return false;
    case Type::end:
      return done_ = true, false;
  }
  mode_ = Mode::in_body;
  return true;
}

bool Builder::after_after_body(Token& t) {
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment_in(0, t), false;
    case Type::text:
      return after_body(t);
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      break;
    case Type::end_tag:
      break;
    case Type::end:
      return done_ = true, false;
  }
  mode_ = Mode::in_body;
  return true;
}

// White space of a text token goes into the tree, the rest is ignored as the standard says, and counted.
void Builder::keep_spaces(Token& t) {
  while (true) {
    if (insert_space(t)) return;
    if (t.chunk.length != 0) return ignore_text(t.chunk);
    Chunk other = t.chunk;
    const char* base = store_.source().data();
    const char* p = base + t.chunk.source.begin;
    while (p < base + t.chunk.source.end && !is_space(*p)) ++p;
    other.source.end = t.chunk.source.begin = static_cast<std::uint32_t>(p - base);
    ignore_text(other);
    if (t.chunk.source.begin == t.chunk.source.end) return;
  }
}

void Builder::ignore_text(const Chunk& chunk) {
  if (chunk.length == 1 && chunk.text[0] == '\0') return;
  store_.note(kCutText);
  store_.ignore_text(chunk.source.end - chunk.source.begin);
}

bool Builder::in_frameset(Token& t) {
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment(t), false;
    case Type::text:
      return keep_spaces(t), false;
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      if (t.name == Name::frameset) insert(t);
      if (t.name == Name::frame) insert_void(t);
      return t.name == Name::noframes ? in_head(t) : false;
    case Type::end_tag:
      if (t.name != Name::frameset || open_.depth() == 1) return false;
      open_.pop(t.source.end);
      if (!is_fragment() && !open_.top_is(Name::frameset)) mode_ = Mode::after_frameset;
      return false;
    case Type::end:
      return done_ = true, false;
  }
  return false;
}

bool Builder::after_frameset(Token& t) {
  switch (t.type) {
    case Type::doctype:
      return false;
    case Type::comment:
      return insert_comment(t), false;
    case Type::text:
      return keep_spaces(t), false;
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      return t.name == Name::noframes ? in_head(t) : false;
    case Type::end_tag:
      if (t.name == Name::html) mode_ = Mode::after_after_frameset;
      return false;
    case Type::end:
      return done_ = true, false;
  }
  return false;
}

bool Builder::after_after_frameset(Token& t) {
  if (t.type == Type::comment) return insert_comment_in(0, t), false;
  if (t.type == Type::end) return done_ = true, false;
  return t.type == Type::doctype || t.type == Type::end_tag ? false : after_frameset(t);
}

}  // namespace dateline::html
