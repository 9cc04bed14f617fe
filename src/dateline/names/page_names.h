// What the page as a whole tells of its names, read before its sentences are.
//
// A page that names "Bernard Koopman" once means him by "Koopman" elsewhere. Nothing here decides about a single mention; find.cc
// does.
#pragma once

#include <set>
#include <string>

#include "dateline/names/find.h"

namespace dateline::names {

/// What the whole page tells of its names.
struct PageNames {
  std::set<uint32_t> spelled_out;  ///< actors named in more than one word somewhere
  std::set<std::string> surnames;  ///< last words of the persons named in full
};

/// Full names and surnames of the page; linear in its tokens.
[[nodiscard]] PageNames names_of_page(const View& view);

/// A line that says who wrote, edited or photographed: "Reporting by A and B; Editing by C".
[[nodiscard]] bool is_credit_line(const View& view, const Sentence& s);

}  // namespace dateline::names
