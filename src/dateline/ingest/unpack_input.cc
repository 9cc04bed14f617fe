// Compressed archives, member by member. Example: five gzip members, one byte of the second flipped. Rows out: the bytes of
// four members and one Gap "corrupt" at the second's offset. A file cut off in a member gives its bytes, then a Gap at the end.
// It does not repair a member: what follows the fault inside it is lost with it.
#include <algorithm>
#include <array>

#include "dateline/ingest/input.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;

constexpr size_t kWindow = 1U << 20U;      ///< packed bytes offered to the fast way
constexpr size_t kWhole = 16U << 20U;      ///< a member that unpacks to more goes the slow way
constexpr size_t kKept = 8U << 20U;        ///< packed bytes of a broken member that are searched again
constexpr size_t kRoom = 1U << 18U;        ///< bytes given a call on the slow way
constexpr size_t kDictionary = 8U << 20U;  ///< zstd dictionary
constexpr std::string_view kDictionaryMagic = "\x5D\x2A\x4D\x18"sv;

/// What a gzip writer can have put into bytes 8 and 9: keeps chance hits inside compressed data away.
bool plausible_gzip(std::string_view head) {
  if (head.size() < 10) return false;
  const auto extra = static_cast<unsigned char>(head[8]), system = static_cast<unsigned char>(head[9]);
  return (extra == 0 || extra == 2 || extra == 4) && (system <= 13 || system == 255);
}

}  // namespace

UnpackedInput::UnpackedInput(Input& packed, Coding coding, const UnpackLimits& limits)
    : packed_(packed), coding_(coding), limits_(limits), codec_(codec_for(coding)) {}

/// Tries to have `want` bytes from at_ on; false at the end of the file.
bool UnpackedInput::fill(size_t want) {
  while (raw_.size() - at_ < want && !end_) {
    const Got got = packed_.read(raw_);
    if (got == Got::gap) raw_gap_ = packed_.gap();
    if (got != Got::bytes) end_ = true;
  }
  return raw_.size() - at_ >= want;
}

/// Forgets bytes that are behind us, but keeps the member we are in while it is small enough to be searched again.
void UnpackedInput::drop_read() {
  if (inside_ && kept_ && at_ - begin_ > kKept) kept_ = false;
  const size_t keep = inside_ && kept_ ? begin_ : at_;
  if (keep < kWindow) return;
  raw_.erase(0, keep);
  base_ += keep;
  at_ -= keep;
  begin_ -= std::min(begin_, keep);
}

/// The dictionary of a .warc.zst: a skippable frame at the head of the file, itself perhaps compressed.
void UnpackedInput::learn_dictionary() {
  if (coding_ != Coding::zstd || !fill(8) || rest().substr(0, 4) != kDictionaryMagic) return;
  size_t size = 0;
  for (size_t i = 0; i < 4; ++i) size |= static_cast<size_t>(static_cast<unsigned char>(rest()[4 + i])) << (8 * i);
  if (size > kDictionary || !fill(8 + size)) return;
  const std::string_view frame = rest().substr(8, size);
  std::string plain;
  if (sniff_coding(frame) == Coding::zstd) {
    const UnpackLimits limits{kDictionary, limits_.max_ratio, limits_.ratio_floor};
    if (unpack(Coding::zstd, frame, limits, plain) == Outcome::done) codec_->learn(plain);
  } else {
    codec_->learn(frame);
  }
  at_ += 8 + size;
}

/// Zero bytes between members are padding (tapes, block devices), not damage.
bool UnpackedInput::skip_padding() {
  while (true) {
    const size_t next = rest().find_first_not_of('\0');
    if (next != std::string_view::npos) {
      at_ += next;
      return true;
    }
    at_ = raw_.size();
    drop_read();
    if (!fill(1)) return false;
  }
}

Input::Got UnpackedInput::read(std::string& out) {
  if (!any_) {
    any_ = true;
    learn_dictionary();
  }
  while (true) {
    if (inside_) return step(out);
    drop_read();
    fill(kWindow);
    if (!skip_padding()) return raw_end();
    fill(kWindow);
    if (!codec_->starts(rest())) return broken(NoteCode::archive_damaged, "no compressed member begins here", at_ + 1);
    begin_ = at_;
    member_ = offset_of(at_);
    fresh_ = true;
    size_t used = 0;
    const size_t before = out.size();
    if (codec_->whole(rest(), out, used, kWhole) && !limits_.too_dense(used, out.size() - before)) {
      at_ += used;
      if (out.size() > before) return Got::bytes;
      continue;
    }
    out.resize(before);
    codec_->begin();
    inside_ = kept_ = true;
    in_ = out_ = 0;
  }
}

