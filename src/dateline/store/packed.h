// A record as one block of bytes and back, exactly: for workers, pickles and batches between processes of one version.
//
// `unpack(pack(record))` gives an equal record. The block opens with a mark, a hash of the layout (the names of all columns) and
// a hash of its bytes, so bytes that are cut, changed, or of another layout are refused. It is not a form for files to keep: the
// store is (store.h), and `export records` for others.
#pragma once

#include <string>
#include <string_view>

#include "dateline/base/result.h"
#include "dateline/record.h"

namespace dateline::store {

/// The bytes of a record.
[[nodiscard]] std::string pack(const Record& record);
/// The record in `bytes`. ErrorKind::corrupt for bytes that are not whole, ErrorKind::invalid for those of another version.
[[nodiscard]] Result<Record> unpack(std::string_view bytes);

}  // namespace dateline::store
