// The thread of the story: what happened, was planned or demanded, by the day of the event and not of the page.
//
// "On February 12, Israeli forces rescued two hostages" stands under 12 February in a page of March; "Burns was expected to
// arrive on Tuesday" stands under that Tuesday with status planned. One entry for one happening; undated entries follow at the
// end.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "dateline/base/chars.h"
#include "dateline/story/parts.h"

namespace dateline::story {

namespace {

/// What an entry says of itself before it is placed.
struct Draft {
  TimelineEntry entry;
  std::string type;       ///< event type, "STATEMENT", "DATED"
  uint32_t sentence = 0;  ///< into Pile::sentences
};

class Timeliner {
 public:
  Timeliner(const Pile& pile, Story& story) : pile_(pile), story_(story), happening_of_(pile.sentences.size(), kNone) {
    for (uint32_t h = 0; h < story.happenings.size(); ++h) {
      for (const HappeningMention& m : story.happenings[h].mentions) {
        const Page& page = pile.pages[m.doc];
        if (m.where.sentence < page.sentence_of_row.size()) happening_of_[page.sentence_of_row[m.where.sentence]] = h;
      }
    }
  }

  void run() {
    for (uint32_t i = 0; i < pile_.sentences.size(); ++i) {
      const Sentence& s = pile_.sentences[i];
      if (s.body || (is_caption(s) && !s.days.empty())) take(i, s);
    }
    std::stable_sort(drafts_.begin(), drafts_.end(), [](const Draft& a, const Draft& b) { return before(a.entry, b.entry); });
    std::set<std::tuple<std::string, std::string, Day>> told;
    for (Draft& d : drafts_) {
      // A sentence that names several days tells several things, whichever of them it was joined for.
      const bool several = pile_.sentences[d.sentence].days.size() > 1 && d.entry.days.known();
      const Day day = several ? d.entry.days.first : 0;
      if (!d.entry.happening.empty() && !told.insert({d.entry.happening, d.type, day}).second) continue;
      story_.timeline.push_back(std::move(d.entry));
    }
  }

 private:
  [[nodiscard]] bool is_caption(const Sentence& s) const {
    const Record& r = pile_.record(s.doc);
    const uint32_t block = r.sentences[s.row].block;
    return block < r.blocks.size() && r.blocks[block].role == "caption";
  }

  /// "last night" in one page is "February 12" in the other: the day that a page states goes before one that was reckoned.
  [[nodiscard]] DayRange stated(const Sentence& s, const DayRange& days, uint32_t h) const {
    const auto states = [](const Record& r, const Sentence& t, const DayRange& near, DayRange& out) {
      for (const uint32_t i : t.times) {
        const RecordTime& time = r.times[i];
        if ((time.basis == "absolute" || time.basis == "year inferred") && is_exact(time.days, 1) && meet(time.days, near, 1))
          out = time.days;
      }
      return out.known();
    };
    DayRange out;
    if (h == kNone || !is_exact(days, 2) || story_.happenings[h].documents.size() < 2 ||
        states(pile_.record(s.doc), s, days, out))
      return days;
    for (const HappeningMention& m : story_.happenings[h].mentions) {
      const Sentence* t = pile_.sentence(m.doc, m.where);
      if (t != nullptr && m.doc != s.doc && states(pile_.record(m.doc), *t, days, out)) return out;
    }
    return days;
  }

  void take(uint32_t i, const Sentence& s) {
    const Record& r = pile_.record(s.doc);
    std::set<std::pair<std::string, Day>> seen;
    bool dated = false;
    for (const uint32_t e : s.events) {
      const RecordEvent& event = r.events[e];
      if (!seen.insert({event.type, event.date.days.known() ? event.date.days.first : INT32_MIN}).second) continue;
      dated = dated || event.date.days.known();
      const bool known =
          std::any_of(event.actors.begin(), event.actors.end(), [&](const ActorRef& a) { return a.entity < r.entities.size(); });
      add(i, s, event.date, event.status, event.type, known);
    }
    for (const uint32_t t : s.statements) {
      const RecordStatement& statement = r.statements[t];
      if (!s.events.empty() || statement.speaker.text.empty()) continue;
      if (!seen.insert({"STATEMENT", statement.date.days.known() ? statement.date.days.first : INT32_MIN}).second) continue;
      dated = dated || statement.date.days.known();
      add(i, s, statement.date, "happened", "STATEMENT", statement.speaker.entity < r.entities.size());
    }
    if (dated) return;
    for (const uint32_t t : s.times) {
      const RecordTime& time = r.times[t];
      if (!is_exact(time.days, 31) || time.type == "DURATION" || time.type == "SET" || time.since || time.until) continue;
      if (seen.insert({"DATED", time.days.first}).second)
        add(i, s, {time.days, "sentence"}, time.future ? "planned" : "happened", "DATED", false);
    }
  }

  void add(uint32_t i, const Sentence& s, const RowDate& date, const std::string& status, const std::string& type, bool actor) {
    Draft d;
    d.type = type;
    d.sentence = i;
    d.entry.days = date.days;
    d.entry.date_basis = date.basis;
    d.entry.doc = s.doc;
    d.entry.where = {s.row, s.at};
    d.entry.status = status.empty() ? "happened" : status;
    d.entry.text = std::string(pile_.text(s));
    const uint32_t h = happening_of_[i];
    d.entry.days = stated(s, date.days, h);
    if (h != kNone) d.entry.happening = story_.happenings[h].id;
    d.entry.weight = weight(s, d, h, actor);
    if (h != kNone) story_.happenings[h].weight = std::max(story_.happenings[h].weight, d.entry.weight);
    drafts_.push_back(std::move(d));
  }

