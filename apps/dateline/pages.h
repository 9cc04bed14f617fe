// Paths to records: the walk, the threads, the answers in the order of the inputs whatever the number of threads.
//
// `read_pages({"pages/"}, options, tools, sink)` calls sink.record once a page. Pages in flight are bounded, so memory does not
// grow with the pile. It stores nothing.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "dateline/base/ontology.h"
#include "dateline/base/result.h"
#include "dateline/ingest/ingest.h"
#include "dateline/reader/pile.h"
#include "dateline/reader/reader.h"
#include "dateline/record.h"
#include "options.h"

namespace dateline::cli {

/// Tables and model, loaded once.
struct Loaded {
  std::unique_ptr<const Ontology> ontology;
  syntax::ModelPtr model;
  std::string models;  ///< "en 0123456789abcdef": name and XXH3 of the bytes
  [[nodiscard]] reader::Tools tools() const { return {*ontology, *model}; }
};

[[nodiscard]] Result<Loaded> load_tools(const Options& options);
/// Name and hash of the model the options choose, without loading it.
[[nodiscard]] std::string models_label(const Options& options);

/// What became of the inputs.
struct Tally {
  uint64_t pages = 0, known = 0, empty = 0, skipped = 0, quarantined = 0, missing = 0;
  bool interrupted = false;
  /// Exit code of a run over inputs.
  [[nodiscard]] int code() const;
  [[nodiscard]] std::string words() const;
};

/// Who takes what was read. `known` is asked in the thread that finds pages; the others are called in one other thread, in the
/// order of the inputs (with one thread all in the caller's).
struct PageSink {
  /// A page that is known already (by the id of its bytes) is not read again; `alias` gets it.
  std::function<bool(const Record& identity)> known;
  std::function<bool(const Record& identity)> alias;
  /// A page read; false stops.
  std::function<bool(Record record, uint64_t place)> record;
  /// An input that gives no page. `state`: empty, skipped or quarantined.
  std::function<void(const ingest::Refusal& refusal, std::string_view state)> refused;
};

/// Reads all. Problems are told on standard error as they come.
Tally read_pages(const Options& options, const Loaded& tools, const PageSink& sink);

/// Pages as they are, without reading their sentences (extract); same order and same reports.
Tally walk_pages(const Options& options, const std::function<bool(RawPage)>& page,
                 const std::function<void(const ingest::Refusal&, std::string_view)>& refused);

/// Finds the page of a record again at its path, by the hash of its bytes: for pages that their story dates.
[[nodiscard]] reader::PageOf pages_again(const Options& options);

/// The hint of --date, or an error.
[[nodiscard]] Result<DayRange> hint_of(const Options& options);
/// Threads that --threads asks for, else as many as there are cores; at most 256.
[[nodiscard]] unsigned threads_of(const Options& options);

/// ctrl-C and friends: the first asks the run to stop after the page in hand, the second ends the process.
void catch_interrupts();
[[nodiscard]] bool interrupted();

}  // namespace dateline::cli
