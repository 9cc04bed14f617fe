// The filter of safe_html.h: one pass over tags. Example: `<p style="color: red; position: fixed" onload=x>` -> `<p style="color:
// red;">`. Elements and CSS properties are allowed by list, attributes unless they act. It does not decode references in text.
#include "dateline/ingest/safe_html.h"

#include <algorithm>
#include <array>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/ingest/entities.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;

// Elements of the HTML Standard and its forerunners that only carry text, structure, media and forms. Sorted.
constexpr std::array kElements = {"a"sv,
                                  "abbr"sv,
                                  "acronym"sv,
                                  "address"sv,
                                  "area"sv,
                                  "article"sv,
                                  "aside"sv,
                                  "audio"sv,
                                  "b"sv,
                                  "bdi"sv,
                                  "bdo"sv,
                                  "big"sv,
                                  "blockquote"sv,
                                  "br"sv,
                                  "button"sv,
                                  "canvas"sv,
                                  "caption"sv,
                                  "center"sv,
                                  "cite"sv,
                                  "code"sv,
                                  "col"sv,
                                  "colgroup"sv,
                                  "command"sv,
                                  "data"sv,
                                  "datagrid"sv,
                                  "datalist"sv,
                                  "dd"sv,
                                  "del"sv,
                                  "details"sv,
                                  "dfn"sv,
                                  "dialog"sv,
                                  "dir"sv,
                                  "div"sv,
                                  "dl"sv,
                                  "dt"sv,
                                  "em"sv,
                                  "event-source"sv,
                                  "fieldset"sv,
                                  "figcaption"sv,
                                  "figure"sv,
                                  "font"sv,
                                  "footer"sv,
                                  "form"sv,
                                  "h1"sv,
                                  "h2"sv,
                                  "h3"sv,
                                  "h4"sv,
                                  "h5"sv,
                                  "h6"sv,
                                  "header"sv,
                                  "hr"sv,
                                  "i"sv,
                                  "img"sv,
                                  "input"sv,
                                  "ins"sv,
                                  "kbd"sv,
                                  "keygen"sv,
                                  "label"sv,
                                  "legend"sv,
                                  "li"sv,
                                  "m"sv,
                                  "main"sv,
                                  "map"sv,
                                  "mark"sv,
                                  "menu"sv,
                                  "meter"sv,
                                  "multicol"sv,
                                  "nav"sv,
                                  "nextid"sv,
                                  "noscript"sv,
                                  "ol"sv,
                                  "optgroup"sv,
                                  "option"sv,
                                  "output"sv,
                                  "p"sv,
                                  "picture"sv,
                                  "pre"sv,
                                  "progress"sv,
                                  "q"sv,
                                  "rp"sv,
                                  "rt"sv,
                                  "ruby"sv,
                                  "s"sv,
                                  "samp"sv,
                                  "section"sv,
                                  "select"sv,
                                  "small"sv,
                                  "sound"sv,
                                  "source"sv,
                                  "spacer"sv,
                                  "span"sv,
                                  "strike"sv,
                                  "strong"sv,
                                  "sub"sv,
                                  "summary"sv,
                                  "sup"sv,
                                  "table"sv,
                                  "tbody"sv,
                                  "td"sv,
                                  "textarea"sv,
                                  "tfoot"sv,
                                  "th"sv,
                                  "thead"sv,
                                  "time"sv,
                                  "tr"sv,
                                  "track"sv,
                                  "tt"sv,
                                  "u"sv,
                                  "ul"sv,
                                  "var"sv,
                                  "video"sv,
                                  "wbr"sv};

constexpr std::array kVoid = {"area"sv,  "base"sv,   "br"sv,   "col"sv,  "command"sv, "embed"sv,  "hr"sv,    "img"sv,
                              "input"sv, "keygen"sv, "link"sv, "meta"sv, "param"sv,   "source"sv, "track"sv, "wbr"sv};

/// Elements whose content goes with them.
constexpr std::array kWithContent = {"applet"sv, "script"sv, "style"sv};

constexpr std::array kUrlAttributes = {"action"sv, "background"sv, "cite"sv,   "data"sv, "href"sv,   "icon"sv,  "longdesc"sv,
                                       "lowsrc"sv, "ping"sv,       "poster"sv, "src"sv,  "dynsrc"sv, "usemap"sv};

