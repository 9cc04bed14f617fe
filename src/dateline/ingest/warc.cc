// The record reader of warc.h. Example: records at 0, 600 and 1800, the one at 600 with "Content-Length: 10". Rows out: three
// records, the second flagged "Content-Length 10, but the next record begins after 1150 bytes". Rule of the house: a length is
// believed only where a record can end; otherwise the next valid header ends it. Format: ISO 28500 (WARC 1.1); ARC 1.0.
// It does not check digests.
#include "dateline/ingest/warc.h"

#include <algorithm>
#include <charconv>

#include "dateline/base/chars.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kNone = std::string::npos;
constexpr size_t kOversizedSearch = 8U << 20U;  ///< bytes of a record over the limit that are searched for the next header

bool is_blank(char c) { return c == '\r' || c == '\n'; }

bool equal_folded(std::string_view text, std::string_view lower) {
  return text.size() == lower.size() &&
         std::equal(text.begin(), text.end(), lower.begin(), [](char a, char b) { return to_lower(a) == b; });
}

std::string_view line_at(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  return line;
}

/// "WARC/1.0" alone on a line.
bool is_warc_line(std::string_view text) {
  const std::string_view line = line_at(text.substr(0, 32));
  return line.size() >= 8 && line.size() <= 10 && line.substr(0, 5) == "WARC/"sv && is_digit(line[5]) && line[6] == '.' &&
         is_digit(line[7]);
}

/// The five fields of an ARC header line, from the right: URLs may hold blanks.
struct ArcLine {
  std::string_view uri, ip, date, type, length;
};

std::optional<ArcLine> parse_arc_line(std::string_view line) {
  ArcLine out;
  std::string_view* const parts[] = {&out.length, &out.type, &out.date, &out.ip};
  for (std::string_view* part : parts) {
    const size_t space = line.rfind(' ');
    if (space == std::string_view::npos) return std::nullopt;
    *part = line.substr(space + 1);
    line = line.substr(0, space);
  }
  out.uri = line;
  const size_t colon = out.uri.find(':');
  const bool scheme = colon != std::string_view::npos && colon >= 2 && colon < 16 &&
                      std::all_of(out.uri.begin(), out.uri.begin() + static_cast<std::ptrdiff_t>(colon), is_alnum);
  const bool date = out.date.size() >= 12 && out.date.size() <= 18 && std::all_of(out.date.begin(), out.date.end(), is_digit);
  const bool ip = !out.ip.empty() && out.ip.find_first_not_of("0123456789abcdefABCDEF.:-") == std::string_view::npos;
  if (!scheme || !date || !ip || out.length.empty() || out.type.empty()) return std::nullopt;
  return out;
}

/// "20140216050221" -> "2014-02-16T05:02:21Z".
std::string iso_of_arc(std::string_view digits) {
  std::string out(digits.substr(0, 4));
  const std::string_view marks = "--T::";
  for (size_t i = 0; i < 5; ++i) (out += marks[i]) += digits.size() >= 6 + 2 * i ? digits.substr(4 + 2 * i, 2) : "00"sv;
  return out + "Z";
}

