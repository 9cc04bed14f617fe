// Files and memory as Input. Example: a file of 200,000 bytes comes as two blocks. Row out: bytes, a Gap, or the end.
// It does not decompress (unpack_input.cc does).
#include "dateline/ingest/input.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <unistd.h>

namespace dateline::ingest {

namespace {
constexpr size_t kBlock = 1U << 18U;
}

File::~File() {
  if (descriptor_ > 2) ::close(descriptor_);
}

std::string reason_of(int error) { return std::strerror(error); }  // NOLINT(concurrency-mt-unsafe): walked by one thread

Input::Got FileInput::read(std::string& out) {
  const size_t old = out.size();
  out.resize(old + kBlock);
  ssize_t got = 0;
  do got = ::read(descriptor_, out.data() + old, kBlock);
  while (got < 0 && errno == EINTR);
  const int error = errno;
  out.resize(old + static_cast<size_t>(std::max<ssize_t>(got, 0)));
  member_ = offset_;
  fresh_ = offset_ == 0;
  if (got < 0) {
    gap_ = {offset_, NoteCode::unreadable, reason_of(error), true};
    return Got::gap;
  }
  offset_ += static_cast<uint64_t>(got);
  return got == 0 ? Got::end : Got::bytes;
}

Input::Got MemoryInput::read(std::string& out) {
  const std::string_view block = bytes_.substr(at_, block_);
  if (block.empty()) return Got::end;
  member_ = at_;
  fresh_ = at_ == 0;
  out.append(block);
  at_ += block.size();
  return Got::bytes;
}

std::string PeekedInput::peek(size_t want) {
  std::string head;
  while (head.size() < want) {
    std::string bytes;
    const Got got = inner_.read(bytes);
    head += bytes;
    pieces_.push_back({got, std::move(bytes), inner_.gap(), inner_.member(), inner_.fresh()});
    if (got != Got::bytes) break;
  }
  return head;
}

Input::Got PeekedInput::read(std::string& out) {
  if (pieces_.empty()) {
    const Got got = inner_.read(out);
    if (got == Got::gap) gap_ = inner_.gap();
    member_ = inner_.member();
    fresh_ = inner_.fresh();
    return got;
  }
  const Piece piece = std::move(pieces_.front());
  pieces_.pop_front();
  out += piece.bytes;
  gap_ = piece.gap;
  member_ = piece.member;
  fresh_ = piece.fresh;
  return piece.got;
}

}  // namespace dateline::ingest
