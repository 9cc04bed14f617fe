#include "dateline/page/features.h"

#include <algorithm>
#include <cmath>
#include <deque>
#include <unordered_map>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"

namespace dateline::page {
namespace {

using html::kNoNode;
using html::Name;
using html::NodeId;
using sv = std::string_view;

constexpr std::array<FeatureName, kFeatures> kNames = {{
    {"log_words", "length in words"},
    {"log_bytes", "length in bytes"},
    {"word_length", "length of its words"},
    {"link_share", "share of linked text"},
    {"stop", "ends like a sentence"},
    {"sentences", "sentences"},
    {"small_share", "share of lower-case words"},
    {"capital_share", "share of words with a capital"},
    {"prose", "reads as prose"},
    {"first_lower", "begins in lower case"},
    {"colon", "ends with a colon"},
    {"question", "ends with a question"},
    {"list_mark", "begins with a list mark"},
    {"shouting", "all capitals"},
    {"digits", "share of digits"},
    {"commas", "commas"},
    {"separators", "bars and bullets"},
    {"quotes", "quotation marks"},
    {"tag_p", "paragraph element"},
    {"tag_box", "div or section element"},
    {"tag_item", "list element"},
    {"tag_heading", "level of heading"},
    {"tag_cell", "table cell"},
    {"tag_quote", "quotation element"},
    {"tag_definition", "definition list"},
    {"tag_pre", "preformatted text"},
    {"hint_nav", "markup names navigation"},
    {"hint_aside", "markup names an aside"},
    {"hint_footer", "markup names a footer"},
    {"hint_form", "markup names a form"},
    {"hint_related", "markup names related pages"},
    {"hint_share", "markup names sharing"},
    {"hint_comment", "markup names comments"},
    {"hint_newsletter", "markup names a newsletter"},
    {"hint_ad", "markup names advertising"},
    {"hint_tags", "markup names tags"},
    {"hint_cookie", "markup names a dialog"},
    {"hint_bio", "markup names an author's box"},
    {"hint_embed", "markup names an embedded post"},
    {"hint_legal", "markup names legal text"},
    {"hint_card", "markup names a teaser"},
    {"hint_hidden", "hidden"},
    {"hint_meta", "markup names date or author"},
    {"hint_caption", "markup names a caption"},
    {"hint_standfirst", "markup names a standfirst"},
    {"hint_article", "markup names the article"},
    {"hint_figure", "inside a figure"},
    {"hint_quote", "inside a quotation"},
    {"hint_header", "inside a header"},
    {"in_article", "inside the article's root"},
    {"rule_text", "the rules call it text"},
    {"rule_role", "role by the rules"},
    {"rule_confidence", "confidence of the rules"},
    {"place", "place in the page"},
    {"from_headline", "distance from the headline"},
    {"after_headline", "after the headline"},
    {"from_first", "distance from the first text of the article"},
    {"from_last", "distance from the last text of the article"},
    {"prose_before", "share of the page's prose before it"},
    {"depth", "depth in the page"},
    {"root_up", "steps from the article's root up to what holds both"},
    {"root_down", "steps down from there"},
    {"parent_blocks", "blocks in its box"},
    {"parent_prose", "prose in its box"},
    {"parent_links", "links in its box"},
    {"grand_blocks", "blocks in the box around"},
    {"grand_prose", "prose in the box around"},
    {"grand_links", "links in the box around"},
    {"kind_count", "blocks of its kind"},
    {"kind_prose", "prose in blocks of its kind"},
    {"kind_links", "links in blocks of its kind"},
    {"kind_text", "blocks of its kind that the rules call text"},
    {"before1_words", "length of the block before"},
    {"before1_links", "links of the block before"},
    {"before1_text", "the block before is text by the rules"},
    {"before1_prose", "the block before reads as prose"},
    {"after1_words", "length of the block after"},
    {"after1_links", "links of the block after"},
    {"after1_text", "the block after is text by the rules"},
    {"after1_prose", "the block after reads as prose"},
    {"before2_words", "length of the second block before"},
    {"before2_text", "the second block before is text by the rules"},
    {"after2_words", "length of the second block after"},
    {"after2_text", "the second block after is text by the rules"},
    {"before5_text", "text among the five blocks before"},
    {"after5_text", "text among the five blocks after"},
    {"before5_links", "links among the five blocks before"},
    {"after5_links", "links among the five blocks after"},
    {"page_blocks", "blocks of the page"},
    {"page_prose", "prose of the article's root"},
    {"page_share", "share of the page's prose in the root"},
    {"repeats", "times its text stands on the page"},
    {"same_tag_before", "same element as the block before"},
    {"same_box_before", "same box as the block before"},
    {"same_box_after", "same box as the block after"},
    {"heading_since", "blocks since the last heading"},
}};

float log1(float x) { return std::log2(1 + x); }
float share(float part, float whole) { return whole > 0 ? part / whole : 0; }

// Blocks that belong together: sums of what is in them.
struct Sum {
  float blocks = 0, words = 0, prose = 0, linked = 0, bytes = 0, text = 0;
};

class Measure {
 public:
  Measure(const html::Tree& tree, const PageText& page, size_t headline, const std::vector<Verdict>& given)
      : tree_(tree), page_(page), headline_(headline), given_(given), depth_(tree.size(), 0), box_(tree.size() + 1, 0) {}

