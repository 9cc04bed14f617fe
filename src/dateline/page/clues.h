// Finds: clues to a page's date in its visible lines, its address and the fields that came with it.
// Example: "Published: 21 March 2024 10:05 GMT" or https://example.org/2024/03/21/talks
// Row out: DateClue{byline_line, 2024-03-21, "2024-03-21T10:05:00+00:00"}, DateClue{url, 2024-03-21}.
// Does not try: choosing between them (time/ does), or dates inside sentences.
#pragma once

#include <optional>
#include <string_view>

#include "dateline/ingest/raw_page.h"
#include "dateline/page/article.h"

namespace dateline::page {

/// A clue from a piece of text that holds a date, or nothing.
[[nodiscard]] std::optional<DateClue> clue_from(std::string_view text, ClueKind kind, Span raw);

/// Adds the clues of bylines, date lines and captions (blocks must be there), of the address and of the side data, then
/// sorts all clues of the article, strongest kind first.
void add_date_clues(const RawPage& page, Article& article);

/// "Published", "posted" or the like in one of a few languages.
[[nodiscard]] bool says_published(std::string_view line);

/// When the page says it was published.
struct Published {
  DayRange day;         ///< the day as the page prints it; unknown when it says none
  std::string instant;  ///< ISO 8601 with zone, "" when no clue has one
};

/// From the strongest clue (a modification or a weak clue only where no other stands). Metadata in Greenwich time may name the
/// day before or after the one that the page prints: then `day` is the printed one.
[[nodiscard]] Published published(const Article& article);
/// The last clue of modification with a day, or nullptr.
[[nodiscard]] const DateClue* modified(const Article& article);

}  // namespace dateline::page
