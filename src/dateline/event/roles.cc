// Features, candidates and decisions of the role scorer. See roles.h.
#include "dateline/event/roles.h"

#include <algorithm>
#include <cstring>

#include "dateline/base/embedded.h"

namespace dateline::event {

namespace {

constexpr int kLevels = 4;          // how many heads above the predicate are searched
constexpr size_t kPhrase = 400;     // most tokens walked for one phrase
constexpr size_t kCandidates = 64;  // most candidates of one predicate
constexpr std::string_view kMagic = "DLROLE1\n";
constexpr size_t kRow = 6;
constexpr int32_t kBold = 0;           // how much a role may lie under `none` and still be given
constexpr uint8_t kFirstModifier = 6;  // index of the first ARGM in kRoles

constexpr uint64_t mix(uint64_t h) {
  h ^= h >> 33;
  h *= 0xff51afd7ed558ccdULL;
  h ^= h >> 33;
  h *= 0xc4ceb9fe1a85ec53ULL;
  return h ^ (h >> 33);
}

uint64_t text_hash(std::string_view s) {  // FNV-1a over ASCII-folded bytes
  uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : s) {
    const auto u = static_cast<unsigned char>(c);
    h = (h ^ (u >= 'A' && u <= 'Z' ? u + 32U : u)) * 0x100000001b3ULL;
  }
  return h;
}

/// A feature: number of its template and what fills it.
template <typename... Parts>
uint32_t feature(uint64_t number, Parts... parts) {
  uint64_t h = mix(number + 0x9e3779b97f4a7c15ULL);
  ((h = mix(h ^ (static_cast<uint64_t>(parts) + 0x9e3779b97f4a7c15ULL + (h << 6)))), ...);
  return static_cast<uint32_t>(h >> 32);
}

bool is_subject(Dep d) { return d == Dep::nsubj || d == Dep::nsubj_pass || d == Dep::csubj || d == Dep::csubj_pass; }

bool is_verbal(Upos u) { return u == Upos::VERB || u == Upos::AUX; }

/// Children of a copular predicate that belong to its clause, not to its phrase.
bool is_clausal(Dep d) {
  switch (d) {
    case Dep::nsubj:
    case Dep::nsubj_outer:
    case Dep::csubj:
    case Dep::csubj_outer:
    case Dep::cop:
    case Dep::aux:
    case Dep::mark:
    case Dep::expl:
    case Dep::punct:
    case Dep::parataxis:
    case Dep::discourse:
    case Dep::vocative:
    case Dep::advcl:
    case Dep::dislocated:
      return true;
    default:
      return false;
  }
}

}  // namespace

RoleWeights::RoleWeights(std::string_view file) {
  if (!file.starts_with(kMagic) || (file.size() - kMagic.size()) % kRow != 0) return;
  bytes_ = file.substr(kMagic.size());
  rows_ = bytes_.size() / kRow;
  starts_.assign(65537, 0);
  for (size_t r = 0; r < rows_; ++r) ++starts_[(hash_at(r) >> 16) + 1];
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
}

const RoleWeights& RoleWeights::builtin() {
  static const RoleWeights kWeights = [] {
    for (const embedded::File& file : embedded::models()) {
      if (file.name == "roles.bin") return RoleWeights(file.bytes);
    }
    return RoleWeights({});
  }();
  return kWeights;
}

uint32_t RoleWeights::hash_at(size_t row) const {
  uint32_t out = 0;
  for (size_t i = 0; i < 4; ++i) out |= static_cast<uint32_t>(static_cast<unsigned char>(bytes_[row * kRow + i])) << (8 * i);
  return out;
}

void RoleWeights::add(uint32_t wanted, std::array<int32_t, kRoles.size() + 2>& sums) const {
  if (rows_ == 0) return;
  for (size_t r = starts_[wanted >> 16]; r < starts_[(wanted >> 16) + 1]; ++r) {
    const uint32_t here = hash_at(r);
    if (here > wanted) return;
    if (here != wanted) continue;
    const auto cls = static_cast<unsigned char>(bytes_[r * kRow + 4]);
    if (cls < sums.size()) sums[cls] += static_cast<signed char>(bytes_[r * kRow + 5]);
  }
}

bool RoleFinder::passive(uint32_t verb) const {
  for (const uint32_t c : children_.of(verb)) {
    const Dep d = syntax_.dep[c];
    if (d == Dep::aux_pass || d == Dep::nsubj_pass || d == Dep::obl_agent || d == Dep::csubj_pass) return true;
  }
  return syntax_.dep[verb] == Dep::acl && syntax_.is(verb, feat::participle | feat::past);
}

