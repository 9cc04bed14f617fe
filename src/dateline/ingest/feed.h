// RSS 0.9x to 2.0, RSS 1.0, Atom 0.3 and 1.0, CDF: what a feed says, and its items as pages.
//
// An <item> with <content:encoded> gives one page: the safe HTML of the content, with title, link, date, author beside it. A feed
// with a document type of its own (internal subset) is not read at all. Nothing that a feed points at is opened.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dateline/ingest/ingest.h"

namespace dateline::ingest {

/// A piece of text with its kind; HTML is made safe, its links absolute.
struct FeedText {
  std::string value, type, language, base;  ///< type: "text/plain" | "text/html" | "application/xhtml+xml"
};

/// The feed itself, or one item of it. Empty = not given.
struct FeedEntry {
  std::string title, link, id, summary, author, language;
  std::string published, updated, created;  ///< as written
  std::vector<FeedText> contents;
};

struct Feed {
  FeedEntry about;
  std::vector<FeedEntry> items;
  std::string fault;     ///< why it is not well formed; what came before the fault is kept
  bool has_dtd = false;  ///< refused: nothing else is filled
  bool cut = false;      ///< more items than the limit
};

/// What the transport said.
struct FeedSource {
  std::string charset, base, language;
};

/// True if the document's root is rss, rdf:RDF, feed or channel.
[[nodiscard]] bool is_feed_start(std::string_view bytes);
/// True if the document's root is html.
[[nodiscard]] bool is_html_start(std::string_view bytes);
/// True if the document's root is urlset or sitemapindex.
[[nodiscard]] bool is_sitemap_start(std::string_view bytes);
[[nodiscard]] Feed parse_feed(std::string_view bytes, const FeedSource& source);

/// Items with content become pages. False when the sink asked to stop.
bool read_feed(std::string_view bytes, const std::string& path, const FeedSource& source, const Sink& sink);

}  // namespace dateline::ingest
