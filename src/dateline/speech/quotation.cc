// Pairs quotation marks paragraph by paragraph; see quotation.h. Input: `“We go,” he said.`; output: one span, `We go,`.
// One pass over the characters with a stack of open marks (depth capped); no search forward, so any input is linear.
#include "dateline/speech/quotation.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::speech {
namespace {

enum class Family : uint8_t { doubled, single, guillemet, single_guillemet, corner, white_corner };
enum class Side : uint8_t { none, open, close };

struct Mark {
  Family family = Family::doubled;
  Side side = Side::none;
  bool straight = false;
};

/// Family and typographic side of a character; none for what is no quotation mark. `„ “` closes with what opens elsewhere.
bool mark_of(char32_t c, Mark& mark) {
  switch (c) {
    case U'"':
      mark = {Family::doubled, Side::none, true};
      return true;
    case U'\'':
      mark = {Family::single, Side::none, true};
      return true;
    case U'“':
    case U'„':
    case U'‟':
      mark = {Family::doubled, Side::open, false};
      return true;
    case U'”':
      mark = {Family::doubled, Side::close, false};
      return true;
    case U'‘':
    case U'‚':
    case U'‛':
      mark = {Family::single, Side::open, false};
      return true;
    case U'’':
      mark = {Family::single, Side::close, false};
      return true;
    case U'«':
      mark = {Family::guillemet, Side::open, false};
      return true;
    case U'»':
      mark = {Family::guillemet, Side::close, false};
      return true;
    case U'‹':
      mark = {Family::single_guillemet, Side::open, false};
      return true;
    case U'›':
      mark = {Family::single_guillemet, Side::close, false};
      return true;
    case U'「':
      mark = {Family::corner, Side::open, false};
      return true;
    case U'」':
      mark = {Family::corner, Side::close, false};
      return true;
    case U'『':
      mark = {Family::white_corner, Side::open, false};
      return true;
    case U'』':
      mark = {Family::white_corner, Side::close, false};
      return true;
    default:
      return false;
  }
}

bool is_word(char32_t c) { return is_letter(c) || (c >= U'0' && c <= U'9'); }
bool is_gap(CodePoint c) { return c.length == 0 || is_white(c.value); }
bool opens_bracket(char32_t c) { return c == U'(' || c == U'[' || c == U'{' || is_dash(c) || c == U'/'; }

/// One paragraph's marks, paired with a stack.
class Paragraph {
 public:
  Paragraph(const Text& text, uint32_t block) : utf8_(text.utf8), at_(text.blocks[block].at), block_(block) {}

  void scan(std::vector<Quotation>& out) {
    for (uint32_t i = at_.begin; i < at_.end;) {
      const CodePoint c = decode(utf8_, i);
      const uint32_t length = std::max(c.length, 1U);
      Mark mark;
      if (mark_of(c.value, mark)) take(mark, {i, i + length}, out);
      i += length;
    }
    settle(out);
  }

  /// The outermost mark still open at the paragraph's end, or empty.
  [[nodiscard]] Span open_mark() const { return stack_.empty() ? Span{} : stack_.front().at; }
  /// A closing mark before any opening one, or empty: the end of a quotation from the paragraph before.
  [[nodiscard]] Span stray_close() const { return stray_; }
  [[nodiscard]] bool open_is_single() const { return !stack_.empty() && stack_.front().family == Family::single; }

 private:
  struct Open {
    Family family;
    Span at;
    Span possessive;  ///< a mark after "s" that closes it if no better one comes: ‘the sailors’ families’
  };
  static constexpr size_t kMaxDepth = 4;

  CodePoint before(Span mark) const { return mark.begin > at_.begin ? decode_before(utf8_, mark.begin) : CodePoint{}; }
  CodePoint after(Span mark) const { return mark.end < at_.end ? decode(utf8_, mark.end) : CodePoint{}; }

  /// Which side a mark plays where it stands. A mark between two letters is an apostrophe (or damage), never an opener.
  Side side_of(const Mark& mark, Span at) const {
    const CodePoint left = before(at), right = after(at);
    Mark neighbour;
    const bool left_free = is_gap(left) || opens_bracket(left.value) || mark_of(left.value, neighbour);
    const bool right_free = is_gap(right) || (!is_word(right.value) && !mark_of(right.value, neighbour));
    if (mark.family == Family::single) return single_side(mark, left, right, left_free);
    const bool expected = open_family(mark.family);
    if (mark.straight) {
      if (left_free && !right_free) return Side::open;
      if (!left_free && right_free) return Side::close;
      return expected ? Side::close : (is_gap(right) ? Side::none : Side::open);
    }
    if (mark.side == Side::open && expected && !left_free && right_free) return Side::close;  // „Wort“ and slips of translation
    if (mark.side == Side::close && !expected && left_free && !right_free) return Side::open;
    return mark.side;
  }