/// The word that marks a phrase: its preposition, else its conjunction; kNone.
uint32_t RoleFinder::marker(uint32_t t) const {
  for (const uint32_t c : children_.of(t)) {
    if (c > t) break;
    if (syntax_.dep[c] == Dep::case_ || syntax_.dep[c] == Dep::mark) return c;
  }
  return kNone;
}

/// Which kinds of complements the predicate has, as one number.
uint64_t RoleFinder::signature(uint32_t base) const {
  uint64_t out = 0;
  for (const uint32_t c : children_.of(base)) {
    switch (syntax_.dep[c]) {
      case Dep::nsubj:
        out |= 1;
        break;
      case Dep::nsubj_pass:
        out |= 2;
        break;
      case Dep::obj:
        out |= 4;
        break;
      case Dep::iobj:
        out |= 8;
        break;
      case Dep::ccomp:
        out |= 16;
        break;
      case Dep::xcomp:
        out |= 32;
        break;
      case Dep::compound_prt:
        out |= 64;
        break;
      default:
        break;
    }
  }
  return out;
}

std::vector<uint32_t> RoleFinder::predicate_features(uint32_t token) const {
  const Upos u = syntax_.upos[token];
  if (u != Upos::VERB && u != Upos::AUX && u != Upos::NOUN && u != Upos::ADJ) return {};
  const Dep d = syntax_.dep[token];
  const uint64_t upos = static_cast<uint64_t>(u), dep = static_cast<uint64_t>(d);
  const uint64_t word = text_hash(lemma(token)), form = text_hash(text_.word(token));
  const std::string_view w = text_.word(token);
  const uint64_t ending = text_hash(w.substr(w.size() - std::min<size_t>(3, w.size())));
  const int32_t head = syntax_.head[token];
  const uint64_t above = head < 0 ? 1 : text_hash(lemma(static_cast<uint32_t>(head)));
  const uint64_t above_upos = head < 0 ? 99 : static_cast<uint64_t>(syntax_.upos[static_cast<size_t>(head)]);
  uint64_t kids = 0;
  std::vector<uint32_t> out = {feature(100, upos),
                               feature(101, upos, word),
                               feature(102, upos, dep),
                               feature(103, word, dep, upos),
                               feature(104, upos, ending),
                               feature(105, upos, dep, above_upos),
                               feature(106, word, above),
                               feature(107, form, dep, upos),
                               feature(108, dep, above, upos)};
  for (const uint32_t c : children_.of(token)) {
    const auto cd = static_cast<uint64_t>(syntax_.dep[c]);
    kids |= 1ULL << (cd % 64);
    out.push_back(feature(110, upos, cd));
    out.push_back(feature(111, word, cd));
    if (const uint32_t m = marker(c); m != kNone && u != Upos::AUX) out.push_back(feature(112, word, text_hash(lemma(m))));
  }
  out.push_back(feature(113, upos, kids));
  return out;
}

/// Without marks at its ends; a closing mark stays when its partner stands inside (the "old" and "new").
TokenRange RoleFinder::trimmed(TokenRange range) const {
  while (range.begin < range.end && syntax_.upos[range.begin] == Upos::PUNCT && !opens(range)) ++range.begin;
  while (range.end > range.begin && syntax_.upos[range.end - 1] == Upos::PUNCT && !closes(range)) --range.end;
  return range;
}

bool RoleFinder::opens(TokenRange range) const {
  const std::string_view first = text_.word(range.begin);
  const bool bracket = first == "(", quote = first == "\"" || first == "\xE2\x80\x9C" || first == "``";
  if (!bracket && !quote) return false;
  const uint32_t limit = std::min(range.end, range.begin + 60);
  for (uint32_t t = range.begin + 1; t < limit; ++t) {
    const std::string_view w = text_.word(t);
    if (bracket ? w == ")" : w == "\"" || w == "\xE2\x80\x9D" || w == "''") return t + 1 < range.end;
  }
  return false;
}

bool RoleFinder::closes(TokenRange range) const {
  const std::string_view last = text_.word(range.end - 1);
  const bool bracket = last == ")", quote = last == "\"" || last == "\xE2\x80\x9D" || last == "''";
  if (!bracket && !quote) return false;
  int marks = 0;
  for (uint32_t t = range.begin + 60 < range.end ? range.end - 60 : range.begin; t + 1 < range.end; ++t) {
    const std::string_view w = text_.word(t);
    marks += bracket ? w == "(" : w == "\"" || w == "\xE2\x80\x9C" || w == "``";
  }
  return marks % 2 == 1;
}

