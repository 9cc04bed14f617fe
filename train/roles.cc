// Learns the weights of event/roles.h from PropBank on the English Web Treebank and writes models/roles.bin.
//
//   roles_train OUT.bin [--test TEST.jsonl] TRAIN.jsonl...     (lines {"text", "words", "predicates"}, gunzipped)
//
// "Russia bombed the port" with {"token": 1, "args": [{"label": "ARG0", "start": 0, "end": 0}, ...]} teaches that the subject
// before an active "bombed" is its ARG0. Sentences are split and parsed by dateline's own engine, so that the scorer learns from
// the trees it will meet. An averaged perceptron (Freund and Schapire 1999; Collins 2002) over the features that occur often
// enough; weights are then rounded to a byte, the smallest dropped. With --test it prints the F1 of exact arguments on that file.
#include <algorithm>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include <simdjson.h>

#include "dateline/base/chars.h"
#include "dateline/event/roles.h"
#include "dateline/reader/reader.h"

using namespace dateline;
using event::kRoles;

namespace {

constexpr size_t kClasses = kRoles.size();
constexpr uint32_t kLeast = 3;  // a feature seen fewer times is left out
constexpr int kRounds = 10;
constexpr uint64_t kDropped = 30;  // of a hundred features, how many each step leaves out: no word may decide alone
constexpr float kScale = 24.0F;    // what one unit of the averaged weight becomes; rows under kSmallest are dropped
constexpr int kSmallest = 20;

struct Example {
  std::vector<uint32_t> features;
  uint8_t label = 0;
};

struct GoldArgument {
  std::string label;
  Span at;
};

struct GoldPredicate {
  Span at;
  bool auxiliary = false;
  std::vector<GoldArgument> arguments;
};

struct GoldSentence {
  std::string text;
  std::vector<GoldPredicate> predicates;
};

std::vector<Span> spans_of(const simdjson::dom::array& words, std::string_view text) {
  std::vector<Span> out;
  size_t at = 0;
  for (const simdjson::dom::element w : words) {
    const std::string_view word = w.get_string().value();
    const size_t found = text.find(word, at);
    if (found == std::string_view::npos || found > at + 40) {
      out.push_back({static_cast<uint32_t>(at), static_cast<uint32_t>(at)});
      continue;
    }
    at = found + word.size();
    out.push_back({static_cast<uint32_t>(found), static_cast<uint32_t>(at)});
  }
  return out;
}

std::vector<GoldSentence> read_gold(const std::string& path) {
  std::vector<GoldSentence> out;
  simdjson::dom::parser parser;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const simdjson::dom::element row = parser.parse(line);
    GoldSentence s{std::string(row["text"].get_string().value()), {}};
    const std::vector<Span> words = spans_of(row["words"].get_array().value(), s.text);
    const simdjson::dom::array predicates = row["predicates"].get_array().value();
    for (const simdjson::dom::element p : predicates) {
      GoldPredicate gold{words[p["token"].get_uint64().value()], false, {}};
      const std::string_view sense = p["sense"].get_string().value();
      gold.auxiliary = sense == "be.03" || sense == "have.01" || sense == "do.01" || sense == "get.03";
      const simdjson::dom::array arguments = p["args"].get_array().value();
      for (const simdjson::dom::element a : arguments) {
        const Span from = words[a["start"].get_uint64().value()], to = words[a["end"].get_uint64().value()];
        gold.arguments.push_back({std::string(a["label"].get_string().value()), {from.begin, to.end}});
      }
      s.predicates.push_back(std::move(gold));
    }
    out.push_back(std::move(s));
  }
  return out;
}

/// One parsed sentence and the finder over it.
struct Parsed {
  Text text;
  Syntax syntax;
  Parsed(const std::string& words, const syntax::Model& model) {
    Article article;
    article.text = words + "\n";
    Block block;
    block.at = {0, static_cast<uint32_t>(words.size())};
    article.blocks.push_back(block);
    text = text::analyse(article);
    syntax = syntax::analyse(text, model);
  }
  [[nodiscard]] Span original(TokenRange words) const { return text.article_of(text.span_of_tokens(words.begin, words.end)); }
};

uint8_t role_of(std::string_view label) {
  const auto found = std::find(kRoles.begin(), kRoles.end(), label);
  return found == kRoles.end() ? 0 : static_cast<uint8_t>(found - kRoles.begin());
}

