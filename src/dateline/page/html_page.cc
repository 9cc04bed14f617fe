#include "dateline/page/html_page.h"

#include <algorithm>
#include <unordered_map>

#include "dateline/base/chars.h"
#include "dateline/page/blocks.h"
#include "dateline/page/boilerplate.h"
#include "dateline/page/clues.h"
#include "dateline/page/composer.h"
#include "dateline/page/credits.h"
#include "dateline/page/features.h"
#include "dateline/page/html/html.h"
#include "dateline/page/kind.h"
#include "dateline/page/metadata.h"
#include "dateline/page/origin.h"
#include "dateline/page/scorer.h"
#include "dateline/page/seen_dates.h"
#include "dateline/page/signs.h"

namespace dateline::page {
namespace {

using html::kNoNode;
using html::Name;
using html::NodeId;
using sv = std::string_view;

bool ends_with(sv text, sv end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

std::vector<std::string> title_words(sv title) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : fold(title.substr(0, 600)) + " ") {
    if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

// Shared words of two titles: F1 of the bags.
float agreement(const std::vector<std::string>& x, const std::vector<std::string>& y) {
  if (x.empty() || y.empty()) return 0;
  std::vector<std::string> both;
  std::set_intersection(x.begin(), x.end(), y.begin(), y.end(), std::back_inserter(both));
  return 2.0F * static_cast<float>(both.size()) / static_cast<float>(x.size() + y.size());
}
float agreement(sv a, sv b) { return agreement(title_words(a), title_words(b)); }

class Reader {
 public:
  Reader(const Decoded& page, sv given_title, const Ontology& ontology, Article& out, Trace* trace)
      : page_(page), given_(given_title), ontology_(ontology), out_(out), trace_(trace) {}

  std::string read() {
    static thread_local html::Scratch scratch;
    const html::Tree tree = html::parse(page_.utf8, {}, scratch);
    if (tree.cuts() != 0)
      out_.notes.push_back({NoteCode::limit_hit, "markup beyond the limits of the HTML reader was cut", tree.stopped_at()});
    tree_ = &tree;
    meta_ = metadata_of(tree);
    text_ = page_text(tree);
    verdicts_.assign(text_.blocks.size(), {});
    if (text_.root == kNoNode) {
      for (PageBlock& b : text_.blocks) b.in_article = (b.hints & kNegative) == 0;
    }
    choose_headline();
    take_in();
    judge();
    trim_ends();
    weigh();
    const Kind kind =
        kind_of(tree, text_, meta_, verdicts_, headline_, headline_ < text_.blocks.size() ? sv(headline_text_) : sv(meta_.title));
    out_.kind = kind.kind;
    out_.kind_why = kind.why;
    write(tree);
    facts(tree);
    return meta_.language;
  }

 private:
  void set(size_t i, Role role, float confidence, sv why) {
    verdicts_[i] = {role, confidence, why, true};
    body_seen_ = body_seen_ || role == Role::body;
  }
  [[nodiscard]] sv of(size_t i) const { return text_.of(text_.blocks[i]); }

  // ---- headline ----

  void choose_headline() {
    og_title_ = squeeze(meta_.og_title);
    for (std::string* t : {&meta_.json_headline, &meta_.og_title, &meta_.twitter_title, &meta_.meta_title, &meta_.title}) {
      *t = without_site(*t, meta_.site, !meta_.url.empty() ? sv(meta_.url) : sv(out_.url));
    }
    const std::vector<const std::string*> said = {&meta_.json_headline, &meta_.og_title, &meta_.meta_title, &meta_.title,
                                                  &meta_.twitter_title};
    std::vector<std::vector<std::string>> bags;
    bags.reserve(said.size());
    for (const std::string* t : said) bags.push_back(title_words(*t));
    const auto support = [&](sv text) {
      const auto words = title_words(text);
      float best = 0;
      for (const auto& bag : bags) best = std::max(best, agreement(words, bag));
      return best;
    };
    const size_t first_text = first_prose();
    size_t best = text_.blocks.size();
    size_t weighed = 0;
    float best_score = 0;
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      const PageBlock& b = text_.blocks[i];
      if ((b.hints & kHidden) != 0 || b.shape.words == 0 || b.shape.words > 60) continue;
      if (!is_heading(b.tag) && (b.hints & kHeadline) == 0) continue;
      if (++weighed > 200) break;
      const float words_agree = support(of(i));
      float score = words_agree;
      if (b.tag == Name::h1)
        score += 0.35F;
      else if (b.tag == Name::h2)
        score += 0.05F;
      if ((b.hints & kHeadline) != 0) score += 0.1F;
      if (b.in_article) score += 0.05F;
      if (b.link_share() > 0.8F && b.tag != Name::h1) score -= 0.3F;
      if ((b.hints & kNegative) != 0) score -= 0.2F;
      if (i > first_text) score -= 0.2F;
      if (b.shape.words < 3) score -= 0.2F;
      if (words_agree < 0.5F && b.tag != Name::h1) continue;
      if (score > best_score + 0.001F) {
        best = i;
        best_score = score;
      }
    }
    const std::string& fallback = !meta_.json_headline.empty() ? meta_.json_headline
                                  : !meta_.og_title.empty()    ? meta_.og_title
                                  : !meta_.title.empty()       ? meta_.title
                                                               : meta_.twitter_title;
    const float agree = best < text_.blocks.size() ? support(of(best)) : 0;
    const bool have_meta = !meta_.json_headline.empty() || !meta_.og_title.empty() || !meta_.title.empty();
    if (best < text_.blocks.size() &&
        (agree >= 0.45F || !have_meta ||
         (text_.blocks[best].tag == Name::h1 && text_.blocks[best].shape.words >= 4 && best <= first_text))) {
      headline_ = best;
      headline_text_ = wording(best);
      headline_folded_ = fold(of(best));
      set(best, Role::headline, std::min(1.0F, 0.6F + agree * 0.4F), "main heading");
      return;
    }
    if (!fallback.empty() && shape_of(fallback).words >= 2) {
      out_.headline = {fallback, kNone, HeadlineBasis::metadata, 0.7F};
    }
  }

  // The heading as the page words it for machines: the same words with their own punctuation ("Kicker: Title" where the page
  // shows two lines), or the title alone where a kicker stands before it in the heading, or with the kicker that the heading
  // leaves to another line.
  [[nodiscard]] std::string wording(size_t block) const {
    std::string shown = without_invisible(of(block));
    const auto is_tail = [&](const std::string& title) {
      return title.size() < shown.size() && shape_of(title).words >= 4 && ends_with(shown, title);
    };
    if (is_tail(meta_.og_title) && og_title_ == meta_.og_title) return og_title_;  // not what is left of a longer one
    if (!meta_.json_headline.empty() && title_words(meta_.json_headline) == title_words(shown)) return meta_.json_headline;
    for (const std::string* title : {&meta_.json_headline, &meta_.og_title, &meta_.twitter_title}) {
      if (is_tail(*title)) return *title;
    }
    if (adds_kicker(meta_.json_headline, shown) && meta_.og_title == meta_.json_headline) return meta_.json_headline;
    if (const std::string kicker = own_kicker(text_.blocks[block].owner); !kicker.empty() && kicker.size() < shown.size()) {
      sv rest = sv(shown).substr(kicker.size());
      while (!rest.empty() && (is_white(dateline::decode(rest, 0).value) || is_dash(dateline::decode(rest, 0).value) ||
                               rest[0] == ':' || rest[0] == '|'))
        rest.remove_prefix(dateline::decode(rest, 0).length);
      if (sv(shown).substr(0, kicker.size()) == kicker && shape_of(rest).words >= 4) return std::string(rest);
    }
    return shown;
  }
  // "Kicker: Shown" or "Shown: the rest", the parts divided by a mark.
  static bool adds_kicker(sv title, sv shown) {
    if (title.size() < shown.size() + 3 || is_section_name(title.substr(0, title.find_first_of(":|")))) return false;
    const bool behind = ends_with(title, shown), before = title.substr(0, shown.size()) == shown;
    const sv rest = trim(behind ? title.substr(0, title.size() - shown.size()) : title.substr(shown.size()));
    // one word before a heading is a section more often than a kicker
    return (behind && !rest.empty() && rest.back() == ':' && shape_of(rest).words >= 2) ||
           (before && !rest.empty() && rest.front() == ':');
  }
  // Text of the element at the head of a heading that its markup calls a kicker.
  [[nodiscard]] std::string own_kicker(NodeId heading) const {
    if (heading == kNoNode) return {};
    for (NodeId id = (*tree_)[heading].first_child; id != kNoNode; id = (*tree_)[id].next) {
      std::string text = squeeze(tree_->text_of(id));
      if (text.empty()) continue;
      if (!tree_->is_element(id)) break;
      const auto name = tree_->attribute(id, Name::class_);
      const std::string folded = name ? lower_ascii(*name) : "";
      for (const sv word :
           {"kicker", "overline", "eyebrow", "topline", "roofline", "dachzeile", "pretitle", "overtitle", "surtitre"}) {
        if (folded.find(word) != std::string::npos) return text;
      }
      break;
    }
    return {};
  }
  // Without soft hyphens and characters of no width: they are no part of a headline's words.
  static std::string without_invisible(sv text) {
    std::string out;
    for (size_t at = 0; at < text.size();) {
      const CodePoint c = dateline::decode(text, at);
      const uint32_t length = std::max<uint32_t>(c.length, 1);
      if (c.value != 0xAD && c.value != 0x200B && c.value != 0x2060 && c.value != 0xFEFF) out.append(text, at, length);
      at += length;
    }
    return out;
  }

  [[nodiscard]] size_t first_prose() const {
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      const PageBlock& b = text_.blocks[i];
      if (b.in_article && (b.hints & kNegative) == 0 && is_prose_shape(b.shape) && b.link_share() < 0.4F) return i;
    }
    return text_.blocks.size();
  }

