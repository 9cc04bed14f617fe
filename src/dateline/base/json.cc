#include "dateline/base/json.h"

#include <charconv>
#include <cmath>

#include <rapidjson/prettywriter.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include "dateline/base/chars.h"

namespace dateline {

namespace {
using Buffer = rapidjson::StringBuffer;

std::string with_valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    append_utf8(out, c.value);
    at += c.length;
  }
  return out;
}
}  // namespace

struct JsonWriter::Impl {
  explicit Impl(unsigned indent) : pretty(indent > 0), writer(buffer), pretty_writer(buffer) {
    if (pretty) pretty_writer.SetIndent(' ', indent);
  }
  template <typename F>
  void with(F&& f) {
    if (pretty)
      f(pretty_writer);
    else
      f(writer);
  }
  bool pretty;
  Buffer buffer;
  rapidjson::Writer<Buffer> writer;
  rapidjson::PrettyWriter<Buffer> pretty_writer;
};

JsonWriter::JsonWriter(unsigned indent) : impl_(std::make_unique<Impl>(indent)) {}
JsonWriter::~JsonWriter() = default;

JsonWriter& JsonWriter::begin_object() {
  impl_->with([](auto& w) { w.StartObject(); });
  return *this;
}
JsonWriter& JsonWriter::end_object() {
  impl_->with([](auto& w) { w.EndObject(); });
  return *this;
}
JsonWriter& JsonWriter::begin_array() {
  impl_->with([](auto& w) { w.StartArray(); });
  return *this;
}
JsonWriter& JsonWriter::end_array() {
  impl_->with([](auto& w) { w.EndArray(); });
  return *this;
}
JsonWriter& JsonWriter::key(std::string_view name) {
  impl_->with([&](auto& w) { w.Key(name.data(), static_cast<rapidjson::SizeType>(name.size())); });
  return *this;
}
JsonWriter& JsonWriter::value(std::string_view text) {
  std::string repaired;
  if (!is_valid_utf8(text)) {
    repaired = with_valid_utf8(text);
    text = repaired;
  }
  impl_->with([&](auto& w) { w.String(text.empty() ? "" : text.data(), static_cast<rapidjson::SizeType>(text.size())); });
  return *this;
}
JsonWriter& JsonWriter::value(bool truth) {
  impl_->with([&](auto& w) { w.Bool(truth); });
  return *this;
}
JsonWriter& JsonWriter::value(int64_t number) {
  impl_->with([&](auto& w) { w.Int64(number); });
  return *this;
}
JsonWriter& JsonWriter::value(uint64_t number) {
  impl_->with([&](auto& w) { w.Uint64(number); });
  return *this;
}
JsonWriter& JsonWriter::value(double number) {
  if (!std::isfinite(number)) return null();
  const std::string text = number_text(number);
  impl_->with([&](auto& w) { w.RawValue(text.data(), text.size(), rapidjson::kNumberType); });
  return *this;
}
JsonWriter& JsonWriter::null() {
  impl_->with([](auto& w) { w.Null(); });
  return *this;
}
std::string JsonWriter::take() { return {impl_->buffer.GetString(), impl_->buffer.GetSize()}; }

std::string number_text(double number) {
  char out[64];
  const bool whole = std::fabs(number) < 1e15 && number == std::floor(number);
  const auto end =
      whole ? std::to_chars(out, out + sizeof out, static_cast<int64_t>(number)) : std::to_chars(out, out + sizeof out, number);
  return {out, end.ptr};
}

}  // namespace dateline
