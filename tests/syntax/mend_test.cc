// Answers that contradict each other: what is made one, what stays.
#include "dateline/syntax/mend.h"

#include <doctest/doctest.h>

#include "dateline/syntax/conllu.h"

namespace dateline::syntax {
namespace {

const std::vector<std::string> kFeats = {"_",
                                         "Mood=Ind|Number=Sing|Person=3|Tense=Past|VerbForm=Fin",
                                         "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin",
                                         "Tense=Past|VerbForm=Part|Voice=Pass",
                                         "VerbForm=Ger",
                                         "Number=Plur"};
const std::vector<uint32_t> kBits = {0,
                                     feat::past | feat::finite,
                                     feat::past | feat::finite | feat::plural,
                                     feat::past | feat::participle | feat::passive,
                                     feat::gerund,
                                     feat::plural};

struct Word {
  const char* form;
  Upos upos;
  uint16_t feats;
  int32_t head;
  Dep dep;
};

/// Text and layer of one sentence.
struct Case {
  Text text;
  Syntax syntax;
  explicit Case(const std::vector<Word>& words) {
    std::string conllu;
    for (size_t i = 0; i < words.size(); ++i)
      conllu += std::to_string(i + 1) + "\t" + words[i].form + "\t_\t_\t_\t_\t_\t_\t_\t_\n";
    text = read_conllu(conllu + "\n");
    for (const Word& w : words) {
      syntax.upos.push_back(w.upos);
      syntax.feats_id.push_back(w.feats);
      syntax.feats.push_back(kBits[w.feats]);
      syntax.head.push_back(w.head);
      syntax.dep.push_back(w.dep);
      syntax.lemma_id.push_back(0);
    }
  }
  void mend(std::string_view names) {
    Mends(names, kFeats).apply(text, 0, static_cast<uint32_t>(text.tokens.size()), kBits, syntax);
  }
};

}  // namespace

TEST_CASE("a bare participle that governs a sentence is a finite past") {
  const std::vector<Word> words = {{"Ministers", Upos::NOUN, 5, 1, Dep::nsubj_pass},
                                   {"called", Upos::VERB, 3, -1, Dep::root},
                                   {"for", Upos::ADP, 0, 3, Dep::case_},
                                   {"calm", Upos::NOUN, 0, 1, Dep::obl},
                                   {".", Upos::PUNCT, 0, 1, Dep::punct}};
  Case c(words);
  c.mend("bare-participle");
  CHECK(c.syntax.dep[0] == Dep::nsubj);
  CHECK(c.syntax.feats_id[1] == 2);
  CHECK(c.syntax.is(1, feat::finite));
  Case untold(words);
  untold.mend("");
  CHECK(untold.syntax.dep[0] == Dep::nsubj_pass);
  Case headline({words[0], words[1], words[2], words[3]});
  headline.mend("bare-participle");
  CHECK(headline.syntax.feats_id[1] == 3);
  std::vector<Word> passive = words;
  passive[2] = {"were", Upos::AUX, 0, 1, Dep::aux_pass};
  Case whole(passive);
  whole.mend("bare-participle");
  CHECK(whole.syntax.dep[0] == Dep::nsubj_pass);
}

TEST_CASE("a gerund beside its verb, relations of nouns beside a finite verb") {
  Case gerund({{"They", Upos::PRON, 0, 1, Dep::nsubj},
               {"support", Upos::VERB, 1, -1, Dep::root},
               {"launching", Upos::VERB, 4, 1, Dep::advcl}});
  gerund.mend("next-gerund");
  CHECK(gerund.syntax.dep[2] == Dep::xcomp);
  Case noun({{"Turkey", Upos::PROPN, 0, 1, Dep::compound},
             {"left", Upos::VERB, 1, -1, Dep::root},
             {"May", Upos::PROPN, 0, 1, Dep::nmod}});
  noun.mend("nominal-relations");
  CHECK(noun.syntax.dep[0] == Dep::nsubj);
  CHECK(noun.syntax.dep[2] == Dep::obl);
}

}  // namespace dateline::syntax
