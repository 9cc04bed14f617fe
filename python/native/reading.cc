// The threads of read_many and the page made of bytes: see reading.h.
#include "reading.h"

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
