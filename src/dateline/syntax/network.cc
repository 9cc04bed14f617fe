// Runs the network; see network.h. Input: feature rows of whole sentences. Output: Answers.
// It does not cut long sentences and gives no names to labels.
#include "dateline/syntax/network.h"

#include <algorithm>
#include <bit>

namespace dateline::syntax {
namespace {

using Kind = Table::Kind;

/// Reads tables one after another and keeps the first error.
class Reader {
 public:
  explicit Reader(const ModelFile& file) : file_(file) {}

  const float* floats(std::string_view name, size_t rows, size_t columns = 1) {
    const auto t = get(name, Kind::floats, rows, columns);
    return t ? t->floats() : nullptr;
  }
  const int8_t* bytes(std::string_view name, size_t rows, size_t columns) {
    const auto t = get(name, Kind::bytes, rows, columns);
    return t ? t->ints() : nullptr;
  }
  Matrix matrix(const std::string& name, size_t outputs, size_t inputs, bool bias) {
    const int8_t* w = bytes(name, outputs, inputs);
    const float* s = floats(name + ".scale", outputs);
    const float* b = bias ? floats(name + ".bias", outputs) : nullptr;
    return ok() ? Matrix(w, s, b, outputs, inputs) : Matrix();
  }
  uint32_t rows_of(std::string_view name) {
    const auto t = file_.table(name, Kind::bytes);
    if (!t) status_ = t.error();
    return t ? t->rows : 0;
  }
  [[nodiscard]] bool ok() const { return static_cast<bool>(status_); }
  [[nodiscard]] Status status() const { return status_; }

 private:
  const ModelFile& file_;
  Status status_;

