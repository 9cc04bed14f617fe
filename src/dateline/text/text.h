// Clean text of an article: one buffer, sentences, tokens, and the repairs made to it, each with the way back.
//
// "is negotiations. with Hamas forces." becomes "is negotiations with Hamas forces." with a Repair that undoes it.
// Only kept blocks are in it. Tokens are syntactic words in Universal Dependencies' English conventions ("do" "n't").
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/note.h"
#include "dateline/base/span.h"
#include "dateline/page/article.h"

namespace dateline {

/// One kept block inside Text::utf8.
struct TextBlock {
  Span at;  ///< into Text::utf8
  Role role = Role::body;
  uint32_t article_block = 0;  ///< index into Article::blocks
  uint32_t sentence_begin = 0, sentence_end = 0;
};

struct Token {
  Span at;  ///< into Text::utf8, never empty, ascending, never overlapping
  bool space_before = false;
};

struct Sentence {
  Span at;  ///< into Text::utf8, trimmed
  uint32_t token_begin = 0, token_end = 0;
  uint32_t block = 0;  ///< index into Text::blocks
};

/// What kind of damage a repair undoes.
enum class RepairKind : uint8_t { false_stop, stray_quote, punctuation, doubled_word, stray_fragment, spacing, doubtful };
[[nodiscard]] std::string_view name_of(RepairKind kind);

/// One edit of the clean text, reversible: putting `broken` in place of `at` restores the page's words.
struct Repair {
  Span at;          ///< into Text::utf8, the repaired reading (with context words)
  Span article_at;  ///< into Article::text, the broken string
  std::string broken, repaired;
  RepairKind kind = RepairKind::false_stop;
  bool certain = true;  ///< false: a reading of damaged text; flagged and not applied to the buffer
};

struct Text {
  std::string utf8;
  std::vector<OriginRun> origin;  ///< Text::utf8 -> Article::text, ascending
  std::vector<TextBlock> blocks;
  std::vector<Sentence> sentences;
  std::vector<Token> tokens;
  std::vector<Repair> repairs;
  Notes notes;

  [[nodiscard]] std::string_view of(Span at) const { return slice(utf8, at); }
  [[nodiscard]] std::string_view word(uint32_t token) const { return slice(utf8, tokens[token].at); }
  /// The bytes of Article::text that `at` came from (smallest range that covers them).
  [[nodiscard]] Span article_of(Span at) const;
  /// Sentence that covers byte `at`, or kNone. O(log n).
  [[nodiscard]] uint32_t sentence_at(uint32_t at) const;
  /// First token that ends after byte `at` (tokens.size() when none). O(log n).
  [[nodiscard]] uint32_t token_at(uint32_t at) const;
  [[nodiscard]] Span span_of_tokens(uint32_t begin, uint32_t end) const {
    return begin < end ? Span{tokens[begin].at.begin, tokens[end - 1].at.end} : Span{};
  }
};

namespace text {

/// Article -> clean text: kept blocks, repairs, sentences, tokens. Linear; total.
[[nodiscard]] Text analyse(const Article& article);

/// Tokens of one sentence, in UD English conventions; spans into `block`.
struct RawToken {
  Span at;
  bool space_before = false;
  bool sentence_begin = false;  ///< first token of a sentence
};
/// Splits one block (paragraph) into sentences and tokens. Offsets into `block`. Linear, total.
/// (tokenize.cc)
[[nodiscard]] std::vector<RawToken> split(std::string_view block);

}  // namespace text
}  // namespace dateline
