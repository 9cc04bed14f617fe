// The MIME reader of mail.h. Example: `Content-Type: multipart/alternative; boundary=b`, two parts, the second text/html in
// quoted-printable. Row out: RawPage{bytes = that part decoded, charset, side.title = Subject}. It follows no link, opens no
// attachment, and reads one message a file.
#include "dateline/ingest/mail.h"

#include <vector>

#include "dateline/base/chars.h"
#include "dateline/ingest/http.h"
#include "dateline/ingest/xml_text.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kMostParts = 2000;
constexpr size_t kMostDepth = 8;

int hex_value(char c) {
  return is_digit(c) ? c - '0' : c >= 'A' && c <= 'F' ? c - 'A' + 10 : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// A parameter of a header value: boundary of `multipart/mixed; boundary="x"`.
std::string parameter(std::string_view value, std::string_view lower_name) {
  const std::string lower = lower_ascii(value);
  for (size_t at = lower.find(lower_name); at != std::string::npos; at = lower.find(lower_name, at + 1)) {
    size_t i = at + lower_name.size();
    while (i < value.size() && is_space(value[i])) ++i;
    if (i >= value.size() || value[i] != '=' || at == 0 || is_alnum(value[at - 1])) continue;
    ++i;
    while (i < value.size() && is_space(value[i])) ++i;
    if (i < value.size() && value[i] == '"') return std::string(value.substr(i + 1, value.find('"', i + 1) - i - 1));
    return std::string(value.substr(i, value.find_first_of("; \t\r\n", i) - i));
  }
  return {};
}

struct Part {
  std::string type, charset, encoding, location;
  std::string_view body;
};

/// Walks the parts with a list of its own; nested multiparts to a depth.
std::vector<Part> parts_of(std::string_view message, Fields& top) {
  struct Open {
    std::string_view text;
    size_t depth;
  };
  std::vector<Part> parts;
  std::vector<Open> open = {{message, 0}};
  while (!open.empty() && parts.size() < kMostParts) {
    const Open here = open.back();
    open.pop_back();
    size_t length = header_length(here.text);
    if (!here.text.empty() && (here.text[0] == '\n' || here.text[0] == '\r')) length = here.text[0] == '\r' ? 2 : 1;
    if (length == std::string_view::npos || length > here.text.size()) continue;
    const Fields fields = parse_fields(here.text.substr(0, length), false);
    if (here.depth == 0) top = fields;
    const std::string_view body = here.text.substr(length), value = fields.get("content-type");
    const ContentType type = parse_content_type(value);
    const std::string boundary = "--" + parameter(value, "boundary");
    if (type.type.substr(0, 10) != "multipart/"sv || boundary.size() < 3 || here.depth >= kMostDepth) {
      parts.push_back({type.type, type.charset, lower_ascii(trim(fields.get("content-transfer-encoding"))),
                       std::string(fields.get("content-location")), body});
      continue;
    }
    std::vector<Open> inner;
    size_t begin = std::string_view::npos;
    for (size_t at = body.find(boundary); at != std::string_view::npos && inner.size() < kMostParts;
         at = body.find(boundary, at + boundary.size())) {
      if (at > 0 && body[at - 1] != '\n') continue;
      if (begin != std::string_view::npos) inner.push_back({body.substr(begin, at - begin), here.depth + 1});
      const size_t line = body.find('\n', at);
      begin =
          line == std::string_view::npos || body.substr(at + boundary.size(), 2) == "--"sv ? std::string_view::npos : line + 1;
      if (begin == std::string_view::npos) break;
    }
    if (begin != std::string_view::npos) inner.push_back({body.substr(begin), here.depth + 1});
    open.insert(open.end(), inner.rbegin(), inner.rend());
  }
  return parts;
}

std::string decoded(const Part& part) {
  if (part.encoding == "base64") return base64_bytes(part.body);
  if (part.encoding == "quoted-printable") return quoted_printable_bytes(part.body);
  return std::string(part.body);
}

/// The first HTML part, else the first plain one.
const Part* best_of(const std::vector<Part>& parts) {
  for (const std::string_view wanted : {"text/html"sv, "application/xhtml+xml"sv, "text/plain"sv, ""sv}) {
    for (const Part& part : parts) {
      if (part.type == wanted && !trim(part.body).empty()) return &part;
    }
  }
  return nullptr;
}

}  // namespace

