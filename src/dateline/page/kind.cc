#include "dateline/page/kind.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/page/signs.h"

namespace dateline::page {
namespace {

using html::kNoNode;
using html::Name;
using html::NodeId;
using sv = std::string_view;

template <size_t N>
bool any_inside(sv text, const std::array<sv, N>& list) {
  return std::any_of(list.begin(), list.end(), [&](sv s) { return text.find(s) != sv::npos; });
}

// What titles of error pages say, folded.
constexpr std::array<sv, 30> kErrorTitles = {"404",
                                             "page not found",
                                             "page cannot be found",
                                             "page can't be found",
                                             "page could not be found",
                                             "page doesn't exist",
                                             "page does not exist",
                                             "page no longer exists",
                                             "not found",
                                             "file not found",
                                             "access denied",
                                             "403 forbidden",
                                             "forbidden",
                                             "500 internal server error",
                                             "internal server error",
                                             "502 bad gateway",
                                             "503 service",
                                             "service unavailable",
                                             "gateway time",
                                             "just a moment",
                                             "attention required",
                                             "are you a robot",
                                             "checking your browser",
                                             "error 4",
                                             "error 5",
                                             "site can't be reached",
                                             "seite nicht gefunden",
                                             "page introuvable",
                                             "pagina no encontrada",
                                             "pagina non trovata"};

// What stands where a text breaks off for those who do not pay, folded.
constexpr std::array<sv, 20> kWalls = {
    "subscribe to continue", "subscribe to read",   "subscribe now to read",    "to continue reading",
    "to keep reading",       "to read the full",    "to read this article",     "to read the rest",
    "for subscribers only",  "subscribers only",    "exclusive to subscribers", "is for subscribers",
    "already a subscriber",  "already subscribe",   "register to read",         "sign in to read",
    "log in to read",        "reserve aux abonnes", "jetzt weiterlesen",        "contenido exclusivo para suscriptores"};

struct Counts {
  uint32_t prose_words = 0;      // of the blocks that are text
  uint32_t paragraphs = 0;       // prose blocks that are text
  uint32_t dated_lines = 0;      // lines inside the article that are a date or a time of day
  uint32_t clock_lines = 0;      // those with a time of day
  uint32_t linked_headings = 0;  // headings outside navigation that are links
  uint32_t plain_headings = 0;
  uint32_t longest_run = 0;  // paragraphs of text one after another
  size_t last_text = 0;
  bool wall = false;  // where the text ends something asks to pay
};

Counts count(const PageText& page, const std::vector<Verdict>& verdicts) {
  Counts out;
  uint32_t run = 0;
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const PageBlock& b = page.blocks[i];
    const sv text = page.of(b);
    const Role role = verdicts[i].role;
    if (is_text_role(role) && is_prose_shape(b.shape)) {
      out.prose_words += b.shape.words;
      ++out.paragraphs;
      out.longest_run = std::max(out.longest_run, ++run);
    } else if (b.shape.words > 0) {
      run = 0;
    }
    if (is_text_role(role)) out.last_text = i;
    if (b.in_article && b.shape.words <= 8 && is_date_line(text, b.shape)) {
      ++out.dated_lines;
      if (text.find(':') != sv::npos) ++out.clock_lines;
    }
    if (b.tag >= Name::h2 && b.tag <= Name::h4 && (b.hints & (kNav | kFooter | kAside | kComment)) == 0 && b.shape.words >= 3)
      ++(b.link_share() > 0.6F ? out.linked_headings : out.plain_headings);
  }
  for (size_t i = out.last_text > 2 ? out.last_text - 2 : 0; i < std::min(page.blocks.size(), out.last_text + 8); ++i) {
    const PageBlock& b = page.blocks[i];
    if (b.shape.words <= 60 && (b.hints & (kHidden | kNewsletter | kFooter)) == 0 && any_inside(fold(page.of(b)), kWalls))
      out.wall = true;
  }
  return out;
}

bool says_live(sv text) {
  static constexpr std::array<sv, 8> kLive = {"live-blog", "liveblog",   "live-updates", "live-update",
                                              "/live/",    "newsticker", "live-ticker",  "liveticker"};
  return any_inside(text, kLive);
}

bool titled_live(sv title) {
  static constexpr std::array<sv, 7> kLive = {"live updates",   "live blog",  "live:",     "- live",
                                              "as it happened", "newsticker", "liveticker"};
  return any_inside(title, kLive) || title.substr(0, 5) == "live ";
}

}  // namespace

