#include "dateline/page/lines.h"

#include <algorithm>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/page/boilerplate.h"
#include "dateline/page/composer.h"
#include "dateline/page/credits.h"
#include "dateline/page/shape.h"
#include "dateline/page/signs.h"

namespace dateline::page {
namespace {

using sv = std::string_view;

struct Line {
  Span at;               // into the decoded page, trimmed
  bool gap = false;      // an empty line (or the page's start) stands before it
  bool wrapped = false;  // joined from several lines
  Shape shape;
  std::optional<Boilerplate> plate;
  sv caption;  // rule, if it looks like a caption
  bool credit = false, byline = false, date = false;
  bool decided = false;
  Role role = Role::body;
  float confidence = 0;
  sv why;
};

class Page {
 public:
  Page(const Decoded& page, sv given_title, const Ontology& ontology)
      : text_(page.utf8), title_(fold(given_title)), ontology_(ontology) {}

  void read(Article& out, const std::vector<OriginRun>& origin) {
    split_lines();
    join_wrapped();
    for (Line& line : lines_) look_at(line);
    for (size_t i = 0; i + 1 < lines_.size(); ++i) {  // "By", and the name on the next line
      if (lines_[i].shape.words != 1 || fold(of(lines_[i])) != "by" || lines_[i + 1].shape.words > 6 || lines_[i + 1].shape.stop)
        continue;
      lines_[i].byline = lines_[i + 1].byline = true;
      lines_[i].credit = lines_[i + 1].credit = false;
      lines_[i].caption = lines_[i + 1].caption = {};
    }
    find_body();
    move_first();
    head();
    body();
    tail();
    write(out, origin);
  }

 private:
  [[nodiscard]] sv of(const Line& line) const { return slice(text_, line.at); }

  void decide(Line& line, Role role, float confidence, sv why) {
    line.decided = true;
    line.role = role;
    line.confidence = confidence;
    line.why = why;
  }

  void split_lines() {
    bool gap = true;
    size_t ends = 1;
    for (size_t at = 1; at < text_.size(); ++at) ends += text_[at] == '\n' && text_[at - 1] > ' ' ? 1 : 0;
    lines_.reserve(ends);
    for (size_t at = 0; at <= text_.size();) {
      size_t end = at;
      while (end < text_.size() && text_[end] != '\n' && text_[end] != '\r') ++end;
      const sv whole = text_.substr(at, end - at);
      const sv line = trim(whole);
      if (line.empty()) {
        gap = true;
      } else {
        Line& out = lines_.emplace_back();
        out.at.begin = static_cast<uint32_t>(line.data() - text_.data());
        out.at.end = out.at.begin + static_cast<uint32_t>(line.size());
        out.gap = gap;
        gap = false;
      }
      at = end + (text_.substr(end, 2) == "\r\n" ? 2 : 1);
    }
  }

  // Text broken at a fixed width (mail, wire services): lines inside a paragraph do not end sentences.
  void join_wrapped() {
    size_t longest = 0, inner = 0, open = 0;
    for (size_t i = 0; i < lines_.size(); ++i) {
      longest = std::max<size_t>(longest, lines_[i].at.size());
      if (i + 1 < lines_.size() && !lines_[i + 1].gap) {
        ++inner;
        if (lines_[i].at.size() >= 45 && !shape_of(of(lines_[i])).stop) ++open;
      }
    }
    if (longest > 110 || inner < 4 || open * 10 < inner * 6) return;
    std::vector<Line> joined;
    for (const Line& line : lines_) {
      const bool list = shape_of(of(line)).list_mark;
      // a line goes on when it is nearly as wide as the widest
      if (!joined.empty() && !line.gap && !list && joined_width_ * 10 >= longest * 6) {
        joined.back().at.end = line.at.end;
        joined.back().wrapped = true;
      } else {
        joined.push_back(line);
      }
      joined_width_ = line.at.size();
    }
    lines_ = std::move(joined);
  }

  void look_at(Line& line) {
    const sv text = of(line);
    // A line that stands again is looked at once.
    constexpr size_t kShort = 120;
    if (text.size() <= kShort) {
      const auto [place, fresh] = seen_.try_emplace(text, &line);
      if (!fresh) {
        const Line& first = *place->second;
        line.shape = first.shape;
        line.plate = first.plate;
        line.date = first.date;
        line.byline = first.byline;
        line.credit = first.credit;
        line.caption = first.caption;
        return;
      }
    }
    line.shape = shape_of(text);
    line.plate = boilerplate(text, line.shape);
    if (line.plate && line.plate->role != Role::byline) return;
    line.date = is_date_line(text, line.shape);
    line.byline = !line.date && is_byline(text, line.shape);
    line.credit = !line.date && !line.byline && is_credit_line(text, line.shape, ontology_);
    if (!line.date && !line.byline && !line.credit) line.caption = caption_rule(text, line.shape, ontology_);
  }

