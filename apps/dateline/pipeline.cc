// The threads and the bounds: see pipeline.h.
#include "pipeline.h"

#include <algorithm>
#include <new>
#include <system_error>
#include <utility>

namespace dateline::cli {

namespace {
constexpr uint64_t kMostBytesOnWay = 64ULL << 20;
constexpr size_t kMostOnWayPerThread = 4;
}  // namespace

Pipeline::Pipeline(unsigned threads, std::function<Record(RawPage)> read, std::function<bool(Passage&)> write)
    : read_(std::move(read)), write_(std::move(write)) {
  if (threads <= 1) return;
  try {
    writer_ = std::jthread([this] { write_all(); });
    for (unsigned i = 0; i < threads; ++i) workers_.emplace_back([this] { analyse(); });
  } catch (const std::system_error&) {
    // No more threads to be had: fewer do the same work. With none that reads, the writer goes and everything happens in add().
    if (workers_.empty() && writer_.joinable()) {
      {
        const std::lock_guard lock(mutex_);
        closed_ = true;
      }
      passage_done_.notify_all();
      writer_.join();
      closed_ = false;
    }
  }
  most_ = std::max<size_t>(1, workers_.size() * kMostOnWayPerThread);
}

Pipeline::~Pipeline() { finish(); }

void Pipeline::run(Passage& passage) const {
  if (passage.kind != Passage::Kind::page) return;
  try {
    passage.record = read_(std::move(passage.page));
  } catch (const std::bad_alloc&) {
    // One page too many for the memory there is: that page is refused, the run goes on.
    passage.page = {};
    passage.record = {};
    passage.kind = Passage::Kind::refused;
    passage.refusal = {passage.path, passage.place, {NoteCode::limit_hit, "limit:memory", passage.place}};
  }
}

bool Pipeline::add(std::unique_ptr<Passage> passage) {
  if (workers_.empty()) {
    run(*passage);
    going_ = write_(*passage) && going_;
    return going_;
  }
  std::unique_lock lock(mutex_);
  room_.wait(lock, [&] { return !going_ || on_way_.empty() || (on_way_.size() < most_ && bytes_ <= kMostBytesOnWay); });
  if (!going_) return false;
  bytes_ += passage->bytes;
  passage->done = passage->kind != Passage::Kind::page;
  if (!passage->done) {
    queue_.push_back(passage.get());
    work_ready_.notify_one();
  }
  on_way_.push_back(std::move(passage));
  passage_done_.notify_all();
  return true;
}

void Pipeline::finish() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  work_ready_.notify_all();
  passage_done_.notify_all();
  if (writer_.joinable()) writer_.join();
  workers_.clear();
}

void Pipeline::analyse() {
  std::unique_lock lock(mutex_);
  while (true) {
    work_ready_.wait(lock, [&] { return closed_ || !queue_.empty(); });
    if (queue_.empty()) return;
    Passage* passage = queue_.front();
    queue_.pop_front();
    lock.unlock();
    run(*passage);
    lock.lock();
    passage->done = true;
    passage_done_.notify_all();
  }
}

void Pipeline::write_all() {
  std::unique_lock lock(mutex_);
  while (true) {
    passage_done_.wait(lock, [&] { return on_way_.empty() ? closed_ : on_way_.front()->done; });
    if (on_way_.empty()) return;
    const std::unique_ptr<Passage> passage = std::move(on_way_.front());
    on_way_.pop_front();
    const bool wanted = going_;
    lock.unlock();
    const bool more = wanted && write_(*passage);
    lock.lock();
    bytes_ -= passage->bytes;
    going_ = going_ && more;
    room_.notify_one();
  }
}

}  // namespace dateline::cli
