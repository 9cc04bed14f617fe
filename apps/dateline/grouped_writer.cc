// Begin, put, commit, and what is on its way: see grouped_writer.h.
#include "grouped_writer.h"

#include <utility>

namespace dateline::cli {

namespace {
constexpr size_t kMostInGroup = 256;
constexpr auto kLongestGroup = std::chrono::milliseconds(250);
}  // namespace

GroupedWriter::GroupedWriter(store::Store& store, const std::string& path) : store_(store) {
  if (auto reading = store::Store::open(path, store::Store::Mode::read)) reading_ = std::move(*reading);
}

bool GroupedWriter::known(const std::string& id) {
  const std::lock_guard lock(mutex_);
  if (on_way_.contains(id)) return true;
  if ((reading_ ? *reading_ : store_).has(id)) return true;
  on_way_.insert(id);
  return false;
}

bool GroupedWriter::begin() {
  if (!failed_) return false;
  if (open_) return true;
  if (Status s = store_.begin(); !s) return fail(s.error());
  open_ = true;
  begun_ = std::chrono::steady_clock::now();
  return true;
}

bool GroupedWriter::fail(Error error) {
  if (failed_) failed_ = std::move(error);
  open_ = false;
  return false;
}

bool GroupedWriter::put(const Record& record) {
  // Without a second connection the reader asks this one: one of the two at a time.
  std::unique_lock lock(mutex_, std::defer_lock);
  if (!reading_) lock.lock();
  if (!begin()) return false;
  const auto put = store_.put(record);
  if (!put) return fail(put.error());
  const bool fresh = *put == store::Put::added || *put == store::Put::revision;
  added_ += fresh ? 1 : 0;
  revisions_ += *put == store::Put::revision ? 1 : 0;
  in_group_ += fresh ? 1 : 0;
  group_.push_back(record.id);
  return true;
}

bool GroupedWriter::put_input(const store::InputRow& row) {
  std::unique_lock lock(mutex_, std::defer_lock);
  if (!reading_) lock.lock();
  if (!begin()) return false;
  if (Status s = store_.put_input(row); !s) return fail(s.error());
  return true;
}

bool GroupedWriter::commit_when_due() {
  const bool due = group_.size() >= kMostInGroup || std::chrono::steady_clock::now() - begun_ >= kLongestGroup;
  return due ? commit() : static_cast<bool>(failed_);
}

bool GroupedWriter::commit() {
  if (!open_) return static_cast<bool>(failed_);
  std::unique_lock lock(mutex_, std::defer_lock);
  if (!reading_) lock.lock();
  if (Status s = store_.commit(); !s) return fail(s.error());
  open_ = false;
  kept_ += std::exchange(in_group_, 0);
  if (!lock.owns_lock()) lock.lock();
  for (const std::string& id : group_) on_way_.erase(id);
  group_.clear();
  return true;
}

}  // namespace dateline::cli
