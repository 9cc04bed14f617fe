// HTTP messages out of archives. Example: status 200, `Content-Encoding: gzip`, and a body that begins with "<html": row out:
// the body as it is and a note coding_wrong. It sends nothing, follows no redirect, and knows no cookie.
#include "dateline/ingest/http.h"

#include <charconv>

#include "dateline/base/chars.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;

bool equal_folded(std::string_view text, std::string_view lower) {
  if (text.size() != lower.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (to_lower(text[i]) != lower[i]) return false;
  }
  return true;
}

std::string_view trim_ascii(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

/// Takes one line (without its end) off `text`.
std::string_view take_line(std::string_view& text) {
  const size_t end = text.find('\n');
  std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

/// A chunk-size line: hex digits, then nothing, blanks, or an extension. Nothing else, and at most 15 digits.
bool chunk_size(std::string_view line, size_t& size) {
  line = trim_ascii(line.substr(0, line.find(';')));
  if (line.empty() || line.size() > 15) return false;
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), size, 16);
  return error == std::errc() && end == line.data() + line.size();
}

/// Joins the chunks; at a fault what is left is taken as it stands. False if not even the first chunk is one.
bool dechunk(std::string_view body, std::string& out, std::string& fault) {
  bool any = false;
  while (true) {
    std::string_view rest = body;
    size_t size = 0;
    const bool has_line = rest.find('\n') != std::string_view::npos;
    if (!has_line || !chunk_size(take_line(rest), size)) {
      if (!any) return false;
      fault = trim_ascii(body).empty() ? "chunked body without a last chunk" : "wrong chunk size; the rest taken as it stands";
      out.append(trim_ascii(body).empty() ? ""sv : body);
      return true;
    }
    any = true;
    if (size == 0) return true;
    if (size > rest.size()) {
      fault = "last chunk cut off or its size wrong";
      out.append(rest);
      return true;
    }
    out.append(rest.substr(0, size));
    body = rest.substr(size);
    if (body.substr(0, 2) == "\r\n"sv)
      body.remove_prefix(2);
    else if (body.substr(0, 1) == "\n"sv)
      body.remove_prefix(1);
  }
}

Coding coding_of(std::string_view label) {
  if (equal_folded(label, "gzip") || equal_folded(label, "x-gzip")) return Coding::gzip;
  if (equal_folded(label, "deflate")) return Coding::deflate;
  if (equal_folded(label, "br")) return Coding::brotli;
  if (equal_folded(label, "zstd")) return Coding::zstd;
  return Coding::none;
}

/// Control bytes that no text has: tells a raw deflate or brotli stream from a page wrongly labelled.
bool looks_plain(std::string_view bytes) {
  for (const char c : bytes.substr(0, 512)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 && !is_space(c) && byte != 0x1B) return false;
  }
  return true;
}

/// What the bytes are: by magic number first, by label only for the codings that have none.
Coding coding_of_bytes(std::string_view bytes, Coding labelled) {
  const Coding seen = sniff_coding(bytes);
  if (seen == Coding::gzip || seen == Coding::zstd) return seen;
  if ((labelled == Coding::deflate || labelled == Coding::brotli) && !looks_plain(bytes)) return labelled;
  return Coding::none;
}

/// Undoes one coding; false when nothing was undone.
bool undo(Coding coding, const UnpackLimits& limits, Body& out) {
  std::string plain;
  const Outcome outcome = unpack(coding, out.bytes, limits, plain);
  if (outcome == Outcome::too_large || outcome == Outcome::too_dense) {
    out.too_large = true;
    out.notes.push_back({NoteCode::too_large, std::string(name_of(outcome)) + " (" + std::string(name_of(coding)) + " body)", 0});
    return false;
  }
  if (outcome != Outcome::done && plain.empty()) {
    out.notes.push_back({NoteCode::coding_wrong, std::string(name_of(coding)) + " body does not unpack; kept as it is", 0});
    return false;
  }
  if (outcome != Outcome::done) {
    const NoteCode code = outcome == Outcome::cut ? NoteCode::truncated : NoteCode::archive_damaged;
    out.notes.push_back(
        {code, std::string(name_of(coding)) + " body " + std::string(name_of(outcome)) + "; what came before is kept", 0});
  }
  out.store = std::move(plain);
  out.bytes = out.store;
  return true;
}

}  // namespace

std::string_view Fields::get(std::string_view lower_name) const {
  for (const auto& [name, value] : all) {
    if (equal_folded(name, lower_name)) return value;
  }
  return {};
}

