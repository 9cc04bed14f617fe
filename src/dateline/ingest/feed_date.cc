// The date reader of feed_date.h. Example: "2004-04-06T23:05:43-05:00": row out: 2004-04-07, second 14743. Two-digit years are
// 1970 to 2069 (RFC 2822 reads them so); years outside 1000 to 9999 are no date.
#include "dateline/ingest/feed_date.h"

#include <array>
#include <string>
#include <vector>

#include "dateline/base/chars.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr std::array kMonths = {"jan"sv, "feb"sv, "mar"sv, "apr"sv, "may"sv, "jun"sv,
                                "jul"sv, "aug"sv, "sep"sv, "oct"sv, "nov"sv, "dec"sv};
constexpr std::array kDays = {"mon"sv, "tue"sv, "wed"sv, "thu"sv, "fri"sv, "sat"sv, "sun"sv};

struct Zone {
  std::string_view name;
  int32_t hours;
};
constexpr std::array kZones = {Zone{"ut"sv, 0},   Zone{"utc"sv, 0},  Zone{"gmt"sv, 0},  Zone{"z"sv, 0},    Zone{"est"sv, -5},
                               Zone{"edt"sv, -4}, Zone{"cst"sv, -6}, Zone{"cdt"sv, -5}, Zone{"mst"sv, -7}, Zone{"mdt"sv, -6},
                               Zone{"pst"sv, -8}, Zone{"pdt"sv, -7}, Zone{"cet"sv, 1},  Zone{"cest"sv, 2}, Zone{"bst"sv, 1},
                               Zone{"eet"sv, 2},  Zone{"eest"sv, 3}, Zone{"msk"sv, 3},  Zone{"jst"sv, 9}};

/// `count` digits at `at`, moved behind; false if there are fewer.
bool digits(std::string_view text, size_t& at, size_t count, int32_t& value) {
  if (at + count > text.size()) return false;
  value = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!is_digit(text[at + i])) return false;
    value = value * 10 + (text[at + i] - '0');
  }
  at += count;
  return true;
}

/// A number of one to four digits, the whole word.
bool number(std::string_view word, int32_t& value) {
  size_t at = 0;
  return !word.empty() && word.size() <= 4 && digits(word, at, word.size(), value);
}

/// "+0200", "-05:00", "Z", "EST" as seconds east.
std::optional<int32_t> zone_of(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == '+' || text[0] == '-') {
    size_t at = 1;
    int32_t hours = 0, minutes = 0;
    if (!digits(text, at, 2, hours)) return std::nullopt;
    if (at < text.size() && text[at] == ':') ++at;
    if (at < text.size() && !digits(text, at, 2, minutes)) return std::nullopt;
    if (at != text.size() || hours > 14 || minutes > 59) return std::nullopt;
    return (text[0] == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
  }
  const std::string lower = lower_ascii(text);
  for (const Zone& zone : kZones) {
    if (zone.name == lower) return zone.hours * 3600;
  }
  return std::nullopt;
}

/// "hh:mm[:ss[.fff]]" at `at`, moved behind, as second of the day.
bool clock(std::string_view text, size_t& at, int32_t& second) {
  int32_t hour = 0, minute = 0, seconds = 0;
  const size_t colon = text.find(':', at);
  if (colon == std::string_view::npos || colon - at < 1 || colon - at > 2 || !digits(text, at, colon - at, hour)) return false;
  if (!digits(text, ++at, 2, minute)) return false;
  if (at < text.size() && text[at] == ':' && !digits(text, ++at, 2, seconds)) return false;
  if (at < text.size() && (text[at] == '.' || text[at] == ',')) {
    ++at;
    while (at < text.size() && is_digit(text[at])) ++at;
  }
  second = hour * 3600 + minute * 60 + seconds;
  return hour <= 24 && minute <= 59 && seconds <= 60 && second <= 86400;
}

