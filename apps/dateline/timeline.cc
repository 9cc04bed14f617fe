// The timeline for people: a heading a month, one entry a happening or sentence, the best told first to be shown.
//
// "26 Fr ● CONSULT·visit  Sisi → Ismailia   2 pages, 2 independent" with the sentence of each page and, where they differ, the
// values side by side. It chooses nothing itself: src/dateline/serve/choose.h does, for the report too.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "dateline/base/chars.h"
#include "dateline/ingest/ingest.h"
#include "dateline/serve/choose.h"
#include "dateline/serve/quotes.h"
#include "output.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using Table = store::Store::Table;
using Row = std::vector<store::Store::Cell>;
using Differences = std::map<std::string, std::vector<std::string>>;

constexpr size_t kShortList = 40;

std::string column(const Table& table, const Row& row, std::string_view name) {
  for (size_t i = 0; i < row.size(); ++i) {
    if (table.columns[i] == name) return text_of(row[i]);
  }
  return {};
}

constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr const char* kWeekdays[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/// The mark of how exact a date is: exact day, some days, a month or more, announced only.
const char* mark_of(const DayRange& days, bool open) {
  if (open) return "◌";
  if (!days.known()) return "?";
  if (days.first == days.last) return "●";
  return days.last - days.first < 27 ? "◐" : "○";
}

/// "12 Mo", "12-14", "26→3 Mar", "month", "year": the day inside its heading.
std::string day_of_row(const DayRange& days) {
  if (!days.known()) return {};
  const Civil a = civil_of(days.first), b = civil_of(days.last);
  if (days.first == days.last) return (a.day < 10 ? " " : "") + std::to_string(a.day) + " " + kWeekdays[weekday_of(days.first)];
  if (a.year == b.year && a.month == b.month) {
    const bool whole = a.day == 1 && b.day == days_in_month(b.year, b.month);
    return whole ? "month" : std::to_string(a.day) + "-" + std::to_string(b.day);
  }
  const bool years = a.month == 1 && a.day == 1 && b.month == 12 && b.day == 31;
  if (years) return a.year == b.year ? "year" : "→" + std::to_string(b.year);
  if (serve::is_wide(days)) return std::string(kMonths[a.month - 1]) + "→";
  return std::to_string(a.day) + "→" + std::to_string(b.day);
}

/// Conflicts of each happening as one line each: "70 (page a) × more than 100 (page b)".
Differences conflicts_by_happening(store::Store& record) {
  Differences out;
  const auto table = record.query(
      "SELECT id, happening, kind, relation, quantity, text, page, scope FROM v_conflicts WHERE happening IS NOT NULL ORDER BY "
      "n, k");
  if (!table) return out;
  std::string open;
  for (const Row& row : table->rows) {
    auto& lines = out[text_of(row[1])];
    if (text_of(row[0]) != open) {
      open = text_of(row[0]);
      lines.push_back((text_of(row[3]) == "contradiction" ? "≠ " : "≈ ") + text_of(row[2]) + " (" + text_of(row[3]) + "): ");
    } else {
      lines.back() += "  ×  ";
    }
    lines.back() += "“" + text_of(row[5]) + "” " + text_of(row[6]);
  }
  return out;
}

template <class T>
void add_once(std::vector<T>& list, T value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

std::string head_of(const Table& table, const Row& row) {
  const std::string actors = column(table, row, "actors"), recipients = column(table, row, "recipients"),
                    status = column(table, row, "status");
  std::string what = column(table, row, "type");
  if (what == "OTHER") what.clear();  // no frame codes it: its words are enough
  if (const std::string mode = column(table, row, "mode"); !mode.empty()) what += "·" + mode;
  if (!actors.empty()) what += (what.empty() ? "" : "  ") + actors;
  if (!recipients.empty()) what += " → " + recipients;
  if (!status.empty() && status != "happened") what += "  (" + status + ")";
  return what;
}

uint64_t number(const std::string& text) {
  uint64_t n = 0;
  for (const char c : text) n = n * 10 + (is_digit(c) ? static_cast<uint64_t>(c - '0') : 0);
  return n;
}

bool tells_difference(const std::vector<std::string>& lines) {
  return std::any_of(lines.begin(), lines.end(), [](const std::string& line) { return line.starts_with("≠"); });
}

std::vector<serve::TimelineRow> rows_of(const Table& table, const Differences& conflicts) {
  std::vector<serve::TimelineRow> out;
  const auto weight =
      static_cast<size_t>(std::find(table.columns.begin(), table.columns.end(), "weight") - table.columns.begin());
  for (const Row& row : table.rows) {
    serve::TimelineRow& r = out.emplace_back();
    const auto first = parse_iso_range(column(table, row, "date_low")), last = parse_iso_range(column(table, row, "date_high"));
    if (first && last) r.days = {first->first, last->last, Precision::days};
    r.happening = column(table, row, "happening");
    r.text = column(table, row, "text");
    r.page = column(table, row, "doc");
    r.head = head_of(table, row);
    r.acted = !column(table, row, "type").empty() && !column(table, row, "actors").empty();
    r.deed = r.acted && column(table, row, "type") != "STATEMENT" && column(table, row, "type") != "OTHER";
    const auto found = conflicts.find(r.happening);
    r.differs = found != conflicts.end() && tells_difference(found->second);
    r.pages = std::max<uint64_t>(1, number(column(table, row, "documents")));
    r.independent = std::max<uint64_t>(1, number(column(table, row, "independent")));
    if (weight < row.size()) r.weight = row[weight].real + static_cast<double>(row[weight].integer);
  }
  return out;
}

class Printer {
 public:
  Printer(const Table& table, const std::vector<serve::TimelineRow>& rows, const Differences& conflicts, size_t width)
      : table_(table), rows_(rows), conflicts_(conflicts), width_(width), bold_(use_colour()) {}

  void print(const serve::TimelineItem& item) {
    std::vector<std::string> heads;
    std::vector<std::pair<std::string, std::string>> quotes;  // words, page
    for (const uint32_t i : item.rows) {
      if (!rows_[i].head.empty()) add_once(heads, rows_[i].head);
      add_once(quotes, {rows_[i].text, column(table_, table_.rows[i], "page")});
    }
    std::string where = quotes.size() == 1 ? quotes.front().second : std::string();
    if (item.pages > 1)
      where += (where.empty() ? "" : ", ") + std::to_string(item.pages) + " pages, " + std::to_string(item.independent) +
               " independent";
    where = ingest::visible(where);
    begin(item);
    print_heads(heads, where);
    for (const auto& [words, page] : quotes) {
      const std::string name = quotes.size() > 1 ? page : where;
      say(serve::balanced(words) + (name.empty() ? "" : " [" + name + "]"));
    }
    print_differences(item);
  }

 private:
  void begin(const serve::TimelineItem& item) {
    const std::string status = column(table_, table_.rows[item.rows.front()], "status");
    lead_ = day_of_row(item.days);
    lead_.append(width_of(lead_) < 6 ? 6 - width_of(lead_) : 0, ' ');
    lead_ = "  " + lead_ + " " +
            mark_of(item.days, item.days.known() && (status == "planned" || status == "demanded" || status == "conditional")) +
            " ";
    indent_ = width_of(lead_);
  }
  std::string margin() { return std::exchange(lead_, std::string(indent_, ' ')); }
  void say(const std::string& text) {
    for (const std::string& part : wrapped(ingest::visible(text), width_ - indent_)) out().write(margin() + part + "\n");
  }

  /// What happened, in bold; `where` at the right of the first line when it fits there, and then emptied.
  void print_heads(const std::vector<std::string>& heads, std::string& where) {
    bool first = true;
    for (const std::string& head : heads) {
      for (const std::string& part : wrapped(ingest::visible(head), width_ - indent_)) {
        const size_t used = indent_ + width_of(part) + 2 + width_of(where);
        const bool fits = std::exchange(first, false) && !where.empty() && used <= width_;
        out().write(margin() + (bold_ ? "\x1b[1m" + part + "\x1b[0m" : part) +
                    (fits ? std::string(width_ - used + 2, ' ') + where : std::string()) + "\n");
        if (fits) where.clear();
      }
    }
  }

  void print_differences(const serve::TimelineItem& item) {
    std::set<std::string> told;
    for (const uint32_t i : item.rows) {
      const auto found = conflicts_.find(rows_[i].happening);
      if (found == conflicts_.end() || !told.insert(rows_[i].happening).second) continue;
      for (const std::string& text : found->second) say(text);
    }
  }

  const Table& table_;
  const std::vector<serve::TimelineRow>& rows_;
  const Differences& conflicts_;
  size_t width_, indent_ = 0;
  bool bold_;
  std::string lead_;
};

/// True when nothing narrows the question, so that a short list is the better answer.
bool wants_short_list(const Options& o) {
  return !o.all && o.limit == 0 && o.next.empty() && o.who.empty() && o.doc.empty() && o.type.empty() && o.status.empty();
}

}  // namespace

void print_timeline_for_people(store::Store& record, const Table& table, const Options& options) {
  if (table.rows.empty()) return;
  const Differences conflicts = conflicts_by_happening(record);
  const std::vector<serve::TimelineRow> rows = rows_of(table, conflicts);
  std::vector<serve::TimelineItem> items = serve::group_timeline(rows);
  const bool few = wants_short_list(options);
  if (few) serve::choose(items, kShortList);
  Printer printer(table, rows, conflicts, screen_width(options));
  std::string heading;
  size_t left = 0;
  for (const serve::TimelineItem& item : items) {
    if (few && !item.chosen) {
      ++left;
      continue;
    }
    if (const std::string month = serve::heading_of(item.days); month != heading) {
      out().write((heading.empty() ? "" : "\n") + (use_colour() ? "\x1b[1;4m" + month + "\x1b[0m" : month) + "\n");
      heading = month;
    }
    printer.print(item);
  }
  out().write("\n● exact day  ◐ some days  ○ month or longer  ◌ planned, demanded or conditional\n");
  if (left == 0) return;
  const std::string db = db_path(options);
  out().write(std::to_string(left) + (left == 1 ? " more row: " : " more rows: ") +
              (options.no_db ? "give --all" : "dateline timeline --all" + (db == "dateline.db" ? "" : " --db " + db)) + "\n");
}

}  // namespace dateline::cli
