// The feed reader of feed.h, over expat. Example: <entry><title type="html">A &amp;lt;b>...: row out: FeedEntry{title "A
// <b>..."}. Names follow what aggregators agreed on: description and summary are one field, guid is a link unless it says
// otherwise. It reads no dates (time/ does) and keeps no enclosures.
#include "dateline/ingest/feed.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <optional>

#include "dateline/base/chars.h"
#include "dateline/ingest/feed_date.h"
#include "dateline/ingest/mail.h"
#include "dateline/ingest/safe_html.h"
#include "dateline/ingest/xml_text.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kMostItems = 100'000;
constexpr size_t kMostDepth = 1000;
constexpr size_t kShortSummary = 400;  ///< a summary at least this long is read like content

/// Namespaces by the prefix that they go by here; "" is the feed's own vocabulary.
struct Namespace {
  std::string_view uri, prefix;
};
constexpr std::array kNamespaces = {
    Namespace{"http://backend.userland.com/rss", ""},
    Namespace{"http://blogs.law.harvard.edu/tech/rss", ""},
    Namespace{"http://purl.org/rss/1.0/", ""},
    Namespace{"http://my.netscape.com/rdf/simple/0.9/", ""},
    Namespace{"http://purl.org/echo/", ""},
    Namespace{"http://purl.org/pie/", ""},
    Namespace{"http://purl.org/atom/ns#", ""},
    Namespace{"http://www.w3.org/2005/atom", ""},
    Namespace{"http://purl.org/rss/1.0/modules/rss091#", ""},
    Namespace{"http://purl.org/dc/elements/1.1/", "dc:"},
    Namespace{"http://purl.org/dc/elements/1.0/", "dc:"},
    Namespace{"http://purl.org/dc/terms/", "dcterms:"},
    Namespace{"http://purl.org/rss/1.0/modules/content/", "content:"},
    Namespace{"http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes:"},
    Namespace{"http://search.yahoo.com/mrss", "media:"},
    Namespace{"http://search.yahoo.com/mrss/", "media:"},
    Namespace{"http://www.w3.org/1999/xhtml", "xhtml:"},
    Namespace{"http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf:"},
};

enum class Field : uint8_t {
  none,
  title,
  media_title,
  summary,
  description,
  content,
  link,
  guid,
  id,
  published,
  updated,
  created,
  author,
  name,
  email,
  language
};

struct Name {
  std::string_view element;
  Field field;
  std::string_view type;  ///< default type; "" = plain words
};
constexpr std::array kNames = {
    Name{"title", Field::title, "text/plain"},
    Name{"dc:title", Field::title, "text/plain"},
    Name{"media:title", Field::media_title, "text/plain"},
    Name{"description", Field::description, "text/html"},
    Name{"dc:description", Field::description, "text/html"},
    Name{"abstract", Field::description, "text/html"},
    Name{"summary", Field::summary, "text/plain"},
    Name{"itunes:summary", Field::summary, "text/plain"},
    Name{"tagline", Field::description, "text/plain"},
    Name{"subtitle", Field::description, "text/plain"},
    Name{"itunes:subtitle", Field::description, "text/plain"},
    Name{"content", Field::content, "text/plain"},
    Name{"content:encoded", Field::content, "text/html"},
    Name{"fullitem", Field::content, "text/html"},
    Name{"body", Field::content, "application/xhtml+xml"},
    Name{"xhtml:body", Field::content, "application/xhtml+xml"},
    Name{"prodlink", Field::content, "text/html"},
    Name{"link", Field::link, ""},
    Name{"guid", Field::guid, ""},
    Name{"id", Field::id, ""},
    Name{"pubdate", Field::published, ""},
    Name{"published", Field::published, ""},
    Name{"issued", Field::published, ""},
    Name{"dcterms:issued", Field::published, ""},
    Name{"updated", Field::updated, ""},
    Name{"modified", Field::updated, ""},
    Name{"dc:date", Field::updated, ""},
    Name{"lastbuilddate", Field::updated, ""},
    Name{"dcterms:modified", Field::updated, ""},
    Name{"created", Field::created, ""},
    Name{"dcterms:created", Field::created, ""},
    Name{"author", Field::author, ""},
    Name{"dc:author", Field::author, ""},
    Name{"dc:creator", Field::author, ""},
    Name{"itunes:author", Field::author, ""},
    Name{"managingeditor", Field::author, ""},
    Name{"name", Field::name, ""},
    Name{"email", Field::email, ""},
    Name{"language", Field::language, ""},
    Name{"dc:language", Field::language, ""},
};

