// Search over all sentences with filters: words, names, kind of act, place, days, page.
//
// {words "cease-fire", who "Blinken", from "2024-03"} gives the sentences that hold the word and name him, of that time, best
// first. Command line and site ask the same way.
#pragma once

#include <cstdint>
#include <string>

#include "dateline/base/result.h"
#include "dateline/store/store.h"

namespace dateline::serve {

struct SearchQuestion {
  std::string words;     ///< of a user, never FTS syntax; a "quoted phrase" is one term
  std::string who;       ///< any part of a name the sentence holds
  std::string actor;     ///< id of an actor the sentence names
  std::string type;      ///< PLOVER type of an act told in the sentence
  std::string place;     ///< any part of a place: of an act told in it, or named in it
  std::string from, to;  ///< days of what the sentence tells, else of its page
  std::string doc;       ///< page
  unsigned limit = 50;   ///< one row more is fetched, so that the caller knows there is more
  uint64_t offset = 0;
};

/// Columns doc, page, date_low, date_high, text, sentence, start, end. usage: a date that is none, an unknown page.
[[nodiscard]] Result<store::Store::Table> search(store::Store& record, const SearchQuestion& question);

}  // namespace dateline::serve
