#include "dateline/time/holidays.h"

#include <charconv>

#include "dateline/base/chars.h"

namespace dateline::time {
namespace {

int32_t number(std::string_view text) {
  int32_t value = 0;
  if (!text.empty() && text.front() == '+') text.remove_prefix(1);
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> out;
  for (const Word& word : scan(name, {0, static_cast<uint32_t>(name.size())})) out.push_back(word.lower);
  return out;
}

/// Reads "12-25", "easter -2", "5 thu 4" (n-th weekday), "hijri 10-1", "2024-11-01;2025-10-20".
void read_rule(std::string_view kind, std::string_view spec, Holiday& h) {
  if (kind == "easter" || kind == "orthodox_easter") {
    h.rule = kind == "easter" ? FeastRule::easter : FeastRule::orthodox_easter;
    h.shift = number(spec);
  } else if (kind == "fixed" || kind == "hijri") {
    h.rule = kind == "fixed" ? FeastRule::fixed : FeastRule::hijri;
    const auto parts = split(spec, '-');
    if (parts.size() == 2) {
      h.month = number(parts[0]);
      h.day = number(parts[1]);
    }
  } else if (kind == "weekday") {
    h.rule = FeastRule::weekday;
    const auto parts = split(spec, ' ');
    if (parts.size() >= 3) {
      h.month = number(parts[0]);
      h.weekday = number(parts[1]);
      h.day = number(parts[2]);
      if (parts.size() > 3) h.shift = number(parts[3]);
    }
  } else {
    h.rule = FeastRule::listed;
    for (const std::string_view item : split(spec, ';')) {
      const auto range = parse_iso_range(trim(item));
      if (range) h.days.emplace_back(civil_of(range->first).year, range->first);
    }
  }
}

}  // namespace

Day easter(int32_t year) {
  const int32_t a = year % 19, b = year / 100, c = year % 100;
  const int32_t d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int32_t h = (19 * a + b - d - g + 15) % 30;
  const int32_t i = c / 4, k = c % 4;
  const int32_t l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int32_t m = (a + 11 * h + 22 * l) / 451;
  const int32_t month = (h + l - 7 * m + 114) / 31;
  return day_of(year, month, (h + l - 7 * m + 114) % 31 + 1);
}

Day orthodox_easter(int32_t year) {
  const int32_t a = year % 4, b = year % 7, c = year % 19;
  const int32_t d = (19 * c + 15) % 30, e = (2 * a + 4 * b - d + 34) % 7;
  const int32_t month = (d + e + 114) / 31;
  const int32_t julian_gap = year / 100 - year / 400 - 2;
  return day_of(year, month, (d + e + 114) % 31 + 1) + julian_gap;
}

Day hijri_day(int32_t year, int32_t month, int32_t day) {
  // Tabular Islamic calendar, civil epoch: 1 Muharram 1 is 19 July 622 (proleptic Gregorian).
  static const Day kEpoch = day_of(622, 7, 19);
  const int32_t months = 29 * (month - 1) + month / 2;
  return kEpoch + (year - 1) * 354 + (3 + 11 * year) / 30 + months + day - 1;
}

int32_t hijri_year(Day day) {
  const int64_t days = static_cast<int64_t>(day) - hijri_day(1, 1, 1);
  auto year = static_cast<int32_t>((30 * days + 10646) / 10631);
  while (year > 1 && hijri_day(year, 1, 1) > day) --year;
  while (hijri_day(year + 1, 1, 1) <= day) ++year;
  return year;
}

Day solar_hijri_day(int32_t year, int32_t month, int32_t day) {
  // New year 1400 AP was 21 March 2021; leap years by the 33-year cycle.
  const auto leaps = [](int32_t y) {
    static constexpr int32_t kLeap[8] = {1, 5, 9, 13, 17, 22, 26, 30};
    int32_t n = (y / 33) * 8;
    for (const int32_t l : kLeap) n += (y % 33) > l ? 1 : 0;
    return n;
  };
  const Day new_year = day_of(2021, 3, 21) + (year - 1400) * 365 + leaps(year) - leaps(1400);
  const int32_t before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  return new_year + before + day - 1;
}

Holidays::Holidays(const Ontology& ontology) {
  const auto table = ontology.tables.find("time/holidays.tsv");
  if (table != ontology.tables.end()) {
    const KbTable& t = table->second;
    const uint32_t names = t.column("names"), kind = t.column("rule"), spec = t.column("day");
    for (const KbRow& row : t.rows) {
      if (names == kNone || kind == kNone || spec == kNone) break;
      Holiday h;
      for (const std::string_view name : split(row.cells[names], ';')) h.names.push_back(name_words(trim(name)));
      read_rule(row.cells[kind], row.cells[spec], h);
      all.push_back(std::move(h));
    }
  }
  for (uint32_t i = 0; i < all.size(); ++i) {
    for (uint32_t n = 0; n < all[i].names.size(); ++n) {
      if (!all[i].names[n].empty()) by_first_[all[i].names[n][0]].emplace_back(i, n);
    }
  }
  const auto dated = ontology.tables.find("time/events.tsv");
  if (dated == ontology.tables.end()) return;
  const KbTable& t = dated->second;
  const uint32_t names = t.column("names"), needs = t.column("needs"), day = t.column("day");
  for (const KbRow& row : t.rows) {
    if (names == kNone || needs == kNone || day == kNone) break;
    DatedEvent e;
    for (const std::string_view name : split(row.cells[names], ';')) e.names.emplace_back(lower_ascii(trim(name)));
    for (const std::string_view need : split(row.cells[needs], ';')) {
      if (!trim(need).empty()) e.needs.emplace_back(lower_ascii(trim(need)));
    }
    const auto range = parse_iso_range(row.cells[day]);
    if (!range) continue;
    e.days = *range;
    events.push_back(std::move(e));
  }
}

uint32_t Holidays::at(const Words& words, uint32_t i, uint32_t& used) const {
  used = 0;
  uint32_t best = kNone;
  const auto found = by_first_.find(words[i].lower);
  if (found == by_first_.end()) return best;
  for (const auto& [holiday, name] : found->second) {
    const std::vector<std::string>& parts = all[holiday].names[name];
    if (i + parts.size() > words.size() || parts.size() <= used) continue;
    bool same = true;
    for (size_t k = 0; k < parts.size() && same; ++k) same = words[i + k].lower == parts[k];
    if (!same) continue;
    used = static_cast<uint32_t>(parts.size());
    best = holiday;
  }
  return best;
}

std::optional<Day> Holidays::day(uint32_t holiday, int32_t year) const {
  if (holiday >= all.size()) return std::nullopt;
  const Holiday& h = all[holiday];
  switch (h.rule) {
    case FeastRule::fixed:
      return is_valid_date(year, h.month, h.day) ? std::optional<Day>(day_of(year, h.month, h.day)) : std::nullopt;
    case FeastRule::easter:
      return easter(year) + h.shift;
    case FeastRule::orthodox_easter:
      return orthodox_easter(year) + h.shift;
    case FeastRule::weekday: {
      if (h.day > 0) {
        const Day first = day_of(year, h.month, 1);
        return first + (h.weekday - weekday_of(first) + 7) % 7 + 7 * (h.day - 1) + h.shift;
      }
      const Day last = day_of(year, h.month, days_in_month(year, h.month));
      return last - (weekday_of(last) - h.weekday + 7) % 7 + h.shift;
    }
    case FeastRule::hijri: {
      const int32_t hy = hijri_year(day_of(year, 1, 1));
      for (int32_t y = hy; y <= hy + 1; ++y) {
        const Day d = hijri_day(y, h.month, h.day);
        if (civil_of(d).year == year) return d;
      }
      return std::nullopt;
    }
    case FeastRule::listed:
      for (const auto& [y, d] : h.days) {
        if (y == year) return d;
      }
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace dateline::time
