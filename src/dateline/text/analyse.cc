#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/base/origin.h"
#include "dateline/text/repair.h"
#include "dateline/text/text.h"

namespace dateline::text {

namespace {

constexpr unsigned kDamagedPage = 2;  ///< marks of translation damage that license the bolder repairs
constexpr uint32_t kMaxSentenceTokens = 2000;
constexpr size_t kMaxTextBytes =
    size_t{1} << 20U;  ///< budget of one page: the rooms after this one take time and memory by its words

/// Bytes of `block` that are its text: the headline without the section label that scraping glued to it.
Span inner_of(const Article& article, uint32_t index) {
  const Block& block = article.blocks[index];
  if (article.headline.block != index || article.headline.text.empty()) return block.at;
  const std::string_view whole = slice(article.text, block.at);
  const size_t found = whole.find(article.headline.text);
  if (found == std::string_view::npos) return block.at;
  const auto begin = block.at.begin + static_cast<uint32_t>(found);
  return {begin, begin + static_cast<uint32_t>(article.headline.text.size())};
}

/// Writes the clean text of blocks into one buffer and keeps the way back.
class Builder {
 public:
  explicit Builder(const Article& article) : article_(article) {}

  Text run() {
    unsigned marks = 0;
    for (const Block& block : article_.blocks) {
      if (kept(block.role)) marks += damage_marks(slice(article_.text, block.at));
    }
    for (uint32_t i = 0; i < article_.blocks.size(); ++i) {
      if (kept(article_.blocks[i].role)) add_block(i, marks >= kDamagedPage);
    }
    return std::move(text_);
  }

 private:
  void add_block(uint32_t index, bool damaged_page) {
    const Span inner = inner_of(article_, index);
    const std::string_view words = within_budget(slice(article_.text, inner), inner.begin);
    if (trim(words).empty()) return;
    const auto begin = static_cast<uint32_t>(text_.utf8.size());
    const bool repairable = is_prose(article_.blocks[index].role) && article_.blocks[index].role != Role::headline;
    const auto edits = repairable ? find_repairs(words, damaged_page) : std::vector<Edit>{};
    const size_t first_repair = text_.repairs.size();
    write(words, inner.begin, edits);
    for (size_t r = first_repair; r < text_.repairs.size(); ++r) {
      Repair& repair = text_.repairs[r];
      repair.at = went_to(text_.origin, repair.article_at);
    }
    text_.blocks.push_back({{begin, static_cast<uint32_t>(text_.utf8.size())}, article_.blocks[index].role, index, 0, 0});
    split_block();
    text_.utf8 += '\n';
  }

  /// As much of `words` as the page's budget has left, cut between two characters.
  std::string_view within_budget(std::string_view words, uint32_t at) {
    size_t left = kMaxTextBytes - std::min(kMaxTextBytes, text_.utf8.size());
    if (words.size() <= left) return words;
    while (left > 0 && (static_cast<unsigned char>(words[left]) & 0xC0U) == 0x80U) --left;
    if (!cut_) text_.notes.push_back({NoteCode::limit_hit, "limit:text_bytes " + std::to_string(kMaxTextBytes), at});
    cut_ = true;
    return words.substr(0, left);
  }

  void copy(std::string_view words, uint32_t base, uint32_t from, uint32_t to) {
    if (from >= to) return;
    text_.origin.push_back({static_cast<uint32_t>(text_.utf8.size()), base + from, to - from});
    text_.utf8.append(words.substr(from, to - from));
  }

  void write(std::string_view words, uint32_t base, const std::vector<Edit>& edits) {
    uint32_t done = 0;
    for (const Edit& edit : edits) {
      if (edit.certain && edit.at.begin < done) continue;
      text_.repairs.push_back(repair_of(words, base, edit, edits));
      if (!edit.certain) continue;
      copy(words, base, done, edit.at.begin);
      text_.utf8 += edit.replacement;
      done = edit.at.end;
    }
    copy(words, base, done, static_cast<uint32_t>(words.size()));
  }

  /// The context of an edit as on the page and with every applied (or, for a flag, this proposed) edit inside it made.
  static Repair repair_of(std::string_view words, uint32_t base, const Edit& edit, const std::vector<Edit>& edits) {
    Repair repair;
    repair.article_at = {base + edit.context.begin, base + edit.context.end};
    repair.broken = slice(words, edit.context);
    repair.kind = edit.kind;
    repair.certain = edit.certain;
    uint32_t done = edit.context.begin;
    for (const Edit& other : edits) {
      const bool made = other.certain || &other == &edit;
      if (!made || other.at.begin < done || other.at.end > edit.context.end) continue;
      repair.repaired.append(words.substr(done, other.at.begin - done));
      repair.repaired += other.replacement;
      done = other.at.end;
    }
    repair.repaired.append(words.substr(done, edit.context.end - done));
    return repair;
  }

  void split_block() {
    TextBlock& block = text_.blocks.back();
    block.sentence_begin = static_cast<uint32_t>(text_.sentences.size());
    for (const RawToken& raw : split(slice(text_.utf8, block.at))) {
      const auto token = static_cast<uint32_t>(text_.tokens.size());
      const bool full = !text_.sentences.empty() && token - text_.sentences.back().token_begin >= kMaxSentenceTokens;
      const bool first = text_.sentences.size() == block.sentence_begin;
      if (raw.sentence_begin || first || full) {
        if (full && !raw.sentence_begin)
          text_.notes.push_back({NoteCode::sentence_cut, "sentence over 2000 tokens, cut", block.at.begin + raw.at.begin});
        text_.sentences.push_back(
            {{block.at.begin + raw.at.begin, 0}, token, token, static_cast<uint32_t>(text_.blocks.size() - 1)});
      }
      text_.tokens.push_back({{block.at.begin + raw.at.begin, block.at.begin + raw.at.end}, raw.space_before});
      text_.sentences.back().at.end = block.at.begin + raw.at.end;
      text_.sentences.back().token_end = token + 1;
    }
    block.sentence_end = static_cast<uint32_t>(text_.sentences.size());
  }

  const Article& article_;
  Text text_;
  bool cut_ = false;  ///< the budget is used up
};

}  // namespace

Text analyse(const Article& article) { return Builder(article).run(); }

}  // namespace dateline::text
