// Any bytes as text: figure/ must neither fail nor point outside of it, and values are finite.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/base/ontology.h"
#include "dateline/figure/figures.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto kOntology = dateline::Ontology::load();
  if (!kOntology) std::abort();
  dateline::Text text;
  text.utf8.assign(reinterpret_cast<const char*>(data), size);
  for (const dateline::figure::Number& n : dateline::figure::numbers(text.utf8)) {
    if (n.at.end > size || n.at.empty() || !std::isfinite(n.value)) std::abort();
  }
  const dateline::Times times = dateline::time::resolve({}, text, {}, **kOntology, {});
  for (const dateline::Figure& f : dateline::figure::count(text, {}, {}, times, {}, **kOntology).figures) {
    if (f.at.end > size || !f.at.contains(f.number)) std::abort();
    for (const auto& value : {f.low, f.best, f.high}) {
      if (value && !std::isfinite(*value)) std::abort();
    }
  }
  return 0;
}
