// What the bytes of an input are: text, HTML, or a named binary kind. By content first, by name last (WHATWG MIME Sniffing in
// spirit: magic numbers, then binary bytes, then markup).
#include <array>
#include <string_view>

#include "dateline/base/chars.h"
#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

namespace {

struct Magic {
  std::string_view bytes;
  std::string_view kind;
};
using namespace std::string_view_literals;

constexpr std::array kMagic = {
    Magic{"\xFF\xD8\xFF"sv, "jpeg"},
    Magic{"\x89PNG\r\n"sv, "png"},
    Magic{"GIF8"sv, "gif"},
    Magic{"%PDF-"sv, "pdf"},
    Magic{"\x7F"
          "ELF"sv,
          "elf"},
    Magic{"PK\x03\x04"sv, "zip"},
    Magic{"PK\x05\x06"sv, "zip"},
    Magic{"SQLite format 3\0"sv, "sqlite"},
    Magic{"\x1F\x8B"sv, "gzip"},
    Magic{"\x28\xB5\x2F\xFD"sv, "zstd"},
    Magic{"BZh"sv, "bzip2"},
    Magic{"\xFD"
          "7zXZ"sv,
          "xz"},
    Magic{"7z\xBC\xAF"sv, "7z"},
    Magic{"Rar!"sv, "rar"},
    Magic{"RIFF"sv, "riff"},
    Magic{"OggS"sv, "ogg"},
    Magic{"ID3"sv, "mp3"},
    Magic{"MZ\x90"sv, "exe"},
    Magic{"\xD0\xCF\x11\xE0"sv, "ole"},
    Magic{"wOF2"sv, "font"},
    Magic{"\0\0\1\0"sv, "icon"},
};

bool starts_with(std::string_view text, std::string_view head) { return text.substr(0, head.size()) == head; }

bool starts_with_ascii_folded(std::string_view text, std::string_view lower_head) {
  if (text.size() < lower_head.size()) return false;
  for (size_t i = 0; i < lower_head.size(); ++i) {
    if (to_lower(text[i]) != lower_head[i]) return false;
  }
  return true;
}

bool has_utf16_bom(std::string_view bytes) { return starts_with(bytes, "\xFF\xFE") || starts_with(bytes, "\xFE\xFF"); }

/// UTF-16 without a mark: Latin text has a zero byte in nearly every even or nearly every odd place, and in few others.
bool looks_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  size_t zeros[2] = {0, 0};
  for (size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0 ? 1 : 0;
  const size_t half = head.size() / 2;
  if (half < 8) return false;
  return (zeros[0] * 10 > half * 7 && zeros[1] * 10 < half) || (zeros[1] * 10 > half * 7 && zeros[0] * 10 < half);
}

/// The letters of UTF-16 that are ASCII; enough to find markup.
std::string narrowed(std::string_view bytes) {
  std::string out;
  for (const char c : bytes.substr(0, 16384)) {
    if (c > 0) out += c;
  }
  return out;
}

/// Share of control bytes that no text has, over the first 4 KiB.
bool looks_binary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  size_t control = 0, nul = 0;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte == 0)
      ++nul;
    else if (byte < 0x20 && !is_space(c) && byte != 0x1B && byte != 0x08)
      ++control;
  }
  return nul * 10 > head.size() || control * 20 > head.size();
}

bool has_markup_start(std::string_view bytes) {
  static constexpr std::array kStarts = {"<!doctype"sv, "<html"sv, "<head"sv, "<body"sv,    "<!--"sv,  "<?xml"sv,
                                         "<div"sv,      "<p>"sv,   "<p "sv,   "<article"sv, "<meta"sv, "<title"sv,
                                         "<script"sv,   "<h1"sv,   "<main"sv, "<table"sv};
  while (!bytes.empty() && is_space(bytes.front())) bytes.remove_prefix(1);
  for (const std::string_view start : kStarts) {
    if (starts_with_ascii_folded(bytes, start)) return true;
  }
  return false;
}

/// Tags that only a page has, counted over the first 64 KiB: HTML that begins with words.
bool has_markup_inside(std::string_view bytes) {
  static constexpr std::array kTags = {"</p>"sv,    "</div>"sv, "<br"sv,   "</a>"sv,   "</h1>"sv,
                                       "</body>"sv, "<html"sv,  "</li>"sv, "</span>"sv};
  const std::string_view head = bytes.substr(0, 65536);
  size_t found = 0;
  for (size_t at = head.find('<'); at != std::string_view::npos && found < 4; at = head.find('<', at + 1)) {
    for (const std::string_view tag : kTags) found += starts_with_ascii_folded(head.substr(at), tag) ? 1 : 0;
  }
  return found >= 4;
}

bool is_html_name(std::string_view name) {
  for (const std::string_view ending : {".html"sv, ".htm"sv, ".xhtml"sv, ".shtml"sv}) {
    if (name.size() > ending.size() && starts_with_ascii_folded(name.substr(name.size() - ending.size()), ending)) return true;
  }
  return false;
}

}  // namespace

MediaType sniff(std::string_view bytes, std::string_view file_name, std::string& kind) {
  kind.clear();
  for (const Magic& magic : kMagic) {
    if (starts_with(bytes, magic.bytes)) {
      kind = magic.kind;
      return MediaType::other;
    }
  }
  if (bytes.size() > 12 && bytes.substr(4, 4) == "ftyp") {
    kind = "mp4";
    return MediaType::other;
  }
  if (has_utf16_bom(bytes) || looks_utf16(bytes)) {
    const std::string ascii = narrowed(bytes);
    return is_html_name(file_name) || has_markup_start(ascii) || has_markup_inside(ascii) ? MediaType::html : MediaType::text;
  }
  // Zero bytes inside a page do not make it a picture.
  if (!starts_with_ascii_folded(bytes, "<!doctype html") && !starts_with_ascii_folded(bytes, "<html") && looks_binary(bytes)) {
    kind = "binary";
    return MediaType::other;
  }
  std::string_view content = bytes;
  if (starts_with(content, "\xEF\xBB\xBF")) content.remove_prefix(3);
  if (has_markup_start(content) || has_markup_inside(content)) return MediaType::html;
  return is_html_name(file_name) && content.find('<') != std::string_view::npos ? MediaType::html : MediaType::text;
}

std::string visible(std::string_view text) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const bool hidden = (c.value >= 0x80 && c.value < 0xA0) || (c.value >= 0x200B && c.value <= 0x200F) ||
                        (c.value >= 0x202A && c.value <= 0x202E) || (c.value >= 0x2060 && c.value <= 0x2069) || c.value == 0xFEFF;
    if (c.value == 0x7F) {
      out += "^?";
    } else if (c.value < 0x20 && c.value != '\n' && c.value != '\t') {
      out += '^';
      out += static_cast<char>(c.value + 0x40);
    } else if (hidden) {
      out += "<U+";
      for (int shift = 12; shift >= 0; shift -= 4) out += kHex[(c.value >> shift) & 15U];
      out += '>';
    } else {
      append_utf8(out, c.value);
    }
    at += c.length;
  }
  return out;
}

}  // namespace dateline::ingest
