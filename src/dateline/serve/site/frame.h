// What all pages of the site share: the frame around them, names of pages and actors, links to evidence, filters with counts.
// Inside serve/site only.
#pragma once

#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/serve/site/listing.h"
#include "dateline/serve/site/rows.h"
#include "dateline/serve/site/site.h"

namespace dateline::serve {

/// One request in work.
class View {
 public:
  View(store::Store& record_of, const Request& request_of, const SiteOptions& options_of, Cache& cache_of);

  store::Store& record;
  const Request& request;
  const Address& address;
  const SiteOptions& options;
  Cache& cache;

  /// Rows of a query; empty, and `failed` says why, when it cannot be answered.
  [[nodiscard]] Rows query(const std::string& sql, const std::vector<std::string>& values = {});
  /// First cell of the first row, kept while the record stays as it is.
  [[nodiscard]] std::string kept(const std::string& sql);
  [[nodiscard]] uint64_t documents();
  [[nodiscard]] std::string title();
  /// Short name of a page for people: the beginning of its name that no other page has. Not escaped.
  [[nodiscard]] std::string label(const std::string& doc, const std::string& name);
  /// `<a class="src" href="/d/..#s12">002</a>`: the evidence of a row.
  [[nodiscard]] std::string source(const std::string& doc, const std::string& name, const std::string& sentence);
  /// The evidence of row `i`, by its columns doc, page, sentence.
  [[nodiscard]] std::string source(const Rows& rows, size_t i);
  /// `<a href="/actors/ID">name</a>`, or the escaped name alone.
  [[nodiscard]] std::string actor(const std::string& id, const std::string& name) const;

  /// ` id="..."` the first time this id is asked for on the page, else "".
  [[nodiscard]] std::string id_once(const std::string& id);

  std::string failed;  ///< why the last query gave nothing

 private:
  void load_labels();
  std::unordered_map<std::string, std::string> labels_;
  bool labels_loaded_ = false;
  std::set<std::string> ids_;
};

/// Head of a page.
struct Head {
  std::string title;        ///< not escaped
  std::string deck;         ///< markup: the page in one sentence
  std::string current;      ///< name of the view in the menu
  std::string kicker;       ///< markup above the title
  bool forms = false;       ///< has a .json and a .csv twin
  bool wide = false;        ///< uses the whole width
  std::string description;  ///< more markup inside <head>
};

/// The whole page.
[[nodiscard]] Response page(View& view, const Head& head, const std::string& body, int status = 200);
/// A page, or a JSON object, that says what went wrong.
[[nodiscard]] Response problem(View& view, int status, const std::string& message);
/// "/d/<id>" with "#s<sentence>", escaped for an attribute.
[[nodiscard]] std::string evidence_href(const std::string& doc, const std::string& sentence);

/// The column of filters: inputs for what the list understands, then values with counts. `hidden`: parameters to carry along.
[[nodiscard]] std::string filter_panel(View& view, const ListDef& list, const Selection& selection);
/// The filters in force as links that take them away; "" when there is none.
[[nodiscard]] std::string active_filters(View& view, const Selection& selection);
/// Links to the rows before and after.
[[nodiscard]] std::string pager(const View& view, const Listed& listed, const Selection& selection, unsigned size);
/// Count of rows selected, kept while the record stays as it is; nothing when counting takes too long.
[[nodiscard]] std::optional<uint64_t> count(View& view, const ListDef& list, const Selection& selection);

/// Escaped text with the words of a search marked.
[[nodiscard]] std::string with_marks(std::string_view text, std::string_view words);
/// A quotation: balanced, escaped, words of q= marked.
[[nodiscard]] std::string quotation(const View& view, std::string_view text);
/// `<span dir="auto">`-safe name: escaped inside <bdi>.
[[nodiscard]] std::string name_tag(std::string_view name);
/// The days of a row as a tag, with a sort key.
[[nodiscard]] std::string days_tag(const DayRange& days);
/// A number with its thousands grouped.
[[nodiscard]] std::string thousands(uint64_t n);
/// "a 1 page", "5 pages" with grouped thousands.
[[nodiscard]] std::string how_many(uint64_t n, std::string_view one, std::string_view many);

/// Rows for programs: the JSON envelope, or CSV.
[[nodiscard]] Response data_of(View& view, const store::Store::Table& table, const std::string& next, bool csv);

// Corrections by people.

/// Compares in a time that does not tell how much was right.
[[nodiscard]] bool same_secret(std::string_view a, std::string_view b);
/// True when whoever asks may correct rows.
[[nodiscard]] bool is_writer(const View& view);
/// A link that opens the form for this row on the same page; "" for readers.
[[nodiscard]] std::string correct_link(const View& view, const std::string& id);
/// The form for one row; `kind` as in the record, or actor. "" for readers.
[[nodiscard]] std::string correct_form(const View& view, const std::string& id, std::string_view kind,
                                       const std::string& current);
/// What people said of row `i` (columns verdict and corrections), to open; "" when nobody did.
[[nodiscard]] std::string corrections_note(const Rows& rows, size_t i);
/// A form that was sent.
[[nodiscard]] Response take_correction(View& view);

// The pages. Each answers one address.
[[nodiscard]] Response front_page(View& view);
[[nodiscard]] Response timeline_page(View& view);
[[nodiscard]] Response figures_page(View& view);
[[nodiscard]] Response actors_page(View& view);
[[nodiscard]] Response actor_page(View& view, const std::string& id);
[[nodiscard]] Response sources_page(View& view);
[[nodiscard]] Response pages_page(View& view);
[[nodiscard]] Response document_page(View& view, const std::string& id);
/// The facts of one page for programs, a row each, in the order of the page.
[[nodiscard]] Response document_data(View& view, const std::string& id, bool csv);
[[nodiscard]] Response compare_page(View& view);
[[nodiscard]] Response search_page(View& view);
[[nodiscard]] Response rules_page(View& view);
/// Any list of lists() as a plain table.
[[nodiscard]] Response table_page(View& view, const ListDef& list);

/// Differences between pages as tables with ranges; `where` narrows v_conflicts ("" = all), at most `most` differences.
[[nodiscard]] std::string conflict_tables(View& view, const std::string& where, const std::vector<std::string>& values,
                                          unsigned most);
/// Sentences that speak of a veto and gave no row of votes, as list items; "" when there is none.
[[nodiscard]] std::string vetoes_untold(View& view, unsigned most);
/// Items of the timeline as a list; `rows` are rows of v_timeline.
[[nodiscard]] std::string timeline_items(View& view, const Rows& rows, bool best_only, bool headings, size_t most);

}  // namespace dateline::serve
