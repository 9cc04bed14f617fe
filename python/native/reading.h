// Pages read for Python: tables and model loaded once, one page or many at once, without the interpreter's lock.
//
// `read_many(tools, pages, threads, stop)` gives a record a page, in their order; a page that cannot be read is a record with
// notes.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dateline/reader/reader.h"

namespace dateline::python {

/// Tables and model, loaded once, const, shared by threads.
struct Tools {
  std::unique_ptr<const Ontology> ontology;
  syntax::ModelPtr model;
};

/// A page and what is known about it beside its bytes.
struct PageInput {
  RawPage page;
  DayRange date;         ///< known from outside, or unknown
  bool sniffed = false;  ///< media says what the bytes are
};

[[nodiscard]] Result<std::shared_ptr<const Tools>> load_tools(const std::string& ontology, const std::string& models);
/// One record for one page, whatever its bytes are.
[[nodiscard]] Record read_one(const Tools& tools, PageInput input);
/// Records of all pages in their order. `stop` is asked about every 50 ms in the calling thread; true ends the work early and
/// gives fewer records. Throws what a page threw (out of memory).
[[nodiscard]] std::vector<Record> read_many(const Tools& tools, std::vector<PageInput> pages, unsigned threads,
                                            const std::function<bool()>& stop);
/// The pages of a file, folder, archive (or "-"), as the command line reads them; refused inputs go to `refused` as path and
/// reason.
[[nodiscard]] std::vector<PageInput> pages_at(const std::vector<std::string>& paths, size_t most,
                                              std::vector<std::pair<std::string, std::string>>& refused);

}  // namespace dateline::python
