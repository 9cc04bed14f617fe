// A record whose indices all point at rows that exist, whatever came in: see sound.cc.
#pragma once

#include "dateline/record.h"

namespace dateline::store {

/// Every index of `record` that points at no row becomes kNone: a bad index is "none", never a page lost to a foreign key nor a
/// read outside a list.
[[nodiscard]] Record sound(Record record);

}  // namespace dateline::store
