#include "dateline/text/text.h"

namespace dateline::text {

std::vector<RawToken> split(std::string_view) { return {}; }

}  // namespace dateline::text
