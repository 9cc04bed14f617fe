// Bytes read forward: a file, standard input, a block of memory, or what a decompressor makes of one of them.
//
// "pages.warc.gz" gives bytes with the file offset of the gzip member they came from; a damaged member gives a Gap and reading
// goes on at the next sound one. It knows nothing of records or pages.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "dateline/base/note.h"
#include "dateline/ingest/codec.h"

namespace dateline::ingest {

/// Bytes that could not be read: where and why. Reading may go on behind it.
struct Gap {
  uint64_t offset = 0;  ///< byte of the file
  NoteCode code{};
  std::string reason;
  bool at_end = false;  ///< nothing follows: the file is cut off or unreadable from here
};

class Input {
 public:
  enum class Got : uint8_t { bytes, gap, end };
  Input() = default;
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;
  virtual ~Input() = default;
  /// Appends some bytes to `out`; never mixes two compressed members in one call.
  virtual Got read(std::string& out) = 0;
  /// The gap that the last call met.
  [[nodiscard]] const Gap& gap() const { return gap_; }
  /// File offset of the compressed member that the last bytes came from; for plain input the offset of those bytes.
  [[nodiscard]] uint64_t member() const { return member_; }
  /// True if the last bytes are the first of their member.
  [[nodiscard]] bool fresh() const { return fresh_; }
  [[nodiscard]] virtual bool compressed() const { return false; }
  /// Descriptor of the file that these are the bytes of, for readers that must seek; -1 if there is none.
  [[nodiscard]] virtual int descriptor() const { return -1; }

 protected:
  Gap gap_;
  uint64_t member_ = 0;
  bool fresh_ = true;
};

/// A file descriptor that closes itself (0 to 2 stay open).
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File();
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }

 private:
  int descriptor_;
};

/// Text of an errno value.
[[nodiscard]] std::string reason_of(int error);

/// Reads a descriptor that somebody else owns.
class FileInput final : public Input {
 public:
  explicit FileInput(int descriptor) : descriptor_(descriptor) {}
  Got read(std::string& out) override;
  [[nodiscard]] int descriptor() const override { return descriptor_; }

 private:
  int descriptor_;
  uint64_t offset_ = 0;
};

/// Reads bytes that stay where they are.
class MemoryInput final : public Input {
 public:
  explicit MemoryInput(std::string_view bytes, size_t block = 1U << 16U) : bytes_(bytes), block_(block) {}
  Got read(std::string& out) override;

 private:
  std::string_view bytes_;
  size_t at_ = 0, block_;
};

/// Lets its user look at the first bytes before reading them; they are read again, piece by piece, as they came.
class PeekedInput final : public Input {
 public:
  explicit PeekedInput(Input& inner) : inner_(inner) {}
  /// The first bytes, at least `want` of them unless the input ends or breaks before. Call before the first read.
  [[nodiscard]] std::string peek(size_t want);
  Got read(std::string& out) override;
  [[nodiscard]] bool compressed() const override { return inner_.compressed(); }
  [[nodiscard]] int descriptor() const override { return inner_.descriptor(); }

 private:
  struct Piece {
    Got got;
    std::string bytes;
    Gap gap;
    uint64_t member;
    bool fresh;
  };
  Input& inner_;
  std::deque<Piece> pieces_;
};

/// Decompresses `packed` member by member. Damage costs the member it is in: reading goes on at the next one.
class UnpackedInput final : public Input {
 public:
  UnpackedInput(Input& packed, Coding coding, const UnpackLimits& limits);
  Got read(std::string& out) override;
  [[nodiscard]] bool compressed() const override { return true; }

 private:
  [[nodiscard]] std::string_view rest() const { return std::string_view(raw_).substr(at_); }
  [[nodiscard]] uint64_t offset_of(size_t at) const { return base_ + at; }
  bool fill(size_t want);
  void drop_read();
  void learn_dictionary();
  bool begin_member();
  Got step(std::string& out);
  Got cut_off();
  Got raw_end();
  Got broken(NoteCode code, std::string_view reason, size_t search_from);
  bool find_member(size_t from);
  [[nodiscard]] bool probe(size_t at);
  bool skip_padding();

  Input& packed_;
  Coding coding_;
  UnpackLimits limits_;
  std::unique_ptr<Codec> codec_;
  std::string raw_;  ///< window over the packed bytes; raw_[0] is byte base_ of the file
  uint64_t base_ = 0;
  size_t at_ = 0, begin_ = 0;   ///< next byte to decompress; first byte of the member (while it is kept)
  uint64_t in_ = 0, out_ = 0;   ///< of this member
  std::optional<Gap> raw_gap_;  ///< the packed bytes themselves could not be read on
  bool inside_ = false, kept_ = false, failed_ = false, end_ = false, any_ = false;
};

}  // namespace dateline::ingest
