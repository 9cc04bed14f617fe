#include "dateline/page/page.h"

namespace dateline::page {

Article read(const RawPage&, const Ontology&) { return {}; }

}  // namespace dateline::page
