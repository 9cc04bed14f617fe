#include "dateline/ingest/jsonl.h"

#include <array>
#include <map>

#include <simdjson.h>

#include "dateline/base/chars.h"

namespace dateline::ingest {

namespace {

/// Field of a page and the keys that crawlers write it under, best first.
struct Key {
  std::string_view field;
  std::array<std::string_view, 8> names;
};
constexpr std::array kKeys = {
    Key{"html", {"html", "raw_html", "raw_content", "body_html", "content_html", "", "", ""}},
    Key{"text", {"text", "maintext", "content", "body", "article", "raw_text", "plaintext", "articleBody"}},
    Key{"url", {"url", "canonical_url", "link", "source_url", "uri", "source-url", "", ""}},
    Key{"title", {"title", "headline", "name", "", "", "", "", ""}},
    Key{"date", {"date", "published", "date_publish", "publish_date", "published_at", "datePublished", "pubDate", "timestamp"}},
    Key{"author", {"author", "authors", "byline", "", "", "", "", ""}},
    Key{"outlet", {"outlet", "source", "sitename", "source_domain", "hostname", "media_name", "publisher", "site_name"}},
    Key{"language", {"language", "lang", "", "", "", "", "", ""}},
    Key{"id", {"id", "doc_id", "uuid", "fingerprint", "", "", "", ""}},
};

using Element = simdjson::dom::element;
using Fields = std::map<std::string_view, std::string>;

std::string text_of(Element value) {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: {
      std::string_view text;
      return value.get(text) == simdjson::SUCCESS ? std::string(text) : std::string();
    }
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE:
      return simdjson::minify(value);
    case simdjson::dom::element_type::ARRAY: {
      std::string joined;
      for (const Element item : simdjson::dom::array(value)) {
        if (item.type() != simdjson::dom::element_type::STRING) continue;
        if (!joined.empty()) joined += ", ";
        joined += text_of(item);
      }
      return joined;
    }
    default:
      return {};
  }
}

Fields fields_of(const simdjson::dom::object& object, std::string& duplicate) {
  Fields by_key;
  for (const auto& [key, value] : object) {
    std::string text = text_of(value);
    const auto [at, fresh] = by_key.insert_or_assign(key, std::move(text));
    if (!fresh && duplicate.empty()) duplicate = std::string(at->first);
  }
  return by_key;
}

const std::string& pick(const Fields& by_key, std::string_view field) {
  static const std::string kEmpty;
  for (const Key& key : kKeys) {
    if (key.field != field) continue;
    for (const std::string_view name : key.names) {
      const auto found = name.empty() ? by_key.end() : by_key.find(name);
      if (found != by_key.end() && !found->second.empty()) return found->second;
    }
  }
  return kEmpty;
}

void refuse(const Sink& sink, const std::string& path, uint64_t line, NoteCode code, std::string detail) {
  sink.refused({path, line, {code, std::move(detail), line}});
}

bool read_object(const simdjson::dom::object& object, const std::string& path, uint64_t line, const Sink& sink) {
  std::string duplicate;
  const Fields by_key = fields_of(object, duplicate);
  RawPage page;
  page.path = path;
  page.container = "jsonl";
  page.place = line;
  page.id = pick(by_key, "id");
  page.url = pick(by_key, "url");
  page.charset = "utf-8";
  page.side = {pick(by_key, "title"), pick(by_key, "date"), pick(by_key, "author"), pick(by_key, "outlet"),
               pick(by_key, "language")};
  const std::string& html = pick(by_key, "html");
  page.bytes = html.empty() ? pick(by_key, "text") : html;
  if (!duplicate.empty())
    page.notes.push_back({NoteCode::duplicate_key, "key \"" + duplicate + "\" stands twice; the last one counts", line});
  if (trim(page.bytes).empty()) {
    refuse(sink, path, line, NoteCode::empty, "no text or html in this object");
    return true;
  }
  std::string kind;
  page.media = sniff(page.bytes, html.empty() ? "" : "page.html", kind);
  if (page.media == MediaType::other) {
    refuse(sink, path, line, NoteCode::not_text, kind);
    return true;
  }
  return sink.page(std::move(page));
}

}  // namespace

bool read_json(std::string_view json, const std::string& path, uint64_t line, const Sink& sink) {
  static thread_local simdjson::dom::parser parser;
  Element root;
  const simdjson::error_code error = parser.parse(json.data(), json.size()).get(root);
  if (error != simdjson::SUCCESS) {
    refuse(sink, path, line, NoteCode::bad_line, std::string("not JSON: ") + simdjson::error_message(error));
    return true;
  }
  if (root.is_object()) return read_object(simdjson::dom::object(root), path, line, sink);
  if (!root.is_array()) {
    refuse(sink, path, line, NoteCode::bad_line, "a JSON value that is no object");
    return true;
  }
  uint64_t item = line;
  for (const Element element : simdjson::dom::array(root)) {
    if (!element.is_object())
      refuse(sink, path, item, NoteCode::bad_line, "an item that is no object");
    else if (!read_object(simdjson::dom::object(element), path, item, sink))
      return false;
    ++item;
  }
  return true;
}

}  // namespace dateline::ingest
