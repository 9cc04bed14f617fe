#include "dateline/page/composer.h"

#include <algorithm>

#include "dateline/page/origin.h"

namespace dateline::page {

Composer::Composer(std::string_view decoded, Article& article) : article_(article) {
  for (size_t at = decoded.find('\n'); at != std::string_view::npos; at = decoded.find('\n', at + 1)) {
    line_ends_.push_back(static_cast<uint32_t>(at));
  }
}

void Composer::begin() {
  begin_ = static_cast<uint32_t>(article_.text.size());
  source_ = kNone;
}

void Composer::add(std::string_view text, uint32_t source) {
  if (text.empty()) return;
  if (source_ == kNone) source_ = source;
  add_run(runs_, static_cast<uint32_t>(article_.text.size()), source, static_cast<uint32_t>(text.size()));
  article_.text += text;
}

void Composer::add_made(std::string_view text) { article_.text += text; }

uint32_t Composer::end(Role role, float confidence, std::string_view why) {
  const auto end = static_cast<uint32_t>(article_.text.size());
  if (end == begin_) return kNone;
  article_.text += '\n';
  article_.blocks.push_back({{begin_, end}, role, confidence, source_ == kNone ? 0 : line_of(source_), why});
  return static_cast<uint32_t>(article_.blocks.size() - 1);
}

void Composer::finish(const std::vector<OriginRun>& decoded_origin) { article_.origin = compose(runs_, decoded_origin); }

uint32_t Composer::line_of(uint32_t source) {
  // blocks mostly come in order: on from where the last one was found
  const bool back = line_ > 0 && line_ends_[line_ - 1] >= source;
  if (back) line_ = static_cast<size_t>(std::lower_bound(line_ends_.begin(), line_ends_.end(), source) - line_ends_.begin());
  while (line_ < line_ends_.size() && line_ends_[line_] < source) ++line_;
  return 1 + static_cast<uint32_t>(line_);
}

}  // namespace dateline::page
