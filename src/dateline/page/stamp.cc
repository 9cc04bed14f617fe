#include "dateline/page/stamp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>
#include <vector>

#include "dateline/base/chars.h"

namespace dateline::page {
namespace {

// Month names as folded words; the first three letters are enough in English, other languages are written out.
struct MonthName {
  std::string_view name;
  int month;
};
constexpr MonthName kMonths[] = {
    {"january", 1},    {"jan", 1},       {"february", 2},  {"feb", 2},        {"march", 3},         {"mar", 3},
    {"april", 4},      {"apr", 4},       {"may", 5},       {"june", 6},       {"jun", 6},           {"july", 7},
    {"jul", 7},        {"august", 8},    {"aug", 8},       {"september", 9},  {"sept", 9},          {"sep", 9},
    {"october", 10},   {"oct", 10},      {"november", 11}, {"nov", 11},       {"december", 12},     {"dec", 12},
    {"januar", 1},     {"februar", 2},   {"marz", 3},      {"mai", 5},        {"juni", 6},          {"juli", 7},
    {"oktober", 10},   {"okt", 10},      {"dezember", 12}, {"dez", 12},       {"janvier", 1},       {"janv", 1},
    {"fevrier", 2},    {"fevr", 2},      {"mars", 3},      {"avril", 4},      {"avr", 4},           {"juin", 6},
    {"juillet", 7},    {"juil", 7},      {"aout", 8},      {"septembre", 9},  {"octobre", 10},      {"novembre", 11},
    {"decembre", 12},  {"enero", 1},     {"ene", 1},       {"febrero", 2},    {"marzo", 3},         {"abril", 4},
    {"abr", 4},        {"mayo", 5},      {"junio", 6},     {"julio", 7},      {"agosto", 8},        {"ago", 8},
    {"septiembre", 9}, {"setiembre", 9}, {"octubre", 10},  {"noviembre", 11}, {"diciembre", 12},    {"dic", 12},
    {"gennaio", 1},    {"gen", 1},       {"febbraio", 2},  {"aprile", 4},     {"maggio", 5},        {"mag", 5},
    {"giugno", 6},     {"giu", 6},       {"luglio", 7},    {"lug", 7},        {"settembre", 9},     {"ottobre", 10},
    {"ott", 10},       {"dicembre", 12}, {"janeiro", 1},   {"fevereiro", 2},  {"fev", 2},           {"marco", 3},
    {"maio", 5},       {"junho", 6},     {"julho", 7},     {"setembro", 9},   {"set", 9},           {"outubro", 10},
    {"out", 10},       {"novembro", 11}, {"dezembro", 12}, {"januari", 1},    {"februari", 2},      {"maart", 3},
    {"mrt", 3},        {"mei", 5},       {"augustus", 8},  {"augusti", 8},    {"marts", 3},         {"maj", 5},
    {"desember", 12},  {"stycznia", 1},  {"lutego", 2},    {"marca", 3},      {"kwietnia", 4},      {"maja", 5},
    {"czerwca", 6},    {"lipca", 7},     {"sierpnia", 8},  {"wrzesnia", 9},   {"pazdziernika", 10}, {"listopada", 11},
    {"grudnia", 12},   {"ocak", 1},      {"subat", 2},     {"mart", 3},       {"nisan", 4},         {"mayis", 5},
    {"haziran", 6},    {"temmuz", 7},    {"agustos", 8},   {"eylul", 9},      {"ekim", 10},         {"kasim", 11},
    {"aralik", 12},    {"января", 1},    {"февраля", 2},   {"марта", 3},      {"апреля", 4},        {"мая", 5},
    {"июня", 6},       {"июля", 7},      {"августа", 8},   {"сентября", 9},   {"октября", 10},      {"ноября", 11},
    {"декабря", 12},   {"січня", 1},     {"лютого", 2},    {"березня", 3},    {"квітня", 4},        {"травня", 5},
    {"червня", 6},     {"липня", 7},     {"серпня", 8},    {"вересня", 9},    {"жовтня", 10},       {"листопада", 11},
    {"грудня", 12}};

int month_of(std::string_view word) {
  static const std::unordered_map<std::string_view, int> kByName = [] {
    std::unordered_map<std::string_view, int> months;
    for (const MonthName& m : kMonths) months.emplace(m.name, m.month);
    return months;
  }();
  if (word.size() < 3 || word.size() > 40) return 0;
  const auto found = kByName.find(fold(word));
  return found == kByName.end() ? 0 : found->second;
}

// Zone names printed under articles, in minutes east of Greenwich. Names that mean several zones are left out.
struct ZoneName {
  std::string_view name;
  int minutes;
};
constexpr ZoneName kZones[] = {{"z", 0},      {"gmt", 0},    {"utc", 0},    {"bst", 60},   {"cet", 60},   {"cest", 120},
                               {"eet", 120},  {"eest", 180}, {"msk", 180},  {"est", -300}, {"edt", -240}, {"cdt", -300},
                               {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"sgt", 480},  {"hkt", 480},
                               {"jst", 540},  {"kst", 540},  {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}};
constexpr int kNoZone = -10000;

struct Piece {
  enum Kind { number, word, mark } kind = mark;
  Span at;
  int value = 0;  // number
  int digits = 0;
};

std::vector<Piece> pieces_of(std::string_view text) {
  std::vector<Piece> out;
  for (uint32_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    uint32_t end = at + std::max<uint32_t>(c.length, 1);
    Piece piece;
    if (is_digit(text[at])) {
      piece.kind = Piece::number;
      while (end < text.size() && is_digit(text[end])) ++end;
      piece.digits = static_cast<int>(end - at);
      if (piece.digits <= 9) std::from_chars(text.data() + at, text.data() + end, piece.value);
    } else if (is_letter(c.value)) {
      piece.kind = Piece::word;
      for (CodePoint n = decode(text, end); n.length > 0 && is_letter(n.value); n = decode(text, end)) end += n.length;
    } else if (is_white(c.value)) {
      at = end;
      continue;
    }
    piece.at = {at, end};
    out.push_back(piece);
    at = end;
  }
  return out;
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text), p_(pieces_of(text)) {}