std::string base64_bytes(std::string_view text) {
  std::string out;
  uint32_t bits = 0, count = 0;
  for (const char c : text) {
    const int value = is_upper(c)            ? c - 'A'
                      : is_lower(c)          ? c - 'a' + 26
                      : is_digit(c)          ? c - '0' + 52
                      : c == '+' || c == '-' ? 62
                      : c == '/' || c == '_' ? 63
                                             : -1;
    if (value < 0) continue;
    bits = bits << 6U | static_cast<uint32_t>(value);
    if (++count % 4 != 1) out += static_cast<char>(bits >> (6 - 2 * ((count - 1) % 4)) & 0xFFU);
  }
  return out;
}

std::string quoted_printable_bytes(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '=') {
      out += text[i];
      continue;
    }
    if (text.substr(i + 1, 1) == "\n"sv || text.substr(i + 1, 2) == "\r\n"sv) {
      i += text[i + 1] == '\r' ? 2 : 1;
    } else if (i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
      i += 2;
    } else {
      out += '=';
    }
  }
  return out;
}

std::string header_text(std::string_view value) {
  std::string out;
  bool after_word = false;
  for (size_t at = 0; at < value.size();) {
    const size_t open = value.find("=?", at);
    const std::string_view between = value.substr(at, open - at);
    const size_t charset_end = open == std::string_view::npos ? open : value.find('?', open + 2);
    const size_t text = charset_end == std::string_view::npos ? charset_end : charset_end + 3;
    const size_t end = text == std::string_view::npos || text > value.size() ? std::string_view::npos : value.find("?=", text);
    if (end > open + 2000) {
      out.append(value.substr(at));
      break;
    }
    if (!after_word || !trim(between).empty()) out.append(between);
    std::string_view label = value.substr(open + 2, charset_end - open - 2);
    label = label.substr(0, label.find('*'));
    const std::string_view coded = value.substr(text, end - text);
    std::string bytes;
    if (to_lower(value[charset_end + 1]) == 'b') {
      bytes = base64_bytes(coded);
    } else {
      for (const char c : coded) bytes += c == '_' ? ' ' : c;
      bytes = quoted_printable_bytes(bytes);
    }
    out.append(utf8_of(bytes, label));
    after_word = true;
    at = end + 2;
  }
  return is_valid_utf8(out) ? out : utf8_of(out, "windows-1252");
}

bool is_mail_start(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 16384);
  const size_t colon = head.find(':');
  if (colon > 40 || head.substr(0, colon).find_first_of(" \t\r\n<") != std::string_view::npos) return false;
  const Fields fields = parse_fields(head.substr(0, header_length(head)), false);
  return fields.has("mime-version") && fields.has("content-type") &&
         (fields.has("from") || fields.has("snapshot-content-location") || fields.has("subject"));
}

bool read_mail(std::string_view bytes, const std::string& path, const Options& options, const Sink& sink) {
  const auto refuse = [&](NoteCode code, std::string detail) {
    sink.refused({path, 0, {code, std::move(detail), 0}});
    return true;
  };
  Fields top;
  const std::vector<Part> parts = parts_of(bytes, top);
  const Part* part = best_of(parts);
  if (part == nullptr) return refuse(NoteCode::no_content, "a message without a text or HTML part");
  RawPage page;
  page.bytes = decoded(*part);
  if (page.bytes.size() > options.max_page_bytes)
    return refuse(NoteCode::too_large, "limit:document_bytes " + std::to_string(options.max_page_bytes));
  if (trim(page.bytes).empty()) return refuse(NoteCode::empty, "the message's text is empty");
  std::string kind;
  const bool html = part->type == "text/html" || part->type == "application/xhtml+xml";
  page.media = sniff(page.bytes, html ? "page.html" : "", kind);
  if (page.media == MediaType::other) return refuse(NoteCode::not_text, kind);
  const std::string_view saved_from = top.get("snapshot-content-location");
  page.path = path;
  page.container = "mail";
  page.url = saved_from.empty() ? part->location : std::string(saved_from);
  if (page.url.substr(0, 4) == "cid:" || page.url.substr(0, 4) == "mid:") page.url.clear();
  page.charset = part->charset;
  page.side.title = header_text(top.get("subject"));
  if (saved_from.empty()) {  // a saved page has the date of saving, a newsletter that of publishing
    page.side.published = std::string(top.get("date"));
    page.side.author = header_text(top.get("from"));
  }
  return sink.page(std::move(page));
}

}  // namespace dateline::ingest