std::optional<FeedDate> in_utc(int32_t year, int32_t month, int32_t day, int32_t second, int32_t zone) {
  if (year < 1000 || year > 9999 || !is_valid_date(year, month, day)) return std::nullopt;
  FeedDate out{day_of(year, month, day), second - zone, false};
  while (out.second < 0) {
    out.second += 86400;
    --out.day;
  }
  while (out.second >= 86400) {
    out.second -= 86400;
    ++out.day;
  }
  return out;
}

std::optional<FeedDate> parse_iso(std::string_view text) {
  size_t at = 0;
  int32_t year = 0, month = 1, day = 1, second = 0, zone = 0;
  if (!digits(text, at, 4, year)) return std::nullopt;
  const bool dashed = at < text.size() && text[at] == '-';
  if (at < text.size()) {
    at += dashed ? 1 : 0;
    if (!digits(text, at, 2, month)) return std::nullopt;
    if (at < text.size()) {
      if (dashed && text[at] != '-') return std::nullopt;
      at += dashed ? 1 : 0;
      if (!digits(text, at, 2, day)) return std::nullopt;
    }
  }
  if (at < text.size()) {
    if (text[at] != 'T' && text[at] != 't' && text[at] != ' ') return std::nullopt;
    if (!clock(text, ++at, second)) return std::nullopt;
    const std::optional<int32_t> offset = zone_of(trim(text.substr(at)));
    if (!offset) return std::nullopt;
    zone = *offset;
  }
  return in_utc(year, month, day, second, zone);
}

/// "[Sat,] 07 Sep 2002 [00:00[:01]] [GMT]", also "Sep 7, 2002", "07-Sep-02".
std::optional<FeedDate> parse_rfc822(std::string_view text) {
  std::string spaced(text);
  for (char& c : spaced) {
    if (c == ',') c = ' ';
  }
  std::vector<std::string_view> words;
  for (const std::string_view word : split(spaced, ' ')) {
    if (!word.empty()) words.push_back(word);
  }
  int32_t weekday = -1, day = 0, month = 0, year = -1, second = 0, zone = 0;
  for (std::string_view word : words) {
    const std::string lower = lower_ascii(word.substr(0, 3));
    int32_t value = 0;
    size_t at = 0;
    bool known = false;
    for (size_t i = 0; i < kDays.size() && is_alpha(word[0]); ++i) {
      if (lower == kDays[i] && weekday < 0 && day == 0 && month == 0) {
        weekday = static_cast<int32_t>(i);
        known = true;
      }
    }
    for (size_t i = 0; i < kMonths.size() && !known && month == 0 && is_alpha(word[0]); ++i) {
      if (lower == kMonths[i]) {
        month = static_cast<int32_t>(i) + 1;
        known = true;
      }
    }
    if (known) continue;
    if (word.find(':') != std::string_view::npos && is_digit(word[0])) {
      if (!clock(word, at, second)) return std::nullopt;
      if (at < word.size()) {
        const std::optional<int32_t> offset = zone_of(word.substr(at));
        if (!offset) return std::nullopt;
        zone = *offset;
      }
    } else if (number(word, value) && day == 0) {
      day = value;
    } else if (number(word, value) && year < 0) {
      year = word.size() == 2 ? value + (value < 70 ? 2000 : 1900) : value;
    } else if (const std::optional<int32_t> offset = zone_of(word); offset && year >= 0) {
      zone = *offset;
    } else {
      return std::nullopt;
    }
  }
  if (day == 0 || month == 0 || year < 0) return std::nullopt;
  std::optional<FeedDate> out = in_utc(year, month, day, second, zone);
  if (out) out->wrong_weekday = weekday >= 0 && weekday_of(day_of(year, month, day)) != weekday;
  return out;
}

}  // namespace

std::optional<FeedDate> parse_feed_date(std::string_view text) {
  text = trim(text);
  if (text.size() > 64 || text.empty()) return std::nullopt;
  if (const auto iso = parse_iso(text)) return iso;
  std::string dashes(text);
  if (!is_digit(text[0]) || text.find('-') > 3) return parse_rfc822(text);
  for (char& c : dashes) {
    if (c == '-') c = ' ';
  }
  return parse_rfc822(dashes);
}

}  // namespace dateline::ingest