  std::vector<Features> of(const std::vector<char>& wanted) {
    sums();
    std::vector<Features> out(page_.blocks.size());
    for (size_t i = 0; i < out.size(); ++i) {
      since_heading_ = html::is_heading(page_.blocks[i].tag) ? 0 : std::min(since_heading_ + 1, 30.0F);
      if (wanted[i] == 0) continue;
      at_ = 0;
      row_ = &out[i];
      own(i);
      markup(i);
      place(i);
      company(i);
    }
    return out;
  }

 private:
  void put(float value) { (*row_)[at_++] = value; }
  void put(bool value) { put(value ? 1.0F : 0.0F); }
  [[nodiscard]] NodeId parent(NodeId id) const { return tree_[id].parent; }
  [[nodiscard]] bool is_text(size_t i) const { return is_text_role(given_[i].role); }

  // Tag and class of the owner and of its parent: blocks that one template wrote have the same kind.
  [[nodiscard]] uint64_t kind_of(NodeId owner) const {
    uint64_t key = static_cast<uint64_t>(tree_[owner].name) * 0x9E3779B97F4A7C15ULL;
    if (const auto name = tree_.attribute(owner, Name::class_)) key ^= hash64(*name);
    const NodeId up = parent(owner);
    key = key * 31 + static_cast<uint64_t>(tree_[up].name);
    if (const auto name = tree_.attribute(up, Name::class_)) key ^= hash64(*name) * 7;
    return key;
  }

  void sums() {
    for (NodeId id = 1; id < tree_.size(); ++id) {  // parents mostly come first; a moved node may be off by a little
      depth_[id] = static_cast<uint16_t>(std::min<int>(depth_[parent(id)] + 1, 2000));
    }
    const size_t n = page_.blocks.size();
    first_ = n;
    for (size_t i = 0; i < n; ++i) {
      const PageBlock& b = page_.blocks[i];
      const bool prose = is_prose_shape(b.shape) && b.link_share() < 0.35F;
      prose_.push_back(prose ? 1 : 0);
      kinds_.push_back(kind_of(b.owner));
      const auto words = static_cast<float>(b.shape.words);
      for (Sum* sum : {&box(parent(b.owner)).inner, &box(parent(parent(b.owner))).outer, &same_[kinds_[i]]}) {
        sum->blocks += 1;
        sum->words += words;
        sum->prose += prose ? words : 0;
        sum->linked += static_cast<float>(b.linked);
        sum->bytes += static_cast<float>(b.at.size());
        sum->text += is_text(i) ? 1.0F : 0.0F;
      }
      ++repeats_[page_.of(b)];
      total_prose_ += prose ? words : 0;
      prose_before_.push_back(total_prose_);
      if (b.in_article) root_prose_ += prose ? words : 0;
      if (!is_text(i)) continue;
      first_ = std::min(first_, i);
      last_ = i;
    }
  }

  void own(size_t i) {
    const PageBlock& b = page_.blocks[i];
    const Shape& s = b.shape;
    const auto words = static_cast<float>(s.words), bytes = static_cast<float>(b.at.size());
    float digits = 0, commas = 0, bars = 0, quotes = 0;
    const sv text = page_.of(b);
    for (const char c : text.substr(0, 2000)) {
      digits += is_digit(c) ? 1.0F : 0.0F;
      commas += c == ',' ? 1.0F : 0.0F;
      bars += c == '|' || c == '/' || c == '>' ? 1.0F : 0.0F;
      quotes += c == '"' ? 1.0F : 0.0F;
    }
    put(log1(words));
    put(log1(bytes));
    put(share(bytes, words));
    put(b.link_share());
    put(s.stop);
    put(static_cast<float>(std::min<uint32_t>(s.sentences, 20)));
    put(share(static_cast<float>(s.small_words), static_cast<float>(s.long_words)));
    put(share(static_cast<float>(s.capitals), words));
    put(prose_[i] != 0);
    put(s.first_lower);
    put(s.colon);
    put(s.question);
    put(s.list_mark);
    put(s.shouting);
    put(share(digits, bytes));
    put(std::min(commas, 20.0F));
    put(std::min(bars, 20.0F));
    put(std::min(quotes, 20.0F));
  }

  void markup(size_t i) {
    const PageBlock& b = page_.blocks[i];
    put(b.tag == Name::p);
    put(b.tag == Name::div || b.tag == Name::section || b.tag == Name::article);
    put(b.tag == Name::li);
    put(html::is_heading(b.tag) ? static_cast<float>(b.tag) - static_cast<float>(Name::h1) + 1 : 0.0F);
    put(b.tag == Name::td || b.tag == Name::th);
    put(b.tag == Name::blockquote);
    put(b.tag == Name::dd || b.tag == Name::dt);
    put(b.tag == Name::pre);
    for (const uint32_t hint :
         {kNav,   kAside, kFooter, kForm,   kRelated, kShare,   kComment,    kNewsletter, kAd,     kTags,  kCookie, kBio,
          kEmbed, kLegal, kCard,   kHidden, kMeta,    kCaption, kStandfirst, kArticle,    kFigure, kQuote, kHeader}) {
      put((b.hints & hint) != 0);
    }
  }

