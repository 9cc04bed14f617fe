// The walk, the pool, the progress: see pages.h.
#include "pages.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <fstream>
#include <iterator>
#include <mutex>
#include <thread>

#include "dateline/base/embedded.h"
#include "dateline/base/hash.h"
#include "dateline/story/story.h"
#include "output.h"

namespace dateline::cli {

namespace {

constexpr uint64_t kMostBytesInFlight = 64ULL << 20;

std::atomic<int> stop_asked{0};

void on_interrupt(int) {
  if (stop_asked.fetch_add(1) > 0) ::_exit(kInterrupted);
}

std::string_view state_of(NoteCode code) {
  switch (code) {
    case NoteCode::empty:
      return "empty";
    case NoteCode::special_file:
    case NoteCode::symlink_cycle:
    case NoteCode::http_error:
    case NoteCode::revisit:
      return "skipped";
    default:
      return "quarantined";
  }
}

/// True for a path that is not there at all.
bool is_missing(const ingest::Refusal& r) {
  struct stat info {};
  return r.note.code == NoteCode::unreadable && r.place == 0 && ::lstat(r.path.c_str(), &info) != 0 && errno == ENOENT;
}

std::string file_stem(std::string_view path) {
  if (const size_t slash = path.rfind('/'); slash != std::string_view::npos) path.remove_prefix(slash + 1);
  const size_t dot = path.rfind('.');
  return std::string(dot == std::string_view::npos || dot == 0 ? path : path.substr(0, dot));
}

/// What identifies a page before it is read: id of its bytes, path and name, as the reader gives them.
Record identity_of(const RawPage& page) {
  Record r;
  r.sha256 = sha256_hex(page.bytes);
  r.id = "d_" + r.sha256.substr(0, 16);
  r.path = page.path;
  r.name = !page.id.empty() ? page.id : file_stem(page.path);
  if (page.id.empty() && !page.container.empty()) r.name += "-" + std::to_string(page.place);
  return r;
}

/// Progress on standard error: a line that moves on a terminal, a line every ten seconds elsewhere.
class Progress {
 public:
  explicit Progress(const Options& options)
      : off_(options.quiet), terminal_(is_terminal(STDERR_FILENO)), begin_(Clock::now()), last_(begin_) {}
  void at(const Tally& tally) {
    if (off_) return;
    const auto now = Clock::now();
    if (now - last_ < (terminal_ ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10000))) return;
    last_ = now;
    const double seconds = std::chrono::duration<double>(now - begin_).count();
    const auto rate = static_cast<uint64_t>(static_cast<double>(tally.pages) / std::max(seconds, 0.001));
    const std::string line = tally.words() + ", " + std::to_string(rate) + " pages a second";
    if (terminal_) {
      const std::string moving = "\r\x1b[K" + line;
      shown_ = ::write(STDERR_FILENO, moving.data(), moving.size()) > 0;
    } else {
      tell(line);
    }
  }
  void clear() {
    if (shown_) shown_ = ::write(STDERR_FILENO, "\r\x1b[K", 4) < 0;
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool off_, terminal_, shown_ = false;
  Clock::time_point begin_, last_;
};

/// Reads pages on several threads and hands the records on in the order they were given.
class Pool {
 public:
  Pool(unsigned threads, const Loaded& tools, DayRange hint) : tools_(tools), hint_(hint) {
    for (unsigned i = 0; threads > 1 && i < threads; ++i) threads_.emplace_back([this] { work(); });
  }
  ~Pool() {
    {
      const std::lock_guard lock(mutex_);
      closed_ = true;
    }
    work_ready_.notify_all();
  }
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  void add(RawPage page) {
    auto job = std::make_shared<Job>();
    job->bytes = page.bytes.size();
    job->place = page.place;
    job->page = std::move(page);
    if (threads_.empty()) {
      run(*job);
      job->done = true;
      window_.push_back(std::move(job));
      return;
    }
    const std::lock_guard lock(mutex_);
    in_flight_ += job->bytes;
    queue_.push_back(job);
    window_.push_back(std::move(job));
    work_ready_.notify_one();
  }
  [[nodiscard]] bool full() const {
    return window_.size() >= std::max<size_t>(1, threads_.size() * 4) || in_flight_ > kMostBytesInFlight;
  }
  [[nodiscard]] bool empty() const { return window_.empty(); }
  /// The oldest page's record; waits for it.
  std::pair<Record, uint64_t> take() {
    const std::shared_ptr<Job> job = std::move(window_.front());
    window_.pop_front();
    std::unique_lock lock(mutex_);
    job_done_.wait(lock, [&] { return job->done; });
    in_flight_ -= std::min(in_flight_, job->bytes);
    return {std::move(job->record), job->place};
  }

 private:
  struct Job {
    RawPage page;
    Record record;
    uint64_t place = 0, bytes = 0;
    bool done = false;
  };
  void run(Job& job) const {
    job.record = reader::read_record(std::move(job.page), tools_.tools(), hint_);
    say_given(job.record);
    if (job.record.headline_notes.empty()) job.record.headline_notes = story::compare_headline(job.record);
  }
  /// A date that stands only on --date is "given", not found in the text.
  void say_given(Record& record) const {
    if (!hint_.known()) return;
    for (RecordDateEvidence& e : record.date_evidence) {
      if (e.kind != "other page" || !(e.allows == hint_)) continue;
      e.kind = record.date_basis = "given";
    }
  }
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      work_ready_.wait(lock, [&] { return closed_ || !queue_.empty(); });
      if (queue_.empty()) return;
      const std::shared_ptr<Job> job = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      run(*job);
      lock.lock();
      job->done = true;
      job_done_.notify_all();
    }
  }
  const Loaded& tools_;
  DayRange hint_;
  std::mutex mutex_;
  std::condition_variable work_ready_, job_done_;
  std::deque<std::shared_ptr<Job>> queue_, window_;
  uint64_t in_flight_ = 0;
  bool closed_ = false;
  std::vector<std::jthread> threads_;  // last: joined before the rest goes
};

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaction(signal, &action, nullptr);
}

