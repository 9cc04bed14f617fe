#include "dateline/ingest/jsonl.h"

#include <set>

#include <simdjson.h>

#include "dateline/ingest/fields.h"

namespace dateline::ingest {

namespace {

using Element = simdjson::dom::element;

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
        simdjson::dom::element name = item;
        if (item.is_object() && item["name"].get(name) != simdjson::SUCCESS) continue;
        if (name.type() != simdjson::dom::element_type::STRING) continue;
        if (!joined.empty()) joined += ", ";
        joined += text_of(name);
      }
      return joined;
    }
    default:
      return {};
  }
}

NamedFields fields_of(const simdjson::dom::object& object, std::string& duplicate) {
  NamedFields fields;
  std::set<std::string_view> keys;
  for (const auto& [key, value] : object) {
    if (!keys.insert(key).second && duplicate.empty()) duplicate = std::string(key);
    std::string text = text_of(value);
    if (text.empty() && fields.count(plain_name(key)) > 0) continue;
    fields.insert_or_assign(plain_name(key), std::move(text));
  }
  return fields;
}

void refuse(const Sink& sink, const std::string& path, uint64_t line, NoteCode code, std::string detail) {
  sink.refused({path, line, {code, std::move(detail), line}});
}

bool read_object(const simdjson::dom::object& object, const std::string& path, uint64_t line, const Sink& sink) {
  std::string duplicate;
  const NamedFields fields = fields_of(object, duplicate);
  Notes notes;
  if (!duplicate.empty())
    notes.push_back({NoteCode::duplicate_key, "key \"" + duplicate + "\" stands twice; the last one counts", line});
  return deliver_fields(fields, {path, "jsonl", line, "utf-8"}, std::move(notes), sink);
}

/// A JSON Feed (version 1.0, 1.1): its items, with the feed's title as outlet. False when the sink asked to stop.
bool read_json_feed(const simdjson::dom::object& feed, const std::string& path, const Sink& sink) {
  std::string duplicate;
  const NamedFields about = fields_of(feed, duplicate);
  simdjson::dom::array items;
  if (feed["items"].get(items) != simdjson::SUCCESS) {
    refuse(sink, path, 0, NoteCode::empty, "feed without items");
    return true;
  }
  uint64_t number = 0;
  for (const Element element : items) {
    ++number;
    simdjson::dom::object item;
    if (element.get(item) != simdjson::SUCCESS) {
      refuse(sink, path, number, NoteCode::bad_line, "an item that is no object");
      continue;
    }
    NamedFields fields = fields_of(item, duplicate);
    fields.erase("id");
    for (const auto& [from, to] : {std::pair{"title", "outlet"}, std::pair{"language", "language"}}) {
      if (const auto found = about.find(from); found != about.end()) fields.emplace(to, found->second);
    }
    if (!deliver_fields(fields, {path, "feed", number, "utf-8"}, {}, sink)) return false;
  }
  return true;
}

bool is_json_feed(const simdjson::dom::object& object) {
  std::string_view version;
  return object["version"].get(version) == simdjson::SUCCESS && version.find("jsonfeed.org/version/") != std::string_view::npos;
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
  if (root.is_object() && is_json_feed(simdjson::dom::object(root)))
    return read_json_feed(simdjson::dom::object(root), path, sink);
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

NamedFields json_fields(std::string_view json) {
  simdjson::dom::parser parser;
  simdjson::dom::object object;
  std::string duplicate;
  return parser.parse(json.data(), json.size()).get(object) == simdjson::SUCCESS ? fields_of(object, duplicate) : NamedFields();
}

}  // namespace dateline::ingest
