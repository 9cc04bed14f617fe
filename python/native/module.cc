// dateline._native: the few classes that Python sees, each over a value that is never changed after it is made.
//
// Everything here takes arguments by reference (a half-made object is a TypeError, never a null pointer), copies bytes before the
// interpreter's lock is let go, and turns an Error into a Python exception of python/dateline/_errors.py. What people call is
// python/dateline/__init__.py.
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <cstring>
#include <mutex>
#include <thread>

#include "arrow.h"
#include "dateline/base/chars.h"
#include "dateline/ingest/ingest.h"
#include "dateline/store/packed.h"
#include "dateline/store/store.h"
#include "dateline/store/version.h"
#include "reading.h"

namespace py = pybind11;

namespace dateline::python {

namespace {

using Records = std::vector<Record>;

[[noreturn]] void raise(const Error& error) {
  const py::object kind = py::module_::import("dateline._errors").attr("KINDS");
  const py::object type = kind[py::int_(static_cast<int>(error.kind))];
  PyErr_SetObject(type.ptr(), py::str(ingest::visible(error.message)).ptr());
  throw py::error_already_set();
}

[[noreturn]] void raise(ErrorKind kind, std::string message) { raise(Error{kind, std::move(message)}); }

/// Python text of bytes that may be no UTF-8.
py::str words(std::string_view bytes) {
  PyObject* text = PyUnicode_DecodeUTF8(bytes.data(), static_cast<Py_ssize_t>(bytes.size()), "replace");
  if (text == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::str>(text);
}

py::object words_or_none(std::string_view bytes) { return bytes.empty() ? py::object(py::none()) : py::object(words(bytes)); }

/// A copy of anything with a buffer of bytes.
std::string bytes_of(const py::buffer& buffer) {
  Py_buffer view;
  if (PyObject_GetBuffer(buffer.ptr(), &view, PyBUF_SIMPLE) != 0) throw py::error_already_set();
  std::string out(static_cast<const char*>(view.buf), static_cast<size_t>(view.len));
  PyBuffer_Release(&view);
  return out;
}

/// True when Python wants to stop (ctrl-C): the exception stays set. Called without the lock.
bool signalled() {
  const py::gil_scoped_acquire lock;
  return PyErr_CheckSignals() != 0;
}

DayRange day_of_text(const std::string& date) {
  if (date.empty()) return {};
  if (const auto range = parse_iso_range(date)) return *range;
  raise(ErrorKind::usage, "date \"" + date + "\": not a date (YYYY-MM-DD, YYYY-MM or YYYY)");
}

/// What Python makes with __new__ and never initialises lies in zeroed memory, and is told from a whole object by its mark.
class Whole {
 public:
  static void* operator new(size_t size) { return std::memset(::operator new(size), 0, size); }
  static void* operator new(size_t, void* place) { return place; }
  static void operator delete(void* place) { ::operator delete(place); }
  void check() const {
    if (mark_ != kMark) throw py::type_error("an object that was never made whole (__new__ without __init__)");
  }

 private:
  static constexpr uint64_t kMark = 0x64746c6e64746c6eULL;
  uint64_t mark_ = kMark;
};

/// A value that is shared and never changes.
template <class T>
class Shared : public Whole {
 public:
  explicit Shared(std::shared_ptr<const T> value) : value_(std::move(value)) {}
  [[nodiscard]] const std::shared_ptr<const T>& get() const {
    check();
    return value_;
  }
  const T* operator->() const { return get().get(); }
  const T& operator*() const { return *get(); }

 private:
  std::shared_ptr<const T> value_;
};

// ---- Table ----------------------------------------------------------------------------------------------------------------

using Table = Shared<store::ColumnTable>;

py::object value_at(const store::Column& column, size_t row) {
  using Kind = store::Column::Kind;
  if (column.valid[row] == 0) return py::none();
  switch (column.kind) {
    case Kind::integer:
      return py::int_(column.integers[row]);
    case Kind::flag:
      return py::bool_(column.integers[row] != 0);
    case Kind::real:
      return py::float_(column.reals[row]);
    default:
      return words(column.text(row));
  }
}

const store::Column& column_at(const Table& table, size_t column) {
  if (column >= table->columns.size()) throw py::index_error("no such column");
  return table->columns[column];
}

py::list column_values(const Table& table, size_t index, size_t begin, size_t end) {
  const store::Column& column = column_at(table, index);
  py::list out;
  for (size_t row = begin; row < std::min(end, table->rows); ++row) out.append(value_at(column, row));
  return out;
}

void release_stream_capsule(PyObject* capsule) {
  auto* stream = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(capsule, "arrow_array_stream"));
  if (stream == nullptr) return;
  if (stream->release != nullptr) stream->release(stream);
  delete stream;
}

void release_schema_capsule(PyObject* capsule) {
  auto* schema = static_cast<ArrowSchema*>(PyCapsule_GetPointer(capsule, "arrow_schema"));
  if (schema == nullptr) return;
  if (schema->release != nullptr) schema->release(schema);
  delete schema;
}

py::object stream_capsule(const Table& table) {
  ArrowArrayStream* stream = nullptr;
  try {
    stream = new_stream(table.get());
  } catch (const std::length_error& error) {
    PyErr_SetString(PyExc_OverflowError, error.what());
    throw py::error_already_set();
  }
  PyObject* capsule = PyCapsule_New(stream, "arrow_array_stream", release_stream_capsule);
  if (capsule == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(capsule);
}

py::object schema_capsule(const Table& table) {
  PyObject* capsule = PyCapsule_New(new_schema(*table), "arrow_schema", release_schema_capsule);
  if (capsule == nullptr) throw py::error_already_set();
  return py::reinterpret_steal<py::object>(capsule);
}

py::list kinds_of(const Table& table) {
  constexpr const char* kNames[] = {"text", "integer", "real", "flag"};
  py::list out;
  for (const store::Column& column : table->columns) out.append(kNames[static_cast<size_t>(column.kind)]);
  return out;
}

py::list names_of(const Table& table) {
  py::list out;
  for (const store::Column& column : table->columns) out.append(words(column.name));
  return out;
}

// ---- Pages ----------------------------------------------------------------------------------------------------------------

using Pages = Shared<Records>;

Pages pages_of(Records records) { return Pages{std::make_shared<const Records>(std::move(records))}; }

const Record& record_at(const Pages& pages, size_t i) {
  if (i >= pages->size()) throw py::index_error("no such page");
  return (*pages)[i];
}

Table page_table(const Pages& pages, const std::string& name) {
  store::ColumnTable table;
  const std::shared_ptr<const Records> records = pages.get();
  {
    const py::gil_scoped_release free;
    table = store::page_table(*records, name);
  }
  if (table.columns.empty()) raise(ErrorKind::usage, "no table \"" + name + "\"");
  return Table{std::make_shared<const store::ColumnTable>(std::move(table))};
}

/// One table with the place where each page's rows end.
py::tuple page_table_by_page(const Pages& pages, const std::string& name) {
  store::ColumnTable table;
  std::vector<uint64_t> ends;
  const std::shared_ptr<const Records> records = pages.get();
  {
    const py::gil_scoped_release free;
    table = store::page_table(*records, name, &ends);
  }
  if (table.columns.empty()) raise(ErrorKind::usage, "no table \"" + name + "\"");
  return py::make_tuple(Table{std::make_shared<const store::ColumnTable>(std::move(table))}, ends);
}

/// The copy keys of all pages as one column `key`, and where each page's keys end. Keys are signed: that is what Arrow and SQL
/// join on.
py::tuple keys_by_page(const Pages& pages) {
  store::ColumnTable table;
  std::vector<uint64_t> ends;
  const std::shared_ptr<const Records> records = pages.get();
  {
    const py::gil_scoped_release free;
    store::Column& column = table.columns.emplace_back();
    column.name = "key";
    column.kind = store::Column::Kind::integer;
    for (const Record& record : *records) {
      for (const uint64_t key : copy_keys(record)) column.put(static_cast<int64_t>(key));
      ends.push_back(column.integers.size());
    }
    table.rows = column.integers.size();
  }
  return py::make_tuple(Table{std::make_shared<const store::ColumnTable>(std::move(table))}, ends);
}

py::list notes_of(const Record& r) {
  py::list out;
  for (const Note& note : r.notes)
    out.append(py::make_tuple(static_cast<int>(note.code), words(name_of(note.code)), words(note.detail)));
  return out;
}

py::dict page_head(const Pages& pages, size_t i) {
  const Record& r = record_at(pages, i);
  py::dict out;
  out["id"] = words(r.id);
  out["name"] = words(r.name);
  out["path"] = words_or_none(r.path);
  out["url"] = words_or_none(r.url);
  out["canonical_url"] = words_or_none(r.canonical_url);
  out["site"] = words_or_none(r.site);
  out["language"] = words_or_none(r.language);
  out["headline"] = words_or_none(r.headline);
  py::list authors;
  for (const std::string& author : r.authors) authors.append(words(author));
  out["authors"] = authors;
  out["date"] = words_or_none(iso_of(r.date));
  out["date_range"] = words_or_none(iso_of(r.date_range));
  out["date_basis"] = words_or_none(r.date_basis);
  out["text"] = words(r.text);
  out["sha256"] = words(r.sha256);
  out["raw_bytes"] = r.raw_bytes;
  out["notes"] = notes_of(r);
  return out;
}

py::dict page_counts(const Pages& pages) {
  py::dict out;
  size_t statements = 0, events = 0, figures = 0, sentences = 0, entities = 0;
  for (const Record& r : *pages) {
    statements += r.statements.size();
    events += r.events.size();
    figures += r.figures.size();
    sentences += r.sentences.size();
    entities += r.entities.size();
  }
  out["sentences"] = sentences;
  out["entities"] = entities;
  out["statements"] = statements;
  out["events"] = events;
  out["figures"] = figures;
  return out;
}

py::str pages_json(const Pages& pages) {
  std::string json;
  const std::shared_ptr<const Records> records = pages.get();
  {
    const py::gil_scoped_release free;
    json = reader::records_json(*records, nullptr);
  }
  return words(json);
}

// ---- Reader ---------------------------------------------------------------------------------------------------------------

using Reader = Shared<Tools>;

Reader new_reader(const std::string& ontology, const std::string& models) {
  std::optional<Result<std::shared_ptr<const Tools>>> tools;
  {
    const py::gil_scoped_release free;
    tools.emplace(load_tools(ontology, models));
  }
  if (!*tools) raise(tools->error());
  return Reader{**tools};
}

/// Reads without the lock; a signal (ctrl-C) ends the work and is raised.
Pages read_inputs(const Reader& reader, std::vector<PageInput> inputs, unsigned threads) {
  Records records;
  bool stopped = false;
  const std::shared_ptr<const Tools> tools = reader.get();
  {
    const py::gil_scoped_release free;
    records = read_many(*tools, std::move(inputs), threads, [&] { return stopped = stopped || signalled(); });
  }
  if (stopped || PyErr_CheckSignals() != 0) throw py::error_already_set();
  return pages_of(std::move(records));
}

unsigned threads_of(unsigned asked) { return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency()); }

Pages read_buffers(const Reader& reader, const py::list& buffers, const py::list& names, const py::list& urls,
                   const py::list& dates, unsigned threads) {
  std::vector<PageInput> inputs(buffers.size());
  if (names.size() != inputs.size() || urls.size() != inputs.size() || dates.size() != inputs.size())
    throw py::value_error("pages, names, urls and dates must have one length");
  for (size_t i = 0; i < inputs.size(); ++i) {
    const py::object one = buffers[i];
    if (!PyObject_CheckBuffer(one.ptr())) throw py::type_error("a page must be bytes");
    inputs[i].page.bytes = bytes_of(py::reinterpret_borrow<py::buffer>(one));
    inputs[i].page.id = names[i].cast<std::string>();
    inputs[i].page.url = urls[i].cast<std::string>();
    inputs[i].date = day_of_text(dates[i].cast<std::string>());
  }
  return read_inputs(reader, std::move(inputs), threads_of(threads));
}

py::tuple read_paths(const Reader& reader, const std::vector<std::string>& paths, const std::string& date, size_t most,
                     unsigned threads) {
  const DayRange hint = day_of_text(date);
  std::vector<std::pair<std::string, std::string>> refused;
  std::vector<PageInput> inputs;
  {
    const py::gil_scoped_release free;
    inputs = pages_at(paths, most, refused);
  }
  for (PageInput& input : inputs) input.date = hint;
  py::list told;
  for (const auto& [path, reason] : refused) told.append(py::make_tuple(words(path), words(reason)));
  return py::make_tuple(read_inputs(reader, std::move(inputs), threads_of(threads)), told);
}

Table lineage_of(const Reader& reader, const Pages& pages) {
  const std::shared_ptr<const Tools> tools = reader.get();
  const std::shared_ptr<const Records> records = pages.get();
  const py::gil_scoped_release free;
  return Table{std::make_shared<const store::ColumnTable>(pair_lineage(*tools, *records))};
}

/// Archives and folders read page by page, batch by batch. Bound to the process that began it: its thread does not cross a fork.
class Walking : public Whole {
 public:
  explicit Walking(std::vector<std::string> paths) : process_(::getpid()), walk_(std::make_unique<Walk>(std::move(paths))) {}
  ~Walking() {
    if (::getpid() != process_) {
      (void)walk_.release();
      return;
    }
    const py::gil_scoped_release free;
    walk_.reset();
  }
  Walking(const Walking&) = delete;
  Walking& operator=(const Walking&) = delete;

