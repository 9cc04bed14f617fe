#include "dateline/page/decode.h"

#include <simdjson.h>
#include <uchardet/uchardet.h>
#include <unicode/ucnv.h>

#include <algorithm>
#include <array>
#include <memory>

#include "dateline/base/chars.h"
#include "dateline/base/origin.h"
#include "dateline/page/encoding.h"
#include "dateline/page/origin.h"

namespace dateline::page {
namespace {

constexpr size_t kMaxBytes = size_t{1} << 30;  // spans have 32 bits; conversion can triple a page
constexpr char32_t kReplacement = 0xFFFD;

unsigned char byte_at(std::string_view text, size_t at) { return static_cast<unsigned char>(text[at]); }

// ---- which encoding ----

// Counts of a reading as UTF-8: characters of two bytes and more, and bytes that fit nowhere.
struct Utf8Fit {
  size_t good = 0, bad = 0;
};

Utf8Fit utf8_fit(std::string_view bytes) {
  Utf8Fit fit;
  for (size_t at = 0; at < bytes.size();) {
    if (byte_at(bytes, at) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = dateline::decode(bytes, at);
    (c.length > 1 ? fit.good : fit.bad)++;
    at += std::max<uint32_t>(c.length, 1);
  }
  return fit;
}

// UTF-16 without a mark shows as zero bytes in nearly every even or odd place of Latin text.
const Encoding* bare_utf16(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096);
  size_t even = 0, odd = 0;
  for (size_t i = 0; i < head.size(); ++i) {
    if (head[i] == 0) (i % 2 == 0 ? even : odd)++;
  }
  const size_t half = head.size() / 2;
  if (half < 8) return nullptr;
  if (odd * 10 > half * 7 && even * 10 < half) return encoding_of("utf-16le");
  if (even * 10 > half * 7 && odd * 10 < half) return encoding_of("utf-16be");
  return nullptr;
}

const Encoding* detect(std::string_view bytes) {
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  const std::string_view head = bytes.substr(0, size_t{1} << 18);
  if (!detector || uchardet_handle_data(detector.get(), head.data(), head.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  const Encoding* found = encoding_of(uchardet_get_charset(detector.get()));
  return found != nullptr && found->name == "utf-8" ? nullptr : found;
}

struct Choice {
  const Encoding* encoding = nullptr;
  size_t skip = 0;     // bytes of the byte order mark
  bool utf8 = false;   // the bytes are UTF-8 as they are, whatever the encoding is called
  bool valid = false;  // and without a fault
};

void note(Notes& notes, NoteCode code, std::string detail) { notes.push_back({code, std::move(detail), 0}); }

Choice choose(const RawPage& page, std::string_view bytes, bool html, Notes& notes) {
  if (bytes.substr(0, 3) == "\xEF\xBB\xBF") return {encoding_of("utf-8"), 3, true};
  if (bytes.substr(0, 2) == "\xFF\xFE") return {encoding_of("utf-16le"), 2};
  if (bytes.substr(0, 2) == "\xFE\xFF") return {encoding_of("utf-16be"), 2};
  if (const Encoding* wide = bare_utf16(bytes)) {
    note(notes, NoteCode::encoding_guessed, std::string(wide->name) + " without byte order mark");
    return {wide, 0};
  }
  std::string_view label = page.charset;
  const Encoding* said = encoding_of(label);
  if (said == nullptr && html) {
    label = prescan(bytes);
    said = encoding_of(label);
    // A label that could be read as single bytes cannot name two-byte units (HTML Standard).
    if (said != nullptr && said->name.substr(0, 6) == "utf-16") said = encoding_of("utf-8");
  }
  const Encoding* const utf8 = encoding_of("utf-8");
  if (simdjson::validate_utf8(bytes.data(), bytes.size())) {
    const bool escapes = bytes.find("\x1b$B") != std::string_view::npos || bytes.find("\x1b$@") != std::string_view::npos;
    if (escapes && bytes.find("\x1b(") != std::string_view::npos) {  // seven-bit Japanese
      if (said == nullptr || said->name != "iso-2022-jp") note(notes, NoteCode::encoding_guessed, "iso-2022-jp");
      return {encoding_of("iso-2022-jp"), 0};
    }
    // In ASCII every label but those of two-byte units is right.
    const bool plain = std::all_of(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (said != nullptr && said != utf8 && !plain) {
      note(notes, NoteCode::encoding_label_wrong, "labelled " + std::string(said->name) + ", is utf-8");
    }
    return {plain && said != nullptr && said->name.substr(0, 6) != "utf-16" ? said : utf8, 0, true, true};
  }
  if (said != nullptr && said != utf8) return {said, 0};
  const Utf8Fit fit = utf8_fit(bytes);
  if (fit.good > fit.bad) return {utf8, 0, true};  // UTF-8 with damage
  const Encoding* guess = detect(bytes);
  if (guess == nullptr) guess = encoding_of("windows-1252");
  if (said == utf8) {
    note(notes, NoteCode::encoding_label_wrong, "labelled utf-8, read as " + std::string(guess->name));
  } else {
    note(notes, NoteCode::encoding_guessed, std::string(guess->name));
  }
  return {guess, 0};
}

// ---- conversion ----

// Converts with ICU; every character gets a run for its first byte, ASCII stretches join to long runs.
void convert(std::string_view bytes, uint32_t base, std::string_view converter, Decoded& out) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, void (*)(UConverter*)> icu(ucnv_open(std::string(converter).c_str(), &status), ucnv_close);
  if (U_FAILURE(status) || !icu) return;
  std::array<UChar, 4096> units;
  std::array<int32_t, 4096> offsets;
  const char* source = bytes.data();
  const char* const end = bytes.data() + bytes.size();
  out.utf8.reserve(bytes.size());
  char32_t high = 0;
  uint32_t high_from = 0;
  do {
    UChar* target = units.data();
    const auto chunk = static_cast<uint32_t>(source - bytes.data());
    status = U_ZERO_ERROR;
    ucnv_toUnicode(icu.get(), &target, units.data() + units.size(), &source, end, offsets.data(), true, &status);
    const auto count = static_cast<size_t>(target - units.data());
    for (size_t i = 0; i < count; ++i) {
      const char32_t unit = units[i];
      uint32_t from = offsets[i] < 0 ? chunk : chunk + static_cast<uint32_t>(offsets[i]);
      char32_t point = unit;
      if (unit >= 0xD800 && unit < 0xDC00) {
        high = unit;
        high_from = from;
        continue;
      }
      if (unit >= 0xDC00 && unit < 0xE000) {
        point = high != 0 ? 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00) : kReplacement;
        if (high != 0) from = high_from;
        high = 0;
      }
      const auto to = static_cast<uint32_t>(out.utf8.size());
      append_utf8(out.utf8, point);
      add_run(out.origin, to, base + from, 1);
    }
  } while (status == U_BUFFER_OVERFLOW_ERROR);
}

// ---- cleaning of UTF-8 ----

// What the bytes 80 to 9F are in Windows-1252; the holes as in Latin-1.
constexpr std::array<char32_t, 32> kHigh = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178};

// Byte that Windows-1252 (or, for the holes, Latin-1) writes for this character, or -1.
int windows_1252_byte(char32_t c) {
  if (c < 0x100) return static_cast<int>(c);
  const auto* const it = std::find(kHigh.begin(), kHigh.end(), c);
  return it == kHigh.end() ? -1 : static_cast<int>(0x80 + (it - kHigh.begin()));
}

// The character of a byte that is no UTF-8 and stands alone between ASCII, as quotes and letters of Windows-1252 pasted into
// a page do; 0 when it is a hole there, or when its neighbours are broken too (a character cut in half).
char32_t pasted_1252(std::string_view text, size_t at) {
  if (at > 0 && byte_at(text, at - 1) >= 0x80) return 0;
  if (at + 1 < text.size() && byte_at(text, at + 1) >= 0x80) return 0;
  const unsigned char byte = byte_at(text, at);
  const char32_t c = byte < 0xA0 ? kHigh[byte - 0x80U] : byte;
  return c >= 0xA0 ? c : 0;
}

// A character that was encoded twice: what stands at `at`, how many bytes of text it takes, how many bytes it had.
struct Twice {
  char32_t value = 0;
  uint32_t length = 0, inner = 0;
};

Twice encoded_twice(std::string_view text, size_t at) {
  std::string inner;
  size_t p = at;
  size_t want = 0;
  while (p < text.size() && inner.size() < 4) {
    const CodePoint c = dateline::decode(text, p);
    const int byte = windows_1252_byte(c.value);
    if (byte < 0x80) return {};
    if (inner.empty()) {
      if (byte < 0xC2 || byte > 0xF4) return {};
      want = byte < 0xE0 ? 2U : byte < 0xF0 ? 3U : 4U;
    } else if (byte > 0xBF) {
      return {};
    }
    inner.push_back(static_cast<char>(byte));
    p += c.length;
    if (inner.size() == want) break;
  }
  if (want == 0 || inner.size() != want) return {};
  const CodePoint value = dateline::decode(inner, 0);
  if (value.length != want || value.value < 0xA0) return {};
  return {value.value, static_cast<uint32_t>(p - at), static_cast<uint32_t>(want)};
}

// Is the text as a whole double-encoded here and there? One sequence of three or two of two characters are evidence.
bool is_mojibake(std::string_view text) {
  size_t weight = 0;
  for (size_t at = text.find('\xC3'); at != std::string_view::npos; at = text.find('\xC3', at + 1)) {
    const Twice twice = encoded_twice(text, at);
    if (twice.length == 0) continue;
    weight += twice.inner > 2 ? 2 : 1;
    if (weight >= 2) return true;
  }
  return false;
}

bool is_control(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f') || (c >= 0x7F && c < 0xA0 && c != 0x85);
}

// A control character in text[begin, end), one of two bytes (C2 80 to C2 9F) perhaps with its second byte behind it.
bool has_control(std::string_view text, size_t begin, size_t end) {
  for (size_t at = begin; at < end; ++at) {
    const unsigned char c = byte_at(text, at);
    if (c < 0x80 && is_control(c)) return true;
    if (c == 0xC2 && at + 1 < text.size() && byte_at(text, at + 1) < 0xA0) return true;
  }
  return false;
}

bool needs_scrub(std::string_view text, bool valid) {
  constexpr size_t kStretch = 64;  // looked over without branches, then byte by byte if there is anything
  size_t at = 0;
  for (; at + kStretch <= text.size(); at += kStretch) {
    unsigned char odd = 0;
    for (size_t i = 0; i < kStretch; ++i) {
      const unsigned char c = byte_at(text, at + i);
      const bool low = c < 0x20, blank = c >= '\t' && c <= '\r';
      odd |= static_cast<unsigned char>(low & !blank) | static_cast<unsigned char>(c == '\v') |
             static_cast<unsigned char>(c == 0x7F) | static_cast<unsigned char>(c == 0xC2);
    }
    if (odd != 0 && has_control(text, at, at + kStretch)) return true;
  }
  return has_control(text, at, text.size()) || (!valid && !simdjson::validate_utf8(text.data(), text.size()));
}

// Removes control characters, replaces invalid bytes, undoes double encoding.
void scrub(Decoded& page, bool valid) {
  const bool mojibake = is_mojibake(page.utf8);
  if (!mojibake && !needs_scrub(page.utf8, valid)) return;
  std::string out;
  out.reserve(page.utf8.size());
  std::vector<OriginRun> runs;
  const std::string_view text = page.utf8;
  size_t removed = 0, replaced = 0, repaired = 0, pasted = 0, first_pasted = 0;
  constexpr size_t kMostDoubts = 1000;
  constexpr uint32_t kNear = 40;  // bytes between two faults of one stretch
  const auto doubt = [&](uint32_t from) {
    const Span raw = came_from(page.origin, {from, from + 1});
    if (!page.doubts.empty() && raw.begin < page.doubts.back().end + kNear)
      page.doubts.back().end = raw.end;
    else if (!raw.empty() && page.doubts.size() < kMostDoubts)
      page.doubts.push_back(raw);
  };
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = dateline::decode(text, at);
    const auto to = static_cast<uint32_t>(out.size());
    const auto from = static_cast<uint32_t>(at);
    uint32_t length = std::max<uint32_t>(c.length, 1);
    Twice twice;
    if (mojibake && byte_at(text, at) == 0xC3) twice = encoded_twice(text, at);
    if (twice.length > 0) {
      append_utf8(out, twice.value);
      add_run(runs, to, from, 1);
      length = twice.length;
      ++repaired;
    } else if (is_control(c.value)) {
      ++removed;
    } else if (const bool broken = c.length <= 1 && byte_at(text, at) >= 0x80; broken && pasted_1252(text, at) != 0) {
      append_utf8(out, pasted_1252(text, at));
      add_run(runs, to, from, 1);
      doubt(from);
      if (pasted++ == 0) first_pasted = at;
    } else if (broken) {
      append_utf8(out, kReplacement);
      add_run(runs, to, from, 1);
      doubt(from);
      ++replaced;
    } else {
      out.append(text, at, length);
      add_run(runs, to, from, length);
    }
    at += length;
  }
  page.origin = compose(runs, page.origin);
  page.utf8 = std::move(out);
  if (removed > 0) note(page.notes, NoteCode::control_removed, std::to_string(removed) + " control characters removed");
  if (replaced > 0) note(page.notes, NoteCode::encoding_replaced, std::to_string(replaced) + " invalid bytes replaced");
  if (pasted > 0) {
    const std::string detail =
        std::to_string(pasted) + (pasted == 1 ? " byte" : " bytes") + " of windows-1252 in a page of utf-8";
    page.notes.push_back({NoteCode::encoding_label_wrong, detail, first_pasted});
  }
  if (repaired > 0) note(page.notes, NoteCode::mojibake_repaired, std::to_string(repaired) + " characters were encoded twice");
}

size_t count_replacements(std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find("\xEF\xBF\xBD"); at != std::string_view::npos; at = text.find("\xEF\xBF\xBD", at + 3)) ++count;
  return count;
}

}  // namespace

Decoded decode(const RawPage& page, bool html) {
  Decoded out;
  std::string_view bytes = page.bytes;
  if (bytes.size() > kMaxBytes) {
    bytes = bytes.substr(0, kMaxBytes);
    note(out.notes, NoteCode::too_large, "read up to 1 GiB");
  }
  const Choice choice = choose(page, bytes, html, out.notes);
  out.charset = choice.encoding->name;
  bytes.remove_prefix(choice.skip);
  const auto base = static_cast<uint32_t>(choice.skip);
  if (choice.utf8) {
    out.utf8 = bytes;
    add_run(out.origin, 0, base, static_cast<uint32_t>(bytes.size()));
  } else {
    convert(bytes, base, choice.encoding->converter, out);
    if (const size_t lost = count_replacements(out.utf8); lost > 0) {
      note(out.notes, NoteCode::encoding_replaced, std::to_string(lost) + " byte sequences are not " + out.charset);
    }
  }
  scrub(out, choice.valid);
  return out;
}

}  // namespace dateline::page