  std::optional<Stamp> first() {
    for (size_t i = 0; i < p_.size(); ++i) {
      size_t next = 0;
      const auto day = date_at(i, next);
      if (!day) continue;
      Stamp out;
      out.day = *day;
      out.at = {p_[i].at.begin, p_[next - 1].at.end};
      clock(i, next, out);
      return out;
    }
    return std::nullopt;
  }

 private:
  [[nodiscard]] bool number(size_t i, int least, int most, int digits_least, int digits_most) const {
    return i < p_.size() && p_[i].kind == Piece::number && p_[i].digits >= digits_least && p_[i].digits <= digits_most &&
           p_[i].value >= least && p_[i].value <= most;
  }
  [[nodiscard]] bool year(size_t i) const { return number(i, 1900, 2099, 4, 4); }
  [[nodiscard]] bool mark(size_t i, std::string_view any) const {
    return i < p_.size() && p_[i].kind == Piece::mark && any.find(text_[p_[i].at.begin]) != std::string_view::npos;
  }
  [[nodiscard]] std::string word(size_t i) const {
    return i < p_.size() && p_[i].kind == Piece::word ? fold(slice(text_, p_[i].at)) : std::string();
  }
  [[nodiscard]] int month(size_t i) const {
    return i < p_.size() && p_[i].kind == Piece::word ? month_of(slice(text_, p_[i].at)) : 0;
  }
  static std::optional<Day> day(int y, int m, int d) {
    if (!is_valid_date(y, m, d)) return std::nullopt;
    return day_of(y, m, d);
  }

