// The table reader of table.h. Example: `id;text` then `7;"He said ""no"" and
// left"`. Row out: RawPage{id "7", bytes = He said "no" and left (two lines), place = row's line}. A row whose quote never closes
// costs its line, not the file. It does not convert encodings (page/ does).
#include "dateline/ingest/table.h"

#include <array>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/ingest/fields.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kMostColumns = 10000;

class Table {
 public:
  Table(Input& input, const std::string& path, char separator, const Options& options, const Sink& sink)
      : input_(input), path_(path), separator_(separator), options_(options), sink_(sink) {}

  bool read() {
    while (buffer_.size() < 4 && pull()) {
    }
    if (buffer_.substr(0, 2) == "\xFF\xFE"sv || buffer_.substr(0, 2) == "\xFE\xFF"sv)
      return refuse(0, NoteCode::not_text, "utf-16 table; save it as UTF-8");
    if (buffer_.substr(0, 3) == "\xEF\xBB\xBF"sv) {
      at_ = 3;
      charset_ = "utf-8";
    }
    if (!read_header()) return true;
    std::vector<std::string> cells;
    while (true) {
      const uint64_t line = line_;
      if (!next_row(cells)) break;
      if (cells.size() == 1 && trim(cells[0]).empty()) continue;
      if (!deliver(cells, line)) return false;
    }
    if (!any_ && !broken_) refuse(0, NoteCode::empty, "no row");
    return true;
  }

 private:
  bool refuse(uint64_t line, NoteCode code, std::string detail) {
    sink_.refused({path_, line, {code, std::move(detail), line}});
    return true;
  }

  bool pull() {
    if (end_) return false;
    if (at_ > (1U << 20U)) {
      buffer_.erase(0, at_);
      at_ = 0;
    }
    const Input::Got got = input_.read(buffer_);
    if (got == Input::Got::gap) {
      broken_ = true;
      refuse(line_, input_.gap().code, input_.gap().reason);
    }
    end_ = got != Input::Got::bytes;
    return !end_;
  }

  /// The separator that the header line has most of.
  void find_separator() {
    while (buffer_.find('\n', at_) == std::string::npos && buffer_.size() < (1U << 16U) && pull()) {
    }
    const std::string_view line = std::string_view(buffer_).substr(at_, buffer_.find('\n', at_) - at_);
    size_t most = 0;
    separator_ = ',';
    for (const char candidate : {',', ';', '\t', '|'}) {
      size_t count = 0;
      for (const char c : line) count += c == candidate ? 1 : 0;
      if (count > most) {
        most = count;
        separator_ = candidate;
      }
    }
  }

  bool read_header() {
    if (separator_ == 0) find_separator();
    std::vector<std::string> cells;
    if (!next_row(cells)) return refuse(0, NoteCode::empty, "no header row"), false;
    bool has_content = false;
    std::string names;
    for (const std::string& cell : cells) {
      columns_.push_back(plain_name(cell));
      has_content = has_content || is_content_name(columns_.back());
      if (names.size() < 200) names += (names.empty() ? "" : ", ") + cell;
    }
    if (!has_content) refuse(1, NoteCode::bad_line, "no column named text, html, content, body or the like; columns: " + names);
    return has_content;
  }

  bool deliver(std::vector<std::string>& cells, uint64_t line) {
    any_ = true;
    NamedFields fields;
    Notes notes;
    for (size_t i = 0; i < cells.size() && i < columns_.size(); ++i) {
      if (!cells[i].empty()) fields.insert_or_assign(columns_[i], std::move(cells[i]));
    }
    if (cells.size() != columns_.size())
      notes.push_back({NoteCode::bad_line,
                       std::to_string(cells.size()) + " cells under " + std::to_string(columns_.size()) + " columns", line});
    return deliver_fields(fields, {path_, "csv", line, charset_}, std::move(notes), sink_);
  }

  enum class Row : uint8_t { whole, open, too_long };

  /// The next row; rows that cannot be read are refused and passed over. False at the end.
  bool next_row(std::vector<std::string>& cells) {
    while (true) {
      if (at_ >= buffer_.size() && !pull()) return false;
      size_t lines = 0;
      const Row row = scan(cells, lines);
      if (row == Row::whole) {
        line_ += lines;
        return true;
      }
      if (row == Row::too_long)
        refuse(line_, NoteCode::line_too_long, "limit:line_bytes " + std::to_string(options_.max_line_bytes));
      else if (!broken_)
        refuse(line_, NoteCode::bad_line, "a quotation mark that never closes");
      single_line_ = true;  // from here on a quoted cell ends with its line, so that the work stays linear
      skip_line();
    }
  }

  /// The byte at distance `ahead` from at_; false at the end.
  bool byte(size_t ahead, char& c) {
    while (at_ + ahead >= buffer_.size()) {
      if (!pull()) return false;
    }
    c = buffer_[at_ + ahead];
    return true;
  }

  Row scan(std::vector<std::string>& cells, size_t& lines) {
    cells.assign(1, {});
    bool quoted = false, begun = false;
    size_t ahead = 0;
    char c = 0;
    while (byte(ahead, c)) {
      if (ahead > options_.max_line_bytes || cells.size() > kMostColumns) return Row::too_long;
      ++ahead;
      if (quoted) {
        char next = 0;
        if (c == '"' && byte(ahead, next) && next == '"') {
          cells.back() += '"';
          ++ahead;
        } else if (c == '"') {
          quoted = false;
        } else {
          if (c == '\n' && single_line_) return Row::open;
          lines += c == '\n' ? 1 : 0;
          cells.back() += c;
        }
      } else if (c == '"' && !begun) {
        quoted = begun = true;
      } else if (c == separator_) {
        cells.emplace_back();
        begun = false;
      } else if (c == '\n' || c == '\r') {
        char next = 0;
        if (c == '\r' && byte(ahead, next) && next == '\n') ++ahead;
        ++lines;
        at_ += ahead;
        return Row::whole;
      } else {
        cells.back() += c;
        begun = begun || c != ' ';
        if (c == ' ' && !begun) cells.back().pop_back();
      }
    }
    if (quoted) return Row::open;
    ++lines;
    at_ += ahead;
    return Row::whole;
  }

  void skip_line() {
    ++line_;
    while (true) {
      const size_t end = buffer_.find('\n', at_);
      if (end != std::string::npos) {
        at_ = end + 1;
        return;
      }
      at_ = buffer_.size();
      if (!pull()) return;
    }
  }

  Input& input_;
  const std::string& path_;
  char separator_;
  const Options& options_;
  const Sink& sink_;
  std::string buffer_;
  std::string_view charset_;
  std::vector<std::string> columns_;
  size_t at_ = 0;
  uint64_t line_ = 1;
  bool end_ = false, broken_ = false, any_ = false, single_line_ = false;
};

}  // namespace

bool read_table(Input& input, const std::string& path, char separator, const Options& options, const Sink& sink) {
  return Table(input, path, separator, options, sink).read();
}

}  // namespace dateline::ingest
