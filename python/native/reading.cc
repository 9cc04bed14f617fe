// The threads of read_many and the page made of bytes: see reading.h.
#include "reading.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/ingest/ingest.h"

namespace dateline::python {

namespace {

/// A record of a page that is not read: its identity and why.
Record unread(const RawPage& page, NoteCode code, std::string detail) {
  Record r;
  r.sha256 = sha256_hex(page.bytes);
  r.id = "d_" + r.sha256.substr(0, 16);
  r.raw_bytes = page.bytes.size();
  r.name = page.id;
  r.path = page.path;
  r.url = page.url;
  r.notes.push_back({code, std::move(detail), 0});
  return r;
}

}  // namespace

Result<std::shared_ptr<const Tools>> load_tools(const std::string& ontology, const std::string& models) {
  auto tools = std::make_shared<Tools>();
  auto model = models.empty() ? syntax::load_builtin() : syntax::load(models);
  if (!model) return model.error();
  tools->model = std::move(*model);
  auto tables = Ontology::load(ontology);
  if (!tables) return tables.error();
  tools->ontology = std::move(*tables);
  return std::shared_ptr<const Tools>(std::move(tools));
}

Record read_one(const Tools& tools, PageInput input) {
  RawPage& page = input.page;
  if (!input.sniffed) {
    const ingest::Options limits;
    if (page.bytes.size() > limits.max_page_bytes)
      return unread(page, NoteCode::too_large, "limit:document_bytes " + std::to_string(limits.max_page_bytes));
    if (trim(page.bytes).empty()) return unread(page, NoteCode::empty, "no character but white space");
    std::string kind;
    page.media = ingest::sniff(page.bytes, page.path.empty() ? page.url : page.path, kind);
    if (page.media == MediaType::other) return unread(page, NoteCode::not_text, kind);
  }
  return reader::read_record(std::move(page), {*tools.ontology, *tools.model}, input.date);
}

std::vector<Record> read_many(const Tools& tools, std::vector<PageInput> pages, unsigned threads,
                              const std::function<bool()>& stop) {
  std::vector<Record> records(pages.size());
  std::atomic<size_t> next{0};
  std::atomic<bool> stopped{false};
  std::mutex mutex;
  std::condition_variable ended;
  unsigned running = 0;
  std::exception_ptr failure;
  const auto work = [&] {
    std::exception_ptr mine;
    try {
      for (size_t i = next++; i < pages.size() && !stopped; i = next++) records[i] = read_one(tools, std::move(pages[i]));
    } catch (...) {
      mine = std::current_exception();
      stopped = true;
    }
    const std::lock_guard lock(mutex);
    if (mine && !failure) failure = mine;
    --running;
    ended.notify_all();
  };
  const auto wanted = std::min<size_t>({std::max(1U, threads), 256, std::max<size_t>(1, pages.size())});
  std::vector<std::jthread> workers;
  {
    std::unique_lock lock(mutex);
    for (size_t i = 0; i < wanted; ++i) {
      try {
        workers.emplace_back(work);
        ++running;
      } catch (const std::system_error&) {
        if (workers.empty()) throw;
        break;  // fewer threads do the same work
      }
    }
    while (running > 0) {
      if (ended.wait_for(lock, std::chrono::milliseconds(50), [&] { return running == 0; })) break;
      lock.unlock();
      if (!stopped && stop()) stopped = true;
      lock.lock();
    }
  }
  workers.clear();
  if (failure) std::rethrow_exception(failure);
  if (stopped) records.resize(std::min(records.size(), next.load()));
  return records;
}

std::vector<uint64_t> copy_keys(const Record& record) {
  constexpr size_t kRun = 5;
  std::vector<uint64_t> words, out;
  const std::string text = fold(record.text);
  for (size_t at = 0; at < text.size();) {
    const auto is_part = [](char c) { return is_alnum(c) || static_cast<unsigned char>(c) >= 0x80; };
    size_t end = at;
    while (end < text.size() && is_part(text[end])) ++end;
    if (end > at) words.push_back(hash64(std::string_view(text).substr(at, end - at)));
    at = end + 1;
  }
  for (size_t i = 0; i + kRun <= words.size(); ++i)
    out.push_back(hash64({reinterpret_cast<const char*>(words.data() + i), kRun * sizeof(uint64_t)}));
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

store::ColumnTable pair_lineage(const Tools& tools, const std::vector<Record>& records) {
  using Kind = store::Column::Kind;
  store::ColumnTable out;
  constexpr std::pair<const char*, Kind> kColumns[] = {{"from_doc", Kind::text}, {"to_doc", Kind::text}, {"kind", Kind::text},
                                                       {"directed", Kind::flag}, {"share", Kind::real},  {"reason", Kind::text}};
  for (const auto& [name, kind] : kColumns) {
    store::Column& column = out.columns.emplace_back();
    column.name = name;
    column.kind = kind;
  }
  for (size_t i = 0; i + 1 < records.size(); i += 2) {
    std::vector<Record> pair = {records[i], records[i + 1]};
    if (pair[1].id < pair[0].id) std::swap(pair[0], pair[1]);
    if (pair[0].id == pair[1].id) continue;
    const Story story = story::link(pair, *tools.ontology);
    for (const Lineage& edge : story.lineage) {
      if (edge.from >= 2 || edge.to >= 2) continue;
      out.columns[0].put(std::string_view(pair[edge.from].id));
      out.columns[1].put(std::string_view(pair[edge.to].id));
      out.columns[2].put(std::string_view(edge.kind));
      out.columns[3].put(static_cast<int64_t>(edge.directed));
      out.columns[4].put(static_cast<double>(edge.share));
      out.columns[5].put(std::string_view(edge.reason));
      ++out.rows;
    }
  }
  return out;
}

Walk::Walk(std::vector<std::string> paths) : paths_(std::move(paths)), finder_([this] { find(); }) {}

Walk::~Walk() {
  {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
  }
  changed_.notify_all();
  finder_.join();
}

void Walk::find() {
  constexpr size_t kMostFound = 64;
  constexpr uint64_t kMostBytes = 32ULL << 20;
  ingest::Sink sink;
  sink.page = [&](RawPage page) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return stopped_ || found_.empty() || (found_.size() < kMostFound && bytes_ < kMostBytes); });
    bytes_ += page.bytes.size();
    found_.push_back({std::move(page), {}, true});
    changed_.notify_all();
    return !stopped_;
  };
  sink.refused = [&](const ingest::Refusal& r) {
    const std::lock_guard lock(mutex_);
    refused_.emplace_back(r.path, std::string(name_of(r.note.code)) + (r.note.detail.empty() ? "" : ": " + r.note.detail));
  };
  try {
    ingest::walk(paths_, {}, sink);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    failure_ = std::current_exception();
  }
  const std::lock_guard lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

