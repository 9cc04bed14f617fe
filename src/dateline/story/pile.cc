// Records made ready for comparing: see pile.h. A page of forty sentences gives forty Sentence rows; nothing is dropped or
// judged.
#include "dateline/story/pile.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace dateline::story {

namespace {

bool is_body(const Record& r, uint32_t block) {
  if (block >= r.blocks.size()) return true;
  const std::string& role = r.blocks[block].role;
  return role == "body" || role == "standfirst" || role == "list item" || role == "list_item" || role == "quotation" ||
         role.empty();
}

template <class Rows>
void sort_in(const Rows& rows, const Page& page, std::vector<Sentence>& sentences, std::vector<uint32_t> Sentence::*list) {
  for (uint32_t i = 0; i < rows.size(); ++i) {
    const uint32_t s = rows[i].where.sentence;
    if (s < page.sentence_of_row.size()) (sentences[page.sentence_of_row[s]].*list).push_back(i);
  }
}

void make_set(std::vector<uint64_t>& list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
}

void take_words(const Page& page, Sentence& s) {
  const auto first = std::lower_bound(page.words.begin(), page.words.end(), s.at.begin,
                                      [](const Word& w, uint32_t byte) { return w.at.begin < byte; });
  auto last = first;
  while (last != page.words.end() && last->at.begin < s.at.end) ++last;
  s.words_begin = static_cast<uint32_t>(first - page.words.begin());
  s.words_end = static_cast<uint32_t>(last - page.words.begin());
  for (auto w = first; w != last; ++w) {
    if (!w->stop) s.stems.push_back(w->stem);
    if (w->quoted && !w->stop && !w->name) s.quoted.push_back(w->stem);
  }
  make_set(s.stems);
  make_set(s.quoted);
}

void take_counted(const Record& r, const Ontology& ontology, Sentence& s) {
  for (const uint32_t i : s.figures) {
    std::vector<uint64_t> stems;
    for (const Word& w : words_of(r.figures[i].counted, &ontology)) {
      if (!w.stop && !w.number) stems.push_back(w.stem);
    }
    make_set(stems);
    s.counted.push_back(std::move(stems));
  }
}

void take_days(const Record& r, Sentence& s) {
  const auto add = [&](const DayRange& days) {
    if (is_exact(days) && std::find(s.days.begin(), s.days.end(), days) == s.days.end()) s.days.push_back(days);
  };
  for (const uint32_t i : s.times) {
    const RecordTime& t = r.times[i];
    if (!t.since && !t.until && t.type != "DURATION" && t.type != "SET") add(t.days);
  }
}

void add_page(const Record& record, const Ontology& ontology, Pile& pile) {
  const auto doc = static_cast<uint32_t>(pile.pages.size());
  Page page;
  page.record = &record;
  page.words = words_of(record.text, &ontology);
  page.sentences_begin = static_cast<uint32_t>(pile.sentences.size());
  for (uint32_t row = 0; row < record.sentences.size(); ++row) {
    Sentence s;
    s.doc = doc;
    s.row = row;
    s.at = record.sentences[row].at;
    s.body = is_body(record, record.sentences[row].block);
    take_words(page, s);
    page.sentence_of_row.push_back(static_cast<uint32_t>(pile.sentences.size()));
    pile.sentences.push_back(std::move(s));
  }
  page.sentences_end = static_cast<uint32_t>(pile.sentences.size());
  sort_in(record.events, page, pile.sentences, &Sentence::events);
  sort_in(record.statements, page, pile.sentences, &Sentence::statements);
  sort_in(record.figures, page, pile.sentences, &Sentence::figures);
  sort_in(record.times, page, pile.sentences, &Sentence::times);
  for (uint32_t i = page.sentences_begin; i < page.sentences_end; ++i) {
    take_days(record, pile.sentences[i]);
    take_counted(record, ontology, pile.sentences[i]);
  }
  pile.pages.push_back(std::move(page));
}

/// A name of three words says who, not what: its words count half.
void weigh(const Pile& pile, Sentence& s) {
  const std::vector<Word>& words = pile.pages[s.doc].words;
  s.weights.assign(s.stems.size(), 0);
  for (uint32_t i = s.words_begin; i < s.words_end; ++i) {
    if (words[i].stop) continue;
    const auto at = std::lower_bound(s.stems.begin(), s.stems.end(), words[i].stem) - s.stems.begin();
    const double weight = pile.rarity(words[i].stem) * (words[i].name && i > s.words_begin ? 0.5 : 1.0);
    s.weights[static_cast<size_t>(at)] = static_cast<float>(weight);
  }
  for (const float w : s.weights) s.mass += static_cast<double>(w);
}

}  // namespace

double Pile::rarity(uint64_t stem) const {
  const auto found = frequency.find(stem);
  const double n = found == frequency.end() ? 1 : found->second;
  return std::log(1 + static_cast<double>(sentences.size()) / n);
}

const Sentence* Pile::sentence(uint32_t doc, const Evidence& where) const {
  const Page& page = pages[doc];
  return where.sentence < page.sentence_of_row.size() ? &sentences[page.sentence_of_row[where.sentence]] : nullptr;
}

Pile pile_of(const std::vector<const Record*>& records, const Ontology& ontology) {
  Pile pile;
  pile.ontology = &ontology;
  pile.given.resize(records.size());
  std::iota(pile.given.begin(), pile.given.end(), 0U);
  std::stable_sort(pile.given.begin(), pile.given.end(), [&](uint32_t a, uint32_t b) { return records[a]->id < records[b]->id; });
  for (const uint32_t i : pile.given) add_page(*records[i], ontology, pile);
  for (const Sentence& s : pile.sentences) {
    for (const uint64_t stem : s.stems) ++pile.frequency[stem];
  }
  for (Sentence& s : pile.sentences) weigh(pile, s);
  return pile;
}

bool meet(const DayRange& a, const DayRange& b, int32_t slack) {
  return a.known() && b.known() && a.first <= b.last + slack && b.first <= a.last + slack;
}

DayRange both(const DayRange& a, const DayRange& b) {
  if (!a.known()) return b;
  if (!b.known()) return a;
  if (!meet(a, b)) return {};
  DayRange out{std::max(a.first, b.first), std::min(a.last, b.last), std::min(a.precision, b.precision)};
  if (out.first == out.last) out.precision = std::min(out.precision, Precision::day);
  return out;
}

int32_t width(const DayRange& days) { return days.known() ? days.last - days.first + 1 : 0; }

bool is_exact(const DayRange& range, int32_t days) { return range.known() && width(range) <= days; }

double shared_mass(const Pile& pile, const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  double sum = 0;
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x < *y)
      ++x;
    else if (*y < *x)
      ++y;
    else {
      sum += pile.rarity(*x);
      ++x;
      ++y;
    }
  }
  return sum;
}

double shared_mass(const Sentence& a, const Sentence& b) {
  double sum = 0;
  for (size_t x = 0, y = 0; x < a.stems.size() && y < b.stems.size();) {
    if (a.stems[x] < b.stems[y])
      ++x;
    else if (b.stems[y] < a.stems[x])
      ++y;
    else
      sum += static_cast<double>(std::min(a.weights[x++], b.weights[y++]));
  }
  return sum;
}

bool share_any(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  for (auto x = a.begin(), y = b.begin(); x != a.end() && y != b.end();) {
    if (*x == *y) return true;
    if (*x < *y)
      ++x;
    else
      ++y;
  }
  return false;
}

}  // namespace dateline::story
