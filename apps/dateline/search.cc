// `dateline search`: sentences with these words, narrowed by name, act, place and day; or many searches from a file in one go.
//
// "dateline search cease-fire --who Blinken --from 2024-03". A line of a file of searches is what stands behind the ? of /search
// on the web page: q=cease-fire&who=Blinken&from=2024-03; lines that begin with # are remarks.
#include <fstream>

#include "dateline/base/chars.h"
#include "dateline/serve/search.h"
#include "dateline/serve/site/address.h"
#include "output.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using store::Store;

constexpr unsigned kRows = 100;

Result<std::vector<std::string>> lines_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{ErrorKind::not_found, path + ": cannot be read"};
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);) {
    const std::string_view words = trim(line);
    if (!words.empty() && words[0] != '#') out.emplace_back(words);
  }
  return out;
}

Result<serve::SearchQuestion> question_of(const std::string& line, unsigned limit) {
  const size_t mark = line.find('?');
  const serve::Address address = serve::Address::parse("/search?" + (mark == std::string::npos ? line : line.substr(mark + 1)));
  serve::SearchQuestion q;
  q.limit = limit;
  for (const serve::Parameter& p : address.parameters) {
    std::string* into = p.name == "q"       ? &q.words
                        : p.name == "who"   ? &q.who
                        : p.name == "actor" ? &q.actor
                        : p.name == "type"  ? &q.type
                        : p.name == "place" ? &q.place
                        : p.name == "from"  ? &q.from
                        : p.name == "to"    ? &q.to
                        : p.name == "doc"   ? &q.doc
                                            : nullptr;
    if (into == nullptr && !p.name.starts_with('_'))
      return Error{ErrorKind::usage,
                   "\"" + line + "\": no filter \"" + p.name + "\" (q, who, actor, type, place, from, to, doc)"};
    if (into != nullptr) *into = p.value;
  }
  return q;
}

int run_saved(Store& record, const Options& options) {
  const auto lines = lines_of(options.saved);
  if (!lines) return fail(lines.error(), kNoInput);
  Store::Table all;
  for (const std::string& line : *lines) {
    const auto question = question_of(line, options.limit > 0 ? options.limit : kRows);
    if (!question) return fail(question.error());
    auto found = serve::search(record, *question);
    if (!found) return fail(found.error());
    if (all.columns.empty()) {
      all.columns = found->columns;
      all.columns.insert(all.columns.begin(), "search");
    }
    if (found->rows.size() > question->limit) found->rows.resize(question->limit);
    for (auto& row : found->rows) {
      Store::Cell name;
      name.kind = Store::Cell::Kind::text;
      name.text = line;
      row.insert(row.begin(), name);
      all.rows.push_back(std::move(row));
    }
  }
  return print(all, {{"search", "search", 28}, {"date", "date_low", 10}, {"page", "page", 20}, {"words", "text", 4000}}, options);
}

}  // namespace

int run_search(const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  if (!options.saved.empty()) return run_saved(**record, options);
  serve::SearchQuestion q;
  for (const std::string& word : options.paths) (q.words += q.words.empty() ? "" : " ") += word;
  q.who = options.who;
  q.type = options.type;
  q.place = options.place;
  q.from = options.from;
  q.to = options.to;
  q.doc = options.doc;
  q.limit = options.limit > 0 ? options.limit : kRows;
  for (const char c : options.next) {
    if (!is_digit(c) || options.next.size() > 9)
      return fail(Error{ErrorKind::usage, "--next " + options.next + ": not a token of an earlier answer"});
    q.offset = q.offset * 10 + static_cast<uint64_t>(c - '0');
  }
  if (options.paths.empty() && q.who.empty() && q.type.empty() && q.place.empty() && q.doc.empty()) {
    tell("dateline: search: words, a filter or --saved FILE is missing");
    return kUsage;
  }
  auto table = serve::search(**record, q);
  if (!table) return fail(table.error());
  std::string next;
  if (table->rows.size() > q.limit) {
    table->rows.resize(q.limit);
    next = std::to_string(q.offset + q.limit);
  }
  return print(*table, {{"date", "date_low", 10}, {"page", "page", 24}, {"sentence", "sentence", 8}, {"words", "text", 4000}},
               options, next);
}

}  // namespace dateline::cli
