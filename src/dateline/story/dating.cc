// Pages that cannot be dated alone, dated by the other pages of their story (S5).
//
// A page says "on Thursday" of a press conference that another page puts on "March 21": the only Thursday 21 March in the years
// the pages allow is that of 2024, so the first page is of that day. Days come from pages only, never from the clock.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

constexpr double kSameThing = 0.16;  ///< likeness of two sentences that may carry a date across ...
constexpr double kTie = 1.0;         ///< ... when the pages tell of the same things by so much in all
constexpr double kSureThing = 0.45;  ///< or when the two sentences alone are alike enough
constexpr uint32_t kOpening = 4;     ///< sentences at the head of a page that tell its news
constexpr int32_t kFollowUp = 21;    ///< days after its first report that a page still tells a thing as news
constexpr int32_t kSlack = 6;        ///< a weekday name reaches back six days

/// What a time expression says of a day without a page date.
struct Clue {
  enum class Sort : uint8_t { day, month_day, weekday, today, yesterday, last_night, tomorrow } sort = Sort::day;
  DayRange days;               ///< for `day`
  int32_t month = 0, day = 0;  ///< for `month_day`
  int32_t weekday = 0;         ///< for `weekday`, 0 = Monday
  bool future = false;
};

int32_t number(std::string_view text) {
  int32_t out = 0;
  for (const char c : text) {
    if (!is_digit(c)) return -1;
    out = out * 10 + (c - '0');
  }
  return text.empty() ? -1 : out;
}

bool clue_of(const Record& r, const RecordTime& t, Clue& out) {
  static constexpr std::array<std::string_view, 7> kDays = {"monday", "tuesday",  "wednesday", "thursday",
                                                            "friday", "saturday", "sunday"};
  const std::string words = fold(slice(r.text, t.where.at));
  out.future = t.future;
  if (is_exact(t.days, 1) && t.basis != "none" && !t.since && !t.until) {
    out.days = t.days;
    return true;
  }
  if (t.value.size() >= 10 && t.value.substr(0, 5) == "XXXX-" && is_digit(t.value[5]) && t.value[7] == '-') {
    out.sort = Clue::Sort::month_day;
    out.month = number(std::string_view(t.value).substr(5, 2));
    out.day = number(std::string_view(t.value).substr(8, 2));
    return out.month >= 1 && out.month <= 12 && out.day >= 1 && out.day <= 31;
  }
  if (t.since || t.until) return false;
  for (int32_t i = 0; i < 7; ++i) {
    if (words.substr(0, kDays[static_cast<size_t>(i)].size()) == kDays[static_cast<size_t>(i)]) {
      out.sort = Clue::Sort::weekday;
      out.weekday = i;
      return true;
    }
  }
  if (words == "last night" || words == "overnight")
    out.sort = Clue::Sort::last_night;
  else if (words == "yesterday")
    out.sort = Clue::Sort::yesterday;
  else if (words == "today" || words == "tonight")
    out.sort = Clue::Sort::today;
  else if (words == "tomorrow")
    out.sort = Clue::Sort::tomorrow;
  else
    return false;
  return true;
}

/// Page dates that `clue` allows when the thing it dates was on `day`.
DayRange page_days(const Clue& clue, Day day) {
  switch (clue.sort) {
    case Clue::Sort::day:
    case Clue::Sort::month_day:
      return {day, day + kSlack, Precision::days};
    case Clue::Sort::weekday:
      if (weekday_of(day) != clue.weekday) return {};
      return clue.future ? DayRange{day - kSlack, day, Precision::days} : DayRange{day, day + kSlack, Precision::days};
    case Clue::Sort::today:
      return {day, day, Precision::day};
    case Clue::Sort::yesterday:
      return {day + 1, day + 1, Precision::day};
    case Clue::Sort::last_night:
      return {day, day + 1, Precision::days};
    case Clue::Sort::tomorrow:
      return {day - 1, day - 1, Precision::day};
  }
  return {};
}