  [[nodiscard]] bool is_small(const Line& line) const {
    return line.plate.has_value() || line.date || line.byline || line.credit || !line.caption.empty();
  }
  [[nodiscard]] bool is_prose_line(const Line& line) const {
    return !is_small(line) && !line.shape.list_mark && is_prose_shape(line.shape);
  }
  // A title of an article: no full stop, some words.
  [[nodiscard]] bool is_title(const Line& line) const {
    return line.shape.words >= 2 && line.shape.words <= 35 && !line.shape.colon && (!line.shape.stop || line.shape.question) &&
           line.shape.sentences <= 2;
  }

  void find_body() {
    first_ = lines_.size();
    last_ = lines_.size();
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (!is_prose_line(lines_[i])) continue;
      if (first_ == lines_.size()) first_ = i;
      last_ = i;
    }
    for (const Line& line : lines_) shouting_ += line.shape.shouting ? 1 : 0;
    prose_before_.assign(lines_.size() + 1, 0);
    for (size_t i = 0; i < lines_.size(); ++i) {
      prose_before_[i + 1] = prose_before_[i] + (is_prose_line(lines_[i]) ? lines_[i].shape.words : 0);
    }
    // A page whose only sentences look like captions has them as its text.
    if (first_ == lines_.size()) {
      for (size_t i = 0; i < lines_.size(); ++i) {
        if (lines_[i].plate || lines_[i].shape.words < 8 || !lines_[i].shape.stop) continue;
        lines_[i].caption = {};
        if (first_ == lines_.size()) first_ = i;
        last_ = i;
      }
    }
  }

  // A byline or date line soon after one to three short paragraphs: these are a standfirst or a note, and the headline is
  // among the lines above. Gives the line after it, or 0.
  [[nodiscard]] size_t end_of_long_head() const {
    size_t prose = 0, mark = 0;
    uint32_t words = 0;
    for (size_t i = 0; i < std::min<size_t>(lines_.size(), 25); ++i) {
      if (is_prose_line(lines_[i])) {
        words += lines_[i].shape.words;
        if (++prose > 3 || words > 120) break;
      } else if ((lines_[i].byline || lines_[i].date) && prose > 0) {
        mark = i + 1;
      }
    }
    const uint32_t after = prose_before_[lines_.size()] - prose_before_[mark];
    return mark > 0 && after >= 60 ? mark : 0;
  }
  void move_first() {
    const size_t mark = end_of_long_head();
    if (mark == 0) return;
    bool strong = false;  // only if there is a headline to find
    for (size_t i = 0; i < mark; ++i) {
      const Line& line = lines_[i];
      strong = strong || (!is_small(line) && !is_prose_line(line) && headline_score(i, mark) >= 0.75F);
    }
    if (!strong) return;
    first_ = mark;
    while (first_ < lines_.size() && !is_prose_line(lines_[first_])) ++first_;
  }

  // ---- before the first paragraph ----

  void head() {
    const size_t end = first_;
    const auto far = [](size_t i) { return i > 200; };  // a long list of lines is no head; do not weigh each
    for (size_t i = 0; i < end; ++i) small_in_head(i);
    const size_t found = choose_headline(end);
    for (size_t i = 0; i < end; ++i) {
      Line& line = lines_[i];
      if (line.decided) continue;
      const sv text = of(line);
      if (found != kNoLine && i > found && fold(text) == fold(of(lines_[found]))) {
        decide(line, Role::navigation, 0.8F, "headline again");
      } else if (is_section_name(text)) {
        decide(line, Role::section_label, 0.9F, "name of a section");
      } else if (is_prose_line(line)) {
        const bool above = found != kNoLine && i < found;
        decide(line, above ? Role::other : Role::standfirst, 0.7F,
               above ? sv("note above the headline") : sv("under the headline"));
      } else if (!far(i) && is_alt_text(text, line.shape, ontology_)) {
        decide(line, Role::caption, 0.6F, "bare name or view above the text");
      } else if (found != kNoLine && i < found) {
        decide(line, line.shape.words <= 4 ? Role::section_label : Role::navigation, 0.6F, "above the headline");
      } else if (found != kNoLine && line.shape.words >= 6) {
        const bool many = titles_from(i, end) >= 4 || (i > found + 1 && lines_[i - 1].why == "list of titles under the headline");
        decide(line, many ? Role::related : Role::standfirst, 0.6F,
               many ? sv("list of titles under the headline") : sv("under the headline"));
      } else if (line.shape.list_mark && line.shape.words >= 4) {
        decide(line, Role::list_item, 0.6F, "list under the headline");
      } else if (line.shape.stop && line.shape.words >= 3) {
        decide(line, Role::body, 0.6F, "short sentence above the text");
      } else if (i + 1 == end && line.shape.words >= 2 && found != kNoLine) {
        decide(line, Role::subheading, 0.5F, "short line above the text");
      } else {
        decide(line, Role::section_label, 0.4F, "short line above the text");
      }
    }
  }

