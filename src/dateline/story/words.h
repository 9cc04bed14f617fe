// Words of a page as numbers that can be compared across pages: stems, names, numbers, quoted or not.
//
// "Israeli forces rescued two hostages" gives the keys of israel, force, rescu, 2, hostag; "the" is a stop word. A key is a
// hash of the stem, so it does not depend on the order in which pages are read. It tags no part of speech.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/base/span.h"

namespace dateline::story {

/// One word or number of a text.
struct Word {
  Span at;              ///< bytes of the text
  uint64_t form = 0;    ///< hash of the folded word: for copies and quotations
  uint64_t stem = 0;    ///< hash of its stem, state adjectives as their state: for meaning
  bool stop = false;    ///< carries no meaning alone (article, preposition, auxiliary, pronoun)
  bool name = false;    ///< begins with a capital and is not a stop word
  bool number = false;  ///< digits or a number word; `stem` is that of its value
  bool quoted = false;  ///< inside quotation marks
};

/// Words of `text` in order; without tables state adjectives stay words. Linear. Quotation marks run within one line, or on into
/// the next line when it opens with one.
[[nodiscard]] std::vector<Word> words_of(std::string_view text, const Ontology* ontology);

/// Crude English stem of a folded word: plural, -ed, -ing, -ly, -ment taken off. For comparing only.
[[nodiscard]] std::string stem_of(std::string_view folded);
/// True for words that carry no meaning alone.
[[nodiscard]] bool is_stop(std::string_view folded);

/// `text` with look-alike letters of Cyrillic and Greek made Latin, folded: equal keys look alike to a reader.
[[nodiscard]] std::string looks(std::string_view text);
/// True if letters of more than one of Latin, Cyrillic and Greek stand in `text`.
[[nodiscard]] bool mixes_alphabets(std::string_view text);

}  // namespace dateline::story