/// Words of a node's subtree; when the subtree of `without` lies in it, the side of it that holds the node.
TokenRange RoleFinder::phrase(uint32_t node, uint32_t without) const {
  TokenRange range{node, node + 1}, hole{kNone, 0};
  std::vector<std::pair<uint32_t, bool>> open = {{node, false}};
  for (size_t budget = kPhrase; !open.empty() && budget > 0; --budget) {
    const auto [t, inside] = open.back();
    open.pop_back();
    const bool out = inside || t == without;
    TokenRange& grow = out ? hole : range;
    grow.begin = std::min(grow.begin, t);
    grow.end = std::max(grow.end, t + 1);
    for (const uint32_t c : children_.of(t)) open.push_back({c, out});
  }
  if (hole.begin != kNone) {
    if (hole.begin > node) range.end = std::min(range.end, hole.begin);
    if (hole.end <= node) range.begin = std::max(range.begin, hole.end);
  }
  return trimmed(range);
}

/// "the plan" in "of the plan that Egypt proposed", seen from "proposed": a noun above the predicate without its preposition, its
/// clause and the words that hold the predicate.
TokenRange RoleFinder::antecedent(uint32_t node, uint32_t without) const {
  TokenRange range{node, node + 1};
  for (const uint32_t c : children_.of(node)) {
    const Dep d = syntax_.dep[c];
    if (c == without || is_clausal(d) || d == Dep::case_ || d == Dep::cc) continue;
    const TokenRange part = phrase(c, kNone);
    const bool behind = without > node && part.begin > without;
    if (behind || (without < node && part.end <= without)) continue;
    range.begin = std::min(range.begin, part.begin);
    range.end = std::max(range.end, part.end);
  }
  return trimmed(range);
}

/// "a close ally of Egypt" in "Jordan is a close ally of Egypt": the phrase of a copular predicate without its clause; `bare`
/// leaves out adverbs too ("probably a close ally").
TokenRange RoleFinder::predicate_phrase(uint32_t base, uint32_t copula, bool bare) const {
  TokenRange range{base, base + 1};
  const bool whole_clause = child(base, Dep::nsubj_outer) != kNone;  // "the answer is that they left"
  for (const uint32_t c : children_.of(base)) {
    const Dep d = syntax_.dep[c];
    if (c < copula && copula < base) continue;
    if (whole_clause ? d == Dep::punct || d == Dep::cop || d == Dep::nsubj_outer : is_clausal(d)) continue;
    if (bare && d == Dep::advmod) continue;
    if (d == Dep::cc || (d == Dep::conj && is_verbal(syntax_.upos[c]))) continue;
    const TokenRange part = phrase(c, kNone);
    range.begin = std::min(range.begin, part.begin);
    range.end = std::max(range.end, part.end);
  }
  if (copula < base) range.begin = std::max(range.begin, copula + 1);
  return trimmed(range);
}

uint32_t RoleFinder::child(uint32_t t, Dep relation) const {
  for (const uint32_t c : children_.of(t)) {
    if (syntax_.dep[c] == relation) return c;
  }
  return kNone;
}