  // Undecided lines without full stop from here on.
  [[nodiscard]] size_t titles_from(size_t i, size_t end) const {
    size_t count = 0;
    while (i < end && count < 5 && !lines_[i].decided && !lines_[i].shape.stop && lines_[i].shape.words >= 4 &&
           !lines_[i].shape.list_mark)
      ++i, ++count;
    return count;
  }

  void small_in_head(size_t i) {
    Line& line = lines_[i];
    const sv text = of(line);
    if (line.plate) {
      const bool label = is_section_name(text);
      decide(line, label ? Role::section_label : line.plate->role, 0.9F, label ? sv("name of a section") : line.plate->rule);
    } else if (line.date) {
      decide(line, Role::dateline, 0.9F, "date line");
    } else if (line.byline) {
      decide(line, Role::byline, 0.9F, "byline");
    } else if (line.credit) {
      decide(line, Role::credit, 0.8F, "credit line");
    } else if (!line.caption.empty() && !could_be_headline(i)) {
      decide(line, Role::caption, 0.8F, line.caption);
    } else if (is_breadcrumb(text, line.shape)) {
      decide(line, Role::navigation, 0.8F, "breadcrumb");
    }
  }
  // "... Al Jazeera" at the end also ends headlines; a bracket or label does not.
  [[nodiscard]] bool could_be_headline(size_t i) const { return lines_[i].caption == "outlet at the end" && i == 0; }

  static constexpr size_t kNoLine = static_cast<size_t>(-1);

  size_t choose_headline(size_t end) {
    size_t best = kNoLine;
    float best_score = 0;
    for (size_t i = 0; i < std::min<size_t>(end, 80); ++i) {
      if (lines_[i].decided) continue;
      const float score = headline_score(i, end);
      if (score > best_score + 0.15F) {  // earlier lines win unless a later one is clearly better
        best = i;
        best_score = score;
      }
    }
    if (best == kNoLine) best = headline_under_caption(best_score);
    if (best == kNoLine) return kNoLine;
    Line& line = lines_[best];
    decide(line, Role::headline, std::min(best_score, 1.0F), "first strong line");
    headline_ = best;
    return best;
  }

  float headline_score(size_t i, size_t end) const {
    const Line& line = lines_[i];
    const sv text = of(line);
    const Shape& s = line.shape;
    if (!title_.empty() && (fold(text) == title_ || (s.words >= 4 && title_.find(fold(text)) != std::string::npos))) return 1;
    if (s.words < 2 || s.words > 40 || s.colon || s.list_mark || is_section_name(text)) return 0;
    if (is_alt_text(text, s, ontology_)) return 0;
    const bool verb = has_verb(text, ontology_);
    if (!verb && i + 1 < end && lines_[i + 1].decided && lines_[i + 1].role == Role::caption)
      return 0;  // description of a picture, then its caption
    float score = 0.5F;
    if (s.words >= 5 && s.words <= 25) score += 0.3F;
    if (verb) score += 0.1F;
    if (s.stop && !s.question) score -= 0.35F;
    if (s.sentences > 1) score -= 0.2F;
    if (!s.first_upper) score -= 0.2F;
    if (s.words <= 3) score -= 0.15F;
    return score;
  }

  // A caption without credit, then the headline, then the text.
  size_t headline_under_caption(float& score) {
    if (first_ + 2 >= lines_.size() || lines_[first_].shape.sentences > 1 || first_ > 2) return kNoLine;
    const size_t next = first_ + 1;
    const Line& line = lines_[next];
    if (is_small(line) || !is_title(line) || line.shape.words < 5 || line.shape.stop || !has_verb(of(line), ontology_))
      return kNoLine;
    if (lines_[first_].shape.words > 40 || !is_prose_line(lines_[next + 1])) return kNoLine;
    decide(lines_[first_], Role::caption, 0.5F, "one sentence above the headline");
    score = 0.6F;
    return next;
  }

