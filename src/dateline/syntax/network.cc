// Runs the network; see network.h. Input: feature rows of whole sentences. Output: Answers.
// It does not cut long sentences and gives no names to labels.
#include "dateline/syntax/network.h"

#include <algorithm>
#include <cmath>

#include "dateline/syntax/tree.h"

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

size_t argmax(const float* x, size_t n) { return static_cast<size_t>(std::max_element(x, x + n) - x); }

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
  heads_ = r.matrix("heads", at, width_, true);
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
  follows_.assign((n + 1) * n, 0);
  ends_.assign(n, 0);
  for (size_t a = 0; a <= n; ++a)
    for (size_t b = 0; b < n; ++b) {
      const bool inside = a < n && (mark(a) == 'B' || mark(a) == 'I');
      const bool goes_on = mark(b) == 'I' || mark(b) == 'E';
      follows_[a * n + b] = inside ? goes_on && kind(a) == kind(b) : !goes_on;
    }
  for (size_t a = 0; a < n; ++a) ends_[a] = mark(a) != 'B' && mark(a) != 'I';
}

void Network::embed(std::span<const WordRows> rows, float* e) const {
  for (size_t i = 0; i < rows.size(); ++i) {
    float* to = e + i * embed_;
    std::fill_n(to, embed_, 0.0F);
    for (size_t k = 0; k < rows_of_word_; ++k) {
      const uint32_t row = rows[i][k];
      add_scaled(embedding_ + size_t{row} * embed_, embedding_scale_[row], to, embed_);
    }
  }
}

void Network::window(std::span<const uint32_t> off, const float* p, float* x) const {
  const size_t w = width_, s = 3 * w;
  const std::vector<float> none(w, 0.0F);
  for (size_t k = 0; k + 1 < off.size(); ++k)
    for (uint32_t i = off[k]; i < off[k + 1]; ++i) {
      const float* left = i > off[k] ? p + (i - 1) * s : none.data();
      const float* right = i + 1 < off[k + 1] ? p + (i + 1) * s + 2 * w : none.data();
      add_relu(p + i * s + w, window_bias_, left, right, x + i * w, w);
    }
}

void Network::encode(std::span<const WordRows> rows, std::span<const uint32_t> off, Workspace& s) const {
  const size_t n = rows.size();
  const auto grow = [](std::vector<float>& v, size_t size) {
    if (v.size() < size) v.resize(size);
  };
  grow(s.x, n * std::max(width_, embed_));
  grow(s.y, n * std::max(width_, embed_));
  grow(s.u, n * 3 * width_);
  grow(s.out, n * stride());
  embed(rows, s.y.data());
  layer_norm(s.y.data(), s.y.data(), n, embed_, norm0_gain_, norm0_shift_);
  quantise(s.y.data(), n, embed_, embed_, s.q);
  window_.multiply(s.q, s.u.data(), 3 * width_);
  window(off, s.u.data(), s.x.data());
  for (const Layer& layer : layers_) {
    layer_norm(s.x.data(), s.y.data(), n, width_, layer.gain, layer.shift);
    quantise(s.y.data(), n, width_, width_, s.q);
    layer.w.multiply(s.q, s.u.data(), 3 * width_);
    recur(s.u.data(), 3 * width_, s.x.data(), layer.v, layer.b, off.data(), off.size() - 1, width_ / 2);
  }
  layer_norm(s.x.data(), s.y.data(), n, width_, norm_gain_, norm_shift_);
  quantise(s.y.data(), n, width_, width_, s.q);
  heads_.multiply(s.q, s.out.data(), stride());
}

void Network::tags(size_t words, const Workspace& space, Answers& out) const {
  out.upos.resize(words);
  out.feats.resize(words);
  out.lemma.resize(words);
  for (size_t i = 0; i < words; ++i) {
    const float* row = space.out.data() + i * stride();
    out.upos[i] = static_cast<uint16_t>(argmax(row + upos_.at, upos_.size));
    out.feats[i] = static_cast<uint16_t>(argmax(row + feats_.at, feats_.size));
    out.lemma[i] = static_cast<uint16_t>(argmax(row + lemma_.at, lemma_.size));
  }
}

