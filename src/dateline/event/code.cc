#include "dateline/event/events.h"

namespace dateline::event {

Events code(const Text&, const Syntax&, const Names&, const Times&, const Speech&, const Ontology&) { return {}; }

}  // namespace dateline::event
