#include "dateline/page/blocks.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/page/origin.h"

namespace dateline::page {
namespace {

using html::kNoNode;
using html::Name;
using html::NodeId;
using sv = std::string_view;

// Hints that hold even over much text: comments and teasers can be longer than the article.
constexpr uint32_t kStubborn = kComment | kRelated | kFooter | kCookie | kNav;

// ---- text of the page ----

class Collector {
 public:
  Collector(const html::Tree& tree, PageText& out, std::vector<NodeId>& order, std::vector<uint32_t>& own)
      : tree_(tree), out_(out), order_(order), own_(own) {}

  void collect(NodeId root) {
    NodeId id = root;
    while (id != kNoNode) {
      bool down = true;
      if (tree_.is_text(id)) {
        text(id);
      } else if (tree_.is_element(id)) {
        down = enter(id);
      }
      if (down && tree_[id].first_child != kNoNode) {
        id = tree_[id].first_child;
        continue;
      }
      while (true) {
        if (tree_.is_element(id)) leave(id, down);
        if (id == root) {
          id = kNoNode;
          break;
        }
        if (tree_[id].next != kNoNode) {
          id = tree_[id].next;
          break;
        }
        id = tree_[id].parent;
        down = true;
      }
    }
    close();
  }

 private:
  bool enter(NodeId id) {
    if (is_silent(tree_, id) && !is_left_open(tree_, id)) return false;
    const Name tag = tree_[id].name;
    // words for screen readers inside a line ("Image caption"); longer hidden text may be the article, unfolded by a click
    own_[id] = hints_of(tree_, id);
    if (!is_block(tag) && tag != Name::br && tree_[id].source.size() < 400 && (own_[id] & kHidden) != 0) return false;
    order_.push_back(id);
    if (tag == Name::br) {
      if (breaks_ > 0) close();
      ++breaks_;
      space_ = true;
    } else if (is_block(tag)) {
      close();
      owners_.push_back(id);
    } else if (tag == Name::a && !links_open_on(id)) {
      ++links_;
    }
    return true;
  }
  void leave(NodeId id, bool entered) {
    if (!entered) return;
    const Name tag = tree_[id].name;
    if (is_block(tag)) {
      close();
      if (!owners_.empty() && owners_.back() == id) owners_.pop_back();
    } else if (tag == Name::a && links_ > 0 && !links_open_on(id)) {
      --links_;
    }
  }
  // Anchors without address are places, not links.
  [[nodiscard]] bool links_open_on(NodeId id) const { return !tree_.attribute(id, Name::href).has_value(); }