  Side single_side(const Mark& mark, CodePoint left, CodePoint right, bool left_free) const {
    const bool expected = open_family(Family::single);
    if (is_word(left.value) && left.length != 0 && is_word(right.value) && right.length != 0) return Side::none;
    const bool may_open = mark.straight ? left_free : mark.side == Side::open;
    if (may_open && right.length != 0 && is_letter(right.value) && !(expected && !left_free)) return Side::open;
    if (expected && !is_gap(left) && (is_gap(right) || !is_word(right.value))) return Side::close;
    return Side::none;
  }

  bool open_family(Family family) const {
    for (const Open& open : stack_) {
      if (open.family == family) return true;
    }
    return false;
  }

  void take(const Mark& mark, Span at, std::vector<Quotation>& out) {
    const Side side = side_of(mark, at);
    if (side == Side::none) return;
    if (side == Side::close && mark.family != Family::single && !marked_) stray_ = at;
    marked_ = marked_ || mark.family != Family::single;
    if (side == Side::open) {
      if (mark.family == Family::single) settle(out);
      if (stack_.size() < kMaxDepth) stack_.push_back({mark.family, at, {}});
      return;
    }
    if (side != Side::close) return;
    size_t depth = stack_.size();
    while (depth > 0 && stack_[depth - 1].family != mark.family) --depth;
    if (depth == 0) return;
    if (mark.family == Family::single && may_be_possessive(at)) {
      if (stack_[depth - 1].possessive.empty()) stack_[depth - 1].possessive = at;
      return;
    }
    const Open open = stack_[depth - 1];
    stack_.resize(depth - 1);
    pair(open, at, out);
  }

  /// What is paired inside an outer mark is part of it; if that outer mark never closes, the pair still stands.
  void pair(const Open& open, Span at, std::vector<Quotation>& out) const {
    if (open.at.end < at.begin)
      out.push_back({{open.at.end, at.begin}, {open.at.begin, at.end}, {}, block_, false, open.family == Family::single});
  }

  bool may_be_possessive(Span at) const {
    const CodePoint next = after(at);
    if (at.begin == at_.begin || utf8_[at.begin - 1] != 's' || next.length == 0 || !is_white(next.value)) return false;
    const CodePoint word = decode(utf8_, at.end + next.length);
    return is_letter(word.value) && !is_upper_letter(word.value);
  }

  /// Closes single marks at their possessive when nothing better came.
  void settle(std::vector<Quotation>& out) {
    size_t depth = stack_.size();
    while (depth > 0 && (stack_[depth - 1].family != Family::single || stack_[depth - 1].possessive.empty())) --depth;
    if (depth == 0) return;
    pair(stack_[depth - 1], stack_[depth - 1].possessive, out);
    stack_.resize(depth - 1);
  }

