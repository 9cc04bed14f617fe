#include "dateline/page/hints.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"

namespace dateline::page {
namespace {

using html::Name;
using sv = std::string_view;

struct Word {
  sv text;
  uint32_t hint;
  bool prefix = false;  // also as the beginning of a longer word
};

// Words inside class names and ids (split at "-", "_" and inner capitals), most of them common to many content systems.
constexpr Word kWords[] = {
    {"nav", kNav},
    {"navbar", kNav},
    {"navigation", kNav},
    {"menu", kNav},
    {"submenu", kNav},
    {"breadcrumb", kNav, true},
    {"pagination", kNav},
    {"pager", kNav},
    {"toolbar", kNav},
    {"toc", kNav},
    {"masthead", kNav},
    {"topbar", kNav},
    {"ticker", kNav},
    {"skip", kNav},
    {"skiplink", kNav},
    {"search", kNav},
    {"searchform", kNav},
    {"sidebar", kAside, true},
    {"rail", kAside},
    {"rightcol", kAside},
    {"rightcolumn", kAside},
    {"sidecol", kAside},
    {"infobox", kAside},
    {"factbox", kAside},
    {"footer", kFooter},
    {"colophon", kFooter},
    {"bottombar", kFooter},
    {"form", kForm},
    {"login", kForm},
    {"poll", kForm},
    {"quiz", kForm},
    {"survey", kForm},
    {"captcha", kForm},
    {"related", kRelated, true},
    {"recommend", kRelated, true},
    {"recirc", kRelated, true},
    {"trending", kRelated},
    {"mostread", kRelated},
    {"mostpopular", kRelated},
    {"popular", kRelated},
    {"readmore", kRelated},
    {"readalso", kRelated},
    {"seealso", kRelated},
    {"alsoread", kRelated},
    {"morefrom", kRelated},
    {"moreon", kRelated},
    {"playlist", kRelated},
    {"carousel", kRelated},
    {"slider", kRelated},
    {"outbrain", kRelated, true},
    {"taboola", kRelated, true},
    {"trc", kRelated},
    {"zergnet", kRelated},
    {"revcontent", kRelated},
    {"mgid", kRelated},
    {"yarpp", kRelated},
    {"jp-relatedposts", kRelated},
    {"upnext", kRelated},
    {"nextup", kRelated},
    {"nextpost", kRelated},
    {"prevnext", kRelated},
    {"morestories", kRelated},
    {"morenews", kRelated},
    {"otherstories", kRelated},
    {"similar", kRelated},
    {"latestnews", kRelated},
    {"topstories", kRelated},
    {"share", kShare},
    {"shares", kShare},
    {"sharing", kShare},
    {"sharebar", kShare},
    {"sharedaddy", kShare},
    {"sharebuttons", kShare},
    {"sharetools", kShare},
    {"sharethis", kShare},
    {"addthis", kShare, true},
    {"addtoany", kShare, true},
    {"a2a", kShare},
    {"social", kShare, true},
    {"socials", kShare},
    {"followus", kShare},
    {"follow", kShare},
    {"reactions", kShare},
    {"comment", kComment},
    {"comments", kComment},
    {"commentlist", kComment},
    {"commentform", kComment},
    {"disqus", kComment, true},
    {"respond", kComment},
    {"livefyre", kComment},
    {"viafoura", kComment},
    {"spotim", kComment},
    {"coral", kComment},
    {"discussion", kComment},
    {"commento", kComment},
    {"newsletter", kNewsletter, true},
    {"subscribe", kNewsletter},
    {"subscription", kNewsletter},
    {"signup", kNewsletter},
    {"mailchimp", kNewsletter},
    {"mc4wp", kNewsletter},
    {"optin", kNewsletter},
    {"donate", kNewsletter},
    {"donation", kNewsletter},
    {"membership", kNewsletter},
    {"ad", kAd},
    {"ads", kAd},
    {"adv", kAd},
    {"advert", kAd, true},
    {"adslot", kAd},
    {"adunit", kAd},
    {"adbox", kAd},
    {"adcontainer", kAd},
    {"adwrapper", kAd},
    {"dfp", kAd},
    {"gpt", kAd},
    {"adsbygoogle", kAd},
    {"sponsor", kAd, true},
    {"promo", kAd},
    {"promos", kAd},
    {"promotion", kAd},
    {"promoted", kAd},
    {"promobox", kAd},
    {"affiliate", kAd},
    {"banner", kAd},
    {"mpu", kAd},
    {"leaderboard", kAd},
    {"tags", kTags},
    {"tag", 0},
    {"taglist", kTags},
    {"tagcloud", kTags},
    {"topics", kTags},
    {"keywords", kTags},
    {"hashtags", kTags},
    {"cookie", kCookie, true},
    {"cookies", kCookie},
    {"consent", kCookie},
    {"gdpr", kCookie},
    {"onetrust", kCookie},
    {"didomi", kCookie},
    {"ccpa", kCookie},
    {"modal", kCookie},
    {"popup", kCookie},
    {"overlay", kCookie},
    {"lightbox", kCookie},
    {"bio", kBio},
    {"biography", kBio},
    {"authorbio", kBio},
    {"authorbox", kBio},
    {"aboutauthor", kBio},
    {"teaser", kCard},
    {"teasers", kCard},
    {"card", kCard},
    {"cards", kCard},
    {"thumb", 0},
    {"copyright", kLegal},
    {"disclaimer", kLegal},
    {"disclosure", kLegal},
    {"license", kLegal},
    {"tooltip", kHidden},
    {"popover", kHidden},
    {"noprint", kNav},
    {"screenreader", kHidden},
    {"visuallyhidden", kHidden},
    {"sr", 0},
    {"byline", kMeta, true},
    {"author", kMeta},
    {"authors", kMeta},
    {"dateline", kMeta},
    {"timestamp", kMeta, true},
    {"date", kMeta},
    {"datetime", kMeta},
    {"pubdate", kMeta},
    {"published", kMeta},
    {"publish", kMeta},
    {"updated", kMeta},
    {"meta", kMeta},
    {"postmeta", kMeta},
    {"entrymeta", kMeta},
    {"readtime", kMeta},
    {"reading", 0},
    {"caption", kCaption, true},
    {"figcaption", kCaption},
    {"cutline", kCaption},
    {"credit", kCredit},
    {"credits", kCredit},
    {"photographer", kCredit},
    {"standfirst", kStandfirst},
    {"dek", kStandfirst},
    {"deck", kStandfirst},
    {"subtitle", kStandfirst},
    {"subheadline", kStandfirst},
    {"subhead", kStandfirst},
    {"chapeau", kStandfirst},
    {"sapo", kStandfirst},
    {"excerpt", kStandfirst},
    {"strapline", kStandfirst},
    {"teaserline", kStandfirst},
    {"synopsis", kStandfirst},
    {"vorspann", kStandfirst},
    {"bajada", kStandfirst},
    {"entradilla", kStandfirst},
    {"headline", kHeadline},
    {"pullquote", kPullQuote},
    {"pull", 0},
};

// Pairs of neighbouring words ("most-read", "article-body").
struct Pair {
  sv first, second;
  uint32_t hint;
};
constexpr Pair kPairs[] = {
    {"most", "read", kRelated},
    {"most", "popular", kRelated},
    {"most", "viewed", kRelated},
    {"read", "more", kRelated},
    {"read", "also", kRelated},
    {"read", "next", kRelated},
    {"see", "also", kRelated},
    {"also", "read", kRelated},
    {"also", "like", kRelated},
    {"more", "on", kRelated},
    {"more", "from", kRelated},
    {"more", "stories", kRelated},
    {"more", "news", kRelated},
    {"more", "articles", kRelated},
    {"latest", "news", kRelated},
    {"latest", "stories", kRelated},
    {"top", "stories", kRelated},
    {"next", "article", kRelated},
    {"next", "post", kRelated},
    {"post", "navigation", kNav},
    {"post", "nav", kNav},
    {"story", "links", kRelated},
    {"link", "list", kRelated},
    {"links", "list", kRelated},
    {"jp", "relatedposts", kRelated},
    {"in", "other", kRelated},
    {"author", "bio", kBio},
    {"about", "author", kBio},
    {"author", "box", kBio},
    {"author", "info", kBio},
    {"author", "description", kBio},
    {"author", "desc", kBio},
    {"author", "profile", kBio},
    {"author", "card", kBio},
    {"contributor", "bio", kBio},
    {"twitter", "tweet", kEmbed},
    {"instagram", "media", kEmbed},
    {"fb", "post", kEmbed},
    {"tiktok", "embed", kEmbed},
    {"twitter", "video", kEmbed},
    {"sr", "only", kHidden},
    {"screen", "reader", kHidden},
    {"visually", "hidden", kHidden},
    {"is", "hidden", kHidden},
    {"hide", "accessible", kHidden},
    {"no", "print", kNav},
    {"off", "screen", kHidden},
    {"pull", "quote", kPullQuote},
    {"article", "body", kArticle},
    {"story", "body", kArticle},
    {"post", "body", kArticle},
    {"entry", "content", kArticle},
    {"post", "content", kArticle},
    {"article", "content", kArticle},
    {"story", "content", kArticle},
    {"article", "text", kArticle},
    {"story", "text", kArticle},
    {"body", "copy", kArticle},
    {"body", "text", kArticle},
    {"article", "copy", kArticle},
    {"content", "body", kArticle},
    {"main", "content", 0},
    {"news", "content", kArticle},
    {"news", "body", kArticle},
    {"news", "text", kArticle},
    {"body", "content", kArticle},
    {"rich", "text", kArticle},
    {"page", "content", 0},
    {"single", "content", kArticle},
    {"blog", "content", kArticle},
    {"text", "body", kArticle},
    {"field", "body", kArticle},
    {"node", "body", kArticle},
    {"detail", "text", kArticle},
    {"detail", "content", kArticle},
    {"image", "credit", kCredit},
    {"photo", "credit", kCredit},
    {"image", "source", kCredit},
    {"sub", "title", kStandfirst},
    {"sub", "headline", kStandfirst},
    {"sub", "heading", kStandfirst},
    {"article", "summary", kStandfirst},
    {"story", "summary", kStandfirst},
    {"article", "intro", kStandfirst},
    {"article", "lead", kStandfirst},
    {"article", "description", kStandfirst},
    {"article", "excerpt", kStandfirst},
    {"article", "subtitle", kStandfirst},
    {"wp", "caption", kCaption},
    {"image", "caption", kCaption},
    {"photo", "caption", kCaption},
    {"media", "caption", kCaption},
};

const std::unordered_map<sv, uint32_t>& exact_words() {
  static const std::unordered_map<sv, uint32_t> kMap = [] {
    std::unordered_map<sv, uint32_t> map;
    for (const Word& w : kWords) map.emplace(w.text, w.hint);
    map.emplace("articlebody", kArticle);
    map.emplace("storybody", kArticle);
    map.emplace("articletext", kArticle);
    map.emplace("articlecontent", kArticle);
    map.emplace("postcontent", kArticle);
    map.emplace("entrycontent", kArticle);
    map.emplace("bodytext", kArticle);
    map.emplace("storytext", kArticle);
    map.emplace("bodycopy", kArticle);
    return map;
  }();
  return kMap;
}

// Pairs by their second word.
const std::unordered_map<sv, std::vector<const Pair*>>& pairs_by_second() {
  static const std::unordered_map<sv, std::vector<const Pair*>> kMap = [] {
    std::unordered_map<sv, std::vector<const Pair*>> map;
    for (const Pair& p : kPairs) map[p.second].push_back(&p);
    return map;
  }();
  return kMap;
}

// Words that count as the beginning of longer ones, by their first letter.
const std::array<std::vector<Word>, 256>& prefixes() {
  static const std::array<std::vector<Word>, 256> kPrefixes = [] {
    std::array<std::vector<Word>, 256> by_letter;
    for (const Word& w : kWords) {
      if (w.prefix) by_letter[static_cast<unsigned char>(w.text[0])].push_back(w);
    }
    return by_letter;
  }();
  return kPrefixes;
}

uint32_t word_hint(sv word) {
  const auto& words = exact_words();
  if (const auto it = words.find(word); it != words.end()) return it->second;
  if (word.size() > 5) {
    for (const Word& w : prefixes()[static_cast<unsigned char>(word[0])]) {
      if (word.substr(0, w.text.size()) == w.text) return w.hint;
    }
  }
  return 0;
}

uint32_t hint_of_words(sv value) {
  uint32_t out = 0;
  std::array<char, 400> lower;  // the words in lower case, at their own places
  sv last;
  size_t begin = 0;
  const auto& pairs = pairs_by_second();
  const auto close = [&](size_t end) {
    if (begin == end) return;
    const sv word(lower.data() + begin, end - begin);
    out |= word_hint(word);
    if (!last.empty()) {
      if (const auto found = pairs.find(word); found != pairs.end()) {
        uint32_t pair = 0;
        for (const Pair* p : found->second) {
          if (p->first == last) pair = p->hint;
        }
        out |= pair;
      }
    }
    last = word;
    begin = end;
  };
  for (size_t i = 0; i < value.size(); ++i) {
    const char c = value[i];
    if (!is_alnum(c)) {
      close(i);
      if (is_space(c)) last = {};
      begin = i + 1;
      continue;
    }
    if (is_upper(c) && i > 0 && is_lower(value[i - 1])) close(i);
    lower[i] = to_lower(c);
  }
  close(value.size());
  return out;
}

// Pages repeat few values a thousand times: what the last ones said is remembered.
uint32_t words_hint(sv value) {
  struct Known {
    std::string value;
    uint32_t hint = 0;
  };
  static thread_local std::array<Known, 4096> known;
  value = value.substr(0, 400);
  Known& place = known[hash64(value) % known.size()];
  if (place.value != value) place = {std::string(value), hint_of_words(value)};
  return place.hint;
}

bool style_hides(sv style) {
  std::string plain;
  for (const char c : style.substr(0, 300)) {
    if (!is_space(c)) plain.push_back(to_lower(c));
  }
  return plain.find("display:none") != std::string::npos || plain.find("visibility:hidden") != std::string::npos;
}

uint32_t tag_hint(Name tag) {
  switch (tag) {
    case Name::nav:
    case Name::menu:
      return kNav;
    case Name::aside:
      return kAside;
    case Name::footer:
      return kFooter;
    case Name::form:
      return kForm;
    case Name::dialog:
      return kCookie;
    case Name::figure:
      return kFigure;
    case Name::figcaption:
      return kCaption;
    case Name::blockquote:
      return kQuote;
    case Name::header:
      return kHeader;
    case Name::address:
      return kMeta;
    default:
      return 0;
  }
}

uint32_t role_hint(sv role) {
  if (role == "navigation" || role == "menu" || role == "menubar" || role == "toolbar" || role == "search" || role == "tablist")
    return kNav;
  if (role == "complementary") return kAside;
  if (role == "contentinfo") return kFooter;
  if (role == "dialog" || role == "alertdialog" || role == "alert") return kCookie;
  return 0;
}

}  // namespace

uint32_t hints_of(const html::Tree& tree, html::NodeId element) {
  const html::Node& node = tree[element];
  uint32_t out = tag_hint(node.name);
  for (const html::Attribute& a : tree.attributes(element)) {
    const sv value = tree.value(a);
    switch (a.name) {
      case Name::class_:
      case Name::id:
      case Name::data_component:
      case Name::data_testid:
        out |= words_hint(value);
        break;
      case Name::role:
        out |= role_hint(value);
        break;
      case Name::hidden:
        out |= kHidden;
        break;
      case Name::style:
        if (style_hides(value)) out |= kHidden;
        break;
      case Name::itemprop:
        if (value.find("articleBody") != sv::npos)
          out |= kArticle;
        else if (value == "headline")
          out |= kHeadline;
        else if (value == "author" || value == "datePublished" || value == "dateModified")
          out |= kMeta;
        else if (value == "description")
          out |= kStandfirst;
        break;
      default:
        break;
    }
  }
  if (node.name == Name::body || node.name == Name::html || node.name == Name::main) out &= ~kNegative;
  return out;
}

bool is_silent(const html::Tree& tree, html::NodeId element) {
  const html::Node& node = tree[element];
  if (node.space != html::Space::html) return true;
  switch (node.name) {
    case Name::script:
    case Name::style:
    case Name::noscript:
    case Name::template_:
    case Name::iframe:
    case Name::object:
    case Name::embed:
    case Name::canvas:
    case Name::select:
    case Name::option:
    case Name::textarea:
    case Name::input:
    case Name::datalist:
    case Name::audio:
    case Name::video:
    case Name::head:
    case Name::title:
    case Name::button:
    case Name::noembed:
    case Name::map:
    case Name::progress:
    case Name::meter:
    case Name::img:
    case Name::link:
    case Name::meta:
      return true;
    default:
      return false;
  }
}

bool is_left_open(const html::Tree& tree, html::NodeId element) {
  const html::Node& node = tree[element];
  switch (node.name) {
    case Name::script:
    case Name::style:
    case Name::textarea:
    case Name::title:
    case Name::iframe:
    case Name::noembed:
    case Name::noframes:
    case Name::head:
    case Name::img:
    case Name::input:
    case Name::embed:
    case Name::link:
    case Name::meta:
      return false;
    default:
      break;
  }
  if (node.first_child == html::kNoNode) return false;
  // "</name" stands in the last bytes of an element that was closed.
  const sv name = tree.spelling(node.name);
  const sv all = slice(tree.source(), node.source);
  const sv tail = all.substr(all.size() - std::min<size_t>(all.size(), name.size() + 16));
  const size_t end = tail.rfind("</");
  return end == sv::npos || lower_ascii(tail.substr(end + 2, name.size())) != lower_ascii(name);
}

bool is_block(Name tag) {
  switch (tag) {
    case Name::address:
    case Name::article:
    case Name::aside:
    case Name::blockquote:
    case Name::body:
    case Name::center:
    case Name::dd:
    case Name::details:
    case Name::dialog:
    case Name::dir:
    case Name::div:
    case Name::dl:
    case Name::dt:
    case Name::fieldset:
    case Name::figcaption:
    case Name::figure:
    case Name::footer:
    case Name::form:
    case Name::h1:
    case Name::h2:
    case Name::h3:
    case Name::h4:
    case Name::h5:
    case Name::h6:
    case Name::header:
    case Name::hgroup:
    case Name::hr:
    case Name::html:
    case Name::legend:
    case Name::li:
    case Name::listing:
    case Name::main:
    case Name::menu:
    case Name::nav:
    case Name::ol:
    case Name::p:
    case Name::pre:
    case Name::search:
    case Name::section:
    case Name::summary:
    case Name::table:
    case Name::caption:
    case Name::tbody:
    case Name::thead:
    case Name::tfoot:
    case Name::tr:
    case Name::td:
    case Name::th:
    case Name::ul:
    case Name::xmp:
    case Name::optgroup:
      return true;
    default:
      return false;
  }
}

}  // namespace dateline::page
