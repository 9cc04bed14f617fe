// Pages read for Python: tables and model loaded once, one page or many at once, without the interpreter's lock.
//
// `read_many(tools, pages, threads, stop)` gives a record a page, in their order; a page that cannot be read is a record with
// notes.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "dateline/reader/reader.h"
#include "dateline/store/columnar.h"

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
/// Hashes of the five-word runs of a page's clean text (folded), ascending, each once: pages that copy share many of them.
[[nodiscard]] std::vector<uint64_t> copy_keys(const Record& record);
/// Lineage rows (from_doc, to_doc, kind, directed, share, reason) of records joined two by two: 0 with 1, 2 with 3 ...
[[nodiscard]] store::ColumnTable pair_lineage(const Tools& tools, const std::vector<Record>& records);

/// Pages found one after the other by a thread of its own, at most a few on the way: memory does not grow with an archive.
class Walk {
 public:
  explicit Walk(std::vector<std::string> paths);
  ~Walk();
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  /// The next pages, at most `most`, at most 32 MiB of bytes unless one page has more; none at the end. Waits for them; `stop` as
  /// for read_many().
  [[nodiscard]] std::vector<PageInput> next(size_t most, const std::function<bool()>& stop);
  /// Inputs that gave no page so far: path and reason.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> refused();

 private:
  void find();
  std::vector<std::string> paths_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<PageInput> found_;
  uint64_t bytes_ = 0;
  std::vector<std::pair<std::string, std::string>> refused_;
  bool ended_ = false, stopped_ = false;
  std::exception_ptr failure_;
  std::thread finder_;
};

/// The pages of a file, folder, archive (or "-"), as the command line reads them; refused inputs go to `refused` as path and
/// reason.
[[nodiscard]] std::vector<PageInput> pages_at(const std::vector<std::string>& paths, size_t most,
                                              std::vector<std::pair<std::string, std::string>>& refused);

}  // namespace dateline::python
