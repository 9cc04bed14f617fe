// The room's one call: layers of a page in, statements out.
//
// "NBC quoted US officials as saying that X" -> content "X", chain [NBC, US officials], cue "saying". The steps: pair the
// quotation marks (quotation.cc), find speech verbs and their subjects (cue.cc), read what each takes (complement.cc), put
// them in order and cut the contents (reading.cc), add the nouns of speech (nominal.cc), join with the quotations (statement.cc).
// After ideas of Pareti et al., "Automatically detecting and attributing indirect quotations" (EMNLP 2013), with rules and a verb
// table for the learned parts. It does not judge what is said and looks at one page only.
#include "dateline/speech/nominal.h"
#include "dateline/speech/reading.h"
#include "dateline/speech/speech.h"
#include "dateline/speech/statement.h"

namespace dateline::speech {

Speech attribute(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Ontology& ontology) {
  const Scene scene(text, syntax, names, times, ontology);
  std::vector<Report> reports;
  for (uint32_t n = 0; n < text.sentences.size(); ++n) {
    if (!is_prose(text.blocks[text.sentences[n].block].role)) continue;
    std::vector<Report> own = read_sentence(scene, n);
    read_nouns(scene, n, own);
    for (Report& report : own) reports.push_back(std::move(report));
  }
  return {join(scene, reports)};
}

}  // namespace dateline::speech
