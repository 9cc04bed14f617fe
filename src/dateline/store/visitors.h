// The three visitors of columns.h: Names lists a row's columns, Binder writes a row, Fetcher reads one back.
//
// Evidence{3, {120, 188}} becomes sentence 3, start 118 and end 186 (code points), start_byte 120, end_byte 188 and `exact`, the
// words themselves. Reading takes sentence and bytes; the others are for people and for `check`. Empty text is NULL, so is "no
// index".
#pragma once

#include <charconv>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/record.h"
#include "dateline/store/sql.h"

namespace dateline::store {

/// Precision by its name, `none` when unknown.
[[nodiscard]] Precision precision_of(std::string_view name);
/// An ISO day as the store writes it; open ends ("before" and "after all days") are empty.
[[nodiscard]] std::string stored_day(Day day);
/// Whether stored_day can say `day` (years 1 to 9999).
[[nodiscard]] bool has_stored_day(Day day);

/// Collects column names in table order.
class Names {
 public:
  std::vector<std::string> list;

  template <class T>
  void text(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void bytes(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void word(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void integer(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void flag(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void real(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void letter(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void index(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void doc(const char* name, const T&) {
    add(name);
  }
  template <class T>
  void raw(const char* name, const T&) {
    add(std::string(name) + "_start_byte");
    add(std::string(name) + "_end_byte");
  }
  template <class T>
  void span(const char* prefix, const T&) {
    for (const char* part : {"start", "end", "start_byte", "end_byte", "exact"}) add(std::string(prefix) + part);
  }
  template <class T>
  void where(const char* prefix, const T& e) {
    add(std::string(prefix) + "sentence");
    span(prefix, e);
  }
  template <class T>
  void days(const char* name, const T&) {
    for (const char* part : {"_low", "_high", "_precision"}) add(std::string(name) + part);
  }
  template <class T>
  void actor(const char* name, const T&) {
    for (const char* part : {"", "_text", "_implied"}) add(std::string(name) + part);
  }

 private:
  void add(std::string name) { list.push_back(std::move(name)); }
};

/// Texts of the documents that rows point into, by index, with their code point tables (made on first use).
class Pages {
 public:
  Pages() = default;
  explicit Pages(const Record& record) { add(record); }
  explicit Pages(const std::vector<Record>& records) {
    for (const Record& r : records) add(r);
  }
  [[nodiscard]] const std::string& id(uint32_t doc) const { return pages_[doc].record->id; }
  [[nodiscard]] std::string_view text(uint32_t doc) const { return pages_[doc].record->text; }
  [[nodiscard]] const CodePointIndex& points(uint32_t doc) {
    Page& page = pages_[doc];
    if (!page.points) page.points = std::make_unique<CodePointIndex>(page.record->text);
    return *page.points;
  }
  [[nodiscard]] size_t size() const { return pages_.size(); }

 private:
  struct Page {
    const Record* record;
    std::unique_ptr<CodePointIndex> points;
  };
  void add(const Record& record) { pages_.push_back({&record, nullptr}); }
  std::vector<Page> pages_;
};

/// Binds a row to an INSERT, column after column.
class Binder {
 public:
  Binder(Statement& statement, Pages& pages, uint32_t doc) : s_(statement), pages_(pages), doc_(doc) {}

  void key(std::string_view text_key) { s_.bind(++at_, text_key); }
  void key(uint64_t number) { s_.bind(++at_, static_cast<int64_t>(number)); }
  void text(const char*, const std::string& value) {
    value.empty() ? s_.bind_null(++at_) : s_.bind(++at_, std::string_view(value));
  }
  void bytes(const char*, const std::string& value) { value.empty() ? s_.bind_null(++at_) : s_.bind_bytes(++at_, value); }
  void word(const char*, const std::string& value) { s_.bind(++at_, std::string_view(value)); }
  template <class T>
  void integer(const char*, T value) {
    s_.bind(++at_, static_cast<int64_t>(value));
  }
  void flag(const char*, bool value) { s_.bind(++at_, static_cast<int64_t>(value)); }
  void real(const char*, double value) { s_.bind(++at_, value); }
  void real(const char*, float value) { s_.bind(++at_, widened(value)); }
  void real(const char*, const std::optional<double>& value) { value ? s_.bind(++at_, *value) : s_.bind_null(++at_); }
  void letter(const char*, char value) { value == 0 ? s_.bind_null(++at_) : s_.bind(++at_, std::string_view(&value, 1)); }
  void index(const char*, uint32_t value) { value == kNone ? s_.bind_null(++at_) : s_.bind(++at_, static_cast<int64_t>(value)); }
  void doc(const char*, uint32_t value) {
    doc_ = value < pages_.size() ? value : 0;
    value < pages_.size() ? s_.bind(++at_, std::string_view(pages_.id(value))) : s_.bind_null(++at_);
  }
  void raw(const char*, Span value) {
    s_.bind(++at_, static_cast<int64_t>(value.begin));
    s_.bind(++at_, static_cast<int64_t>(value.end));
  }
  void span(const char*, Span value);
  void where(const char* prefix, const Evidence& value) {
    index(prefix, value.sentence);
    span(prefix, value.at);
  }
  void days(const char*, const DayRange& value);
  void actor(const char* name, const ActorRef& value) {
    index(name, value.entity);
    text(name, value.text);
    flag(name, value.implied);
  }

 private:
  /// The double with the same shortest decimal text: 0.7f is stored as 0.7, not 0.699999988.
  [[nodiscard]] static double widened(float value);
  Statement& s_;
  Pages& pages_;
  uint32_t doc_;
  int at_ = 0;
};

/// Reads a row, column after column. `docs` turns document ids into indices.
class Fetcher {
 public:
  Fetcher(Statement& statement, int first, const std::vector<std::string>* docs = nullptr)
      : s_(statement), docs_(docs), at_(first - 1) {}

  void text(const char*, std::string& value) { value = s_.text(++at_); }
  void bytes(const char*, std::string& value) { value = s_.text(++at_); }
  void word(const char*, std::string& value) { value = s_.text(++at_); }
  template <class T>
  void integer(const char*, T& value) {
    value = static_cast<T>(s_.integer(++at_));
  }
  void flag(const char*, bool& value) { value = s_.integer(++at_) != 0; }
  void real(const char*, double& value) { value = s_.real(++at_); }
  void real(const char*, float& value) { value = static_cast<float>(s_.real(++at_)); }
  void real(const char*, std::optional<double>& value) {
    ++at_;
    value = s_.is_null(at_) ? std::nullopt : std::optional<double>(s_.real(at_));
  }
  void letter(const char*, char& value) {
    const std::string text = s_.text(++at_);
    value = text.empty() ? '\0' : text[0];
  }
  void index(const char*, uint32_t& value) {
    ++at_;
    value = s_.is_null(at_) ? kNone : static_cast<uint32_t>(s_.integer(at_));
  }
  void doc(const char*, uint32_t& value);
  void raw(const char*, Span& value) {
    value.begin = static_cast<uint32_t>(s_.integer(++at_));
    value.end = static_cast<uint32_t>(s_.integer(++at_));
  }
  void span(const char* prefix, Span& value) {
    at_ += 2;
    raw(prefix, value);
    ++at_;
  }
  void where(const char* prefix, Evidence& value) {
    index(prefix, value.sentence);
    span(prefix, value.at);
  }
  void days(const char*, DayRange& value);
  void actor(const char* name, ActorRef& value) {
    index(name, value.entity);
    text(name, value.text);
    flag(name, value.implied);
  }

 private:
  Statement& s_;
  const std::vector<std::string>* docs_;
  int at_;
};

}  // namespace dateline::store
