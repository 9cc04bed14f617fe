// The views of a record: timeline, statements, figures, events, actors, conflicts, positions, proposals, votes, sources, pages.
//
// `dateline figures --kind killed --from 2024-02` is SELECT * FROM v_figures with bound values, printed in the form asked for.
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "dateline/base/chars.h"
#include "dateline/ingest/ingest.h"
#include "output.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using Table = store::Store::Table;
using Row = std::vector<store::Store::Cell>;

/// One view: its rows, their order, which columns each filter looks at, what people see.
struct View {
  std::string from, order;
  std::string who;   ///< columns joined for --who: "speaker, chain"
  std::string date;  ///< prefix of the date columns for --from and --to
  std::string type, status, topic, form, kind;
  std::vector<Shown> people;
};

class Query {
 public:
  Query(const View& view, const Options& o) : view_(view) {
    if (!o.who.empty()) {
      std::string any;
      for (const std::string_view column : split(view.who, ',')) {
        (any += any.empty() ? "" : " OR ") +=
            std::string(trim(column)) + " LIKE " + bind("%" + like(o.who) + "%") + " ESCAPE '\\'";
      }
      add("(" + any + ")");
    }
    if (!o.doc.empty()) {
      const std::string name = view.from == "v_documents" ? "id = " + bind(o.doc) + " OR name = " + bind(o.doc)
                                                          : "doc = " + bind(o.doc) + " OR page = " + bind(o.doc);
      add("(" + name + ")");
    }
    equal(view.type, o.type);
    equal(view.status, o.status);
    equal(view.form, o.form);
    equal(view.kind, o.kind);
    if (!o.topic.empty()) add(view.topic + " LIKE " + bind("%" + like(o.topic) + "%") + " ESCAPE '\\'");
  }

  /// --from and --to; an error when they are no dates.
  Status between(const Options& o) {
    for (const std::string* text : {&o.from, &o.to}) {
      if (text->empty()) continue;
      const auto range = parse_iso_range(*text);
      if (!range) return Error{ErrorKind::usage, *text + ": not a date (YYYY-MM-DD, YYYY-MM or YYYY)"};
      const bool from = text == &o.from;
      add(from ? "coalesce(" + view_.date + "_high, '9999') >= " + bind(iso_of(range->first))
               : "coalesce(" + view_.date + "_low, '0000') <= " + bind(iso_of(range->last)));
      add("coalesce(" + view_.date + "_low, " + view_.date + "_high) IS NOT NULL");
    }
    return {};
  }
  void add(const std::string& condition) { where_ += (where_.empty() ? " WHERE " : " AND ") + condition; }

  /// One row more than the limit, so that `next` is known.
  [[nodiscard]] std::string sql(uint64_t limit, uint64_t offset) const {
    std::string out = "SELECT * FROM " + view_.from + where_ + " ORDER BY " + view_.order;
    if (limit > 0)
      out += " LIMIT " + std::to_string(limit + 1) + " OFFSET " + std::to_string(offset);
    else if (offset > 0)
      out += " LIMIT -1 OFFSET " + std::to_string(offset);
    return out;
  }
  [[nodiscard]] const std::vector<std::string>& values() const { return values_; }

 private:
  static std::string like(const std::string& text) {
    std::string out;
    for (const char c : text) {
      if (c == '%' || c == '_' || c == '\\') out += '\\';
      out += c;
    }
    return out;
  }
  std::string bind(const std::string& value) {
    values_.push_back(value);
    return "?" + std::to_string(values_.size());
  }
  void equal(const std::string& column, const std::string& value) {
    if (!value.empty()) add(column + " = " + bind(value) + " COLLATE NOCASE");
  }
  const View& view_;
  std::string where_;
  std::vector<std::string> values_;
};

/// The row that --next names.
Status offset_of(const Options& options, uint64_t& offset) {
  for (const char c : options.next) {
    if (!is_digit(c) || options.next.size() > 9)
      return Error{ErrorKind::usage, "--next " + options.next + ": not a token of an earlier answer"};
    offset = offset * 10 + static_cast<uint64_t>(c - '0');
  }
  return {};
}

/// Keeps `limit` rows (0 = all) from `offset` on; the token of the next ones, or "".
std::string cut(Table& table, uint64_t limit, uint64_t offset) {
  table.rows.erase(table.rows.begin(),
                   table.rows.begin() + static_cast<std::ptrdiff_t>(std::min<uint64_t>(offset, table.rows.size())));
  if (limit == 0 || table.rows.size() <= limit) return {};
  table.rows.resize(limit);
  return std::to_string(offset + limit);
}