std::vector<RoleCandidate> RoleFinder::candidates(uint32_t predicate) const {
  std::vector<RoleCandidate> out;
  const bool copular = syntax_.dep[predicate] == Dep::cop && syntax_.head[predicate] >= 0;
  const uint32_t base = copular ? static_cast<uint32_t>(syntax_.head[predicate]) : predicate;
  const uint64_t verb = text_hash(lemma(predicate)),
                 verb_upos = static_cast<uint64_t>(syntax_.upos[predicate]) + (copular ? 50 : 0);
  const uint64_t voice = passive(base), sig = signature(base);
  const auto add = [&](uint32_t c, uint64_t path, TokenRange words) {
    if (words.begin >= words.end || out.size() >= kCandidates || (predicate >= words.begin && predicate < words.end)) return;
    const uint32_t mark = marker(c);
    const uint64_t word = text_hash(lemma(c)), upos = static_cast<uint64_t>(syntax_.upos[c]), side = c < predicate;
    const uint64_t marked = mark == kNone ? 1 : text_hash(lemma(mark)), first = text_hash(text_.word(words.begin));
    path = path * 2 + side;
    const uint64_t length = std::min<uint64_t>(words.end - words.begin, 3);
    out.push_back({c,
                   words,
                   {feature(1, path),
                    feature(2, path, verb_upos, voice),
                    feature(3, path, verb),
                    feature(4, path, verb, voice),
                    feature(5, path, marked),
                    feature(6, path, marked, verb),
                    feature(7, path, word),
                    feature(8, path, upos, verb_upos),
                    feature(9, path, voice, sig),
                    feature(10, word, verb),
                    feature(11, marked, word),
                    feature(12, path, marked, word),
                    feature(13, path, first),
                    feature(14, path, verb, sig),
                    feature(15, path, word, verb),
                    feature(16, first, word),
                    feature(17, path, upos, marked),
                    feature(18, path, length, upos),
                    feature(19, verb, marked, side),
                    feature(20, word, verb_upos, side)}});
  };
  if (copular) {
    const TokenRange whole = predicate_phrase(base, predicate, false), bare = predicate_phrase(base, predicate, true);
    add(base, 7777, whole);
    if (bare.begin != whole.begin || bare.end != whole.end) add(base, 7778, bare);
  }
  if (const uint32_t object = child(base, Dep::obj), second = child(base, Dep::xcomp); object < second && second != kNone)
    add(second, 7779, {phrase(object, kNone).begin, phrase(second, kNone).end});  // "left seven soldiers dead" as one
  if (const uint32_t object = child(base, Dep::obj); object != kNone && !copular) add(object, 7780, {object, object + 1});
  uint64_t path = copular ? 3 : 1;
  uint32_t at = base, below = kNone;
  for (int level = 0; level <= kLevels; ++level) {
    for (const uint32_t c : children_.of(at)) {
      if (c == below || c == predicate || syntax_.dep[c] == Dep::punct) continue;
      if (level > 0 && (syntax_.dep[c] == Dep::det || syntax_.dep[c] == Dep::case_)) continue;
      add(c, mix(path) + static_cast<uint64_t>(syntax_.dep[c]), phrase(c, kNone));
    }
    const int32_t above = syntax_.head[at];
    if (above < 0) break;
    path = mix(path * 64 + static_cast<uint64_t>(syntax_.dep[at])) + 17;
    below = at;
    at = static_cast<uint32_t>(above);
    if (level < 2) {
      add(at, mix(path) + 999, antecedent(at, below));
      if (is_verbal(syntax_.upos[at])) add(at, mix(path) + 998, {at, at + 1});  // the light verb of a noun
      if (syntax_.dep[below] == Dep::parataxis || syntax_.dep[below] == Dep::ccomp) add(at, mix(path) + 997, phrase(at, below));
    }
    const Dep d = syntax_.dep[below];
    const bool open = d == Dep::xcomp || d == Dep::conj || d == Dep::acl || d == Dep::acl_relcl || d == Dep::advcl ||
                      d == Dep::ccomp || d == Dep::obj || d == Dep::amod || d == Dep::obl || d == Dep::nmod ||
                      d == Dep::parataxis || d == Dep::cop || is_subject(d) || d == Dep::compound || d == Dep::appos ||
                      d == Dep::aux || d == Dep::advcl_relcl;
    if (!open) break;
  }
  return out;
}

bool RoleFinder::is_predicate(uint32_t token, const RoleWeights& weights) const {
  std::array<int32_t, kRoles.size() + 2> sums{};
  const std::vector<uint32_t> why = predicate_features(token);
  for (const uint32_t f : why) weights.add(f, sums);
  return !why.empty() && sums[kPredicateClass] > 0;
}

Predication RoleFinder::read(uint32_t predicate, const RoleWeights& weights) const {
  Predication out{predicate, {}};
  std::vector<Argument> found;
  for (const RoleCandidate& c : candidates(predicate)) {
    std::array<int32_t, kRoles.size() + 2> sums{};
    for (const uint32_t f : c.why) weights.add(f, sums);
    for (size_t role = 1; role < kRoles.size(); ++role) {
      if (sums[role] + kBold > sums[0])
        found.push_back({static_cast<uint8_t>(role), c.head, c.words, static_cast<float>(sums[role] - sums[0])});
    }
  }
  std::stable_sort(found.begin(), found.end(), [](const Argument& a, const Argument& b) { return a.score > b.score; });
  for (const Argument& a : found) {
    const bool clash = std::any_of(out.arguments.begin(), out.arguments.end(), [&](const Argument& b) {
      const bool same_core = a.role == b.role && a.role < kFirstModifier;
      return same_core || (a.words.begin < b.words.end && b.words.begin < a.words.end);
    });
    if (!clash) out.arguments.push_back(a);
  }
  std::sort(out.arguments.begin(), out.arguments.end(),
            [](const Argument& a, const Argument& b) { return a.words.begin < b.words.begin; });
  return out;
}

std::vector<Predication> RoleFinder::all(const RoleWeights& weights) const {
  std::vector<Predication> out;
  for (uint32_t t = 0; t < text_.tokens.size(); ++t) {
    if (is_predicate(t, weights)) out.push_back(read(t, weights));
  }
  return out;
}

}  // namespace dateline::event
