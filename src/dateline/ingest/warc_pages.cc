// Archive records to pages. Example: a response, status 200, text/html; charset=koi8-r, gzip body. Row out: RawPage{bytes = the
// decoded body, url, charset "koi8-r", fetched = WARC-Date, place = offset}. Requests, metadata, images, scripts are passed over
// in silence; an error status is refused; a revisit whose page is not in the archive is refused. It does not judge content.
#include <unordered_set>

#include <fcntl.h>

#include <cerrno>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/ingest/digest.h"
#include "dateline/ingest/feed.h"
#include "dateline/ingest/sitemap.h"
#include "dateline/ingest/warc.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kMostTargets = 2'000'000;  ///< targets remembered for revisits (8 bytes each)

bool ends_with(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

/// Types that can be a page; a missing or empty-handed label is left to sniffing.
bool is_page_type(std::string_view type) {
  static constexpr std::string_view kTypes[] = {"",
                                                "text/html",
                                                "application/xhtml+xml",
                                                "text/plain",
                                                "text/xml",
                                                "application/xml",
                                                "unknown",
                                                "no-type",
                                                "application/octet-stream",
                                                "*/*",
                                                "html",
                                                "text",
                                                "text/json",
                                                "unknown/unknown",
                                                "application/x-unknown-type",
                                                "application/rss+xml",
                                                "application/atom+xml",
                                                "application/rdf+xml"};
  for (const std::string_view known : kTypes) {
    if (type == known) return true;
  }
  return false;
}

class Pages {
 public:
  Pages(const std::string& path, const Options& options, const Sink& sink) : path_(path), options_(options), sink_(sink) {}

  bool take(const WarcRecord& record) {
    if (record.type == "revisit") return take_revisit(record);
    if (record.type != "response" && record.type != "resource" && record.type != "conversion") return tell_damage(record, false);
    if (record.uri.substr(0, 4) == "urn:"sv || record.uri.substr(0, 4) == "dns:"sv) return tell_damage(record, false);
    remember(record);
    HttpMessage message;
    const bool http = record.type == "response" && parse_http(record.block, message);
    if (!http) message = {0, {}, record.block};
    if (!http) message.fields.all.emplace_back("Content-Type"sv, std::string(record.fields.get("content-type")));
    ContentType type = parse_content_type(message.fields.get("content-type"));
    if (type.type == "application/http") type = {};
    if (http && refused_status(record, message.status)) return true;
    if (!is_page_type(type.type) || ends_with(record.uri, "/robots.txt")) return tell_damage(record, false);
    return take_page(record, message, type, http);
  }

  void gap(const Gap& gap) { sink_.refused({path_, gap.offset, {gap.code, gap.reason, gap.offset}}); }

 private:
  void refuse(const WarcRecord& record, NoteCode code, std::string detail) {
    sink_.refused(
        {path_, record.offset, {code, std::move(detail) + (record.uri.empty() ? "" : " " + record.uri), record.offset}});
  }

  /// Every note of the archive layer is told once, whether the page is kept or not.
  bool tell_damage(const WarcRecord& record, bool kept) {
    for (const Note& note : record.notes)
      refuse(record, note.code, record.type + " record: " + note.detail + (kept ? "; page kept" : ""));
    return true;
  }

  bool refused_status(const WarcRecord& record, int status) {
    const bool good = status == 200 || status == 203 || status == 206 || status == 0;
    if (good || options_.keep_http_errors) return false;
    refuse(record, NoteCode::http_error, "status " + std::to_string(status));
    return true;
  }

  bool take_page(const WarcRecord& record, const HttpMessage& message, const ContentType& type, bool http) {
    if (record.corrupt) return tell_damage(record, false);
    Body body;
    decode_body(message, {options_.max_record_bytes, options_.max_ratio, options_.ratio_floor}, options_.max_layers, body);
    if (body.too_large || body.bytes.size() > options_.max_page_bytes) {
      refuse(record, NoteCode::too_large,
             body.too_large ? body.notes.back().detail : "limit:document_bytes " + std::to_string(options_.max_page_bytes));
      return true;
    }
    const bool xml = type.type.find("xml") != std::string::npos && type.type != "application/xhtml+xml";
    if (is_feed_start(body.bytes)) return take_feed(record, body, type, message);
    if (is_sitemap_start(body.bytes) && sink_.dated) {
      const Sitemap map = read_sitemap(body.bytes, sink_.dated, sink_.changed);
      if (map.has_dtd) refuse(record, NoteCode::xml_dtd, "xml:dtd: a sitemap with a document type of its own is not read");
      return tell_damage(record, false);
    }
    if (xml && !is_html_start(body.bytes)) return tell_damage(record, false);
    std::string kind;
    const bool html = type.type == "text/html" || type.type == "application/xhtml+xml";
    const MediaType media = sniff(body.bytes, html ? "page.html" : "", kind);
    if (media == MediaType::other || trim(body.bytes).empty()) return tell_damage(record, false);
    tell_damage(record, true);
    RawPage page;
    page.bytes = std::string(body.bytes);
    page.path = path_;
    page.container = "warc";
    page.place = record.offset;
    page.url = record.uri;
    page.charset = type.charset;
    page.media = media;
    page.fetched = record.date;
    page.http_status = http ? message.status : 0;
    page.side.language = std::string(message.fields.get("content-language"));
    page.notes = record.notes;
    page.notes.insert(page.notes.end(), body.notes.begin(), body.notes.end());
    return sink_.page(std::move(page));
  }

  /// The items of a feed that was archived, at the place of its record.
  bool take_feed(const WarcRecord& record, const Body& body, const ContentType& type, const HttpMessage& message) {
    tell_damage(record, true);
    const FeedSource source{type.charset, record.uri, std::string(message.fields.get("content-language"))};
    const Sink items{[&](RawPage page) {
                       page.id = page.url.empty() ? record.uri + "#" + std::to_string(page.place) : page.url;
                       page.place = record.offset;
                       page.fetched = record.date;
                       return sink_.page(std::move(page));
                     },
                     [&](const Refusal& refusal) { refuse(record, refusal.note.code, refusal.note.detail); }, sink_.dated,
                     sink_.changed};
    return read_feed(body.bytes, path_, source, items);
  }

  void remember(const WarcRecord& record) {
    if (seen_.size() >= kMostTargets) return;
    for (const std::string_view field : {"warc-record-id"sv, "warc-payload-digest"sv}) {
      if (const std::string_view value = record.fields.get(field); !value.empty()) seen_.insert(hash64(value));
    }
  }

  /// The page that a revisit points at has been read already, or it is not here.
  bool take_revisit(const WarcRecord& record) {
    for (const std::string_view field : {"warc-refers-to"sv, "warc-payload-digest"sv}) {
      if (const std::string_view value = record.fields.get(field); !value.empty() && seen_.count(hash64(value)) > 0)
        return tell_damage(record, false);
    }
    refuse(record, NoteCode::revisit, "unchanged since a page that is not in this archive:");
    return tell_damage(record, false);
  }

  const std::string& path_;
  const Options& options_;
  const Sink& sink_;
  std::unordered_set<uint64_t> seen_;
};

void add_reason(std::string& reason, std::string_view more) { (reason += reason.empty() ? "" : "; ") += more; }

/// Does the payload digest fit what a writer may have meant by it: the body as archived, without its chunks, or decoded?
bool payload_fits(const HttpMessage& message, std::string_view field, const Options& options) {
  if (digest_fits(field, message.body) != Fit::no) return true;
  const UnpackLimits limits{options.max_record_bytes, options.max_ratio, options.ratio_floor};
  for (const unsigned layers : {0U, options.max_layers}) {
    Body body;
    decode_body(message, limits, layers, body);
    if (body.too_large || digest_fits(field, body.bytes) != Fit::no) return true;
  }
  return false;
}

/// What is wrong with a record: the notes of the reader, then digests that do not fit.
std::string faults_of(const WarcRecord& record, const HttpMessage& message, bool http, const Options& options) {
  std::string reason;
  for (const Note& note : record.notes) add_reason(reason, note.detail);
  if (!reason.empty() || record.corrupt) return reason.empty() ? "damaged" : reason;
  if (digest_fits(record.fields.get("warc-block-digest"), record.block) == Fit::no)
    add_reason(reason, "block digest does not fit");
  const std::string_view payload = record.fields.get("warc-payload-digest");
  if (record.type == "revisit" || payload.empty()) return reason;
  HttpMessage plain;
  plain.body = record.block;
  if (!payload_fits(http ? message : plain, payload, options)) add_reason(reason, "payload digest does not fit");
  return reason;
}

}  // namespace

