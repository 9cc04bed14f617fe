// Headline against body of one page (S14): what the headline says more strongly than the text below it.
//
// "is the optimal solution" above a body that quotes "better solution" gives kind overstated with both spans; a headline whose
// words the body hardly has gives other_subject. A headline that the body bears out gives nothing: in doubt there is no note.
#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/story/story.h"
#include "dateline/story/words.h"

namespace dateline::story {

namespace {

using Words = std::vector<Word>;

template <size_t N>
bool is_one_of(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// Words that leave nothing above them.
constexpr std::array<std::string_view, 34> kStrong = {
    "best",          "optimal",      "only",       "worst",      "perfect",    "ideal",     "total",     "complete", "full",
    "absolute",      "certain",      "sole",       "final",      "definitive", "ultimate",  "unanimous", "massive",  "huge",
    "disastrous",    "catastrophic", "historic",   "biggest",    "largest",    "deadliest", "greatest",  "highest",  "strongest",
    "unprecedented", "guaranteed",   "inevitable", "optimistic", "confident",  "fully",     "completely"};

/// Words of doubt, plan or possibility.
constexpr std::array<std::string_view, 25> kHedges = {
    "may",      "might",     "could",   "possible",  "possibly", "possibility", "consider",  "considering", "considers",
    "expected", "plans",     "planned", "plan",      "hopes",    "hoped",       "hope",      "likely",      "potential",
    "partly",   "partially", "seeking", "discussed", "proposed", "would",       "reportedly"};

/// Words with which a headline itself keeps its distance.
constexpr std::array<std::string_view, 30> kDistance = {
    "says",  "say",   "said",  "claims",   "claim",    "report", "reports", "alleged",   "allegedly", "could",
    "may",   "might", "to",    "will",     "plans",    "plan",   "seeks",   "considers", "mulls",     "wants",
    "hopes", "vows",  "urges", "prepares", "possible", "likely", "accused", "accuses",   "warns",     "fears"};

constexpr std::array<std::string_view, 8> kComparatives = {"better", "possible", "good", "partial",
                                                           "partly", "likely",   "some", "preferable"};

/// Everything that is looked at, once.
class Comparison {
 public:
  explicit Comparison(const Record& record) : r_(record), head_(words_of(record.headline, nullptr)) {
    for (uint32_t i = 0; i < r_.sentences.size(); ++i) {
      const RecordSentence& s = r_.sentences[i];
      const bool prose =
          s.block >= r_.blocks.size() || (r_.blocks[s.block].role != "headline" && r_.blocks[s.block].role != "credit");
      if (!prose) continue;
      Part part;
      part.row = i;
      part.at = s.at;
      part.words = words_of(slice(r_.text, s.at), nullptr);
      for (const Word& w : part.words) {
        if (!w.stop) part.stems.insert(w.stem);
        body_.insert(w.stem);
      }
      parts_.push_back(std::move(part));
    }
  }

  std::vector<HeadlineNote> run() {
    if (r_.headline.empty()) {
      if (!parts_.empty()) out_.push_back({"no headline", "", "", {}, {}, 0.9F});
      return std::move(out_);
    }
    if (parts_.size() < 3) return {};
    if (!other_subject()) {
      strong_words();
      numbers();
      doubts();
    }
    return std::move(out_);
  }

 private:
  struct Part {
    uint32_t row = 0;
    Span at;
    Words words;
    std::set<uint64_t> stems;
  };

  [[nodiscard]] std::string head(const Word& w) const { return fold(slice(r_.headline, w.at)); }
  [[nodiscard]] std::string body(const Part& p, const Word& w) const { return fold(slice(slice(r_.text, p.at), w.at)); }

  [[nodiscard]] Evidence in_headline(Span at) const {
    if (r_.headline_where.at.empty()) return {};
    return {r_.headline_where.sentence, {r_.headline_where.at.begin + at.begin, r_.headline_where.at.begin + at.end}};
  }

  void note(std::string kind, Span in_head, const Part* part, Span in_body, float confidence) {
    HeadlineNote n;
    n.kind = std::move(kind);
    n.headline_text = std::string(slice(r_.headline, in_head));
    n.headline = in_headline(in_head);
    n.confidence = confidence;
    if (part != nullptr) {
      n.body_text = std::string(slice(slice(r_.text, part->at), in_body));
      n.body = {part->row, {part->at.begin + in_body.begin, part->at.begin + in_body.end}};
    }
    out_.push_back(std::move(n));
  }

  /// Share of the headline's content words that the body has, as stems.
  bool other_subject() {
    size_t content = 0;
    size_t found = 0;
    for (const Word& w : head_) {
      if (w.stop || w.number) continue;
      ++content;
      found += body_.count(w.stem);
    }
    if (content < 4 || found * 5 > content) return false;
    note("other_subject", {0, static_cast<uint32_t>(r_.headline.size())}, nullptr, {}, 0.6F);
    return true;
  }

  /// Sentence that has the most of the headline, not below two content words.
  [[nodiscard]] const Part* best_match(size_t& shared) const {
    const Part* best = nullptr;
    shared = 1;
    for (const Part& p : parts_) {
      size_t n = 0;
      for (const Word& w : head_) n += !w.stop && p.stems.count(w.stem) != 0 ? 1 : 0;
      if (n > shared) {
        shared = n;
        best = &p;
      }
    }
    return best;
  }

  /// A strong word that the body does not have, where the body says the same of the same thing with a weaker one.
  void strong_words() {
    for (size_t i = 0; i < head_.size(); ++i) {
      if (!is_one_of(kStrong, head(head_[i])) || body_.count(head_[i].stem) != 0 || head_[i].quoted) continue;
      const size_t end = i + 1 < head_.size() && !head_[i + 1].stop ? i + 1 : i;
      const Span at{head_[i].at.begin, head_[end].at.end};
      if (const auto [part, weaker] = weaker_words(i, end); part != nullptr) note("overstated", at, part, weaker, 0.7F);
    }
  }

  [[nodiscard]] std::pair<const Part*, Span> weaker_words(size_t strong, size_t thing) const {
    for (const Part& p : parts_) {
      for (size_t k = 0; k < p.words.size(); ++k) {
        if (!is_one_of(kComparatives, body(p, p.words[k]))) continue;
        const bool same_thing = thing != strong && k + 1 < p.words.size() && p.words[k + 1].stem == head_[thing].stem;
        if (same_thing) return {&p, {p.words[k].at.begin, p.words[k + 1].at.end}};
      }
    }
    if (thing != strong) return {nullptr, {}};
    // "is optimistic": no thing follows; the sentence nearest to the headline says how sure it is.
    size_t shared = 0;
    const Part* near = best_match(shared);
    if (near == nullptr || shared < 2) return {nullptr, {}};
    for (size_t k = 0; k < near->words.size(); ++k) {
      if (is_one_of(kComparatives, body(*near, near->words[k])) || is_one_of(kHedges, body(*near, near->words[k]))) {
        return {near, {near->words[k].at.begin, static_cast<uint32_t>(near->at.size())}};
      }
    }
    return {nullptr, {}};
  }

  /// A number of the headline that the body does not have, where the body counts the same thing otherwise.
  void numbers() {
    std::set<uint64_t> known;
    for (const Part& p : parts_) {
      for (const Word& w : p.words) {
        if (w.number) known.insert(w.stem);
      }
    }
    for (size_t i = 0; i + 1 < head_.size(); ++i) {
      const Word& n = head_[i];
      const Word& thing = head_[i + 1];
      if (!n.number || known.count(n.stem) != 0 || thing.stop || thing.number || thing.name || !plain_digits(head(n))) continue;
      for (const Part& p : parts_) {
        for (size_t k = 0; k + 1 < p.words.size(); ++k) {
          if (!p.words[k].number || p.words[k + 1].stem != thing.stem) continue;
          note("number_differs", {n.at.begin, thing.at.end}, &p, {p.words[k].at.begin, p.words[k + 1].at.end}, 0.6F);
          return;
        }
      }
    }
  }

  static bool plain_digits(std::string_view word) {
    return !word.empty() &&
           std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || is_alpha(c) || c == ',' || c == '.'; }) &&
           !(is_digit(word[0]) && is_alpha(word.back()));
  }