  std::optional<Day> date_at(size_t i, size_t& next) const {
    if (year(i)) return year_first(i, next);
    if (number(i, 1, 31, 1, 2)) {
      if (mark(i + 1, "/.-")) {
        if (const auto d = numeric(i, next)) return d;
      }
      return day_first(i, next);
    }
    if (p_[i].kind == Piece::number && p_[i].digits == 8) {  // 20240321
      next = i + 1;
      const int v = p_[i].value;
      if (v < 19000101 || v > 20991231) return std::nullopt;
      return day(v / 10000, v / 100 % 100, v % 100);
    }
    return month_first(i, next);
  }
  std::optional<Day> year_first(size_t i, size_t& next) const {
    if (mark(i + 1, "-/.") && number(i + 2, 1, 12, 1, 2) && mark(i + 3, "-/.") && number(i + 4, 1, 31, 1, 2)) {
      next = i + 5;
      return day(p_[i].value, p_[i + 2].value, p_[i + 4].value);
    }
    // 2024年3月21日, 2024년 3월 21일
    const std::string unit = word(i + 1);
    if ((unit == "年" || unit == "년") && number(i + 2, 1, 12, 1, 2) && number(i + 4, 1, 31, 1, 2)) {
      const std::string of = word(i + 3);
      if (of != "月" && of != "월") return std::nullopt;
      next = i + 5;
      return day(p_[i].value, p_[i + 2].value, p_[i + 4].value);
    }
    return std::nullopt;
  }
  std::optional<Day> numeric(size_t i, size_t& next) const {
    // 21.03.24: two digits of a year only between full stops, and with the month in the middle
    if (number(i + 2, 1, 12, 1, 2) && mark(i + 1, ".") && mark(i + 3, ".") && number(i + 4, 0, 99, 2, 2) &&
        !(mark(i + 5, ".") && i + 6 < p_.size() && p_[i + 6].kind == Piece::number && p_[i + 6].at.begin == p_[i + 5].at.end)) {
      next = i + 5;
      const int y = p_[i + 4].value;
      if (y <= 39 || y >= 90) return day(y >= 90 ? 1900 + y : 2000 + y, p_[i + 2].value, p_[i].value);
    }
    if (!(number(i + 2, 1, 31, 1, 2) && mark(i + 3, "/.-") && year(i + 4))) return std::nullopt;
    next = i + 5;
    const int a = p_[i].value, b = p_[i + 2].value, y = p_[i + 4].value;
    if (a > 12 || mark(i + 1, ".") || a == b) return day(y, b, a);
    if (b > 12) return day(y, a, b);
    return std::nullopt;
  }
  std::optional<Day> day_first(size_t i, size_t& next) const {
    size_t j = i + 1;
    const std::string suffix = word(j);
    if (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th" || suffix == "er") ++j;
    if (mark(j, ".-/") && p_[j].at.begin <= p_[j - 1].at.end + 1) ++j;
    if (word(j) == "de" || word(j) == "of") ++j;
    const int m = month(j);
    if (m == 0) return std::nullopt;
    ++j;
    while (mark(j, ".,-/") || word(j) == "de" || word(j) == "del") ++j;
    if (!year(j)) return std::nullopt;
    next = j + 1;
    return day(p_[j].value, m, p_[i].value);
  }
  std::optional<Day> month_first(size_t i, size_t& next) const {
    size_t j = i + 1;
    if (mark(j, ".")) ++j;
    if (!number(j, 1, 31, 1, 2)) return std::nullopt;
    const int m = month(i);
    if (m == 0) return std::nullopt;
    const int d = p_[j].value;
    ++j;
    const std::string suffix = word(j);
    if (suffix == "st" || suffix == "nd" || suffix == "rd" || suffix == "th") ++j;
    if (mark(j, ",")) ++j;
    if (!year(j)) return std::nullopt;
    next = j + 1;
    return day(p_[j].value, m, d);
  }

  // A time of day after the date (a few pieces between), or just before it.
  void clock(size_t begin, size_t next, Stamp& out) const {
    const size_t limit = std::min(p_.size(), next + 5);
    for (size_t i = next; i < limit; ++i) {
      if (clock_at(i, out)) return;
    }
    for (size_t i = begin > 8 ? begin - 8 : 0; i < begin; ++i) {
      if (clock_at(i, out)) return;
    }
  }
  bool clock_at(size_t i, Stamp& out) const {
    if (!(number(i, 0, 24, 1, 2) && mark(i + 1, ":.h") && number(i + 2, 0, 59, 2, 2))) return false;
    if (p_[i + 1].at.begin != p_[i].at.end || p_[i + 2].at.begin != p_[i + 1].at.end) return false;
    int hour = p_[i].value;
    const int minute = p_[i + 2].value;
    int second = 0;
    size_t j = i + 3;
    if (mark(j, ":") && number(j + 1, 0, 60, 1, 2)) {
      second = std::min(p_[j + 1].value, 59);
      j += 2;
      if (mark(j, ".,") && j + 1 < p_.size() && p_[j + 1].kind == Piece::number && p_[j + 1].at.begin == p_[j].at.end) j += 2;
    }
    half_of_day(j, hour);
    if (hour > 23) return false;
    out.minute = hour * 60 + minute;
    out.at.begin = std::min(out.at.begin, p_[i].at.begin);
    out.at.end = std::max(out.at.end, p_[j - 1].at.end);
    const int zone = zone_at(j, out);
    if (zone != kNoZone) out.instant = instant_of(out.day, hour, minute, second, zone);
    return true;
  }
  // "am", "p.m." after the time.
  void half_of_day(size_t& j, int& hour) const {
    const std::string w = word(j);
    char half = 0;
    if (w == "am" || w == "pm") {
      half = w[0];
      ++j;
    } else if ((w == "a" || w == "p") && mark(j + 1, ".") && word(j + 2) == "m") {
      half = w[0];
      j += mark(j + 3, ".") ? 4 : 3;
    }
    if (half == 'p' && hour < 12) hour += 12;
    if (half == 'a' && hour == 12) hour = 0;
  }
  int zone_at(size_t j, Stamp& out) const {
    if (mark(j, "(")) ++j;
    int zone = kNoZone;
    const std::string name = word(j);
    for (const ZoneName& z : kZones) {
      if (name == z.name) zone = z.minutes;
    }
    if (zone != kNoZone) {
      out.at.end = std::max(out.at.end, p_[j].at.end);
      ++j;
    }
    if (mark(j, "+-") && j + 1 < p_.size() && p_[j + 1].kind == Piece::number && p_[j + 1].at.begin == p_[j].at.end) {
      const int sign = text_[p_[j].at.begin] == '-' ? -1 : 1;
      if (p_[j + 1].digits == 4) {
        zone = sign * (p_[j + 1].value / 100 * 60 + p_[j + 1].value % 100);
        out.at.end = std::max(out.at.end, p_[j + 1].at.end);
      } else if (p_[j + 1].digits <= 2) {
        const bool minutes = mark(j + 2, ":") && number(j + 3, 0, 59, 2, 2);
        zone = sign * (p_[j + 1].value * 60 + (minutes ? p_[j + 3].value : 0));
        out.at.end = std::max(out.at.end, p_[minutes ? j + 3 : j + 1].at.end);
      }
    }
    return zone < -14 * 60 || zone > 14 * 60 ? kNoZone : zone;
  }

 public:
  static std::string instant_of(Day d, int hour, int minute, int second, int zone) {
    const auto two = [](int v) {
      std::string s = std::to_string(v);
      return s.size() < 2 ? "0" + s : s;
    };
    const int z = zone < 0 ? -zone : zone;
    return iso_of(d) + "T" + two(hour) + ":" + two(minute) + ":" + two(second) + (zone < 0 ? "-" : "+") + two(z / 60) + ":" +
           two(z % 60);
  }

 private:
  std::string_view text_;
  std::vector<Piece> p_;
};

std::optional<Stamp> epoch(std::string_view text) {
  const std::string_view digits = trim(text);
  if ((digits.size() != 10 && digits.size() != 13) || !std::all_of(digits.begin(), digits.end(), is_digit)) return std::nullopt;
  int64_t seconds = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), seconds);
  if (digits.size() == 13) seconds /= 1000;
  if (seconds < 600000000 || seconds > 4000000000) return std::nullopt;
  Stamp out;
  out.day = static_cast<Day>(seconds / 86400);
  const auto rest = static_cast<int>(seconds % 86400);
  out.minute = rest / 60;
  out.instant = Reader::instant_of(out.day, rest / 3600, rest / 60 % 60, rest % 60, 0);
  out.at = {0, static_cast<uint32_t>(text.size())};
  return out;
}

}  // namespace

