// A record as bytes and as columns: equal after the way back, refused when a byte is missing or changed, columns like the tables.
#include <doctest/doctest.h>

#include "dateline/store/columnar.h"
#include "dateline/store/packed.h"
#include "equal.h"
#include "sample.h"

using namespace dateline;

TEST_CASE("packed and unpacked is the same record") {
  std::vector<Record> pages = sample::pages();
  pages.emplace_back();  // an empty one
  for (const Record& page : pages) {
    const auto again = store::unpack(store::pack(page));
    REQUIRE_MESSAGE(again, (again ? "" : again.error().message));
    CHECK(equal::same(*again, page));
  }
}

TEST_CASE("packed bytes that are cut or changed are refused") {
  const std::string packed = store::pack(sample::rich());
  for (size_t size = 0; size < packed.size(); ++size) CHECK_FALSE(store::unpack(std::string_view(packed).substr(0, size)));
  for (size_t at = 0; at < packed.size(); ++at) {
    std::string changed = packed;
    changed[at] = static_cast<char>(changed[at] ^ 0x20);
    CHECK_FALSE(store::unpack(changed));
  }
}

TEST_CASE("a packed record whose index points nowhere is made sound") {
  Record page = sample::rich();
  REQUIRE_FALSE(page.figures.empty());
  page.figures[0].where.sentence = 4000;
  const auto again = store::unpack(store::pack(page));
  REQUIRE(again);
  CHECK(again->figures[0].where.sentence == kNone);
}

TEST_CASE("columns hold what the tables hold") {
  const std::vector<Record> pages = sample::pages();
  auto opened = store::Store::open(":memory:", store::Store::Mode::create);
  REQUIRE(opened);
  for (const Record& page : pages) REQUIRE((*opened)->put(page));
  size_t cells = 0;
  for (const std::string& name : store::page_tables()) {
    CAPTURE(name);
    const store::ColumnTable mine = store::page_table(pages, name);
    std::string columns;
    for (const store::Column& column : mine.columns) columns += (columns.empty() ? "\"" : ", \"") + column.name + "\"";
    const std::string order = name == "document"            ? "id"
                              : mine.columns[1].name == "n" ? "doc, n"
                                                            : "doc, \"" + mine.columns[1].name + "\", n";
    const auto kept = (*opened)->query("SELECT " + columns + " FROM \"" + name + "\" ORDER BY " + order);
    REQUIRE_MESSAGE(kept, (kept ? "" : kept.error().message));
    REQUIRE(kept->rows.size() == mine.rows);
    for (size_t row = 0; row < mine.rows; ++row) {
      for (size_t c = 0; c < mine.columns.size(); ++c) {
        const store::Column& column = mine.columns[c];
        const store::Store::Cell& cell = kept->rows[row][c];
        CAPTURE(column.name);
        REQUIRE((cell.kind != store::Store::Cell::Kind::null) == (column.valid[row] != 0));
        ++cells;
        if (cell.kind == store::Store::Cell::Kind::text) CHECK(cell.text == column.text(row));
        if (cell.kind == store::Store::Cell::Kind::integer) CHECK(cell.integer == column.integers[row]);
        if (cell.kind == store::Store::Cell::Kind::real) CHECK(cell.real == column.reals[row]);
      }
    }
  }
  CHECK(cells > 500);
}

TEST_CASE("a result as columns takes the widest type of its values") {
  auto opened = store::Store::open(":memory:", store::Store::Mode::create);
  REQUIRE(opened);
  const auto table = (*opened)->query("SELECT 1 AS i, 1.5 AS r, NULL AS n, 'a' AS t UNION ALL SELECT NULL, 2, NULL, 7");
  REQUIRE(table);
  const store::ColumnTable columns = store::column_table(*table);
  using Kind = store::Column::Kind;
  CHECK(columns.columns[0].kind == Kind::integer);
  CHECK(columns.columns[1].kind == Kind::real);
  CHECK(columns.columns[2].kind == Kind::text);
  CHECK(columns.columns[3].kind == Kind::text);
  CHECK(columns.columns[1].reals[1] == 2.0);
  CHECK(columns.columns[3].text(1) == "7");
}
