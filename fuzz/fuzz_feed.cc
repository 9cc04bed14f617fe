// Finds: crashes and endless loops of the feed and sitemap readers, the HTML filter and the feed dates on any bytes.
// Example: an Atom feed with a broken entry. Row out: nothing, or a report of the sanitizer; safe HTML made safe again must not
// change into something with a script. Does not try: judging fields.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "dateline/ingest/feed.h"
#include "dateline/ingest/feed_date.h"
#include "dateline/ingest/safe_html.h"
#include "dateline/ingest/sitemap.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  using namespace dateline::ingest;
  const std::unique_ptr<char[]> bytes(new char[size]);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<char>(data[i]);
  const std::string_view text(bytes.get(), size);
  (void)parse_feed(text, {size % 3 == 0 ? "" : "windows-1251", "https://n.example/a/b", "en"});
  (void)parse_feed_date(text);
  uint64_t dates = 0, changes = 0;
  const auto count = [](uint64_t& told) {
    return [&told](std::string_view address, std::string_view date) { told += !address.empty() && !date.empty(); };
  };
  const Sitemap map = read_sitemap(text, count(dates), count(changes));
  if (map.dates != dates || map.changes != changes || std::max(dates, changes) > map.addresses) std::abort();
  const std::string safe = safe_html(text, "https://n.example/a/b");
  if (safe.find("<script") != std::string::npos || safe.find("<iframe") != std::string::npos) std::abort();
  (void)looks_like_html(text);
  return 0;
}