/// One piece of a member on the slow way.
Input::Got UnpackedInput::step(std::string& out) {
  const size_t before = out.size();
  if (failed_) return broken(NoteCode::archive_damaged, std::string(name_of(coding_)) + " data corrupt", begin_ + 1);
  out.resize(before + kRoom);
  size_t given = 0;
  Codec::State state = Codec::State::more;
  while (state == Codec::State::more && given < kRoom) {
    drop_read();
    const bool has_input = fill(1);
    const Codec::Step step = codec_->step(rest(), out.data() + before + given, kRoom - given);
    at_ += step.in;
    in_ += step.in;
    given += step.out;
    state = step.state;
    if (state == Codec::State::more && !has_input && step.out == 0) break;
  }
  out.resize(before + given);
  const bool cut = state == Codec::State::more && given < kRoom;
  out_ += given;
  if (limits_.too_dense(in_, out_)) {
    out.resize(before);
    return broken(NoteCode::too_large, "limit:ratio " + std::to_string(limits_.max_ratio), at_);
  }
  failed_ = state == Codec::State::bad;
  if (given > 0 && state != Codec::State::done) {
    fresh_ = out_ == given;
    return Got::bytes;  // a fault is told at the next call
  }
  if (failed_) return step(out);
  if (cut) return cut_off();
  inside_ = false;
  fresh_ = out_ == given;
  return given > 0 ? Got::bytes : read(out);
}

/// The packed bytes are used up: the end, or the reason why there are no more, told once.
Input::Got UnpackedInput::raw_end() {
  if (!raw_gap_) return Got::end;
  gap_ = *raw_gap_;
  gap_.at_end = true;
  raw_gap_.reset();
  return Got::gap;
}

/// The file ends inside the member: it is cut off, or the member is corrupt and has run over its neighbours.
Input::Got UnpackedInput::cut_off() {
  if (kept_) {
    const Got got = broken(NoteCode::archive_damaged, std::string(name_of(coding_)) + " data corrupt", begin_ + 1);
    if (!gap_.at_end) return got;
  }
  inside_ = false;
  if (raw_gap_) return raw_end();
  gap_ = {offset_of(raw_.size()), NoteCode::truncated, "truncated at byte " + std::to_string(offset_of(raw_.size())), true};
  return Got::gap;
}

/// Leaves the member and looks for the next one behind `search_from`.
Input::Got UnpackedInput::broken(NoteCode code, std::string_view reason, size_t search_from) {
  const uint64_t where = inside_ ? member_ : offset_of(at_);
  const size_t from = inside_ && !kept_ ? at_ : search_from;
  inside_ = failed_ = false;
  const bool found = find_member(std::min(from, raw_.size()));
  gap_ = {where, code, std::string(reason), !found};
  return Got::gap;
}

/// A member really begins here: its first bytes unpack without a fault.
bool UnpackedInput::probe(size_t at) {
  const std::string_view head = std::string_view(raw_).substr(at, 1U << 14U);
  if (!codec_->starts(head) || (coding_ == Coding::gzip && !plausible_gzip(head))) return false;
  std::array<char, 256> room;
  codec_->begin();
  const Codec::Step step = codec_->step(head, room.data(), room.size());
  return step.state != Codec::State::bad && (step.out > 0 || step.state == Codec::State::done);
}

bool UnpackedInput::find_member(size_t from) {
  const std::string_view magic = codec_->magic();
  if (magic.empty()) return false;
  at_ = from;
  while (true) {
    fill(kWindow);
    for (size_t hit = raw_.find(magic, at_); hit != std::string::npos; hit = raw_.find(magic, hit + 1)) {
      if (raw_.size() - hit < (1U << 14U) && !end_) break;
      if (!probe(hit)) continue;
      at_ = hit;
      return true;
    }
    const size_t tail = end_ ? 0 : (1U << 14U);
    at_ = std::max(at_, raw_.size() - std::min(raw_.size(), tail));
    if (end_) {
      at_ = raw_.size();
      return false;
    }
    drop_read();
    fill(kWindow);
  }
}

}  // namespace dateline::ingest
