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
  std::string who{};   ///< columns joined for --who: "speaker, chain"
  std::string date{};  ///< prefix of the date columns for --from and --to
  std::string type{}, status{}, topic{}, form{}, kind{};
  std::vector<Shown> people{};
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

/// A word when --from lies after --to: nothing can lie between.
void warn_of_range(const Options& o) {
  const auto from = parse_iso_range(o.from), to = parse_iso_range(o.to);
  if (from && to && from->first > to->last) tell("dateline: --from " + o.from + " is after --to " + o.to);
}

/// Names of actors near to a --who that nothing has: "Sisy" -> Sisi.
std::string near_name(store::Store& record, const std::string& who) {
  const auto table = record.query("SELECT name FROM v_actors ORDER BY pages DESC, mentions DESC, name, id LIMIT 2000");
  if (!table) return {};
  std::vector<std::string> words;
  for (const Row& row : table->rows) {
    const std::string name = lower_ascii(text_of(row[0]));
    words.push_back(name);
    for (const std::string_view word : split(name, ' ')) {
      if (word.size() > 2 && word.size() < name.size()) words.emplace_back(word);
    }
  }
  const std::vector<std::string_view> candidates(words.begin(), words.end());
  const std::string near(nearest(lower_ascii(std::string_view(who).substr(0, 60)), candidates));
  std::string out;
  size_t told = 0;
  for (const Row& row : table->rows) {
    const std::string name = text_of(row[0]);
    if (near.empty() || lower_ascii(name).find(near) == std::string::npos || ++told > 3) continue;
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

/// Says on standard error that there is no row, and what name may have been meant.
void tell_nothing(store::Store& record, const std::string& who_columns, const Options& options) {
  std::string line = "nothing found";
  if (!options.who.empty() && !who_columns.empty()) {
    auto known = record.query("SELECT 1 FROM v_actors WHERE name LIKE ?1 OR variants LIKE ?1 LIMIT 1", {"%" + options.who + "%"});
    if (known && known->rows.empty()) {
      line += ": no actor is named \"" + options.who + "\"";
      if (const std::string near = near_name(record, options.who); !near.empty()) line += " (near: " + near + ")";
    }
  }
  tell(line);
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
  Options exact = options;
  const auto named =
      options.doc.empty() ? Result<Table>(Table{}) : record.query("SELECT id FROM document WHERE name = ?1", {options.doc});
  if (!options.doc.empty() && named && named->rows.empty()) {
    Result<std::string> id = record.find_document(options.doc);
    if (!id) return id.error();
    exact.doc = *id;
  }
  warn_of_range(options);
  Query query(view, exact);
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
  if (!table) return fail(table.error(), table.error().kind == ErrorKind::not_found ? kNoInput : kStore);
  if (!table->rows.empty()) {
    std::vector<Shown> people = view.people;
    const auto at = std::find(table->columns.begin(), table->columns.end(), "corrections");
    const auto column = static_cast<size_t>(at - table->columns.begin());
    const bool corrected = at != table->columns.end() && std::any_of(table->rows.begin(), table->rows.end(), [&](const Row& row) {
                             return row[column].kind != store::Store::Cell::Kind::null;
                           });
    if (corrected) people.insert(people.end() - 1, {"corrected", "corrections", 48});
    return print(*table, people, options, next);
  }
  tell_nothing(**record, view.who, options);
  const bool people = !options.json && !options.nl && !options.csv && !options.tsv;
  if (!people) return print(*table, view.people, options, next);
  return options.exit_code ? kSomeQuarantined : kDone;
}

const View kTimeline = {.from = "v_timeline",
                        .order = "coalesce(date_low, '9999'), coalesce(date_high, '9999'), n",
                        .who = "actors, recipients, text",
                        .date = "date",
                        .type = "type",
                        .status = "status"};

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
  const Result<Table> table = rows_of(record, kTimeline, options, {}, next);
  if (!table) return fail(table.error(), table.error().kind == ErrorKind::not_found ? kNoInput : kStore);
  if (options.json || options.nl || options.csv || options.tsv) return print(*table, {}, options, next);
  print_timeline_for_people(record, *table, options);
  if (table->rows.empty()) tell_nothing(record, kTimeline.who, options);
  return options.exit_code && table->rows.empty() ? kSomeQuarantined : kDone;
}

int run_timeline(const Options& options) {
  auto record = open_db(options);
  return record ? print_timeline(**record, options) : fail(record.error());
}

int run_statements(const Options& options) {
  static const View kView = {.from = "v_statements",
                             .order = "page, doc, n",
                             .who = "speaker, chain, speaker_role",
                             .date = "date",
                             .type = "cls",
                             .form = "form",
                             .people = {{"date", "@date", 21},
                                        {"speaker", "speaker", 24},
                                        {"form", "form", 8},
                                        {"cue", "cue", 14},
                                        {"page", "page", 20},
                                        {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_figures(const Options& options) {
  static const View kView = {.from = "v_figures",
                             .order = "page, doc, n",
                             .who = "source, place, counted",
                             .date = "as_of",
                             .kind = "kind",
                             .people = {{"as of", "@as_of", 21},
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
  static const View kView = {.from = "v_events",
                             .order = "coalesce(date_low, '9999'), page, doc, n",
                             .who = "actors, recipients, place",
                             .date = "date",
                             .type = "type",
                             .status = "status",
                             .people = {{"date", "@date", 21},
                                        {"type", "type", 10},
                                        {"status", "status", 11},
                                        {"actors", "actors", 24},
                                        {"recipients", "recipients", 24},
                                        {"page", "page", 18},
                                        {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_actors(const Options& options) {
  static const View kView = {.from = "v_actors",
                             .order = "pages DESC, mentions DESC, name, id",
                             .who = "name, variants",
                             .type = "type",
                             .people = {{"name", "name", 32},
                                        {"type", "type", 10},
                                        {"pages", "pages", 5},
                                        {"mentions", "mentions", 8},
                                        {"said", "statements", 5},
                                        {"as printed", "variants", 4000}}};
  return run_view(kView, options);
}

int run_conflicts(const Options& options) {
  static const View kView = {.from = "v_conflicts",
                             .order = "n, k",
                             .who = "source, scope",
                             .kind = "kind",
                             .people = {{"kind", "kind", 11},
                                        {"relation", "relation", 15},
                                        {"quantity", "quantity", 30},
                                        {"page", "page", 18},
                                        {"source", "source", 18},
                                        {"scope", "scope", 24},
                                        {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_positions(const Options& options) {
  static const View kView = {.from = "v_positions",
                             .order = "actor, topic, coalesce(date_low, '9999'), n",
                             .who = "actor",
                             .date = "date",
                             .topic = "topic",
                             .people = {{"actor", "actor", 24},
                                        {"topic", "topic", 24},
                                        {"date", "@date", 21},
                                        {"stance", "stance", 12},
                                        {"page", "page", 18},
                                        {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_proposals(const Options& options) {
  static const View kView = {.from = "v_proposals",
                             .order = "page, doc, n",
                             .who = "sponsor, mediator, replies",
                             .date = "date",
                             .people = {{"date", "@date", 21},
                                        {"name", "name", 30},
                                        {"sponsor", "sponsor", 20},
                                        {"replies", "replies", 36},
                                        {"page", "page", 18},
                                        {"terms", "terms", 4000}}};
  return run_view(kView, options);
}

int run_votes(const Options& options) {
  static const View kView = {.from = "v_votes",
                             .order = "page, doc, n",
                             .who = "body, \"by\"",
                             .date = "date",
                             .kind = "kind",
                             .people = {{"date", "@date", 21},
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
      .from = "v_sources",
      .order = "name, page, doc, n",
      .who = "name",
      .kind = "role",
      .people = {{"name", "name", 30}, {"role", "role", 14}, {"page", "page", 24}, {"words", "text", 4000}}};
  return run_view(kView, options);
}

int run_pages(const Options& options) {
  static const View kView = {.from = "v_documents",
                             .order = "name, id",
                             .who = "name, headline",
                             .date = "date",
                             .people = {{"page", "name", 28},
                                        {"id", "id", 18},
                                        {"date", "@date", 21},
                                        {"basis", "date_basis", 9},
                                        {"sentences", "sentences", 9},
                                        {"statements", "statements", 10},
                                        {"figures", "figures", 7},
                                        {"headline", "headline", 4000}}};
  return run_view(kView, options);
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
