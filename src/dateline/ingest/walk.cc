#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dateline/base/chars.h"
#include "dateline/ingest/ingest.h"
#include "dateline/ingest/jsonl.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kChunk = 1U << 16;

/// A file descriptor that closes itself.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ > 2) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string reason_of(int error) { return std::strerror(error); }  // NOLINT(concurrency-mt-unsafe): walked by one thread

/// One block of a file appended to `out`: bytes read, 0 at the end, -1 on error.
ssize_t read_block(int descriptor, std::string& out) {
  const size_t old = out.size();
  out.resize(old + kChunk);
  ssize_t got = 0;
  do got = ::read(descriptor, out.data() + old, kChunk);
  while (got < 0 && errno == EINTR);
  out.resize(old + static_cast<size_t>(std::max<ssize_t>(got, 0)));
  return got;
}

bool ends_with(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && lower_ascii(text.substr(text.size() - tail.size())) == tail;
}
bool is_json_lines(std::string_view name) { return ends_with(name, ".jsonl"sv) || ends_with(name, ".ndjson"sv); }
bool is_json(std::string_view name) { return ends_with(name, ".json"sv); }

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
    std::string bytes;
    const ssize_t got = read_block(descriptor, bytes);
    if (got < 0) {
      refuse(path, 0, NoteCode::unreadable, reason_of(errno));
      return;
    }
    if (is_json_lines(path) || (path == "-" && !bytes.empty() && bytes.front() == '{'))
      read_lines(descriptor, path, std::move(bytes));
    else
      read_whole(descriptor, path, std::move(bytes));
  }

  void read_whole(int descriptor, const std::string& path, std::string bytes) {
    const uint64_t limit = is_json(path) ? options_.max_line_bytes : options_.max_page_bytes;
    while (bytes.size() <= limit) {
      const ssize_t got = read_block(descriptor, bytes);
      if (got < 0) {
        refuse(path, bytes.size(), NoteCode::unreadable, reason_of(errno));
        return;
      }
      if (got == 0) break;
    }
    if (bytes.size() > limit) {
      refuse(path, limit, NoteCode::too_large, "limit:document_bytes " + std::to_string(limit));
      return;
    }
    deliver(path, std::move(bytes));
  }

  void deliver(const std::string& path, std::string bytes) {
    std::string_view content = bytes;
    if (content.substr(0, 3) == "\xEF\xBB\xBF"sv) content.remove_prefix(3);
    if (trim(content).empty()) {
      refuse(path, 0, NoteCode::empty, bytes.empty() ? "0 bytes" : "no character but white space");
      return;
    }
    if (is_json(path)) {
      stopped_ = !read_json(content, path, 1, sink_);
      return;
    }
    RawPage page;
    std::string kind;
    page.media = sniff(bytes, path, kind);
    if (page.media == MediaType::other) {
      refuse(path, 0, NoteCode::not_text, kind);
      return;
    }
    page.path = path;
    page.bytes = std::move(bytes);
    stopped_ = !sink_.page(std::move(page));
  }

  /// One page a line. Memory holds one line and one block, whatever the size of the file.
  void read_lines(int descriptor, const std::string& path, std::string buffer) {
    if (buffer.substr(0, 2) == "\xFF\xFE"sv || buffer.substr(0, 2) == "\xFE\xFF"sv) {
      refuse(path, 0, NoteCode::not_text, "utf-16 (JSON Lines are UTF-8, RFC 8259)");
      return;
    }
    if (buffer.substr(0, 3) == "\xEF\xBB\xBF"sv) buffer.erase(0, 3);
    uint64_t line = 1;
    size_t begin = 0, searched = 0;
    bool skipping = false, any = false, at_end = false;
    while (!stopped_) {
      const size_t end = buffer.find('\n', searched);
      if (end == std::string::npos && !at_end) {
        buffer.erase(0, begin);
        searched = buffer.size();
        begin = 0;
        if (buffer.size() > options_.max_line_bytes) {
          if (!skipping)
            refuse(path, line, NoteCode::line_too_long, "limit:line_bytes " + std::to_string(options_.max_line_bytes));
          skipping = true;
          buffer.clear();
          searched = 0;
        }
        const ssize_t got = read_block(descriptor, buffer);
        if (got < 0) refuse(path, line, NoteCode::unreadable, reason_of(errno));
        at_end = got <= 0;
        continue;
      }
      const std::string_view text =
          trim(std::string_view(buffer).substr(begin, (end == std::string::npos ? buffer.size() : end) - begin));
      if (!skipping && !text.empty()) {
        any = true;
        stopped_ = !read_json(text, path, line, sink_);
      }
      skipping = false;
      if (end == std::string::npos) break;
      begin = searched = end + 1;
      ++line;
    }
    if (!any && line == 1) refuse(path, 0, NoteCode::empty, "no line");
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