  /// Happenings of two or more sources first, then deeds with a known actor and day, then statements, then plain sentences; half
  /// a quotation or a line of chatter last.
  [[nodiscard]] double weight(const Sentence& s, const Draft& d, uint32_t h, bool actor) const {
    const bool deed = d.type != "STATEMENT" && d.type != "DATED";
    const bool stated_day = d.entry.days.known() && d.entry.date_basis != "page";
    double w = 0;
    if (deed)
      w = actor ? 1.2 + (stated_day ? 0.8 : 0) : stated_day ? 0.6 : 0.2;
    else if (d.type == "STATEMENT")
      w = actor ? 0.8 + (stated_day ? 0.2 : 0) : 0.2;
    else
      w = s.figures.empty() ? 0.05 : 0.2;
    if (w >= 0.5) {
      w += 0.1 * static_cast<double>(std::min<size_t>(3, s.actors.size())) +
           0.1 * static_cast<double>(std::min<size_t>(3, s.figures.size()));
    }
    if (h != kNone) {
      const Happening& told = story_.happenings[h];
      w += 2.0 * (std::max<uint32_t>(1, told.independent) - 1) + 0.4 * static_cast<double>(told.documents.size() - 1);
    }
    if (d.entry.status != "happened") w -= 0.2;
    if (is_fragment(s)) w *= 0.1;
    return std::max(0.0, w);
  }

  /// A sentence that no reader could take alone: quotation marks that do not close, few words, a question, or a direct address.
  [[nodiscard]] bool is_fragment(const Sentence& s) const {
    const std::vector<Word>& words = pile_.pages[s.doc].words;
    const std::string_view text = pile_.text(s);
    if (s.words_end - s.words_begin < 5 || text.empty()) return true;
    uint32_t straight = 0;
    int typographic = 0;
    for (size_t at = 0; at < text.size();) {
      const CodePoint c = decode(text, at);
      if (c.length == 0) break;
      if (c.value == '"') ++straight;
      if (c.value == 0x201C || c.value == 0x00AB) ++typographic;
      if (c.value == 0x201D || c.value == 0x00BB) --typographic;
      at += c.length;
    }
    if (straight % 2 != 0 || typographic != 0 || text.back() == '?') return true;
    uint32_t addressed = 0;
    for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
      if (words[i].quoted) continue;
      const std::string word = fold(slice(pile_.record(s.doc).text, words[i].at));
      if (word == "we" || word == "our" || word == "us" || word == "you" || word == "your" || word == "i") ++addressed;
    }
    return addressed > 0;
  }

  const Pile& pile_;
  Story& story_;
  std::vector<uint32_t> happening_of_;
  std::vector<Draft> drafts_;
};

uint32_t given(const Pile& pile, uint32_t doc) { return pile.given[doc]; }

void sort_docs(const Pile& pile, std::vector<uint32_t>& docs) {
  for (uint32_t& doc : docs) doc = given(pile, doc);
  std::sort(docs.begin(), docs.end());
}

/// `list[page]` made `list[given index]`.
template <class T>
void turn(const Pile& pile, std::vector<T>& list) {
  if (list.size() != pile.given.size()) return;
  std::vector<T> out(list.size());
  for (size_t i = 0; i < list.size(); ++i) out[pile.given[i]] = std::move(list[i]);
  list = std::move(out);
}

}  // namespace

bool before(const TimelineEntry& a, const TimelineEntry& b) {
  const DayRange& x = a.days;
  const DayRange& y = b.days;
  if (x.known() != y.known()) return x.known();
  if (x.known() && x.first != y.first) return x.first < y.first;
  if (x.known() && x.last != y.last) return x.last < y.last;
  if (a.doc != b.doc) return a.doc < b.doc;
  return a.where.at.begin < b.where.at.begin;
}

void add_timeline(const Pile& pile, Story& story) { Timeliner(pile, story).run(); }

void in_given_order(const Pile& pile, Story& story) {
  for (StoryActor& a : story.actors) {
    for (RowRef& ref : a.entities) ref.doc = given(pile, ref.doc);
  }
  turn(pile, story.entity_actor);
  turn(pile, story.story_of);
  turn(pile, story.joint_dates);
  turn(pile, story.joint_reasons);
  for (Lineage& l : story.lineage) {
    l.from = given(pile, l.from);
    l.to = given(pile, l.to);
  }
  for (Happening& h : story.happenings) {
    for (HappeningMention& m : h.mentions) m.doc = given(pile, m.doc);
    sort_docs(pile, h.documents);
  }
  for (Conflict& c : story.conflicts) {
    for (ConflictValue& v : c.values) v.doc = given(pile, v.doc);
  }
  for (TimelineEntry& t : story.timeline) t.doc = given(pile, t.doc);
  for (Position& p : story.positions) p.doc = given(pile, p.doc);
  for (Independence& i : story.independence) sort_docs(pile, i.docs);
}

}  // namespace dateline::story
