// Events as the event data sets see them: who with which country, which code, which day. Inside serve/export only.
#pragma once

#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/story/story.h"

namespace dateline::serve {

struct Party {
  std::string name;     ///< across pages
  std::string printed;  ///< as this page has it
  std::string country;  ///< ISO 3166-1 alpha-3, "" = not known or several
  std::string id, type;
};

/// Who a reference means.
[[nodiscard]] Party party_of(const std::vector<Record>& records, const Story& story, uint32_t doc, const ActorRef& ref);
/// ISO 3166-1 alpha-3 inside an id of the ontology ("isr", "place:rafah_pse"), or "".
[[nodiscard]] std::string country_of(std::string_view kb_id);
/// CAMEO root code of a PLOVER type: text, with its leading zero; "" for none.
[[nodiscard]] std::string cameo_of(std::string_view type, std::string_view mode);
/// PLOVER's intensity of a type and mode, -10 to 10, as text; "" for none.
[[nodiscard]] std::string intensity_of(std::string_view type, std::string_view mode);
/// The day of a row when it is one day, else its first day; "" when not known.
[[nodiscard]] std::string first_day(const DayRange& days);
[[nodiscard]] std::string last_day(const DayRange& days);
/// A cell of a tab separated file: no tab, no line end.
[[nodiscard]] std::string tab_cell(std::string_view text);
/// The date the story gives a page, else its own.
[[nodiscard]] DayRange date_of(const std::vector<Record>& records, const Story& story, uint32_t doc);

}  // namespace dateline::serve
