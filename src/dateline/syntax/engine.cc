// Loads a model and turns a Text into its Syntax layer; see syntax.h.
// Input: "Blinken met Shoukry." Row that comes out: met VERB root, Blinken PROPN nsubj -> met, spans person person.
// It cuts sentences over Network::kLongest words into windows (each hangs on the window before it), so that time stays linear.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

#include "dateline/base/chars.h"
#include "dateline/base/embedded.h"
#include "dateline/base/hash.h"
#include "dateline/syntax/lemma.h"
#include "dateline/syntax/mend.h"
#include "dateline/syntax/network.h"
#include "dateline/syntax/syntax.h"

namespace dateline::syntax {
namespace {

/// Words a batch holds before it runs; more fills the caches, fewer starves the product.
constexpr size_t kBatch = 256;

/// A file mapped read-only; unmapped with the object.
class Mapping {
 public:
  Mapping() = default;
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;
  ~Mapping() {
    if (at_) munmap(at_, size_);
  }

  Status map(const std::string& path) {
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return Error{ErrorKind::not_found, "model " + path + ": cannot be opened"};
    struct stat st {};
    const bool good = fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 0;
    void* at = good ? mmap(nullptr, static_cast<size_t>(st.st_size), PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    ::close(fd);
    if (at == MAP_FAILED) return Error{ErrorKind::corrupt, "model " + path + ": not a regular file with content"};
    at_ = at;
    size_ = static_cast<size_t>(st.st_size);
    return {};
  }
  [[nodiscard]] std::string_view bytes() const { return {static_cast<const char*>(at_), size_}; }

 private:
  void* at_ = nullptr;
  size_t size_ = 0;
};

struct BitName {
  std::string_view feature;
  uint32_t bit;
};
constexpr auto kBits = std::to_array<BitName>({{"Number=Plur", feat::plural},
                                               {"Tense=Past", feat::past},
                                               {"Tense=Pres", feat::present},
                                               {"VerbForm=Fin", feat::finite},
                                               {"VerbForm=Inf", feat::infinitive},
                                               {"VerbForm=Part", feat::participle},
                                               {"VerbForm=Ger", feat::gerund},
                                               {"Voice=Pass", feat::passive},
                                               {"Mood=Imp", feat::imperative},
                                               {"Person=1", feat::person1},
                                               {"Person=2", feat::person2},
                                               {"Person=3", feat::person3},
                                               {"Degree=Cmp", feat::comparative},
                                               {"Degree=Sup", feat::superlative},
                                               {"NumType=Ord", feat::ordinal},
                                               {"NumType=Card", feat::cardinal},
                                               {"Poss=Yes", feat::possessive},
                                               {"Gender=Masc", feat::masculine},
                                               {"Gender=Fem", feat::feminine},
                                               {"Polarity=Neg", feat::negative},
                                               {"PronType=Int", feat::pronoun_interrogative},
                                               {"PronType=Rel", feat::pronoun_relative},
                                               {"Definite=Def", feat::definite}});

uint32_t bits_of(std::string_view feats) {
  uint32_t bits = 0;
  while (!feats.empty()) {
    const size_t end = feats.find('|');
    for (const BitName& b : kBits)
      if (feats.substr(0, end) == b.feature) bits |= b.bit;
    if (end == std::string_view::npos) break;
    feats.remove_prefix(end + 1);
  }
  return bits;
}

/// The value of enum E (0..count) whose name is `name`.
template <typename E>
std::optional<E> by_name(std::string_view name, size_t count) {
  for (size_t i = 0; i < count; ++i)
    if (name_of(static_cast<E>(i)) == name) return static_cast<E>(i);
  return std::nullopt;
}

SpanType type_of(std::string_view tag) {
  const std::string_view kind = tag.size() > 2 ? tag.substr(2) : std::string_view();
  return kind == "PER"   ? SpanType::person
         : kind == "ORG" ? SpanType::organisation
         : kind == "LOC" ? SpanType::location
                         : SpanType::other;
}

}  // namespace

/// Weights and the names of their labels.
class Model {
 public:
  Mapping mapping;
  Network network;
  std::vector<Upos> upos;
  std::vector<Dep> deps;
  std::vector<std::string> feats, ner;
  std::vector<uint32_t> feat_bits;
  std::vector<LemmaRule> rules;
  Mends mends;

