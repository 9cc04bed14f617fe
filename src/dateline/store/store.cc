#include "dateline/store/store.h"

namespace dateline::store {
struct Store::Impl {};
Store::Store() = default;
Store::~Store() = default;
}  // namespace dateline::store
