// Lists of the record: which rows an address asks for, in which order, how many, and how often each value occurs.
//
// "/statements?who=Blinken&from=2024-03&form=direct&_sort_desc=date_low&_size=20" becomes one SELECT over v_statements with bound
// values. Filters: who, actor, doc, from, to, q, place; any column by name, or with a suffix: col__contains, __gt, __isnull ...
// (those of Datasette). Names of columns come from the view itself, never from the address.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/serve/site/address.h"
#include "dateline/serve/site/rows.h"
#include "dateline/store/store.h"

namespace dateline::serve {

/// A column whose values are offered with their counts.
struct FacetDef {
  std::string_view column, label;
};

/// One list: where its rows are and what the named filters mean in it.
struct ListDef {
  std::string_view name;              ///< "statements": path and file name
  std::string_view title, one, many;  ///< for people
  std::string_view from;              ///< view of the record
  std::string_view order;             ///< ORDER BY when nothing else is asked
  std::string_view tie;               ///< columns that make any order whole
  std::vector<std::string_view> who;  ///< columns with names, for who=
  std::string_view actor;             ///< condition for actor=, "?" stands for the id; "" = none
  std::string_view date;              ///< prefix of the date columns for from= and to=
  std::string_view place;             ///< column for place=
  bool sentences = false;             ///< has doc and sentence: q= finds words of the sentence
  std::string_view words;             ///< column for q= when there are no sentences
  std::vector<FacetDef> facets;
  /// Keys of all rows in the same order without the view's joins, "SELECT doc, n FROM ..." up to ORDER BY; "" = only the view.
  std::string_view base = {};
  std::string_view base_order = {};  ///< its ORDER BY for `order`; "" = the same words
  std::string_view table = {};       ///< with doc, n and sentence: where the words of q= are looked up from the index
  /// The same for the rows of one actor, ?1 its id: what stands behind actor= and nothing else.
  std::string_view of_actor = {};
};

/// All lists, in the order of the menu.
[[nodiscard]] const std::vector<ListDef>& lists();
[[nodiscard]] const ListDef* find_list(std::string_view name);

constexpr unsigned kMostRows = 1000;

/// What an address asks of a list.
struct Selection {
  std::string where;  ///< "" or " WHERE ..."
  std::string order;
  std::vector<std::string> values;   ///< ?1, ?2 ...
  std::vector<Parameter> filters;    ///< those that took effect, as given
  std::vector<std::string> columns;  ///< of the view
  std::string base_order;            ///< ORDER BY over ListDef::base instead of `order`, "" = none
  std::string only_words;            ///< FTS expression when q= is the only filter and the order is the usual one
  std::string one_actor;             ///< id when actor= is the only filter and the order is the usual one
  unsigned size = 0;                 ///< rows asked for, 0 = the default of the form
  uint64_t offset = 0;
};

/// Reads the filters. An error (usage) for a date that is none, a column that the view does not have, a broken token.
[[nodiscard]] Result<Selection> select(store::Store& record, const ListDef& list, const Address& address);

struct Listed {
  Rows rows;
  std::string next;  ///< token, "" = that was all
};

/// Up to `size` rows.
[[nodiscard]] Result<Listed> fetch(store::Store& record, const ListDef& list, const Selection& selection, unsigned size);

struct FacetValue {
  std::string value;
  uint64_t count = 0;
};

/// The most frequent values of a column among the rows selected, at most `most`; NULL is left out.
[[nodiscard]] Result<std::vector<FacetValue>> count_values(store::Store& record, const ListDef& list, const Selection& selection,
                                                           std::string_view column, unsigned most);
/// Number of rows selected.
[[nodiscard]] Result<uint64_t> count_rows(store::Store& record, const ListDef& list, const Selection& selection);

}  // namespace dateline::serve