/// Elements with titles and links of their own, which are not the feed's.
constexpr std::array kAside = {"image"sv, "textinput"sv,    "source"sv,    "contributor"sv, "dc:contributor"sv,
                               "cloud"sv, "itunes:owner"sv, "webmaster"sv, "dc:publisher"sv};

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else
      out += c;
  }
  return out;
}

std::string escaped_attribute(std::string_view text) {
  std::string out;
  for (const char c : escaped(text)) c == '"' ? out += "&quot;" : out += c;
  return out;
}

bool is_markup_type(std::string_view type) { return type == "text/html" || type == "application/xhtml+xml"; }

class Parser {
 public:
  Parser(const FeedSource& source, Feed& feed) : source_(source), feed_(feed), parser_(XML_ParserCreateNS("UTF-8", ' ')) {
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(
        parser_,
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Parser*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char*) { static_cast<Parser*>(self)->end(); });
    XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* text, int length) {
      static_cast<Parser*>(self)->data({text, static_cast<size_t>(length)});
    });
    XML_SetStartDoctypeDeclHandler(parser_, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int has_subset) {
      if (has_subset != 0) static_cast<Parser*>(self)->refuse_dtd();
    });
    frames_.push_back({"", source.base, source.language, false});
  }
  ~Parser() { XML_ParserFree(parser_); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void parse(std::string_view xml) {
    constexpr size_t kBlock = 1U << 20U;
    for (size_t at = 0; !stopped_; at += kBlock) {
      const std::string_view block = xml.substr(std::min(at, xml.size()), kBlock);
      const bool last = at + kBlock >= xml.size();
      if (XML_Parse(parser_, block.data(), static_cast<int>(block.size()), last ? 1 : 0) == XML_STATUS_ERROR) {
        if (feed_.fault.empty() && !feed_.has_dtd && !feed_.cut)
          feed_.fault = std::string(XML_ErrorString(XML_GetErrorCode(parser_))) + " at line " +
                        std::to_string(XML_GetCurrentLineNumber(parser_));
        break;
      }
      if (last) break;
    }
    if (capture_.field != Field::none) finish();
    if (feed_.about.language.empty()) feed_.about.language = root_language_.empty() ? source_.language : root_language_;
  }

 private:
  struct Frame {
    std::string name, base, language;
    bool captures = false;  ///< this element's end ends the capture
  };
  struct Capture {
    Field field = Field::none;
    FeedText text;
    bool base64 = false, permalink = true, atom = false;
    size_t depth = 0;
  };
  using Attributes = std::vector<std::pair<std::string, std::string>>;

  void stop() {
    stopped_ = true;
    XML_StopParser(parser_, XML_FALSE);
  }
  void refuse_dtd() {
    feed_.has_dtd = true;
    stop();
  }

  [[nodiscard]] FeedEntry& context() { return in_item_ ? feed_.items.back() : feed_.about; }

  /// "uri local" to "prefix:local"; the root's own namespace is the feed's, whatever it is.
  std::string canonical(std::string_view name) {
    const size_t space = name.rfind(' ');
    if (space == std::string_view::npos) return lower_ascii(name);
    const std::string uri = lower_ascii(name.substr(0, space));
    std::string local = lower_ascii(name.substr(space + 1));
    if (frames_.size() == 1 && uri != "http://www.w3.org/1999/02/22-rdf-syntax-ns#") own_namespace_ = uri;
    if (uri == own_namespace_) return local;
    for (const Namespace& known : kNamespaces) {
      if (uri == known.uri || (known.uri == kNamespaces[0].uri && uri.substr(0, known.uri.size()) == known.uri))
        return std::string(known.prefix) + local;
    }
    return "other:" + local;
  }

  static std::string get(const Attributes& attributes, std::string_view name) {
    for (const auto& [key, value] : attributes) {
      if (key == name) return value;
    }
    return {};
  }

  void start(std::string_view name, const XML_Char** raw) {
    if (stopped_) return;
    if (frames_.size() > kMostDepth) {
      feed_.fault = "limit:depth " + std::to_string(kMostDepth);
      stop();
      return;
    }
    Attributes attributes;
    for (; *raw != nullptr; raw += 2) attributes.emplace_back(raw[0], raw[1]);
    Frame frame{canonical(name), frames_.back().base, frames_.back().language, false};
    const std::string base = get(attributes, "http://www.w3.org/XML/1998/namespace base");
    if (!base.empty()) {
      const std::string resolved = resolve_url(frame.base, base);
      if (!resolved.empty()) frame.base = resolved;
    }
    for (const auto& [key, value] : attributes) {
      if (key != "http://www.w3.org/XML/1998/namespace lang") continue;
      frame.language = value;
      std::replace(frame.language.begin(), frame.language.end(), '_', '-');
    }
    if (frames_.size() <= 2 && root_language_.empty() && (frame.name == "feed" || frame.name == "rss" || frame.name == "channel"))
      root_language_ = frame.language == source_.language ? "" : frame.language;
    frames_.push_back(std::move(frame));
    element(name, attributes);
  }

  void element(std::string_view full_name, const Attributes& attributes) {
    const std::string& name = frames_.back().name;
    if (capture_.field == Field::author && (name == "name" || name == "email")) {
      begin(name == "name" ? Field::name : Field::email, "", attributes);
      return;
    }
    if (capture_.field != Field::none) {
      inline_start(full_name, attributes);
      return;
    }
    if (aside_ > 0 || std::find(kAside.begin(), kAside.end(), name) != kAside.end()) {
      ++aside_;
      return;
    }
    if (name == "item" || name == "entry") {
      start_item(attributes);
      return;
    }
    if (name == "feed" && frames_.size() == 2) atom_ = true;
    if (name == "channel") cdf_common(attributes);
    for (const Name& known : kNames) {
      if (known.element == name) {
        field(known, attributes);
        return;
      }
    }
  }

  void start_item(const Attributes& attributes) {
    if (feed_.items.size() >= kMostItems) {
      feed_.cut = true;
      stop();
      return;
    }
    feed_.items.emplace_back();
    in_item_ = true;
    feed_.items.back().id = get(attributes, "http://www.w3.org/1999/02/22-rdf-syntax-ns# about");
    cdf_common(attributes);
  }

  /// CDF writes link and date as attributes.
  void cdf_common(const Attributes& attributes) {
    for (const auto& [key, value] : attributes) {
      const std::string lower = lower_ascii(key);
      if (lower == "href") context().link = resolve_url(frames_.back().base, value);
      if (lower == "lastmod") context().updated = value;
    }
  }

  void field(const Name& known, const Attributes& attributes) {
    if (known.field == Field::name || known.field == Field::email) return;
    if (known.field == Field::link && !get(attributes, "href").empty()) {
      const std::string rel = get(attributes, "rel"), type = get(attributes, "type");
      const bool page = type.empty() || is_markup_type(type) || type == "text/plain";
      if ((rel.empty() || rel == "alternate") && page) context().link = resolve_url(frames_.back().base, get(attributes, "href"));
      return;
    }
    begin(known.field, known.type, attributes);
  }

  void begin(Field field, std::string_view type, const Attributes& attributes) {
    if (field == Field::name || field == Field::email) outer_ = capture_.text.value;
    capture_ = {};
    capture_.field = field;
    capture_.depth = frames_.size();
    capture_.atom = atom_;
    capture_.text.base = frames_.back().base;
    capture_.text.language = frames_.back().language;
    capture_.permalink = get(attributes, "isPermaLink").empty() || lower_ascii(get(attributes, "isPermaLink")) == "true";
    std::string given = lower_ascii(get(attributes, "type"));
    if (given == "text") given = "text/plain";
    if (given == "html") given = "text/html";
    if (given == "xhtml") given = "application/xhtml+xml";
    capture_.text.type = given.empty() || type.empty() ? std::string(type) : given;
    const bool text_type = given.empty() || given.substr(0, 5) == "text/" || given.find("xml") != std::string::npos;
    capture_.base64 =
        !type.empty() && (get(attributes, "mode") == "base64" || (atom_ && !text_type && get(attributes, "mode").empty()));
    frames_.back().captures = true;
  }

  /// An element inside a text: markup that was not escaped.
  void inline_start(std::string_view full_name, const Attributes& attributes) {
    if (capture_.text.type.empty()) return;
    const std::string_view local = full_name.substr(full_name.rfind(' ') + 1);
    if (capture_.text.type.find("xml") == std::string::npos) {
      if (local == "div") return;
      capture_.text.type = "application/xhtml+xml";
    }
    std::string& out = capture_.text.value;
    out.append("<").append(local);
    for (const auto& [key, value] : attributes) {
      if (key.find(' ') == std::string::npos)
        out.append(" ").append(key).append("=\"").append(escaped_attribute(value)).append("\"");
    }
    out += ">";
  }

  void data(std::string_view text) {
    if (capture_.field == Field::none || stopped_) return;
    if (capture_.text.type == "application/xhtml+xml")
      capture_.text.value += escaped(text);
    else
      capture_.text.value += text;
  }

  void end() {
    if (stopped_) return;
    const Frame frame = std::move(frames_.back());
    frames_.pop_back();
    if (frame.captures) {
      finish();
      return;
    }
    if (capture_.field != Field::none) {
      if (capture_.text.type.find("xml") == std::string::npos) return;
      const std::string_view local =
          std::string_view(frame.name).substr(frame.name.find(':') == std::string::npos ? 0 : frame.name.find(':') + 1);
      std::string& out = capture_.text.value;
      if (!out.empty() && out.back() == '>' && is_empty_element(out, local))
        out.insert(out.size() - 1, " /");
      else
        out.append("</").append(local).append(">");
      return;
    }
    if (aside_ > 0) {
      --aside_;
      return;
    }
    if (frame.name == "item" || frame.name == "entry") in_item_ = false;
  }

  /// The text ends with the start tag of a void element.
  static bool is_empty_element(std::string_view out, std::string_view local) {
    static constexpr std::array kVoid = {"br"sv, "img"sv, "hr"sv, "input"sv, "area"sv, "col"sv, "wbr"sv, "source"sv};
    if (std::find(kVoid.begin(), kVoid.end(), lower_ascii(local)) == kVoid.end()) return false;
    const size_t open = out.rfind('<');
    return open != std::string_view::npos && out.substr(open + 1, local.size()) == local;
  }

  /// Atom 1.0 wraps inline XHTML in one div that is not part of it.
  static std::string_view without_div(std::string_view text) {
    if (text.substr(0, 4) != "<div"sv || text.size() < 11 || text.substr(text.size() - 6) != "</div>"sv) return text;
    int depth = 0;
    for (size_t at = 0; (at = text.find('<', at)) != std::string_view::npos; ++at) {
      if (text.substr(at, 4) == "<div"sv) ++depth;
      if (text.substr(at, 6) == "</div>"sv && --depth == 0 && at + 6 != text.size()) return text;
    }
    const size_t open = text.find('>');
    return text.substr(open + 1, text.size() - 6 - open - 1);
  }

  void finish() {
    Capture done = std::move(capture_);
    capture_ = {};
    FeedText& text = done.text;
    text.value = std::string(trim(text.value));
    if (done.base64) {
      text.value = base64_bytes(text.value);
      if (!is_valid_utf8(text.value)) text.value.clear();
    }
    if (done.field == Field::name || done.field == Field::email) {
      (done.field == Field::name ? person_name_ : person_email_) = text.value;
      capture_.field = Field::author;
      capture_.text.value = outer_;
      return;
    }
    if (own_namespace_ == "http://www.w3.org/2005/atom" && text.type == "application/xhtml+xml")
      text.value = std::string(trim(without_div(text.value)));
    if (!done.atom && text.type == "text/plain" && looks_like_html(text.value)) text.type = "text/html";
    if (is_markup_type(text.type)) text.value = safe_html(text.value, text.base);
    store(done);
  }

  void store(Capture& done) {
    FeedEntry& entry = context();
    std::string& value = done.text.value;
    const auto set = [&](std::string& field) { field = std::move(value); };
    switch (done.field) {
      case Field::title:
        if (entry.title.empty() || media_title_) set(entry.title);
        media_title_ = false;
        break;
      case Field::media_title:
        if (!entry.title.empty()) break;
        set(entry.title);
        media_title_ = true;
        break;
      case Field::summary:
      case Field::description:
        if (in_item_ && !entry.summary.empty() && entry.contents.empty())
          entry.contents.push_back(std::move(done.text));
        else
          set(entry.summary);
        break;
      case Field::content:
        if (entry.summary.empty() && (is_markup_type(done.text.type) || done.text.type == "text/plain")) entry.summary = value;
        entry.contents.push_back(std::move(done.text));
        break;
      case Field::link:
        if (!value.empty()) entry.link = resolve_url(done.text.base, value);
        break;
      case Field::guid:
        entry.id = done.permalink ? resolve_url(done.text.base, value) : value;
        if (entry.id.empty()) entry.id = value;
        if (done.permalink && entry.link.empty()) entry.link = entry.id;
        break;
      case Field::id:
        entry.id = resolve_url(done.text.base, value);
        if (entry.id.empty()) set(entry.id);
        break;
      case Field::published:
        set(entry.published);
        break;
      case Field::updated:
        set(entry.updated);
        break;
      case Field::created:
        set(entry.created);
        break;
      case Field::author:
        store_author(entry, value);
        break;
      case Field::language:
        set(entry.language);
        break;
      default:
        break;
    }
  }

  void store_author(FeedEntry& entry, std::string& value) {
    if (!person_name_.empty() || !person_email_.empty()) {
      value = person_name_;
      if (!person_email_.empty()) value = value.empty() ? person_email_ : value + " (" + person_email_ + ")";
    }
    person_name_.clear();
    person_email_.clear();
    if (!value.empty()) entry.author = std::move(value);
  }

  const FeedSource& source_;
  Feed& feed_;
  XML_Parser parser_;
  std::vector<Frame> frames_;
  Capture capture_;
  std::string own_namespace_, root_language_, person_name_, person_email_, outer_;
  size_t aside_ = 0;
  bool in_item_ = false, atom_ = false, media_title_ = false, stopped_ = false;
};