Result<Table> rows_of(store::Store& record, const View& view, const Options& options, const std::string& condition,
                      std::string& next) {
  Query query(view, options);
  if (!condition.empty()) query.add(condition);
  if (Status s = query.between(options); !s) return s.error();
  uint64_t offset = 0;
  if (Status s = offset_of(options, offset); !s) return s.error();
  Result<Table> table = record.query(query.sql(options.limit, offset), query.values());
  if (!table) return table;
  next = cut(*table, options.limit, 0);
  if (!next.empty()) next = std::to_string(offset + options.limit);
  return table;
}

int run_view(const View& view, const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  std::string next;
  const Result<Table> table = rows_of(**record, view, options, {}, next);
  if (!table) return fail(table.error());
  return print(*table, view.people, options, next);
}

const View kTimeline = {"v_timeline",
                        "coalesce(date_low, '9999'), coalesce(date_high, '9999'), n",
                        "actors, recipients, text",
                        "date",
                        "type",
                        "status",
                        "",
                        "",
                        "",
                        {}};

std::string column(const Table& table, const Row& row, std::string_view name) {
  for (size_t i = 0; i < row.size(); ++i) {
    if (table.columns[i] == name) return text_of(row[i]);
  }
  return {};
}

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};
constexpr const char* kWeekdays[] = {"Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"};

/// The mark of how exact a date is: exact day, some days, a month or more, announced only.
const char* mark_of(const DayRange& days, const std::string& status) {
  if (status == "planned" || status == "demanded" || status == "conditional") return "◌";
  if (days.first == days.last) return "●";
  return days.last - days.first < 27 ? "◐" : "○";
}

/// "Feb 12 Mo", "12-14", "month": the day inside its month's heading.
std::string day_of_row(const DayRange& days) {
  const Civil a = civil_of(days.first), b = civil_of(days.last);
  if (days.first == days.last) return (a.day < 10 ? " " : "") + std::to_string(a.day) + " " + kWeekdays[weekday_of(days.first)];
  if (a.year == b.year && a.month == b.month) {
    const bool whole = a.day == 1 && b.day == days_in_month(b.year, b.month);
    return whole ? "month" : std::to_string(a.day) + "-" + std::to_string(b.day);
  }
  return std::to_string(a.day) + "→";
}

