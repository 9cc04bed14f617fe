#include "dateline/time/page_date.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>

#include "dateline/base/chars.h"
#include "dateline/time/value.h"

namespace dateline::time {
namespace {

constexpr Day kMin = std::numeric_limits<Day>::min();
constexpr Day kMax = std::numeric_limits<Day>::max();

/// Days of one year at most between what a page tells without a year and the page itself.
constexpr Day kYear = 366;

/// Sentences (headline and labels too) in which a page tells its own day, and in which it names the weekday of its news.
constexpr uint32_t kOpening = 4, kOpeningWeekday = 6;
/// Lines that are nothing but dates: from so many different days on they are a list of other pages or pictures.
constexpr size_t kListedDays = 3;

struct MonthDay {
  int32_t month = 0, day = 0, weekday = -1;
  const Mention* mention = nullptr;
};

class Dater {
 public:
  Dater(const Article& article, const Text& text, const std::vector<Words>& words, const std::vector<Mention>& mentions,
        const Holidays& holidays, const Ontology& ontology)
      : article_(article), text_(text), words_(words), mentions_(mentions), holidays_(holidays), ontology_(ontology) {}

  PageDate run(const DayRange& hint) {
    collect();
    const bool stated = metadata();
    if (!stated && !hint.known()) from_text();
    if (!stated && hint.known()) {
      out_.best = hint;
      out_.range = hint;
      out_.strength = 0.8F;
      out_.basis = "text";
      add("other page", iso_of(hint), {}, hint, 0.8F);
    }
    if (!out_.best.known() && out_.basis.empty()) out_.basis = "none";
    std::stable_sort(out_.evidence.begin(), out_.evidence.end(),
                     [](const DateEvidence& a, const DateEvidence& b) { return a.weight > b.weight; });
    return std::move(out_);
  }

 private:
  void add(std::string kind, std::string text, Span at, DayRange allows, float weight) {
    out_.evidence.push_back({std::move(kind), std::move(text), at, allows, weight});
  }

  /// What the words bound: the page is not before `low_` and not after `high_`.
  void collect() {
    find_lists();
    for (const Mention& m : mentions_) {
      const Found& f = m.found;
      if (f.shape == Shape::date && f.year > 0 && f.year < 3000 && !listed(m) && !copyright(m)) full(m);
      if (f.shape == Shape::date && f.year == 0 && f.month > 0 && f.day == 0 && f.base.empty() && !f.said_direction &&
          m.tense <= 0)
        months_.push_back(f.month);
      if (f.shape == Shape::date && f.year == 0 && f.month > 0 && f.day > 0 && f.base.empty() &&
          f.day <= days_in_month(2024, f.month)) {
        month_days_.push_back({f.month, f.day, f.weekday, &m});
      }
      if (f.shape == Shape::weekday && !f.said_direction) weekdays_.push_back(&m);
    }
    events();
    holders();
    resolutions();
    // "Oct. 7" of a year that the page or the record of events names elsewhere is not a day of an unknown year.
    std::erase_if(month_days_, [&](const MonthDay& m) {
      return std::any_of(dated_.begin(), dated_.end(),
                         [&](Day d) {
                           const Civil c = civil_of(d);
                           return c.month == m.month && c.day == m.day;
                         }) &&
             m.mention->since;
    });
    std::erase_if(month_days_, [&](const MonthDay& m) {
      return std::any_of(old_.begin(), old_.end(), [&](Day d) {
        const Civil c = civil_of(d);
        return c.month == m.month && c.day == m.day;
      });
    });
  }

  void full(const Mention& m) {
    const Value v = resolve_found(m.found, Anchor{}, holidays_);
    if (!v.days.known()) return;
    out_.year_stated = true;
    const std::string words(text_.of(m.at));
    if (m.tense > 0 && !m.since) {
      future_.push_back(v.days.last);
      add("future date", words, m.at, {kMin, v.days.last, Precision::days}, 0.3F);
      return;
    }
    if (v.days.first > low_) low_ = v.days.first;
    add(m.found.day > 0 ? "explicit date" : "year stated", words, m.at, {v.days.first, kMax, Precision::days},
        m.found.day > 0 ? 0.6F : 0.3F);
    if (m.found.day > 0) dated_.push_back(v.days.first);
    if (m.found.day > 0 && v.days.first >= latest_full_) {
      latest_full_ = v.days.first;
      latest_full_mention_ = &m;
    }
  }

