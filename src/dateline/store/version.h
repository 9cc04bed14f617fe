// Versions that travel with every record: program, database schema, JSON schema.
//
// `dateline --version` prints them, every fact row carries the program version, and a store with a newer schema is refused.
// The program version is that of CMakeLists.txt (tests/cli holds the two together).
#pragma once

namespace dateline::store {

inline constexpr const char* kProgramVersion = "0.1.0";
/// PRAGMA user_version of a store that this program writes.
inline constexpr int kSchemaVersion = 3;
/// PRAGMA application_id: "dtln".
inline constexpr unsigned kApplicationId = 0x64746c6eU;
/// The "schema" key of every JSON envelope.
inline constexpr const char* kJsonSchema = "dateline/1";

}  // namespace dateline::store
