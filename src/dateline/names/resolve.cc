#include "dateline/names/names.h"

namespace dateline::names {

Names resolve(const Article&, const Text&, const Syntax&, const Ontology&, const DayRange&) { return {}; }
double similarity(std::string_view a, std::string_view b) { return a == b ? 1 : 0; }

}  // namespace dateline::names
