// Finds: where tokens belong inside SVG and MathML. See builder.h for example, row and limits.
#include "dateline/page/html/builder.h"
#include "dateline/page/html/scan.h"

namespace dateline::html {
namespace {

bool equals_folded(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() && starts_with_folded(text.data(), text.data() + text.size(), lower.data(), lower.size());
}

}  // namespace

bool Builder::is_html_integration(const Open& o) {
  if (o.space == Space::svg) return is_svg_html(o.name);
  if (o.space != Space::math || o.name != Name::annotation_xml) return false;
  const Attribute* encoding = store_.tree().find_attribute(o.node, Name::encoding);
  if (encoding == nullptr) return false;
  const std::string_view value = store_.view(encoding->value);
  return equals_folded(value, "text/html") || equals_folded(value, "application/xhtml+xml");
}

// HTML tags that cannot stand in foreign content and close it.
bool Builder::breaks_out(const Token& t) {
  switch (t.name) {
    case Name::b:
    case Name::big:
    case Name::blockquote:
    case Name::body:
    case Name::br:
    case Name::center:
    case Name::code:
    case Name::dd:
    case Name::div:
    case Name::dl:
    case Name::dt:
    case Name::em:
    case Name::embed:
    case Name::h1:
    case Name::h2:
    case Name::h3:
    case Name::h4:
    case Name::h5:
    case Name::h6:
    case Name::head:
    case Name::hr:
    case Name::i:
    case Name::img:
    case Name::li:
    case Name::listing:
    case Name::menu:
    case Name::meta:
    case Name::nobr:
    case Name::ol:
    case Name::p:
    case Name::pre:
    case Name::ruby:
    case Name::s:
    case Name::small:
    case Name::span:
    case Name::strong:
    case Name::strike:
    case Name::sub:
    case Name::sup:
    case Name::table:
    case Name::tt:
    case Name::u:
    case Name::ul:
    case Name::var:
      return true;
    case Name::font:
      break;
    default:
      return false;
  }
  for (std::uint32_t i = 0; i < t.attributes.length; ++i) {
    const Name name = store_.attributes()[t.attributes.begin + i].name;
    if (name == Name::color || name == Name::face || name == Name::size) return true;
  }
  return false;
}

bool Builder::in_foreign(Token& t) {
  switch (t.type) {
    case Token::Type::text: {
      Chunk c = t.chunk;
      if (c.length == 1 && c.text[0] == '\0') {
        c.length = 3;
        std::memcpy(c.text, "\xEF\xBF\xBD", 3);
      } else if (frameset_ok_) {
        Chunk space;
        Token copy = t;
        if (!split_space(copy, space)) frameset_ok_ = false;
      }
      insert_chunk(c);
      return false;
    }
    case Token::Type::comment:
      return insert_comment(t), false;
    case Token::Type::doctype:
    case Token::Type::end:
      return false;
    case Token::Type::end_tag:
      return foreign_end(t);
    case Token::Type::start_tag:
      break;
  }
  if (breaks_out(t)) {
    while (open_.depth() > 1 && open_.top().space != Space::html && !is_html_integration(open_.top()) &&
           !(open_.top().space == Space::math && is_math_text(open_.top().name)))
      open_.pop(here_.begin);
    return html_step(t);
  }
  const Space space = open_.depth() == 1 && is_fragment() ? context_.space : open_.top().space;
  insert(t, space);
  if (t.self_closing) open_.pop(t.source.end);
  return false;
}

bool Builder::foreign_end(Token& t) {
  if (t.name == Name::br || t.name == Name::p) {
    while (open_.depth() > 1 && open_.top().space != Space::html && !is_html_integration(open_.top()) &&
           !(open_.top().space == Space::math && is_math_text(open_.top().name)))
      open_.pop(here_.begin);
    return html_step(t);
  }
  const std::uint32_t match = open_.find_foreign(t.name);
  const std::uint32_t html = open_.top().html;
  if (match > html) return pop_to(match, t.source.end), false;
  if (html == open_.depth() && html == 1) return false;
  return html_step(t);
}

}  // namespace dateline::html
