#include "dateline/speech/speech.h"

namespace dateline::speech {

Speech attribute(const Text&, const Syntax&, const Names&, const Times&, const Ontology&) { return {}; }

}  // namespace dateline::speech
