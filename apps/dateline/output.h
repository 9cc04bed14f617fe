// What goes out: rows as a table for people, JSON, JSON lines, CSV or TSV; files written whole; standard output that may go away.
//
// A row {"2024-02-12", 100} is `{"date":"2024-02-12","low":100}` in JSON, `2024-02-12,100` in CSV. Text of pages is shown with
// visible escapes in tables, and a text cell that a spreadsheet would run gets a ' in front in CSV.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/store/store.h"
#include "options.h"

namespace dateline::cli {

enum : int {
  kDone = 0,
  kSomeQuarantined = 1,
  kUsage = 2,
  kStore = 3,
  kLimit = 4,
  kNoInput = 5,
  kInterrupted = 130,
  kBrokenPipe = 141
};

/// Standard output, buffered. After the reader has gone (EPIPE) nothing more is written.
class Out {
 public:
  void write(std::string_view bytes);
  void flush();
  /// kDone, kBrokenPipe, or kLimit when the disk is full. Flushes.
  [[nodiscard]] int finish();
  [[nodiscard]] bool gone() const { return code_ != 0; }

 private:
  std::string buffer_;
  int code_ = 0;
};

[[nodiscard]] Out& out();
/// One line on standard error, with visible escapes.
void tell(std::string_view line);
/// Tells the error and gives the exit code for a record that cannot be used.
[[nodiscard]] int fail(const Error& error, int otherwise = kStore);
[[nodiscard]] bool is_terminal(int fd);

/// Writes `bytes` to a file beside `path` and renames it: whole or not at all. "-" is standard output. Refuses to follow a
/// symlink.
[[nodiscard]] Status write_file(const std::string& path, std::string_view bytes);

/// How a column is shown to people.
struct Shown {
  std::string header;
  std::string source;  ///< column of the result; "@date" = date_low/high/precision as one; "@X" = X_low, X_high, X_precision
  size_t cap = 40;     ///< widest it may get; the last column takes what is left
};

/// Prints a result in the form the options ask for. `people` chooses the columns of the table (all when empty).
/// Returns kDone, or kSomeQuarantined when --exit-code was given and there is no row.
int print(const store::Store::Table& table, const std::vector<Shown>& people, const Options& options,
          const std::string& next = {});

/// One cell as plain text.
[[nodiscard]] std::string text_of(const store::Store::Cell& cell);
/// A day range of a row as one text: "2024-02-12", "2024-02", "2024-02-12/14".
[[nodiscard]] std::string when_of(const std::string& low, const std::string& high);
/// Columns a text takes on a terminal.
[[nodiscard]] size_t width_of(std::string_view text);
/// Lines of at most `width` columns.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, size_t width);
/// Columns of the screen.
[[nodiscard]] size_t screen_width(const Options& options);
/// True when bold and faint marks may be used.
[[nodiscard]] bool use_colour();

}  // namespace dateline::cli