  // ---- between the first and the last paragraph ----

  void body() {
    if (first_ == lines_.size()) return;
    size_t titles = 0;  // lines a marker still claims
    bool comments = false;
    for (size_t i = first_; i <= last_; ++i) {
      Line& line = lines_[i];
      if (line.decided) continue;
      if (comments) {
        decide(line, line.plate ? line.plate->role : Role::comment, 0.7F,
               line.plate ? line.plate->rule : sv("under the comments"));
        continue;
      }
      if (line.plate) {
        decide(line, line.plate->role, 0.9F, line.plate->rule);
        if (line.plate->follow == Follow::rest && ends_article(i)) {
          comments = true;
        } else if (line.plate->follow == Follow::title) {
          titles = 1;
        } else if (line.plate->follow == Follow::list) {
          if (only_teasers_after(i)) {
            claim_rest(i + 1);
            return;
          }
          titles = 15;
        }
        continue;
      }
      if (titles > 0 && claims(line, titles)) {
        --titles;
        continue;
      }
      titles = 0;
      if (!small_in_body(i)) in_body(i);
    }
  }

  bool claims(Line& line, size_t titles) {
    const bool little = line.date || line.byline;
    if (!(little && titles > 1) && !(is_title(line) && !line.shape.list_mark)) return false;
    decide(line, Role::related, 0.8F, "title under an announcement");
    return true;
  }

  // Comments begin here unless most of the article is still to come.
  [[nodiscard]] bool ends_article(size_t i) const {
    const uint32_t before = prose_before_[i], after = prose_before_[lines_.size()] - before;
    return before >= after / 2 && before > 0;
  }
  // No paragraph of two sentences and 35 words comes any more.
  [[nodiscard]] bool only_teasers_after(size_t i) {
    if (prose_before_[i] < 60 || ++looks_ahead_ > 20) return false;
    bool title = false;
    for (size_t k = i + 1; k <= last_; ++k) {
      const Line& line = lines_[k];
      if (line.plate) continue;
      if (line.shape.words >= 35 && line.shape.sentences >= 2) return false;
      if (is_prose_line(line) && !title) return false;  // a teaser stands under its title
      title = is_title(line) || (title && (line.date || line.byline));
    }
    return true;
  }
  void claim_rest(size_t from) {
    for (size_t k = from; k < lines_.size(); ++k) {
      Line& line = lines_[k];
      if (line.decided) continue;
      decide(line, line.plate ? line.plate->role : Role::related, 0.7F,
             line.plate ? line.plate->rule : sv("teasers after the article"));
    }
  }

  bool small_in_body(size_t i) {
    Line& line = lines_[i];
    if (line.date) {
      decide(line, Role::dateline, 0.8F, "date line");
    } else if (line.byline) {
      decide(line, Role::byline, 0.8F, "byline");
    } else if (line.credit) {
      decide(line, Role::credit, 0.8F, "credit line");
    } else if (!line.caption.empty() && !(line.caption == "outlet in brackets at the end" && i == last_)) {
      decide(line, Role::caption, 0.8F, line.caption);
    } else {
      return false;
    }
    return true;
  }

  void in_body(size_t i) {
    Line& line = lines_[i];
    const Shape& s = line.shape;
    if (s.list_mark) {
      decide(line, Role::list_item, 0.9F, "list mark");
    } else if (s.shouting && !s.stop && s.words >= 7 && shouting_ * 4 < lines_.size()) {
      decide(line, Role::related, 0.6F, "line of capitals between paragraphs");
    } else if (is_prose_shape(s)) {
      decide(line, Role::body, 0.95F, "prose");
    } else if (s.stop && !s.question && s.words >= 2) {
      decide(line, Role::body, 0.7F, "short sentence");
    } else if (s.words <= 14) {
      subheading(i);
    } else {
      decide(line, Role::body, 0.5F, "long line without full stop");
    }
  }