  /// "28/34 ... 31 October 2017", or one of many lines of bare dates: a picture or another page, not this one.
  [[nodiscard]] bool listed(const Mention& m) const { return counted_picture(m) || (list_ && stands_alone(m)); }

  void find_lists() {
    std::vector<Day> days;
    for (const Mention& m : mentions_) {
      if (!stands_alone(m)) continue;
      const Value v = resolve_found(m.found, Anchor{}, holidays_);
      if (v.days.known()) days.push_back(v.days.first);
    }
    std::sort(days.begin(), days.end());
    days.erase(std::unique(days.begin(), days.end()), days.end());
    list_ = days.size() >= kListedDays;
  }

  /// A sentence that begins with a counter, "3/12" or "3 of 12", is the caption of one picture of many.
  static bool counted(const Words& w) {
    return w.size() > 3 && w[0].kind == WordKind::number && in(w[1].lower, "/ of") && w[2].kind == WordKind::number;
  }
  [[nodiscard]] bool counted_picture(const Mention& m) const {
    return m.sentence < words_.size() && m.found.first >= 3 && m.found.first <= 4 && counted(words_[m.sentence]);
  }

  /// "(c) 2021": the site's year, not before the page's.
  bool copyright(const Mention& m) {
    if (m.sentence >= words_.size() || m.found.day > 0) return false;
    const Words& w = words_[m.sentence];
    bool sign = false;
    for (uint32_t i = m.found.first > 4 ? m.found.first - 4 : 0; i < m.found.first && i < w.size(); ++i)
      sign = sign || in(w[i].lower, "\xC2\xA9 copyright");
    const std::string_view before = slice(text_.utf8, {m.at.begin > 6 ? m.at.begin - 6 : 0, m.at.begin});
    if (!sign && before.find("\xC2\xA9") == std::string_view::npos && before.find("(c)") == std::string_view::npos) return false;
    const Day last = day_of(m.found.year, 12, 31);
    // At the foot of the page only: under a picture it is the picture's year.
    if (2 * (size_t{m.sentence} + 1) > words_.size()) copyright_high_ = std::max(copyright_high_, last);
    out_.year_stated = true;
    add("copyright", std::string(text_.of(m.at)), m.at, {kMin, last, Precision::days}, 0.2F);
    return true;
  }

  /// Dated events of public record that the page speaks of.
  void events() {
    if (holidays_.events.empty()) return;
    const std::string lower = lower_ascii(text_.utf8);
    std::string plain;
    plain.reserve(lower.size());
    for (size_t i = 0; i < lower.size(); ++i) {
      if (lower.compare(i, 3, "\xE2\x80\x99") == 0) {
        plain += '\'';
        i += 2;
      } else {
        plain += lower[i];
      }
    }
    const auto contains = [&](const std::string& phrase) {
      size_t at = 0;
      while ((at = plain.find(phrase, at)) != std::string::npos) {
        const bool left = at == 0 || !is_alnum(plain[at - 1]);
        const bool right = at + phrase.size() >= plain.size() || !is_alnum(plain[at + phrase.size()]);
        if (left && right) return true;
        ++at;
      }
      return false;
    };
    for (const DatedEvent& e : holidays_.events) {
      const auto name = std::find_if(e.names.begin(), e.names.end(), contains);
      if (name == e.names.end()) continue;
      if (!e.needs.empty() && std::none_of(e.needs.begin(), e.needs.end(), contains)) continue;
      low_ = std::max(low_, e.days.first);
      if (e.days.precision == Precision::day) old_.push_back(e.days.first);
      add("known event", *name, {}, {e.days.first, kMax, Precision::days}, 0.35F);
    }
  }