/// Conflicts of each happening as one line each: "70 (page a) × more than 100 (page b)".
std::map<std::string, std::vector<std::string>> conflicts_by_happening(store::Store& record) {
  std::map<std::string, std::vector<std::string>> out;
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

void print_lines(const std::string& text, size_t indent, size_t width) {
  for (const std::string& line : wrapped(ingest::visible(text), width - indent))
    out().write(std::string(indent, ' ') + line + "\n");
}

/// What one sentence tells, or one happening with the sentences of all its pages.
struct Entry {
  DayRange days;
  std::string status;
  std::vector<std::string> heads;                           ///< "ASSAULT·aerial  Israel → Rafah"
  std::vector<std::pair<std::string, std::string>> quotes;  ///< words, page
  std::vector<std::string> happenings;
  uint64_t pages = 0, independent = 0;
};

template <class T>
void add_once(std::vector<T>& list, T value) {
  if (std::find(list.begin(), list.end(), value) == list.end()) list.push_back(std::move(value));
}

std::string head_of(const Table& table, const Row& row) {
  const std::string actors = column(table, row, "actors"), recipients = column(table, row, "recipients"),
                    status = column(table, row, "status");
  std::string what = column(table, row, "type");
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

std::vector<Entry> entries_of(const Table& table) {
  std::vector<Entry> out;
  std::map<std::string, size_t> by_happening, by_sentence;
  for (const Row& row : table.rows) {
    const std::string happening = column(table, row, "happening"), text = column(table, row, "text");
    const std::string key =
        column(table, row, "date_low") + "|" + column(table, row, "date_high") + "|" + column(table, row, "doc") + "|" + text;
    const auto [sentence, fresh] = by_sentence.emplace(key, out.size());
    size_t at = sentence->second;
    if (const auto told = by_happening.find(happening); fresh && told != by_happening.end()) at = sentence->second = told->second;
    if (at == out.size()) {
      out.emplace_back();
      const auto first = parse_iso_range(column(table, row, "date_low")), last = parse_iso_range(column(table, row, "date_high"));
      if (first && last) out[at].days = {first->first, last->last, Precision::days};
      out[at].status = column(table, row, "status");
    }
    Entry& e = out[at];
    if (const std::string head = head_of(table, row); !head.empty()) add_once(e.heads, head);
    add_once(e.quotes, {text, column(table, row, "page")});
    e.pages = std::max(e.pages, number(column(table, row, "documents")));
    e.independent = std::max(e.independent, number(column(table, row, "independent")));
    if (happening.empty()) continue;
    by_happening.emplace(happening, at);
    add_once(e.happenings, happening);
  }
  return out;
}

void print_entry(const Entry& e, size_t width, const std::map<std::string, std::vector<std::string>>& conflicts) {
  std::string lead = e.days.known() ? day_of_row(e.days) : "";
  lead.append(width_of(lead) < 6 ? 6 - width_of(lead) : 0, ' ');
  lead = "  " + lead + " " + (e.days.known() ? mark_of(e.days, e.status) : "?") + " ";
  const size_t indent = width_of(lead);
  std::string where = e.quotes.size() == 1 ? e.quotes.front().second : std::string();
  if (e.pages > 1)
    where += (where.empty() ? "" : ", ") + std::to_string(e.pages) + " pages, " + std::to_string(e.independent) + " independent";
  where = ingest::visible(where);
  const bool bold = use_colour();
  bool first = true;
  const auto begin = [&] { return std::exchange(first, false) ? lead : std::string(indent, ' '); };
  for (const std::string& head : e.heads) {
    for (const std::string& part : wrapped(ingest::visible(head), width - indent)) {
      const size_t used = indent + width_of(part) + 2 + width_of(where);
      const bool fits = first && !where.empty() && used <= width;
      out().write(begin() + (bold ? "\x1b[1m" + part + "\x1b[0m" : part) +
                  (fits ? std::string(width - used + 2, ' ') + where : std::string()) + "\n");
      if (fits) where.clear();
    }
  }
  for (const auto& [words, page] : e.quotes) {
    const bool named = e.quotes.size() > 1 || !where.empty();
    const std::string text = words + (named ? " [" + (e.quotes.size() > 1 ? page : where) + "]" : std::string());
    for (const std::string& part : wrapped(ingest::visible(text), width - indent)) out().write(begin() + part + "\n");
  }
  for (const std::string& happening : e.happenings) {
    const auto found = conflicts.find(happening);
    if (found == conflicts.end()) continue;
    for (const std::string& text : found->second) print_lines(text, indent, width);
  }
}

void print_timeline_for_people(store::Store& record, const Table& table, const Options& options) {
  const size_t width = screen_width(options);
  const auto conflicts = conflicts_by_happening(record);
  std::string heading;
  for (const Entry& e : entries_of(table)) {
    std::string month = "No date";
    if (e.days.known()) {
      const Civil c = civil_of(e.days.first);
      month = (e.days.last - e.days.first > 31 ? "" : std::string(kMonths[c.month - 1]) + " ") + std::to_string(c.year);
    }
    if (month != heading) {
      out().write((heading.empty() ? "" : "\n") + (use_colour() ? "\x1b[1;4m" + month + "\x1b[0m" : month) + "\n");
      heading = month;
    }
    print_entry(e, width, conflicts);
  }
  if (table.rows.empty())
    out().write("Nothing with a date was found.\n");
  else
    out().write("\n● exact day  ◐ some days  ○ month or longer  ◌ planned, demanded or conditional\n");
}

}  // namespace

std::string db_path(const Options& options) {
  if (!options.db.empty()) return options.db;
  const char* named = std::getenv("DATELINE_DB");
  return named != nullptr && *named != '\0' ? named : "dateline.db";
}

Result<std::unique_ptr<store::Store>> open_db(const Options& options) {
  auto opened = store::Store::open(db_path(options), store::Store::Mode::read);
  if (!opened && opened.error().kind == ErrorKind::not_found) {
    return Error{ErrorKind::not_found,
                 opened.error().message + " (make one: dateline ingest PATH... --db FILE, or dateline story PATH...)"};
  }
  return opened;
}

int print_timeline(store::Store& record, const Options& options) {
  std::string next;
  const Result<Table> table = rows_of(record, kTimeline, options, options.all ? "" : "(text IS NOT NULL)", next);
  if (!table) return fail(table.error());
  if (options.json || options.nl || options.csv || options.tsv) return print(*table, {}, options, next);
  print_timeline_for_people(record, *table, options);
  return options.exit_code && table->rows.empty() ? kSomeQuarantined : kDone;
}

int run_timeline(const Options& options) {
  auto record = open_db(options);
  return record ? print_timeline(**record, options) : fail(record.error());
}

int run_statements(const Options& options) {
  static const View kView = {"v_statements",
                             "page, doc, n",
                             "speaker, chain, speaker_role",
                             "date",
                             "cls",
                             "",
                             "",
                             "form",
                             "",
                             {{"date", "@date", 21},
                              {"speaker", "speaker", 24},
                              {"form", "form", 8},
                              {"cue", "cue", 14},
                              {"page", "page", 20},
                              {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_figures(const Options& options) {
  static const View kView = {"v_figures",
                             "page, doc, n",
                             "source, place, counted",
                             "as_of",
                             "",
                             "",
                             "",
                             "",
                             "kind",
                             {{"as of", "@as_of", 21},
                              {"low", "low", 12},
                              {"best", "best", 12},
                              {"high", "high", 12},
                              {"kind", "kind", 12},
                              {"counted", "counted", 28},
                              {"source", "source", 20},
                              {"page", "page", 18},
                              {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_events(const Options& options) {
  static const View kView = {"v_events",
                             "coalesce(date_low, '9999'), page, doc, n",
                             "actors, recipients, place",
                             "date",
                             "type",
                             "status",
                             "",
                             "",
                             "",
                             {{"date", "@date", 21},
                              {"type", "type", 10},
                              {"status", "status", 11},
                              {"actors", "actors", 24},
                              {"recipients", "recipients", 24},
                              {"page", "page", 18},
                              {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_actors(const Options& options) {
  static const View kView = {"v_actors",
                             "pages DESC, mentions DESC, name, id",
                             "name, variants",
                             "",
                             "type",
                             "",
                             "",
                             "",
                             "",
                             {{"name", "name", 32},
                              {"type", "type", 10},
                              {"pages", "pages", 5},
                              {"mentions", "mentions", 8},
                              {"said", "statements", 5},
                              {"as printed", "variants", 4000}}};
  return run_view(kView, options);
}

int run_conflicts(const Options& options) {
  static const View kView = {"v_conflicts",
                             "n, k",
                             "source, scope",
                             "",
                             "",
                             "",
                             "",
                             "",
                             "kind",
                             {{"kind", "kind", 11},
                              {"relation", "relation", 15},
                              {"quantity", "quantity", 30},
                              {"page", "page", 18},
                              {"source", "source", 18},
                              {"scope", "scope", 24},
                              {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_positions(const Options& options) {
  static const View kView = {"v_positions",
                             "actor, topic, coalesce(date_low, '9999'), n",
                             "actor",
                             "date",
                             "",
                             "",
                             "topic",
                             "",
                             "",
                             {{"actor", "actor", 24},
                              {"topic", "topic", 24},
                              {"date", "@date", 21},
                              {"stance", "stance", 12},
                              {"page", "page", 18},
                              {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_proposals(const Options& options) {
  static const View kView = {"v_proposals",
                             "page, doc, n",
                             "sponsor, mediator, replies",
                             "date",
                             "",
                             "",
                             "",
                             "",
                             "",
                             {{"date", "@date", 21},
                              {"name", "name", 30},
                              {"sponsor", "sponsor", 20},
                              {"replies", "replies", 36},
                              {"page", "page", 18},
                              {"terms", "terms", 4000}}};
  return run_view(kView, options);
}

int run_votes(const Options& options) {
  static const View kView = {"v_votes",
                             "page, doc, n",
                             "body, \"by\"",
                             "date",
                             "",
                             "",
                             "",
                             "",
                             "kind",
                             {{"date", "@date", 21},
                              {"kind", "kind", 10},
                              {"number", "number", 8},
                              {"outcome", "outcome", 10},
                              {"body", "body", 24},
                              {"by", "by", 20},
                              {"page", "page", 18},
                              {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_sources(const Options& options) {
  static const View kView = {
      "v_sources", "name, page, doc, n",
      "name",      "",
      "",          "",
      "",          "",
      "role",      {{"name", "name", 30}, {"role", "role", 14}, {"page", "page", 24}, {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_pages(const Options& options) {
  static const View kView = {"v_documents",
                             "name, id",
                             "name, headline",
                             "date",
                             "",
                             "",
                             "",
                             "",
                             "",
                             {{"page", "name", 28},
                              {"id", "id", 18},
                              {"date", "@date", 21},
                              {"basis", "date_basis", 9},
                              {"sentences", "sentences", 9},
                              {"statements", "statements", 10},
                              {"figures", "figures", 7},
                              {"headline", "headline", 4000}}};
  return run_view(kView, options);
}

int run_search(const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  std::string words;
  for (const std::string& word : options.paths) (words += words.empty() ? "" : " ") += word;
  uint64_t offset = 0;
  if (Status s = offset_of(options, offset); !s) return fail(s.error());
  const unsigned limit = options.limit > 0 ? options.limit : 100;
  auto table = (*record)->search(words, static_cast<uint32_t>(offset + limit + 1));
  if (!table) return fail(table.error());
  const std::string next = cut(*table, limit, offset);
  return print(*table, {{"date", "date_low", 10}, {"page", "page", 24}, {"sentence", "sentence", 8}, {"words", "text", 4000}},
               options, next);
}

int run_query(const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  auto table = (*record)->query(options.paths.front(), options.parameters);
  if (!table) return fail(table.error());
  uint64_t offset = 0;
  if (Status s = offset_of(options, offset); !s) return fail(s.error());
  const std::string next = cut(*table, options.limit, offset);
  return print(*table, {}, options, next);
}

}  // namespace dateline::cli