std::optional<Stamp> find_stamp(std::string_view text) {
  text = text.substr(0, 400);
  if (std::none_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  if (auto stamp = epoch(text)) return stamp;
  return Reader(text).first();
}

std::optional<Stamp> stamp_in_url(std::string_view url) {
  url = url.substr(0, 400);
  const std::vector<Piece> p = pieces_of(url);
  const auto value = [&](size_t i, int least, int most, int digits) {
    return i < p.size() && p[i].kind == Piece::number && p[i].digits <= digits && p[i].value >= least && p[i].value <= most;
  };
  const auto sign = [&](size_t i) {
    return i < p.size() && p[i].kind == Piece::mark &&
           std::string_view("/-_.").find(url[p[i].at.begin]) != std::string_view::npos;
  };
  for (size_t i = 0; i < p.size(); ++i) {
    if (p[i].kind != Piece::number) continue;
    int y = 0, m = 0, d = 0;
    size_t last = i;
    if (p[i].digits == 4 && value(i, 1990, 2099, 4) && sign(i + 1) && sign(i + 3) && value(i + 4, 1, 31, 2)) {
      y = p[i].value;
      m = value(i + 2, 1, 12, 2)                             ? p[i + 2].value
          : i + 2 < p.size() && p[i + 2].kind == Piece::word ? month_of(slice(url, p[i + 2].at))
                                                             : 0;
      d = p[i + 4].value;
      last = i + 4;
    } else if (p[i].digits <= 2 && value(i, 1, 31, 2) && sign(i + 1) && value(i + 2, 1, 12, 2) && sign(i + 3) &&
               value(i + 4, 1990, 2099, 4) && (p[i].value > 12 || p[i].value == p[i + 2].value)) {  // -21-03-2024-
      y = p[i + 4].value;
      m = p[i + 2].value;
      d = p[i].value;
      last = i + 4;
    } else if (p[i].digits == 8 && p[i].value >= 19900101 && p[i].value <= 20991231) {
      y = p[i].value / 10000;
      m = p[i].value / 100 % 100;
      d = p[i].value % 100;
    }
    if (m == 0 || !is_valid_date(y, m, d)) continue;
    Stamp out;
    out.day = day_of(y, m, d);
    out.at = {p[i].at.begin, p[last].at.end};
    return out;
  }
  return std::nullopt;
}

}  // namespace dateline::page