std::vector<size_t> articles_of(const html::Tree& tree, const PageText& page) {
  struct Part {
    uint32_t words = 0;
    size_t first = 0;
    bool heading = false, card = false;
  };
  std::map<NodeId, Part> parts;
  std::vector<NodeId> outer(tree.size(), kNoNode);  // outermost article element around each node
  for (NodeId id = 1; id < tree.size(); ++id) {
    const NodeId up = tree[id].parent;
    outer[id] = outer[up] != kNoNode ? outer[up] : tree.is(id, Name::article) ? id : kNoNode;
  }
  for (size_t i = 0; i < page.blocks.size(); ++i) {
    const PageBlock& b = page.blocks[i];
    const NodeId id = outer[b.owner];
    if (id == kNoNode || (b.hints & kHidden) != 0) continue;
    const auto [place, fresh] = parts.try_emplace(id);
    if (fresh) place->second.first = i;
    Part& part = place->second;
    if ((b.tag == Name::h1 || b.tag == Name::h2) && b.shape.words >= 3 && b.link_share() < 0.6F) part.heading = true;
    if ((b.hints & (kRelated | kComment | kNav | kFooter)) != 0) part.card = true;
    if (is_prose_shape(b.shape) && b.link_share() < 0.35F) part.words += b.shape.words;
  }
  std::vector<size_t> out;
  for (const auto& [id, part] : parts) {
    if (part.words >= 120 && part.heading && !part.card) out.push_back(part.first);
  }
  std::sort(out.begin(), out.end());
  if (out.size() < 2) out.clear();
  return out;
}

Kind kind_of(const html::Tree& tree, const PageText& page, const Metadata& meta, const std::vector<Verdict>& verdicts,
             size_t headline, sv title) {
  const Counts c = count(page, verdicts);
  if (c.prose_words < 80 && (any_inside(fold(title), kErrorTitles) || any_inside(fold(meta.title), kErrorTitles)))
    return {PageKind::error, "its title says that there is no page"};
  if (meta.live) return {PageKind::live_blog, "its metadata calls it a live blog"};
  if (c.clock_lines >= 5 && c.paragraphs >= c.clock_lines && (says_live(lower_ascii(meta.url)) || titled_live(fold(title))))
    return {PageKind::live_blog, "timed entries under a title or address that says live"};
  if (c.clock_lines >= 10 && c.paragraphs >= c.clock_lines && c.paragraphs <= c.clock_lines * 6)
    return {PageKind::live_blog, "many entries with a time of day"};
  if (c.wall && c.prose_words < 200) return {PageKind::paywalled, "short, and asks to subscribe to read on where it ends"};
  if (meta.paid && c.prose_words < 200) return {PageKind::paywalled, "short, and its metadata says that it is not free"};
  const bool no_article = meta.json_type.empty() && meta.og_type != "article";
  if (no_article && c.linked_headings >= 6 && c.linked_headings > c.plain_headings * 2 && c.longest_run <= 3)
    return {PageKind::listing, "linked headings with no long text between them"};
  if (no_article && c.dated_lines >= 10 && c.linked_headings >= 4)
    return {PageKind::listing, "many dated entries with linked headings"};
  if (meta.listing && meta.json_type.empty() && c.longest_run <= 3) return {PageKind::listing, "its metadata calls it a list"};
  if (headline >= page.blocks.size() || page.blocks[headline].tag != Name::h1 || no_article) {
    if (!articles_of(tree, page).empty()) return {PageKind::several, "several article elements with text of their own"};
  }
  return {};
}

}  // namespace dateline::page