  /// The lemma the treebanks give the form (whose lower-case bytes have this hash) with this part of speech; empty: ask the
  /// network's script.
  [[nodiscard]] std::string_view known_lemma(uint64_t low_hash, Upos pos) const {
    const uint64_t key = key_of(low_hash, pos);
    for (size_t at = key & (known_.size() - 1); !known_[at].lemma.empty(); at = (at + 1) & (known_.size() - 1))
      if (known_[at].key == key) return known_[at].lemma;
    return {};
  }
  Status open(std::string_view bytes, const std::string& name);

 private:
  struct Known {
    uint64_t key = 0;
    std::string_view lemma;
  };
  std::vector<Known> known_;  // open addressing, a power of two, at most half full

  static uint64_t key_of(uint64_t low_hash, Upos pos) { return low_hash * 31 + static_cast<uint64_t>(pos); }
  Status read_lemmas(const ModelFile& file, const std::string& name);
};

Status Model::read_lemmas(const ModelFile& file, const std::string& name) {
  auto table = file.table("lemma.words", Table::Kind::text);
  if (!table) return table.error();
  std::string_view rest = table->data;
  const auto count = static_cast<size_t>(std::count(rest.begin(), rest.end(), '\n'));
  known_.assign(std::bit_ceil(2 * count + 2), {});
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    const size_t first = line.find('\t'), second = line.find('\t', first + 1);
    if (first == std::string_view::npos || second == std::string_view::npos || second + 1 == line.size())
      return Error{ErrorKind::corrupt, "model " + name + ": damaged lemma table"};
    const auto pos = by_name<Upos>(line.substr(first + 1, second - first - 1), 17);
    if (!pos) continue;
    const uint64_t key = key_of(hash64(line.substr(0, first)), *pos);
    size_t at = key & (known_.size() - 1);
    while (!known_[at].lemma.empty() && known_[at].key != key) at = (at + 1) & (known_.size() - 1);
    if (known_[at].lemma.empty()) known_[at] = {key, line.substr(second + 1)};
  }
  return {};
}

Status Model::open(std::string_view bytes, const std::string& name) {
  auto file = ModelFile::open(bytes, name);
  if (!file) return file.error();
  auto net = Network::load(*file);
  if (!net) return Error{net.error().kind, net.error().message};
  network = std::move(*net);
  const auto bad = [&](const std::string& label) {
    return Error{ErrorKind::corrupt, "model " + name + ": unknown label " + label};
  };
  uint16_t root = 0;
  bool has_root = false;
  for (const std::string& line : file->lines("labels.upos")) {
    const auto value = by_name<Upos>(line, 17);
    if (!value) return bad(line);
    upos.push_back(*value);
  }
  for (const std::string& line : file->lines("labels.rel")) {
    const auto value = by_name<Dep>(line, 51);
    if (!value) return bad(line);
    if (*value == Dep::root) {
      root = static_cast<uint16_t>(deps.size());
      has_root = true;
    }
    deps.push_back(*value);
  }
  if (!has_root) return bad("(no root relation)");
  feats = file->lines("labels.feats");
  for (const std::string& f : feats) feat_bits.push_back(bits_of(f));
  for (const std::string& line : file->lines("labels.lemma")) rules.push_back(LemmaRule::parse(line));
  ner = file->lines("labels.ner");
  network.set_labels(root, ner);
  mends = Mends(file->meta("mend"), feats);
  return read_lemmas(*file, name);
}

void ModelDeleter::operator()(const Model* model) const { delete model; }

Result<ModelPtr> load_builtin() {
  for (const auto& file : embedded::models()) {
    if (file.name != "en.bin") continue;
    auto model = std::make_unique<Model>();
    if (auto s = model->open(file.bytes, "(built in)"); !s) return s.error();
    return ModelPtr(model.release());
  }
  return Error{ErrorKind::not_found, "this program was built without a language model; give one with --models"};
}

Result<ModelPtr> load(const std::string& path) {
  auto model = std::make_unique<Model>();
  if (auto s = model->mapping.map(path); !s) return s.error();
  if (auto s = model->open(model->mapping.bytes(), path); !s) return s.error();
  return ModelPtr(model.release());
}

namespace {

/// A run of tokens the network reads at once: a sentence, or a window of a long one.
struct Piece {
  uint32_t begin = 0, end = 0;
  bool follows = false;  // continues the sentence of the piece before
};

/// Where to cut a long sentence: after the last comma, semicolon or stop of the window's second half.
uint32_t cut_after(const Text& text, uint32_t begin, uint32_t limit) {
  for (uint32_t i = limit; i-- > begin + (limit - begin) / 2;) {
    const std::string_view w = text.word(i);
    if (w == ";" || w == "," || w == "." || w == ":") return i + 1;
  }
  return limit;
}

void pieces_of(const Text& text, std::vector<Piece>& out) {
  out.clear();
  for (const Sentence& s : text.sentences) {
    uint32_t begin = s.token_begin;
    while (begin < s.token_end) {
      const bool whole = s.token_end - begin <= Network::kLongest;
      const uint32_t end = whole ? s.token_end : cut_after(text, begin, begin + Network::kLongest);
      out.push_back({begin, end, begin != s.token_begin});
      begin = end;
    }
  }
}

/// The lemmas of a page, each once: open addressing over their hashes. The strings' memory is used again.
class LemmaSet {
 public:
  void start(std::vector<std::string>& lemmas) {
    lemmas_ = &lemmas;
    count_ = 0;
    if (slots_.empty()) slots_.resize(1024);
    std::fill(slots_.begin(), slots_.end(), Slot{});
  }
  uint32_t number(std::string_view lemma) {
    if (size_t{count_} * 2 >= slots_.size()) grow();
    const auto hash = static_cast<uint32_t>(hash64(lemma));
    size_t at = hash & (slots_.size() - 1);
    for (; slots_[at].number; at = (at + 1) & (slots_.size() - 1))
      if (slots_[at].hash == hash && (*lemmas_)[slots_[at].number - 1] == lemma) return slots_[at].number - 1;
    if (count_ < lemmas_->size())
      (*lemmas_)[count_] = lemma;
    else
      lemmas_->emplace_back(lemma);
    slots_[at] = {hash, ++count_};
    return count_ - 1;
  }
  void finish() { lemmas_->resize(count_); }

