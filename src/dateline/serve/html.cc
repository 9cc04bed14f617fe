// Escaping, context by context: see html.h.
#include "dateline/serve/html.h"

#include "dateline/base/chars.h"

namespace dateline::serve {

namespace {

bool is_override(char32_t c) {
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f || c == 0x061c;
}

std::string hex4(char32_t c) {
  std::string out;
  for (int shift = 12; shift >= 0; shift -= 4)
    out += "0123456789ABCDEF"[(static_cast<unsigned>(c) >> static_cast<unsigned>(shift)) & 15U];
  return out;
}

void add_escaped(std::string& out, std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    switch (c.value) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      case '\n':
      case '\t':
        out += ' ';
        break;
      default:
        if (c.value < 0x20)
          append_utf8(out, 0x2400 + c.value);
        else if ((c.value >= 0x7f && c.value <= 0x9f) || is_override(c.value) || c.value == 0x2028 || c.value == 0x2029)
          out += "⟨U+" + hex4(c.value) + "⟩";
        else
          append_utf8(out, c.value);
    }
    at += c.length;
  }
}

}  // namespace

std::string escape_text(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 16);
  add_escaped(out, text);
  return out;
}

std::string escape_attribute(std::string_view text) { return escape_text(text); }

std::string escape_id(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (!is_alnum(c) && c != '_' && c != '-' && c != '.') c = '_';
  }
  return out.empty() ? "_" : out;
}

std::string safe_url(std::string_view address) {
  const std::string lower = lower_ascii(address.substr(0, 8));
  if (!lower.starts_with("http://") && !lower.starts_with("https://")) return {};
  for (const char c : address) {
    if (static_cast<unsigned char>(c) <= 0x20 || c == '"' || c == '<' || c == '>' || c == '\\' || c == '\x7f') return {};
  }
  return is_valid_utf8(address) ? escape_attribute(address) : std::string();
}

}  // namespace dateline::serve
