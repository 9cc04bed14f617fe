// The two structs, their children and their release: see arrow.h.
#include "arrow.h"

#include <cerrno>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

namespace dateline::python {

namespace {

using store::Column;
using store::ColumnTable;
using Kind = Column::Kind;
using TablePtr = std::shared_ptr<const ColumnTable>;

constexpr int64_t kNullable = 2;  // ARROW_FLAG_NULLABLE

const char* format_of(Kind kind) {
  switch (kind) {
    case Kind::integer:
      return "l";
    case Kind::real:
      return "g";
    case Kind::flag:
      return "b";
    default:
      return "u";
  }
}

/// What a schema keeps alive: its name and its children.
struct SchemaParts {
  std::string name;
  std::vector<ArrowSchema*> children;
};

void release_schema(ArrowSchema* schema) {
  auto* parts = static_cast<SchemaParts*>(schema->private_data);
  for (ArrowSchema* child : parts->children) {
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  delete parts;
  schema->release = nullptr;
}

void fill_schema(ArrowSchema& out, const char* format, std::string name, std::vector<ArrowSchema*> children) {
  auto parts = std::make_unique<SchemaParts>();
  parts->name = std::move(name);
  parts->children = std::move(children);
  out = {};
  out.format = format;
  out.name = parts->name.c_str();
  out.flags = kNullable;
  out.n_children = static_cast<int64_t>(parts->children.size());
  out.children = parts->children.data();
  out.release = release_schema;
  out.private_data = parts.release();
}

void schema_of(const ColumnTable& table, ArrowSchema& out) {
  std::vector<std::unique_ptr<ArrowSchema>> children;
  for (const Column& column : table.columns) {
    children.push_back(std::make_unique<ArrowSchema>());
    fill_schema(*children.back(), format_of(column.kind), column.name, {});
  }
  std::vector<ArrowSchema*> plain;
  plain.reserve(children.size());
  for (auto& child : children) plain.push_back(child.release());
  fill_schema(out, "+s", "", std::move(plain));
  out.flags = 0;
}

/// What an array keeps alive: the table, buffers made for it, its children.
struct ArrayParts {
  TablePtr table;
  std::vector<uint8_t> validity, bits;
  std::vector<int32_t> offsets;
  const void* buffers[3] = {nullptr, nullptr, nullptr};
  std::vector<ArrowArray*> children;
};

void release_array(ArrowArray* array) {
  auto* parts = static_cast<ArrayParts*>(array->private_data);
  for (ArrowArray* child : parts->children) {
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  delete parts;
  array->release = nullptr;
}

template <class List>
std::vector<uint8_t> packed_bits(const List& list) {
  std::vector<uint8_t> out(list.size() / 8 + 1, 0);
  for (size_t i = 0; i < list.size(); ++i) {
    if (list[i] != 0) out[i / 8] = static_cast<uint8_t>(out[i / 8] | (1U << (i % 8)));
  }
  return out;
}

void fill_column(ArrowArray& out, const TablePtr& table, const Column& column) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  out = {};
  out.length = static_cast<int64_t>(table->rows);
  for (const uint8_t valid : column.valid) out.null_count += valid == 0 ? 1 : 0;
  if (out.null_count > 0) {
    parts->validity = packed_bits(column.valid);
    parts->buffers[0] = parts->validity.data();
  }
  out.n_buffers = 2;
  if (column.kind == Kind::text) {
    parts->offsets.reserve(column.ends.size() + 1);
    parts->offsets.push_back(0);
    for (const uint64_t end : column.ends) parts->offsets.push_back(static_cast<int32_t>(end));
    parts->buffers[1] = parts->offsets.data();
    parts->buffers[2] = column.bytes.data();
    out.n_buffers = 3;
  } else if (column.kind == Kind::flag) {
    parts->bits = packed_bits(column.integers);
    parts->buffers[1] = parts->bits.data();
  } else {
    parts->buffers[1] = column.kind == Kind::real ? static_cast<const void*>(column.reals.data())
                                                  : static_cast<const void*>(column.integers.data());
  }
  out.buffers = parts->buffers;
  out.release = release_array;
  out.private_data = parts.release();
}

void fill_table(ArrowArray& out, const TablePtr& table) {
  auto parts = std::make_unique<ArrayParts>();
  parts->table = table;
  std::vector<std::unique_ptr<ArrowArray>> children;
  for (const Column& column : table->columns) {
    children.push_back(std::make_unique<ArrowArray>());
    fill_column(*children.back(), table, column);
  }
  parts->children.reserve(children.size());
  for (auto& child : children) parts->children.push_back(child.release());
  out = {};
  out.length = static_cast<int64_t>(table->rows);
  out.n_buffers = 1;
  out.n_children = static_cast<int64_t>(parts->children.size());
  out.buffers = parts->buffers;
  out.children = parts->children.data();
  out.release = release_array;
  out.private_data = parts.release();
}

struct StreamParts {
  TablePtr table;
  bool given = false;
  std::string error;
};

StreamParts& parts_of(ArrowArrayStream* stream) { return *static_cast<StreamParts*>(stream->private_data); }

/// Runs `work`; nothing thrown crosses the C interface.
template <class Work>
int guarded(ArrowArrayStream* stream, Work work) {
  try {
    work();
    return 0;
  } catch (const std::exception& error) {
    parts_of(stream).error = error.what();
    return ENOMEM;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded(stream, [&] { schema_of(*parts_of(stream).table, *out); });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  StreamParts& parts = parts_of(stream);
  *out = {};  // released: the end of the stream
  if (parts.given || parts.table->rows == 0) return 0;
  parts.given = true;
  return guarded(stream, [&] { fill_table(*out, parts.table); });
}

const char* last_error(ArrowArrayStream* stream) {
  const std::string& error = parts_of(stream).error;
  return error.empty() ? nullptr : error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<StreamParts*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

ArrowArrayStream* new_stream(TablePtr table) {
  for (const Column& column : table->columns) {
    if (column.bytes.size() > static_cast<size_t>(std::numeric_limits<int32_t>::max()))
      throw std::length_error("column " + column.name + " holds more than 2 GiB of text: ask for fewer rows");
  }
  auto parts = std::make_unique<StreamParts>();
  parts->table = std::move(table);
  auto stream = std::make_unique<ArrowArrayStream>();
  *stream = {get_schema, get_next, last_error, release_stream, nullptr};
  stream->private_data = parts.release();
  return stream.release();
}

ArrowSchema* new_schema(const ColumnTable& table) {
  auto schema = std::make_unique<ArrowSchema>();
  schema_of(table, *schema);
  return schema.release();
}

}  // namespace dateline::python
