// Paths, folders and their traps. Example: a folder with a FIFO and two pages. Rows out: two pages, one refusal (special_file).
// It reads no format (contents.cc does).
#include <algorithm>
#include <cerrno>
#include <set>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dateline/base/chars.h"
#include "dateline/ingest/contents.h"
#include "dateline/ingest/ingest.h"
#include "dateline/ingest/input.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
class Walker {
 public:
  Walker(const Options& options, const Sink& sink) : options_(options), sink_(sink) {}

  void visit_argument(const std::string& path) {
    if (stopped_) return;
    if (path == "-") {
      read_file(0, "-");
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

  void visit(const std::string& path, const struct stat& info) {
    if (S_ISDIR(info.st_mode)) {
      visit_folder(path, info);
    } else if (S_ISREG(info.st_mode)) {
      const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
      if (file.get() < 0)
        refuse(path, 0, NoteCode::unreadable, reason_of(errno));
      else
        read_file(file.get(), path);
    } else {
      refuse(path, 0, NoteCode::special_file, S_ISFIFO(info.st_mode) ? "FIFO" : S_ISSOCK(info.st_mode) ? "socket" : "device");
    }
  }

  /// Folders are walked with a list of their own, not by recursion: 300 levels cost 300 entries, not 300 frames.
  void visit_folder(const std::string& top, const struct stat& top_info) {
    std::vector<std::pair<std::string, struct stat>> open = {{top, top_info}};
    while (!open.empty() && !stopped_) {
      auto [path, info] = std::move(open.back());
      open.pop_back();
      if (S_ISDIR(info.st_mode))
        push_entries(path, info, open);
      else
        visit(path, info);
    }
  }

  void push_entries(const std::string& path, const struct stat& info, std::vector<std::pair<std::string, struct stat>>& open) {
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
    std::sort(names.begin(), names.end(), std::greater<>());
    for (const std::string& name : names) push_entry(path + (path.back() == '/' ? "" : "/") + name, open);
  }

  void push_entry(const std::string& path, std::vector<std::pair<std::string, struct stat>>& open) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0) {
      refuse(path, 0, NoteCode::unreadable, reason_of(errno));
      return;
    }
    if (S_ISLNK(info.st_mode)) {
      if (::stat(path.c_str(), &info) != 0) {
        refuse(path, 0, NoteCode::symlink_cycle, errno == ELOOP ? "symbolic link loop" : "dangling symbolic link");
        return;
      }
      if (!options_.follow_symlinks) {
        refuse(path, 0, NoteCode::special_file, "symbolic link, not followed (--follow)");
        return;
      }
    }
    open.emplace_back(path, info);
  }

  void read_file(int descriptor, const std::string& path) {
    FileInput input(descriptor);
    stopped_ = !read_contents(input, path, path, options_, sink_);
  }

  const Options& options_;
  const Sink& sink_;
  std::set<std::pair<dev_t, ino_t>> seen_;
  bool stopped_ = false;
};

}  // namespace

void walk(const std::vector<std::string>& paths, const Options& options, const Sink& sink) {
  for (const std::string& path : paths) Walker(options, sink).visit_argument(path);
}

}  // namespace dateline::ingest
