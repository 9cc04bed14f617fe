#include "dateline/page/language.h"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "dateline/base/chars.h"

namespace dateline::page {
namespace {

struct SmallWords {
  std::string_view language;
  std::string_view words;  // folded, each between blanks
};

constexpr std::array<SmallWords, 14> kLatin = {{
    {"en", " the of and to in that is was for on with he it as at by from his has have are were this which be an not "},
    {"fr", " le la les des du et en une un est que qui dans pour sur par au avec ne pas ce il plus ont sont "},
    {"de", " der die und das von zu den mit ist des im dem nicht ein eine auf fur sich als auch es an werden hat "},
    {"es", " el la los las de del y en que un una es por con se para su al lo como mas ha han fue "},
    {"it", " il la di e che un una in del della per con non sono da al le gli i dei nel si ha alla "},
    {"pt", " o a os as de do da em que um uma e para com nao por se no na mais dos das foi ao "},
    {"nl", " de het een en van in dat is op te zijn met voor niet aan er ook als bij naar om die wordt "},
    {"sv", " och att det som en av pa ar for med till den har inte om ett men var de sig fran "},
    {"da", " og at det som en af er til pa med for den har ikke om et men var de fra der blev "},
    {"pl", " w i na z do nie sie ze jest to o jak za po od przez dla oraz jego byl "},
    {"tr", " ve bir bu da de icin ile olarak olan daha cok gibi sonra kadar ancak ise var "},
    {"id", " yang dan di dari untuk dengan ini itu pada dalam tidak akan ke oleh juga telah adalah "},
    {"vi", " va cua la co cac cho khong trong duoc mot nhung voi da den nay ngay khi tai "},
    {"ro", " si in de la cu pe din care un o este nu ca mai sa fost pentru au "},
}};

// The languages that have a word among their small ones, a bit each, by the word.
const std::unordered_map<std::string_view, uint32_t>& small_words() {
  static const std::unordered_map<std::string_view, uint32_t> kWords = [] {
    std::unordered_map<std::string_view, uint32_t> words;
    for (size_t i = 0; i < kLatin.size(); ++i) {
      for (const std::string_view word : split(trim(kLatin[i].words), ' ')) words[word] |= 1U << i;
    }
    return words;
  }();
  return kWords;
}

std::string_view script_language(char32_t c) {
  if (c >= 0x0400 && c <= 0x052F) return "ru";
  if (c >= 0x0600 && c <= 0x06FF) return "ar";
  if (c >= 0x0590 && c <= 0x05FF) return "he";
  if (c >= 0x0370 && c <= 0x03FF) return "el";
  if (c >= 0x0900 && c <= 0x097F) return "hi";
  if (c >= 0x3040 && c <= 0x30FF) return "ja";
  if (c >= 0xAC00 && c <= 0xD7AF) return "ko";
  if (c >= 0x4E00 && c <= 0x9FFF) return "zh";
  if (c >= 0x0E00 && c <= 0x0E7F) return "th";
  return {};
}

// The script that most letters outside Latin belong to, if it outweighs Latin.
std::string by_script(std::string_view text) {
  std::array<std::string_view, 9> names = {"ru", "ar", "he", "el", "hi", "ja", "ko", "zh", "th"};
  std::array<size_t, 9> counts{};
  size_t latin = 0;
  bool ukrainian = false, persian = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += std::max<uint32_t>(c.length, 1);
    if (c.value < 0x250) {
      latin += is_letter(c.value) ? 1 : 0;
      continue;
    }
    ukrainian = ukrainian || c.value == 0x0457 || c.value == 0x0454;
    persian = persian || c.value == 0x06CC || c.value == 0x06A9;
    const std::string_view language = script_language(c.value);
    const auto* const it = std::find(names.begin(), names.end(), language);
    if (it != names.end()) ++counts[static_cast<size_t>(it - names.begin())];
  }
  if (counts[5] * 5 > counts[7]) counts[5] += counts[7], counts[7] = 0;  // Japanese writes with both
  const auto* const best = std::max_element(counts.begin(), counts.end());
  if (*best * 2 < latin || *best < 10) return {};
  const std::string_view name = names[static_cast<size_t>(best - counts.begin())];
  if (name == "ru" && ukrainian) return "uk";
  if (name == "ar" && persian) return "fa";
  return std::string(name);
}

}  // namespace

std::string language_of(std::string_view text) {
  text = text.substr(0, 8000);  // a language shows in less
  if (std::string script = by_script(text); !script.empty()) return script;
  std::array<size_t, kLatin.size()> hits{};
  size_t words = 0;
  const std::string folded = fold(text);
  const auto& known = small_words();
  for (const std::string_view word : split(folded, ' ')) {
    if (word.empty() || word.size() > 6) {
      ++words;
      continue;
    }
    ++words;
    const auto found = known.find(word);
    if (found == known.end()) continue;
    for (size_t i = 0; i < kLatin.size(); ++i) hits[i] += (found->second >> i) & 1U;
  }
  const auto* const best = std::max_element(hits.begin(), hits.end());
  if (words < 8 || *best * 12 < words) return {};
  return std::string(kLatin[static_cast<size_t>(best - hits.begin())].language);
}

}  // namespace dateline::page
