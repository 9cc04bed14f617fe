// Files that the build puts into the binary: ontology tables, models, web assets. Read-only, mapped with the program.
#pragma once

#include <string_view>
#include <vector>

namespace dateline::embedded {

/// One file: path relative to its folder, and its bytes (in the program's read-only data).
struct File {
  std::string_view name;
  std::string_view bytes;
};

[[nodiscard]] std::vector<File> ontology();
[[nodiscard]] std::vector<File> models();
[[nodiscard]] std::vector<File> web();

}  // namespace dateline::embedded