  std::optional<Table> get(std::string_view name, Kind kind, size_t rows, size_t columns) {
    if (!ok()) return std::nullopt;
    auto t = file_.table(name, kind, static_cast<uint32_t>(rows), static_cast<uint32_t>(columns));
    if (!t) {
      status_ = t.error();
      return std::nullopt;
    }
    return *t;
  }
};

template <typename T>
void grow(std::vector<T>& v, size_t size) {
  if (v.size() < size) v.resize(size);
}

constexpr bool fits(size_t n, size_t step, size_t most) { return n >= step && n <= most && n % step == 0; }

}  // namespace

Result<Network> Network::load(const ModelFile& file) {
  Network net;
  net.sizes_ = {file.number("rows.form"), file.number("rows.pre3"), file.number("rows.suf2"),
                file.number("rows.suf3"), file.number("rows.suf5"), file.number("rows.shape")};
  net.embed_ = file.number("embed");
  net.width_ = file.number("width");
  net.arc_ = file.number("arc");
  net.rel_ = file.number("rel");
  if (!net.sizes_.usable() || net.sizes_.rows() > (1U << 24U) || !fits(net.embed_, 16, 1024) || !fits(net.width_, 32, 1024) ||
      !fits(net.arc_, 16, 1024) || !fits(net.rel_, 16, 1024) || file.number("layers") > 16)
    return Error{ErrorKind::corrupt, "model: its meta table lacks a size or has one out of range"};
  if (auto s = net.load_encoder(file); !s) return s.error();
  if (auto s = net.load_heads(file); !s) return s.error();
  return net;
}

Status Network::load_encoder(const ModelFile& file) {
  if (const uint32_t listed = file.number("rows.lists")) {
    auto lists = WordLists::load(file);
    if (!lists) return lists.error();
    if (listed != kListRows) return Error{ErrorKind::corrupt, "model: its word lists have kinds this program does not know"};
    lists_ = *lists;
    rows_of_word_ = kRowsOfWord;
  }
  const size_t rows = static_cast<size_t>(sizes_.rows()) + (lists() ? kListRows : 0);
  Reader r(file);
  embedding_ = r.bytes("embedding", rows, embed_);
  embedding_scale_ = r.floats("embedding.scale", rows);
  norm0_gain_ = r.floats("norm0.gain", embed_);
  norm0_shift_ = r.floats("norm0.shift", embed_);
  window_ = r.matrix("window", 3 * width_, embed_, false);
  window_bias_ = r.floats("window.bias", width_);
  for (uint32_t i = 0; i < file.number("layers") && r.ok(); ++i) {
    const std::string name = "layer" + std::to_string(i);
    layers_.push_back({r.floats(name + ".gain", width_), r.floats(name + ".shift", width_), r.floats(name + ".v", 4, width_ / 2),
                       r.floats(name + ".b", 4, width_ / 2), r.matrix(name + ".w", 3 * width_, width_, false)});
  }
  norm_gain_ = r.floats("norm.gain", width_);
  norm_shift_ = r.floats("norm.shift", width_);
  none_.assign(std::max(width_, rel_), 0.0F);
  return r.status();
}

Status Network::load_heads(const ModelFile& file) {
  Reader r(file);
  const auto count = [&](std::string_view name) { return file.lines(name).size(); };
  size_t at = 0;
  const auto place = [&](Head& head, size_t size) {
    head = {at, size};
    at += size;
  };
  // the arc and relation parts come first: their columns stay aligned for dot products
  place(arc_d_, arc_);
  place(arc_h_, arc_);
  place(rel_d_, rel_);
  place(rel_h_, rel_);
  place(upos_, count("labels.upos"));
  place(feats_, count("labels.feats"));
  place(lemma_, count("labels.lemma"));
  place(ner_, count("labels.ner"));
  const size_t relations = count("labels.rel");
  if (!upos_.size || !feats_.size || !lemma_.size || !ner_.size || ner_.size > 64 || !relations || at > 65535)
    return Error{ErrorKind::corrupt, "model: a label set is missing or too large"};
  const int8_t* w = r.bytes("heads", at, width_);
  const float *scale = r.floats("heads.scale", at), *bias = r.floats("heads.bias", at);
  if (!r.ok()) return r.status();
  const auto part = [&](size_t from, size_t size) { return Matrix(w + from * width_, scale + from, bias + from, size, width_); };
  heads_ = part(0, lemma_.at);
  lemma_heads_ = part(lemma_.at, lemma_.size);
  name_heads_ = part(ner_.at, ner_.size);
  ner_.at = padded(heads_.outputs());
  arc_u_ = r.matrix("arc_u", arc_, arc_, true);
  rel_o_ = r.matrix("rel_o", relations, rel_, true);
  arc_root_ = r.floats("arc_root", arc_);
  rel_root_ = r.floats("rel_root", rel_);
  return r.status();
}

size_t Network::labels(std::string_view head) const {
  if (head == "rel") return rel_o_.outputs();
  return head == "upos"    ? upos_.size
         : head == "feats" ? feats_.size
         : head == "lemma" ? lemma_.size
         : head == "ner"   ? ner_.size
                           : 0;
}

void Network::set_labels(uint16_t root_relation, std::vector<std::string> name_tags) {
  root_relation_ = root_relation;
  name_tags_ = std::move(name_tags);
  const size_t n = name_tags_.size();
  const auto mark = [&](size_t i) { return name_tags_[i].empty() ? 'O' : name_tags_[i][0]; };
  const auto kind = [&](size_t i) {
    return name_tags_[i].size() > 2 ? std::string_view(name_tags_[i]).substr(2) : std::string_view();
  };
  before_.assign(n, {});
  starts_.assign(n, 0);
  ends_.assign(n, 0);
  for (size_t b = 0; b < n; ++b) {
    const bool goes_on = mark(b) == 'I' || mark(b) == 'E';
    starts_[b] = !goes_on;
    ends_[b] = mark(b) != 'B' && mark(b) != 'I';
    for (size_t a = 0; a < n; ++a) {
      const bool inside = mark(a) == 'B' || mark(a) == 'I';
      if (inside ? goes_on && kind(a) == kind(b) : !goes_on) before_[b].push_back(static_cast<uint8_t>(a));
    }
  }
}

/// Numbers the distinct words of the batch, so that what depends on the word alone is done once for each.
void Network::distinct(std::span<const WordRows> rows, Workspace& s) const {
  constexpr uint16_t kFree = 0xFFFF;
  const size_t mask = std::bit_ceil(rows.size() * 2 + 1) - 1;
  grow(s.slots, mask + 1);
  std::fill_n(s.slots.begin(), mask + 1, kFree);
  s.kinds.clear();
  s.kind_of.resize(rows.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    uint64_t hash = 0;
    for (size_t k = 0; k < rows_of_word_; ++k) hash = (hash ^ rows[i][k]) * 0x9e3779b97f4a7c15ULL;
    size_t at = (hash >> 32U) & mask;
    while (s.slots[at] != kFree && s.kinds[s.slots[at]] != rows[i]) at = (at + 1) & mask;
    if (s.slots[at] == kFree) {
      s.slots[at] = static_cast<uint16_t>(s.kinds.size());
      s.kinds.push_back(rows[i]);
    }
    s.kind_of[i] = s.slots[at];
  }
}

void Network::window(std::span<const uint32_t> off, Workspace& s) const {
  const size_t w = width_;
  const auto part = [&](size_t word, size_t k) { return s.u.data() + (size_t{s.kind_of[word]} * 3 + k) * w; };
  for (size_t k = 0; k + 1 < off.size(); ++k)
    for (uint32_t i = off[k]; i < off[k + 1]; ++i) {
      const float* left = i > off[k] ? part(i - 1, 0) : none_.data();
      const float* right = i + 1 < off[k + 1] ? part(i + 1, 2) : none_.data();
      add_relu(part(i, 1), window_bias_, left, right, s.x.data() + i * w, w);
    }
}

void Network::encode(std::span<const WordRows> rows, std::span<const uint32_t> off, Workspace& s) const {
  const size_t n = rows.size();
  grow(s.x, n * width_);
  grow(s.u, n * 3 * width_);
  grow(s.out, n * stride());
  distinct(rows, s);
  grow(s.y, s.kinds.size() * embed_);
  constexpr size_t kAhead = 4;
  for (size_t i = 0; i < s.kinds.size(); ++i) {
    if (i + kAhead < s.kinds.size()) expect_rows(embedding_, embedding_scale_, s.kinds[i + kAhead].data(), rows_of_word_, embed_);
    add_rows(embedding_, embedding_scale_, s.kinds[i].data(), rows_of_word_, s.y.data() + i * embed_, embed_);
  }
  norm_quantise(s.y.data(), s.kinds.size(), embed_, norm0_gain_, norm0_shift_, s.q);
  window_.multiply(s.q, s.u.data(), 3 * width_);
  window(off, s);
  for (const Layer& layer : layers_) {
    norm_quantise(s.x.data(), n, width_, layer.gain, layer.shift, s.q);
    layer.w.multiply(s.q, s.u.data(), 3 * width_);
    recur(s.u.data(), 3 * width_, s.x.data(), layer.v, layer.b, off.data(), off.size() - 1, width_ / 2);
  }
  norm_quantise(s.x.data(), n, width_, norm_gain_, norm_shift_, s.top);
  heads_.multiply(s.top, s.out.data(), stride());
  name_heads_.multiply(s.top, s.out.data() + ner_.at, stride());
}

void Network::tags(size_t words, const Workspace& space, Answers& out) const {
  out.upos.resize(words);
  out.feats.resize(words);
  for (size_t i = 0; i < words; ++i) {
    const float* row = space.out.data() + i * stride();
    out.upos[i] = static_cast<uint16_t>(argmax(row + upos_.at, upos_.size));
    out.feats[i] = static_cast<uint16_t>(argmax(row + feats_.at, feats_.size));
  }
}

void Network::lemmas(std::span<const uint32_t> words, Workspace& s, Answers& out) const {
  const size_t row = padded(lemma_.size);
  s.some.take(s.top, words);
  grow(s.logits, words.size() * row);
  grow(out.lemma, s.top.rows);
  lemma_heads_.multiply(s.some, s.logits.data(), row);
  for (size_t i = 0; i < words.size(); ++i)
    out.lemma[words[i]] = static_cast<uint16_t>(argmax(s.logits.data() + i * row, lemma_.size));
}

void Network::names(std::span<const uint32_t> off, Workspace& space, Answers& out) const {
  const size_t tags = ner_.size;
  constexpr float kNo = -1e30F;
  out.ner.resize(off.back());
  out.ner_score.resize(off.back());
  const float* row = space.out.data() + ner_.at;
  for (size_t k = 0; k + 1 < off.size(); ++k) {
    const uint32_t n = off[k + 1] - off[k];
    grow(space.scores, size_t{n} * tags);
    grow(space.back, size_t{n} * tags);
    const float* before = nullptr;
    float* score = space.scores.data();
    uint8_t* back = space.back.data();
    for (uint32_t i = 0; i < n; ++i, before = score, score += tags, back += tags, row += stride())
      for (size_t b = 0; b < tags; ++b) {
        float top = kNo;
        uint8_t from = 0;
        if (i == 0 && starts_[b]) top = row[b];
        if (i > 0)
          for (const uint8_t a : before_[b])
            if (before[a] + row[b] > top) {
              top = before[a] + row[b];
              from = a;
            }
        score[b] = top;
        back[b] = from;
      }
    space.steps += size_t{n} * tags;
    size_t best = 0;
    float top = kNo;
    for (size_t a = 0; a < tags && n > 0; ++a)
      if (ends_[a] && before[a] > top) {
        top = before[a];
        best = a;
      }
    for (uint32_t i = n; i-- > 0;) {
      out.ner[off[k] + i] = static_cast<uint16_t>(best);
      const float* at = space.out.data() + (off[k] + i) * stride() + ner_.at;
      float sum = 0;
      for (size_t b = 0; b < tags; ++b) sum += exp_of(at[b] - at[best]);
      out.ner_score[off[k] + i] = 1.0F / sum;
      best = space.back[i * tags + best];
    }
  }
}

void Network::trees(std::span<const uint32_t> off, Workspace& s, Answers& out) const {
  const size_t words = off.back();
  out.head.resize(words);
  grow(s.x, words * arc_);
  grow(s.arcs, words * arc_);
  for (size_t i = 0; i < words; ++i) leaky(s.out.data() + i * stride() + arc_d_.at, s.x.data() + i * arc_, arc_);
  quantise(s.x.data(), words, arc_, arc_, s.q);
  arc_u_.multiply(s.q, s.arcs.data(), arc_);
  for (size_t k = 0; k + 1 < off.size(); ++k) {
    const uint32_t n = off[k + 1] - off[k];
    const size_t columns = padded(size_t{n} + 1);
    grow(s.by_head, arc_ * columns);
    grow(s.scores, n * columns);
    grow(s.y, arc_);
    for (size_t j = 0; j < arc_; ++j) s.by_head[j * columns] = arc_root_[j];
    for (uint32_t h = 0; h < n; ++h) {
      leaky(s.out.data() + (off[k] + h) * stride() + arc_h_.at, s.y.data(), arc_);
      for (size_t j = 0; j < arc_; ++j) s.by_head[j * columns + h + 1] = s.y[j];
    }
    arc_scores(s.arcs.data() + off[k] * arc_, n, arc_, s.by_head.data(), columns, s.scores.data());
    best_tree(s.scores.data(), n, columns, s.tree, s.heads);
    std::copy(s.heads.begin(), s.heads.end(), out.head.begin() + off[k]);
    s.steps += n * columns;
  }
}

void Network::relations(std::span<const uint32_t> off, Workspace& s, Answers& out) const {
  const size_t words = off.back(), count = rel_o_.outputs(), row = (count + 15) / 16 * 16;
  out.rel.resize(words);
  grow(s.x, words * rel_);
  grow(s.logits, words * row);
  for (size_t k = 0; k + 1 < off.size(); ++k)
    for (uint32_t i = off[k]; i < off[k + 1]; ++i) {
      const float* d = s.out.data() + i * stride() + rel_d_.at;
      const float* h = out.head[i] ? s.out.data() + (off[k] + out.head[i] - 1) * stride() + rel_h_.at : rel_root_;
      add_relu(d, h, none_.data(), none_.data(), s.x.data() + i * rel_, rel_);
    }
  quantise(s.x.data(), words, rel_, rel_, s.q);
  rel_o_.multiply(s.q, s.logits.data(), row);
  for (size_t i = 0; i < words; ++i) {
    float* logit = s.logits.data() + i * row;
    if (out.head[i] == 0) {
      out.rel[i] = root_relation_;
      continue;
    }
    logit[root_relation_] = -1e30F;
    out.rel[i] = static_cast<uint16_t>(argmax(logit, count));
  }
}

void Network::run(std::span<const WordRows> rows, std::span<const uint32_t> off, Workspace& space, Answers& out) const {
  space.steps += rows.size() * (layers_.size() + 2);
  encode(rows, off, space);
  tags(rows.size(), space, out);
  names(off, space, out);
  trees(off, space, out);
  relations(off, space, out);
}

}  // namespace dateline::syntax