  py::tuple next(const Reader& reader, size_t most, unsigned threads) {
    check();
    if (::getpid() != process_) raise(ErrorKind::usage, "a walk that another process began (fork): begin it again in this one");
    std::vector<PageInput> inputs;
    bool stopped = false;
    {
      const py::gil_scoped_release free;
      const std::lock_guard lock(mutex_);
      inputs = walk_->next(std::max<size_t>(1, most), [&] { return stopped = stopped || signalled(); });
    }
    if (stopped) throw py::error_already_set();
    py::list told;
    for (const auto& [path, reason] : walk_->refused()) told.append(py::make_tuple(words(path), words(reason)));
    return py::make_tuple(read_inputs(reader, std::move(inputs), threads_of(threads)), told);
  }

 private:
  pid_t process_;
  std::mutex mutex_;
  std::unique_ptr<Walk> walk_;
};

// ---- Store ----------------------------------------------------------------------------------------------------------------

/// A record file opened to read. One call at a time; bound to the process that opened it.
class Stored : public Whole {
 public:
  explicit Stored(const std::string& path) : path_(path), process_(::getpid()) {
    std::optional<Result<std::unique_ptr<store::Store>>> opened;
    {
      const py::gil_scoped_release free;
      opened.emplace(store::Store::open(path, store::Store::Mode::read));
    }
    if (!*opened) raise(opened->error());
    store_ = std::move(**opened);
  }
  ~Stored() {
    // A connection that was carried over a fork must not be closed here: its locks belong to the parent.
    if (::getpid() != process_) (void)store_.release();
  }
  Stored(const Stored&) = delete;
  Stored& operator=(const Stored&) = delete;

