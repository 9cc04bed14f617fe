// Finds: where tokens belong in the body: blocks, lists, headings, forms, text. See builder.h.
// Example: "<ul><li>Rafah<li>Jenin</ul>"
// Row out: ul > li > "Rafah", ul > li > "Jenin".
// Does not try: the rules of tables (table.cc), formatting elements (formatting.cc), foreign content (foreign.cc).
#include "dateline/page/html/builder.h"

namespace dateline::html {

using Type = Token::Type;

bool Builder::in_body(Token& t) {
  switch (t.type) {
    case Type::text:
      return body_text(t.chunk), false;
    case Type::start_tag:
      return body_start(t);
    case Type::end_tag:
      return body_end(t);
    case Type::comment:
      return insert_comment(t), false;
    case Type::doctype:
      return false;
    case Type::end:
      break;
  }
  return end_of_page(t);
}

bool Builder::end_of_page(Token& t) {
  if (!template_modes_.empty()) return in_template(t);
  done_ = true;
  return false;
}

void Builder::body_text(const Chunk& chunk) {
  if (chunk.length == 1 && chunk.text[0] == '\0') return;
  reconstruct();
  insert_chunk(chunk);
  if (!frameset_ok_) return;
  Token copy;
  copy.chunk = chunk;
  Chunk space;
  if (!split_space(copy, space)) frameset_ok_ = false;
}

bool Builder::body_start(Token& t) {
  switch (t.name) {
    case Name::p:
    case Name::div:
    case Name::address:
    case Name::article:
    case Name::aside:
    case Name::blockquote:
    case Name::center:
    case Name::details:
    case Name::dialog:
    case Name::dir:
    case Name::dl:
    case Name::fieldset:
    case Name::figcaption:
    case Name::figure:
    case Name::footer:
    case Name::header:
    case Name::hgroup:
    case Name::main:
    case Name::menu:
    case Name::nav:
    case Name::ol:
    case Name::search:
    case Name::section:
    case Name::summary:
    case Name::ul:
      return open_block(t), false;
    case Name::b:
    case Name::big:
    case Name::code:
    case Name::em:
    case Name::font:
    case Name::i:
    case Name::s:
    case Name::small:
    case Name::strike:
    case Name::strong:
    case Name::tt:
    case Name::u:
      reconstruct();
      return push_formatting(insert(t)), false;
    case Name::a:
      return open_anchor(t), false;
    case Name::nobr:
      return open_nobr(t), false;
    case Name::h1:
    case Name::h2:
    case Name::h3:
    case Name::h4:
    case Name::h5:
    case Name::h6:
      return open_heading(t), false;
    case Name::li:
      return open_item(t, Name::li, Name::li), false;
    case Name::dd:
    case Name::dt:
      return open_item(t, Name::dd, Name::dt), false;
    case Name::base:
    case Name::basefont:
    case Name::bgsound:
    case Name::link:
    case Name::meta:
    case Name::noframes:
    case Name::script:
    case Name::style:
    case Name::template_:
    case Name::title:
      return head_start(t), false;
    case Name::area:
    case Name::br:
    case Name::embed:
    case Name::img:
    case Name::keygen:
    case Name::wbr:
      reconstruct();
      insert_void(t);
      frameset_ok_ = false;
      return false;
    case Name::param:
    case Name::source:
    case Name::track:
      return insert_void(t), false;
    case Name::image:
      t.name = Name::img;
      return true;
    case Name::input:
      return open_input(t), false;
    case Name::hr:
      return open_rule(t), false;
    case Name::html:
      return has_template() ? false : (merge_attributes(t, 1), false);
    case Name::body:
      if (open_.depth() < 2 || open_.at(2).name != Name::body || has_template()) return false;
      frameset_ok_ = false;
      return merge_attributes(t, 2), false;
    case Name::frameset:
      return open_frameset(t), false;
    case Name::pre:
    case Name::listing:
    case Name::textarea:
    case Name::xmp:
    case Name::iframe:
    case Name::noembed:
    case Name::plaintext:
      return open_verbatim(t), false;
    case Name::form:
      return open_form(t), false;
    case Name::button:
      return open_button(t), false;
    case Name::select:
      return open_select(t), false;
    case Name::option:
    case Name::optgroup:
      return open_option(t), false;
    case Name::applet:
    case Name::marquee:
    case Name::object:
      reconstruct();
      insert(t);
      push_marker();
      frameset_ok_ = false;
      return false;
    case Name::table:
      if (store_.tree().quirks() != Quirks::full) close_p();
      insert(t);
      frameset_ok_ = false;
      mode_ = Mode::in_table;
      return false;
    case Name::rb:
    case Name::rtc:
    case Name::rp:
    case Name::rt:
      return open_ruby(t), false;
    case Name::math:
      return open_foreign(t, Space::math), false;
    case Name::svg:
      return open_foreign(t, Space::svg), false;
    case Name::caption:
    case Name::col:
    case Name::colgroup:
    case Name::frame:
    case Name::head:
    case Name::tbody:
    case Name::td:
    case Name::tfoot:
    case Name::th:
    case Name::thead:
    case Name::tr:
      return false;
    case Name::noscript:
      if (store_.limits().scripting) return read_raw(t, TextMode::rawtext), false;
      [[fallthrough]];
    default:
      reconstruct();
      insert(t);
      return false;
  }
}

void Builder::open_block(Token& t) {
  close_p();
  insert(t);
}

void Builder::open_heading(Token& t) {
  close_p();
  const Open& o = open_.top();
  if (o.space == Space::html && is_heading(o.name)) open_.pop(here_.begin);
  insert(t);
}

// li closes an open li; dd and dt close each other.
void Builder::open_item(Token& t, Name first, Name second) {
  frameset_ok_ = false;
  const std::uint32_t a = open_.in_scope(first, Scope::item), b = open_.in_scope(second, Scope::item);
  if (const std::uint32_t item = a > b ? a : b; item != 0) {
    implied_ends(open_.at(item).name);
    pop_to(item, here_.begin);
  }
  close_p();
  insert(t);
}

void Builder::open_form(Token& t) {
  if (form_ != kNoNode && !has_template()) return;
  close_p();
  const NodeId node = insert(t);
  if (!has_template()) form_ = node;
}

void Builder::open_anchor(Token& t) {
  if (const std::uint32_t entry = find_formatting(Name::a); entry != 0) {
    const NodeId node = formatting_[entry - 1].node;
    adopt(t, Name::a);
    remove_formatting(node);
    if (open_.is_open(node)) open_.remove(open_.position_of(node));
  }
  reconstruct();
  push_formatting(insert(t));
}

void Builder::open_nobr(Token& t) {
  reconstruct();
  if (open_.in_scope(Name::nobr) != 0) {
    adopt(t, Name::nobr);
    reconstruct();
  }
  push_formatting(insert(t));
}

void Builder::open_button(Token& t) {
  if (const std::uint32_t button = open_.in_scope(Name::button); button != 0) {
    implied_ends();
    pop_to(button, here_.begin);
  }
  reconstruct();
  insert(t);
  frameset_ok_ = false;
}

void Builder::open_select(Token& t) {
  if (fragment_of_select()) return;
  if (const std::uint32_t select = open_.in_scope(Name::select); select != 0) return pop_to(select, here_.begin);
  reconstruct();
  insert(t);
  frameset_ok_ = false;
}

void Builder::open_input(Token& t) {
  if (fragment_of_select()) return;
  if (const std::uint32_t select = open_.in_scope(Name::select); select != 0) pop_to(select, here_.begin);
  reconstruct();
  insert_void(t);
  if (!is_hidden_input(t)) frameset_ok_ = false;
}

void Builder::open_option(Token& t) {
  if (open_.in_scope(Name::select) != 0)
    implied_ends(t.name == Name::option ? Name::optgroup : Name::none);
  else if (open_.top_is(Name::option))
    open_.pop(here_.begin);
  reconstruct();
  insert(t);
}

void Builder::open_rule(Token& t) {
  close_p();
  if (open_.in_scope(Name::select) != 0) implied_ends();
  insert_void(t);
  frameset_ok_ = false;
}

void Builder::open_ruby(Token& t) {
  if (open_.in_scope(Name::ruby) != 0) implied_ends(t.name == Name::rp || t.name == Name::rt ? Name::rtc : Name::none);
  insert(t);
}

void Builder::open_foreign(Token& t, Space space) {
  reconstruct();
  insert(t, space);
  if (t.self_closing) open_.pop(t.source.end);
}

void Builder::open_frameset(Token& t) {
  if (open_.depth() < 2 || open_.at(2).name != Name::body || !frameset_ok_) return;
  store_.detach(open_.at(2).node);
  while (open_.depth() > 1) open_.pop(here_.begin);
  insert(t);
  mode_ = Mode::in_frameset;
}

// Elements whose content is (or begins as) plain characters.
void Builder::open_verbatim(Token& t) {
  if (t.name != Name::textarea && t.name != Name::iframe && t.name != Name::noembed) close_p();
  if (t.name == Name::xmp) reconstruct();
  if (t.name != Name::noembed && t.name != Name::plaintext) frameset_ok_ = false;
  skip_newline_ = t.name == Name::pre || t.name == Name::listing || t.name == Name::textarea;
  if (t.name == Name::textarea) return read_raw(t, TextMode::rcdata);
  if (t.name == Name::xmp || t.name == Name::iframe || t.name == Name::noembed) return read_raw(t, TextMode::rawtext);
  insert(t);
  if (t.name == Name::plaintext) tokens_.set_mode(TextMode::plaintext, Name::none);
}

// A further <html> or <body>: its new attributes go to the open element.
void Builder::merge_attributes(Token& t, std::uint32_t position) {
  if (t.attributes.length == 0) return;
  if (merges_left_ == 0) return store_.note(kCutAttributes);
  --merges_left_;
  const NodeId id = open_.at(position).node;
  std::vector<Attribute>& all = store_.attributes();
  Piece merged;
  merged.begin = static_cast<std::uint32_t>(all.size());
  const Piece old = store_.node(id).data;
  for (std::uint32_t i = 0; i < old.length; ++i) all.push_back(Attribute(all[old.begin + i]));
  for (std::uint32_t i = 0; i < t.attributes.length; ++i) {
    const Attribute fresh = all[t.attributes.begin + i];
    if (store_.tree().find_attribute(id, fresh.name) != nullptr) continue;
    if (all.size() - merged.begin < store_.limits().attributes)
      all.push_back(fresh);
    else
      store_.note(kCutAttributes);
  }
  merged.length = static_cast<std::uint32_t>(all.size() - merged.begin) & 0x7FFFFFFFU;
  store_.node(id).data = merged;
  attributes_used_ = true;
}

bool Builder::body_end(Token& t) {
  switch (t.name) {
    case Name::div:
    case Name::address:
    case Name::article:
    case Name::aside:
    case Name::blockquote:
    case Name::button:
    case Name::center:
    case Name::details:
    case Name::dialog:
    case Name::dir:
    case Name::dl:
    case Name::fieldset:
    case Name::figcaption:
    case Name::figure:
    case Name::footer:
    case Name::header:
    case Name::hgroup:
    case Name::listing:
    case Name::main:
    case Name::menu:
    case Name::nav:
    case Name::ol:
    case Name::pre:
    case Name::search:
    case Name::section:
    case Name::select:
    case Name::summary:
    case Name::ul:
      return close_block(t, Scope::normal, Name::none), false;
    case Name::p:
      return close_paragraph_tag(t), false;
    case Name::a:
    case Name::b:
    case Name::big:
    case Name::code:
    case Name::em:
    case Name::font:
    case Name::i:
    case Name::nobr:
    case Name::s:
    case Name::small:
    case Name::strike:
    case Name::strong:
    case Name::tt:
    case Name::u:
      return adopt(t, t.name), false;
    case Name::li:
      return close_block(t, Scope::list, Name::li), false;
    case Name::dd:
    case Name::dt:
      return close_block(t, Scope::normal, t.name), false;
    case Name::h1:
    case Name::h2:
    case Name::h3:
    case Name::h4:
    case Name::h5:
    case Name::h6:
      return close_heading(t), false;
    case Name::form:
      return close_form(t), false;
    case Name::applet:
    case Name::marquee:
    case Name::object:
      if (open_.in_scope(t.name) == 0) return false;
      close_block(t, Scope::normal, Name::none);
      clear_to_marker();
      return false;
    case Name::template_:
      return end_template(t), false;
    case Name::body:
    case Name::html:
      if (open_.in_scope(Name::body) == 0) return false;
      mode_ = Mode::after_body;
      return t.name == Name::html;
    case Name::br:
      reconstruct();
      t.attributes = Piece{};
      insert_void(t);
      frameset_ok_ = false;
      return false;
    default:
      return close_any(t), false;
  }
}

void Builder::close_block(Token& t, Scope scope, Name except) {
  if (open_.in_scope(t.name, scope) == 0) return;
  implied_ends(except);
  pop_to(open_.find(t.name), t.source.end);
}

void Builder::close_paragraph_tag(Token& t) {
  if (open_.in_scope(Name::p, Scope::button) == 0) insert_implied(Name::p, t);
  implied_ends(Name::p);
  pop_to(open_.find(Name::p), t.source.end);
}

void Builder::close_heading(Token& t) {
  std::uint32_t heading = 0;
  for (const Name h : {Name::h1, Name::h2, Name::h3, Name::h4, Name::h5, Name::h6})
    if (const std::uint32_t at = open_.in_scope(h); at > heading) heading = at;
  if (heading == 0) return;
  implied_ends();
  pop_to(heading, t.source.end);
}

void Builder::close_form(Token& t) {
  if (has_template()) return close_block(t, Scope::normal, Name::none);
  const NodeId form = form_;
  form_ = kNoNode;
  if (form == kNoNode || !open_.is_open(form)) return;
  const std::uint32_t position = open_.position_of(form);
  if (position < open_.border(Scope::normal)) return;
  implied_ends();
  if (position == open_.depth()) return open_.pop(t.source.end);
  store_.node(form).source.end = t.source.end;
  open_.remove(position);
}

// "Any other end tag."
void Builder::close_any(Token& t) {
  const std::uint32_t match = open_.find(t.name);
  if (match == 0 || match < open_.top().special) return;
  implied_ends(t.name);
  pop_to(match, t.source.end);
}

}  // namespace dateline::html
