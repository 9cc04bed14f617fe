// Finds: where each token of a page belongs in its tree.
// Example: "<table><tr><td>14 killed" after "<p>"
// Row out: table > tbody > tr > td > "14 killed", the p closed before.
// Does not try: scripts; the scripting flag is off.
#pragma once

#include <cstdint>
#include <vector>

#include "dateline/page/html/open_elements.h"
#include "dateline/page/html/store.h"
#include "dateline/page/html/tokenizer.h"

namespace dateline::html {

/// Insertion modes of the HTML Standard (13.2.4.1).
enum class Mode : std::uint8_t {
  initial,
  before_html,
  before_head,
  in_head,
  in_head_noscript,
  after_head,
  in_body,
  text,
  in_table,
  in_table_text,
  in_caption,
  in_column_group,
  in_table_body,
  in_row,
  in_cell,
  in_template,
  after_body,
  in_frameset,
  after_frameset,
  after_after_body,
  after_after_frameset
};

/// An entry of the list of active formatting elements; node kNoNode is a marker. `print` is a hash of its attributes,
/// computed when first needed (0 until then).
struct Formatting {
  NodeId node = kNoNode;
  Name name = Name::none;
  std::uint64_t print = 0;
};

/// Memory of the reader kept between pages.
struct Workspace {
  StoreSpace store;
  Doctype doctype;
  std::vector<Open> open;
  std::vector<Formatting> formatting;
  std::vector<Mode> template_modes;
  std::vector<Chunk> table_text;
};

/// The element a fragment is read for; tag Name::none for a whole page.
struct Context {
  Name tag = Name::none;
  Space space = Space::html;
};

/// Builds the tree of one page: HTML Standard, 13.2.6 "Tree construction". Each rule is a function that handles one
/// token and says whether the token must be handled again (the mode has changed).
class Builder {
 public:
  Builder(TreeStore& store, Workspace& workspace, Context context, std::uint32_t begin);
  void run();

 private:
  struct Place {
    NodeId parent, before;
  };
  using Rule = bool (Builder::*)(Token&);

  // The loop over tokens (builder.cc).
  void start_fragment();
  void spill(Token& t);
  bool is_blank(const Chunk& c) const;
  void handle(Token& t);
  bool step(Token& t);
  bool html_step(Token& t);
  bool html_rules_apply(const Token& t);
  bool skip_newline(Token& t);
  void close_all(std::uint32_t end);

  // Insertion modes before and after the body (modes.cc).
  bool initial(Token& t);
  bool before_html(Token& t);
  bool before_head(Token& t);
  bool in_head(Token& t);
  bool in_head_noscript(Token& t);
  bool after_head(Token& t);
  bool text(Token& t);
  bool in_template(Token& t);
  bool after_body(Token& t);
  bool in_frameset(Token& t);
  bool after_frameset(Token& t);
  bool after_after_body(Token& t);
  bool after_after_frameset(Token& t);
  bool head_start(Token& t);
  void start_template(Token& t);
  void end_template(Token& t);
  bool leave_head(Token& t, Mode mode);
  void keep_spaces(Token& t);
  void ignore_text(const Chunk& chunk);

  // In body (body.cc).
  bool in_body(Token& t);
  bool body_start(Token& t);
  bool body_end(Token& t);
  void body_text(const Chunk& chunk);
  void open_block(Token& t);
  void open_heading(Token& t);
  void open_item(Token& t, Name first, Name second);
  void open_form(Token& t);
  void open_anchor(Token& t);
  void open_nobr(Token& t);
  void open_button(Token& t);
  void open_select(Token& t);
  void open_input(Token& t);
  void open_option(Token& t);
  void open_rule(Token& t);
  void open_ruby(Token& t);
  void open_foreign(Token& t, Space space);
  void open_frameset(Token& t);
  void open_verbatim(Token& t);
  void merge_attributes(Token& t, std::uint32_t position);
  void close_block(Token& t, Scope scope, Name except);
  void close_paragraph_tag(Token& t);
  void close_heading(Token& t);
  void close_form(Token& t);
  void close_any(Token& t);
  bool end_of_page(Token& t);

  // Tables (table.cc).
  bool in_table(Token& t);
  bool table_start(Token& t);
  bool is_hidden_input(const Token& t);
  bool in_table_text(Token& t);
  bool in_caption(Token& t);
  bool in_column_group(Token& t);
  bool in_table_body(Token& t);
  bool in_row(Token& t);
  bool in_cell(Token& t);
  bool foster(Token& t);
  bool close_table(Token& t);
  bool close_caption(Token& t);
  bool close_row(Token& t);
  bool close_section(Token& t);
  void close_cell(Token& t);
  void clear_to(Name a, Name b, Name c);
  void flush_table_text();

  // Foreign content (foreign.cc).
  bool in_foreign(Token& t);
  bool foreign_end(Token& t);
  bool is_html_integration(const Open& o);
  bool breaks_out(const Token& t);

  // Formatting elements (formatting.cc).
  void push_formatting(NodeId node);
  void push_marker();
  void clear_to_marker();
  void reconstruct();
  void remove_formatting(NodeId node);
  std::uint32_t find_formatting(Name name) const;
  std::uint32_t index_of_formatting(NodeId node) const;
  std::uint64_t print_of(Formatting& f);
  NodeId clone(NodeId node);
  void adopt(Token& t, Name subject);
  bool adopt_once(Token& t, Name subject);
  void rewire(std::uint32_t fmt_position, std::uint32_t block_position, std::uint32_t entry);
  void drop_formatting_at(std::uint32_t index, std::uint32_t& bookmark);

  // Common steps (builder.cc).
  Place place() { return place_for(open_.top().node); }
  Place place_for(NodeId target);
  NodeId insert(const Token& t, Space space = Space::html);
  NodeId insert_implied(Name name, const Token& t);
  void insert_void(const Token& t);
  void insert_chunk(const Chunk& chunk);
  void insert_comment(const Token& t);
  void insert_comment_in(NodeId parent, const Token& t);
  void read_raw(Token& t, TextMode mode);
  void implied_ends(Name except = Name::none);
  void pop_to(std::uint32_t position, std::uint32_t end);
  void close_p();
  bool flatten(Token& t);
  void reset_mode();
  bool split_space(Token& t, Chunk& space);
  bool insert_space(Token& t);
  bool is_fragment() const { return context_.tag != Name::none; }
  bool fragment_of_select() const { return context_.tag == Name::select && context_.space == Space::html; }
  bool has_template() const { return open_.find(Name::template_) != 0; }
  Name tag_of(NodeId node) { return store_.node(node).name; }

  TreeStore& store_;
  Tokenizer tokens_;
  Workspace& work_;
  Doctype& doctype_;
  OpenElements open_;
  std::vector<Formatting>& formatting_;
  std::vector<Mode>& template_modes_;
  Context context_;
  Mode mode_ = Mode::initial;
  Mode original_mode_ = Mode::initial;
  NodeId head_ = kNoNode, form_ = kNoNode;
  Span here_;  // the present token
  bool frameset_ok_ = true, fostering_ = false, skip_newline_ = false, attributes_used_ = false, done_ = false;
  std::uint32_t merges_left_ = 100;
  std::uint64_t clones_left_ = 0;  // formatting elements that may still be reopened
  std::uint64_t steps_left_ = 0;   // looks the adoption agency may still take
};

}  // namespace dateline::html
