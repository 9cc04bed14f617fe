#include "dateline/time/times.h"

namespace dateline::time {

Times resolve(const Article&, const Text&, const Syntax&, const Ontology&, const DayRange&) { return {}; }

}  // namespace dateline::time