  /// True if the words just before `first` are one of the titles of `office`; `begin` is where the title starts.
  bool title_before(const Words& w, uint32_t first, const KbOffice& office, uint32_t& begin) const {
    for (const std::string& title : office.titles) {
      const Words parts = scan(title, {0, static_cast<uint32_t>(title.size())});
      if (parts.empty() || parts.size() > first) continue;
      bool same = true;
      for (size_t k = 0; k < parts.size() && same; ++k) same = w[first - parts.size() + k].lower == parts[k].lower;
      if (!same) continue;
      begin = first - static_cast<uint32_t>(parts.size());
      const bool former = (begin > 0 && in(w[begin - 1].lower, "former ex late then-")) ||
                          (begin > 1 && in(w[begin - 2].lower, "former ex late"));
      if (!former) return true;
    }
    return false;
  }

  /// Offices named with their holder: the page is of a day on which the person held the office.
  void holders() {
    std::vector<std::pair<uint32_t, uint32_t>> seen;
    for (const Words& w : words_) {
      if (counted(w)) continue;
      for (uint32_t i = 1; i + 1 < w.size(); ++i) {
        if (!w[i].capital || w[i].kind != WordKind::word) continue;
        for (uint32_t n = 5; n >= 2; --n) {
          if (i + n > w.size()) continue;
          const Span at{w[i].at.begin, w[i + n - 1].at.end};
          if (at.size() > 60) continue;
          if (holder_at(w, i, at, seen)) {
            i += n - 1;
            break;
          }
        }
      }
    }
  }

  bool holder_at(const Words& w, uint32_t i, Span at, std::vector<std::pair<uint32_t, uint32_t>>& seen) {
    for (const uint32_t person : ontology_.named(text_.of(at))) {
      if (ontology_.actors[person].kind != ActorKind::person) continue;
      Day first = kMax, last = kMin;
      uint32_t begin = i, office_index = kNone;
      for (const uint32_t h : ontology_.held_by(person)) {
        const KbHolding& holding = ontology_.holdings[h];
        uint32_t b = i;
        if (!title_before(w, i, ontology_.offices[holding.office], b)) continue;
        first = std::min(first, std::max(holding.first, kMin));
        last = std::max(last, std::min(holding.last, kMax));
        begin = b;
        office_index = holding.office;
      }
      if (office_index == kNone) continue;
      if (std::find(seen.begin(), seen.end(), std::make_pair(person, office_index)) != seen.end()) return true;
      seen.emplace_back(person, office_index);
      // Hand-over days are known to a month: allow some slack.
      holder_low_ = std::max(holder_low_, first <= kMin + 31 ? kMin : first - 31);
      holder_high_ = std::min(holder_high_, last >= kMax - 31 ? kMax : last + 31);
      ++holders_;
      add("office holder", std::string(slice(text_.utf8, {w[begin].at.begin, at.end})), {w[begin].at.begin, at.end},
          {first, last, Precision::days}, 0.4F);
      return true;
    }
    return false;
  }

  void resolutions() {
    for (const Words& w : words_) {
      for (uint32_t i = 0; i + 1 < w.size(); ++i) {
        if (!in(w[i].lower, "resolution resolutions") || w[i + 1].kind != WordKind::number) continue;
        for (const KbResolution& r : ontology_.resolutions) {
          if (r.number != w[i + 1].lower || !r.date.known() || r.body != "unsc") continue;
          const Span at{w[i].at.begin, w[i + 1].at.end};
          add("resolution", std::string(text_.of(at)), at, {r.date.first, kMax, Precision::days}, 0.4F);
          low_ = std::max(low_, r.date.first);
        }
      }
    }
  }

  static float weight_of(ClueKind kind) {
    switch (kind) {
      case ClueKind::jsonld_published:
        return 0.97F;
      case ClueKind::meta_published:
        return 0.95F;
      case ClueKind::time_element:
        return 0.85F;
      case ClueKind::side_data:
        return 0.85F;
      case ClueKind::byline_line:
        return 0.85F;
      case ClueKind::url:
        return 0.8F;
      case ClueKind::modified:
        return 0.6F;
      case ClueKind::photo_caption:
        return 0.3F;
      case ClueKind::other:
        return 0.3F;
    }
    return 0.3F;
  }