/// Lower-case local name of the first element; "" if there is none near.
std::string root_name(std::string_view bytes) {
  std::string_view text = bytes.substr(0, 65536);
  std::string narrow;
  if (text.size() > 4 &&
      (text.substr(0, 2) == "\xFF\xFE"sv || text.substr(0, 2) == "\xFE\xFF"sv || text[0] == '\0' || text[1] == '\0')) {
    for (const char c : text) {
      if (c != '\0' && static_cast<unsigned char>(c) < 0xFE) narrow += c;
    }
    text = narrow;
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF"sv) text.remove_prefix(3);
  size_t at = 0;
  while (at < text.size()) {
    while (at < text.size() && is_space(text[at])) ++at;
    if (text.substr(at, 1) != "<"sv) return {};
    const bool comment = text.substr(at, 4) == "<!--"sv;
    if (!comment && text.substr(at, 2) != "<?"sv && text.substr(at, 2) != "<!"sv) break;
    size_t end = text.find(comment ? "-->"sv : ">"sv, at);
    const size_t subset = text.find('[', at);
    if (!comment && text.substr(at, 2) == "<!"sv && subset < end) end = text.find("]>", at);
    if (end == std::string_view::npos) return {};
    at = end + (comment ? 3 : text[end] == ']' ? 2 : 1);
  }
  if (at >= text.size()) return {};
  const std::string_view name = text.substr(at + 1, text.substr(at + 1, 64).find_first_of(" \t\r\n/>"));
  const size_t colon = name.find(':');
  return lower_ascii(colon == std::string_view::npos ? name : name.substr(colon + 1));
}

/// A date that is none is not handed on; a weekday that does not fit is told.
void check_date(RawPage& page) {
  if (page.side.published.empty()) return;
  const std::optional<FeedDate> date = parse_feed_date(page.side.published);
  if (!date) {
    page.notes.push_back({NoteCode::bad_line, "feed date \"" + page.side.published.substr(0, 64) + "\" is no date", page.place});
    page.side.published.clear();
  } else if (date->wrong_weekday) {
    page.notes.push_back(
        {NoteCode::bad_line, "feed date \"" + page.side.published + "\": the weekday is not that day's", page.place});
  }
}

}  // namespace