std::vector<PageInput> Walk::next(size_t most, const std::function<bool()>& stop) {
  constexpr uint64_t kMostBytes = 32ULL << 20;
  std::vector<PageInput> out;
  uint64_t bytes = 0;
  std::unique_lock lock(mutex_);
  while (out.size() < most && bytes < kMostBytes) {
    if (!changed_.wait_for(lock, std::chrono::milliseconds(50), [&] { return !found_.empty() || ended_; })) {
      lock.unlock();
      const bool stopped = stop();
      lock.lock();
      if (stopped) return {};
      continue;
    }
    if (found_.empty()) break;
    bytes += found_.front().page.bytes.size();
    bytes_ -= found_.front().page.bytes.size();
    out.push_back(std::move(found_.front()));
    found_.pop_front();
    changed_.notify_all();
  }
  if (failure_ && out.empty()) std::rethrow_exception(failure_);
  return out;
}

std::vector<std::pair<std::string, std::string>> Walk::refused() {
  const std::lock_guard lock(mutex_);
  return refused_;
}

std::vector<PageInput> pages_at(const std::vector<std::string>& paths, size_t most,
                                std::vector<std::pair<std::string, std::string>>& refused) {
  std::vector<PageInput> out;
  ingest::Sink sink;
  sink.page = [&](RawPage page) {
    out.push_back({std::move(page), {}, true});
    return out.size() < most;
  };
  sink.refused = [&](const ingest::Refusal& r) {
    refused.emplace_back(r.path, std::string(name_of(r.note.code)) + (r.note.detail.empty() ? "" : ": " + r.note.detail));
  };
  ingest::walk(paths, {}, sink);
  return out;
}

}  // namespace dateline::python
