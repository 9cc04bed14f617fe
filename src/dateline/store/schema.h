// The database schema as a list of migrations, oldest first; each runs once, in one transaction, and never changes after release.
//
// A new store runs all of them; a store of schema 1 opened by a program of schema 3 runs two. Columns are described in
// docs/formats.md.
#pragma once

#include <string>
#include <vector>

namespace dateline::store {

struct Migration {
  int version;                   ///< PRAGMA user_version after it
  std::vector<const char*> sql;  ///< statements to run, in order
};

[[nodiscard]] const std::vector<Migration>& migrations();
/// Makes every view anew, as this program reads it. They hold no data, so they are no part of a migration.
[[nodiscard]] std::string views_sql();

}  // namespace dateline::store