  // ---- pieces of the article outside its root ----

  // The element `levels` above the root, no further than below body.
  [[nodiscard]] NodeId around_root(int levels) const {
    NodeId at = text_.root;
    for (; levels > 0; --levels) {
      const NodeId up = (*tree_)[at].parent;
      if (up == kNoNode || tree_->is(up, Name::body) || tree_->is(up, Name::html)) break;
      at = up;
    }
    return at;
  }
  [[nodiscard]] bool stands_in(NodeId id, NodeId in) const {
    for (int up = 0; up < 40 && id != kNoNode; ++up, id = (*tree_)[id].parent) {
      if (id == in) return true;
    }
    return false;
  }

  // A standfirst above the root, a box of the text beside it: prose after the headline that nothing speaks against joins the
  // article when it stands above the root's text or next to the root.
  void take_in() {
    if (text_.root == kNoNode) return;
    size_t first = text_.blocks.size(), last = 0;
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      if (!text_.blocks[i].in_article) continue;
      first = std::min(first, i);
      last = i;
    }
    const NodeId near = around_root(2);
    const size_t from = headline_ < first ? headline_ : first;
    for (size_t i = from; i < text_.blocks.size(); ++i) {
      PageBlock& b = text_.blocks[i];
      if (b.in_article || i == headline_) continue;
      const bool above = i < first;
      const uint32_t bad = b.hints & kNegative & ~(above ? kCard : 0U);
      if (bad != 0 || (b.hints & (kMeta | kCaption | kFigure | kCredit)) != 0 || b.link_share() > 0.25F) continue;
      if (!is_prose_shape(b.shape)) continue;
      if (!above && i > last && !stands_in(b.owner, near)) continue;
      b.in_article = true;
    }
  }

