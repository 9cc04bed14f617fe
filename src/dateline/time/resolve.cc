// Finds the expressions of every sentence, dates the page, gives each expression its value.
//
// "A day earlier at his tour's first stop" after "said Thursday" is the Wednesday: relative expressions lean on the last day told
// before them, absolute ones on nothing. It does not look at other pages; `hint` brings what they know.
#include <algorithm>
#include <array>
#include <utility>

#include "dateline/base/chars.h"
#include "dateline/time/page_date.h"
#include "dateline/time/tense.h"
#include "dateline/time/times.h"
#include "dateline/time/value.h"

namespace dateline::time {
namespace {

std::vector<Mention> mentions_of(const Text& text, const Syntax& syntax, const std::vector<Words>& words,
                                 const Holidays& holidays) {
  std::vector<Mention> out;
  for (uint32_t s = 0; s < words.size(); ++s) {
    for (Found& found : find(words[s], holidays)) {
      Mention m;
      m.at = {words[s][found.first].at.begin, words[s][found.last - 1].at.end};
      m.sentence = s;
      m.tense = tense_of(text, syntax, m.at);
      if (m.tense == 0) m.tense = tense_of(words[s], found);
      const std::string_view before = found.first > 0 ? std::string_view(words[s][found.first - 1].lower) : std::string_view();
      m.since = before == "since";
      m.until = in(before, "until till by through");
      if (m.since || tells_of_past(words[s], found)) m.tense = -1;
      m.past_plan = m.tense > 0 && planned_in_past(words[s], found);
      m.found = std::move(found);
      out.push_back(std::move(m));
    }
  }
  return out;
}

/// Whether later relative expressions may lean on this one.
bool can_be_leaned_on(const TimeExpression& t) {
  return t.days.known() && !t.since && t.type != TimexType::set && t.type != TimexType::duration && t.value != "PRESENT_REF" &&
         t.days.precision <= Precision::century;
}

float confidence_of(const Mention& m, const TimeExpression& t, const PageDate& page) {
  if (t.value.empty()) return 0.3F;
  if (m.found.ambiguous) return 0.5F;
  switch (t.basis) {
    case TimeBasis::absolute:
      return 0.97F;
    case TimeBasis::year_inferred:
      return 0.6F + 0.35F * page.strength;
    case TimeBasis::relative_to_page:
      return 0.5F + 0.45F * page.strength;
    case TimeBasis::relative_to_text:
      return 0.6F;
    default:
      return 0.5F;
  }
}

bool plain_weekday(const Found& f) { return f.shape == Shape::weekday && !f.said_direction && f.base.empty(); }
bool plain_month(const Found& f) {
  return f.shape == Shape::date && f.year == 0 && f.month > 0 && f.day == 0 && !f.said_direction && f.base.empty();
}

/// One name means one day in a page: "were due to pass on Saturday" beside "passed on Saturday" is that Saturday, and a month
/// named without a verb is the one told as past elsewhere.
void agree(std::vector<Mention>& mentions) {
  std::array<bool, 7> day_past{};
  std::array<bool, 13> month_past{};
  for (const Mention& m : mentions) {
    if (m.tense >= 0) continue;
    if (plain_weekday(m.found) && m.found.weekday >= 0 && m.found.weekday < 7)
      day_past[static_cast<size_t>(m.found.weekday)] = true;
    if (plain_month(m.found) && m.found.month <= 12) month_past[static_cast<size_t>(m.found.month)] = true;
  }
  for (Mention& m : mentions) {
    if (m.tense < 0) continue;
    const bool told_past = (plain_weekday(m.found) && m.found.weekday >= 0 && m.found.weekday < 7 &&
                            day_past[static_cast<size_t>(m.found.weekday)]) ||
                           (plain_month(m.found) && m.found.month <= 12 && month_past[static_cast<size_t>(m.found.month)]);
    if (told_past && (m.tense == 0 || m.past_plan)) m.tense = -1;
  }
}

/// The two ends of a range share what only one of them says: "from March to August 2011", "November 2016 to February".
void share_year(Found& a, Found& b) {
  if (a.shape != Shape::date || b.shape != Shape::date || a.month == 0 || b.month == 0) return;
  if (a.said_direction || b.said_direction || !a.base.empty()) return;
  const bool later = a.month > b.month || (a.month == b.month && a.day > b.day && b.day > 0);
  if (a.year == 0 && b.year > 0) a.year = later ? b.year - 1 : b.year;
  if (a.year == 0 && b.year == 0 && !b.base.empty() && !later) a.base = b.base;
  if (b.year == 0 && a.year > 0 && b.base.empty()) b.year = later ? a.year + 1 : a.year;
}

/// The end of a range is not before its begin: a month or day without its year, or a weekday, moves forward.
void not_before(const Found& found, const DayRange& begin, const Anchor& anchor, const Holidays& holidays, Value& v) {
  if (!begin.known() || !v.days.known() || v.days.last >= begin.first || !found.base.empty() || found.year > 0) return;
  Found moved = found;
  if (found.shape == Shape::date && found.month > 0) {
    moved.year = civil_of(begin.first).year;
    Value next = resolve_found(moved, anchor, holidays);
    if (next.days.known() && next.days.last < begin.first) {
      ++moved.year;
      next = resolve_found(moved, anchor, holidays);
    }
    if (next.days.known()) v = std::move(next);
  } else if (found.shape == Shape::weekday && v.days.first == v.days.last) {
    Anchor from_begin = anchor;
    from_begin.page = day_range(begin.first);
    from_begin.tense = 1;
    v = resolve_found(moved, from_begin, holidays);
  }
}

/// Resolves the mentions in text order; `page` is the page's day.
std::vector<TimeExpression> values_of(const std::vector<Mention>& mentions, const PageDate& page, const Holidays& holidays) {
  std::vector<TimeExpression> out;
  out.reserve(mentions.size());
  uint32_t leaning = kNone;
  for (size_t i = 0; i < mentions.size(); ++i) {
    const Mention& m = mentions[i];
    Anchor anchor;
    anchor.page = page.best;
    anchor.tense = m.tense;
    Found found = m.found;
    const bool opens = found.opens && i + 1 < mentions.size() && mentions[i + 1].sentence == m.sentence;
    const bool closes = i > 0 && mentions[i - 1].found.opens && mentions[i - 1].sentence == m.sentence;
    if (opens) {
      Found end = mentions[i + 1].found;
      share_year(found, end);
    } else if (closes) {
      Found begin = mentions[i - 1].found;
      share_year(begin, found);
      if (anchor.tense == 0) anchor.tense = mentions[i - 1].tense;
    }
    if (leaning != kNone && m.sentence - out[leaning].sentence <= 12) {
      anchor.text = out[leaning].days;
      anchor.text_value = out[leaning].value;
    }
    Value v = resolve_found(found, anchor, holidays);
    if (closes) not_before(found, out.back().days, anchor, holidays, v);
    TimeExpression t;
    t.at = m.at;
    t.sentence = m.sentence;
    t.type = v.type;
    t.value = std::move(v.value);
    t.days = v.days;
    t.basis = v.basis;
    t.anchor = v.leaned_on_text ? leaning : kNone;
    if (opens) t.range_end = static_cast<uint32_t>(out.size()) + 1;
    t.since = m.since;
    t.until = m.until;
    t.future = v.future || m.tense > 0;
    t.why = v.reason.empty() ? m.found.why : v.reason;
    t.confidence = confidence_of(m, t, page);
    if (can_be_leaned_on(t)) leaning = static_cast<uint32_t>(out.size());
    out.push_back(std::move(t));
  }
  return out;
}

/// "Waitangi Day - February 6": a feast and its date side by side are one expression.
void join_feasts(const Text& text, const std::vector<Mention>& mentions, std::vector<TimeExpression>& all) {
  std::vector<uint32_t> place(all.size());
  std::vector<TimeExpression> kept;
  for (uint32_t i = 0; i < all.size(); ++i) {
    const bool beside = !kept.empty() && i > 0 && place[i - 1] + 1 == kept.size() &&
                        mentions[i - 1].found.shape == Shape::holiday && mentions[i].found.shape == Shape::date &&
                        kept.back().sentence == all[i].sentence && kept.back().days == all[i].days &&
                        all[i].at.begin - kept.back().at.end <= 5;
    const std::string_view gap = beside ? slice(text.utf8, {kept.back().at.end, all[i].at.begin}) : std::string_view();
    const bool glue = beside && std::none_of(gap.begin(), gap.end(), [](char c) { return is_alnum(c) || c == '.' || c == ';'; });
    place[i] = static_cast<uint32_t>(kept.size()) - (glue ? 1 : 0);
    if (all[i].anchor != kNone) all[i].anchor = place[all[i].anchor];
    if (!kept.empty() && i > 0 && all[i - 1].range_end == i) kept[place[i - 1]].range_end = place[i];
    if (glue)
      kept.back().at.end = all[i].at.end;
    else
      kept.push_back(std::move(all[i]));
  }
  all = std::move(kept);
}

/// Bylines, credits and datelines date the page, but tell no time of anything else.
std::vector<Mention> prose_only(const Text& text, std::vector<Mention> mentions) {
  std::erase_if(mentions, [&](const Mention& m) {
    if (m.sentence >= text.sentences.size()) return false;
    const uint32_t block = text.sentences[m.sentence].block;
    if (block >= text.blocks.size()) return false;
    const Role role = text.blocks[block].role;
    return role == Role::byline || role == Role::credit || role == Role::dateline;
  });
  return mentions;
}

}  // namespace

Times resolve(const Article& article, const Text& text, const Syntax& syntax, const Ontology& ontology, const DayRange& hint) {
  Times out;
  const Holidays holidays(ontology);
  std::vector<Words> words;
  const std::vector<Span> spans = sentence_spans(text);
  words.reserve(spans.size());
  for (const Span span : spans) words.push_back(scan(text.utf8, span));
  std::vector<Mention> mentions = mentions_of(text, syntax, words, holidays);
  agree(mentions);
  out.page = date_page(article, text, words, mentions, holidays, ontology, hint);
  mentions = prose_only(text, std::move(mentions));
  out.expressions = values_of(mentions, out.page, holidays);
  join_feasts(text, mentions, out.expressions);
  return out;
}

}  // namespace dateline::time
