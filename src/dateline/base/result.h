// Result<T>: a value, or the reason why there is none. For files, databases, models, configuration.
//
// `Result<Model> m = Model::load(path); if (!m) return m.error();`
// Input pages never use it: a page that cannot be read becomes a Record with notes (note.h).
#pragma once

#include <optional>
#include <string>
#include <utility>

namespace dateline {

/// What kind of failure; the command line maps each to its exit code.
enum class ErrorKind : unsigned char { usage, not_found, io, corrupt, newer_schema, locked, limit, invalid };

/// Why something failed, in words a user can act on, with the file named.
struct Error {
  ErrorKind kind = ErrorKind::io;
  std::string message;
};

/// A value or an Error.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] explicit operator bool() const { return value_.has_value(); }
  [[nodiscard]] T& operator*() { return *value_; }
  [[nodiscard]] const T& operator*() const { return *value_; }
  [[nodiscard]] T* operator->() { return &*value_; }
  [[nodiscard]] const T* operator->() const { return &*value_; }
  [[nodiscard]] const Error& error() const { return error_; }

 private:
  std::optional<T> value_;
  Error error_;
};

/// Success, or the Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}  // NOLINT(google-explicit-constructor)
  [[nodiscard]] explicit operator bool() const { return !error_.has_value(); }
  [[nodiscard]] const Error& error() const { return *error_; }

 private:
  std::optional<Error> error_;
};

using Status = Result<void>;

}  // namespace dateline
