#include "dateline/page/boilerplate.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/page/boilerplate_table.h"

namespace dateline::page {
namespace {

// "» READ:" and "▶ Watch" are the same as "READ:" and "Watch". Brackets stay: they open shortcodes.
std::string_view without_ornament(std::string_view text) {
  size_t at = 0;
  while (at < text.size()) {
    const CodePoint c = decode(text, at);
    if (is_letter(c.value) ||
        (c.value < 0x80 && (is_alnum(static_cast<char>(c.value)) || c.value == '[' || c.value == '{' || c.value == '(')))
      break;
    if (c.value == 0xA9) break;
    at += std::max<uint32_t>(c.length, 1);
  }
  return text.substr(at);
}

std::string_view without_tail(std::string_view text) {
  while (!text.empty()) {
    const CodePoint c = decode_before(text, text.size());
    if (is_letter(c.value) || (c.value < 0x80 && is_alnum(static_cast<char>(c.value)))) break;
    text.remove_suffix(std::max<uint32_t>(c.length, 1));
  }
  return text;
}

// A pattern that may stand anywhere, with the pairs of bytes it holds.
struct Inside {
  const Pattern* pattern;
  std::vector<uint16_t> pairs;
};

uint16_t pair_at(std::string_view text, size_t at) {
  return static_cast<uint16_t>((static_cast<unsigned char>(text[at]) * 37U + static_cast<unsigned char>(text[at + 1])) % 1024U);
}

// Which pairs of neighbouring bytes a line has: most patterns are ruled out without searching for them.
class Pairs {
 public:
  explicit Pairs(std::string_view line) {
    for (size_t at = 0; at + 1 < line.size(); ++at) seen_.set(pair_at(line, at));
  }
  [[nodiscard]] bool may_hold(const Inside& p) const {
    return std::all_of(p.pairs.begin(), p.pairs.end(), [&](uint16_t pair) { return seen_.test(pair); });
  }

 private:
  std::bitset<1024> seen_;
};

struct Index {
  std::unordered_map<std::string_view, std::vector<const Pattern*>> by_first_word;  // longest first
  std::vector<Inside> inside;