const GoldPredicate* gold_at(const GoldSentence& s, Span token) {
  for (const GoldPredicate& p : s.predicates) {
    if (p.at.begin < token.end && token.begin < p.at.end) return &p;
  }
  return nullptr;
}

struct Lessons {
  std::vector<Example> roles, predicates;
  size_t gold = 0, reachable = 0;
};

void learn_from(const GoldSentence& s, const syntax::Model& model, Lessons& out) {
  const Parsed parsed(s.text, model);
  const Children children(parsed.syntax);
  const event::RoleFinder finder(parsed.text, parsed.syntax, children);
  for (uint32_t t = 0; t < parsed.text.tokens.size(); ++t) {
    const GoldPredicate* gold = gold_at(s, parsed.original({t, t + 1}));
    if (gold && gold->auxiliary) continue;
    Example example{finder.predicate_features(t), static_cast<uint8_t>(gold != nullptr)};
    if (!example.features.empty()) out.predicates.push_back(std::move(example));
    if (!gold) continue;
    out.gold += gold->arguments.size();
    for (event::RoleCandidate& c : finder.candidates(t)) {
      const Span here = parsed.original(c.words);
      uint8_t label = 0;
      for (const GoldArgument& a : gold->arguments) {
        if (a.at == here) label = role_of(a.label);
      }
      out.reachable += label != 0;
      out.roles.push_back({std::move(c.why), label});
    }
  }
}

/// Averaged perceptron over `classes` classes.
class Perceptron {
 public:
  Perceptron(const std::vector<Example>& examples, size_t classes) : classes_(classes) {
    std::unordered_map<uint32_t, uint32_t> seen;
    for (const Example& e : examples) {
      for (const uint32_t f : e.features) ++seen[f];
    }
    for (const auto& [f, n] : seen) {
      if (n >= kLeast) known_.push_back(f);
    }
    std::sort(known_.begin(), known_.end());
    for (uint32_t i = 0; i < known_.size(); ++i) index_[known_[i]] = i;
    weights_.assign(known_.size() * classes_, 0);
    sums_ = weights_;
  }

  void train(const std::vector<Example>& examples) {
    std::vector<uint32_t> order(examples.size());
    for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    uint64_t seed = 88172645463325252ULL;
    for (int round = 0; round < kRounds; ++round) {
      for (size_t i = order.size(); i > 1; --i) {
        seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
        std::swap(order[i - 1], order[seed % i]);
      }
      size_t wrong = 0;
      for (const uint32_t i : order) wrong += step(examples[i]);
      std::cerr << "round " << round + 1 << ": " << wrong << " of " << examples.size() << " wrong\n";
    }
  }

  /// Averaged weights, rounded; class numbers from `first`.
  void write(std::map<std::pair<uint32_t, uint8_t>, int>& rows, uint8_t first, size_t only = SIZE_MAX) const {
    const auto steps = static_cast<float>(steps_);
    for (uint32_t i = 0; i < known_.size(); ++i) {
      for (size_t c = 0; c < classes_; ++c) {
        if (only != SIZE_MAX && c != only) continue;
        const size_t at = i * classes_ + c;
        const float mean = weights_[at] - sums_[at] / steps;
        const int rounded = std::clamp(static_cast<int>(mean * kScale + (mean < 0 ? -0.5F : 0.5F)), -127, 127);
        if (std::abs(rounded) >= kSmallest) rows[{known_[i], static_cast<uint8_t>(first + (only == SIZE_MAX ? c : 0))}] = rounded;
      }
    }
  }

 private:
  size_t step(const Example& e) {
    ++steps_;
    std::vector<float> score(classes_, 0);
    std::vector<uint32_t> ids;
    for (const uint32_t f : e.features) {
      if (chance() < kDropped) continue;
      const auto found = index_.find(f);
      if (found == index_.end()) continue;
      ids.push_back(found->second);
      for (size_t c = 0; c < classes_; ++c) score[c] += weights_[found->second * classes_ + c];
    }
    score[e.label] -= 1.0F;  // a margin: right is not enough, it must be clearly right
    const auto best = static_cast<size_t>(std::max_element(score.begin(), score.end()) - score.begin());
    score[e.label] += 1.0F;
    if (best == e.label) return 0;
    for (const uint32_t id : ids) {
      move(id * classes_ + e.label, 1.0F);
      move(id * classes_ + best, -1.0F);
    }
    return score[best] >= score[e.label];
  }

  /// 0 .. 99, the same in every run.
  uint64_t chance() {
    dice_ ^= dice_ << 13, dice_ ^= dice_ >> 7, dice_ ^= dice_ << 17;
    return dice_ % 100;
  }

