// Two visitors of columns.h, one that writes values, one that reads them: see packed.h.
//
// RecordFigure{low = 12} gives a varint for each number, length and bytes for each word, 8 bytes for each double. Nothing is
// trusted while reading: every length is checked against what is left.
#include "dateline/store/packed.h"

#include <cstring>
#include <vector>

#include "dateline/base/hash.h"
#include "dateline/store/lists.h"
#include "dateline/store/sound.h"
#include "dateline/store/visitors.h"

namespace dateline::store {

namespace {

constexpr std::string_view kMark = "dlr1";
constexpr size_t kHead = 4 + 8 + 8;

class Packer {
 public:
  std::string out;

  void number(uint64_t value) {
    while (value >= 0x80) {
      out += static_cast<char>(value | 0x80U);
      value >>= 7U;
    }
    out += static_cast<char>(value);
  }
  template <class T>
  void raw_bytes(const T& value) {
    char bytes[sizeof(T)];
    std::memcpy(bytes, &value, sizeof(T));
    out.append(bytes, sizeof(T));
  }
  void text(const char*, const std::string& value) {
    number(value.size());
    out += value;
  }
  void bytes(const char* name, const std::string& value) { text(name, value); }
  void word(const char* name, const std::string& value) { text(name, value); }
  template <class T>
  void integer(const char*, T value) {
    number(static_cast<uint64_t>(static_cast<int64_t>(value)));
  }
  void code(const char*, NoteCode value) { number(static_cast<uint64_t>(value)); }
  void flag(const char*, bool value) { out += value ? '\1' : '\0'; }
  template <class T>
  void real(const char*, T value) {
    raw_bytes(value);
  }
  void real(const char*, const std::optional<double>& value) {
    flag("", value.has_value());
    raw_bytes(value.value_or(0));
  }
  void letter(const char*, char value) { out += value; }
  void index(const char*, uint32_t value) { number(value); }
  void raw(const char*, Span value) {
    number(value.begin);
    number(value.end);
  }
  void span(const char*, Span value) { raw("", value); }
  void where(const char*, const Evidence& value) {
    number(value.sentence);
    raw("", value.at);
  }
  void days(const char*, const DayRange& value) {
    raw_bytes(value.first);
    raw_bytes(value.last);
    out += static_cast<char>(value.precision);
  }
  void actor(const char*, const ActorRef& value) {
    number(value.entity);
    text("", value.text);
    flag("", value.implied);
  }
  template <class List>
  void rows(const char*, const List& list) {
    number(list.size());
    for (const auto& row : list) columns(*this, row);
  }
  template <class Parents, class Get>
  void inner(const char*, const char*, const Parents& parents, Get get) {
    for (const auto& parent : parents) rows("", get(parent));
  }
};

class Unpacker {
 public:
  explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool whole() const { return ok_ && at_ == bytes_.size(); }

