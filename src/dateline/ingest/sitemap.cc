// The reader of sitemap.h. Example: a urlset of one url with news:publication_date. Row out: one address with one date. Protocol:
// sitemaps.org 0.9 with Google's news extension. Streams with expat; a document type with declarations of its own is refused
// (entity bombs), external ones are not opened.
#include "dateline/ingest/sitemap.h"

#include <expat.h>

#include <memory>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/ingest/feed_date.h"
#include "dateline/ingest/xml_text.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr uint64_t kMostAddresses = 1'000'000;
constexpr size_t kLongestText = 8192;

class Reader {
 public:
  Reader(Sitemap& out, const DayOf& dated, const DayOf& changed) : out_(out), dated_(dated), changed_(changed) {}

  void read(std::string_view xml) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate("UTF-8"), XML_ParserFree);
    if (!parser) return;
    parser_ = parser.get();
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(
        parser_, [](void* self, const XML_Char* name, const XML_Char**) { static_cast<Reader*>(self)->open(name); },
        [](void* self, const XML_Char* name) { static_cast<Reader*>(self)->close(name); });
    XML_SetCharacterDataHandler(parser_,
                                [](void* self, const XML_Char* text, int size) { static_cast<Reader*>(self)->text(text, size); });
    XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int own) {
      if (own == 0) return;
      auto* reader = static_cast<Reader*>(self);
      reader->out_.has_dtd = true;
      XML_StopParser(reader->parser_, XML_FALSE);
    });
    constexpr size_t kPiece = 1U << 20U;
    for (size_t at = 0; at < xml.size() || at == 0; at += kPiece) {
      const std::string_view piece = xml.substr(at, kPiece);
      const bool last = at + piece.size() >= xml.size();
      if (XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) != XML_STATUS_OK) {
        if (!out_.has_dtd && out_.addresses < kMostAddresses) out_.fault = XML_ErrorString(XML_GetErrorCode(parser_));
        return;
      }
    }
  }

 private:
  static std::string_view local(std::string_view name) { return name.substr(name.find(':') + 1); }

  void open(std::string_view name) {
    const std::string_view tag = local(name);
    if (tag == "url"sv) {
      address_.clear();
      date_.clear();
      change_.clear();
    }
    if (tag == "loc"sv && address_.empty()) into_ = &address_;
    if (tag == "publication_date"sv && date_.empty()) into_ = &date_;
    if (tag == "lastmod"sv && change_.empty()) into_ = &change_;
  }
  void close(std::string_view name) {
    const std::string_view tag = local(name);
    if (tag == "loc"sv || tag == "publication_date"sv || tag == "lastmod"sv) into_ = nullptr;
    if (tag != "url"sv) return;
    tell(date_, dated_, out_.dates);
    tell(change_, changed_, out_.changes);
    if (++out_.addresses == kMostAddresses) XML_StopParser(parser_, XML_FALSE);
  }
  void tell(std::string_view date, const DayOf& whom, uint64_t& count) {
    date = trim(date);
    if (trim(address_).empty() || !parse_feed_date(date)) return;
    if (whom) whom(trim(address_), date);
    ++count;
  }
  void text(const XML_Char* text, int size) {
    if (into_ != nullptr && into_->size() < kLongestText) into_->append(text, static_cast<size_t>(size));
  }

  Sitemap& out_;
  const DayOf &dated_, &changed_;
  XML_Parser parser_ = nullptr;
  std::string address_, date_, change_;
  std::string* into_ = nullptr;
};

/// "https://www.N.example/a/#x" -> "n.example/a".
std::string key_of(std::string_view address) {
  if (const size_t scheme = address.find("://"); scheme != std::string_view::npos) address.remove_prefix(scheme + 3);
  address = address.substr(0, address.find('#'));
  while (!address.empty() && address.back() == '/') address.remove_suffix(1);
  const size_t slash = std::min(address.find('/'), address.size());
  std::string out = lower_ascii(address.substr(0, slash)) + std::string(address.substr(slash));
  if (out.substr(0, 4) == "www.") out.erase(0, 4);
  return out;
}

/// The address in <link rel=canonical href=...> or og:url near the head of a page, "" if there is none.
std::string_view stated_address(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 65536);
  for (const std::string_view mark : {"canonical"sv, "og:url"sv}) {
    const size_t at = head.find(mark);
    if (at == std::string_view::npos) continue;
    const size_t begin = head.rfind('<', at), end = head.find('>', at);
    if (begin == std::string_view::npos || end == std::string_view::npos) continue;
    const std::string_view tag = head.substr(begin, end - begin);
    const size_t url = tag.find("http");
    if (url != std::string_view::npos) return tag.substr(url, tag.substr(url).find_first_of("\"' \t\r\n>"));
  }
  return {};
}

}  // namespace

Sitemap read_sitemap(std::string_view bytes, const DayOf& dated, const DayOf& changed) {
  Sitemap out;
  const XmlText xml = mended_xml(bytes, "");
  out.fault = xml.fault;
  Reader(out, dated, changed).read(xml.utf8);
  return out;
}

void DayBook::note(std::string_view address, std::string_view date) {
  if (days_.size() < kMostAddresses) days_.emplace(hash64(key_of(address)), std::string(date));
}

void DayBook::note_change(std::string_view address, std::string_view date) {
  if (changes_.size() < kMostAddresses) changes_.emplace(hash64(key_of(address)), std::string(date));
}

void DayBook::fill(RawPage& page) const {
  const bool day = page.side.published.empty() && !days_.empty(), change = page.side.modified.empty() && !changes_.empty();
  if (!day && !change) return;
  const std::string_view address = !page.url.empty() ? std::string_view(page.url) : stated_address(page.bytes);
  if (address.empty()) return;
  const uint64_t key = hash64(key_of(address));
  if (const auto found = days_.find(key); day && found != days_.end()) page.side.published = found->second;
  if (const auto found = changes_.find(key); change && found != changes_.end()) page.side.modified = found->second;
}

}  // namespace dateline::ingest