  void text(NodeId id) {
    const sv all = tree_.text(id);
    if (tree_[tree_[id].parent].name != Name::noframes) return words(id, all, 0, all.size());
    // The standard reads noframes as characters; the page means markup.
    for (size_t at = 0; at < all.size();) {
      close();
      const size_t open = std::min(all.find('<', at), all.size());
      words(id, all, at, open);
      const size_t shut = all.find('>', open);
      at = shut == sv::npos ? all.size() : shut + 1;
    }
    close();
  }
  void words(NodeId id, sv all, size_t at, size_t stop) {
    while (at < stop) {
      if (is_space(all[at])) {
        space_ = true;
        ++at;
        continue;
      }
      size_t end = at;
      while (end < stop && !is_space(all[end])) ++end;
      stretch(id, all, at, end);
      at = end;
    }
  }
  void stretch(NodeId id, sv all, size_t begin, size_t end) {
    const auto start = static_cast<uint32_t>(out_.text.size());
    if (!open_) {
      open_ = true;
      block_ = {};
      block_.at.begin = start;
      block_.run_begin = static_cast<uint32_t>(out_.runs.size());
      block_.owner = owners_.empty() ? kNoNode : owners_.back();
    } else if (space_) {
      out_.text += ' ';
    }
    space_ = false;
    breaks_ = 0;
    const auto to = static_cast<uint32_t>(out_.text.size());
    out_.text.append(all, begin, end - begin);
    if (links_ > 0) block_.linked += static_cast<uint32_t>(end - begin) + 1;
    const uint32_t from = tree_.source_of(id, static_cast<uint32_t>(begin));
    const uint32_t till = tree_.source_of(id, static_cast<uint32_t>(end));
    if (till - from == end - begin) {
      run(to, from, static_cast<uint32_t>(end - begin));
      return;
    }
    for (size_t p = begin; p < end; ++p) {  // character references inside are in no run
      const uint32_t source = tree_.source_of(id, static_cast<uint32_t>(p));
      if (source < tree_.source().size() && tree_.source()[source] == all[p])
        run(to + static_cast<uint32_t>(p - begin), source, 1);
    }
  }
  // A run, joined to the last of the same block.
  void run(uint32_t to, uint32_t from, uint32_t length) {
    if (out_.runs.size() > block_.run_begin) {
      add_run(out_.runs, to, from, length);
    } else {
      out_.runs.push_back({to, from, length});
    }
  }
  void close() {
    breaks_ = 0;
    space_ = false;
    if (!open_) return;
    open_ = false;
    block_.at.end = static_cast<uint32_t>(out_.text.size());
    block_.run_end = static_cast<uint32_t>(out_.runs.size());
    block_.linked = std::min(block_.linked, block_.at.size());
    block_.tag = tag_of(block_.owner);
    block_.shape = shape_of(slice(out_.text, block_.at));
    if (!trim(slice(out_.text, block_.at)).empty()) out_.blocks.push_back(block_);
  }
  [[nodiscard]] Name tag_of(NodeId owner) const {
    Name first = Name::none;
    for (int up = 0; up < 4 && owner != kNoNode && tree_.is_element(owner); ++up, owner = tree_[owner].parent) {
      const Name tag = tree_[owner].name;
      if (first == Name::none) first = tag;
      if (is_heading(tag) || tag == Name::li || tag == Name::figcaption || tag == Name::td || tag == Name::th ||
          tag == Name::dt || tag == Name::dd || tag == Name::caption || tag == Name::blockquote) {
        return tag;
      }
      if (tag == Name::article || tag == Name::section || tag == Name::main || tag == Name::body) break;
      if (tag != Name::p && tag != Name::div) break;
      if (up > 0 && tag == Name::div) break;
    }
    return first;
  }

  const html::Tree& tree_;
  PageText& out_;
  std::vector<NodeId>& order_;
  std::vector<uint32_t>& own_;  // hints of each element entered
  std::vector<NodeId> owners_;
  PageBlock block_;
  bool open_ = false, space_ = false;
  int breaks_ = 0, links_ = 0;
};

// ---- where the article is ----

class RootFinder {
 public:
  RootFinder(const html::Tree& tree, PageText& page, const std::vector<NodeId>& order, std::vector<uint32_t> own)
      : tree_(tree),
        page_(page),
        order_(order),
        own_(std::move(own)),
        hints_(tree.size(), 0),
        mass_(tree.size(), 0),
        score_(tree.size(), 0),
        heading_(tree.size(), 0) {}

  void find() {
    weigh();
    spread_hints();
    if (distrust()) spread_hints();
    score();
    choose();
  }

 private:
  static bool is_plain_prose(const PageBlock& b) { return is_prose_shape(b.shape) && b.link_share() < 0.35F; }

  // Prose words under every element; whether an h1 stands there.
  void weigh() {
    for (const PageBlock& b : page_.blocks) {
      if (is_plain_prose(b)) mass_[b.owner] += static_cast<float>(std::min<uint32_t>(b.shape.words, 150));
      if (b.tag == Name::h1) heading_[b.owner] = 1;
    }
    for (size_t i = order_.size(); i-- > 1;) {
      const NodeId id = order_[i];
      mass_[tree_[id].parent] += mass_[id];
      heading_[tree_[id].parent] |= heading_[id];
    }
    total_ = order_.empty() ? 0 : mass_[order_.front()];
  }