  // ---- roles ----

  static Role role_of_hint(uint32_t hints) {
    if ((hints & kEmbed) != 0) return Role::embedded;
    if ((hints & kComment) != 0) return Role::comment;
    if ((hints & kCookie) != 0) return Role::cookie;
    if ((hints & kNewsletter) != 0) return Role::newsletter;
    if ((hints & kShare) != 0) return Role::share;
    if ((hints & (kRelated | kCard)) != 0) return Role::related;
    if ((hints & kAd) != 0) return Role::advertisement;
    if ((hints & kForm) != 0) return Role::form;
    if ((hints & (kNav | kTags | kFooter)) != 0) return Role::navigation;
    return Role::other;
  }

  void judge() {
    size_t titles = 0;
    bool comments = false;
    std::unordered_map<sv, NodeId> told;  // paragraphs and where they stand
    prose_seen_ = 0;
    prose_total_ = 0;
    for (const PageBlock& b : text_.blocks) {
      if (b.in_article && (b.hints & kNegative) == 0 && is_prose_shape(b.shape)) prose_total_ += b.shape.words;
    }
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      if (verdicts_[i].set) continue;
      const PageBlock& b = text_.blocks[i];
      if (!b.in_article) {
        outside(i);
        continue;
      }
      if (comments) {
        set(i, Role::comment, 0.7F, "under the comments");
        continue;
      }
      if ((b.hints & kNegative) != 0) {
        set(i, role_of_hint(b.hints), 0.8F, "hint of the markup");
        continue;
      }
      const auto plate = boilerplate(of(i), b.shape);
      if (plate && plate->role != Role::byline) {
        set(i, plate->role, 0.9F, plate->rule);
        titles = plate->follow == Follow::title ? 1 : plate->follow == Follow::list ? 12 : 0;
        if (plate->follow == Follow::rest && prose_seen_ * 2 >= prose_total_) comments = true;
        continue;
      }
      if (titles > 0 && b.shape.words <= 30 && (!b.shape.stop || b.link_share() > 0.5F) && !is_prose_shape(b.shape)) {
        set(i, Role::related, 0.8F, "title under an announcement");
        --titles;
        continue;
      }
      titles = 0;
      const bool paragraph_like = b.tag == Name::p || b.tag == Name::div || b.tag == Name::section || b.tag == Name::article;
      const auto before = paragraph_like && b.shape.words >= 15 ? told.emplace(of(i), b.owner).first : told.end();
      if (before != told.end() && before->second != b.owner && !are_near(before->second, b.owner)) {
        set(i, Role::other, 0.8F, kSaidBefore);
      } else {
        inside(i);
      }
    }
  }

  // Two elements whose parents or grandparents are one: pieces of one text, not a second copy of it.
  [[nodiscard]] bool are_near(NodeId a, NodeId b) const {
    for (int up = 0; up < 2; ++up) {
      a = (*tree_)[a].parent;
      b = (*tree_)[b].parent;
      if (a == kNoNode || b == kNoNode) return false;
      if (a == b) return true;
    }
    return false;
  }

  void outside(size_t i) {
    const PageBlock& b = text_.blocks[i];
    if (headline_ < i && first_root_block() > i && is_standfirst(i)) {
      set(i, Role::standfirst, 0.7F, "under the headline, as the description says");
      return;
    }
    if ((b.hints & kCaption) != 0 && (b.hints & (kNegative & ~kFooter)) == 0 && headline_ < i && i < first_root_block() &&
        b.shape.words >= 4 && b.shape.words < 80) {
      set(i, Role::other, 0.6F, "caption outside the article");
      return;
    }
    if (is_byline_place(i) && (b.hints & kNegative & ~kBio) == 0) {
      const bool by = lower_ascii(of(i).substr(0, 3)) == "by ";
      if (by && is_byline(of(i), b.shape) && !byline_outside_ && i + 2 >= headline_ && i <= headline_ + 12) {
        byline_outside_ = true;
        set(i, Role::byline, 0.7F, "byline near the headline");
        return;
      }
      if (!by && (is_date_line(of(i), b.shape) || is_byline(of(i), b.shape))) date_lines_.push_back(i);
    }
    const Role role = role_of_hint(b.hints);
    set(i, role == Role::other ? Role::navigation : role, 0.6F, "outside the article");
  }

  // Between the headline (or a little above it) and the first blocks of the article.
  [[nodiscard]] bool is_byline_place(size_t i) {
    return headline_ < text_.blocks.size() && i + 4 >= headline_ && i <= std::max(headline_ + 12, first_root_block()) &&
           i < headline_ + 40;
  }

  [[nodiscard]] size_t first_root_block() {
    if (root_begin_ == kUnknown) {
      root_begin_ = 0;
      while (root_begin_ < text_.blocks.size() && !text_.blocks[root_begin_].in_article) ++root_begin_;
    }
    return root_begin_;
  }

  [[nodiscard]] bool is_standfirst(size_t i) const {
    const PageBlock& b = text_.blocks[i];
    if (b.shape.words < 5 || b.shape.words > 80 || b.link_share() > 0.3F || (b.hints & kNegative) != 0) return false;
    if ((b.hints & kStandfirst) != 0) return true;
    return !meta_.description.empty() && agreement(of(i), meta_.description) > 0.8F;
  }

  void inside(size_t i) {
    const PageBlock& b = text_.blocks[i];
    const sv text = of(i);
    const Shape& s = b.shape;
    const bool prose = is_prose_shape(s);
    if (s.words >= 3 && text.size() < headline_folded_.size() * 4 && fold(text) == headline_folded_) {
      set(i, Role::navigation, 0.8F, "headline again");
    } else if ((b.hints & kCaption) != 0 || ((b.hints & kFigure) != 0 && s.words < 80)) {
      set(i, (b.hints & kCredit) != 0 && s.words <= 8 ? Role::credit : Role::caption, 0.9F, "caption element");
    } else if ((b.hints & kCredit) != 0 && s.words <= 14) {
      set(i, Role::credit, 0.8F, "credit element");
    } else if (prose && b.link_share() < 0.5F) {
      paragraph(i);
    } else if (is_date_line(text, s)) {
      set(i, Role::dateline, 0.8F, "date line");
    } else if (is_byline(text, s)) {
      set(i, Role::byline, 0.8F, "byline");
    } else if ((b.hints & kMeta) != 0) {
      set(i, Role::navigation, 0.7F, "line about the article");
    } else if (b.link_share() > 0.6F && s.words < 40) {
      set(i, Role::related, 0.7F, "mostly a link");
    } else if (is_heading(b.tag)) {
      set(i, Role::subheading, 0.8F, "heading element");
    } else if (b.tag == Name::li) {
      set(i, Role::list_item, 0.8F, "list element");
    } else if (b.tag == Name::td || b.tag == Name::th) {
      set(i, Role::table, 0.7F, "table cell");
    } else if (is_credit_line(text, s, ontology_)) {
      set(i, Role::credit, 0.7F, "credit line");
    } else if (b.tag == Name::p || b.tag == Name::dd || b.tag == Name::dt || b.tag == Name::pre || b.tag == Name::blockquote ||
               s.stop || s.words >= 8) {
      paragraph(i);
    } else {
      set(i, Role::other, 0.5F, "short text outside paragraphs");
    }
  }

  void paragraph(size_t i) {
    const PageBlock& b = text_.blocks[i];
    const Shape& s = b.shape;
    prose_seen_ += is_prose_shape(s) ? s.words : 0;
    if (b.tag == Name::li) {
      set(i, Role::list_item, 0.9F, "list element");
    } else if ((b.tag == Name::td || b.tag == Name::th) && (!is_prose_shape(s) || s.words < 16)) {
      set(i, s.stop && s.words >= 4 && prose_seen_ > 40 ? Role::body : Role::table, 0.6F, "table cell");
    } else if (is_heading(b.tag) && !(s.stop && s.words > 25)) {
      set(i, is_standfirst_place() ? Role::standfirst : Role::subheading, 0.8F, "heading element");
    } else if ((b.hints & kQuote) != 0) {
      set(i, Role::quotation, 0.8F, "quotation element");
    } else if ((b.hints & kStandfirst) != 0 && is_standfirst_place()) {
      set(i, Role::standfirst, 0.8F, "hint of the markup");
    } else {
      set(i, Role::body, is_prose_shape(s) ? 0.95F : 0.6F, is_prose_shape(s) ? sv("prose") : sv("paragraph element"));
    }
  }
  // No paragraph of the article stands before this block.
  [[nodiscard]] bool is_standfirst_place() const { return !body_seen_; }

  // Headings with nothing under them, and small things after the last paragraph or before the first, are no article text.
  void trim_ends() {
    const auto is_text = [&](size_t i) {
      const Role r = verdicts_[i].role;
      return r == Role::body || r == Role::quotation || r == Role::list_item || r == Role::table || r == Role::standfirst;
    };
    size_t last = text_.blocks.size(), first = text_.blocks.size();
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      if (!is_text(i) || !is_prose_shape(text_.blocks[i].shape)) continue;
      if (first == text_.blocks.size()) first = i;
      last = i;
    }
    bool under = false;  // text since the heading
    for (size_t i = text_.blocks.size(); i-- > 0;) {
      if (verdicts_[i].role == Role::subheading) {
        if (!under) set(i, Role::other, 0.6F, "heading without text");
        under = false;
      } else if (is_text(i)) {
        const bool tail =
            last < text_.blocks.size() && i > last && verdicts_[i].role != Role::body && verdicts_[i].role != Role::list_item;
        if (tail && text_.blocks[i].shape.words < 4)
          set(i, Role::other, 0.5F, "after the article");
        else
          under = true;
      }
    }
    for (size_t i = 0; i < std::min(first, text_.blocks.size()); ++i) {
      if (verdicts_[i].role == Role::list_item || verdicts_[i].role == Role::table ||
          (verdicts_[i].role == Role::body && text_.blocks[i].shape.words < 4)) {
        if (text_.blocks[i].shape.words < 8) set(i, Role::navigation, 0.5F, "before the article");
      }
    }
  }

  // ---- the scorer ----

  // The scorer's word against the rules': a block that they call text and it does not is dropped, one that they drop and it
  // calls text is kept. Captions, credits and dated lines stay unless it is very sure.
  void weigh() {
    const bool asked = text_.root != kNoNode;
    if (!asked && trace_ == nullptr) return;
    std::vector<char> weighed(text_.blocks.size(), 0);
    for (size_t i = 0; asked && i < weighed.size(); ++i) weighed[i] = i != headline_ && !is_menu(i) && !is_trifle(i) ? 1 : 0;
    const std::vector<char> all(trace_ != nullptr ? weighed.size() : 0, 1);
    const std::vector<Features> rows = features_of(*tree_, text_, headline_, verdicts_, trace_ != nullptr ? all : weighed);
    if (trace_ != nullptr) trace_->resize(rows.size());
    std::vector<const Features*> weighed_rows;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (weighed[i] != 0) weighed_rows.push_back(&rows[i]);
    }
    const std::vector<float> scores = text_scores(weighed_rows);
    size_t next = 0;
    for (size_t i = 0; i < rows.size(); ++i) {
      const float score = weighed[i] != 0 ? scores[next++] : -1;
      const Verdict before = verdicts_[i];
      if (weighed[i] != 0) overrule(i, score);
      if (trace_ != nullptr) (*trace_)[i] = {std::string(of(i)), kNone, before, verdicts_[i], score, rows[i]};
    }
  }
  // Links of menus and footers: the scorer need not be asked.
  [[nodiscard]] bool is_menu(size_t i) const {
    const PageBlock& b = text_.blocks[i];
    return (b.hints & (kNav | kFooter)) != 0 && b.link_share() > 0.8F && !is_text_role(verdicts_[i].role);
  }
  // A word or three outside the article that lead elsewhere: the scorer hardly ever calls them text. Not links, they may be the
  // names of a list ("Full list of winners").
  [[nodiscard]] bool is_trifle(size_t i) const {
    const PageBlock& b = text_.blocks[i];
    const bool leads_away = b.link_share() > 0.5F || (b.hints & (kNav | kFooter)) != 0;
    return !b.in_article && leads_away && b.shape.words <= 3 && !is_text_role(verdicts_[i].role);
  }
  void overrule(size_t i, float score) {
    const PageBlock& b = text_.blocks[i];
    const Role role = verdicts_[i].role;
    if (is_text_role(role)) {
      if (score > (role == Role::table ? kCell : kText)) return;
      const Role hinted = role_of_hint(b.hints);
      set(i,
          hinted != Role::other   ? hinted
          : b.link_share() > 0.6F ? Role::related
                                  : Role::other,
          1 - score, "dropped by the scorer");
      return;
    }
    const bool labelled = role == Role::caption || role == Role::credit || role == Role::byline || role == Role::dateline ||
                          role == Role::shortcode;
    if (score <= (labelled ? kSure : kText) || verdicts_[i].why.data() == kSaidBefore.data()) return;
    Role form = Role::body;
    if (is_heading(b.tag))
      form = Role::subheading;
    else if (b.tag == Name::li)
      form = Role::list_item;
    else if (b.tag == Name::td || b.tag == Name::th)
      form = Role::table;
    else if ((b.hints & kQuote) != 0)
      form = Role::quotation;
    set(i, form, score, "kept by the scorer");
  }

  // ---- out ----

  void write(const html::Tree& tree) {
    Composer composer(page_.utf8, out_);
    const std::vector<size_t> starts = out_.kind == PageKind::several ? articles_of(tree, text_) : std::vector<size_t>();
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      const PageBlock& b = text_.blocks[i];
      if (std::find(starts.begin(), starts.end(), i) != starts.end())
        out_.articles.push_back(static_cast<uint32_t>(out_.blocks.size()));
      if ((b.hints & kHidden) != 0 && !kept(verdicts_[i].role)) continue;
      if (i == headline_) {
        headline(composer, i);
      } else {
        add(composer, b, b.at);
        composer.end(verdicts_[i].role, verdicts_[i].confidence, verdicts_[i].why);
      }
      if (trace_ != nullptr && !out_.blocks.empty()) (*trace_)[i].block = static_cast<uint32_t>(out_.blocks.size() - 1);
    }
    composer.finish(page_.origin);
  }
  void headline(Composer& composer, size_t i) {
    const PageBlock& b = text_.blocks[i];
    add(composer, b, b.at);
    const uint32_t block = composer.end(Role::headline, verdicts_[i].confidence, verdicts_[i].why);
    out_.headline = {headline_text_, block, HeadlineBasis::visible, verdicts_[i].confidence};
  }
  void add(Composer& composer, const PageBlock& b, Span at) {
    composer.begin();
    uint32_t done = at.begin;
    for (uint32_t r = b.run_begin; r < b.run_end; ++r) {
      const OriginRun& run = text_.runs[r];
      if (run.to > done) composer.add_made(slice(text_.text, {done, run.to}));
      composer.add(slice(text_.text, {run.to, run.to + run.length}), run.from);
      done = run.to + run.length;
    }
    if (done < at.end) composer.add_made(slice(text_.text, {done, at.end}));
  }

  void facts(const html::Tree& tree) {
    if (!meta_.url.empty()) out_.url = meta_.url;
    out_.site = meta_.site;
    out_.section = meta_.section;
    for (const std::string& line : meta_.authors) put_authors(line);
    if (out_.authors.empty()) visible_authors(tree);
    std::vector<DateClue> clues = meta_.dates;
    time_elements(tree, clues);
    for (const size_t i : date_lines_) {
      const OriginRun& run = text_.runs[text_.blocks[i].run_begin];
      const bool modified = lower_ascii(of(i)).find("updated") != std::string::npos;
      if (auto clue = clue_from(of(i), modified ? ClueKind::modified : ClueKind::byline_line, {run.from, run.from + run.length}))
        clues.push_back(std::move(*clue));
    }
    const auto dates = [](const DateClue& clue) { return clue.kind < ClueKind::modified; };
    if (std::none_of(clues.begin(), clues.end(), dates)) {
      if (auto clue = seen_date(tree, text_, headline_, verdicts_)) clues.push_back(std::move(*clue));
    }
    for (DateClue& clue : clues) {
      clue.raw = raw(clue.raw);
      out_.dates.push_back(std::move(clue));
    }
  }
  void put_authors(sv line) {
    const std::string site = fold(meta_.site);
    for (std::string& name : authors_of(line, ontology_)) {
      if (fold(name) == site || name.find(".com") != std::string::npos) continue;
      if (std::find(out_.authors.begin(), out_.authors.end(), name) == out_.authors.end())
        out_.authors.push_back(std::move(name));
    }
  }

  // Names in elements marked as author (rel, itemprop), or in a short line about the article near its headline.
  void visible_authors(const html::Tree& tree) {
    uint32_t end = 0;  // start of the article's last paragraph
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      if (verdicts_[i].role == Role::byline && lower_ascii(of(i).substr(0, 3)) == "by ") put_authors(of(i));
      if (verdicts_[i].role == Role::body) end = text_.runs[text_.blocks[i].run_begin].from;
    }
    if (!out_.authors.empty()) return;
    int visited = 0;
    for (NodeId id = tree.next_in_order(0); id != kNoNode && out_.authors.empty(); id = tree.next_in_order(id)) {
      if (!tree.is_element(id)) continue;
      if (tree[id].source.begin > end + 2000) break;
      const auto rel = tree.attribute(id, Name::rel);
      const auto prop = tree.attribute(id, Name::itemprop);
      const bool marked = (rel && lower_ascii(*rel) == "author") || (prop && (*prop == "author" || *prop == "creator"));
      if (marked && ++visited > 40) break;
      if (marked) put_name(squeeze(tree.text_of(id)));
    }
    for (size_t i = 0; i < text_.blocks.size() && out_.authors.empty(); ++i) {
      if (!is_byline_place(i) || (text_.blocks[i].hints & kMeta) == 0 || (text_.blocks[i].hints & kHidden) != 0) continue;
      put_name(of(i));
    }
  }
  // "By Ann Doe", "Ann Doe": two to four words, each with a capital.
  void put_name(sv line) {
    line = trim(line.substr(0, line.find_first_of("|,0123456789")));
    line = trim(line.substr(0, line.find("\xC2\xB7")));
    const Shape shape = shape_of(line);
    const std::string folded = lower_ascii(line);
    if (folded.substr(0, 3) == "by ") {
      put_authors(line);
    } else if (shape.words >= 2 && shape.words <= 4 && shape.capitals == shape.words && !shape.stop && !is_section_name(line)) {
      put_authors(line);
    }
  }

  // Range of the page as fetched for a range of the decoded page.
  [[nodiscard]] Span raw(Span decoded) const {
    const std::vector<OriginRun> runs = compose({{0, decoded.begin, decoded.size()}}, page_.origin);
    return runs.empty() ? Span{} : Span{runs.front().from, runs.back().from + runs.back().length};
  }

  // <time datetime> up to the end of the article's first half: later ones belong to other articles or comments.
  void time_elements(const html::Tree& tree, std::vector<DateClue>& clues) const {
    uint32_t end = 0;
    for (size_t i = 0; i < text_.blocks.size(); ++i) {
      if (verdicts_[i].role == Role::body && text_.blocks[i].run_begin < text_.runs.size())
        end = std::max(end, text_.runs[text_.blocks[i].run_begin].from);
    }
    int found = 0, visited = 0;
    for (NodeId id = tree.next_in_order(0); id != kNoNode && found < 6; id = tree.next_in_order(id)) {
      if (!tree.is(id, Name::time)) continue;
      if (tree[id].source.begin > end || ++visited > 60) break;
      const html::Attribute* value = tree.find_attribute(id, Name::datetime);
      const std::string shown = squeeze(tree.text_of(id));
      const std::string said = value != nullptr ? std::string(tree.value(*value)) : shown;
      const uint32_t hints = hints_of(tree, id) | hints_of(tree, tree[id].parent);
      if ((hints & (kRelated | kCard | kNav | kAside)) != 0) continue;
      const std::string around = lower_ascii(squeeze(tree.text_of(tree[id].parent)).substr(0, 200));
      const auto prop = tree.attribute(id, Name::itemprop);
      const bool modified =
          (prop && *prop == "dateModified") ||
          (around.size() < 80 && around.find("updated") != std::string::npos && around.find("publish") == std::string::npos);
      if (auto clue = clue_from(said, modified ? ClueKind::modified : ClueKind::time_element, tree[id].source)) {
        clues.push_back(std::move(*clue));
        ++found;
      }
    }
  }

  static constexpr size_t kUnknown = static_cast<size_t>(-1);
  static constexpr sv kSaidBefore = "said before on this page";
  static constexpr float kText = 0.55F, kSure = 0.9F, kCell = 0.25F;  // bounds of the score
  const Decoded& page_;
  sv given_;
  const Ontology& ontology_;
  Article& out_;
  Trace* trace_;
  const html::Tree* tree_ = nullptr;
  Metadata meta_;
  PageText text_;
  std::vector<Verdict> verdicts_;
  std::string headline_text_, headline_folded_, og_title_;  // the last as the page has it, the site's name included
  std::vector<size_t> date_lines_;                          // blocks outside the article that date it
  size_t headline_ = kUnknown, root_begin_ = kUnknown;
  bool body_seen_ = false, byline_outside_ = false;
  uint32_t prose_seen_ = 0, prose_total_ = 0;
};

}  // namespace

std::string read_html(const Decoded& page, sv given_title, const Ontology& ontology, Article& out, Trace* trace) {
  return Reader(page, given_title, ontology, out, trace).read();
}

}  // namespace dateline::page
