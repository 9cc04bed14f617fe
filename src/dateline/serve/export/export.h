// The record in the forms other tools read: tables, event data sets, timelines, annotations, citations.
//
// `find_format("plover")->make(pile)` gives one file of JSON lines; "csv" gives a folder with datapackage.json. Every row keeps
// its id, its page and its words. Nothing is rounded or guessed: what the record does not know stays empty.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"
#include "dateline/record.h"
#include "dateline/serve/report.h"
#include "dateline/store/store.h"
#include "dateline/story/story.h"

namespace dateline::serve {

/// What an export reads. `store` for tables, the rest for everything else.
struct Pile {
  store::Store* store = nullptr;
  std::vector<Record> records;
  Story story;
  Corrections corrections;  ///< what people said of rows; formats that cannot say it leave out what is wrong
  bool excel = false;       ///< csv: BOM, cells a spreadsheet can hold
  bool raw = false;         ///< csv: no ' before formulas
};

/// True when people judged the row with this id wrong.
[[nodiscard]] inline bool is_wrong(const Pile& pile, const std::string& id) {
  const auto found = pile.corrections.find(id);
  return found != pile.corrections.end() && found->second.wrong;
}

struct ExportFile {
  std::string name;  ///< plain file name
  std::string bytes;
};

struct Format {
  std::string_view name, words;
  bool folder;  ///< several files
  bool pages;   ///< needs Pile::records and Pile::story
  Result<std::vector<ExportFile>> (*make)(const Pile& pile);
};

[[nodiscard]] const std::vector<Format>& formats();
[[nodiscard]] const Format* find_format(std::string_view name);

enum class Citation : unsigned char { text, csl, bibtex };
/// The citation of one page. A date that was worked out is marked circa.
[[nodiscard]] std::string cite(const Record& record, const DayRange& joint, Citation form);

// The formats, file by file.
using Files = Result<std::vector<ExportFile>>;
[[nodiscard]] Files export_jsonl(const Pile& pile);
[[nodiscard]] Files export_csv(const Pile& pile);
[[nodiscard]] Files export_plover(const Pile& pile);
[[nodiscard]] Files export_polecat(const Pile& pile);
[[nodiscard]] Files export_icews(const Pile& pile);
[[nodiscard]] Files export_gdelt(const Pile& pile);
[[nodiscard]] Files export_timelinejs(const Pile& pile);
[[nodiscard]] Files export_webannotation(const Pile& pile);
[[nodiscard]] Files export_csl(const Pile& pile);
[[nodiscard]] Files export_bibtex(const Pile& pile);
[[nodiscard]] Files export_labelstudio(const Pile& pile);
[[nodiscard]] Files export_brat(const Pile& pile);
[[nodiscard]] Files export_ftm(const Pile& pile);
[[nodiscard]] Files export_ninjs(const Pile& pile);

}  // namespace dateline::serve
