// The mending of xml_text.h. Example: `<?xml version="1.0" encoding="iso-8859-1"?>` and byte 0x93: row out: U+201C (the label is
// read as windows-1252, Encoding Standard). It does not guess an encoding.
#include "dateline/ingest/xml_text.h"

#include <unicode/ucnv.h>

#include "dateline/base/chars.h"
#include "dateline/ingest/entities.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;

/// The label of the XML declaration, lower case.
std::string declared(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, bytes.substr(0, 512).find("?>"));
  if (head.substr(0, 5) != "<?xml"sv) return {};
  const size_t at = head.find("encoding");
  if (at == std::string_view::npos) return {};
  const size_t open = head.find_first_of("\"'", at);
  if (open == std::string_view::npos) return {};
  return lower_ascii(head.substr(open + 1, head.find(head[open], open + 1) - open - 1));
}

bool has_encoding_error(UErrorCode code) { return U_FAILURE(code) != 0; }

/// False if ICU does not know the label.
bool convert(std::string_view bytes, const std::string& label, XmlText& out) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter* from = ucnv_open(label.c_str(), &code);
  if (has_encoding_error(code)) return false;
  UConverter* to = ucnv_open("UTF-8", &code);
  out.utf8.resize(bytes.size() * 3 + 16);
  char* target = out.utf8.data();
  const char* source = bytes.data();
  ucnv_convertEx(to, from, &target, out.utf8.data() + out.utf8.size(), &source, bytes.data() + bytes.size(), nullptr, nullptr,
                 nullptr, nullptr, 1, 1, &code);
  out.utf8.resize(static_cast<size_t>(target - out.utf8.data()));
  ucnv_close(from);
  ucnv_close(to);
  if (has_encoding_error(code)) out.fault = "bytes that are not " + label;
  if (out.utf8.find("\xEF\xBF\xBD") != std::string::npos && bytes.find("\xEF\xBF\xBD") == std::string_view::npos)
    out.fault = "bytes that are not " + label;
  return true;
}

/// UTF-8 kept, every byte outside it read as windows-1252.
void mend_utf8(std::string_view bytes, XmlText& out) {
  if (is_valid_utf8(bytes)) {
    out.utf8 = std::string(bytes);
    return;
  }
  out.fault = "bytes that are not utf-8";
  for (size_t at = 0; at < bytes.size();) {
    const CodePoint c = decode(bytes, at);
    const auto byte = static_cast<unsigned char>(bytes[at]);
    append_utf8(out.utf8, c.length == 1 && byte >= 0x80 ? meant_by_number(byte) : c.value);
    at += c.length;
  }
}

std::string browser_label(std::string label) {
  if (label == "iso-8859-1" || label == "us-ascii" || label == "ascii" || label == "latin1" || label == "latin-1")
    return "windows-1252";
  if (label == "gb2312" || label == "gbk" || label == "x-gbk" || label == "gb_2312-80") return "gb18030";
  if (label == "euc-kr" || label == "ks_c_5601-1987") return "windows-949";
  if (label == "shift_jis" || label == "x-sjis") return "windows-31j";
  if (label == "iso-8859-9") return "windows-1254";
  if (label == "tis-620" || label == "iso-8859-11") return "windows-874";
  return label;
}

XmlText decoded(std::string_view bytes, std::string_view transport) {
  XmlText out;
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF"sv) {
    mend_utf8(bytes.substr(3), out);
    return out;
  }
  std::string label = lower_ascii(trim(transport));
  if (bytes.substr(0, 2) == "\xFF\xFE"sv || bytes.substr(0, 2) == "<\0"sv) label = "utf-16le";
  if (bytes.substr(0, 2) == "\xFE\xFF"sv || bytes.substr(0, 2) == "\0<"sv) label = "utf-16be";
  if (bytes.substr(0, 4) == "\xFF\xFE\0\0"sv || bytes.substr(0, 4) == "<\0\0\0"sv) label = "utf-32le";
  if (bytes.substr(0, 4) == "\0\0\xFE\xFF"sv || bytes.substr(0, 4) == "\0\0\0<"sv) label = "utf-32be";
  if (bytes.substr(0, 4) == "\x4C\x6F\xA7\x94"sv) label = "cp037";
  if (label.empty()) label = declared(bytes);
  if (label.empty() || label == "utf-8" || label == "utf8") {
    mend_utf8(bytes, out);
    return out;
  }
  if (!convert(bytes, browser_label(label), out)) {
    mend_utf8(bytes, out);
    out.fault = "unknown encoding " + label;
  }
  if (out.utf8.substr(0, 3) == "\xEF\xBB\xBF"sv) out.utf8.erase(0, 3);
  return out;
}

bool is_control(std::string_view text, size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  return byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t';
}

/// One reference in a form that XML knows; bytes read.
size_t mend_reference(std::string_view text, std::string& out) {
  const Reference reference = read_reference(text);
  const bool is_xml_name = text.substr(0, 5) == "&amp;"sv || text.substr(0, 4) == "&lt;"sv || text.substr(0, 4) == "&gt;"sv ||
                           text.substr(0, 6) == "&quot;"sv || text.substr(0, 6) == "&apos;"sv;
  if (is_xml_name) {
    out += '&';
    return 1;
  }
  if (reference.length == 0) {
    out += "&amp;";
    return 1;
  }
  if (reference.value < 0x80) {
    out.append("&#").append(std::to_string(static_cast<uint32_t>(reference.value))).append(";");
  } else {
    append_utf8(out, reference.value);
  }
  return reference.length;
}

}  // namespace

XmlText mended_xml(std::string_view bytes, std::string_view label) {
  XmlText in = decoded(bytes, label);
  XmlText out;
  out.fault = std::move(in.fault);
  const std::string_view text = in.utf8;
  size_t begin = 0;
  while (begin < text.size() && is_space(text[begin])) ++begin;
  for (size_t at = begin; at < text.size();) {
    const std::string_view rest = text.substr(at);
    size_t verbatim = 0;
    if (rest.substr(0, 9) == "<![CDATA["sv) verbatim = rest.find("]]>");
    if (rest.substr(0, 4) == "<!--"sv) verbatim = rest.find("-->");
    if (verbatim > 0) {
      const size_t length = verbatim == std::string_view::npos ? rest.size() : verbatim + 3;
      for (size_t i = 0; i < length; ++i) out.utf8 += is_control(rest, i) ? ' ' : rest[i];
      at += length;
    } else if (text[at] == '&') {
      at += mend_reference(rest, out.utf8);
    } else if (is_control(text, at)) {
      out.utf8 += ' ';
      ++at;
    } else if (rest.substr(0, 2) == "\xC2\x80"sv ||
               (rest[0] == '\xC2' && rest.size() > 1 && static_cast<unsigned char>(rest[1]) < 0xA0)) {
      append_utf8(out.utf8, meant_by_number(static_cast<unsigned char>(rest[1])));
      at += 2;
    } else {
      out.utf8 += text[at++];
    }
  }
  return out;
}

std::string utf8_of(std::string_view bytes, std::string_view label) {
  XmlText out;
  const std::string lower = lower_ascii(trim(label));
  if (lower.empty() || lower == "utf-8" || lower == "utf8" || !convert(bytes, browser_label(lower), out)) mend_utf8(bytes, out);
  return out.utf8;
}

}  // namespace dateline::ingest