 private:
  struct Slot {
    uint32_t hash = 0, number = 0;  // number: 1 + index into the lemmas, 0: free
  };
  std::vector<Slot> slots_;
  std::vector<std::string>* lemmas_ = nullptr;
  uint32_t count_ = 0;

  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (!slot.number) continue;
      size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }
};

/// Buffers that live as long as the thread, so that a page in the steady state allocates only its own layer.
struct Scratch {
  Workspace space;
  Answers answers;
  std::vector<WordRows> rows;
  std::vector<ListedWord> words;
  std::vector<std::array<uint32_t, 2>> listed;
  std::vector<uint32_t> off, asked;
  std::vector<Piece> pieces;
  std::vector<std::string_view> known;
  LemmaSet lemmas;
  std::string a, b;
};

Scratch& scratch() {
  thread_local Scratch s;
  return s;
}

/// Fills one page's layer batch by batch.
class Analysis {
 public:
  Analysis(const Text& text, const Model& model, Syntax& out) : text_(text), model_(model), out_(out) {
    const size_t n = text.tokens.size();
    out_.upos.assign(n, Upos::X);
    out_.feats.assign(n, 0);
    out_.feats_id.assign(n, 0);
    out_.lemma_id.assign(n, 0);
    out_.head.assign(n, -1);
    out_.dep.assign(n, Dep::root);
    out_.entities.clear();
    if (out_.feat_strings != model.feats) out_.feat_strings = model.feats;
  }

  void run() {
    Scratch& s = scratch();
    pieces_of(text_, s.pieces);
    s.lemmas.start(out_.lemmas);
    const std::vector<Piece>& pieces = s.pieces;
    for (size_t i = 0; i < pieces.size();) {
      size_t words = 0, k = i;
      while (k < pieces.size() && (words == 0 || words + (pieces[k].end - pieces[k].begin) <= kBatch)) {
        words += pieces[k].end - pieces[k].begin;
        ++k;
      }
      batch(std::span(pieces).subspan(i, k - i));
      i = k;
    }
    s.lemmas.finish();
  }

 private:
  const Text& text_;
  const Model& model_;
  Syntax& out_;
  int32_t last_root_ = -1;

  void batch(std::span<const Piece> pieces) {
    Scratch& s = scratch();
    s.rows.clear();
    s.off.assign(1, 0);
    for (const Piece& p : pieces) {
      features(p, s);
      s.off.push_back(static_cast<uint32_t>(s.rows.size()));
    }
    model_.network.run(s.rows, s.off, s.space, s.answers);
    lemmas(pieces, s);
    for (size_t k = 0; k < pieces.size(); ++k) piece(pieces[k], s.off[k], s);
  }

