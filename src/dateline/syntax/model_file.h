// The file of a trained model: named tables, checked before anything reads them.
//
// Finds in `en.bin` the table "layer0.w" (int8, 768 x 256) and the text "labels.upos"; a file cut short, of another
// version, or with one byte changed is refused with the reason. It does not know what the tables mean.
//
// Layout, little endian:
//   0   "DATELMDL"   8   u32 version   12  u32 tables   16  u64 file size   24  8 bytes zero
//   32  SHA-256 of all bytes from 64 on        64  tables x 64 bytes:
//       name[32], u32 kind (0 float32, 1 int8, 2 text), u32 rows, u32 columns, u32 zero, u64 offset, u64 bytes
//   then the data, each table at a multiple of 64 (offsets count from the start of the file).
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/result.h"

namespace dateline::syntax {

/// Version of the layout above and of the meaning of the tables; files of another version are refused.
inline constexpr uint32_t kModelVersion = 1;

/// One named table inside the bytes of a model.
struct Table {
  std::string_view name;
  enum class Kind : uint8_t { floats, bytes, text } kind = Kind::floats;
  uint32_t rows = 0, columns = 0;
  std::string_view data;

  /// The numbers, for Kind::floats (rows * columns of them; the data is aligned).
  [[nodiscard]] const float* floats() const { return reinterpret_cast<const float*>(data.data()); }
  /// The numbers, for Kind::bytes.
  [[nodiscard]] const int8_t* ints() const { return reinterpret_cast<const int8_t*>(data.data()); }
};

/// The table of contents of a checked model. Views into the bytes given to `open`, which must outlive it.
class ModelFile {
 public:
  /// Checks magic, version, size, hash and every table's bounds. `name` stands in the messages.
  static Result<ModelFile> open(std::string_view bytes, const std::string& name);

  /// The table called `name` with this kind and shape (0: any), or an Error that says what was found.
  [[nodiscard]] Result<Table> table(std::string_view name, Table::Kind kind, uint32_t rows = 0, uint32_t columns = 0) const;
  /// The lines of a text table; empty when there is none.
  [[nodiscard]] std::vector<std::string> lines(std::string_view name) const;
  /// Value of `key` in the text table "meta" (lines `key=value`); empty when absent.
  [[nodiscard]] std::string meta(std::string_view key) const;
  /// `meta` as a number, 0 when absent or not a number.
  [[nodiscard]] uint32_t number(std::string_view key) const;

 private:
  std::vector<Table> tables_;
  std::string name_;
};

}  // namespace dateline::syntax
