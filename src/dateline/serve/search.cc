// One SELECT from a question: see search.h.
#include "dateline/serve/search.h"

#include <vector>

#include "dateline/base/date.h"

namespace dateline::serve {

namespace {

constexpr unsigned kRanked = 3000;  ///< sentences that are ranked when more have the words
constexpr const char* kGeneration = "(SELECT id FROM generation WHERE current = 1)";

class Builder {
 public:
  std::string where;
  std::vector<std::string> values;

  std::string bind(const std::string& value) {
    values.push_back(value);
    return "?" + std::to_string(values.size());
  }
  /// A LIKE pattern for any part.
  std::string part(const std::string& text) {
    std::string pattern = "%";
    for (const char c : text) {
      if (c == '%' || c == '_' || c == '\\') pattern += '\\';
      pattern += c;
    }
    return bind(pattern + "%") + " ESCAPE '\\'";
  }
  void add(const std::string& condition) { where += (where.empty() ? " WHERE " : " AND ") + condition; }
};

/// True for entities of the sentence.
std::string named(const std::string& condition) {
  return "EXISTS (SELECT 1 FROM mention m JOIN entity e ON e.doc = m.doc AND e.n = m.entity LEFT JOIN actor_entity ae ON ae.gen "
         "= " +
         std::string(kGeneration) +
         " AND ae.doc = e.doc AND ae.entity = e.n LEFT JOIN actor a ON a.gen = ae.gen AND a.n = ae.actor WHERE m.doc = s.doc AND "
         "m.sentence = s.n AND " +
         condition + ")";
}

Status add_filters(const SearchQuestion& q, Builder& b) {
  if (!q.who.empty()) {
    const std::string like = b.part(q.who);
    b.add(named("(e.name LIKE " + like + " OR a.name LIKE " + like + " OR m.exact LIKE " + like + ")"));
  }
  if (!q.actor.empty()) b.add(named("a.id = " + b.bind(q.actor)));
  if (!q.type.empty())
    b.add("EXISTS (SELECT 1 FROM event v WHERE v.doc = s.doc AND v.sentence = s.n AND v.type = " + b.bind(q.type) +
          " COLLATE NOCASE)");
  if (!q.place.empty()) {
    const std::string like = b.part(q.place);
    b.add(
        "(EXISTS (SELECT 1 FROM event v LEFT JOIN entity p ON p.doc = v.doc AND p.n = v.place WHERE v.doc = s.doc AND v.sentence "
        "= s.n "
        "AND coalesce(p.name, v.place_text) LIKE " +
        like + ") OR " + named("e.type IN ('place', 'state') AND (e.name LIKE " + like + " OR m.exact LIKE " + like + ")") + ")");
  }
  for (const std::string* text : {&q.from, &q.to}) {
    if (text->empty()) continue;
    const auto range = parse_iso_range(*text);
    if (!range) return Error{ErrorKind::usage, *text + ": not a date (YYYY-MM-DD, YYYY-MM or YYYY)"};
    const bool from = text == &q.from;
    const std::string value = b.bind(iso_of(from ? range->first : range->last));
    const std::string told = from ? "coalesce(t.date_high, '9999') >= " + value : "coalesce(t.date_low, '0000') <= " + value;
    const std::string page = from ? "coalesce(d.date_high, '') >= " + value : "coalesce(d.date_low, '9999') <= " + value;
    b.add("(EXISTS (SELECT 1 FROM event t WHERE t.doc = s.doc AND t.sentence = s.n AND t.date_low IS NOT NULL AND " + told +
          ") OR " + page + ")");
  }
  return {};
}

}  // namespace

Result<store::Store::Table> search(store::Store& record, const SearchQuestion& q) {
  Builder b;
  const std::string expression = store::fts_expression(q.words);
  const bool words = !q.words.empty();
  if (words) {
    const std::string match = b.bind(expression.empty() ? "\"\"" : expression);
    b.add("sentence_fts MATCH " + match);
    // Words that stand nearly everywhere: the best of the newest, for ranking every sentence takes long and tells nothing.
    if (q.offset + q.limit < kRanked) {
      const auto newest =
          record.query("SELECT rowid FROM sentence_fts WHERE sentence_fts MATCH ?1 ORDER BY rowid DESC LIMIT 1 OFFSET " +
                           std::to_string(kRanked),
                       {b.values[0]});
      if (newest && !newest->rows.empty()) b.add("f.rowid > " + std::to_string(newest->rows[0][0].integer));
    }
  }
  if (!q.doc.empty()) {
    const Result<std::string> id = record.find_document(q.doc);
    if (!id) return Error{ErrorKind::usage, id.error().message};
    b.add("s.doc = " + b.bind(*id));
  }
  if (Status s = add_filters(q, b); !s) return s.error();
  const std::string sql =
      "SELECT d.id AS doc, d.name AS page, d.date_low, d.date_high, s.exact AS text, s.n AS sentence, s.start, s.\"end\" FROM " +
      std::string(words ? "sentence_fts f JOIN sentence s ON s.row = f.rowid" : "sentence s") +
      " JOIN document d ON d.id = s.doc" + b.where + " ORDER BY " + (words ? "f.rank, " : "") + "d.id, s.n LIMIT " +
      std::to_string(q.limit + 1) + " OFFSET " + std::to_string(q.offset);
  return record.query(sql, b.values);
}

}  // namespace dateline::serve
