// Rows in five forms, and the care for terminals, spreadsheets and pipes: see output.h.
#include "output.h"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "dateline/base/chars.h"
#include "dateline/base/date.h"
#include "dateline/base/json.h"
#include "dateline/ingest/ingest.h"
#include "dateline/serve/quotes.h"
#include "dateline/serve/site/rows.h"
#include "dateline/store/version.h"

namespace dateline::cli {

namespace {

using Cell = store::Store::Cell;
using Table = store::Store::Table;

/// Writes all of `bytes`; errno says why not.
bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(n));
  }
  return true;
}

size_t column_of(const Table& table, std::string_view name) {
  const auto found = std::find(table.columns.begin(), table.columns.end(), name);
  return static_cast<size_t>(found - table.columns.begin());
}

void print_json(const Table& table, const std::string& next) {
  JsonWriter json;
  json.begin_object().field("ok", true).field("schema", store::kJsonSchema).key("rows").begin_array();
  for (const auto& row : table.rows) serve::put_row(json, table, row);
  json.end_array().key("next");
  next.empty() ? json.null() : json.value(next);
  json.field("truncated", !next.empty()).end_object();
  out().write(json.take() + "\n");
}

void print_lines(const Table& table) {
  for (const auto& row : table.rows) {
    JsonWriter json;
    serve::put_row(json, table, row);
    out().write(json.take() + "\n");
    if (out().gone()) return;
  }
}

void print_separated(const Table& table, char separator, std::string_view line_end, const Options& options) {
  serve::Separated how;
  how.separator = separator;
  how.raw = options.raw_csv;
  std::string line;
  if (!options.no_headers) {
    for (const std::string& name : table.columns) (line += line.empty() ? "" : std::string(1, separator)) += name;
    out().write(line.append(line_end));
  }
  for (const auto& row : table.rows) {
    line.clear();
    for (size_t i = 0; i < row.size(); ++i) {
      if (i > 0) line += separator;
      line += serve::separated_cell(row[i], how);
    }
    out().write(line.append(line_end));
    if (out().gone()) return;
  }
}

std::string shown_cell(const Table& table, const std::vector<Cell>& row, const std::string& source) {
  if (source.starts_with("@")) {
    const std::string name = source.substr(1);
    const size_t low = column_of(table, name + "_low"), high = column_of(table, name + "_high");
    return low < row.size() && high < row.size() ? when_of(text_of(row[low]), text_of(row[high])) : std::string();
  }
  const size_t at = column_of(table, source);
  if (at >= row.size()) return {};
  std::string text = text_of(row[at]);
  std::replace(text.begin(), text.end(), '\n', ' ');
  if (source == "text") text = serve::balanced(text);
  return ingest::visible(text);
}

bool is_number(const Table& table, const std::string& source) {
  const size_t at = column_of(table, source);
  if (at >= table.columns.size()) return false;
  bool any = false;
  for (const auto& row : table.rows) {
    if (row[at].kind == Cell::Kind::text) return false;
    any = any || row[at].kind != Cell::Kind::null;
  }
  return any;
}

std::string padded(std::string_view text, size_t width, bool right) {
  const size_t used = width_of(text);
  const std::string gap(used < width ? width - used : 0, ' ');
  return right ? gap + std::string(text) : std::string(text) + gap;
}

void print_people(const Table& table, const std::vector<Shown>& columns, const Options& options) {
  const size_t screen = screen_width(options);
  std::vector<std::vector<std::string>> cells;
  std::vector<size_t> widths;
  std::vector<bool> right;
  for (const Shown& c : columns) {
    widths.push_back(width_of(c.header));
    right.push_back(is_number(table, c.source));
  }
  for (const auto& row : table.rows) {
    auto& line = cells.emplace_back();
    for (size_t i = 0; i < columns.size(); ++i) {
      line.push_back(shown_cell(table, row, columns[i].source));
      widths[i] = std::max(widths[i], std::min(columns[i].cap, width_of(line[i])));
    }
  }
  size_t left = 0;
  for (size_t i = 0; i + 1 < columns.size(); ++i) left += widths[i] + 2;
  if (!widths.empty())
    widths.back() =
        std::min(widths.back() > columns.back().cap ? widths.back() : size_t{4000}, screen > left + 24 ? screen - left : 24);
  const bool bold = use_colour();
  if (!options.no_headers) {
    std::string head;
    for (size_t i = 0; i < columns.size(); ++i) {
      head += i + 1 < columns.size() ? padded(columns[i].header, widths[i], right[i]) + "  " : columns[i].header;
    }
    out().write((bold ? "\x1b[1m" + head + "\x1b[0m" : head) + "\n");
  }
  for (const auto& line : cells) {
    std::vector<std::vector<std::string>> parts;
    size_t height = 1;
    for (size_t i = 0; i < line.size(); ++i) {
      parts.push_back(wrapped(line[i], widths[i]));
      height = std::max(height, parts.back().size());
    }
    for (size_t k = 0; k < height; ++k) {
      std::string text;
      for (size_t i = 0; i < parts.size(); ++i) {
        const std::string_view part = k < parts[i].size() ? std::string_view(parts[i][k]) : std::string_view();
        text += padded(part, widths[i], right[i]) + "  ";
      }
      text.erase(text.find_last_not_of(' ') + 1);
      out().write(text + "\n");
    }
    if (out().gone()) return;
  }
}

}  // namespace

void Out::write(std::string_view bytes) {
  if (gone()) return;
  buffer_ += bytes;
  if (buffer_.size() >= 1U << 16U) flush();
}