  void close() {
    check();
    closed_ = true;
    if (::getpid() != process_) {
      (void)store_.release();
      return;
    }
    const py::gil_scoped_release free;
    const std::lock_guard lock(mutex_);
    store_.reset();
  }
  [[nodiscard]] bool closed() const {
    check();
    return closed_;
  }

  /// Runs `work` on the store without the interpreter's lock; raises what went wrong.
  template <class Work>
  auto with(Work work) {
    check();
    if (::getpid() != process_)
      raise(ErrorKind::usage, path_ + ": opened in another process (fork): open the record again in this one");
    using Value = decltype(work(*store_));
    std::optional<Value> value;
    bool gone = false;
    bool stopped = false;
    {
      const py::gil_scoped_release free;
      const std::lock_guard lock(mutex_);
      gone = store_ == nullptr;
      if (!gone) {
        auto asked = std::chrono::steady_clock::now();
        store_->stop_when([&] {
          const auto now = std::chrono::steady_clock::now();
          if (stopped || now - asked < std::chrono::milliseconds(50)) return stopped;
          asked = now;
          return stopped = signalled();
        });
        value.emplace(work(*store_));
        store_->stop_when({});
      }
    }
    if (gone) raise(ErrorKind::usage, path_ + ": the record is closed");
    if (stopped) throw py::error_already_set();
    if (!*value) raise(value->error());
    return std::move(**value);
  }