  void place(size_t i) {
    const PageBlock& b = page_.blocks[i];
    const size_t n = page_.blocks.size();
    const auto f = [](size_t a) { return static_cast<float>(a); };
    const auto apart = [&](size_t a, size_t c) { return std::clamp(f(a) - f(c), -60.0F, 200.0F); };
    put(b.in_article);
    put(is_text(i));
    put(static_cast<float>(given_[i].role));
    put(given_[i].confidence);
    put(f(i) / f(n));
    put(headline_ < n ? apart(i, headline_) : -100.0F);
    put(headline_ < n && i > headline_);
    put(first_ < n ? apart(i, first_) : -100.0F);
    put(first_ < n ? apart(i, last_) : -100.0F);
    put(share(prose_before_[i], total_prose_));
    put(static_cast<float>(depth_[b.owner]));
    int up = 0, down = 0;
    NodeId x = page_.root, y = b.owner;
    while (x != y && x != kNoNode && y != kNoNode && up + down < 60) {
      if (depth_[x] >= depth_[y]) {
        x = parent(x);
        ++up;
      } else {
        y = parent(y);
        ++down;
      }
    }
    put(static_cast<float>(up));
    put(static_cast<float>(down));
  }

  void company(size_t i) {
    const PageBlock& b = page_.blocks[i];
    const size_t n = page_.blocks.size();
    for (const Sum* sum : {&box(parent(b.owner)).inner, &box(parent(parent(b.owner))).outer}) {
      put(log1(sum->blocks));
      put(share(sum->prose, sum->words));
      put(share(sum->linked, sum->bytes));
    }
    const Sum& kind = same_[kinds_[i]];
    put(log1(kind.blocks));
    put(share(kind.prose, kind.words));
    put(share(kind.linked, kind.bytes));
    put(share(kind.text, kind.blocks));
    const auto words = [&](size_t j) { return j < n ? log1(static_cast<float>(page_.blocks[j].shape.words)) : -1.0F; };
    const auto links = [&](size_t j) { return j < n ? page_.blocks[j].link_share() : -1.0F; };
    const auto text = [&](size_t j) { return j < n && is_text(j); };
    for (const size_t j : {i - 1, i + 1}) {  // before the first block: a number past the end
      put(words(j));
      put(links(j));
      put(text(j));
      put(j < n && prose_[j] != 0);
    }
    for (const size_t j : {i - 2, i + 2}) {
      put(words(j));
      put(text(j));
    }
    std::array<float, 4> five{};
    for (size_t k = 1; k <= 5; ++k) {
      five[0] += text(i - k) ? 1.0F : 0.0F;
      five[1] += text(i + k) ? 1.0F : 0.0F;
      five[2] += std::max(links(i - k), 0.0F);
      five[3] += std::max(links(i + k), 0.0F);
    }
    for (const float value : five) put(value);
    put(log1(static_cast<float>(n)));
    put(log1(root_prose_));
    put(share(root_prose_, total_prose_));
    put(static_cast<float>(std::min(repeats_[page_.of(b)], 5)));
    put(i > 0 && page_.blocks[i - 1].tag == b.tag);
    put(i > 0 && parent(page_.blocks[i - 1].owner) == parent(b.owner));
    put(i + 1 < n && parent(page_.blocks[i + 1].owner) == parent(b.owner));
    put(since_heading_);
  }

  const html::Tree& tree_;
  const PageText& page_;
  size_t headline_;
  const std::vector<Verdict>& given_;
  std::vector<uint16_t> depth_;
  struct Box {
    Sum inner, outer;  // blocks whose owners are its children, its grandchildren
  };
  // A deque: references stay while others are made.
  Box& box(NodeId id) {
    uint32_t& number = box_[std::min<size_t>(id, box_.size() - 1)];
    if (number == 0) {
      boxes_.emplace_back();
      number = static_cast<uint32_t>(boxes_.size());
    }
    return boxes_[number - 1];
  }
  std::vector<uint32_t> box_;  // number of each node's box + 1; the last is that of no node
  std::deque<Box> boxes_;
  std::unordered_map<uint64_t, Sum> same_;
  std::unordered_map<sv, int> repeats_;
  std::vector<char> prose_;
  std::vector<uint64_t> kinds_;
  std::vector<float> prose_before_;
  float total_prose_ = 0, root_prose_ = 0, since_heading_ = 30;
  size_t first_ = 0, last_ = 0, at_ = 0;
  Features* row_ = nullptr;
};

}  // namespace

const std::array<FeatureName, kFeatures>& feature_names() { return kNames; }

std::vector<Features> features_of(const html::Tree& tree, const PageText& page, size_t headline,
                                  const std::vector<Verdict>& given, const std::vector<char>& wanted) {
  return Measure(tree, page, headline, given).of(wanted);
}

}  // namespace dateline::page