  /// Appends the rows of a piece's words.
  void features(const Piece& p, Scratch& s) {
    const Network& net = model_.network;
    s.words.clear();
    const size_t first = s.rows.size();
    for (uint32_t t = p.begin; t < p.end; ++t) {
      const std::string_view form = text_.word(t);
      const uint64_t hash = features_of(form, net.sizes(), s.a, s.b, s.rows.emplace_back().data());
      s.words.push_back({hash, written_of(form)});
    }
    if (!net.lists()) return;
    s.listed.resize(s.words.size());
    net.lists()->rows(s.words, s.listed);
    const auto base = static_cast<uint32_t>(net.sizes().rows());
    for (size_t i = 0; i < s.listed.size(); ++i) {
      s.rows[first + i][kFeatures] = base + s.listed[i][0];
      s.rows[first + i][kFeatures + 1] = base + s.listed[i][1];
    }
  }

  void piece(const Piece& p, uint32_t at, Scratch& s) {
    const Answers& a = s.answers;
    int32_t root = -1;
    for (uint32_t t = p.begin; t < p.end; ++t, ++at) {
      out_.upos[t] = model_.upos[a.upos[at]];
      out_.feats_id[t] = a.feats[at];
      out_.feats[t] = model_.feat_bits[a.feats[at]];
      out_.lemma_id[t] = lemma(t, at, s);
      out_.dep[t] = model_.deps[a.rel[at]];
      out_.head[t] = a.head[at] ? static_cast<int32_t>(p.begin + a.head[at] - 1) : -1;
      if (!a.head[at]) root = static_cast<int32_t>(t);
    }
    if (p.follows && root >= 0 && last_root_ >= 0) {
      out_.head[static_cast<size_t>(root)] = last_root_;
      out_.dep[static_cast<size_t>(root)] = Dep::parataxis;
    }
    model_.mends.apply(text_, p.begin, p.end, model_.feat_bits, out_);
    last_root_ = root;
    names(p, at - (p.end - p.begin), a);
  }

  /// Looks every word up in the table; the network is asked for a script of the others only.
  void lemmas(std::span<const Piece> pieces, Scratch& s) {
    s.known.clear();
    s.asked.clear();
    for (const Piece& p : pieces)
      for (uint32_t t = p.begin; t < p.end; ++t) {
        s.a.assign(text_.word(t));
        for (char& c : s.a) c = to_lower(c);
        const auto at = static_cast<uint32_t>(s.known.size());
        s.known.push_back(model_.known_lemma(hash64(s.a), model_.upos[s.answers.upos[at]]));
        if (s.known.back().empty()) s.asked.push_back(at);
      }
    model_.network.lemmas(s.asked, s.space, s.answers);
  }

  /// Number of the lemma of token t, the word `at` of the batch.
  uint32_t lemma(uint32_t t, uint32_t at, Scratch& s) {
    if (!s.known[at].empty()) return s.lemmas.number(s.known[at]);
    const std::string_view form = text_.word(t);
    model_.rules[s.answers.lemma[at]].apply(form, s.a);
    return s.lemmas.number(s.a.empty() ? form : std::string_view(s.a));
  }

  void names(const Piece& p, uint32_t at, const Answers& a) {
    const uint32_t n = p.end - p.begin;
    for (uint32_t i = 0; i < n; ++i) {
      const std::string& tag = model_.ner[a.ner[at + i]];
      const char mark = tag.empty() ? 'O' : tag[0];
      if (mark == 'B' || mark == 'S') out_.entities.push_back({p.begin + i, p.begin + i + 1, type_of(tag), a.ner_score[at + i]});
      if ((mark == 'I' || mark == 'E') && !out_.entities.empty()) {
        EntitySpan& span = out_.entities.back();
        span.end = p.begin + i + 1;
        span.score = std::min(span.score, a.ner_score[at + i]);
      }
    }
  }
};

}  // namespace

size_t steps_of_thread() { return scratch().space.steps; }

void analyse(const Text& text, const Model& model, Syntax& into) { Analysis(text, model, into).run(); }

Syntax analyse(const Text& text, const Model& model) {
  Syntax out;
  analyse(text, model, out);
  return out;
}

}  // namespace dateline::syntax
