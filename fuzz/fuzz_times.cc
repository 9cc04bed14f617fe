// Any bytes as the text of a page: time/ must neither fail nor point outside of it.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/base/ontology.h"
#include "dateline/time/times.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto kOntology = dateline::Ontology::load();
  if (!kOntology) std::abort();
  dateline::Text text;
  text.utf8.assign(reinterpret_cast<const char*>(data), size);
  for (const dateline::DayRange& hint : {dateline::DayRange{}, dateline::DayRange{19885, 19885, dateline::Precision::day}}) {
    const dateline::Times times = dateline::time::resolve({}, text, {}, **kOntology, hint);
    for (const dateline::TimeExpression& t : times.expressions) {
      if (t.at.end > size || t.at.empty()) std::abort();
    }
  }
  return 0;
}