void Network::names(std::span<const uint32_t> off, Workspace& space, Answers& out) const {
  const size_t tags = ner_.size;
  constexpr float kNo = -1e30F;
  out.ner.resize(off.back());
  out.ner_score.resize(off.back());
  auto& score = space.scores;
  for (size_t k = 0; k + 1 < off.size(); ++k) {
    const uint32_t n = off[k + 1] - off[k];
    score.assign((size_t{n} + 1) * tags, kNo);
    space.back.assign(size_t{n} * tags, 0);
    for (uint32_t i = 0; i < n; ++i) {
      const float* row = space.out.data() + (off[k] + i) * stride() + ner_.at;
      for (size_t b = 0; b < tags; ++b)
        for (size_t a = 0; a < (i ? tags : 1); ++a) {
          const size_t from = i ? a : tags;
          const float before = i ? score[i * tags + a] : 0;
          if (!follows_[from * tags + b] || before + row[b] <= score[(i + 1) * tags + b]) continue;
          score[(i + 1) * tags + b] = before + row[b];
          space.back[i * tags + b] = static_cast<uint8_t>(a);
        }
    }
    size_t best = 0;
    float top = kNo;
    for (size_t a = 0; a < tags; ++a)
      if (ends_[a] && score[size_t{n} * tags + a] > top) {
        top = score[size_t{n} * tags + a];
        best = a;
      }
    for (uint32_t i = n; i-- > 0;) {
      out.ner[off[k] + i] = static_cast<uint16_t>(best);
      const float* row = space.out.data() + (off[k] + i) * stride() + ner_.at;
      float sum = 0;
      for (size_t b = 0; b < tags; ++b) sum += std::exp(std::min(row[b] - row[best], 30.0F));
      out.ner_score[off[k] + i] = 1.0F / sum;
      best = space.back[i * tags + best];
    }
  }
}

void Network::trees(std::span<const uint32_t> off, Workspace& s, Answers& out) const {
  const size_t words = off.back();
  out.head.resize(words);
  if (s.x.size() < words * arc_) s.x.resize(words * arc_);
  if (s.arcs.size() < words * arc_) s.arcs.resize(words * arc_);
  const auto leaky = [](float v) { return v > 0 ? v : v * 0.1F; };
  for (size_t i = 0; i < words; ++i) {
    float* row = s.out.data() + i * stride();
    for (size_t k = 0; k < arc_; ++k) {
      s.x[i * arc_ + k] = leaky(row[arc_d_.at + k]);
      row[arc_h_.at + k] = leaky(row[arc_h_.at + k]);
    }
  }
  quantise(s.x.data(), words, arc_, arc_, s.q);
  arc_u_.multiply(s.q, s.arcs.data(), arc_);
  for (size_t k = 0; k + 1 < off.size(); ++k) {
    const uint32_t n = off[k + 1] - off[k];
    s.scores.resize(size_t{n} * (n + 1));
    for (uint32_t i = 0; i < n; ++i) {
      const float* d = s.arcs.data() + (off[k] + i) * arc_;
      float* to = s.scores.data() + size_t{i} * (n + 1);
      to[0] = dot(d, arc_root_, arc_);
      for (uint32_t h = 0; h < n; ++h) to[h + 1] = dot(d, s.out.data() + (off[k] + h) * stride() + arc_h_.at, arc_);
    }
    best_tree(s.scores, n, s.heads);
    std::copy(s.heads.begin(), s.heads.end(), out.head.begin() + off[k]);
  }
}

void Network::relations(std::span<const uint32_t> off, Workspace& s, Answers& out) const {
  const size_t words = off.back(), count = rel_o_.outputs(), row = (count + 15) / 16 * 16;
  out.rel.resize(words);
  if (s.x.size() < words * rel_) s.x.resize(words * rel_);
  if (s.logits.size() < words * row) s.logits.resize(words * row);
  const std::vector<float> none(rel_, 0.0F);
  for (size_t k = 0; k + 1 < off.size(); ++k)
    for (uint32_t i = off[k]; i < off[k + 1]; ++i) {
      const float* d = s.out.data() + i * stride() + rel_d_.at;
      const float* h = out.head[i] ? s.out.data() + (off[k] + out.head[i] - 1) * stride() + rel_h_.at : rel_root_;
      add_relu(d, h, none.data(), none.data(), s.x.data() + i * rel_, rel_);
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
  encode(rows, off, space);
  tags(rows.size(), space, out);
  names(off, space, out);
  trees(off, space, out);
  relations(off, space, out);
}

}  // namespace dateline::syntax
