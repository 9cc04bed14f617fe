// The dispatcher of contents.h. Example: a file "page" that begins 1f 8b, inside it "<html": row out: one page. A gzip inside a
// gzip inside a gzip: refused, limit:layers. It parses none of the formats itself.
#include "dateline/ingest/contents.h"

#include "dateline/base/chars.h"
#include "dateline/ingest/feed.h"
#include "dateline/ingest/jsonl.h"
#include "dateline/ingest/mail.h"
#include "dateline/ingest/sitemap.h"
#include "dateline/ingest/table.h"
#include "dateline/ingest/warc.h"
#include "dateline/ingest/zip.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kHead = 4096;

bool ends_with(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && lower_ascii(text.substr(text.size() - tail.size())) == tail;
}

std::string_view without_packing(std::string_view name) {
  for (const std::string_view ending : {".gz"sv, ".zst"sv, ".lz4"sv}) {
    if (ends_with(name, ending)) return name.substr(0, name.size() - ending.size());
  }
  return name;
}

bool is_warc_name(std::string_view name) {
  for (const std::string_view ending : {".warc"sv, ".arc"sv, ".wet"sv, ".wat"sv}) {
    if (has_ending(name, ending)) return true;
  }
  return false;
}

class Contents {
 public:
  Contents(Input& input, const std::string& path, std::string_view name, const Options& options, const Sink& sink,
           unsigned layers)
      : input_(input), path_(path), name_(name), options_(options), sink_(sink), layers_(layers) {}

  bool read() {
    const std::string head = input_.peek(kHead);
    if (const Coding coding = sniff_coding(head); coding != Coding::none) return read_packed(coding);
    if (is_warc_start(head) || (is_warc_name(name_) && !head.empty())) return read_warc_pages(input_, path_, options_, sink_);
    if (head.substr(0, 4) == "PK\x03\x04"sv && layers_ < options_.max_layers) {
      if (has_ending(name_, ".wacz")) return read_zip(input_, path_, true, options_, sink_, layers_);
      if (has_ending(name_, ".zip")) return read_zip(input_, path_, false, options_, sink_, layers_);
    }
    if (!head.empty() && has_ending(name_, ".csv")) return read_table(input_, path_, '\0', options_, sink_);
    if (!head.empty() && (has_ending(name_, ".tsv") || has_ending(name_, ".tab")))
      return read_table(input_, path_, '\t', options_, sink_);
    const bool lines =
        has_ending(name_, ".jsonl") || has_ending(name_, ".ndjson") || (name_ == "-"sv && head.substr(0, 1) == "{"sv);
    return lines ? read_lines() : read_whole();
  }

 private:
  void refuse(uint64_t place, NoteCode code, std::string detail) {
    sink_.refused({path_, place, {code, std::move(detail), place}});
  }

  /// One more block; false at the end or at damage, which is told.
  bool pull(std::string& out) {
    if (end_) return false;
    const Input::Got got = input_.read(out);
    if (got == Input::Got::bytes) return true;
    if (got == Input::Got::gap) {
      broken_ = true;
      refuse(input_.gap().offset, input_.gap().code, input_.gap().reason);
    }
    end_ = true;
    return false;
  }

  bool read_packed(Coding coding) {
    if (layers_ >= options_.max_layers) {
      refuse(0, NoteCode::too_large, "limit:layers " + std::to_string(options_.max_layers));
      return true;
    }
    UnpackedInput unpacked(input_, coding, {options_.max_record_bytes, options_.max_ratio, options_.ratio_floor});
    return read_contents(unpacked, path_, name_, options_, sink_, layers_ + 1);
  }

