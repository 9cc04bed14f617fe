// A table of columns as an Arrow stream: the C data and stream interfaces (arrow.apache.org/docs/format/CDataInterface.html),
// written from their description. Nothing is linked; numbers and words are shown where they lie.
//
// A ColumnTable of 3 rows becomes a stream of one struct array of 3 rows: int64 "l", double "g", bool "b", UTF-8 "u" (32-bit
// offsets).
#pragma once

#include <cstdint>
#include <memory>

#include "dateline/store/columnar.h"

extern "C" {
struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  int64_t flags;
  int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};
struct ArrowArray {
  int64_t length;
  int64_t null_count;
  int64_t offset;
  int64_t n_buffers;
  int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};
struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}

namespace dateline::python {

/// A new stream over `table`; who takes it calls its release. Throws std::length_error when the text of one column is 2 GiB or
/// more.
[[nodiscard]] ArrowArrayStream* new_stream(std::shared_ptr<const store::ColumnTable> table);
/// A new schema of `table`.
[[nodiscard]] ArrowSchema* new_schema(const store::ColumnTable& table);

}  // namespace dateline::python