  /// Takes the strongest clue that the text does not contradict.
  bool metadata() {
    const DateClue* best = nullptr;
    float strength = 0;
    for (const DateClue& clue : article_.dates) {
      if (!clue.day.known() || clue.kind == ClueKind::photo_caption) continue;
      float weight = weight_of(clue.kind);
      if (clue.day.last - clue.day.first > 31) weight *= 0.5F;
      // Contradicted by the words: told dates that lie later, office holders of other years.
      const bool told_later = latest_full_ > clue.day.last + 1;
      const bool other_holders =
          holders_ >= 2 && holder_low_ <= holder_high_ && (clue.day.first > holder_high_ || clue.day.last < holder_low_);
      if (told_later) weight *= 0.6F;
      if (other_holders) weight *= 0.5F;
      add(clue.kind == ClueKind::url           ? "url"
          : clue.kind == ClueKind::byline_line ? "visible line"
                                               : "metadata",
          clue.text, {}, clue.day, weight);
      if (weight > strength) {
        strength = weight;
        best = &clue;
      }
    }
    if (best == nullptr || strength < 0.35F) return false;
    out_.best = best->day;
    out_.range = best->day;
    out_.strength = strength;
    out_.basis = "metadata";
    out_.year_stated = true;
    return true;
  }

  /// A full date whose sentence holds hardly anything else.
  [[nodiscard]] bool stands_alone(const Mention& m) const {
    if (m.found.shape != Shape::date || m.found.day == 0 || m.found.year == 0 || m.sentence >= words_.size()) return false;
    const Words& w = words_[m.sentence];
    uint32_t rest = 0;
    for (uint32_t i = 0; i < w.size() && rest <= 2; ++i) {
      if (i >= m.found.first && i < m.found.last) continue;
      if (w[i].kind == WordKind::sign || in(w[i].lower, "published updated posted on at last date by am pm gmt utc est edt ist"))
        continue;
      ++rest;
    }
    return rest <= 2;
  }

  /// A short line of its own that is nothing but a date is the page's date, unless many such lines list other things.
  bool own_line() {
    if (list_) return false;
    for (const Mention& m : mentions_) {
      if (m.sentence > 12 || !stands_alone(m)) continue;
      const Value v = resolve_found(m.found, Anchor{}, holidays_);
      if (!v.days.known()) continue;
      out_.best = day_range(v.days.first);
      out_.range = out_.best;
      out_.strength = 0.9F;
      out_.basis = "text";
      add("visible line", std::string(text_.of(m.at)), m.at, out_.best, 0.9F);
      return true;
    }
    return false;
  }

  /// The month and day after which the page lies: before the widest gap on the circle of the year.
  const MonthDay* newest_month_day() const {
    std::vector<const MonthDay*> past;
    for (const MonthDay& m : month_days_) {
      if (m.mention->tense <= 0 || m.mention->since) past.push_back(&m);
    }
    if (past.empty()) return nullptr;
    const auto ordinal = [](const MonthDay* m) { return day_of(2024, m->month, m->day) - day_of(2024, 1, 1); };
    std::stable_sort(past.begin(), past.end(), [&](const MonthDay* a, const MonthDay* b) { return ordinal(a) < ordinal(b); });
    const MonthDay* best = past.back();
    Day gap = ordinal(past.front()) + 366 - ordinal(past.back());
    for (size_t i = 0; i + 1 < past.size(); ++i) {
      const Day g = ordinal(past[i + 1]) - ordinal(past[i]);
      if (g > gap) {
        gap = g;
        best = past[i];
      }
    }
    return best;
  }

  void bounds(Day& low, Day& high) const {
    low = std::max(low_, holder_low_);
    high = holder_high_;
    if (low > high) {  // the tables and the words disagree: trust the words
      low = low_;
      high = kMax;
    }
    if (copyright_high_ > kMin && copyright_high_ >= low) high = std::min(high, copyright_high_);
  }

  /// "(@name) June 3, 2020": the day of a post that the page shows.
  [[nodiscard]] bool under_post(const Mention& m) const {
    const std::string_view before = trim(slice(text_.utf8, {m.at.begin > 60 ? m.at.begin - 60 : 0, m.at.begin}));
    return !before.empty() && before.back() == ')' && before.find("(@") != std::string_view::npos;
  }

  /// The day of a post, or of an entry of a chronicle ("June 3, 2020: ..."): near the page when it is the newest of all.
  [[nodiscard]] bool is_stamp(const Mention& m) const {
    if (under_post(m)) return true;
    if (m.found.first != 0 || m.sentence >= words_.size()) return false;
    const Words& w = words_[m.sentence];
    return m.found.last < w.size() && w[m.found.last].is(":");
  }

