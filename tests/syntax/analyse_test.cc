// The whole engine on small texts: shape of the layer, plain readings, hostile lengths, CoNLL-U both ways.
#include <doctest/doctest.h>

#include <algorithm>

#include "dateline/syntax/conllu.h"
#include "dateline/syntax/kernels.h"
#include "dateline/text/text.h"

namespace dateline::syntax {
namespace {

const Model& model() {
  static const Result<ModelPtr> loaded = load_builtin();
  REQUIRE(loaded);
  return **loaded;
}

Text text_of(std::string block) {
  Text text;
  text.utf8 = std::move(block);
  for (const text::RawToken& t : text::split(text.utf8)) {
    const auto n = static_cast<uint32_t>(text.tokens.size());
    if (t.sentence_begin) text.sentences.push_back({t.at, n, n, 0});
    text.tokens.push_back({t.at, t.space_before});
    Sentence& s = text.sentences.back();
    s.token_end = n + 1;
    s.at.end = t.at.end;
  }
  return text;
}

/// Each sentence has one root and no cycle, heads stay inside the sentence, arrays are parallel.
void check_shape(const Text& text, const Syntax& s) {
  const size_t n = text.tokens.size();
  REQUIRE(s.upos.size() == n);
  REQUIRE(s.head.size() == n);
  REQUIRE(s.dep.size() == n);
  REQUIRE(s.lemma_id.size() == n);
  REQUIRE(s.feats_id.size() == n);
  for (const Sentence& sentence : text.sentences) {
    size_t roots = 0;
    std::vector<bool> good(sentence.token_end - sentence.token_begin, false);
    for (uint32_t t = sentence.token_begin; t < sentence.token_end; ++t) {
      roots += s.head[t] < 0;
      CHECK((s.head[t] < 0) == (s.dep[t] == Dep::root));
      std::vector<uint32_t> path;
      auto at = static_cast<int32_t>(t);
      while (at >= 0 && !good[static_cast<uint32_t>(at) - sentence.token_begin] && path.size() <= good.size()) {
        path.push_back(static_cast<uint32_t>(at));
        at = s.head[static_cast<size_t>(at)];
        REQUIRE(
            (at < 0 || (static_cast<uint32_t>(at) >= sentence.token_begin && static_cast<uint32_t>(at) < sentence.token_end)));
      }
      REQUIRE(path.size() <= good.size());
      for (const uint32_t p : path) good[p - sentence.token_begin] = true;
    }
    CHECK(roots == 1);
  }
  uint32_t last = 0;
  for (const EntitySpan& e : s.entities) {
    CHECK(e.begin >= last);
    CHECK(e.end > e.begin);
    CHECK(e.end <= n);
    CHECK(e.score >= 0);
    CHECK(e.score <= 1);
    last = e.end;
  }
}

}  // namespace

TEST_CASE("a plain sentence") {
  const Text text = text_of("The foreign minister of France met his colleagues in Brussels on Monday.");
  const Syntax s = analyse(text, model());
  check_shape(text, s);
  CHECK(s.dep[5] == Dep::root);
  CHECK(s.upos[5] == Upos::VERB);
  CHECK(s.lemma(5) == "meet");
  CHECK(s.is(5, feat::past | feat::finite));
  CHECK(s.head[2] == 5);
  CHECK(s.dep[2] == Dep::nsubj);
  CHECK(s.lemma(7) == "colleague");
  CHECK(s.is(7, feat::plural));
  CHECK(s.dep[7] == Dep::obj);
  const bool brussels = std::any_of(s.entities.begin(), s.entities.end(), [](const EntitySpan& e) {
    return e.begin == 9 && e.end == 10 && e.type == SpanType::location;
  });
  CHECK(brussels);
}

TEST_CASE("passive and contraction") {
  const Text text = text_of("The bill wasn't signed by the president.");
  const Syntax s = analyse(text, model());
  check_shape(text, s);
  REQUIRE(text.tokens.size() == 9);
  CHECK(s.dep[1] == Dep::nsubj_pass);
  CHECK(s.dep[2] == Dep::aux_pass);
  CHECK(s.lemma(2) == "be");
  CHECK(s.lemma(3) == "not");
  CHECK(s.is(4, feat::passive));
  CHECK(s.dep[7] == Dep::obl_agent);
}

TEST_CASE("nothing, one mark, broken bytes") {
  CHECK(analyse(Text{}, model()).upos.empty());
  for (const char* block : {".", "\xff\xfe\xfd", "😀", "a", "\xe2\x80", "' ' '", "((((((((("}) {
    const Text text = text_of(block);
    check_shape(text, analyse(text, model()));
  }
}

TEST_CASE("the answer does not depend on the neighbours, the run or the instruction set") {
  const std::string one = "Officials in Geneva said that nearly 40 people were hurt. ";
  const Syntax alone = analyse(text_of(one), model());
  std::string many;
  for (int i = 0; i < 60; ++i) many += one;
  const Text text = text_of(many);
  const Syntax all = analyse(text, model());
  for (size_t i = 0; i < alone.head.size(); ++i) {
    CHECK(all.head[i] == alone.head[i]);
    CHECK(all.upos[i] == alone.upos[i]);
  }
  const std::string first = print_conllu(text, all);
  for (const Isa isa : {Isa::baseline, Isa::avx2, Isa::best}) {
    limit_isa(isa);
    CHECK(print_conllu(text, analyse(text, model())) == first);
  }
  limit_isa(Isa::best);
}

TEST_CASE("marks and words without end") {
  for (const char* unit : {"( ", "\"", "the ", "a.b ", "\xe2\x80\x9c "}) {
    std::string block;
    for (int i = 0; i < 1500; ++i) block += unit;
    const Text text = text_of(block);
    const Syntax s = analyse(text, model());
    CHECK(s.head.size() == text.tokens.size());
    CHECK(std::count(s.head.begin(), s.head.end(), -1) == static_cast<long>(text.sentences.size()));
  }
  CHECK(analyse(text_of(std::string(300000, 'a') + "!"), model()).head.size() == 2);
}

TEST_CASE("CoNLL-U comes out and goes in") {
  const Text text = text_of("They didn't stay in Rome. We did.");
  const std::string printed = print_conllu(text, analyse(text, model()));
  CHECK(printed.find("# text = They didn't stay in Rome.\n") != std::string::npos);
  CHECK(printed.find("2-3\tdidn't\t") != std::string::npos);
  CHECK(printed.find("SpaceAfter=No") != std::string::npos);
  const Text again = read_conllu(printed);
  REQUIRE(again.tokens.size() == text.tokens.size());
  CHECK(again.utf8 == text.utf8);
  REQUIRE(again.sentences.size() == 2);
  for (uint32_t t = 0; t < text.tokens.size(); ++t) CHECK(again.word(t) == text.word(t));
  CHECK(print_conllu(again, analyse(again, model())) == printed);
  CHECK(read_conllu("").tokens.empty());
  CHECK(read_conllu("x\ty\n1\n2\t\n\t\t\t\n1-\tab\n").tokens.empty());
}

}  // namespace dateline::syntax