  // A short line without a full stop between paragraphs. Three and more in a row are a list (or, if tiny, a menu).
  void subheading(size_t i) {
    size_t run = i;
    uint32_t words = 0;
    while (run < last_ && !is_small(lines_[run]) && !lines_[run].shape.stop && !lines_[run].shape.list_mark &&
           lines_[run].shape.words <= 14) {
      words += lines_[run].shape.words;
      ++run;
    }
    const size_t count = run - i;
    if (count >= 3) {
      const bool menu = words <= count * 3;
      for (size_t k = i; k < run; ++k) {
        decide(lines_[k], menu ? Role::navigation : Role::list_item, 0.5F, menu ? "run of tiny lines" : "run of short lines");
      }
      return;
    }
    if (lines_[i].shape.colon && lines_[i].shape.words >= 6) {
      decide(lines_[i], Role::body, 0.6F, "introduces what follows");
    } else {
      decide(lines_[i], Role::subheading, lines_[i].shape.words <= 8 ? 0.9F : 0.6F, "short line between paragraphs");
    }
  }

  // ---- after the last paragraph ----

  void tail() {
    size_t titles = 0;
    bool comments = false, left = false;  // left: something that is no part of the article has come
    const size_t from = first_ == lines_.size() ? first_ : last_ + 1;
    for (size_t i = from; i < lines_.size(); ++i) {
      Line& line = lines_[i];
      if (line.decided) continue;
      const Shape& s = line.shape;
      if (line.plate) {
        decide(line, line.plate->role, 0.9F, line.plate->rule);
        titles = line.plate->follow == Follow::title ? 1 : line.plate->follow == Follow::list ? 30 : 0;
        comments = comments || line.plate->follow == Follow::rest;
        left = true;
      } else if (comments) {
        decide(line, Role::comment, 0.7F, "under the comments");
      } else if (titles > 0 && claims(line, titles)) {
        --titles;
      } else if (!left && small_in_body(i)) {
        continue;
      } else if (line.credit) {
        decide(line, Role::credit, 0.7F, "credit line");
      } else if (!left && s.list_mark) {
        decide(line, Role::list_item, 0.6F, "list mark");
      } else if (!left && s.stop && s.words >= 3 && !s.question) {
        decide(line, Role::body, 0.6F, "short sentence");
      } else {
        decide(line, is_title(line) && s.words >= 5 ? Role::related : Role::other, 0.5F, "after the article");
        left = true;
      }
    }
  }

  // ---- out ----

  void write(Article& out, const std::vector<OriginRun>& origin) {
    Composer composer(text_, out);
    for (size_t i = 0; i < lines_.size(); ++i) {
      const Line& line = lines_[i];
      if (i == headline_) {
        const Span core = without_label(of(line), ontology_);
        piece(composer, {line.at.begin, line.at.begin + core.begin}, Role::section_label, "label glued to the headline");
        const uint32_t block =
            piece(composer, {line.at.begin + core.begin, line.at.begin + core.end}, Role::headline, line.why, line.confidence);
        piece(composer, {line.at.begin + core.end, line.at.end}, Role::section_label, "label glued to the headline");
        out.headline = {std::string(slice(out.text, out.blocks[block].at)), block, HeadlineBasis::visible, line.confidence};
        continue;
      }
      composer.begin();
      if (line.wrapped) {
        add_joined(composer, line.at);
      } else {
        composer.add(of(line), line.at.begin);
      }
      composer.end(line.role, line.confidence, line.why);
    }
    composer.finish(origin);
  }

  uint32_t piece(Composer& composer, Span at, Role role, sv why, float confidence = 0.8F) {
    const sv text = trim(slice(text_, at));
    composer.begin();
    if (!text.empty()) composer.add(text, static_cast<uint32_t>(text.data() - text_.data()));
    return composer.end(role, confidence, why);
  }

  void add_joined(Composer& composer, Span at) {
    for (uint32_t p = at.begin; p < at.end;) {
      uint32_t end = p;
      while (end < at.end && text_[end] != '\n' && text_[end] != '\r') ++end;
      const sv part = trim(text_.substr(p, end - p));
      if (!part.empty()) {
        if (p > at.begin) composer.add_made(" ");
        composer.add(part, static_cast<uint32_t>(part.data() - text_.data()));
      }
      p = end + 1;
    }
  }

  sv text_;
  std::string title_;
  const Ontology& ontology_;
  std::vector<Line> lines_;
  std::unordered_map<sv, const Line*> seen_;  // short lines looked at
  std::vector<uint32_t> prose_before_;        // words of prose before each line
  size_t shouting_ = 0;                       // lines all in capitals
  int looks_ahead_ = 0;
  size_t joined_width_ = 0;
  size_t first_ = 0, last_ = 0;
  size_t headline_ = kNoLine;
};

}  // namespace

void read_lines(const Decoded& page, std::string_view given_title, const Ontology& ontology, Article& out) {
  Page(page, given_title, ontology).read(out, page.origin);
}

}  // namespace dateline::page
