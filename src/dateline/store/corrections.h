// Where a person's corrections stand: inside store/ only. What they are: Correction in store.h.
//
// A correction keeps the words of its row with 32 characters on either side (the quote selector of web annotations). When the
// page is read again, or comes back with other bytes, the row with the same words in the same surroundings takes it; when no row
// or more than one does, it is parked as "needs review" and nothing is changed.
#pragma once

#include <string>
#include <string_view>

#include "dateline/store/impl.h"

namespace dateline::store {

/// One sort of row that can be corrected.
struct CorrectedKind {
  std::string_view name, table;
  std::string_view prefix;  ///< of its ids, "s_"
  std::string_view aspect;  ///< SQL over the row: tells rows on the same words apart; "''" when words are enough
  std::string_view date;    ///< prefix of its date columns, "" = none
  bool basis;               ///< has date_basis
  std::string_view party;   ///< column of who said, did or counted; "" = none, "*" = the list event_actor
};

[[nodiscard]] const CorrectedKind* corrected_kind(std::string_view name);

/// Puts every correction of this page, and of the pages it is a revision of, where it belongs now. The rows must be fresh.
[[nodiscard]] bool anchor_corrections(Store::Impl& store, const std::string& doc);
/// Brings the joined rows of the current generation in line with all corrections that are applied: dates, names, who is one with
/// whom, what is told of one happening. The generation must be fresh.
[[nodiscard]] bool correct_generation(Store::Impl& store);
/// The same for one row after its date or its party changed.
[[nodiscard]] bool correct_joined_row(Store::Impl& store, std::string_view kind, const std::string& doc, int64_t n);
/// One split or merge in the current generation. `reason` says why nothing was done.
[[nodiscard]] bool correct_identity(Store::Impl& store, std::string_view act, std::string_view kind, const std::string& doc,
                                    int64_t n, const std::string& value, const std::string& who, std::string& reason);

}  // namespace dateline::store