std::string words_of(const Record& r, const Evidence& e) { return std::string(slice(r.text, e.at)); }

class Dater {
 public:
  Dater(const Pile& pile, const std::vector<Likeness>& pairs, Story& story)
      : pile_(pile), pairs_(pairs), story_(story), clues_(pile.sentences.size()) {
    for (uint32_t i = 0; i < pile.sentences.size(); ++i) {
      const Sentence& s = pile.sentences[i];
      const Record& r = pile.record(s.doc);
      for (const uint32_t t : s.times) {
        Clue clue;
        if (clue_of(r, r.times[t], clue)) clues_[i].push_back({clue, t});
      }
    }
    for (uint32_t doc = 0; doc < pile.pages.size(); ++doc)
      dated_.push_back(is_exact(pile.record(doc).date_range, 7) ? pile.record(doc).date_range : DayRange{});
  }

  void run() {
    story_.joint_dates.assign(pile_.pages.size(), {});
    story_.joint_reasons.assign(pile_.pages.size(), "");
    find_ties();
    // A page dated in one round can date another in the next.
    for (int round = 0; round < 4; ++round) {
      if (!sweep()) break;
    }
  }

 private:
  struct Vote {
    DayRange days;
    double weight = 0;
    std::string reason;
    bool weak = false;     ///< dates no page alone
    double support = 0;    ///< weight of the votes that agree
    int32_t distance = 0;  ///< from the dated pages of the pile
  };

  /// How much two pages tell of the same things: likeness over sentence pairs, each sentence used once.
  [[nodiscard]] double tie(const Likeness& p) const {
    const auto found = ties_.find({pile_.sentences[p.a].doc, pile_.sentences[p.b].doc});
    return found == ties_.end() ? 0 : found->second;
  }

  void find_ties() {
    std::map<std::pair<uint32_t, uint32_t>, std::set<uint32_t>> used;
    for (const Likeness& p : pairs_) {
      if (p.score < 0.25) break;
      const std::pair<uint32_t, uint32_t> pages{pile_.sentences[p.a].doc, pile_.sentences[p.b].doc};
      std::set<uint32_t>& seen = used[pages];
      if (seen.count(p.a) != 0 || seen.count(p.b) != 0) continue;
      seen.insert(p.a);
      seen.insert(p.b);
      ties_[pages] += p.score;
    }
  }

  bool sweep() {
    std::vector<std::vector<Vote>> votes(pile_.pages.size());
    for (const Likeness& p : pairs_) {
      if (p.score < kSameThing || (p.score < kSureThing && !p.facts && tie(p) < kTie)) continue;
      carry(p, p.a, p.b, votes);
      carry(p, p.b, p.a, votes);
    }
    bool changed = false;
    for (uint32_t doc = 0; doc < votes.size(); ++doc) {
      if (!dated_[doc].known() && !votes[doc].empty()) changed = settle(doc, votes[doc]) || changed;
    }
    return changed;
  }

  /// From sentence `from`, whose day is known or half known, to the page of sentence `to`.
  void carry(const Likeness& p, uint32_t from, uint32_t to, std::vector<std::vector<Vote>>& votes) const {
    const uint32_t doc = pile_.sentences[to].doc;
    if (dated_[doc].known()) return;
    for (const auto& [known, row] : clues_[from]) {
      for (const Day day : days_of(pile_.sentences[from].doc, known)) {
        for (const auto& [clue, time] : clues_[to]) {
          // A day and month alone may be years back: it does not place its page.
          if (clue.sort == Clue::Sort::day || clue.sort == Clue::Sort::month_day) continue;
          DayRange days = page_days(clue, day);
          const DayRange& own = pile_.record(doc).date_range;
          if (own.known() && days.known()) days = both(days, own);
          if (days.known()) days = fit_weekdays(doc, after_own_days(doc, days));
          if (!days.known()) continue;
          const Record& x = pile_.record(doc);
          const Record& y = pile_.record(pile_.sentences[from].doc);
          // "tomorrow" and what lies ahead is often a speaker's or an older report's: it only confirms what the past tells.
          const bool weak = clue.future || clue.sort == Clue::Sort::tomorrow || is_quoted(doc, to, x.times[time].where.at);
          votes[doc].push_back({days, p.score * std::max(tie(p), 0.5),
                                "\"" + words_of(x, x.times[time].where) + "\" here is \"" + words_of(y, y.times[row].where) +
                                    "\" in " + y.name + " (" + iso_of(day) + ")",
                                weak, 0, 0});
        }
      }
    }
  }