bool is_feed_start(std::string_view bytes) {
  const std::string root = root_name(bytes);
  return root == "rss" || root == "feed" || root == "rdf" || root == "channel";
}

bool is_html_start(std::string_view bytes) { return root_name(bytes) == "html"; }

bool is_sitemap_start(std::string_view bytes) {
  const std::string root = root_name(bytes);
  return root == "urlset" || root == "sitemapindex";
}

Feed parse_feed(std::string_view bytes, const FeedSource& source) {
  Feed feed;
  const XmlText xml = mended_xml(bytes, source.charset);
  feed.fault = xml.fault;
  Parser(source, feed).parse(xml.utf8);
  return feed;
}

bool read_feed(std::string_view bytes, const std::string& path, const FeedSource& source, const Sink& sink) {
  const auto refuse = [&](NoteCode code, std::string detail) { sink.refused({path, 0, {code, std::move(detail), 0}}); };
  const Feed feed = parse_feed(bytes, source);
  if (feed.has_dtd) {
    refuse(NoteCode::xml_dtd, "xml:dtd: a feed with a document type of its own is not read");
    return true;
  }
  if (!feed.fault.empty())
    refuse(NoteCode::archive_damaged,
           "feed: " + feed.fault + "; " + std::to_string(feed.items.size()) + " items before it are read");
  if (feed.cut) refuse(NoteCode::too_large, "limit:feed_items " + std::to_string(kMostItems));
  uint64_t number = 0, short_ones = 0;
  const auto pass = [&](const FeedEntry& item) {
    ++short_ones;
    if (sink.dated && !item.link.empty() && parse_feed_date(item.published)) sink.dated(item.link, item.published);
  };
  for (const FeedEntry& item : feed.items) {
    ++number;
    const FeedText* best = nullptr;
    for (const FeedText& text : item.contents) {
      if (best == nullptr || text.value.size() > best->value.size()) best = &text;
    }
    const bool long_summary = item.summary.size() >= kShortSummary;
    if ((best == nullptr || best->value.size() < item.summary.size()) && !long_summary) {
      pass(item);
      continue;
    }
    RawPage page;
    const bool from_content = best != nullptr && best->value.size() >= item.summary.size();
    page.bytes = from_content ? best->value : item.summary;
    if (trim(page.bytes).empty()) {
      pass(item);
      continue;
    }
    std::string kind;
    page.media = from_content && is_markup_type(best->type) ? MediaType::html : sniff(page.bytes, "", kind);
    page.path = path;
    page.container = "feed";
    page.place = number;
    page.url = item.link;
    page.charset = "utf-8";
    page.side = {
        item.title,
        item.published.empty() ? item.updated : item.published,
        item.author,
        feed.about.title,
        item.language.empty() ? (from_content && !best->language.empty() ? best->language : feed.about.language) : item.language,
        item.updated};
    check_date(page);
    if (!sink.page(std::move(page))) return false;
  }
  if (short_ones > 0)
    refuse(NoteCode::no_content,
           std::to_string(short_ones) + " of " + std::to_string(number) + " feed items hold no more than a summary");
  if (number == 0 && feed.fault.empty()) refuse(NoteCode::empty, "feed without items");
  return true;
}

}  // namespace dateline::ingest
