// The zip reader of zip.h, over libarchive with its zip format only. Example: entries "a.html", "../b.html", "c.png". Rows out:
// one page, one refusal; the image is passed over. It opens no entry as a zip again.
#include "dateline/ingest/zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <sys/stat.h>
#include <unistd.h>

#include <memory>
#include <unordered_set>

#include "dateline/base/hash.h"
#include "dateline/ingest/contents.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr uint64_t kMostEntries = 200'000;

/// Hands the packed bytes to libarchive.
struct Feed {
  Input& input;
  std::string block;
};

la_ssize_t feed(archive* zip, void* data, const void** bytes) {
  auto* source = static_cast<Feed*>(data);
  source->block.clear();
  const Input::Got got = source->input.read(source->block);
  if (got == Input::Got::gap) {
    archive_set_error(zip, 5, "%s", source->input.gap().reason.c_str());
    return -1;
  }
  *bytes = source->block.data();
  return static_cast<la_ssize_t>(source->block.size());
}

/// The bytes of the entry that the archive stands at.
class EntryInput final : public Input {
 public:
  EntryInput(archive* zip, const UnpackLimits& limits) : zip_(zip), limits_(limits), begin_(taken()) {}
  Got read(std::string& out) override {
    const void* block = nullptr;
    size_t size = 0;
    la_int64_t offset = 0;
    const int code = archive_read_data_block(zip_, &block, &size, &offset);
    if (code == ARCHIVE_EOF) return Got::end;
    member_ = out_;
    fresh_ = out_ == 0;
    if (code < ARCHIVE_WARN) {
      const char* reason = archive_error_string(zip_);
      gap_ = {0, NoteCode::archive_damaged, std::string("zip entry: ") + (reason == nullptr ? "corrupt" : reason), true};
      return Got::gap;
    }
    out_ += size;
    if (limits_.too_dense(taken() - begin_ + kSlack, out_)) {
      gap_ = {0, NoteCode::too_large, "limit:ratio " + std::to_string(limits_.max_ratio), true};
      return Got::gap;
    }
    out.append(static_cast<const char*>(block), size);
    return Got::bytes;
  }

 private:
  static constexpr uint64_t kSlack = 256;  ///< local header of the entry
  [[nodiscard]] uint64_t taken() const { return static_cast<uint64_t>(archive_filter_bytes(zip_, -1)); }
  archive* zip_;
  UnpackLimits limits_;
  uint64_t begin_, out_ = 0;
};

bool climbs(std::string_view name) {
  if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos || name.find(':') == 1) return true;
  const std::string slashed = "/" + std::string(name) + "/";
  return slashed.find("/../") != std::string::npos;
}

bool is_page_name(std::string_view name, bool wacz) {
  for (const std::string_view ending : {".warc"sv, ".arc"sv}) {
    if (has_ending(name, ending)) return true;
  }
  if (wacz) return false;
  for (const std::string_view ending : {".html"sv, ".htm"sv, ".xhtml"sv, ".txt"sv, ".jsonl"sv, ".ndjson"sv, ".json"sv, ".csv"sv,
                                        ".tsv"sv, ".xml"sv, ".rss"sv, ".atom"sv, ".eml"sv, ".mht"sv, ".mhtml"sv}) {
    if (has_ending(name, ending)) return true;
  }
  return false;
}

class Zip {
 public:
  Zip(Input& input, const std::string& path, bool wacz, const Options& options, const Sink& sink, unsigned layers)
      : path_(path),
        wacz_(wacz),
        options_(options),
        sink_(sink),
        layers_(layers),
        source_{input, {}},
        zip_(archive_read_new(), archive_read_free) {
    struct stat info {};
    const int file = input.descriptor();
    seekable_ = file >= 0 && ::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && ::lseek(file, 0, SEEK_SET) == 0;
    if (seekable_) archive_read_support_format_zip_seekable(zip_.get());
    archive_read_support_format_zip_streamable(zip_.get());
  }

  bool read() {
    if (open() != ARCHIVE_OK) return refuse("", NoteCode::archive_damaged, error());
    uint64_t entries = 0;
    bool any = false;
    while (true) {
      archive_entry* entry = nullptr;
      const int code = archive_read_next_header(zip_.get(), &entry);
      if (code == ARCHIVE_EOF) break;
      if (code < ARCHIVE_WARN) return refuse("", NoteCode::archive_damaged, error());
      if (++entries > kMostEntries) return refuse("", NoteCode::too_large, "limit:entries " + std::to_string(kMostEntries));
      const char* raw = archive_entry_pathname(entry);
      const std::string name = raw == nullptr ? "" : raw;
      if (!name.empty() && name.back() == '/') continue;
      if (!acceptable(entry, name) || !is_page_name(name, wacz_)) continue;
      any = true;
      EntryInput bytes(zip_.get(), {options_.max_record_bytes, options_.max_ratio, options_.ratio_floor});
      if (!read_contents(bytes, path_ + "/" + name, name, options_, sink_, layers_ + 1)) return false;
    }
    if (!any) refuse("", NoteCode::no_content, "no page in this archive");
    return true;
  }

 private:
  /// A file is read by its table of contents, which alone tells links; a pipe from entry to entry.
  int open() {
    if (seekable_) return archive_read_open_fd(zip_.get(), source_.input.descriptor(), 1U << 16U);
    return archive_read_open(zip_.get(), &source_, nullptr, feed, nullptr);
  }

  std::string error() const {
    const char* reason = archive_error_string(zip_.get());
    return std::string("zip: ") + (reason == nullptr ? "corrupt" : reason);
  }

  bool refuse(const std::string& name, NoteCode code, std::string detail) {
    sink_.refused({name.empty() ? path_ : path_ + "/" + name, 0, {code, std::move(detail), 0}});
    return true;
  }

  bool acceptable(archive_entry* entry, const std::string& name) {
    if (climbs(name)) return refuse(name, NoteCode::special_file, "zip entry whose name leads out of the archive"), false;
    const auto type = archive_entry_filetype(entry);
    if (type != AE_IFREG || archive_entry_symlink(entry) != nullptr)
      return refuse(name, NoteCode::special_file, "zip entry that is no file"), false;
    if (!names_.insert(hash64(name)).second)
      return refuse(name, NoteCode::special_file, "zip entry of the same name came before"), false;
    return true;
  }

  const std::string& path_;
  bool wacz_, seekable_ = false;
  const Options& options_;
  const Sink& sink_;
  unsigned layers_;
  Feed source_;
  std::unique_ptr<archive, int (*)(archive*)> zip_;
  std::unordered_set<uint64_t> names_;
};

}  // namespace

bool read_zip(Input& input, const std::string& path, bool wacz, const Options& options, const Sink& sink, unsigned layers) {
  return Zip(input, path, wacz, options, sink, layers).read();
}

}  // namespace dateline::ingest