  /// A date that can be the page's own: in the opening, not under a post of another day, not of a filed picture.
  [[nodiscard]] bool opens_page(const Mention& m) const {
    if (m.sentence >= kOpening || m.sentence >= words_.size() || m.since || m.tense > 0) return false;
    if (under_post(m)) return false;
    const Words& w = words_[m.sentence];
    return std::none_of(w.begin(), w.end(), [](const Word& x) { return in(x.lower, "file archive archival undated"); });
  }

  /// "CAIRO, April 3 (Agency) -": a date right after the place with which the page begins.
  [[nodiscard]] bool in_dateline(const Mention& m) const {
    if (!opens_page(m) || m.found.first == 0 || m.found.first > 5) return false;
    const Words& w = words_[m.sentence];
    const uint32_t end = std::min<uint32_t>(static_cast<uint32_t>(w.size()), m.found.last + 6);
    bool dash = false;
    for (uint32_t i = m.found.last; i < end; ++i) dash = dash || in(w[i].lower, "- -- \xE2\x80\x93 \xE2\x80\x94");
    for (uint32_t i = 0; i < m.found.first; ++i) {
      if (w[i].kind == WordKind::word && !w[i].capital) return false;
    }
    return dash;
  }

  /// The weekday of the news: the first plain one told as past near the top, or -1.
  [[nodiscard]] int32_t opening_weekday() const {
    for (const Mention* m : weekdays_) {
      if (m->sentence < kOpeningWeekday && m->tense <= 0) return m->found.weekday;
    }
    return -1;
  }

  /// Whether the page tells `day` in its opening, in its dateline, as the day of a post or chronicle entry.
  void where_told(Day day, bool& opening, bool& dateline, bool& stamp) const {
    const Civil c = civil_of(day);
    opening = dateline = stamp = false;
    for (const Mention& m : mentions_) {
      const Found& f = m.found;
      if (f.shape != Shape::date || f.month != c.month || f.day != c.day || (f.year != 0 && f.year != c.year)) continue;
      opening = opening || opens_page(m);
      dateline = dateline || in_dateline(m);
      stamp = stamp || is_stamp(m);
    }
  }

  /// Months told without a year that lie after `day`, by less than half a year.
  [[nodiscard]] bool later_month(Day day) const {
    const int32_t month = civil_of(day).month;
    return std::any_of(months_.begin(), months_.end(), [&](int32_t m) {
      const int32_t ahead = (m - month + 12) % 12;
      return ahead >= 1 && ahead <= 5;
    });
  }

  /// One day only when the opening tells it or the weekday of the news agrees with it; else the days left open.
  void from_text() {
    if (own_line()) return;
    Day low = kMin, high = kMax;
    bounds(low, high);
    const MonthDay* newest = newest_month_day();
    const std::optional<Day> short_day = newest != nullptr ? dated(*newest, low, high) : std::nullopt;
    Day day = kMin;
    Span at{};
    if (short_day) {
      day = *short_day;
      at = newest->mention->at;
    }
    if (latest_full_mention_ != nullptr && latest_full_ > day) {
      day = latest_full_;
      at = latest_full_mention_->at;
    }
    const bool from_short = short_day && day == *short_day;
    if (day == kMin || day < low || day > high) {
      open_range(low, high);
      return;
    }
    bool opening = false, dateline = false, stamp = false;
    where_told(day, opening, dateline, stamp);
    const int32_t weekday = opening_weekday();
    const bool same_weekday = weekday >= 0 && weekday == weekday_of(day);
    const bool agrees = same_weekday && (opening || stamp || from_short);
    const bool alone = opening && weekday < 0;
    const bool older = from_short && weekday >= 0 && !same_weekday && !later_month(day);
    if (!dateline && !alone && !agrees && !older) {
      open_range(std::max(low, day), high);
      return;
    }
    const float strength = opening ? 0.6F : 0.5F;
    add("recent past", std::string(text_.of(at)), at, {day, day + 6, Precision::days}, strength);
    place(day, strength, high, older && !dateline);
  }