/// Digits only, at most 18 of them.
std::optional<uint64_t> parse_length(std::string_view text) {
  uint64_t value = 0;
  if (text.empty() || text.size() > 18) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string clean_uri(std::string_view uri) {
  if (uri.size() >= 2 && uri.front() == '<' && uri.back() == '>') uri = uri.substr(1, uri.size() - 2);
  std::string out;
  for (const char c : uri) c == ' ' ? out += "%20" : out += c;
  return out;
}

class Records {
 public:
  Records(Input& input, const Options& options, const WarcSink& sink) : input_(input), options_(options), sink_(sink) {}

  bool run() {
    while (!stopped_) {
      skip_blanks();
      if (at_ == limit()) {
        if (end_ && !break_) break;
        if (break_)
          pass_break(true);
        else
          more();
        continue;
      }
      const size_t length = header_at(at_);
      if (length == 0)
        pass_garbage();
      else
        read_record(length);
    }
    return !stopped_;
  }

 private:
  /// Bytes that may be read now: everything, or what stands before the break.
  [[nodiscard]] size_t limit() const { return break_ ? break_at_ : buffer_.size(); }
  [[nodiscard]] std::string_view text(size_t from) const { return std::string_view(buffer_).substr(from, limit() - from); }

  /// Reads on; false at a break or at the end. Positions at and behind at_ stay valid relative to it: at_ itself may move.
  bool more() {
    if (break_ || end_) return false;
    if (at_ > (1U << 20U)) {
      buffer_.erase(0, at_);
      base_ += at_;
      at_ = 0;
    }
    const size_t before = buffer_.size();
    switch (input_.read(buffer_)) {
      case Input::Got::end:
        end_ = true;
        return false;
      case Input::Got::gap:
        break_ = input_.gap();
        end_ = break_->at_end;
        break_at_ = before;
        return false;
      case Input::Got::bytes:
        break;
    }
    if (input_.compressed() && input_.fresh()) members_.push_back({base_ + before, input_.member()});
    return true;
  }
  /// Tries to have `want` bytes from at_ on.
  bool have(size_t want) {
    if (want > (1U << 20U) && want <= options_.max_record_bytes + 64) buffer_.reserve(at_ + want + (1U << 20U));
    while (limit() - at_ < want) {
      if (!more()) return limit() - at_ >= want;
    }
    return true;
  }

  /// File offset of a position: of its member where it begins one, else of the byte in the decompressed data.
  uint64_t place_of(size_t position) {
    const uint64_t logical = base_ + position;
    while (members_.size() > 1 && members_[1].logical <= logical) members_.pop_front();
    if (!members_.empty() && members_.front().logical == logical) return members_.front().raw;
    return logical;
  }

  void skip_blanks() {
    while (true) {
      while (at_ < limit() && is_blank(buffer_[at_])) ++at_;
      if (at_ < limit() || !more()) return;
    }
  }

  /// Goes behind the break; tells it unless a record has already carried it.
  void pass_break(bool tell) {
    if (tell && break_) sink_.gap(*break_);
    break_.reset();
  }

  /// Length of a valid header at `position` (relative to nothing that moves: at_ is kept in step), or 0.
  size_t header_at(size_t position) {
    const size_t ahead = position - at_;
    have(ahead + 32);
    const std::string_view head = text(at_ + ahead);
    if (is_warc_line(head)) return warc_header_at(ahead);
    if (arc_ || (base_ == 0 && at_ == 0)) return arc_header_at(ahead);
    return 0;
  }
  /// Goes line by line and stops at a second version line, so that a file of nothing but version lines costs linear time.
  size_t warc_header_at(size_t ahead) {
    size_t line = 0;
    bool identified = false;
    while (line <= options_.max_header_bytes) {
      const size_t end = text(at_ + ahead).find('\n', line);
      if (end == kNone) {
        if (text(at_ + ahead).size() > options_.max_header_bytes || !more()) return 0;
        continue;
      }
      const std::string_view field = line_at(text(at_ + ahead).substr(line));
      if (field.empty()) return identified ? end + 1 : 0;
      if (line > 0 && is_warc_line(field)) return 0;
      const std::string_view name = field.substr(0, field.find(':'));
      identified = identified || equal_folded(name, "warc-record-id") || equal_folded(name, "warc-type");
      line = end + 1;
    }
    return 0;
  }
  size_t arc_header_at(size_t ahead) {
    size_t end = text(at_ + ahead).find('\n');
    while (end == kNone && text(at_ + ahead).size() < 16384 && more()) end = text(at_ + ahead).find('\n');
    if (end > 16384 || !parse_arc_line(line_at(text(at_ + ahead)))) return 0;
    arc_ = true;
    return end + 1;
  }

  /// Distance from at_ to the next valid header at or behind `ahead`, searched within `most` bytes; kNone if there is none before
  /// the break, the end, or that many bytes. Inside a record (`in_body`) a header must begin a line.
  size_t find_header(size_t ahead, size_t most, bool in_body) {
    size_t from = ahead;
    while (from < most) {
      const size_t hit = next_candidate(from, in_body);
      if (hit != kNone) {
        if (header_at(at_ + hit) != 0) return hit;
        from = hit + 1;
        continue;
      }
      from = std::max(from, limit() - at_ - std::min<size_t>(limit() - at_, arc_ ? 0 : 8));
      const size_t seen = limit() - at_;
      if (!have(seen + 1)) return kNone;
      if (!in_body && from > (4U << 20U)) return kNone;  // garbage is dropped in pieces
    }
    return kNone;
  }
  /// Where a header could begin, at `from` or behind, in the bytes at hand.
  [[nodiscard]] size_t next_candidate(size_t from, bool in_body) const {
    const std::string_view bytes = text(at_);
    if (arc_) {
      while (from < bytes.size()) {
        if ((from == 0 || bytes[from - 1] == '\n') && is_alpha(bytes[from])) return from;
        const size_t end = bytes.find('\n', from);
        if (end == kNone) return kNone;
        from = end + 1;
      }
      return kNone;
    }
    for (size_t hit = bytes.find("WARC/"sv, from); hit != kNone; hit = bytes.find("WARC/"sv, hit + 1)) {
      if (!in_body || hit == 0 || bytes[hit - 1] == '\n') return hit;
    }
    return kNone;
  }

  /// Bytes that belong to no record, up to the next valid header.
  void pass_garbage() {
    const uint64_t where = place_of(at_);
    const bool header_too_long = is_warc_line(text(at_)) && limit() - at_ > options_.max_header_bytes;
    uint64_t skipped = 0;
    while (true) {
      const size_t next = find_header(1, kNone, false);
      if (next != kNone) {
        skipped += next;
        at_ += next;
        break;
      }
      const size_t rest = limit() - at_;
      const bool last = break_ || end_;
      const size_t drop = last ? rest : rest - std::min<size_t>(rest, 1024);
      skipped += drop;
      at_ += drop;
      if (last) break;
    }
    std::string reason = std::to_string(skipped) + " bytes that are no record skipped";
    if (header_too_long) reason += ": limit:header_bytes " + std::to_string(options_.max_header_bytes);
    sink_.gap({where, NoteCode::archive_damaged, reason, false});
  }

  void read_record(size_t header_bytes) {
    record_ = {};
    record_.offset = place_of(at_);
    header_.assign(buffer_, at_, header_bytes);
    at_ += header_bytes;
    const std::optional<uint64_t> length = read_header();
    bool ended_by_break = false;
    size_t size = 0;
    const bool oversized = length && *length > options_.max_record_bytes;
    if (oversized && find_header(0, kOversizedSearch, true) == kNone && !break_ && !end_) {
      skip_oversized(*length);
      return;
    }
    if (!oversized && length && have(*length) && ends_well(*length)) {
      size = *length;
    } else {
      size = redelimit(length, ended_by_break);
      if (size == kNone) return;
    }
    if (break_ && broken_behind(size)) ended_by_break = true;
    if (ended_by_break) note_break();
    deliver(size);
    at_ = ended_by_break ? limit() : at_ + size;
    if (ended_by_break) pass_break(false);
  }

  /// The member of this record breaks right behind it: its check sum is wrong, or its end is missing.
  [[nodiscard]] bool broken_behind(size_t size) const {
    const std::string_view after = text(at_ + size);
    if (!break_ || after.size() > 4 || !std::all_of(after.begin(), after.end(), is_blank)) return false;
    return after.empty() || (!members_.empty() && break_->offset == members_.front().raw);
  }

  void note(NoteCode code, std::string detail) { record_.notes.push_back({code, std::move(detail), record_.offset}); }
  void note_break() {
    if (!break_) return;
    note(break_->code, break_->reason);
    record_.corrupt = break_->code != NoteCode::truncated;
  }

  /// A record may end `size` bytes behind at_: an empty line, a header, or the end follows. In compressed files the check of the
  /// member is awaited.
  bool ends_well(size_t size) {
    if (input_.compressed() && limit() - at_ <= size + 4) have(size + 5);
    have(size + 4);
    const std::string_view after = text(at_ + size).substr(0, 16);
    if (after.empty() || after.substr(0, 4) == "\r\n\r\n"sv || after.substr(0, 2) == "\n\n"sv) return true;
    size_t blank = 0;
    while (blank < after.size() && is_blank(after[blank])) ++blank;
    if (blank == after.size()) return true;
    return header_at(at_ + size + blank) != 0;
  }

  /// Where the record ends when its length is wrong, missing, or runs into damage; kNone if it was refused.
  size_t redelimit(const std::optional<uint64_t>& length, bool& ended_by_break) {
    const std::string said = length ? "Content-Length " + std::to_string(*length)
                                    : "Content-Length \"" + std::string(content_length_.substr(0, 40)) + "\" is no length";
    size_t size = find_header(0, options_.max_record_bytes, true);
    if (size != kNone) {
      note(NoteCode::archive_damaged, said + ", but the next record begins after " + std::to_string(size) + " bytes");
      return without_separator(size);
    }
    if (limit() - at_ >= options_.max_record_bytes) {
      skip_oversized(limit() - at_);
      return kNone;
    }
    size = limit() - at_;
    ended_by_break = break_.has_value();
    if (!ended_by_break || !length || *length < size) {
      const NoteCode code = length && *length > size ? NoteCode::truncated : NoteCode::archive_damaged;
      const std::string end = code == NoteCode::truncated ? ", truncated at byte " + std::to_string(base_ + limit())
                                                          : ", but " + std::to_string(size) + " bytes follow";
      note(code, said + end);
    }
    return length && *length > size ? size : without_separator(size);
  }
  /// `size` less the CRLF CRLF in front of the next header.
  [[nodiscard]] size_t without_separator(size_t size) const {
    const std::string_view body = text(at_).substr(0, size);
    for (const std::string_view tail : {"\r\n\r\n"sv, "\n\n"sv}) {
      if (body.size() >= tail.size() && body.substr(body.size() - tail.size()) == tail) return size - tail.size();
    }
    return size;
  }

  /// A record over the limit is passed without keeping it: up to the next valid header.
  void skip_oversized(uint64_t size) {
    sink_.gap({record_.offset, NoteCode::too_large,
               "limit:record_bytes " + std::to_string(options_.max_record_bytes) + ", this " + record_.type +
                   " record has at least " + std::to_string(size),
               false});
    while (true) {
      const size_t next = find_header(0, limit() - at_ + 1, true);
      if (next != kNone) {
        at_ += next;
        return;
      }
      const size_t rest = limit() - at_;
      if (break_ || end_) {
        at_ += rest;
        return;
      }
      at_ += rest - std::min<size_t>(rest, 1024);
      if (!have(limit() - at_ + 1) && (break_ || end_)) continue;
    }
  }

  /// Type, target, date and length out of header_.
  std::optional<uint64_t> read_header() {
    if (!is_warc_line(header_)) return read_arc_header();
    record_.version = std::string(line_at(header_));
    record_.fields = parse_fields(header_, true);
    record_.type = lower_ascii(record_.fields.get("warc-type"));
    if (record_.type.empty()) record_.type = "unknown";
    record_.uri = clean_uri(record_.fields.get("warc-target-uri"));
    record_.date = std::string(record_.fields.get("warc-date"));
    if (record_.fields.has("warc-truncated"))
      note(NoteCode::truncated, "WARC-Truncated: " + std::string(record_.fields.get("warc-truncated")));
    if (record_.type != "continuation" && record_.fields.has("warc-segment-number"))
      note(NoteCode::truncated, "first segment only: the rest stands in continuation records");
    content_length_ = record_.fields.get("content-length");
    return parse_length(content_length_);
  }
  std::optional<uint64_t> read_arc_header() {
    const std::optional<ArcLine> line = parse_arc_line(line_at(header_));
    if (!line) return std::nullopt;
    record_.version = "ARC/1.0";
    record_.date = iso_of_arc(line->date);
    const bool description = line->uri.substr(0, 11) == "filedesc://"sv;
    record_.type = description ? "warcinfo" : "response";
    if (!description) record_.uri = clean_uri(line->uri);
    record_.fields.all.emplace_back("Content-Type"sv, std::string(line->type));
    content_length_ = line->length;
    return parse_length(content_length_);
  }

  void deliver(size_t size) {
    record_.block = text(at_).substr(0, size);
    stopped_ = !sink_.record(record_);
  }

  struct Member {
    uint64_t logical, raw;
  };
  Input& input_;
  const Options& options_;
  const WarcSink& sink_;
  std::string buffer_, header_;
  size_t at_ = 0;
  uint64_t base_ = 0;  ///< position of buffer_[0] in the decompressed data
  std::deque<Member> members_;
  std::optional<Gap> break_;
  size_t break_at_ = 0;
  bool end_ = false, stopped_ = false, arc_ = false;
  std::string_view content_length_;  ///< into record_.fields or header_
  WarcRecord record_;
};

}  // namespace

bool is_warc_start(std::string_view head) {
  while (!head.empty() && is_blank(head.front())) head.remove_prefix(1);
  return is_warc_line(head) || head.substr(0, 11) == "filedesc://"sv;
}

bool read_warc(Input& input, const Options& options, const WarcSink& sink) { return Records(input, options, sink).run(); }

}  // namespace dateline::ingest
