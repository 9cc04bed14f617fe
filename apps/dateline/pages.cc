// The walk, the threads, the progress: see pages.h.
#include "pages.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <thread>

#include "dateline/base/embedded.h"
#include "dateline/base/hash.h"
#include "output.h"
#include "pipeline.h"

namespace dateline::cli {

namespace {

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

/// What is left to read, by the bytes of the files: known for a pile of files and for archives, which tell where they are.
class Ahead {
 public:
  explicit Ahead(const std::vector<std::string>& paths) {
    namespace fs = std::filesystem;
    std::error_code failed;
    for (const std::string& path : paths) {
      if (!fs::is_directory(path, failed)) {
        total_ += size_of(path);
        continue;
      }
      auto at = fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, failed);
      for (; !failed && at != fs::recursive_directory_iterator() && ++files_ < kMostFiles; at.increment(failed)) {
        if (at->is_regular_file(failed)) total_ += at->file_size(failed);
      }
    }
  }
  /// Part of the work that is done after this input, 0 to 1; 0 when it cannot be told.
  double done(const Passage& passage) {
    if (passage.path != path_) {
      before_ += current_;
      path_ = passage.path;
      current_ = size_of(path_);
    }
    const uint64_t here = passage.in_archive ? std::min(passage.place, current_) : 0;
    return total_ == 0 || files_ >= kMostFiles ? 0
                                               : std::min(1.0, static_cast<double>(before_ + here) / static_cast<double>(total_));
  }

 private:
  static uint64_t size_of(const std::string& path) {
    std::error_code failed;
    const auto size = std::filesystem::file_size(path, failed);
    return failed ? 0 : size;
  }
  static constexpr uint64_t kMostFiles = 1000000;
  uint64_t total_ = 0, files_ = 0, before_ = 0, current_ = 0;
  std::string path_;
};

std::string time_words(double seconds) {
  const auto whole = static_cast<uint64_t>(std::lround(seconds));
  if (whole < 100) return std::to_string(whole) + " s";
  return whole < 6000 ? std::to_string((whole + 30) / 60) + " min" : std::to_string((whole + 1800) / 3600) + " h";
}

/// Progress on standard error, on a terminal only: a line that moves, with the rate and the time that is left.
class Progress {
 public:
  explicit Progress(const Options& options) : begin_(Clock::now()), last_(begin_) {
    if (!options.quiet && is_terminal(STDERR_FILENO)) ahead_.emplace(options.paths);
  }
  void at(const Tally& tally, const Passage& passage) {
    if (!ahead_) return;
    const double done = ahead_->done(passage);
    const auto now = Clock::now();
    if (now - last_ < std::chrono::milliseconds(100)) return;
    last_ = now;
    const double seconds = std::max(std::chrono::duration<double>(now - begin_).count(), 0.001);
    std::string line = "\r\x1b[K" + tally.words() + ", " +
                       std::to_string(static_cast<uint64_t>(static_cast<double>(tally.pages) / seconds)) + " pages a second";
    if (done > 0.01 && done < 1) line += ", " + time_words(seconds * (1 - done) / done) + " left";
    shown_ = ::write(STDERR_FILENO, line.data(), line.size()) > 0;
  }
  void clear() {
    if (shown_) shown_ = ::write(STDERR_FILENO, "\r\x1b[K", 4) < 0;
  }

 private:
  using Clock = std::chrono::steady_clock;
  bool shown_ = false;
  Clock::time_point begin_, last_;
  std::optional<Ahead> ahead_;
};

/// A date that stands only on --date is "given", not found in the text.
void say_given(Record& record, const DayRange& hint) {
  if (!hint.known()) return;
  for (RecordDateEvidence& e : record.date_evidence) {
    if (e.kind != "other page" || !(e.allows == hint)) continue;
    e.kind = record.date_basis = "given";
  }
}

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

namespace {

void tell_refusal(const ingest::Refusal& r, std::string_view state, bool missing) {
  tell(r.path + (r.place > 0 ? ":" + std::to_string(r.place) : "") + ": " +
       (missing ? "not found"
                : std::string(state) + ": " + std::string(name_of(r.note.code)) +
                      (r.note.detail.empty() ? "" : ": " + r.note.detail)));
}

/// Counts and tells a refusal, and hands it on.
void take_refusal(const ingest::Refusal& r, Tally& tally,
                  const std::function<void(const ingest::Refusal&, std::string_view)>& refused) {
  const std::string_view state = state_of(r.note.code);
  const bool missing = is_missing(r);
  (missing ? tally.missing : state == "empty" ? tally.empty : state == "skipped" ? tally.skipped : tally.quarantined) += 1;
  tell_refusal(r, state, missing);
  if (refused) refused(r, state);
}

void walk_inputs(const Options& options, const std::function<bool(RawPage)>& page,
                 const std::function<void(const ingest::Refusal&)>& refused) {
  ingest::Options walk;
  walk.follow_symlinks = options.follow;
  ingest::Sink sink;
  sink.page = [&](RawPage raw) { return !interrupted() && page(std::move(raw)); };
  sink.refused = refused;
  ingest::walk(options.paths, walk, sink);
}

}  // namespace

Tally walk_pages(const Options& options, const std::function<bool(RawPage)>& page,
                 const std::function<void(const ingest::Refusal&, std::string_view)>& refused) {
  Tally tally;
  walk_inputs(options, page, [&](const ingest::Refusal& r) { take_refusal(r, tally, refused); });
  tally.interrupted = interrupted();
  return tally;
}

unsigned threads_of(const Options& options) {
  return std::min(256U, options.threads > 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()));
}

Tally read_pages(const Options& options, const Loaded& tools, const PageSink& sink) {
  const Result<DayRange> given = hint_of(options);
  const DayRange hint = given ? *given : DayRange{};
  Progress progress(options);
  Tally tally;  // of the writer's thread until the pipeline is finished
  const auto write = [&](Passage& passage) {
    bool going = true;
    switch (passage.kind) {
      case Passage::Kind::page:
        ++tally.pages;
        going = sink.record(std::move(passage.record), passage.place);
        break;
      case Passage::Kind::known:
        ++tally.known;
        going = !sink.alias || sink.alias(passage.record);
        break;
      case Passage::Kind::refused:
        take_refusal(passage.refusal, tally, sink.refused);
        break;
    }
    progress.at(tally, passage);
    return going;
  };
  const auto read = [&](RawPage page) {
    Record record = reader::read_record(std::move(page), tools.tools(), hint);
    say_given(record, hint);
    return record;
  };
  Pipeline pipeline(threads_of(options), read, write);
  bool going = true;
  const auto add = [&](std::unique_ptr<Passage> passage) { return going = pipeline.add(std::move(passage)) && going; };
  walk_inputs(
      options,
      [&](RawPage page) {
        auto passage = std::make_unique<Passage>();
        passage->path = page.path;
        passage->place = page.place;
        passage->in_archive = page.container == "warc";
        if (sink.known) {
          Record identity = identity_of(page);
          if (sink.known(identity)) {
            passage->kind = Passage::Kind::known;
            passage->record = std::move(identity);
            return add(std::move(passage));
          }
        }
        passage->bytes = page.bytes.size();
        passage->page = std::move(page);
        return add(std::move(passage));
      },
      [&](const ingest::Refusal& r) {
        auto passage = std::make_unique<Passage>();
        passage->kind = Passage::Kind::refused;
        passage->path = r.path;
        passage->refusal = r;
        add(std::move(passage));
      });
  pipeline.finish();
  progress.clear();
  tally.interrupted = interrupted();
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
