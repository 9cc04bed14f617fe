// Finds: what ingest/ makes of files. `ingest_dump warc NAME=FILE...`: one line a record in the form of the archive scorer;
// `ingest_dump pages PATH...`: one line a page or refusal; `ingest_dump count PATH...`: totals only (for timing);
// `ingest_dump check FILE`: the lines of warc_check.
// Example: `ingest_dump warc a.warc=/data/a.warc`. Row out: {"file":"a.warc","n":0,"type":"warcinfo",...}.
// Does not try: options; the product's commands have them.
#include <fcntl.h>
#include <openssl/sha.h>

#include <array>
#include <cstdio>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/json.h"
#include "dateline/ingest/feed.h"
#include "dateline/ingest/feed_date.h"
#include "dateline/ingest/http.h"
#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"
#include "dateline/ingest/warc.h"

namespace {

using namespace dateline;
using namespace dateline::ingest;

std::string sha1_hex(std::string_view bytes) {
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  static constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const unsigned char byte : digest) (out += kHex[byte >> 4U]) += kHex[byte & 15U];
  return out;
}

void text_or_null(JsonWriter& out, std::string_view name, std::string_view text) {
  out.key(name);
  text.empty() ? out.null() : out.value(text);
}

void record_line(const std::string& name, int n, const WarcRecord& record, const Options& options) {
  HttpMessage message{0, {}, record.block};
  const bool http = record.type == "response" || record.type == "request" || record.type == "revisit";
  const bool has_http = http && parse_http(record.block, message);
  Body body;
  body.bytes = message.body;
  if (has_http)
    decode_body(message, {options.max_record_bytes, options.max_ratio, options.ratio_floor}, options.max_layers, body);
  const bool arc_head = record.version == "ARC/1.0" && record.type == "warcinfo";
  const std::string_view payload = arc_head ? std::string_view() : body.bytes;
  JsonWriter out;
  out.begin_object().field("file", name).field("n", n).field("type", record.type).field("offset", record.offset);
  text_or_null(out, "uri", record.uri);
  text_or_null(out, "date", record.date);
  text_or_null(out, "status", message.status > 0 ? std::to_string(message.status) : "");
  out.field("payload_len", static_cast<uint64_t>(payload.size())).field("payload_sha1", sha1_hex(payload));
  out.key("notes").begin_array();
  for (const Notes* notes : {&record.notes, static_cast<const Notes*>(&body.notes)}) {
    for (const Note& note : *notes) out.value(note.detail);
  }
  out.end_array().end_object();
  std::puts(out.take().c_str());
}

int dump_warc(int argc, char** argv) {
  const Options options;
  for (int i = 2; i < argc; ++i) {
    const std::string argument = argv[i];
    const size_t equals = argument.find('=');
    const std::string name = argument.substr(0, equals);
    const File file(::open(argument.c_str() + equals + 1, O_RDONLY));
    FileInput raw(file.get());
    PeekedInput whole(raw);
    const Coding coding = sniff_coding(whole.peek(16));
    UnpackedInput unpacked(whole, coding == Coding::none ? Coding::gzip : coding, {});
    int n = 0;
    const WarcSink sink{[&](const WarcRecord& record) {
                          record_line(name, n++, record, options);
                          return true;
                        },
                        [&](const Gap& gap) {
                          std::fprintf(stderr, "%s\t%llu\t%s\n", name.c_str(), static_cast<unsigned long long>(gap.offset),
                                       gap.reason.c_str());
                        }};
    read_warc(coding == Coding::none ? static_cast<Input&>(whole) : unpacked, options, sink);
  }
  return 0;
}

void notes_of(JsonWriter& out, const Notes& notes) {
  out.key("notes").begin_array();
  for (const Note& note : notes) out.value(std::string(name_of(note.code)) + ": " + note.detail);
  out.end_array();
}

int dump_pages(int argc, char** argv, bool lines) {
  std::vector<std::string> paths(argv + 2, argv + argc);
  uint64_t pages = 0, refusals = 0, bytes = 0;
  Sink sink;
  sink.page = [&](RawPage page) {
    ++pages;
    bytes += page.bytes.size();
    if (!lines) return true;
    JsonWriter out;
    out.begin_object()
        .field("path", page.path)
        .field("place", page.place)
        .field("container", page.container)
        .field("id", page.id);
    out.field("url", page.url).field("charset", page.charset).field("fetched", page.fetched).field("status", page.http_status);
    out.field("html", page.media == MediaType::html).field("title", page.side.title).field("date", page.side.published);
    out.field("author", page.side.author).field("outlet", page.side.outlet).field("language", page.side.language);
    out.field("bytes", static_cast<uint64_t>(page.bytes.size())).field("sha256", sha256_hex(page.bytes));
    notes_of(out, page.notes);
    std::puts(out.end_object().take().c_str());
    return true;
  };
  sink.refused = [&](const Refusal& refusal) {
    ++refusals;
    if (!lines) return;
    JsonWriter out;
    out.begin_object().field("path", refusal.path).field("place", refusal.place).field("refused", name_of(refusal.note.code));
    std::puts(out.field("detail", refusal.note.detail).end_object().take().c_str());
  };
  walk(paths, {}, sink);
  if (!lines)
    std::printf("pages %llu refusals %llu bytes %llu\n", static_cast<unsigned long long>(pages),
                static_cast<unsigned long long>(refusals), static_cast<unsigned long long>(bytes));
  return 0;
}

