// Finds: where each token belongs: the loop over tokens and the steps all modes share. See builder.h.
#include "dateline/page/html/builder.h"

#include <algorithm>

#include "dateline/page/html/html.h"
#include "dateline/page/html/scan.h"

namespace dateline::html {

Scratch::Scratch() : workspace_(std::make_unique<Workspace>()) {}
Scratch::~Scratch() = default;
Scratch::Scratch(Scratch&&) noexcept = default;
Scratch& Scratch::operator=(Scratch&&) noexcept = default;

namespace {

// Decoded text can be three times its source (a NUL becomes U+FFFD) and must still be counted in 31 bits.
constexpr std::size_t kLargestPage = std::size_t{512} << 20;

void build(std::string_view source, Context context, const Limits& limits, Scratch& scratch, Tree& tree) {
  Limits bounded = limits;
  bounded.open_elements = std::clamp(limits.open_elements, 16U, 16384U);  // positions are kept in 16 bits
  bounded.formatting_elements = std::clamp(limits.formatting_elements, 4U, 4096U);
  TreeStore store(tree, scratch.workspace().store, bounded);
  const bool too_large = source.size() > kLargestPage;
  store.start(source.substr(0, kLargestPage));
  if (too_large) store.note(kCutSize);
  const bool marked = context.tag == Name::none && source.starts_with("\xEF\xBB\xBF");
  Builder(store, scratch.workspace(), context, marked ? 3 : 0).run();
  store.finish();
}

}  // namespace

void parse(std::string_view source, const Limits& limits, Scratch& scratch, Tree& tree) {
  build(source, Context{}, limits, scratch, tree);
}

Tree parse(std::string_view source, const Limits& limits, Scratch& scratch) {
  Tree tree;
  parse(source, limits, scratch, tree);
  return tree;
}

Tree parse_fragment(std::string_view source, std::string_view tag, Space space, const Limits& limits, Scratch& scratch) {
  Tree tree;
  const Name known = known_name(tag);
  build(source, Context{known == Name::none ? Name::div : known, space}, limits, scratch, tree);
  return tree;
}

Builder::Builder(TreeStore& store, Workspace& workspace, Context context, std::uint32_t begin)
    : store_(store),
      tokens_(store, workspace.doctype, begin),
      work_(workspace),
      doctype_(workspace.doctype),
      open_(store, workspace.open),
      formatting_(workspace.formatting),
      template_modes_(workspace.template_modes),
      context_(context),
      clones_left_(1000 + store.source().size() / 8),
      steps_left_(100000 + 16 * static_cast<std::uint64_t>(store.source().size())) {
  formatting_.clear();
  template_modes_.clear();
  work_.table_text.clear();
}

void Builder::run() {
  if (is_fragment()) start_fragment();
  Token t;
  while (!done_) {
    const bool foreign =
        !open_.empty() && (open_.depth() == 1 && is_fragment() ? context_.space : open_.top().space) != Space::html;
    tokens_.allow_cdata(foreign);
    tokens_.next(t);
    here_ = t.source;
    if (skip_newline_ && skip_newline(t)) continue;
    handle(t);
    if (store_.nodes_spent() && !done_) {
      spill(t);
      break;
    }
  }
  close_all(here_.end);
}

// Is there anything in it but white space (and NUL, which a body drops)?
bool Builder::is_blank(const Chunk& c) const {
  const std::string_view text =
      c.length != 0 ? std::string_view(c.text, c.length) : store_.source().substr(c.source.begin, c.source.end - c.source.begin);
  return text.find_first_not_of(std::string_view(" \t\n\f\r\0", 6)) == std::string_view::npos;
}

// The node budget is spent: the rest of the page becomes paragraphs of the body, without the tags inside them; when an eighth
// of the budget more is spent, one text. The content of script and style is left out of it.
void Builder::spill(Token& t) {
  store_.note(kCutNodes);
  store_.stop_at(t.source.end);
  if (!work_.table_text.empty()) flush_table_text();
  if (open_.empty()) insert_implied(Name::html, t);
  const NodeId home = open_.depth() >= 2 && open_.at(2).name == Name::body ? open_.at(2).node : open_.top().node;
  const std::uint64_t most = store_.limits().nodes + std::uint64_t{store_.limits().nodes} / 8;
  NodeId parent = home;
  Span between = t.source;  // the tag that parts two texts
  bool quiet = open_.top_is(Name::script) || open_.top_is(Name::style), apart = true;
  tokens_.allow_cdata(false);
  for (tokens_.next(t); t.type != Token::Type::end; tokens_.next(t)) {
    here_ = t.source;
    if (t.type != Token::Type::text) {
      tokens_.drop_attributes(t);
      const bool start = t.type == Token::Type::start_tag;
      quiet = start && (t.name == Name::script || t.name == Name::style);
      if (quiet) tokens_.set_mode(t.name == Name::script ? TextMode::script : TextMode::rawtext, t.name);
      const bool tag = start || t.type == Token::Type::end_tag;
      if (!tag || (traits_of(Space::html, t.name) & kSpecial) == 0) continue;
      apart = true;
      between = t.source;
      continue;
    }
    if (quiet || (apart && is_blank(t.chunk))) continue;
    if (apart && store_.node_count() + 2 <= most) {
      parent = store_.new_element(Name::p, Space::html, Piece{}, here_);
      store_.append_child(home, parent);
    } else if (apart) {
      store_.insert_text(parent, kNoNode, Chunk{between, 1, {' '}});
    }
    apart = false;
    store_.insert_text(parent, kNoNode, t.chunk);
    store_.node(parent).source.end = std::max(store_.node(parent).source.end, here_.end);
  }
}

void Builder::handle(Token& t) {
  attributes_used_ = false;
  if (t.type == Token::Type::start_tag && open_.depth() >= store_.limits().open_elements && flatten(t)) return;
  while (step(t)) {
  }
  if (t.type == Token::Type::start_tag && t.attributes.length != 0 && !attributes_used_) tokens_.drop_attributes(t);
}

void Builder::start_fragment() {
  const NodeId root = store_.new_element(Name::html, Space::html, Piece{}, {0, 0});
  store_.append_child(0, root);
  open_.push(root);
  if (context_.space == Space::html) {
    switch (context_.tag) {
      case Name::title:
      case Name::textarea:
        tokens_.set_mode(TextMode::rcdata, Name::none);
        break;
      case Name::style:
      case Name::xmp:
      case Name::iframe:
      case Name::noembed:
      case Name::noframes:
        tokens_.set_mode(TextMode::rawtext, Name::none);
        break;
      case Name::script:
        tokens_.set_mode(TextMode::script, Name::none);
        break;
      case Name::plaintext:
        tokens_.set_mode(TextMode::plaintext, Name::none);
        break;
      case Name::template_:
        template_modes_.push_back(Mode::in_template);
        break;
      default:
        break;
    }
  }
  reset_mode();
}

// A line feed right after <pre>, <listing> or <textarea> is dropped. True: nothing else was in the token.
bool Builder::skip_newline(Token& t) {
  skip_newline_ = false;
  if (t.type != Token::Type::text) return false;
  Chunk& c = t.chunk;
  if (c.length != 0) return c.text[0] == '\n';
  if (store_.source()[c.source.begin] != '\n') return false;
  ++c.source.begin;
  return c.source.begin == c.source.end;
}

bool Builder::html_rules_apply(const Token& t) {
  if (open_.empty() || t.type == Token::Type::end) return true;
  const bool outside = open_.depth() == 1 && is_fragment();
  const Open& o = open_.top();
  const Space space = outside ? context_.space : o.space;
  if (space == Space::html) return true;
  const Name name = outside ? context_.tag : o.name;
  const bool start = t.type == Token::Type::start_tag;
  if (!start && t.type != Token::Type::text) return false;
  if (space == Space::math && is_math_text(name)) return !start || (t.name != Name::mglyph && t.name != Name::malignmark);
  if (space == Space::math && name == Name::annotation_xml && start && t.name == Name::svg) return true;
  return outside ? space == Space::svg && is_svg_html(name) : is_html_integration(o);
}

bool Builder::step(Token& t) {
  if (open_.empty() || (open_.top().space == Space::html && !is_fragment()) || html_rules_apply(t)) return html_step(t);
  return in_foreign(t);
}

bool Builder::html_step(Token& t) {
  static constexpr Rule kRules[] = {&Builder::initial,
                                    &Builder::before_html,
                                    &Builder::before_head,
                                    &Builder::in_head,
                                    &Builder::in_head_noscript,
                                    &Builder::after_head,
                                    &Builder::in_body,
                                    &Builder::text,
                                    &Builder::in_table,
                                    &Builder::in_table_text,
                                    &Builder::in_caption,
                                    &Builder::in_column_group,
                                    &Builder::in_table_body,
                                    &Builder::in_row,
                                    &Builder::in_cell,
                                    &Builder::in_template,
                                    &Builder::after_body,
                                    &Builder::in_frameset,
                                    &Builder::after_frameset,
                                    &Builder::after_after_body,
                                    &Builder::after_after_frameset};
  return mode_ == Mode::in_body ? in_body(t) : (this->*kRules[static_cast<std::size_t>(mode_)])(t);
}

void Builder::close_all(std::uint32_t end) {
  if (!work_.table_text.empty()) flush_table_text();
  while (!open_.empty()) open_.pop(end);
}

// "Appropriate place for inserting a node", with the rule that sends content out of tables.
Builder::Place Builder::place_for(NodeId target) {
  const Node& n = store_.node(target);
  if (!fostering_ || n.space != Space::html || (html_traits(n.name) & kFosters) == 0) return {target, kNoNode};
  const std::uint32_t table = open_.find(Name::table), inner = open_.find(Name::template_);
  if (inner > table) return {open_.at(inner).node, kNoNode};
  if (table == 0) return {open_.at(1).node, kNoNode};
  const NodeId node = open_.at(table).node;
  const NodeId parent = store_.node(node).parent;
  if (parent != kNoNode) return {parent, node};
  return {open_.at(table - 1).node, kNoNode};
}

NodeId Builder::insert(const Token& t, Space space) {
  const Place where = open_.empty() ? Place{0, kNoNode} : place();
  const NodeId node = store_.new_element(t.name, space, t.attributes, t.source);
  store_.insert_before(where.parent, node, where.before);
  open_.push(node);
  attributes_used_ = true;
  return node;
}

NodeId Builder::insert_implied(Name name, const Token& t) {
  const Place where = open_.empty() ? Place{0, kNoNode} : place();
  const NodeId node = store_.new_element(name, Space::html, Piece{}, {t.source.begin, t.source.begin});
  store_.insert_before(where.parent, node, where.before);
  open_.push(node);
  return node;
}

void Builder::insert_void(const Token& t) {
  const Place where = place();
  store_.insert_before(where.parent, store_.new_element(t.name, Space::html, t.attributes, t.source), where.before);
  attributes_used_ = true;
}

void Builder::insert_chunk(const Chunk& chunk) {
  const Place where = place();
  store_.insert_text(where.parent, where.before, chunk);
}

void Builder::insert_comment(const Token& t) {
  if (open_.empty()) return insert_comment_in(0, t);
  const Place where = place();
  const NodeId node = store_.new_node(Kind::comment, t.source);
  store_.node(node).data = t.data;
  store_.insert_before(where.parent, node, where.before);
}

void Builder::insert_comment_in(NodeId parent, const Token& t) {
  const NodeId node = store_.new_node(Kind::comment, t.source);
  store_.node(node).data = t.data;
  store_.append_child(parent, node);
}

void Builder::read_raw(Token& t, TextMode mode) {
  insert(t);
  tokens_.set_mode(mode, t.name);
  original_mode_ = mode_;
  mode_ = Mode::text;
}

void Builder::implied_ends(Name except) {
  while ((open_.top().traits & kImplied) != 0 && open_.top().name != except) open_.pop(here_.begin);
}

// Pops up to and with the element at `position`, whose source range ends at `end`.
void Builder::pop_to(std::uint32_t position, std::uint32_t end) {
  while (open_.depth() > position) open_.pop(here_.begin);
  open_.pop(end);
}

void Builder::close_p() {
  const std::uint32_t p = open_.in_scope(Name::p, Scope::button);
  if (p != 0) pop_to(p, here_.begin);
}

// At the cap of open elements: makes room by closing the innermost element, so that the new one becomes its sibling; or,
// where the tree's structure hangs on that element, puts the new element there without opening it. True: all done.
bool Builder::flatten(Token& t) {
  const bool html = open_.top().space == Space::html;
  if (html && (html_traits(t.name) & kLeaf) != 0) return false;
  store_.note(kCutDepth);
  while (open_.depth() >= store_.limits().open_elements) {
    const Open& o = open_.top();
    const bool structure =
        o.space == Space::html && ((o.traits & (kScope | kFosters)) != 0 || o.name == Name::colgroup || o.name == Name::head ||
                                   o.name == Name::body || o.name == Name::frameset || o.name == Name::noscript);
    if (structure) break;
    open_.pop(here_.begin);
  }
  if (open_.depth() < store_.limits().open_elements) return false;
  fostering_ = true;
  insert_void(t);
  fostering_ = false;
  return true;
}

// Splits leading white space off a text token, into `space` (empty if there is none). True when that was all of it.
bool Builder::split_space(Token& t, Chunk& space) {
  Chunk& c = t.chunk;
  space = Chunk{};
  if (c.length != 0) {
    if (c.length != 1 || !is_space(c.text[0])) return false;
    space = c;
    return true;
  }
  const char* base = store_.source().data();
  const auto rest = static_cast<std::uint32_t>(skip_space(base + c.source.begin, base + c.source.end) - base);
  space.source = {c.source.begin, rest};
  c.source.begin = rest;
  return rest == c.source.end;
}

// The same; the white space goes into the tree.
bool Builder::insert_space(Token& t) {
  Chunk space;
  const bool all = split_space(t, space);
  if (space.length != 0 || space.source.begin != space.source.end) insert_chunk(space);
  return all;
}

// "Reset the insertion mode appropriately".
void Builder::reset_mode() {
  for (std::uint32_t i = open_.depth(); i > 0; --i) {
    const bool last = i == 1;
    const bool outside = last && is_fragment();
    const Name name = outside ? context_.tag : open_.at(i).name;
    if ((outside ? context_.space : open_.at(i).space) == Space::html) {
      switch (name) {
        case Name::td:
        case Name::th:
          if (last) break;
          mode_ = Mode::in_cell;
          return;
        case Name::tr:
          mode_ = Mode::in_row;
          return;
        case Name::tbody:
        case Name::thead:
        case Name::tfoot:
          mode_ = Mode::in_table_body;
          return;
        case Name::caption:
          mode_ = Mode::in_caption;
          return;
        case Name::colgroup:
          mode_ = Mode::in_column_group;
          return;
        case Name::table:
          mode_ = Mode::in_table;
          return;
        case Name::template_:
          mode_ = template_modes_.empty() ? Mode::in_body : template_modes_.back();
          return;
        case Name::head:
          if (last) break;
          mode_ = Mode::in_head;
          return;
        case Name::body:
          mode_ = Mode::in_body;
          return;
        case Name::frameset:
          mode_ = Mode::in_frameset;
          return;
        case Name::html:
          mode_ = head_ == kNoNode ? Mode::before_head : Mode::after_head;
          return;
        default:
          break;
      }
    }
  }
  mode_ = Mode::in_body;
}

}  // namespace dateline::html