  bool read_whole() {
    std::string bytes;
    const bool json = has_ending(name_, ".json");
    const uint64_t limit = json ? options_.max_line_bytes : options_.max_page_bytes;
    while (bytes.size() <= limit && pull(bytes)) {
    }
    if (broken_) return true;
    if (bytes.size() > limit) {
      refuse(limit, NoteCode::too_large, "limit:document_bytes " + std::to_string(limit));
      return true;
    }
    std::string_view content = bytes;
    if (content.substr(0, 3) == "\xEF\xBB\xBF"sv) content.remove_prefix(3);
    if (trim(content).empty()) {
      refuse(0, NoteCode::empty, bytes.empty() ? "0 bytes" : "no character but white space");
      return true;
    }
    if (json) return read_json(content, path_, 1, sink_);
    if (is_feed_start(bytes)) return read_feed(bytes, path_, {}, sink_);
    if (is_sitemap_start(bytes)) return take_sitemap(bytes);
    if (is_mail_start(content)) return read_mail(content, path_, options_, sink_);
    return deliver(std::move(bytes));
  }

  /// A sitemap is used, not read as a page: it is told only when it states no day.
  bool take_sitemap(std::string_view bytes) {
    const Sitemap map = read_sitemap(bytes, sink_.dated, sink_.changed);
    if (map.has_dtd)
      refuse(0, NoteCode::xml_dtd, "xml:dtd: a sitemap with a document type of its own is not read");
    else if (map.dates + map.changes == 0)
      refuse(0, NoteCode::no_content, "a sitemap without days: it lists addresses, it holds no page");
    return true;
  }

  bool deliver(std::string bytes) {
    RawPage page;
    std::string kind;
    page.media = sniff(bytes, without_packing(name_), kind);
    if (page.media == MediaType::other) {
      refuse(0, NoteCode::not_text, kind);
      return true;
    }
    page.path = path_;
    page.bytes = std::move(bytes);
    return sink_.page(std::move(page));
  }

  /// One page a line. Memory holds one line and one block, whatever the size of the file.
  bool read_lines() {
    std::string buffer;
    while (buffer.size() < 3 && pull(buffer)) {
    }
    if (buffer.empty() && broken_) return true;
    if (buffer.substr(0, 2) == "\xFF\xFE"sv || buffer.substr(0, 2) == "\xFE\xFF"sv) {
      refuse(0, NoteCode::not_text, "utf-16 (JSON Lines are UTF-8, RFC 8259)");
      return true;
    }
    if (buffer.substr(0, 3) == "\xEF\xBB\xBF"sv) buffer.erase(0, 3);
    uint64_t line = 1;
    size_t begin = 0, searched = 0;
    bool skipping = false, any = false;
    while (true) {
      const size_t end = buffer.find('\n', searched);
      if (end == std::string::npos && !end_) {
        buffer.erase(0, begin);
        searched = buffer.size();
        begin = 0;
        if (buffer.size() > options_.max_line_bytes) {
          if (!skipping) refuse(line, NoteCode::line_too_long, "limit:line_bytes " + std::to_string(options_.max_line_bytes));
          any = skipping = true;
          buffer.clear();
          searched = 0;
        }
        pull(buffer);
        continue;
      }
      const size_t stop = end == std::string::npos ? buffer.size() : end;
      const std::string_view text = trim(std::string_view(buffer).substr(begin, stop - begin));
      const bool cut = end == std::string::npos && broken_;
      if (!skipping && !cut && !text.empty()) {
        any = true;
        if (!read_json(text, path_, line, sink_)) return false;
      }
      skipping = false;
      if (end == std::string::npos) break;
      begin = searched = end + 1;
      ++line;
    }
    if (!any && !broken_) refuse(0, NoteCode::empty, "no line");
    return true;
  }

  PeekedInput input_;
  const std::string& path_;
  std::string_view name_;
  const Options& options_;
  const Sink& sink_;
  unsigned layers_;
  bool end_ = false, broken_ = false;
};

}  // namespace

bool has_ending(std::string_view name, std::string_view lower_ending) { return ends_with(without_packing(name), lower_ending); }

bool read_contents(Input& input, const std::string& path, std::string_view name, const Options& options, const Sink& sink,
                   unsigned layers) {
  return Contents(input, path, name, options, sink, layers).read();
}

}  // namespace dateline::ingest