  uint64_t number() {
    uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const auto byte = static_cast<unsigned char>(take(1).empty() ? 0 : bytes_[at_ - 1]);
      value |= static_cast<uint64_t>(byte & 0x7fU) << shift;
      if (byte < 0x80) return value;
    }
    ok_ = false;
    return 0;
  }
  template <class T>
  void raw_bytes(T& value) {
    const std::string_view found = take(sizeof(T));
    if (!found.empty()) std::memcpy(&value, found.data(), sizeof(T));
  }
  void text(const char*, std::string& value) { value = take(number()); }
  void bytes(const char* name, std::string& value) { text(name, value); }
  void word(const char* name, std::string& value) { text(name, value); }
  template <class T>
  void integer(const char*, T& value) {
    value = static_cast<T>(number());
  }
  void code(const char*, NoteCode& value) { value = static_cast<NoteCode>(number()); }
  void flag(const char*, bool& value) { value = byte() != 0; }
  template <class T>
  void real(const char*, T& value) {
    raw_bytes(value);
  }
  void real(const char*, std::optional<double>& value) {
    double given = 0;
    const bool there = byte() != 0;
    raw_bytes(given);
    value = there ? std::optional<double>(given) : std::nullopt;
  }
  void letter(const char*, char& value) { value = byte(); }
  void index(const char*, uint32_t& value) { value = static_cast<uint32_t>(number()); }
  void raw(const char*, Span& value) {
    value.begin = static_cast<uint32_t>(number());
    value.end = static_cast<uint32_t>(number());
  }
  void span(const char*, Span& value) { raw("", value); }
  void where(const char*, Evidence& value) {
    index("", value.sentence);
    raw("", value.at);
  }
  void days(const char*, DayRange& value) {
    raw_bytes(value.first);
    raw_bytes(value.last);
    const auto precision = static_cast<unsigned char>(byte());
    ok_ = ok_ && precision <= static_cast<unsigned char>(Precision::century);
    if (ok_) value.precision = static_cast<Precision>(precision);
  }
  void actor(const char*, ActorRef& value) {
    index("", value.entity);
    text("", value.text);
    flag("", value.implied);
  }
  template <class Row>
  void rows(const char*, std::vector<Row>& list) {
    const uint64_t count = number();
    ok_ = ok_ && count <= bytes_.size() - at_;  // a row takes a byte at least
    for (uint64_t i = 0; i < count && ok_; ++i) columns(*this, list.emplace_back());
  }
  template <class Parents, class Get>
  void inner(const char*, const char*, Parents& parents, Get get) {
    for (auto& parent : parents) {
      if (ok_) rows("", get(parent));
    }
  }

 private:
  std::string_view take(uint64_t size) {
    ok_ = ok_ && size <= bytes_.size() - at_;
    if (!ok_) return {};
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  char byte() {
    const std::string_view one = take(1);
    return one.empty() ? '\0' : one[0];
  }
  std::string_view bytes_;
  size_t at_ = 0;
  bool ok_ = true;
};

/// Names of all columns of all lists, in order.
struct Layout : Names {
  std::string all;
  template <class T>
  void code(const char* name, const T&) {
    list.emplace_back(name);
  }
  template <class Row>
  void rows(const char* table, const std::vector<Row>&) {
    list.emplace_back(table);
    const Row row{};
    columns(*this, row);
  }
  template <class Row, class Get>
  void inner(const char* table, const char*, const std::vector<Row>&, Get get) {
    const Row row{};
    rows(table, get(row));
  }
};

uint64_t layout() {
  static const uint64_t kLayout = [] {
    Layout names;
    const Record record;
    columns(names, record);
    lists(names, record);
    std::string all;
    for (const std::string& name : names.list) all += name + "\n";
    return hash64(all);
  }();
  return kLayout;
}

}  // namespace

std::string pack(const Record& record) {
  Packer packer;
  columns(packer, record);
  lists(packer, record);
  Packer head;
  head.out = kMark;
  head.raw_bytes(layout());
  head.raw_bytes(hash64(packer.out));
  return head.out + packer.out;
}

Result<Record> unpack(std::string_view bytes) {
  if (bytes.size() < kHead || !bytes.starts_with(kMark)) return Error{ErrorKind::corrupt, "not a packed record"};
  uint64_t found_layout = 0, found_hash = 0;
  std::memcpy(&found_layout, bytes.data() + 4, 8);
  std::memcpy(&found_hash, bytes.data() + 12, 8);
  if (found_layout != layout()) return Error{ErrorKind::invalid, "a packed record of another version of dateline"};
  bytes.remove_prefix(kHead);
  if (hash64(bytes) != found_hash) return Error{ErrorKind::corrupt, "a packed record that was cut or changed"};
  Unpacker unpacker(bytes);
  Record record;
  columns(unpacker, record);
  lists(unpacker, record);
  if (!unpacker.whole()) return Error{ErrorKind::corrupt, "a packed record that does not end where it should"};
  return sound(std::move(record));
}

}  // namespace dateline::store
