// Finds: nothing; it writes the text of an Article block by block and keeps the way back to the page.
// Example: add("Talks stalled", byte 812 of the decoded page) between begin() and end(Role::body, ...).
// Row out: Block{at, role, line} and the runs of Article::origin.
// Does not try: deciding roles.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dateline/page/article.h"

namespace dateline::page {

/// Writes blocks into an Article. `decoded` is the decoded page; all source offsets are bytes of it.
class Composer {
 public:
  Composer(std::string_view decoded, Article& article);

  void begin();
  /// Text that stands verbatim at `source` in the decoded page.
  void add(std::string_view text, uint32_t source);
  /// Text made here (a space for a line end).
  void add_made(std::string_view text);
  /// Ends the block; an empty one is dropped. Gives its number, or kNone.
  uint32_t end(Role role, float confidence, std::string_view why);
  /// Article::origin in bytes of the page as fetched.
  void finish(const std::vector<OriginRun>& decoded_origin);
  /// 1-based line of a byte of the decoded page.
  [[nodiscard]] uint32_t line_of(uint32_t source);

 private:
  Article& article_;
  std::vector<uint32_t> line_ends_;
  size_t line_ = 0;              // ends before the last place asked for
  std::vector<OriginRun> runs_;  // Article::text -> decoded page
  uint32_t begin_ = 0;
  uint32_t source_ = kNone;
};

}  // namespace dateline::page