 private:
  std::string path_;
  pid_t process_;
  std::atomic<bool> closed_{false};
  std::mutex mutex_;
  std::unique_ptr<store::Store> store_;
};

Table table_of(const store::Store::Table& table) {
  const py::gil_scoped_release free;
  return Table{std::make_shared<const store::ColumnTable>(store::column_table(table))};
}

}  // namespace

}  // namespace dateline::python

PYBIND11_MODULE(_native, m) {
  using namespace dateline;
  using namespace dateline::python;
  m.doc() = "The engine behind the package dateline. Use that; what is here may change.";
  m.attr("version") = store::kProgramVersion;
  m.attr("schema") = store::kSchemaVersion;

  py::class_<Table>(m, "Table")
      .def("rows", [](const Table& t) { return t->rows; })
      .def("names", [](const Table& t) { return names_of(t); })
      .def("kinds", [](const Table& t) { return kinds_of(t); })
      .def("values", [](const Table& t, size_t column, size_t begin, size_t end) { return column_values(t, column, begin, end); })
      .def("stream", [](const Table& t) { return stream_capsule(t); })
      .def("schema", [](const Table& t) { return schema_capsule(t); });

  py::class_<Pages>(m, "Pages")
      .def("size", [](const Pages& p) { return p->size(); })
      .def("head", [](const Pages& p, size_t i) { return page_head(p, i); })
      .def("counts", [](const Pages& p) { return page_counts(p); })
      .def("table", [](const Pages& p, const std::string& name) { return page_table(p, name); })
      .def("table_by_page", [](const Pages& p, const std::string& name) { return page_table_by_page(p, name); })
      .def("keys_by_page", [](const Pages& p) { return keys_by_page(p); })
      .def("json", [](const Pages& p) { return pages_json(p); })
      .def("one", [](const Pages& p, size_t i) { return pages_of({record_at(p, i)}); })
      .def("pack", [](const Pages& p, size_t i) { return py::bytes(store::pack(record_at(p, i))); });

  py::class_<Reader>(m, "Reader")
      .def(py::init([](const std::string& ontology, const std::string& models) { return new_reader(ontology, models); }))
      .def("buffers", [](const Reader& r, const py::list& pages, const py::list& names, const py::list& urls,
                         const py::list& dates, unsigned threads) { return read_buffers(r, pages, names, urls, dates, threads); })
      .def("paths", [](const Reader& r, const std::vector<std::string>& paths, const std::string& date, size_t most,
                       unsigned threads) { return read_paths(r, paths, date, most, threads); });

  py::class_<Walking>(m, "Walk")
      .def(py::init([](std::vector<std::string> paths) { return std::make_unique<Walking>(std::move(paths)); }))
      .def("next", [](Walking& w, const Reader& r, size_t most, unsigned threads) { return w.next(r, most, threads); });
  m.def("pair_lineage", [](const Reader& r, const Pages& p) { return lineage_of(r, p); });

  py::class_<Stored>(m, "Store")
      .def(py::init([](const std::string& path) { return std::make_unique<Stored>(path); }))
      .def("close", [](Stored& s) { s.close(); })
      .def("closed", [](const Stored& s) { return s.closed(); })
      .def("query",
           [](Stored& s, const std::string& sql, const std::vector<std::string>& parameters) {
             return table_of(s.with([&](store::Store& store) { return store.query(sql, parameters); }));
           })
      .def("search",
           [](Stored& s, const std::string& text, uint32_t limit) {
             return table_of(s.with([&](store::Store& store) { return store.search(text, limit); }));
           })
      .def("page",
           [](Stored& s, const std::string& id) {
             return pages_of({s.with([&](store::Store& store) { return store.load_record(id); })});
           })
      .def("documents",
           [](Stored& s) { return s.with([&](store::Store& store) { return Result<uint64_t>(store.documents()); }); });

  m.def("unpack", [](const py::list& packed) {
    Records records;
    for (const py::handle one : packed) {
      if (!PyObject_CheckBuffer(one.ptr())) throw py::type_error("a packed page must be bytes");
      auto record = store::unpack(bytes_of(py::reinterpret_borrow<py::buffer>(one)));
      if (!record) raise(record.error());
      records.push_back(std::move(*record));
    }
    return pages_of(std::move(records));
  });
  m.def("page_tables", [] { return store::page_tables(); });
  m.def("visible", [](const std::string& text) { return words(ingest::visible(text)); });
}
