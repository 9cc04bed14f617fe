#include "dateline/text/text.h"

namespace dateline::text {

Text analyse(const Article&) { return {}; }

}  // namespace dateline::text
