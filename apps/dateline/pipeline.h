// Reader, analysis, writer: one thread that finds pages, some that read them, one that takes the answers in the order of the
// inputs.
//
// Of the inputs a, b (a FIFO), c the writer gets record a, refusal b, record c, whichever was ready first. What is on the way is
// bounded in number and in bytes: a slow writer holds the reader back, and memory does not grow with the pile.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "dateline/ingest/ingest.h"
#include "dateline/record.h"

namespace dateline::cli {

/// One input on its way.
struct Passage {
  enum class Kind : uint8_t { page, known, refused };
  Kind kind = Kind::page;
  RawPage page;             ///< page: taken by the analysis
  Record record;            ///< page: what it says; known: its identity
  ingest::Refusal refusal;  ///< refused, or a page whose analysis ran out of memory
  std::string path;
  uint64_t place = 0;       ///< in its container
  uint64_t bytes = 0;       ///< of the page
  bool in_archive = false;  ///< place is a byte offset of the file
  bool done = false;
};

class Pipeline {
 public:
  /// `read` turns a page into a record, on any thread; `write` takes passages in their order, on one thread, and says whether to
  /// go on. With one thread everything happens where add() is called.
  Pipeline(unsigned threads, std::function<Record(RawPage)> read, std::function<bool(Passage&)> write);
  ~Pipeline();
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// Adds an input; waits while too much is on the way. False once the writer wants no more.
  bool add(std::unique_ptr<Passage> passage);
  /// Waits until everything is written.
  void finish();

 private:
  void analyse();
  void write_all();
  void run(Passage& passage) const;

  std::function<Record(RawPage)> read_;
  std::function<bool(Passage&)> write_;
  std::mutex mutex_;
  std::condition_variable work_ready_, passage_done_, room_;
  std::deque<Passage*> queue_;                   ///< not yet read
  std::deque<std::unique_ptr<Passage>> on_way_;  ///< in order
  uint64_t bytes_ = 0;
  size_t most_ = 1;
  bool closed_ = false, going_ = true;
  std::vector<std::jthread> workers_;  // joined by the destructor before the rest goes
  std::jthread writer_;
};

}  // namespace dateline::cli