  /// Year of a month and day told without one: only where a single year is left.
  std::optional<Day> dated(const MonthDay& m, Day low, Day high) const {
    // The same day with its year elsewhere in the page.
    std::optional<Day> same;
    for (const Day d : dated_) {
      const Civil c = civil_of(d);
      if (c.month == m.month && c.day == m.day && (!same || d > *same)) same = d;
    }
    if (same) return same;
    int32_t weekday = m.weekday;
    if (weekday < 0 && in_dateline(*m.mention)) weekday = weekday_in(m.mention->sentence);
    const bool open_low = low <= kMin / 2, open_high = high >= kMax / 2;
    // A term of office with an open end says "since then", not which year.
    if ((open_high && low_ <= kMin / 2) || ((open_low || open_high) && weekday < 0)) return std::nullopt;
    if (open_low) low = high - 8 * kYear;
    if (open_high) high = low + 4 * kYear;
    std::vector<Day> fits;
    for (int32_t y = civil_of(low).year; y <= civil_of(high).year && fits.size() < 2; ++y) {
      if (!is_valid_date(y, m.month, m.day)) continue;
      const Day day = day_of(y, m.month, m.day);
      if (day < low || day > high || (weekday >= 0 && weekday_of(day) != weekday)) continue;
      fits.push_back(day);
    }
    if (fits.size() != 1) return std::nullopt;
    // Deep in the page it may as well be of the year before a day that the page dates in full.
    if (weekday < 0 && !opens_page(*m.mention) && latest_full_ > kMin && fits[0] > latest_full_ &&
        fits[0] - latest_full_ < kYear && std::find(old_.begin(), old_.end(), latest_full_) == old_.end())
      return std::nullopt;
    return fits[0];
  }

  /// The plain weekday told as past in one sentence, or -1.
  [[nodiscard]] int32_t weekday_in(uint32_t sentence) const {
    for (const Mention* m : weekdays_) {
      if (m->sentence == sentence && m->tense <= 0) return m->found.weekday;
    }
    return -1;
  }

  /// The page's day: the day told, or the first that fits the weekdays told as just past.
  void place(Day anchor, float strength, Day high, bool older) {
    Day best = anchor;
    const Mention* last_past = nullptr;
    for (const Mention* m : weekdays_) {
      if (m->tense <= 0) last_past = m;
      if (older && m->found.weekday == weekday_of(anchor)) older = false;
    }
    if (older && last_past != nullptr) {
      // Pages that name weekdays for the last days give month and day only to what is older than that.
      best = anchor + 6;
      while (weekday_of(best) != last_past->found.weekday) ++best;
      add("weekday", std::string(text_.of(last_past->at)), last_past->at, {best, best + 6, Precision::days}, 0.3F);
      strength *= 0.8F;
      out_.range = {anchor, std::min(best + 14, std::max(high, best)), Precision::days};
    } else {
      out_.range = {anchor, std::min(anchor + 6, std::max(high, anchor)), Precision::days};
    }
    out_.best = day_range(best);
    out_.strength = strength;
    out_.basis = "text";
  }

  void open_range(Day low, Day high) {
    if (low > kMin / 2 && high < kMax / 2 && low <= high) {
      out_.range = {low, high, Precision::days};
      out_.strength = 0.15F;
      out_.basis = "text";
    }
  }

  const Article& article_;
  const Text& text_;
  const std::vector<Words>& words_;
  const std::vector<Mention>& mentions_;
  const Holidays& holidays_;
  const Ontology& ontology_;
  PageDate out_;
  std::vector<MonthDay> month_days_;
  std::vector<const Mention*> weekdays_;
  std::vector<Day> future_, dated_, old_;
  const Mention* latest_full_mention_ = nullptr;
  Day latest_full_ = kMin;
  Day copyright_high_ = kMin;
  bool list_ = false;
  std::vector<int32_t> months_;
  Day low_ = kMin, holder_low_ = kMin, holder_high_ = kMax;
  uint32_t holders_ = 0;
};

}  // namespace

PageDate date_page(const Article& article, const Text& text, const std::vector<Words>& words,
                   const std::vector<Mention>& mentions, const Holidays& holidays, const Ontology& ontology,
                   const DayRange& hint) {
  return Dater(article, text, words, mentions, holidays, ontology).run(hint);
}

}  // namespace dateline::time