bool interrupted() { return stop_asked.load() > 0; }

std::string models_label(const Options& options) {
  if (!options.models.empty()) return file_stem(options.models) + " " + hex16(hash64(bytes_of(options.models)));
  std::string out;
  for (const embedded::File& file : embedded::models()) {
    (out += out.empty() ? "" : ", ") += file_stem(file.name) + " " + hex16(hash64(file.bytes));
  }
  return out.empty() ? "none" : out;
}

Result<Loaded> load_tools(const Options& options) {
  Loaded loaded;
  std::optional<Result<syntax::ModelPtr>> model;
  {
    std::jthread beside([&] {
      model.emplace(options.models.empty() ? syntax::load_builtin() : syntax::load(options.models));
      loaded.models = models_label(options);
    });
    Result<std::unique_ptr<const Ontology>> ontology = Ontology::load(options.ontology);
    beside.join();
    if (!ontology) return ontology.error();
    loaded.ontology = std::move(*ontology);
  }
  if (!*model) return model->error();
  loaded.model = std::move(**model);
  return loaded;
}

Result<DayRange> hint_of(const Options& options) {
  if (options.date.empty()) return DayRange{};
  if (const auto range = parse_iso_range(options.date)) return *range;
  return Error{ErrorKind::usage, "--date " + options.date + ": not a date (YYYY-MM-DD, YYYY-MM or YYYY)"};
}

int Tally::code() const {
  if (interrupted) return kInterrupted;
  if (pages + known + empty + skipped == 0 && quarantined + missing > 0) return kNoInput;
  return quarantined + missing > 0 ? kSomeQuarantined : kDone;
}

std::string Tally::words() const {
  std::string out = std::to_string(pages) + (pages == 1 ? " page" : " pages");
  if (known > 0) out += ", " + std::to_string(known) + " already there";
  if (empty > 0) out += ", " + std::to_string(empty) + " empty";
  if (skipped > 0) out += ", " + std::to_string(skipped) + " skipped";
  if (quarantined > 0) out += ", " + std::to_string(quarantined) + " quarantined";
  if (missing > 0) out += ", " + std::to_string(missing) + " not found";
  return out;
}

Tally walk_pages(const Options& options, const std::function<bool(RawPage)>& page,
                 const std::function<void(const ingest::Refusal&, std::string_view)>& refused) {
  Tally tally;
  ingest::Options walk;
  walk.follow_symlinks = options.follow;
  ingest::Sink sink;
  sink.page = [&](RawPage raw) {
    if (interrupted()) return false;
    return page(std::move(raw));
  };
  sink.refused = [&](const ingest::Refusal& r) {
    const std::string_view state = state_of(r.note.code);
    const bool missing = is_missing(r);
    (missing ? tally.missing : state == "empty" ? tally.empty : state == "skipped" ? tally.skipped : tally.quarantined) += 1;
    tell(r.path + (r.place > 0 ? ":" + std::to_string(r.place) : "") + ": " +
         (missing ? "not found"
                  : std::string(state) + ": " + std::string(name_of(r.note.code)) +
                        (r.note.detail.empty() ? "" : ": " + r.note.detail)));
    if (refused) refused(r, state);
  };
  ingest::walk(options.paths, walk, sink);
  tally.interrupted = interrupted();
  return tally;
}

Tally read_pages(const Options& options, const Loaded& tools, const PageSink& sink) {
  const Result<DayRange> hint = hint_of(options);
  const unsigned threads = options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  Pool pool(std::min(threads, 256U), tools, hint ? *hint : DayRange{});
  Progress progress(options);
  Tally counts;
  bool going = true;
  const auto deliver = [&] {
    auto [record, place] = pool.take();
    ++counts.pages;
    going = sink.record(std::move(record), place) && going;
    progress.at(counts);
  };
  Tally tally = walk_pages(
      options,
      [&](RawPage page) {
        if (sink.known && sink.known(identity_of(page))) {
          ++counts.known;
          progress.at(counts);
          return going;
        }
        pool.add(std::move(page));
        while (going && pool.full()) deliver();
        return going;
      },
      sink.refused);
  while (!pool.empty()) deliver();
  progress.clear();
  tally.pages = counts.pages;
  tally.known = counts.known;
  return tally;
}

reader::PageOf pages_again(const Options& options) {
  ingest::Options limits;
  limits.follow_symlinks = options.follow;
  return [limits](const Record& record) {
    std::optional<RawPage> found;
    const ingest::Sink sink{[&](RawPage page) {
                              if (sha256_hex(page.bytes) != record.sha256) return true;
                              found = std::move(page);
                              return false;
                            },
                            [](const ingest::Refusal&) {}};
    if (record.path != "-") ingest::walk({record.path}, limits, sink);
    return found;
  };
}

}  // namespace dateline::cli
