// The table of names of fields.h. Example: columns url, headline, body. Row out: RawPage{url, side.title, bytes = body}.
// It does not read dates or clean names.
#include "dateline/ingest/fields.h"

#include <array>

#include "dateline/base/chars.h"

namespace dateline::ingest {

namespace {

/// Field of a page and the names that crawlers and exporters write it under, best first.
struct Key {
  std::string_view field;
  std::array<std::string_view, 12> names;
};
constexpr std::array kKeys = {
    Key{"html", {"html", "rawhtml", "rawcontent", "bodyhtml", "contenthtml", "pagehtml", "htmlcontent", "fullhtml"}},
    Key{"text",
        {"text", "maintext", "content", "body", "article", "rawtext", "plaintext", "articlebody", "fulltext", "articletext",
         "cleanedtext", "storytext"}},
    Key{"url", {"url", "canonicalurl", "link", "sourceurl", "uri", "articleurl", "permalink", "href", "pageurl", "weburl"}},
    Key{"title", {"title", "headline", "name", "articletitle", "pagetitle", "headlinemain"}},
    Key{"date",
        {"date", "published", "datepublish", "publishdate", "publishedat", "datepublished", "pubdate", "timestamp",
         "publicationdate", "publisheddate", "publishtime", "webpublicationdate"}},
    Key{"author", {"author", "authors", "byline", "creator", "writer"}},
    Key{"outlet",
        {"outlet", "source", "sitename", "sourcedomain", "hostname", "medianame", "publisher", "publication", "newspaper",
         "sourcename", "domain"}},
    Key{"language", {"language", "lang"}},
    Key{"id", {"id", "docid", "uuid", "fingerprint", "articleid"}},
    Key{"charset", {"charset", "encoding"}},
};

const Key& key_of(std::string_view field) {
  for (const Key& key : kKeys) {
    if (key.field == field) return key;
  }
  return kKeys[0];
}

const std::string& pick(const NamedFields& fields, std::string_view field) {
  static const std::string kEmpty;
  for (const std::string_view name : key_of(field).names) {
    const auto found = name.empty() ? fields.end() : fields.find(name);
    if (found != fields.end() && !found->second.empty()) return found->second;
  }
  return kEmpty;
}

}  // namespace

std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : trim(name)) {
    if (c != ' ' && c != '_' && c != '-') out += to_lower(c);
  }
  return out;
}

bool is_content_name(std::string_view plain) {
  for (const std::string_view field : {"html", "text"}) {
    for (const std::string_view name : key_of(field).names) {
      if (!name.empty() && name == plain) return true;
    }
  }
  return false;
}

void fill_from_fields(const NamedFields& fields, RawPage& page) {
  const auto fill = [&](std::string& to, std::string_view field) {
    if (to.empty()) to = pick(fields, field);
  };
  fill(page.url, "url");
  fill(page.side.title, "title");
  fill(page.side.published, "date");
  fill(page.side.author, "author");
  fill(page.side.outlet, "outlet");
  fill(page.side.language, "language");
}

bool deliver_fields(const NamedFields& fields, const FieldsPlace& where, Notes notes, const Sink& sink) {
  const auto refuse = [&](NoteCode code, std::string detail) {
    sink.refused({where.path, where.place, {code, std::move(detail), where.place}});
    return true;
  };
  RawPage page;
  page.path = where.path;
  page.container = where.container;
  page.place = where.place;
  page.id = pick(fields, "id");
  page.charset = where.charset.empty() ? pick(fields, "charset") : std::string(where.charset);
  fill_from_fields(fields, page);
  const std::string& html = pick(fields, "html");
  page.bytes = html.empty() ? pick(fields, "text") : html;
  page.notes = std::move(notes);
  if (trim(page.bytes).empty())
    return refuse(NoteCode::empty, "no text or html in this " + std::string(where.container == "jsonl" ? "object" : "row"));
  std::string kind;
  page.media = sniff(page.bytes, html.empty() ? "" : "page.html", kind);
  if (page.media == MediaType::other) return refuse(NoteCode::not_text, kind);
  return sink.page(std::move(page));
}

}  // namespace dateline::ingest
