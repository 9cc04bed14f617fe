// Days of publication that a news sitemap states for addresses, and the pages they belong to.
//
// <url><loc>https://n.example/a</loc><news:news><news:publication_date>2024-02-28... gives the page with that address its day. A
// last modification (lastmod) is kept apart from it: it dates a page only where nothing else does. Nothing is fetched: sitemaps
// of sitemaps name no pages.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

/// What a sitemap gave.
struct Sitemap {
  uint64_t addresses = 0, dates = 0, changes = 0;
  std::string fault;     ///< XML error; what came before it was used
  bool has_dtd = false;  ///< not read
};

/// Told an address and a day, as written.
using DayOf = std::function<void(std::string_view, std::string_view)>;

/// Tells `dated` every address with a publication date, `changed` every one with a last modification (either may be empty). At
/// most 1,000,000 addresses (the protocol allows 50,000).
[[nodiscard]] Sitemap read_sitemap(std::string_view bytes, const DayOf& dated, const DayOf& changed);

/// Days by address, kept over a walk. Addresses are compared without scheme, "www.", fragment and closing slash.
class DayBook {
 public:
  void note(std::string_view address, std::string_view date);
  void note_change(std::string_view address, std::string_view date);
  /// Gives a page without a day the one noted for its address (that of the container, else its canonical link), and the day of
  /// its last change likewise.
  void fill(RawPage& page) const;

 private:
  std::unordered_map<uint64_t, std::string> days_, changes_;
};

}  // namespace dateline::ingest