bool Fields::has(std::string_view lower_name) const {
  for (const auto& field : all) {
    if (equal_folded(field.first, lower_name)) return true;
  }
  return false;
}

size_t header_length(std::string_view text) {
  for (size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) {
    if (text.substr(at + 1, 1) == "\n"sv) return at + 2;
    if (text.substr(at + 1, 2) == "\r\n"sv) return at + 3;
  }
  return std::string_view::npos;
}

Fields parse_fields(std::string_view block, bool skip_first) {
  Fields fields;
  if (skip_first) take_line(block);
  while (!block.empty()) {
    const std::string_view line = take_line(block);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !fields.all.empty()) {
      fields.all.back().second += ' ';
      fields.all.back().second += trim_ascii(line);
      continue;
    }
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon == 0) continue;
    fields.all.emplace_back(trim_ascii(line.substr(0, colon)), trim_ascii(line.substr(colon + 1)));
  }
  return fields;
}

bool parse_http(std::string_view block, HttpMessage& message) {
  std::string_view rest = block;
  const std::string_view first = take_line(rest);
  if (first.substr(0, 5) == "HTTP/"sv) {
    const size_t space = first.find(' ');
    const std::string_view digits = space == std::string_view::npos ? ""sv : trim_ascii(first.substr(space)).substr(0, 3);
    std::from_chars(digits.data(), digits.data() + digits.size(), message.status);
  } else if (first.find(" HTTP/"sv) == std::string_view::npos) {
    return false;
  }
  size_t length = header_length(block);
  if (length == std::string_view::npos) length = block.size();
  if (rest.substr(0, 1) == "\n"sv || rest.substr(0, 2) == "\r\n"sv)
    length = block.size() - rest.size() + (rest[0] == '\r' ? 2 : 1);
  message.fields = parse_fields(block.substr(0, length), true);
  message.body = block.substr(length);
  return true;
}

ContentType parse_content_type(std::string_view value) {
  ContentType out;
  out.type = lower_ascii(trim_ascii(value.substr(0, value.find_first_of(";,"))));
  const std::string lower = lower_ascii(value);
  size_t at = lower.find("charset");
  if (at == std::string::npos) return out;
  at = lower.find_first_not_of(" \t", at + 7);
  if (at == std::string::npos || lower[at] != '=') return out;
  at = lower.find_first_not_of(" \t\"'", at + 1);
  if (at == std::string::npos) return out;
  out.charset = lower.substr(at, lower.find_first_of(" \t\"';,", at) - at);
  return out;
}

void decode_body(const HttpMessage& message, const UnpackLimits& limits, unsigned max_layers, Body& out) {
  out.bytes = message.body;
  if (lower_ascii(message.fields.get("transfer-encoding")).find("chunked") != std::string::npos && !out.bytes.empty()) {
    std::string joined, fault;
    if (!dechunk(out.bytes, joined, fault)) {
      out.notes.push_back({NoteCode::coding_wrong, "labelled chunked, is not", 0});
    } else {
      if (!fault.empty()) out.notes.push_back({NoteCode::coding_wrong, fault, 0});
      out.store = std::move(joined);
      out.bytes = out.store;
    }
  }
  const std::string label = lower_ascii(message.fields.get("content-encoding"));
  std::vector<std::string_view> labels = split(label, ',');
  const std::string type = parse_content_type(message.fields.get("content-type")).type;
  const bool is_text = type.empty() || type.substr(0, 5) == "text/" || type.find("xml") != std::string::npos;
  unsigned layers = 0;
  while (!out.bytes.empty()) {
    Coding labelled = Coding::none;
    while (!labels.empty() && labelled == Coding::none) {
      labelled = coding_of(trim_ascii(labels.back()));
      labels.pop_back();
    }
    Coding coding = coding_of_bytes(out.bytes, labelled);
    if (labelled == Coding::none && !is_text) coding = Coding::none;  // a file that is an archive by itself
    if (coding == Coding::none) {
      if (labelled != Coding::none)
        out.notes.push_back({NoteCode::coding_wrong, "labelled " + std::string(name_of(labelled)) + ", is plain", 0});
      return;
    }
    if (++layers > max_layers) {
      out.too_large = true;
      out.notes.push_back({NoteCode::too_large, "limit:layers " + std::to_string(max_layers), 0});
      return;
    }
    if (labelled != coding)
      out.notes.push_back(
          {NoteCode::coding_wrong, "labelled " + std::string(name_of(labelled)) + ", is " + std::string(name_of(coding)), 0});
    if (!undo(coding, limits, out)) return;
  }
}

}  // namespace dateline::ingest