  const std::string& utf8_;
  Span at_;
  uint32_t block_;
  std::vector<Open> stack_;
  Span stray_;
  bool marked_ = false;  ///< a double mark has been seen
};

/// True when the paragraph opens with a double mark or a guillemet (continuation of the paragraph before).
bool opens_with_mark(const Text& text, uint32_t block, Span& mark_at) {
  const Span at = text.blocks[block].at;
  const CodePoint c = decode(text.utf8, at.begin);
  Mark mark;
  if (c.length == 0 || !mark_of(c.value, mark) || mark.family == Family::single || mark.side == Side::close) return false;
  mark_at = {at.begin, at.begin + c.length};
  return true;
}

Span trimmed(const Text& text, Span at) {
  while (at.begin < at.end && is_space(text.utf8[at.begin])) ++at.begin;
  while (at.end > at.begin && is_space(text.utf8[at.end - 1])) --at.end;
  return at;
}

/// Drops the pairs that lie inside another; `pairs` ascending by closing mark.
std::vector<Quotation> outermost(std::vector<Quotation> pairs) {
  std::stable_sort(pairs.begin(), pairs.end(), [](const Quotation& a, const Quotation& b) {
    return a.outer.begin != b.outer.begin ? a.outer.begin < b.outer.begin : a.outer.end > b.outer.end;
  });
  std::vector<Quotation> kept;
  for (Quotation& q : pairs) {
    if (kept.empty() || q.outer.begin >= kept.back().outer.end) kept.push_back(std::move(q));
  }
  return kept;
}

/// A quotation without its closing mark: to the end of the sentence it opens in, never further.
Quotation unclosed(const Text& text, uint32_t block, Span mark) {
  const uint32_t sentence = text.sentence_at(mark.begin);
  const uint32_t end =
      sentence < text.sentences.size() ? std::max(text.sentences[sentence].at.end, mark.end) : text.blocks[block].at.end;
  return {trimmed(text, {mark.end, end}), {mark.begin, end}, {}, block, true, false};
}

/// A quotation that closes in the next paragraph without opening there again: two pieces, damaged.
void close_late(const Text& text, Quotation& q, uint32_t block, Span mark) {
  const Span first{q.inner.begin, text.blocks[q.block].at.end}, second{text.blocks[block].at.begin, mark.begin};
  if (second.empty()) return;
  q.pieces = {trimmed(text, first), trimmed(text, second)};
  q.inner.end = q.pieces.back().end;
  q.outer.end = mark.end;
  q.damaged = true;
}

/// A paragraph that the page sets apart as a quotation needs no marks; the next one goes on with it.
void add_block(const Text& text, uint32_t block, std::vector<Quotation>& all) {
  const Span at = trimmed(text, text.blocks[block].at);
  if (at.empty()) return;
  if (block > 0 && text.blocks[block - 1].role == Role::quotation && !all.empty() && all.back().set_apart) {
    Quotation& whole = all.back();
    if (whole.pieces.empty()) whole.pieces.push_back(whole.inner);
    whole.pieces.push_back(at);
    whole.inner.end = whole.outer.end = at.end;
    return;
  }
  all.push_back({at, at, {}, block, false, false, true});
}

}  // namespace

std::vector<Quotation> find_quotations(const Text& text) {
  std::vector<Quotation> all;
  uint32_t run = kNone;  // index in `all` of a quotation that the next paragraph may continue
  for (uint32_t b = 0; b < text.blocks.size(); ++b) {
    Paragraph paragraph(text, b);
    std::vector<Quotation> pairs;
    paragraph.scan(pairs);
    const Span open = paragraph.open_is_single() ? Span{} : paragraph.open_mark();
    if (!open.empty()) pairs.push_back(unclosed(text, b, open));
    pairs = outermost(std::move(pairs));
    Span first_mark;
    const bool continues = run != kNone && opens_with_mark(text, b, first_mark);
    if (continues && !pairs.empty() && pairs.front().outer.begin == first_mark.begin) {
      Quotation& whole = all[run];
      if (whole.pieces.empty()) whole.pieces.push_back({whole.inner.begin, text.blocks[whole.block].at.end});
      Span piece = pairs.front().inner;
      const bool ends_here = !pairs.front().damaged;
      if (!ends_here) piece.end = text.blocks[b].at.end;
      whole.pieces.push_back(trimmed(text, piece));
      whole.inner.end = whole.pieces.back().end;
      whole.outer.end = ends_here ? pairs.front().outer.end : piece.end;
      whole.damaged = !ends_here;
      for (size_t i = 1; i < pairs.size(); ++i) all.push_back(std::move(pairs[i]));
      if (ends_here) run = all.back().damaged ? static_cast<uint32_t>(all.size() - 1) : kNone;
      continue;
    }
    if (text.blocks[b].role == Role::quotation && pairs.empty() && paragraph.stray_close().empty()) {
      add_block(text, b, all);
      run = kNone;
      continue;
    }
    if (run != kNone && all[run].block + 1 == b && !paragraph.stray_close().empty())
      close_late(text, all[run], b, paragraph.stray_close());
    for (Quotation& q : pairs) all.push_back(std::move(q));
    run = !open.empty() && !all.empty() && all.back().damaged && all.back().block == b ? static_cast<uint32_t>(all.size() - 1)
                                                                                       : kNone;
  }
  std::erase_if(all, [&](const Quotation& q) { return q.inner.empty() || trimmed(text, q.inner).empty(); });
  for (Quotation& q : all) q.inner = trimmed(text, q.inner);
  return all;
}

}  // namespace dateline::speech