// Properties that can neither load anything nor move text over other text. Sorted.
constexpr std::array kProperties = {"azimuth"sv,
                                    "background"sv,
                                    "background-color"sv,
                                    "border-bottom-color"sv,
                                    "border-collapse"sv,
                                    "border-color"sv,
                                    "border-left-color"sv,
                                    "border-right-color"sv,
                                    "border-top-color"sv,
                                    "clear"sv,
                                    "color"sv,
                                    "cursor"sv,
                                    "direction"sv,
                                    "display"sv,
                                    "elevation"sv,
                                    "float"sv,
                                    "font"sv,
                                    "font-family"sv,
                                    "font-size"sv,
                                    "font-style"sv,
                                    "font-variant"sv,
                                    "font-weight"sv,
                                    "height"sv,
                                    "letter-spacing"sv,
                                    "line-height"sv,
                                    "overflow"sv,
                                    "pause"sv,
                                    "pause-after"sv,
                                    "pause-before"sv,
                                    "pitch"sv,
                                    "pitch-range"sv,
                                    "richness"sv,
                                    "speak"sv,
                                    "speak-header"sv,
                                    "speak-numeral"sv,
                                    "speak-punctuation"sv,
                                    "speech-rate"sv,
                                    "stress"sv,
                                    "text-align"sv,
                                    "text-decoration"sv,
                                    "text-indent"sv,
                                    "unicode-bidi"sv,
                                    "vertical-align"sv,
                                    "voice-family"sv,
                                    "volume"sv,
                                    "white-space"sv,
                                    "width"sv};

constexpr std::array kCssWords = {"!important"sv, "aqua"sv,   "auto"sv,  "black"sv,       "block"sv,     "blue"sv,   "bold"sv,
                                  "both"sv,       "bottom"sv, "brown"sv, "center"sv,      "collapse"sv,  "dashed"sv, "dotted"sv,
                                  "fuchsia"sv,    "gray"sv,   "green"sv, "inherit"sv,     "italic"sv,    "left"sv,   "lime"sv,
                                  "maroon"sv,     "medium"sv, "navy"sv,  "none"sv,        "normal"sv,    "nowrap"sv, "olive"sv,
                                  "pointer"sv,    "purple"sv, "red"sv,   "right"sv,       "silver"sv,    "solid"sv,  "teal"sv,
                                  "thick"sv,      "thin"sv,   "top"sv,   "transparent"sv, "underline"sv, "white"sv,  "yellow"sv};

constexpr std::array kSchemes = {
    "http"sv, "https"sv, "ftp"sv,  "mailto"sv, "news"sv,   "nntp"sv, "tel"sv,    "urn"sv,  "tag"sv,  "feed"sv, "magnet"sv,
    "irc"sv,  "xmpp"sv,  "sms"sv,  "geo"sv,    "webcal"sv, "sip"sv,  "gopher"sv, "rtsp"sv, "ed2k"sv, "aim"sv,  "callto"sv,
    "svn"sv,  "ssh"sv,   "sftp"sv, "rsync"sv,  "telnet"sv, "wais"sv, "gtalk"sv,  "afs"sv,  "file"sv, "im"sv,   "svn+ssh"sv};