/// Nine numbers: year to second, weekday, day of the year, 0.
void date_field(JsonWriter& out, std::string_view name, std::string_view text) {
  const std::optional<FeedDate> date = parse_feed_date(text);
  if (!date) return;
  const Civil civil = civil_of(date->day);
  out.key(name).begin_array();
  for (const int32_t value : {civil.year, civil.month, civil.day, date->second / 3600, date->second / 60 % 60, date->second % 60,
                              weekday_of(date->day), date->day - day_of(civil.year, 1, 1) + 1, 0})
    out.value(static_cast<int64_t>(value));
  out.end_array();
}

void feed_fields(JsonWriter& out, const FeedEntry& entry, bool item) {
  const auto field = [&](std::string_view name, std::string_view text) {
    if (!text.empty()) out.field(name, text);
  };
  field("title", entry.title);
  field("link", entry.link);
  field("id", entry.id);
  field("summary", entry.summary);
  if (!item) field("subtitle", entry.summary);
  field("author", entry.author);
  field("language", entry.language);
  field("published", entry.published);
  field("updated", entry.updated);
  field("created", entry.created);
  date_field(out, "published_parsed", entry.published);
  date_field(out, "updated_parsed", entry.updated);
  date_field(out, "created_parsed", entry.created);
  if (entry.contents.empty()) return;
  out.key("content").begin_array();
  for (const FeedText& text : entry.contents) {
    out.begin_object().field("value", text.value).field("type", text.type);
    text_or_null(out, "language", text.language);
    field("base", text.base);
    out.end_object();
  }
  out.end_array();
}

/// Lines "NAME<tab>FILE<tab>CHARSET<tab>BASE<tab>LANGUAGE" on standard input: one feed each, in the form of the feed scorer.
int dump_feeds() {
  std::string line;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c != '\n') {
      line += static_cast<char>(c);
      continue;
    }
    std::vector<std::string> parts;
    for (const std::string_view part : split(line, '\t')) parts.emplace_back(part);
    parts.resize(5);
    const File file(::open(parts[1].c_str(), O_RDONLY));
    FileInput input(file.get());
    std::string bytes;
    while (input.read(bytes) == Input::Got::bytes) {
    }
    const Feed feed = parse_feed(bytes, {parts[2], parts[3], parts[4]});
    JsonWriter out;
    out.begin_object()
        .field("file", parts[0])
        .key("result")
        .begin_object()
        .field("bozo", feed.fault.empty() && !feed.has_dtd ? 0 : 1);
    out.key("feed").begin_object();
    feed_fields(out, feed.about, false);
    out.end_object().key("entries").begin_array();
    for (const FeedEntry& item : feed.items) {
      out.begin_object();
      feed_fields(out, item, true);
      out.end_object();
    }
    out.end_array().end_object().end_object();
    std::puts(out.take().c_str());
    line.clear();
  }
  return 0;
}

int dump_check(const std::string& path) {
  const Status status = warc_check(path, {}, [](const WarcLine& line) {
    std::printf("%llu\t%s\t%s\t%llu\t%s\n", static_cast<unsigned long long>(line.offset), line.type.c_str(), line.uri.c_str(),
                static_cast<unsigned long long>(line.bytes), line.reason.c_str());
  });
  if (!status) std::fprintf(stderr, "%s\n", status.error().message.c_str());
  return status ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 2 ? argv[1] : "";
  if (mode == "warc") return dump_warc(argc, argv);
  if (mode == "pages" || mode == "count") return dump_pages(argc, argv, mode == "pages");
  if (argc == 2 && std::string(argv[1]) == "feeds") return dump_feeds();
  if (mode == "check") return dump_check(argv[2]);
  std::fputs("usage: ingest_dump warc NAME=FILE... | pages PATH... | count PATH... | check FILE | feeds\n", stderr);
  return 2;
}