  // A hint on an element that holds much of the page's prose, or its main heading, is about something else.
  void spread_hints() {
    for (const NodeId id : order_) {
      uint32_t own = own_[id];
      if ((own & kNegative) != 0 && total_ > 0) {
        const float share = mass_[id] / total_;
        if (share > 0.35F) own &= ~(kNegative & ~kStubborn);
        const Name tag = tree_[id].name;
        if (share > 0.8F && tag != Name::footer && tag != Name::nav) own &= ~kNegative;
        if (heading_[id] != 0 && share > 0.3F) own &= ~kNegative;
        if (share > 0.35F && (own_[id] & kArticle) != 0) own &= ~kNegative;
      }
      if (total_ > 0 && mass_[id] / total_ > 0.35F)
        own &= ~(kMeta | kCaption | kCredit | kStandfirst | kHeadline | kFigure | kQuote);
      const NodeId parent = tree_[id].parent;
      hints_[id] = (own | hints_[parent]);
      own_[id] = own;
    }
    for (PageBlock& b : page_.blocks) b.hints = hints_[b.owner];
  }

  // A hint that most prose of the page carries (a class of every paragraph, a wall around the text) says nothing.
  bool distrust() {
    uint32_t doubted = 0;
    for (uint32_t bit = 1; bit <= kPullQuote; bit <<= 1) {
      if ((bit & kNegative) == 0) continue;
      float mass = 0;
      for (const PageBlock& b : page_.blocks) {
        if (is_plain_prose(b) && (b.hints & bit) != 0) mass += static_cast<float>(std::min<uint32_t>(b.shape.words, 150));
      }
      const float bound = (bit & (kFooter | kNav)) != 0 ? 0.95F
                          : (bit & kComment) != 0       ? 0.9F
                          : (bit & kStubborn) != 0      ? 0.75F
                                                        : 0.5F;
      if (total_ > 0 && mass / total_ > bound) doubted |= bit;
    }
    for (const NodeId id : order_) own_[id] &= ~doubted;
    return doubted != 0;
  }

  static float value(const PageBlock& b) {
    const auto words = static_cast<float>(std::min<uint32_t>(b.shape.words, 150));
    if ((b.hints & kHidden) != 0) return 0;
    if ((b.hints & kNegative) != 0) return -0.3F * words;
    if (is_plain_prose(b)) return (b.hints & (kCaption | kMeta)) != 0 ? 0 : words;
    if (b.link_share() > 0.5F) return -0.4F * words - 1;
    return b.shape.words < 6 ? -0.5F : 0;
  }

  void score() {
    for (const PageBlock& b : page_.blocks) score_[b.owner] += value(b);
    for (size_t i = order_.size(); i-- > 1;) score_[tree_[order_[i]].parent] += score_[order_[i]];
  }

  void choose() {
    NodeId best = kNoNode;
    float best_score = 0;
    for (const NodeId id : order_) {  // in document order: parents before children, so later equal ones are deeper
      if ((hints_[id] & kHidden) != 0) continue;
      float s = score_[id];
      const Name tag = tree_[id].name;
      if ((own_[id] & kArticle) != 0)
        s *= 1.25F;
      else if (tag == Name::article)
        s *= 1.1F;
      else if (tag == Name::main)
        s *= 1.02F;
      if (s >= best_score && s > 0) {
        best = id;
        best_score = s;
      }
    }
    page_.root = best;
    if (best == kNoNode) return;
    std::vector<char> inside(tree_.size(), 0);
    for (const NodeId id : order_) inside[id] = id == best || inside[tree_[id].parent] != 0 ? 1 : 0;
    for (PageBlock& b : page_.blocks) b.in_article = inside[b.owner] != 0;
  }

  const html::Tree& tree_;
  PageText& page_;
  const std::vector<NodeId>& order_;
  std::vector<uint32_t> own_, hints_;
  std::vector<float> mass_, score_;
  std::vector<char> heading_;
  float total_ = 0;
};

}  // namespace

PageText page_text(const html::Tree& tree) {
  PageText out;
  std::vector<NodeId> order;
  const NodeId body = tree.body() != kNoNode ? tree.body() : tree.html();
  if (body == kNoNode) return out;
  std::vector<uint32_t> own(tree.size(), 0);
  Collector(tree, out, order, own).collect(body);
  RootFinder(tree, out, order, std::move(own)).find();
  return out;
}

}  // namespace dateline::page