template <typename List>
bool among(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_name_char(char c) { return is_alnum(c) || c == '-' || c == '_' || c == ':' || c == '.'; }

/// Length, share or colour: "0", "10px", "-.5em", "50%", "#ccc", "rgb(0,128,0)".
bool is_css_measure(std::string_view word) {
  if (!word.empty() && word[0] == '#')
    return word.size() > 1 && word.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
  if (word.substr(0, 4) == "rgb("sv) return word.find_first_not_of("0123456789,%.) ", 4) == std::string_view::npos;
  if (!word.empty() && word[0] == '-') word.remove_prefix(1);
  const size_t digits = std::min(word.find_first_not_of("0123456789."), word.size());
  const std::string unit = lower_ascii(word.substr(digits));
  static constexpr std::array kUnits = {""sv,   "cm"sv, "em"sv, "ex"sv, "in"sv, "mm"sv, "pc"sv,
                                        "pt"sv, "px"sv, "%"sv,  ","sv,  ")"sv,  "rem"sv};
  return digits > 0 && digits <= 4 && among(kUnits, unit);
}

bool are_css_words(std::string_view value) {
  for (const std::string_view word : split(value, ' ')) {
    if (!word.empty() && !among(kCssWords, word) && !is_css_measure(word)) return false;
  }
  return true;
}

/// url(...) cut out; then only characters that plain declarations need.
bool plain_css(std::string& style) {
  const std::string lower = lower_ascii(style);
  std::string kept;
  for (size_t at = 0; at < style.size();) {
    const size_t begin = std::min(lower.find("url(", at), style.size());
    kept.append(style, at, begin - at);
    if (begin == style.size()) break;
    const size_t end = lower.find(')', begin);
    if (end == std::string::npos) return false;
    kept += ' ';
    at = end + 1;
  }
  style = std::move(kept);
  return std::all_of(style.begin(), style.end(),
                     [](char c) { return is_alnum(c) || is_space(c) || ":,;#%.!-'\"()_"sv.find(c) != std::string_view::npos; });
}

std::string safe_style(std::string style) {
  std::string out;
  if (style.size() > 65536 || !plain_css(style)) return out;
  for (const std::string_view declaration : split(style, ';')) {
    const size_t colon = declaration.find(':');
    if (colon == std::string_view::npos) {
      if (!trim(declaration).empty()) return {};
      continue;
    }
    const std::string_view name = trim(declaration.substr(0, colon)), value = trim(declaration.substr(colon + 1));
    if (value.empty() || value.find(':') != std::string_view::npos) continue;
    const std::string lower = lower_ascii(name);
    const std::string_view family = std::string_view(lower).substr(0, lower.find('-'));
    static constexpr std::array kFamilies = {"background"sv, "border"sv, "margin"sv, "padding"sv};
    const bool known = among(kProperties, lower) && lower != "background";
    if (!known && !(among(kFamilies, family) && are_css_words(value))) continue;
    if (!out.empty()) out += ' ';
    out.append(name).append(": ").append(value).append(";");
  }
  return out;
}

struct Attribute {
  std::string name, value;
};

/// One tag at text[at] == '<'.
struct Tag {
  std::string name;
  std::vector<Attribute> attributes;
  bool closing = false, self_closing = false;
  size_t end = 0;  ///< behind '>'
};

/// Reads a tag; false if this '<' begins none.
bool read_tag(std::string_view text, size_t at, Tag& tag) {
  tag = {};
  size_t i = at + 1;
  if (i < text.size() && text[i] == '/') {
    tag.closing = true;
    ++i;
  }
  if (i >= text.size() || !is_alpha(text[i])) return false;
  while (i < text.size() && is_name_char(text[i])) tag.name += to_lower(text[i++]);
  while (i < text.size() && text[i] != '>') {
    if (is_space(text[i]) || text[i] == '/') {
      tag.self_closing = text[i] == '/';
      ++i;
      continue;
    }
    if (text[i] == '<') break;
    tag.self_closing = false;
    Attribute attribute;
    while (i < text.size() && !is_space(text[i]) && text[i] != '=' && text[i] != '>' && text[i] != '/')
      attribute.name += to_lower(text[i++]);
    size_t j = i;
    while (j < text.size() && is_space(text[j])) ++j;
    if (j < text.size() && text[j] == '=') {
      i = j + 1;
      while (i < text.size() && is_space(text[i])) ++i;
      if (i < text.size() && (text[i] == '"' || text[i] == '\'')) {
        const size_t close = text.find(text[i], i + 1);
        const size_t stop = close == std::string_view::npos ? text.size() : close;
        attribute.value = std::string(text.substr(i + 1, stop - i - 1));
        i = std::min(stop + 1, text.size());
      } else {
        while (i < text.size() && !is_space(text[i]) && text[i] != '>') attribute.value += text[i++];
      }
    } else if (attribute.name.empty()) {
      ++i;
      continue;
    } else {
      attribute.value = attribute.name;
    }
    if (tag.attributes.size() < 100) tag.attributes.push_back(std::move(attribute));
  }
  tag.end = std::min(i + (i < text.size() && text[i] == '>' ? 1 : 0), text.size());
  return true;
}

std::string decoded(std::string_view value) {
  std::string out;
  for (size_t i = 0; i < value.size();) {
    const Reference reference = value[i] == '&' ? read_reference(value.substr(i)) : Reference{};
    if (reference.length > 0)
      append_utf8(out, reference.value);
    else
      out += value[i];
    i += std::max<size_t>(reference.length, 1);
  }
  return out;
}

std::string escaped_value(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '"')
      out += "&quot;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '&')
      out += "&amp;";
    else
      out += c;
  }
  return out;
}

