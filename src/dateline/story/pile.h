// All records as the comparing parts want them: words, sentences with their facts and days, how rare each word is.
//
// Page 3, sentence 2 "On February 12, Israeli forces rescued two hostages" becomes one Sentence with the stems of its content
// words, its story actors, its day and its rows. Documents are taken in the order of their ids, whatever order they came in.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "dateline/story/story.h"
#include "dateline/story/words.h"

namespace dateline::story {

/// One sentence of one page, ready to be compared.
struct Sentence {
  uint32_t doc = 0;                                          ///< into Pile::pages
  uint32_t row = 0;                                          ///< into Record::sentences
  Span at;                                                   ///< bytes of the record's text
  uint32_t words_begin = 0, words_end = 0;                   ///< into Page::words
  std::vector<uint64_t> stems;                               ///< distinct content stems, ascending
  std::vector<float> weights;                                ///< parallel to `stems`: rarity, half of it for a word of a name
  double mass = 0;                                           ///< sum of `weights`
  std::vector<DayRange> days;                                ///< days its words name, at most a few days wide
  std::vector<uint32_t> actors;                              ///< story actors named in it, ascending
  std::vector<uint32_t> events, statements, figures, times;  ///< rows of the record
  std::vector<std::vector<uint64_t>> counted;                ///< parallel to `figures`: stems of the counted words, ascending
  std::vector<uint64_t> quoted;                              ///< distinct content stems inside quotation marks, ascending
  bool body = false;                                         ///< prose of the article: not headline, caption, credit
};

struct Page {
  const Record* record = nullptr;
  std::vector<Word> words;
  uint32_t sentences_begin = 0, sentences_end = 0;  ///< into Pile::sentences
  std::vector<uint32_t> sentence_of_row;            ///< record sentence -> Pile::sentences
};

struct Pile {
  const Ontology* ontology = nullptr;
  std::vector<Page> pages;      ///< by record id
  std::vector<uint32_t> given;  ///< page -> index in the caller's list
  std::vector<Sentence> sentences;
  std::unordered_map<uint64_t, uint32_t> frequency;  ///< sentences that hold a stem (look-up only)

  /// How much a shared word says: log(1 + sentences / sentences with it).
  [[nodiscard]] double rarity(uint64_t stem) const;
  [[nodiscard]] const Record& record(uint32_t doc) const { return *pages[doc].record; }
  [[nodiscard]] std::string_view text(const Sentence& s) const { return slice(record(s.doc).text, s.at); }
  /// Sentence of a piece of evidence, or nullptr.
  [[nodiscard]] const Sentence* sentence(uint32_t doc, const Evidence& where) const;
};

/// Prepares records; actors are added by `join_actors`.
[[nodiscard]] Pile pile_of(const std::vector<const Record*>& records, const Ontology& ontology);

/// Story actors of all pages; fills `Sentence::actors`.
void join_actors(Pile& pile, Story& story);

/// True if the two ranges share a day, `slack` days given.
[[nodiscard]] bool meet(const DayRange& a, const DayRange& b, int32_t slack = 0);
/// Days both allow; precision none when there are none.
[[nodiscard]] DayRange both(const DayRange& a, const DayRange& b);
/// Days in the range.
[[nodiscard]] int32_t width(const DayRange& days);
/// True if every day is known to within `days` days.
[[nodiscard]] bool is_exact(const DayRange& range, int32_t days = 3);

/// Shared part of two ascending lists, summed by rarity.
[[nodiscard]] double shared_mass(const Pile& pile, const std::vector<uint64_t>& a, const std::vector<uint64_t>& b);
/// The same of two sentences, by weight.
[[nodiscard]] double shared_mass(const Sentence& a, const Sentence& b);
/// True if two ascending lists have a value in common.
[[nodiscard]] bool share_any(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b);

}  // namespace dateline::story
