// The article inside a page: blocks with roles, headline, byline, clues to date and origin.
//
// "See also  Netanyahu rejects ..." gives Block{role = related}; only blocks with `kept(role)` feed the record.
// Every block leads back to the bytes of the page. It does not split sentences and does not decide the date.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/note.h"
#include "dateline/base/span.h"
#include "dateline/ingest/raw_page.h"

namespace dateline {

/// What a block of a page is. The first group is kept (feeds the record), the second is not.
enum class Role : uint8_t {
  headline,
  standfirst,
  body,
  subheading,
  list_item,
  table,
  quotation,
  caption,
  credit,
  byline,
  dateline,
  section_label,
  related,
  navigation,
  comment,
  form,
  newsletter,
  shortcode,
  advertisement,
  cookie,
  embedded,
  share,
  other
};
[[nodiscard]] std::string_view name_of(Role role);
/// True for the roles whose text a reader of the article should see.
[[nodiscard]] constexpr bool kept(Role role) { return role < Role::section_label; }
/// True for the roles whose sentences may give facts (byline, credit and subheading words are not prose).
[[nodiscard]] constexpr bool is_prose(Role role) {
  return role == Role::headline || role == Role::standfirst || role == Role::body || role == Role::list_item ||
         role == Role::quotation || role == Role::caption;
}

/// One paragraph-like piece of the page.
struct Block {
  Span at;  ///< into Article::text
  Role role = Role::body;
  float confidence = 1;  ///< 0..1, that the role is right
  uint32_t line = 0;     ///< 1-based line of the page it starts on
  std::string_view why;  ///< rule that gave the role (static text), for `explain`
};

/// Where a headline was found.
enum class HeadlineBasis : uint8_t { none, visible, metadata, container };
[[nodiscard]] std::string_view name_of(HeadlineBasis basis);

struct Headline {
  std::string text;        ///< "" = the page has none
  uint32_t block = kNone;  ///< block it stands in, if visible
  HeadlineBasis basis = HeadlineBasis::none;
  float confidence = 0;
};

/// Kind of a clue to the page's date, strongest first.
enum class ClueKind : uint8_t {
  jsonld_published,
  meta_published,
  time_element,
  side_data,
  byline_line,
  url,
  modified,
  photo_caption,
  other
};
[[nodiscard]] std::string_view name_of(ClueKind kind);

/// One piece of metadata or one visible line that may date the page.
struct DateClue {
  ClueKind kind = ClueKind::other;
  DayRange day;         ///< in the clue's own zone
  std::string instant;  ///< full ISO 8601 instant with zone when the clue has one
  std::string text;     ///< as found
  Span raw;             ///< into the page's bytes (empty when from the container)
};

/// Role of a source that the page credits.
enum class SourceRole : uint8_t { agency, outlet, photo, quoted_outlet, statement, author, correspondent };
[[nodiscard]] std::string_view name_of(SourceRole role);

/// A credit: who the page says it has its text, photo or words from.
struct SourceClue {
  std::string name;   ///< canonical (ontology) or as printed
  std::string kb_id;  ///< outlets.tsv id, or ""
  SourceRole role = SourceRole::agency;
  Span at;  ///< into Article::text (empty when from metadata)
};

/// What kind of page it is. All but article come with a note (page_kind).
enum class PageKind : uint8_t { article, live_blog, listing, several, paywalled, error };
[[nodiscard]] std::string_view name_of(PageKind kind);

/// One page's article.
struct Article {
  std::string text;               ///< UTF-8, all blocks in page order, each followed by '\n'
  std::vector<OriginRun> origin;  ///< Article::text -> raw bytes, ascending; bytes in no run were made by decoding
  std::vector<Block> blocks;
  Headline headline;
  PageKind kind = PageKind::article;
  std::string_view kind_why;       ///< what says so (static text), "" for an article
  std::vector<uint32_t> articles;  ///< several articles: the blocks with which they begin
  std::vector<std::string> authors;
  std::vector<DateClue> dates;
  std::vector<SourceClue> sources;  ///< credits found by page/ (bylines, footers, photo credits, metadata)
  std::string url;                  ///< canonical or as given
  std::string site;                 ///< outlet's name when the page says it
  std::string section;
  std::string language = "en";  ///< BCP 47, identified from the text
  std::string charset;          ///< encoding the bytes were read in (WHATWG name)
  Notes notes;
  std::vector<Span> doubts;  ///< stretches of the raw page whose bytes are of another encoding, or of none

  /// The bytes of the raw page that `at` (into text) came from; empty when none did.
  [[nodiscard]] Span raw_of(Span at) const;
};

}  // namespace dateline
