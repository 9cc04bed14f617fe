// Paths, folders and their traps. Example: a folder with a FIFO and two pages. Rows out: two pages, one refusal (special_file).
// It reads no format (contents.cc does).
#include <algorithm>
#include <cerrno>
#include <ctime>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dateline/base/chars.h"
#include "dateline/ingest/contents.h"
#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"
#include "dateline/ingest/layout.h"
#include "dateline/ingest/sitemap.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
class Walker {
 public:
  Walker(const Options& options, const Sink& sink, DayBook& days) : options_(options), sink_(sink), days_(days) {}

  [[nodiscard]] bool stopped() const { return stopped_; }

  void visit_argument(const std::string& path) {
    if (path == "-") {
      read_file(0, "-", "", false);
      return;
    }
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0) {
      const bool loop = errno == ELOOP || ::lstat(path.c_str(), &info) == 0;
      refuse(path, 0, loop ? NoteCode::symlink_cycle : NoteCode::unreadable, reason_of(errno == 0 ? ENOENT : errno));
      return;
    }
    visit(path, info);
  }

 private:
  void refuse(const std::string& path, uint64_t place, NoteCode code, std::string detail) {
    sink_.refused({path, place, {code, std::move(detail), place}});
  }

  /// A folder that is being read: its names and how far we are.
  struct Open {
    std::string path;
    FolderPlan plan;
    size_t next = 0;
  };

  void visit(const std::string& path, const struct stat& info) {
    if (!S_ISDIR(info.st_mode)) {
      visit_file(path, info, "", false);
      return;
    }
    // Folders are walked with a list of their own, not by recursion; it holds the names of the folders on the way, no more.
    std::vector<Open> open;
    open_folder(path, info, open);
    while (!open.empty() && !stopped_) {
      Open& here = open.back();
      if (here.next == here.plan.names.size()) {
        open.pop_back();
        continue;
      }
      const std::string name = std::move(here.plan.names[here.next++]);
      const std::string entry = here.path + (here.path.back() == '/' ? "" : "/") + name;
      const auto fields = here.plan.fields.find(name);
      const std::string beside = fields == here.plan.fields.end() ? "" : here.path + "/" + fields->second;
      const bool only_address = here.plan.only_address;
      struct stat entry_info {};
      if (!look_at(entry, entry_info)) continue;
      if (S_ISDIR(entry_info.st_mode))
        open_folder(entry, entry_info, open);
      else
        visit_file(entry, entry_info, beside, only_address);
    }
  }

  void visit_file(const std::string& path, const struct stat& info, const std::string& fields, bool only_address) {
    if (!S_ISREG(info.st_mode)) {
      refuse(path, 0, NoteCode::special_file, S_ISFIFO(info.st_mode) ? "FIFO" : S_ISSOCK(info.st_mode) ? "socket" : "device");
      return;
    }
    const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.get() < 0)
      refuse(path, 0, NoteCode::unreadable, reason_of(errno));
    else
      read_file(file.get(), path, fields, only_address);
  }

  void open_folder(const std::string& path, const struct stat& info, std::vector<Open>& open) {
    if (!seen_.emplace(info.st_dev, info.st_ino).second) {
      refuse(path, 0, NoteCode::symlink_cycle, "folder already visited");
      return;
    }
    DIR* folder = ::opendir(path.c_str());
    if (folder == nullptr) {
      refuse(path, 0, NoteCode::unreadable, reason_of(errno));
      return;
    }
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(folder)) {  // NOLINT(concurrency-mt-unsafe): one thread, own DIR
      if (entry->d_name != "."sv && entry->d_name != ".."sv) names.emplace_back(entry->d_name);
    }
    ::closedir(folder);
    std::sort(names.begin(), names.end());
    open.push_back({path, plan_folder(path, std::move(names)), 0});
  }

  /// What the entry is, links followed if they are to be; false if it is refused.
  bool look_at(const std::string& path, struct stat& info) {
    if (::lstat(path.c_str(), &info) != 0) {
      refuse(path, 0, NoteCode::unreadable, reason_of(errno));
      return false;
    }
    if (!S_ISLNK(info.st_mode)) return true;
    if (::stat(path.c_str(), &info) != 0) {
      refuse(path, 0, NoteCode::symlink_cycle, errno == ELOOP ? "symbolic link loop" : "dangling symbolic link");
      return false;
    }
    if (!options_.follow_symlinks) refuse(path, 0, NoteCode::special_file, "symbolic link, not followed (--follow)");
    return options_.follow_symlinks;
  }

  /// What tells that a file changed: size and time of change; nothing for pipes.
  using Stamp = std::tuple<off_t, time_t, long>;
  static Stamp stamp_of(int descriptor) {
    struct stat info {};
    if (::fstat(descriptor, &info) != 0 || !S_ISREG(info.st_mode)) return {};
    return {info.st_size, info.st_mtim.tv_sec, info.st_mtim.tv_nsec};
  }

  /// Reads a file and holds its last page back until it is known that the file did not change meanwhile: a file of one page that
  /// did is read again, once.
  void read_file(int descriptor, const std::string& path, const std::string& fields, bool only_address) {
    for (int attempt = 0; attempt < 2; ++attempt) {
      const Stamp before = stamp_of(descriptor);
      FileInput input(descriptor);
      std::optional<RawPage> held;
      bool delivered = false;
      const Sink holding{[&](RawPage page) {
                           if (!fields.empty()) add_fields(fields, only_address, page);
                           days_.fill(page);
                           const bool going = !held || sink_.page(std::move(*held));
                           delivered = delivered || held.has_value();
                           held = std::move(page);
                           return going;
                         },
                         sink_.refused, [&](std::string_view address, std::string_view date) { days_.note(address, date); },
                         [&](std::string_view address, std::string_view date) { days_.note_change(address, date); }};
      stopped_ = !read_contents(input, path, path, options_, holding);
      const bool changed = before != stamp_of(descriptor);
      if (changed && !delivered && attempt == 0 && ::lseek(descriptor, 0, SEEK_SET) == 0) continue;
      if (changed) refuse(path, 0, NoteCode::changed_during_read, "the file changed while it was read");
      if (held && !(changed && !delivered) && !stopped_) stopped_ = !sink_.page(std::move(*held));
      return;
    }
  }

  const Options& options_;
  const Sink& sink_;
  DayBook& days_;
  std::set<std::pair<dev_t, ino_t>> seen_;
  bool stopped_ = false;
};

}  // namespace

void walk(const std::vector<std::string>& paths, const Options& options, const Sink& sink) {
  DayBook days;
  for (const std::string& path : paths) {
    Walker walker(options, sink, days);
    walker.visit_argument(path);
    if (walker.stopped()) return;
  }
}

}  // namespace dateline::ingest