  /// The words of a clue stand inside quotation marks.
  [[nodiscard]] bool is_quoted(uint32_t doc, uint32_t sentence, Span at) const {
    const Sentence& s = pile_.sentences[sentence];
    const std::vector<Word>& words = pile_.pages[doc].words;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      if (words[i].at.overlaps(at)) return words[i].quoted;
    }
    return false;
  }

  /// Calendar days a clue can mean in its page: one, or one for each year the pages leave open.
  [[nodiscard]] std::vector<Day> days_of(uint32_t doc, const Clue& clue) const {
    const DayRange& page = dated_[doc].known() ? dated_[doc] : pile_.record(doc).date_range;
    if (clue.sort == Clue::Sort::day) return {clue.days.first};
    if (clue.sort == Clue::Sort::month_day) return year_days(page, clue);
    if (!dated_[doc].known()) return {};
    if (clue.sort == Clue::Sort::weekday) {
      Day day = dated_[doc].last;
      while (weekday_of(day) != clue.weekday) day += clue.future ? 1 : -1;
      return {day};
    }
    const Day day = dated_[doc].first;
    if (clue.sort == Clue::Sort::yesterday || clue.sort == Clue::Sort::last_night) return {day - 1};
    return {clue.sort == Clue::Sort::tomorrow ? day + 1 : day};
  }

  [[nodiscard]] std::vector<Day> year_days(const DayRange& page, const Clue& clue) const {
    std::vector<Day> out;
    const DayRange span = page.known() ? page : stated_years();
    if (!span.known()) return out;
    const int32_t low = civil_of(span.first).year - 1;
    const int32_t high = civil_of(span.last).year;
    for (int32_t year = low; year <= high && out.size() < 12; ++year) {
      if (!is_valid_date(year, clue.month, clue.day)) continue;
      const Day day = day_of(year, clue.month, clue.day);
      if (!page.known() || (day <= page.last && day >= page.first - 366)) out.push_back(day);
    }
    return out;
  }

  /// From the first to the last year that any page states, and one more.
  [[nodiscard]] DayRange stated_years() const {
    DayRange out;
    for (const auto& list : clues_) {
      for (const auto& [clue, row] : list) {
        if (clue.sort != Clue::Sort::day) continue;
        if (!out.known()) out = {clue.days.first, clue.days.last, Precision::days};
        out.first = std::min(out.first, clue.days.first);
        out.last = std::max(out.last, clue.days.last);
      }
    }
    if (out.known()) out.last += 366;
    return out;
  }

  /// Distance of a range from the dated pages and stated years of the pile: the nearest year wins.
  [[nodiscard]] int32_t distance(const DayRange& days) const {
    int32_t best = INT32_MAX;
    for (const DayRange& d : dated_) {
      if (d.known()) best = std::min(best, std::abs(d.first - days.first));
    }
    if (best == INT32_MAX) {
      const DayRange span = stated_years();
      if (span.known()) best = days.first >= span.first ? days.first - span.first : INT32_MAX / 2;
    }
    return best;
  }

  /// The range that the weight of the votes allows; weekdays named in the page must fit.
  bool settle(uint32_t doc, std::vector<Vote>& votes) {
    // Support is counted before the sort: while it moves the votes they cannot be asked.
    for (Vote& v : votes) {
      v.support = support(v, votes);
      v.distance = distance(v.days);
    }
    std::stable_sort(votes.begin(), votes.end(), [](const Vote& a, const Vote& b) {
      if (a.support != b.support) return a.support > b.support;
      if (a.distance != b.distance) return a.distance < b.distance;
      return a.days.first < b.days.first;
    });
    const auto firm = std::find_if(votes.begin(), votes.end(), [](const Vote& v) { return !v.weak; });
    if (firm == votes.end()) return false;
    std::rotate(votes.begin(), firm, firm + 1);
    DayRange days = votes.front().days;
    std::string reason = votes.front().reason;
    for (const Vote& v : votes) {
      const DayRange common = both(days, v.days);
      if (common.known()) days = common;
    }
    if (!days.known() || width(days) > 7) return false;
    dated_[doc] = days;
    story_.joint_dates[doc] = days;
    story_.joint_reasons[doc] = reason;
    return true;
  }

  static double support(const Vote& v, const std::vector<Vote>& votes) {
    double sum = 0;
    std::set<std::string> seen;
    for (const Vote& other : votes) {
      if (meet(v.days, other.days) && seen.insert(other.reason).second) sum += other.weight;
    }
    return sum;
  }

  /// A page is not older than the days it tells as past: "Saturday, March 27" cannot stand on a page of March 23.
  [[nodiscard]] DayRange after_own_days(uint32_t doc, const DayRange& days) const {
    Day newest = days.first;
    const Page& page = pile_.pages[doc];
    for (uint32_t i = page.sentences_begin; i < page.sentences_end; ++i) {
      for (const auto& [clue, row] : clues_[i]) {
        if (clue.sort != Clue::Sort::month_day || clue.future) continue;
        const int32_t year = civil_of(days.first).year;
        for (int32_t y = year - 1; y <= year + 1; ++y) {
          if (!is_valid_date(y, clue.month, clue.day)) continue;
          const Day day = day_of(y, clue.month, clue.day);
          if (day <= days.first + kFollowUp) newest = std::max(newest, day);
        }
      }
    }
    return newest == days.first ? days : DayRange{newest, std::max(newest + kSlack, days.last), Precision::days};
  }

  /// A plain weekday of the recent past and one still ahead leave only the days between them.
  [[nodiscard]] DayRange fit_weekdays(uint32_t doc, const DayRange& days) const {
    std::map<int32_t, int> past;
    int32_t lead = -1;
    const Page& page = pile_.pages[doc];
    for (uint32_t i = page.sentences_begin; i < page.sentences_end; ++i) {
      for (const auto& [clue, row] : clues_[i]) {
        if (clue.sort != Clue::Sort::weekday || clue.future) continue;
        if (past.empty() && i - page.sentences_begin < kOpening) lead = clue.weekday;
        ++past[clue.weekday];
      }
    }
    if (past.empty()) return days;
    // The weekday that opens the news is the page's own day, unless the days leave it out.
    for (Day d = days.first; d <= days.last; ++d) {
      if (weekday_of(d) == lead) return {d, d, Precision::day};
    }
    // News names a weekday of the same or the last day: the latest one named in the past is the page's day or the day before.
    // Agencies name the day of the page itself by its weekday: such a day is the page's; else the day after one.
    DayRange out;
    for (Day d = days.first; d <= days.last && !out.known(); ++d) {
      if (past.count(weekday_of(d)) != 0) out = {d, d, Precision::day};
    }
    for (Day d = days.first; d <= days.last && !out.known(); ++d) {
      if (past.count(weekday_of(d - 1)) != 0) out = {d, d, Precision::day};
    }
    return out;
  }

  const Pile& pile_;
  const std::vector<Likeness>& pairs_;
  Story& story_;
  std::vector<std::vector<std::pair<Clue, uint32_t>>> clues_;
  std::vector<DayRange> dated_;
  std::map<std::pair<uint32_t, uint32_t>, double> ties_;
};

}  // namespace

void add_joint_dates(const Pile& pile, const std::vector<Likeness>& pairs, Story& story) { Dater(pile, pairs, story).run(); }

}  // namespace dateline::story
