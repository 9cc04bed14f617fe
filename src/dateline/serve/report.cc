#include "dateline/serve/report.h"

namespace dateline::serve {

std::string report(const std::vector<Record>&, const Story&, const ReportOptions&) { return {}; }

}  // namespace dateline::serve
