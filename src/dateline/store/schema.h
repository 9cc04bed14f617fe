// The database schema as a list of migrations, oldest first; each runs once, in one transaction, and never changes after release.
//
// A new store runs all of them; a store of schema 1 opened by a program of schema 3 runs two. Columns are described in
// docs/formats.md.
#pragma once

#include <vector>

namespace dateline::store {

struct Migration {
  int version;                   ///< PRAGMA user_version after it
  std::vector<const char*> sql;  ///< statements to run, in order
};

[[nodiscard]] const std::vector<Migration>& migrations();

}  // namespace dateline::store
