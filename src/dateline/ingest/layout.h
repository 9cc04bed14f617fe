// Folders that other tools leave, read as they meant them: one page once, with the address that stands beside it.
//
// ArchiveBox keeps a page in several forms in one folder with index.json: the best form is read, once. news-please keeps
// "a.html" and "a.html.json": the page is read with the fields of its JSON file. Any other folder is read as it is.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

/// What of a folder is read.
struct FolderPlan {
  std::vector<std::string> names;             ///< sorted
  std::map<std::string, std::string> fields;  ///< name -> JSON file with what is known about it
  bool only_address = false;                  ///< of those only address and title are meant for the page
};

/// Which of the names (sorted) of the folder at `path` are to be read.
[[nodiscard]] FolderPlan plan_folder(const std::string& path, std::vector<std::string> names);

/// Sets what the page does not know from a JSON file.
void add_fields(const std::string& fields_path, bool only_address, RawPage& page);

}  // namespace dateline::ingest