bool is_plain_name(std::string_view name) {
  return !name.empty() && name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_:") == std::string_view::npos;
}

/// False if the attribute goes.
bool safe_attribute(Attribute& attribute, std::string_view base) {
  const std::string_view name = attribute.name;
  if (!is_plain_name(name) || name.substr(0, 2) == "on"sv || name.substr(0, 5) == "xmlns"sv || name == "srcdoc"sv ||
      name == "formaction"sv || name == "http-equiv"sv || name == "srcset"sv || name == "autoplay"sv)
    return false;
  attribute.value = decoded(attribute.value);
  if (name == "style"sv) {
    attribute.value = safe_style(attribute.value);
    return !attribute.value.empty();
  }
  if (among(kUrlAttributes, name) && !attribute.value.empty()) {
    attribute.value = resolve_url(base, trim(attribute.value));
  }
  return true;
}

void write_tag(Tag& tag, std::string_view base, std::string& out) {
  if (!among(kElements, std::string_view(tag.name))) return;
  const bool is_void = among(kVoid, std::string_view(tag.name));
  if (tag.closing) {
    if (!is_void) out.append("</").append(tag.name).append(">");
    return;
  }
  std::stable_sort(tag.attributes.begin(), tag.attributes.end(),
                   [](const Attribute& a, const Attribute& b) { return a.name < b.name; });
  out.append("<").append(tag.name);
  for (Attribute& attribute : tag.attributes) {
    if (safe_attribute(attribute, base))
      out.append(" ").append(attribute.name).append("=\"").append(escaped_value(attribute.value)).append("\"");
  }
  out.append(is_void ? " />" : ">");
  if (tag.self_closing && !is_void) out.append("</").append(tag.name).append(">");
}

/// Finds the ends of comments and declarations; remembers that there are no more, so that the work stays linear.
class Declarations {
 public:
  explicit Declarations(std::string_view text) : text_(text) {}
  /// Behind the comment, declaration or instruction at `at`; `at` itself if it is none.
  size_t skip(size_t at) {
    if (text_.substr(at, 4) == "<!--"sv) {
      const size_t end = find("-->", at + 4, no_comment_end_);
      if (end != std::string_view::npos) return end + 3;
      const size_t close = find(">", at + 4, no_close_);
      return close == std::string_view::npos ? text_.size() : close + 1;
    }
    if (text_.substr(at, 2) == "<?"sv || (text_.substr(at, 2) == "<!"sv && text_.substr(at, 9) != "<![CDATA["sv)) {
      const size_t end = find(">", at, no_close_);
      if (end != std::string_view::npos) return end + 1;
    }
    return at;
  }

 private:
  size_t find(std::string_view mark, size_t from, bool& absent) const {
    const size_t found = absent ? std::string_view::npos : text_.find(mark, from);
    absent = found == std::string_view::npos;
    return found;
  }
  std::string_view text_;
  bool no_comment_end_ = false, no_close_ = false;
};

/// Behind the end tag of `name`.
size_t skip_element(std::string_view text, size_t at, std::string_view name) {
  for (size_t open = text.find("</", at); open != std::string_view::npos; open = text.find("</", open + 2)) {
    if (lower_ascii(text.substr(open + 2, name.size())) != name) continue;
    const size_t end = text.find('>', open);
    return end == std::string_view::npos ? text.size() : end + 1;
  }
  return text.size();
}

/// Writes what stands at '&': a reference as it is (the windows-1252 numbers as what they mean), a bare & escaped. Bytes read.
size_t write_reference(std::string_view text, std::string& out) {
  static constexpr char kHex[] = "0123456789abcdef";
  const Reference reference = read_reference(text);
  if (reference.length == 0) {
    out += "&amp;";
    return 1;
  }
  const bool number = text[1] == '#';
  if (number && reference.value > 0xFF && text.substr(2, reference.length - 3).size() == 3 && text[2] == '1') {
    std::string digits;
    for (auto left = static_cast<uint32_t>(reference.value); left > 0; left /= 16) digits.insert(digits.begin(), kHex[left % 16]);
    out.append("&#x").append(digits).append(";");
  } else if (number && text[2] == 'X') {
    out.append("&#x").append(text.substr(3, reference.length - 3));
  } else {
    out.append(text.substr(0, reference.length));
  }
  return reference.length;
}

}  // namespace