bool read_warc_pages(Input& input, const std::string& path, const Options& options, const Sink& sink) {
  Pages pages(path, options, sink);
  return read_warc(input, options,
                   {[&](const WarcRecord& record) { return pages.take(record); }, [&](const Gap& gap) { pages.gap(gap); }});
}

Status warc_check(const std::string& path, const Options& options, const std::function<void(const WarcLine&)>& sink) {
  const File file(path == "-" ? 0 : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return Error{ErrorKind::not_found, path + ": " + reason_of(errno)};
  FileInput raw(file.get());
  PeekedInput whole(raw);
  const std::string head = whole.peek(16);
  if (head.substr(0, 4) == "PK\x03\x04"sv)
    return Error{ErrorKind::invalid, path + ": a zip (WACZ): unpack it and check the archives inside"};
  const Coding coding = sniff_coding(head);
  std::optional<UnpackedInput> unpacked;
  if (coding != Coding::none)
    unpacked.emplace(whole, coding, UnpackLimits{options.max_record_bytes, options.max_ratio, options.ratio_floor});
  uint64_t records = 0, gaps = 0;
  Input& input = unpacked ? static_cast<Input&>(*unpacked) : static_cast<Input&>(whole);
  const WarcSink lines{[&](const WarcRecord& record) {
                         HttpMessage message;
                         const bool http = parse_http(record.block, message);
                         ++records;
                         sink({record.offset, record.type, record.uri, record.date, message.status, record.block.size(),
                               faults_of(record, message, http, options)});
                         return true;
                       },
                       [&](const Gap& gap) {
                         ++gaps;
                         sink({gap.offset, "gap", "", "", 0, 0, gap.reason});
                       }};
  read_warc(input, options, lines);
  if (records == 0 && gaps > 0) return Error{ErrorKind::invalid, path + ": no WARC or ARC record found"};
  return {};
}

}  // namespace dateline::ingest
