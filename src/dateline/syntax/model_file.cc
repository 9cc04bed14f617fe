// Reads and checks the container of a model; see model_file.h for the layout and what it refuses.
// Input: the bytes of `en.bin`. Row that comes out: Table{"layer0.w", bytes, 768, 256, view}.
// It does not try to repair anything.
#include "dateline/syntax/model_file.h"

#include <charconv>
#include <cstring>

#include "dateline/base/hash.h"

namespace dateline::syntax {
namespace {

constexpr std::string_view kMagic = "DATELMDL";
constexpr size_t kHeader = 64, kRow = 64;

template <typename T>
T read_at(std::string_view bytes, size_t at) {
  T value;
  std::memcpy(&value, bytes.data() + at, sizeof value);
  return value;
}

Error refuse(const std::string& name, const std::string& why) { return {ErrorKind::corrupt, "model " + name + ": " + why}; }

std::string hex_of(std::string_view raw) {
  static constexpr char kDigits[] = "0123456789abcdef";
  std::string out;
  for (const char c : raw) {
    out += kDigits[static_cast<unsigned char>(c) >> 4U];
    out += kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

Result<Table> read_row(std::string_view bytes, size_t at, const std::string& name) {
  Table t;
  t.name = bytes.substr(at, 32);
  t.name = t.name.substr(0, t.name.find('\0'));
  const auto kind = read_at<uint32_t>(bytes, at + 32);
  t.rows = read_at<uint32_t>(bytes, at + 36);
  t.columns = read_at<uint32_t>(bytes, at + 40);
  const auto offset = read_at<uint64_t>(bytes, at + 48), size = read_at<uint64_t>(bytes, at + 56);
  if (kind > 2 || offset % 64 != 0 || offset > bytes.size() || size > bytes.size() - offset)
    return refuse(name, "table " + std::string(t.name) + " lies outside the file");
  t.kind = static_cast<Table::Kind>(kind);
  const uint64_t unit = t.kind == Table::Kind::floats ? 4 : 1;
  if (uint64_t{t.rows} * t.columns > bytes.size() || uint64_t{t.rows} * t.columns * unit != size)
    return refuse(name, "table " + std::string(t.name) + " has a wrong size");
  t.data = bytes.substr(offset, size);
  return t;
}

}  // namespace

Result<ModelFile> ModelFile::open(std::string_view bytes, const std::string& name) {
  if (bytes.size() < kHeader)
    return refuse(name, "truncated: " + std::to_string(bytes.size()) + " bytes, the header alone has 64");
  if (bytes.substr(0, 8) != kMagic) return refuse(name, "not a dateline model (wrong first bytes)");
  const auto version = read_at<uint32_t>(bytes, 8);
  if (version != kModelVersion)
    return refuse(name, "format version " + std::to_string(version) + ", this program reads " + std::to_string(kModelVersion));
  const auto size = read_at<uint64_t>(bytes, 16);
  if (size > bytes.size())
    return refuse(name, "truncated: " + std::to_string(bytes.size()) + " of " + std::to_string(size) + " bytes");
  if (size < bytes.size()) return refuse(name, "has " + std::to_string(bytes.size() - size) + " bytes too many at its end");
  if (sha256_hex(bytes.substr(kHeader)) != hex_of(bytes.substr(32, 32)))
    return refuse(name, "its SHA-256 does not match its content (damaged or changed)");
  const auto count = read_at<uint32_t>(bytes, 12);
  if (count > (bytes.size() - kHeader) / kRow) return refuse(name, "table of contents lies outside the file");
  ModelFile file;
  file.name_ = name;
  for (uint32_t i = 0; i < count; ++i) {
    auto row = read_row(bytes, kHeader + i * kRow, name);
    if (!row) return row.error();
    file.tables_.push_back(*row);
  }
  return file;
}

Result<Table> ModelFile::table(std::string_view name, Table::Kind kind, uint32_t rows, uint32_t columns) const {
  for (const Table& t : tables_) {
    if (t.name != name) continue;
    if (t.kind != kind || (rows && t.rows != rows) || (columns && t.columns != columns))
      return refuse(name_, "table " + std::string(name) + " is " + std::to_string(t.rows) + " x " + std::to_string(t.columns) +
                               ", expected " + std::to_string(rows) + " x " + std::to_string(columns));
    return t;
  }
  return refuse(name_, "table " + std::string(name) + " is missing");
}

std::vector<std::string> ModelFile::lines(std::string_view name) const {
  std::vector<std::string> out;
  for (const Table& t : tables_) {
    if (t.name != name || t.kind != Table::Kind::text) continue;
    std::string_view rest = t.data;
    while (!rest.empty()) {
      const size_t end = rest.find('\n');
      out.emplace_back(rest.substr(0, end));
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 1);
    }
  }
  return out;
}

std::string ModelFile::meta(std::string_view key) const {
  for (const std::string& line : lines("meta"))
    if (line.size() > key.size() && line.compare(0, key.size(), key) == 0 && line[key.size()] == '=')
      return line.substr(key.size() + 1);
  return {};
}

uint32_t ModelFile::number(std::string_view key) const {
  const std::string text = meta(key);
  uint32_t value = 0;
  const auto [end, bad] = std::from_chars(text.data(), text.data() + text.size(), value);
  return bad == std::errc() && end == text.data() + text.size() ? value : 0;
}

}  // namespace dateline::syntax
