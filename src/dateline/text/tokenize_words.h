// The closed word lists of English tokenisation and the ASCII tests both tokenizer files use.
// Input: `Gen` + `.`; answer: an abbreviation, so `Gen.` is one word and no sentence ends there.
// Sources: the tokenisation guidelines of UD English and of the Penn Treebank, and the common abbreviations of news style books.
// Does not try: abbreviations of one trade; an unknown one costs one cut.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace dateline::text::tokenize {

constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_word_byte(char c) { return is_alpha(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '_'; }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

/// Equal when ASCII case is ignored; `low` must be lower case.
constexpr bool equal_lower(std::string_view s, std::string_view low) {
  if (s.size() != low.size()) return false;
  for (std::size_t i = 0; i < s.size(); ++i)
    if (lower(s[i]) != low[i]) return false;
  return true;
}
constexpr bool starts_with_lower(std::string_view s, std::string_view low) {
  return s.size() >= low.size() && equal_lower(s.substr(0, low.size()), low);
}
/// Is `s` (any case) in a sorted lower-case list?
template <std::size_t N>
constexpr bool in_list(const std::array<std::string_view, N>& list, std::string_view s) {
  std::array<char, 16> low{};
  if (s.empty() || s.size() > low.size()) return false;
  for (std::size_t i = 0; i < s.size(); ++i) low[i] = lower(s[i]);
  return std::binary_search(list.begin(), list.end(), std::string_view(low.data(), s.size()));
}

/// Prefixes that keep their hyphen (UD English: `anti-war` is one word, `long-term` is three).
inline constexpr auto kPrefixes = std::to_array<std::string_view>(
    {"anti",  "bi",    "co",    "counter", "cross", "cyber",  "de",     "e",     "ex",  "extra", "hyper",
     "inter", "intra", "mega",  "micro",   "mid",   "mini",   "mis",    "multi", "neo", "non",   "over",
     "pan",   "post",  "pre",   "pro",     "proto", "pseudo", "psycho", "quasi", "re",  "semi",  "socio",
     "sub",   "super", "trans", "tri",     "uh",    "ultra",  "un",     "under", "vice"});
/// After these a prefix-like word was a word of its own (`pro-and-con`).
inline constexpr auto kAfterPrefix = std::to_array<std::string_view>({"and", "or", "to"});

inline constexpr auto kClitics = std::to_array<std::string_view>({"d", "ll", "m", "re", "s", "ve"});
inline constexpr auto kElided =
    std::to_array<std::string_view>({"bout", "cause", "cuz", "em", "n", "til", "till", "tis", "twas"});

/// Written together, two words: the cut stands before the second.
struct Fused {
  std::string_view word;
  std::size_t cut;
};
inline constexpr auto kFused = std::to_array<Fused>(
    {{"cannot", 3}, {"gonna", 3},  {"gotta", 3},  {"wanna", 3},   {"dont", 2},    {"didnt", 3},    {"doesnt", 4}, {"isnt", 2},
     {"wasnt", 3},  {"arent", 3},  {"werent", 4}, {"couldnt", 5}, {"wouldnt", 5}, {"shouldnt", 6}, {"havent", 4}, {"hasnt", 3},
     {"hadnt", 3},  {"cant", 2},   {"wont", 2},   {"aint", 2},    {"im", 1},      {"ive", 1},      {"youre", 3},  {"theyre", 4},
     {"thats", 4},  {"theres", 5}, {"lemme", 3},  {"gimme", 3},   {"whats", 4},   {"youve", 3},    {"youll", 3},  {"theyve", 4},
     {"hes", 2},    {"shes", 3},   {"outta", 3},  {"lotta", 3},   {"elses", 4},   {"itll", 2},     {"arnt", 2}});

/// `its` and `your` written for `it's` and `you're`: these words hardly follow a possessive.
inline constexpr auto kAfterIts = std::to_array<std::string_view>(
    {"a",    "about",   "all",   "also",  "always", "an",     "as",       "at",     "been",   "definitely", "for",
     "from", "getting", "going", "gonna", "her",    "his",    "in",       "just",   "like",   "my",         "never",
     "not",  "nothing", "now",   "on",    "our",    "pretty", "probably", "really", "simply", "so",         "still",
     "that", "the",     "their", "too",   "very",   "what",   "why",      "your"});
inline constexpr auto kAfterYour =
    std::to_array<std::string_view>({"a", "all", "an", "at", "going", "gonna", "in", "just", "looking", "not", "on", "probably",
                                     "really", "so", "the", "too", "very", "welcome"});
/// Last parts of file names.
inline constexpr auto kFiles =
    std::to_array<std::string_view>({"csv", "doc", "docx", "exe",  "gif", "htm", "html", "jpg",  "mdb", "mp3", "mp4",
                                     "pdf", "png", "ppt",  "pptx", "ps",  "txt", "xls",  "xlsx", "xml", "zip"});

/// Units cut from their number (`5pm`, `10km`).
inline constexpr auto kUnits = std::to_array<std::string_view>(
    {"am", "bbl", "bn",  "cm", "ft",  "gb", "ghz", "gw",  "hp",   "hr", "hrs", "k",   "kb",   "kg",
     "km", "kmh", "kph", "kw", "kwh", "lb", "lbs", "m",   "mb",   "mg", "mhz", "min", "mins", "ml",
     "mm", "mn",  "mph", "mw", "mwh", "oz", "pm",  "sec", "secs", "sq", "tb",  "tn",  "yr",   "yrs"});

/// Abbreviations that keep their full stop.
inline constexpr auto kAbbreviations = std::to_array<std::string_view>(
    {"adm",  "al",    "approx", "apr",  "assn", "asst", "attn", "aug",  "ave",  "bldg", "blvd", "bn",     "brig", "bros",
     "ca",   "capt",  "cf",     "cmdr", "co",   "col",  "comm", "conf", "conn", "corp", "cpl",  "ctr",    "dec",  "dept",
     "det",  "dist",  "dr",     "ed",   "eds",  "eg",   "eng",  "esp",  "esq",  "est",  "etc",  "ext",    "feb",  "fla",
     "fr",   "ft",    "gen",    "gov",  "govt", "hon",  "hr",   "hrs",  "hwy",  "ie",   "inc",  "insp",   "intl", "jan",
     "jr",   "jul",   "jun",    "kan",  "ky",   "lb",   "lbs",  "lt",   "ltd",  "maj",  "md",   "messrs", "mgr",  "min",
     "mins", "mlle",  "mme",    "mr",   "mrs",  "ms",   "mt",   "nat",  "neb",  "nev",  "nos",  "nov",    "oct",  "okla",
     "op",   "ore",   "oz",     "pfc",  "ph",   "pls",  "pp",   "pres", "prof", "pte",  "pty",  "pvt",    "rep",  "reps",
     "ret",  "rev",   "sen",    "sens", "sept", "sgt",  "sq",   "sr",   "st",   "ste",  "supt", "tel",    "tenn", "tex",
     "thur", "thurs", "tue",    "tues", "univ", "viz",  "vol",  "vols", "vs",   "wis",  "yrs"});
/// Abbreviations only before a number (`No. 5`, `Art. 12`, `Sat. 4`, `c. 1850`): otherwise words.
inline constexpr auto kNumbered = std::to_array<std::string_view>(
    {"art", "c", "ch", "chap", "fig", "figs", "fri", "mar", "mon", "no", "para", "pg", "sat", "sec", "sep", "sun", "wed"});
/// Titles and openers: a sentence never ends after them.
inline constexpr auto kNeverLast = std::to_array<std::string_view>(
    {"adm", "brig", "ca",   "capt", "cf",  "cmdr", "col",    "cpl", "det",  "dr",  "e.g", "eg",  "fr",   "gen", "gov",
     "hon", "i.e",  "ie",   "insp", "lt",  "maj",  "messrs", "mgr", "mlle", "mme", "mr",  "mrs", "ms",   "mt",  "nos",
     "pfc", "pres", "prof", "pvt",  "rep", "reps", "rev",    "sen", "sens", "sgt", "st",  "ste", "supt", "viz", "vs"});
/// Words that open a sentence after an abbreviation (`... of the U.S. The ...`) and seldom continue a name.
inline constexpr auto kStarters = std::to_array<std::string_view>(
    {"a",       "according", "after",   "all",     "also",  "although", "an",      "and",       "another",   "any",   "are",
     "as",      "at",        "because", "before",  "both",  "but",      "by",      "can",       "did",       "do",    "does",
     "during",  "each",      "earlier", "even",    "every", "few",      "for",     "four",      "from",      "had",   "has",
     "have",    "he",        "her",     "here",    "his",   "how",      "however", "i",         "if",        "in",    "instead",
     "is",      "it",        "its",     "just",    "last",  "later",    "many",    "meanwhile", "more",      "most",  "much",
     "my",      "no",        "none",    "nor",     "not",   "now",      "on",      "once",      "one",       "only",  "or",
     "other",   "our",       "please",  "several", "she",   "since",    "so",      "some",      "still",     "such",  "that",
     "the",     "their",     "then",    "there",   "these", "they",     "this",    "those",     "though",    "three", "thus",
     "to",      "today",     "two",     "under",   "until", "was",      "we",      "were",      "what",      "when",  "where",
     "whether", "which",     "while",   "who",     "why",   "will",     "with",    "yes",       "yesterday", "yet",   "you",
     "your"});

/// Last parts of addresses and file names written without a blank (`example.com`, `list.pdf`).
inline constexpr auto kDomains = std::to_array<std::string_view>(
    {"ae", "au",  "biz", "br",  "ca",  "ch",  "cn",   "co", "com",  "csv", "de",  "doc", "docx", "edu", "eg",
     "eu", "exe", "fr",  "gov", "gr",  "htm", "html", "il", "info", "int", "io",  "ir",  "it",   "jp",  "jpg",
     "lb", "mil", "mp3", "mp4", "net", "nl",  "no",   "nz", "org",  "pdf", "php", "pl",  "ppt",  "ps",  "qa",
     "ru", "sa",  "se",  "sy",  "tr",  "tv",  "txt",  "ua", "uk",   "us",  "xls", "xml", "ye",   "zip"});
constexpr bool is_domain(std::string_view s) { return in_list(kDomains, s); }

static_assert(std::is_sorted(kPrefixes.begin(), kPrefixes.end()) && std::is_sorted(kUnits.begin(), kUnits.end()) &&
              std::is_sorted(kNeverLast.begin(), kNeverLast.end()) && std::is_sorted(kStarters.begin(), kStarters.end()) &&
              std::is_sorted(kAfterIts.begin(), kAfterIts.end()) && std::is_sorted(kAfterYour.begin(), kAfterYour.end()) &&
              std::is_sorted(kFiles.begin(), kFiles.end()) && std::is_sorted(kDomains.begin(), kDomains.end()) &&
              std::is_sorted(kNumbered.begin(), kNumbered.end()) &&
              std::is_sorted(kAbbreviations.begin(), kAbbreviations.end()) && std::is_sorted(kElided.begin(), kElided.end()) &&
              std::is_sorted(kClitics.begin(), kClitics.end()) && std::is_sorted(kAfterPrefix.begin(), kAfterPrefix.end()));

}  // namespace dateline::text::tokenize