std::string safe_html(std::string_view html, std::string_view base) {
  std::string out;
  Tag tag;
  Declarations declarations(html);
  for (size_t at = 0; at < html.size();) {
    if (html[at] == '&') {
      at += write_reference(html.substr(at), out);
      continue;
    }
    if (html[at] != '<') {
      const size_t next = std::min(html.find_first_of("<&", at), html.size());
      out.append(html.substr(at, next - at));
      at = next;
      continue;
    }
    if (const size_t end = declarations.skip(at); end > at) {
      at = end;
    } else if (!read_tag(html, at, tag)) {
      out += "&lt;";
      ++at;
    } else {
      at = tag.end;
      if (!tag.closing && !tag.self_closing && among(kWithContent, std::string_view(tag.name)))
        at = skip_element(html, at, tag.name);
      else
        write_tag(tag, base, out);
    }
  }
  return std::string(trim(out));
}

bool looks_like_html(std::string_view text) {
  bool sign = false;
  Tag tag;
  for (size_t at = text.find_first_of("<&"); at != std::string_view::npos; at = text.find_first_of("<&", at)) {
    if (text[at] == '&') {
      const Reference reference = read_reference(text.substr(at));
      sign = sign || reference.length > 0;
      at += std::max<size_t>(reference.length, 1);
      continue;
    }
    if (!read_tag(text, at, tag)) {
      ++at;
      continue;
    }
    if (!among(kElements, std::string_view(tag.name))) return false;
    sign = sign || tag.closing;
    at = tag.end;
  }
  return sign;
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  std::string clean;
  for (const char c : reference) {
    if (static_cast<unsigned char>(c) > 0x20) clean += c;
  }
  const auto scheme_of = [](std::string_view url) -> std::string_view {
    const size_t colon = url.find(':');
    if (colon == std::string_view::npos || colon == 0 || url.find_first_of("/?#") < colon || !is_alpha(url[0])) return {};
    return url.substr(0, colon);
  };
  if (const std::string_view scheme = scheme_of(clean); !scheme.empty())
    return among(kSchemes, std::string_view(lower_ascii(scheme))) ? std::string(reference) : "";
  const std::string_view scheme = scheme_of(base);
  const size_t authority = base.find("://");
  if (scheme.empty() || authority == std::string_view::npos) return std::string(reference);
  if (clean.substr(0, 2) == "//") return std::string(scheme) + ":" + clean;
  base = base.substr(0, base.find('#'));
  if (clean.empty()) return std::string(base);
  if (clean[0] == '#') return std::string(base) + clean;
  const std::string_view without_query = base.substr(0, base.find('?'));
  if (clean[0] == '?') return std::string(without_query) + clean;
  const size_t root = std::min(without_query.find('/', authority + 3), without_query.size());
  const std::string_view origin = without_query.substr(0, root), path = without_query.substr(root);
  const size_t query = std::min(clean.find_first_of("?#"), clean.size());
  std::string joined = clean[0] == '/'
                           ? clean.substr(0, query)
                           : std::string(path.substr(0, path.rfind('/') == std::string_view::npos ? 0 : path.rfind('/'))) + "/" +
                                 clean.substr(0, query);
  std::vector<std::string_view> kept;
  const std::vector<std::string_view> parts = split(std::string_view(joined).substr(1), '/');
  for (size_t i = 0; i < parts.size(); ++i) {
    const bool last = i + 1 == parts.size();
    if (parts[i] == ".."sv) {
      if (!kept.empty()) kept.pop_back();
      if (last) kept.push_back(""sv);
    } else if (parts[i] == "."sv) {
      if (last) kept.push_back(""sv);
    } else {
      kept.push_back(parts[i]);
    }
  }
  std::string out(origin);
  for (const std::string_view part : kept) out.append("/").append(part);
  return out + clean.substr(query);
}

}  // namespace dateline::ingest
