#include "dateline/syntax/syntax.h"

#include <algorithm>
#include <array>

namespace dateline {

std::string_view name_of(Upos upos) {
  static constexpr std::array<std::string_view, 17> kNames = {"ADJ",   "ADP",   "ADV", "AUX",  "CCONJ", "DET",
                                                              "INTJ",  "NOUN",  "NUM", "PART", "PRON",  "PROPN",
                                                              "PUNCT", "SCONJ", "SYM", "VERB", "X"};
  return kNames[static_cast<size_t>(upos)];
}

std::string_view name_of(Dep dep) {
  static constexpr std::array<std::string_view, 51> kNames = {
      "acl",        "acl:relcl", "advcl",      "advcl:relcl",   "advmod",   "amod",       "appos",        "aux",
      "aux:pass",   "case",      "cc",         "cc:preconj",    "ccomp",    "compound",   "compound:prt", "conj",
      "cop",        "csubj",     "csubj:pass", "csubj:outer",   "dep",      "det",        "det:predet",   "discourse",
      "dislocated", "expl",      "fixed",      "flat",          "goeswith", "iobj",       "list",         "mark",
      "nmod",       "nmod:desc", "nmod:poss",  "nmod:unmarked", "nsubj",    "nsubj:pass", "nsubj:outer",  "nummod",
      "obj",        "obl",       "obl:agent",  "obl:unmarked",  "orphan",   "parataxis",  "punct",        "reparandum",
      "root",       "vocative",  "xcomp"};
  return kNames[static_cast<size_t>(dep)];
}

Children::Children(const Syntax& syntax) : starts_(syntax.head.size() + 2, 0) {
  for (const int32_t head : syntax.head) {
    if (head >= 0) ++starts_[static_cast<size_t>(head) + 1];
  }
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  items_.resize(starts_.back() + 1);
  std::vector<uint32_t> next(starts_.begin(), starts_.end());
  for (uint32_t token = 0; token < syntax.head.size(); ++token) {
    const int32_t head = syntax.head[token];
    if (head >= 0) items_[next[static_cast<size_t>(head)]++] = token;
  }
}

TokenRange subtree(const Syntax& syntax, const Children& children, uint32_t head) {
  TokenRange hull{head, head + 1};
  std::vector<uint32_t> open = {head};
  size_t budget = syntax.head.size() + 1;
  while (!open.empty() && budget-- > 0) {
    const uint32_t token = open.back();
    open.pop_back();
    hull.begin = std::min(hull.begin, token);
    hull.end = std::max(hull.end, token + 1);
    for (const uint32_t child : children.of(token)) open.push_back(child);
  }
  return hull;
}

}  // namespace dateline
