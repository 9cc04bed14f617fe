// Finds: the tags, texts, comments and the doctype of a page, in order.
// Example: "<a href=x>Rafah</a>"
// Row out: start_tag a {href "x"} [0, 10), text [10, 15), end_tag a [15, 19).
// Does not try: the tree (builder.h), or telling parse errors; wrong markup is read as the standard says.
#pragma once

#include <cstdint>
#include <string>

#include "dateline/page/html/store.h"

namespace dateline::html {

/// How the tokenizer reads on: HTML Standard, the tokenizer states the tree builder switches to.
enum class TextMode : std::uint8_t { data, rcdata, rawtext, script, plaintext, cdata };

struct Token {
  enum class Type : std::uint8_t { end, text, start_tag, end_tag, comment, doctype };
  Type type = Type::end;
  bool self_closing = false;
  Name name = Name::none;
  Span source;       // bytes in the page
  Piece attributes;  // start tag: first entry and count in Tree's attributes
  Piece data;        // comment: characters
  Chunk chunk;       // text
};

/// The last doctype read. Missing parts are told apart from empty ones.
struct Doctype {
  std::string name, public_id, system_id;
  bool has_name = false, has_public = false, has_system = false, force_quirks = false;
};

/// Reads one page. HTML Standard, section 13.2.5 "Tokenization". Works in one pass; attributes go straight into the
/// tree's array (the builder takes them back with drop_attributes() when it ignores a tag).
class Tokenizer {
 public:
  Tokenizer(TreeStore& store, Doctype& doctype, std::uint32_t begin);

  /// The next token; Type::end at the end of the page, again and again.
  void next(Token& token);
  /// Reads on in this mode. For rcdata, rawtext and script, until an end tag `name`.
  void set_mode(TextMode mode, Name name);
  /// CDATA sections are read as text from now on (the current node is not an HTML element) or as comments.
  void allow_cdata(bool allow) { allow_cdata_ = allow; }
  /// Gives back the attributes of a start tag that makes no element; only right after that tag was read.
  void drop_attributes(const Token& token);

 private:
  std::uint32_t at(const char* p) const { return static_cast<std::uint32_t>(p - base_); }
  void end_token(Token& token);
  bool data(Token& token);
  bool markup(Token& token);
  bool raw(Token& token);
  const char* raw_text_end() const;
  const char* script_end() const;
  bool is_raw_end_tag(const char* p) const;
  void put_text(Token& token, const char* begin, const char* end);
  bool put_special(Token& token, bool references);
  void start_tag(Token& token);
  void end_tag(Token& token);
  void attributes(Token& token);
  void attribute_name(Attribute& attribute);
  void attribute_value(Attribute& attribute, bool keep);
  Piece decoded_value(const char* begin, const char* end);
  void add_attribute(Token& token, const Attribute& attribute, bool keep);
  bool declaration(Token& token);
  void comment(Token& token);
  void bogus_comment(Token& token, const char* begin);
  Piece comment_text(const char* begin, const char* end);
  void doctype(Token& token);
  const char* doctype_id(const char* p, std::string& id, bool& has, bool& done);
  Name folded_name(const char* begin, const char* end);
  void cut_tag(Token& token);

  TreeStore& store_;
  Doctype& doctype_;
  const char* base_;
  const char* p_;
  const char* end_;
  TextMode mode_ = TextMode::data;
  bool allow_cdata_ = false;
  const char* raw_end_ = nullptr;  // end of the text of the present mode, once looked for
  Name raw_name_ = Name::none;
  std::uint32_t serial_ = 0;  // number of the present tag, to find doubled attributes
  std::string fold_;
};

}  // namespace dateline::html
