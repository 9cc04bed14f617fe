// Finds: where tokens belong in tables, and what a table sends out before itself. See builder.h.
#include "dateline/page/html/builder.h"
#include "dateline/page/html/scan.h"

namespace dateline::html {

using Type = Token::Type;

namespace {

bool starts_table_part(Name n) {
  switch (n) {
    case Name::caption:
    case Name::col:
    case Name::colgroup:
    case Name::tbody:
    case Name::td:
    case Name::tfoot:
    case Name::th:
    case Name::thead:
    case Name::tr:
      return true;
    default:
      return false;
  }
}

bool is_section(Name n) { return n == Name::tbody || n == Name::thead || n == Name::tfoot; }

// Value of an input's type attribute is "hidden" in any case.
bool says_hidden(std::string_view value) {
  return value.size() == 6 && starts_with_folded(value.data(), value.data() + 6, "hidden", 6);
}

}  // namespace

bool Builder::is_hidden_input(const Token& t) {
  for (std::uint32_t i = 0; i < t.attributes.length; ++i) {
    const Attribute& a = store_.attributes()[t.attributes.begin + i];
    if (a.name == Name::type) return says_hidden(store_.view(a.value));
  }
  return false;
}

// "Clear the stack back to a table (body, row) context": pops until one of these, a template or html.
void Builder::clear_to(Name a, Name b, Name c) {
  while (true) {
    const Open& o = open_.top();
    if (o.space == Space::html &&
        (o.name == a || o.name == b || o.name == c || o.name == Name::template_ || o.name == Name::html))
      return;
    open_.pop(here_.begin);
  }
}

bool Builder::foster(Token& t) {
  fostering_ = true;
  const bool again = in_body(t);
  fostering_ = false;
  return again;
}

bool Builder::close_table(Token& t) {
  const std::uint32_t table = open_.in_scope(Name::table, Scope::table);
  if (table == 0) return false;
  pop_to(table, t.type == Type::end_tag && t.name == Name::table ? t.source.end : t.source.begin);
  reset_mode();
  return true;
}

bool Builder::in_table(Token& t) {
  switch (t.type) {
    case Type::text: {
      const Open& o = open_.top();
      if (o.space != Space::html || ((o.traits & kFosters) == 0 && o.name != Name::template_)) return foster(t);
      original_mode_ = mode_;
      mode_ = Mode::in_table_text;
      return true;
    }
    case Type::comment:
      return insert_comment(t), false;
    case Type::doctype:
      return false;
    case Type::start_tag:
      return table_start(t);
    case Type::end_tag:
      break;
    case Type::end:
      return in_body(t);
  }
  if (t.name == Name::table) return close_table(t), false;
  if (t.name == Name::template_) return in_head(t);
  if (t.name == Name::body || t.name == Name::html || starts_table_part(t.name)) return false;
  return foster(t);
}

bool Builder::table_start(Token& t) {
  const auto open_part = [&](Mode mode) {
    insert(t);
    mode_ = mode;
    return false;
  };
  const auto imply = [&](Name name, Mode mode) {
    clear_to(Name::table, Name::table, Name::table);
    insert_implied(name, t);
    mode_ = mode;
    return true;
  };
  switch (t.name) {
    case Name::caption:
      clear_to(Name::table, Name::table, Name::table);
      push_marker();
      return open_part(Mode::in_caption);
    case Name::colgroup:
      clear_to(Name::table, Name::table, Name::table);
      return open_part(Mode::in_column_group);
    case Name::col:
      return imply(Name::colgroup, Mode::in_column_group);
    case Name::tbody:
    case Name::tfoot:
    case Name::thead:
      clear_to(Name::table, Name::table, Name::table);
      return open_part(Mode::in_table_body);
    case Name::td:
    case Name::th:
    case Name::tr:
      return imply(Name::tbody, Mode::in_table_body);
    case Name::table:
      return close_table(t);
    case Name::style:
    case Name::script:
    case Name::template_:
      return in_head(t);
    case Name::input:
      if (!is_hidden_input(t)) break;
      insert_void(t);
      return false;
    case Name::form: {
      if (has_template() || form_ != kNoNode) return false;
      form_ = insert(t);
      open_.pop(t.source.end);
      return false;
    }
    default:
      break;
  }
  return foster(t);
}

bool Builder::in_table_text(Token& t) {
  if (t.type == Type::text) {
    const bool null = t.chunk.length == 1 && t.chunk.text[0] == '\0';
    if (!null) work_.table_text.push_back(t.chunk);
    return false;
  }
  flush_table_text();
  mode_ = original_mode_;
  return true;
}

void Builder::flush_table_text() {
  bool other = false;
  for (const Chunk& c : work_.table_text) {
    Token copy;
    copy.chunk = c;
    Chunk space;
    other = other || !split_space(copy, space);
  }
  fostering_ = other;
  for (const Chunk& c : work_.table_text) {
    if (other)
      body_text(c);
    else
      insert_chunk(c);
  }
  fostering_ = false;
  work_.table_text.clear();
}

bool Builder::close_caption(Token& t) {
  const std::uint32_t caption = open_.in_scope(Name::caption, Scope::table);
  if (caption == 0) return false;
  implied_ends();
  pop_to(caption, t.type == Type::end_tag && t.name == Name::caption ? t.source.end : t.source.begin);
  clear_to_marker();
  mode_ = Mode::in_table;
  return true;
}

bool Builder::in_caption(Token& t) {
  if (t.type == Type::start_tag && starts_table_part(t.name)) return close_caption(t);
  if (t.type == Type::end_tag) {
    if (t.name == Name::caption) return close_caption(t), false;
    if (t.name == Name::table) return close_caption(t);
    if (t.name == Name::body || t.name == Name::html || starts_table_part(t.name)) return false;
  }
  return in_body(t);
}

bool Builder::in_column_group(Token& t) {
  switch (t.type) {
    case Type::text:
      if (insert_space(t)) return false;
      if (!open_.top_is(Name::colgroup)) return keep_spaces(t), false;
      break;
    case Type::comment:
      return insert_comment(t), false;
    case Type::doctype:
      return false;
    case Type::start_tag:
      if (t.name == Name::html) return in_body(t);
      if (t.name == Name::template_) return in_head(t);
      if (t.name != Name::col) break;
      insert_void(t);
      return false;
    case Type::end_tag:
      if (t.name == Name::template_) return in_head(t);
      if (t.name == Name::col) return false;
      if (t.name != Name::colgroup) break;
      if (!open_.top_is(Name::colgroup)) return false;
      open_.pop(t.source.end);
      mode_ = Mode::in_table;
      return false;
    case Type::end:
      return in_body(t);
  }
  if (!open_.top_is(Name::colgroup)) return false;
  open_.pop(t.source.begin);
  mode_ = Mode::in_table;
  return true;
}

// Closes tbody, thead or tfoot. False: none is open in table scope.
bool Builder::close_section(Token& t) {
  if (open_.in_scope(Name::tbody, Scope::table) == 0 && open_.in_scope(Name::thead, Scope::table) == 0 &&
      open_.in_scope(Name::tfoot, Scope::table) == 0)
    return false;
  clear_to(Name::tbody, Name::thead, Name::tfoot);
  open_.pop(t.type == Type::end_tag && is_section(t.name) ? t.source.end : t.source.begin);
  mode_ = Mode::in_table;
  return true;
}

bool Builder::in_table_body(Token& t) {
  if (t.type == Type::start_tag) {
    switch (t.name) {
      case Name::tr:
        clear_to(Name::tbody, Name::thead, Name::tfoot);
        insert(t);
        mode_ = Mode::in_row;
        return false;
      case Name::th:
      case Name::td:
        clear_to(Name::tbody, Name::thead, Name::tfoot);
        insert_implied(Name::tr, t);
        mode_ = Mode::in_row;
        return true;
      case Name::caption:
      case Name::col:
      case Name::colgroup:
      case Name::tbody:
      case Name::tfoot:
      case Name::thead:
        return close_section(t);
      default:
        return in_table(t);
    }
  }
  if (t.type == Type::end_tag) {
    if (is_section(t.name)) return open_.in_scope(t.name, Scope::table) != 0 && close_section(t), false;
    if (t.name == Name::table) return close_section(t);
    if (t.name == Name::body || t.name == Name::html || starts_table_part(t.name)) return false;
  }
  return in_table(t);
}

bool Builder::close_row(Token& t) {
  if (open_.in_scope(Name::tr, Scope::table) == 0) return false;
  clear_to(Name::tr, Name::tr, Name::tr);
  open_.pop(t.type == Type::end_tag && t.name == Name::tr ? t.source.end : t.source.begin);
  mode_ = Mode::in_table_body;
  return true;
}

bool Builder::in_row(Token& t) {
  if (t.type == Type::start_tag) {
    if (t.name == Name::th || t.name == Name::td) {
      clear_to(Name::tr, Name::tr, Name::tr);
      insert(t);
      mode_ = Mode::in_cell;
      push_marker();
      return false;
    }
    return starts_table_part(t.name) ? close_row(t) : in_table(t);
  }
  if (t.type == Type::end_tag) {
    if (t.name == Name::tr) return close_row(t), false;
    if (t.name == Name::table) return close_row(t);
    if (is_section(t.name)) return open_.in_scope(t.name, Scope::table) != 0 && close_row(t);
    if (t.name == Name::body || t.name == Name::html || starts_table_part(t.name)) return false;
  }
  return in_table(t);
}

// Closes the td or th in table scope.
void Builder::close_cell(Token& t) {
  implied_ends();
  const std::uint32_t td = open_.in_scope(Name::td, Scope::table), th = open_.in_scope(Name::th, Scope::table);
  const std::uint32_t cell = td > th ? td : th;
  const bool own = t.type == Type::end_tag && (t.name == Name::td || t.name == Name::th);
  if (cell != 0) pop_to(cell, own ? t.source.end : t.source.begin);
  clear_to_marker();
  mode_ = Mode::in_row;
}

bool Builder::in_cell(Token& t) {
  if (t.type == Type::start_tag && starts_table_part(t.name)) {
    if (open_.in_scope(Name::td, Scope::table) == 0 && open_.in_scope(Name::th, Scope::table) == 0) return false;
    close_cell(t);
    return true;
  }
  if (t.type == Type::end_tag) {
    switch (t.name) {
      case Name::td:
      case Name::th: {
        const std::uint32_t cell = open_.in_scope(t.name, Scope::table);
        if (cell == 0) return false;
        implied_ends();
        pop_to(cell, t.source.end);
        clear_to_marker();
        mode_ = Mode::in_row;
        return false;
      }
      case Name::body:
      case Name::caption:
      case Name::col:
      case Name::colgroup:
      case Name::html:
        return false;
      case Name::table:
      case Name::tbody:
      case Name::tfoot:
      case Name::thead:
      case Name::tr:
        if (open_.in_scope(t.name, Scope::table) == 0) return false;
        close_cell(t);
        return true;
      default:
        break;
    }
  }
  return in_body(t);
}

}  // namespace dateline::html