  /// A headline that states flatly what every near sentence of the body has as possible, planned or from unnamed sources.
  void doubts() {
    for (const Word& w : head_) {
      if (is_one_of(kDistance, head(w)) || w.quoted) return;
    }
    if (r_.headline.find('?') != std::string::npos || r_.headline.find(':') != std::string::npos) return;
    size_t content = 0;
    for (const Word& w : head_) content += w.stop ? 0 : 1;
    size_t shared = 0;
    const Part* best = best_match(shared);
    if (best == nullptr || content < 3 || shared * 5 < content * 3) return;
    for (const Part& p : parts_) {
      size_t n = 0;
      for (const Word& w : head_) n += !w.stop && p.stems.count(w.stem) != 0 ? 1 : 0;
      if (n + 1 >= shared && !hedged(p)) return;
    }
    note("overstated", {0, static_cast<uint32_t>(r_.headline.size())}, best, {0, static_cast<uint32_t>(best->at.size())}, 0.4F);
  }

  [[nodiscard]] bool hedged(const Part& p) const {
    return std::any_of(p.words.begin(), p.words.end(), [&](const Word& w) { return is_one_of(kHedges, body(p, w)); });
  }

  const Record& r_;
  Words head_;
  std::vector<Part> parts_;
  std::set<uint64_t> body_;
  std::vector<HeadlineNote> out_;
};

}  // namespace

std::vector<HeadlineNote> compare_headline(const Record& record) { return Comparison(record).run(); }

}  // namespace dateline::story