void Out::flush() {
  if (gone() || buffer_.empty()) return;
  if (!write_all(STDOUT_FILENO, buffer_)) {
    code_ = errno == EPIPE ? kBrokenPipe : kLimit;
    if (code_ == kLimit) tell(std::string("dateline: standard output: ") + std::strerror(errno));
  }
  buffer_.clear();
}

int Out::finish() {
  flush();
  return code_;
}

Out& out() {
  static Out the;
  return the;
}

void tell(std::string_view line) { (void)write_all(STDERR_FILENO, ingest::visible(line) + "\n"); }

int fail(const Error& error, int otherwise) {
  tell("dateline: " + error.message);
  switch (error.kind) {
    case ErrorKind::usage:
      return kUsage;
    case ErrorKind::limit:
      return kLimit;
    default:
      return otherwise;
  }
}

bool is_terminal(int fd) { return ::isatty(fd) == 1; }

Status write_file(const std::string& path, std::string_view bytes) {
  if (path == "-") {
    out().write(bytes);
    return {};
  }
  const auto failed = [&](const std::string& name) {
    const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
    return Error{full ? ErrorKind::limit : ErrorKind::io, name + ": " + std::strerror(errno)};
  };
  struct stat info {};
  if (::lstat(path.c_str(), &info) == 0 && !S_ISREG(info.st_mode))
    return Error{ErrorKind::invalid, path + ": not a regular file, not replaced"};
  const std::string temporary = path + ".part-" + std::to_string(::getpid());
  const int fd = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0644);
  if (fd < 0) return failed(path);
  const bool written = write_all(fd, bytes) && ::fsync(fd) == 0;
  const bool closed = ::close(fd) == 0;
  if (written && closed && ::rename(temporary.c_str(), path.c_str()) == 0) return {};
  const Error error = failed(path);
  ::unlink(temporary.c_str());
  return error;
}

std::string text_of(const Cell& cell) { return serve::text_of(cell); }

std::string when_of(const std::string& low, const std::string& high) {
  const auto first = parse_iso_range(low), last = parse_iso_range(high);
  if (!first || !last) return low.empty() ? high.empty() ? "" : "../" + high : low + "/..";
  const std::string iso = iso_of(DayRange{first->first, last->last, Precision::days});
  const bool same_month = iso.size() == 21 && iso.compare(0, 8, iso, 11, 8) == 0;
  return same_month ? iso.substr(0, 11) + iso.substr(19) : iso;
}

size_t width_of(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const char32_t v = c.value;
    const bool none = (v >= 0x300 && v <= 0x36f) || (v >= 0x200b && v <= 0x200f) || v == 0xfe0f || v == 0xfeff;
    const bool wide = (v >= 0x1100 && v <= 0x115f) || (v >= 0x2e80 && v <= 0xa4cf) || (v >= 0xac00 && v <= 0xd7a3) ||
                      (v >= 0xf900 && v <= 0xfaff) || (v >= 0xfe30 && v <= 0xfe6f) || (v >= 0xff00 && v <= 0xff60) ||
                      (v >= 0xffe0 && v <= 0xffe6) || (v >= 0x1f300 && v <= 0x1faff) || (v >= 0x20000 && v <= 0x3ffff);
    width += none ? 0U : wide ? 2U : 1U;
    at += c.length;
  }
  return width;
}

std::vector<std::string> wrapped(std::string_view text, size_t width) {
  std::vector<std::string> lines(1);
  size_t used = 0;
  for (std::string_view word : split(text, ' ')) {
    size_t need = width_of(word);
    if (used > 0 && used + 1 + need > width) {
      lines.emplace_back();
      used = 0;
    } else if (used > 0) {
      lines.back() += ' ';
      ++used;
    }
    while (need > width && width > 0) {
      size_t cut = 0, taken = 0;
      while (cut < word.size()) {
        const CodePoint c = decode(word, cut);
        const size_t w = width_of(word.substr(cut, c.length));
        if (taken + w > width && cut > 0) break;
        taken += w;
        cut += c.length;
      }
      lines.back() += word.substr(0, cut);
      word.remove_prefix(cut);
      need -= std::min(need, taken);  // measured once: a word may be as long as a book
      if (!word.empty()) lines.emplace_back();
    }
    lines.back() += word;
    used += need;
  }
  return lines;
}

size_t screen_width(const Options& options) {
  if (options.width > 0) return std::max(40U, options.width);
  winsize size{};
  if (is_terminal(STDOUT_FILENO) && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col >= 40) return size.ws_col;
  return 120;
}

bool use_colour() {
  const char* off = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  const char* on = std::getenv("FORCE_COLOR");
  if (off != nullptr && *off != '\0') return false;
  if (on != nullptr && *on != '\0') return true;
  return is_terminal(STDOUT_FILENO) && (term == nullptr || std::string_view(term) != "dumb");
}

int print(const Table& table, const std::vector<Shown>& people, const Options& options, const std::string& next) {
  if (options.json)
    print_json(table, next);
  else if (options.nl)
    print_lines(table);
  else if (options.csv)
    print_separated(table, ',', "\r\n", options);
  else if (options.tsv)
    print_separated(table, '\t', "\n", options);
  else if (!people.empty())
    print_people(table, people, options);
  else {
    std::vector<Shown> all;
    all.reserve(table.columns.size());
    for (const std::string& name : table.columns) all.push_back({name, name, 40});
    print_people(table, all, options);
  }
  return options.exit_code && table.rows.empty() ? kSomeQuarantined : kDone;
}

}  // namespace dateline::cli