  Index() {
    for (const Pattern& p : boilerplate_patterns()) {
      if (p.where == Where::inside) {
        inside.push_back({&p, {}});
        for (size_t at = 0; at + 1 < p.text.size(); ++at) inside.back().pairs.push_back(pair_at(p.text, at));
      } else {
        by_first_word[p.text.substr(0, p.text.find(' '))].push_back(&p);
      }
    }
    for (auto& entry : by_first_word) {
      std::stable_sort(entry.second.begin(), entry.second.end(),
                       [](const Pattern* a, const Pattern* b) { return a->text.size() > b->text.size(); });
    }
  }
};

const Index& index() {
  static const Index kIndex;
  return kIndex;
}

bool fits(const Pattern& p, std::string_view line, std::string_view bare, uint32_t words) {
  if (words > p.most_words) return false;
  switch (p.where) {
    case Where::whole:
      return bare == p.text;
    case Where::inside:
      return line.find(p.text) != std::string_view::npos;
    case Where::start:
    case Where::colon: {
      if (line.substr(0, p.text.size()) != p.text) return false;
      const std::string_view rest = line.substr(p.text.size());
      if (p.where == Where::colon) return rest.substr(0, 1) == ":" || rest.substr(0, 2) == " :";
      return rest.empty() || !is_alnum(rest[0]);
    }
  }
  return false;
}

// Nothing but names of networks and the words around them: "Facebook Twitter WhatsApp Email Print".
bool is_share_bar(std::string_view bare) {
  static constexpr std::array<std::string_view, 34> kWords = {
      "facebook", "twitter", "x",         "whatsapp", "telegram", "linkedin",  "reddit", "pinterest", "email",
      "e-mail",   "mail",    "print",     "share",    "tweet",    "messenger", "viber",  "instagram", "youtube",
      "tumblr",   "pocket",  "flipboard", "copy",     "link",     "on",        "via",    "pin",       "sms",
      "line",     "vk",      "like",      "follow",   "icon",     "comment",   "threads"};
  size_t networks = 0, count = 0;
  for (const std::string_view word : split(bare, ' ')) {
    if (word.empty() || word == "|" || word == "/" || word == ",") continue;
    const auto* const it = std::find(kWords.begin(), kWords.end(), without_tail(word));
    if (it == kWords.end()) return false;
    networks += it - kWords.begin() < 9 ? 1 : 0;
    ++count;
  }
  return networks > 0 && (count > 1 || bare.size() > 1);
}

// "12 Comments", "3 thoughts on ...", "Comments (4)", "0 comments"
bool counts_comments(std::string_view line, uint32_t words) {
  size_t digits = 0;
  while (digits < line.size() && is_digit(line[digits])) ++digits;
  const std::string_view rest = digits > 0 ? trim(line.substr(digits)) : std::string_view();
  if (words <= 3 && (rest.substr(0, 7) == "comment" || rest.substr(0, 5) == "repli" || rest.substr(0, 8) == "response"))
    return true;
  if (rest.substr(0, 10) == "thought on" || rest.substr(0, 11) == "thoughts on" || rest.substr(0, 12) == "responses to")
    return true;
  return line.substr(0, 10) == "comments (" && line.size() > 10 && is_digit(line[10]);
}

// A consent text speaks of cookies, of "we" or "you", and of choosing or using.
bool is_cookie_text(std::string_view line) {
  if (line.find("cookie") == std::string_view::npos && line.find("personal data") == std::string_view::npos) return false;
  static constexpr std::array<std::string_view, 5> kWho = {"we ", "our ", "your ", "you ", "this site"};
  static constexpr std::array<std::string_view, 10> kWhat = {"accept",      "consent",     "use cookies", "uses cookies",
                                                             "your choice", "preferences", "settings",    "partners",
                                                             "policy",      "device"};
  const auto any = [&](const auto& list) {
    return std::any_of(list.begin(), list.end(), [&](std::string_view w) { return line.find(w) != std::string_view::npos; });
  };
  return any(kWho) && any(kWhat);
}

// "Follow our culture desk on Instagram and Telegram"
bool asks_to_follow(std::string_view line) {
  if (line.substr(0, 7) != "follow ") return false;
  static constexpr std::array<std::string_view, 9> kNetworks = {"facebook", "twitter", "instagram", "telegram",   "whatsapp",
                                                                "snapchat", "youtube", "threads",   "google news"};
  return std::any_of(kNetworks.begin(), kNetworks.end(),
                     [&](std::string_view n) { return line.find(n) != std::string_view::npos; });
}

bool is_tweet_signature(std::string_view line) {
  const size_t handle = line.find("(@");
  if (handle == std::string_view::npos) return false;
  const size_t dash = line.find('-');
  return dash < handle && line.find(')', handle) != std::string_view::npos;
}

}  // namespace

bool is_shortcode(std::string_view line) {
  line = trim(line);
  if (line.size() < 3) return false;
  if (line.substr(0, 2) == "{{" && line.substr(line.size() - 2) == "}}") return true;
  if (line.front() != '[' || line.back() != ']') return false;
  const std::string_view inner = line.substr(1, line.size() - 2);
  if (inner.find('[') != std::string_view::npos && inner.find('/') == std::string_view::npos) return false;
  size_t at = !inner.empty() && inner[0] == '/' ? 1 : 0;
  const size_t begin = at;
  bool joined = at > 0;
  while (at < inner.size() && (is_lower(inner[at]) || is_digit(inner[at]) || inner[at] == '_' || inner[at] == '-')) {
    joined = joined || inner[at] == '_';
    ++at;
  }
  if (at == begin || (at < inner.size() && inner[at] != ' ' && inner[at] != ']')) return false;
  return joined || inner.find('=') != std::string_view::npos || inner == "gallery" || inner == "embed";
}

bool is_section_name(std::string_view line) {
  static const std::unordered_set<std::string_view> kNames(section_names().begin(), section_names().end());
  const std::string key = fold(trim(line));
  return kNames.contains(key) || kNames.contains(without_tail(key));
}

std::optional<Boilerplate> boilerplate(std::string_view text, const Shape& shape) {
  if (is_shortcode(text)) return Boilerplate{Role::shortcode, Follow::none, "tag of a content system"};
  if (shape.words > 130) return std::nullopt;
  const std::string folded = fold(text);
  const std::string_view line = without_ornament(folded);
  if (line.empty()) return Boilerplate{Role::other, Follow::none, "no letters"};
  if (folded == "δ") return Boilerplate{Role::form, Follow::none, "mark of a form"};
  const std::string_view bare = without_tail(line);
  const Index& all = index();
  const size_t first_end = std::min(line.find_first_of(" :", 0), line.size());
  std::string_view first = line.substr(0, first_end);
  for (int round = 0; round < 2; ++round) {
    const auto bucket = all.by_first_word.find(first);
    if (bucket != all.by_first_word.end()) {
      for (const Pattern* p : bucket->second) {
        if (!fits(*p, line, bare, shape.words)) continue;
        const bool alone = bare.size() <= p->text.size() + 2 || p->follow == Follow::rest || p->follow == Follow::list;
        return Boilerplate{p->role, alone ? p->follow : Follow::none, p->text};
      }
    }
    const std::string_view shorter = without_tail(first);
    if (shorter == first) break;
    first = shorter;
  }
  if (!line.empty() && decode(line, 0).value == 0xA9 && shape.words <= 25)
    return Boilerplate{Role::other, Follow::none, "rights line"};
  const Pairs pairs(line);
  for (const Inside& p : all.inside) {
    if (p.pattern->text.size() <= line.size() && pairs.may_hold(p) && fits(*p.pattern, line, bare, shape.words))
      return Boilerplate{p.pattern->role, Follow::none, p.pattern->text};
  }
  if (shape.words <= 12 && is_share_bar(bare)) return Boilerplate{Role::share, Follow::none, "names of networks"};
  if (shape.words <= 30 && asks_to_follow(line)) return Boilerplate{Role::share, Follow::none, "asks to follow"};
  if (counts_comments(line, shape.words)) return Boilerplate{Role::form, Follow::rest, "count of comments"};
  if (shape.words <= 120 && is_cookie_text(line)) return Boilerplate{Role::cookie, Follow::none, "consent text"};
  if (shape.words <= 30 && is_tweet_signature(folded)) return Boilerplate{Role::embedded, Follow::none, "signature of a post"};
  return std::nullopt;
}

}  // namespace dateline::page
