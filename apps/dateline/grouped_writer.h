// Pages into a record in groups: one transaction, one wait for the disk, for as many pages as come in a quarter of a second.
//
// A page and the row of its input are kept together or not at all; a run that dies loses the open group and nothing else, and the
// next run reads those pages again. The ids of the open group are known too, so that a page that comes twice is read once.
#pragma once

#include <chrono>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "dateline/store/store.h"

namespace dateline::cli {

class GroupedWriter {
 public:
  /// `path` is opened a second time, to read, for known().
  GroupedWriter(store::Store& store, const std::string& path);

  /// True when a page with this id is kept or is in the open group; else it is taken to be on its way from now on. One thread
  /// only, which may be another one than the writer's.
  [[nodiscard]] bool known(const std::string& id);
  /// Puts a page (or the path of a known one). False when the store failed: failed() says why.
  bool put(const Record& record);
  bool put_input(const store::InputRow& row);
  /// Ends the open group when it is large or old enough. Called between inputs.
  bool commit_when_due();
  /// Ends the open group.
  bool commit();

  [[nodiscard]] const Status& failed() const { return failed_; }
  [[nodiscard]] uint64_t added() const { return added_; }
  [[nodiscard]] uint64_t revisions() const { return revisions_; }
  /// Pages of this run that are in the record for good.
  [[nodiscard]] uint64_t kept() const { return kept_; }

 private:
  bool begin();
  bool fail(Error error);

  store::Store& store_;
  std::unique_ptr<store::Store> reading_;  ///< null: the store cannot be read beside its writer
  std::mutex mutex_;                       ///< of on_way_, and of store_ when there is no reading_
  std::set<std::string> on_way_;
  std::vector<std::string> group_;
  bool open_ = false;
  std::chrono::steady_clock::time_point begun_;
  Status failed_;
  uint64_t added_ = 0, revisions_ = 0, kept_ = 0, in_group_ = 0;
};

}  // namespace dateline::cli
