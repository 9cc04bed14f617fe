#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/page/clues.h"
#include "dateline/page/credits.h"
#include "dateline/page/decode.h"
#include "dateline/page/html_page.h"
#include "dateline/page/language.h"
#include "dateline/page/lines.h"
#include "dateline/page/page.h"
#include "dateline/page/signs.h"

namespace dateline::page {
namespace {

bool looks_like_html(std::string_view bytes) {
  const std::string head = lower_ascii(trim(bytes.substr(0, 1024)));
  return head.substr(0, 14) == "<!doctype html" || head.substr(0, 5) == "<html" || head.find("<html") != std::string::npos;
}

// Kind of a binary file by its first bytes, "" for text. A folder of pages may hold pictures under any name.
std::string_view binary_kind(std::string_view bytes) {
  using namespace std::string_view_literals;
  static constexpr std::pair<std::string_view, std::string_view> kMagic[] = {{"\xFF\xD8\xFF"sv, "jpeg"},
                                                                             {"\x89PNG\r\n"sv, "png"},
                                                                             {"GIF8"sv, "gif"},
                                                                             {"%PDF-"sv, "pdf"},
                                                                             {"PK\x03\x04"sv, "zip"},
                                                                             {"\x7F"
                                                                              "ELF"sv,
                                                                              "elf"},
                                                                             {"SQLite format 3\0"sv, "sqlite"},
                                                                             {"\x1F\x8B"sv, "gzip"},
                                                                             {"RIFF"sv, "riff"},
                                                                             {"\x28\xB5\x2F\xFD"sv, "zstd"},
                                                                             {"MZ\x90"sv, "exe"},
                                                                             {"ID3\x03"sv, "mp3"}};
  for (const auto& [magic, kind] : kMagic) {
    if (bytes.substr(0, magic.size()) == magic) return kind;
  }
  return {};
}

bool has_note(const Notes& notes, NoteCode code) {
  return std::any_of(notes.begin(), notes.end(), [&](const Note& n) { return n.code == code; });
}

void take_authors(const RawPage& page, const Ontology& ontology, Article& out) {
  const auto add = [&](std::string_view line) {
    for (std::string& name : authors_of(line, ontology)) {
      if (std::find(out.authors.begin(), out.authors.end(), name) == out.authors.end()) out.authors.push_back(std::move(name));
    }
  };
  if (out.authors.empty()) {
    for (const Block& block : out.blocks) {
      const std::string_view line = slice(out.text, block.at);
      if (block.role == Role::byline && lower_ascii(line.substr(0, 2)) == "by") add(line);
    }
  }
  if (out.authors.empty() && !page.side.author.empty()) add(page.side.author);
}

// What came beside the page fills what the page does not say.
void take_side_data(const RawPage& page, Article& out) {
  if (out.url.empty()) out.url = page.url;
  if (out.site.empty()) out.site = page.side.outlet;
  const std::string title = squeeze(page.side.title);
  if (out.headline.text.empty() && !title.empty()) out.headline = {title, kNone, HeadlineBasis::container, 0.8F};
}

void take_language(const RawPage& page, std::string_view declared, Article& out) {
  std::string text;
  for (const Block& block : out.blocks) {
    if (is_prose(block.role)) text += std::string(slice(out.text, block.at)) + "\n";
    if (text.size() > 8000) break;
  }
  const std::string found = language_of(text);
  const std::string_view said = !declared.empty() ? declared : std::string_view(page.side.language);
  if (!found.empty()) {
    const bool same =
        lower_ascii(said.substr(0, found.size())) == found && (said.size() == found.size() || said[found.size()] == '-');
    out.language = same ? std::string(said) : found;
  } else if (!said.empty() && said.size() <= 12) {
    out.language = said;
  }
}

}  // namespace

namespace {

Article read_page(const RawPage& page, const Ontology& ontology, Trace* trace) {
  Article out;
  out.url = page.url;
  if (page.media == MediaType::other) {
    if (!has_note(page.notes, NoteCode::not_text)) out.notes.push_back({NoteCode::not_text, "not a text or HTML page", 0});
    return out;
  }
  if (const std::string_view kind = binary_kind(page.bytes); !kind.empty()) {
    if (!has_note(page.notes, NoteCode::not_text)) out.notes.push_back({NoteCode::not_text, std::string(kind), 0});
    return out;
  }
  const bool html = page.media == MediaType::html || looks_like_html(page.bytes);
  const Decoded decoded = decode(page, html);
  out.charset = decoded.charset;
  out.notes = decoded.notes;
  out.doubts = decoded.doubts;
  const bool plain = std::any_of(decoded.utf8.begin(), decoded.utf8.end(), is_alnum);
  if (!plain && decoded.utf8.size() <= 65536 && fold(decoded.utf8).empty()) {
    if (!has_note(page.notes, NoteCode::empty)) out.notes.push_back({NoteCode::empty, "no text", 0});
    return out;
  }
  const std::string title = squeeze(page.side.title);
  std::string declared;
  if (html) {
    declared = read_html(decoded, title, ontology, out, trace);
  } else {
    read_lines(decoded, title, ontology, out);
  }
  take_side_data(page, out);
  take_authors(page, ontology, out);
  add_date_clues(page, out);
  take_language(page, declared, out);
  out.sources = find_sources(out, ontology);
  if (out.kind != PageKind::article)
    out.notes.push_back({NoteCode::page_kind, std::string(name_of(out.kind)) + ": " + std::string(out.kind_why), 0});
  const auto is_content = [](const Block& b) {
    return b.role == Role::body || b.role == Role::quotation || b.role == Role::list_item || b.role == Role::standfirst ||
           b.role == Role::table;
  };
  if (std::none_of(out.blocks.begin(), out.blocks.end(), is_content)) {
    out.notes.push_back({NoteCode::no_content, "nothing that reads as an article", 0});
  }
  return out;
}

}  // namespace

Article read(const RawPage& page, const Ontology& ontology) { return read_page(page, ontology, nullptr); }

Article read(const RawPage& page, const Ontology& ontology, Trace& trace) {
  trace.clear();
  return read_page(page, ontology, &trace);
}

}  // namespace dateline::page