  void move(size_t at, float by) {
    weights_[at] += by;
    sums_[at] += by * static_cast<float>(steps_);
  }

  size_t classes_;
  std::vector<uint32_t> known_;
  std::unordered_map<uint32_t, uint32_t> index_;
  std::vector<float> weights_, sums_;
  uint64_t steps_ = 0, dice_ = 2463534242ULL;
};

std::string file_of(const std::map<std::pair<uint32_t, uint8_t>, int>& rows) {
  std::string out = "DLROLE1\n";
  for (const auto& [key, weight] : rows) {
    for (int i = 0; i < 4; ++i) out += static_cast<char>(key.first >> (8 * i) & 255U);
    out += static_cast<char>(key.second);
    out += static_cast<char>(weight);
  }
  return out;
}

void test(const std::string& path, const syntax::Model& model, const event::RoleWeights& weights) {
  size_t right = 0, found = 0, wanted = 0, predicates_right = 0, predicates_found = 0, predicates_wanted = 0;
  std::map<std::string, std::array<size_t, 3>> by_role;
  for (const GoldSentence& s : read_gold(path)) {
    const Parsed parsed(s.text, model);
    const Children children(parsed.syntax);
    const event::RoleFinder finder(parsed.text, parsed.syntax, children);
    for (const GoldPredicate& p : s.predicates) {
      predicates_wanted += !p.auxiliary;
      wanted += p.auxiliary ? 0 : p.arguments.size();
      for (const GoldArgument& a : p.arguments) by_role[a.label][2] += !p.auxiliary;
    }
    for (const event::Predication& p : finder.all(weights)) {
      const GoldPredicate* gold = gold_at(s, parsed.original({p.token, p.token + 1}));
      if (gold && gold->auxiliary) continue;
      ++predicates_found;
      predicates_right += gold != nullptr;
      for (const event::Argument& a : p.arguments) {
        ++found;
        const std::string label(kRoles[a.role]);
        ++by_role[label][1];
        if (!gold) continue;
        for (const GoldArgument& g : gold->arguments) {
          if (g.at == parsed.original(a.words) && g.label == label) ++right, ++by_role[label][0];
        }
      }
    }
  }
  const auto f1 = [](size_t r, size_t f, size_t w) { return 200.0 * static_cast<double>(r) / static_cast<double>(f + w); };
  std::cout << "predicates " << f1(predicates_right, predicates_found, predicates_wanted) << "  arguments "
            << f1(right, found, wanted) << "  precision " << 100.0 * static_cast<double>(right) / static_cast<double>(found)
            << "  recall " << 100.0 * static_cast<double>(right) / static_cast<double>(wanted) << "\n";
  for (const auto& [role, n] : by_role) std::cout << role << " right " << n[0] << " found " << n[1] << " wanted " << n[2] << "\n";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "roles_train OUT.bin [--test TEST.jsonl] TRAIN.jsonl...\n";
    return 2;
  }
  const auto model = syntax::load_builtin();
  if (!model) {
    std::cerr << model.error().message << "\n";
    return 1;
  }
  std::string test_path;
  Lessons lessons;
  for (int i = 2; i < argc; ++i) {
    if (std::string_view(argv[i]) == "--test" && i + 1 < argc) {
      test_path = argv[++i];
      continue;
    }
    for (const GoldSentence& s : read_gold(argv[i])) learn_from(s, **model, lessons);
  }
  std::string bytes;
  if (lessons.roles.empty()) {  // only --test: the weights as they are
    std::ifstream in(argv[1], std::ios::binary);
    bytes.assign(std::istreambuf_iterator<char>(in), {});
  } else {
    std::cerr << lessons.roles.size() << " candidates, " << lessons.gold << " arguments, " << lessons.reachable
              << " of them among the candidates\n";
    std::map<std::pair<uint32_t, uint8_t>, int> rows;
    Perceptron roles(lessons.roles, kClasses);
    roles.train(lessons.roles);
    roles.write(rows, 0);
    Perceptron predicates(lessons.predicates, 2);
    predicates.train(lessons.predicates);
    predicates.write(rows, event::kPredicateClass, 1);
    bytes = file_of(rows);
    std::ofstream(argv[1], std::ios::binary) << bytes;
    std::cerr << rows.size() << " weights\n";
  }
  if (!test_path.empty()) test(test_path, **model, event::RoleWeights(bytes));
  return 0;
}
