// JSON out: a thin writer over RapidJSON that keeps its headers out of ours, and escapes what a terminal must not see.
//
// `JsonWriter w; w.begin_object().field("n", 3).end_object();` gives {"n":3}. Invalid UTF-8 is replaced by U+FFFD, control
// characters are escaped as \u00XX (RFC 8259). It does not read JSON (ingest/ does, with simdjson).
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace dateline {

class JsonWriter {
 public:
  /// `indent` 0 = one line.
  explicit JsonWriter(unsigned indent = 0);
  ~JsonWriter();
  JsonWriter(const JsonWriter&) = delete;
  JsonWriter& operator=(const JsonWriter&) = delete;

  JsonWriter& begin_object();
  JsonWriter& end_object();
  JsonWriter& begin_array();
  JsonWriter& end_array();
  JsonWriter& key(std::string_view name);
  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(bool truth);
  JsonWriter& value(int64_t number);
  JsonWriter& value(uint64_t number);
  JsonWriter& value(int number) { return value(static_cast<int64_t>(number)); }
  JsonWriter& value(uint32_t number) { return value(static_cast<uint64_t>(number)); }
  /// Shortest text that reads back to the same double; integers without a fraction; not finite = null.
  JsonWriter& value(double number);
  JsonWriter& null();
  template <typename T>
  JsonWriter& field(std::string_view name, const T& v) {
    key(name);
    return value(v);
  }
  /// The document written so far.
  [[nodiscard]] std::string take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Shortest decimal text of a double ("1500000", "0.25"), without a locale.
[[nodiscard]] std::string number_text(double number);

}  // namespace dateline
