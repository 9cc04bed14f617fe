#include "dateline/page/metadata.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <functional>

#include "dateline/base/chars.h"
#include "dateline/page/clues.h"
#include "dateline/page/html/html.h"
#include "dateline/page/shape.h"

namespace dateline::page {
namespace {

using html::kNoNode;
using html::Name;
using html::NodeId;
using sv = std::string_view;
namespace dom = simdjson::dom;

constexpr int kMaxDepth = 12;

template <size_t N>
bool one_of(const std::array<sv, N>& list, sv word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}
bool ends_with(sv text, sv end) { return text.size() >= end.size() && text.substr(text.size() - end.size()) == end; }

// Text of a JSON string that may hold markup or character references.
std::string plain(sv text) {
  if (text.find('&') == sv::npos && text.find('<') == sv::npos) return squeeze(text);
  html::Scratch scratch;
  std::string once = squeeze(html::parse(text.substr(0, 200000), {}, scratch).text_of(0));
  if (once.find("&#") != std::string::npos || once.find("&amp;") != std::string::npos ||
      once.find("&quot;") != std::string::npos) {
    once = squeeze(html::parse(once, {}, scratch).text_of(0));
  }
  return once;
}

void put_first(std::string& to, std::string value) {
  if (to.empty()) to = std::move(value);
}

void put_author(std::vector<std::string>& authors, sv name) {
  std::string clean = plain(name);
  if (authors.size() >= 40 || clean.size() < 2 || clean.size() > 120 || clean.find("://") != std::string::npos) return;
  if (std::find(authors.begin(), authors.end(), clean) == authors.end()) authors.push_back(std::move(clean));
}

void put_date(std::vector<DateClue>& dates, sv text, ClueKind kind, Span raw) {
  if (auto clue = clue_from(trim(text), kind, raw)) {
    const bool known =
        std::any_of(dates.begin(), dates.end(), [&](const DateClue& d) { return d.kind == kind && d.text == clue->text; });
    if (!known && dates.size() < 40) dates.push_back(std::move(*clue));
  }
}

// ---- JSON-LD ----

class JsonLd {
 public:
  JsonLd(Metadata& out, Span raw) : out_(out), raw_(raw) {}

  void read(sv json) {
    dom::parser parser;
    dom::element root;
    if (parser.parse(json.data(), json.size()).get(root) == simdjson::SUCCESS) {
      walk(root, 0);
      return;
    }
    const std::string mended = mend(json);
    if (parser.parse(mended).get(root) == simdjson::SUCCESS) {
      walk(root, 0);
    } else {
      scan(json);
    }
  }

 private:
  static bool is_article_type(sv type) {
    return ends_with(type, "Article") || ends_with(type, "Posting") || type == "Report" || type == "NewsStory" ||
           type == "Article";
  }
  static bool has_article_type(const dom::object& object) {
    dom::element type;
    if (object["@type"].get(type) != simdjson::SUCCESS) return false;
    sv name;
    if (type.get(name) == simdjson::SUCCESS) return is_article_type(name);
    dom::array list;
    if (type.get(list) != simdjson::SUCCESS) return false;
    for (const dom::element item : list) {
      if (item.get(name) == simdjson::SUCCESS && is_article_type(name)) return true;
    }
    return false;
  }

  void walk(const dom::element& at, int depth) {
    if (depth > kMaxDepth) return;
    dom::array list;
    if (at.get(list) == simdjson::SUCCESS) {
      for (const dom::element item : list) walk(item, depth + 1);
      return;
    }
    dom::object object;
    if (at.get(object) != simdjson::SUCCESS) return;
    types(object);
    if (has_article_type(object)) {
      article(object);
      return;
    }
    publisher(object);
    for (const sv key : {"@graph", "mainEntity", "mainEntityOfPage", "itemListElement"}) {
      dom::element inner;
      if (key != "itemListElement" && object[key].get(inner) == simdjson::SUCCESS) walk(inner, depth + 1);
    }
    // pages that date themselves as WebPage
    sv text;
    if (object["datePublished"].get(text) == simdjson::SUCCESS) put_date(out_.dates, text, ClueKind::meta_published, raw_);
    if (object["dateModified"].get(text) == simdjson::SUCCESS) put_date(out_.dates, text, ClueKind::modified, raw_);
  }

  // What the types of the page's things say of the page itself.
  void types(const dom::object& object) {
    dom::element type;
    if (object["@type"].get(type) != simdjson::SUCCESS) return;
    const auto one = [&](sv name) {
      if (is_article_type(name)) put_first(out_.json_type, std::string(name));
      out_.live = out_.live || name == "LiveBlogPosting";
      out_.listing = out_.listing || name == "CollectionPage" || name == "SearchResultsPage";
    };
    sv name;
    dom::array list;
    if (type.get(name) == simdjson::SUCCESS) {
      one(name);
    } else if (type.get(list) == simdjson::SUCCESS) {
      for (const dom::element item : list) {
        if (item.get(name) == simdjson::SUCCESS) one(name);
      }
    }
    dom::element free;
    if (object["isAccessibleForFree"].get(free) != simdjson::SUCCESS) return;
    bool truth = true;
    sv word;
    if (free.get(truth) == simdjson::SUCCESS)
      out_.paid = out_.paid || !truth;
    else if (free.get(word) == simdjson::SUCCESS)
      out_.paid = out_.paid || lower_ascii(word) == "false";
  }

  // Only the first article of a page is read for titles; a page lists others as parts or links.
  void article(const dom::object& object) {
    sv text;
    if (!out_.json_headline.empty()) return;
    if (object["headline"].get(text) == simdjson::SUCCESS || object["name"].get(text) == simdjson::SUCCESS)
      out_.json_headline = plain(text);
    if (object["datePublished"].get(text) == simdjson::SUCCESS)
      put_date(out_.dates, text, ClueKind::jsonld_published, raw_);
    else if (object["dateCreated"].get(text) == simdjson::SUCCESS)
      put_date(out_.dates, text, ClueKind::jsonld_published, raw_);
    if (object["dateModified"].get(text) == simdjson::SUCCESS) put_date(out_.dates, text, ClueKind::modified, raw_);
    if (object["articleBody"].get(text) == simdjson::SUCCESS) put_first(out_.article_body, plain(text));
    if (object["description"].get(text) == simdjson::SUCCESS) put_first(out_.description, plain(text));
    if (object["inLanguage"].get(text) == simdjson::SUCCESS) put_first(out_.language, std::string(text));
    dom::element inner;
    if (object["articleSection"].get(inner) == simdjson::SUCCESS) section(inner);
    if (object["author"].get(inner) == simdjson::SUCCESS) names(inner, out_.authors, 0);
    if (out_.authors.empty() && object["creator"].get(inner) == simdjson::SUCCESS) names(inner, out_.authors, 0);
    publisher(object);
  }
  void section(const dom::element& at) {
    sv text;
    dom::array list;
    if (at.get(text) == simdjson::SUCCESS) {
      put_first(out_.section, plain(text));
    } else if (at.get(list) == simdjson::SUCCESS) {
      for (const dom::element item : list) {
        if (item.get(text) == simdjson::SUCCESS) put_first(out_.section, plain(text));
      }
    }
  }
  void names(const dom::element& at, std::vector<std::string>& to, int depth) {
    sv text;
    dom::array list;
    dom::object object;
    if (at.get(text) == simdjson::SUCCESS) {
      put_author(to, text);
    } else if (at.get(list) == simdjson::SUCCESS && depth < 3) {
      for (const dom::element item : list) names(item, to, depth + 1);
    } else if (at.get(object) == simdjson::SUCCESS && depth < 3) {
      dom::element name;
      if (object["name"].get(name) == simdjson::SUCCESS) names(name, to, depth + 1);
    }
  }
  void publisher(const dom::object& object) {
    dom::element inner;
    std::vector<std::string> found;
    if (object["publisher"].get(inner) == simdjson::SUCCESS) names(inner, found, 0);
    if (!found.empty()) put_first(out_.site, found.front());
  }

  // The faults seen most: raw line ends and tabs in strings, comment marks around the whole, commas before a bracket.
  static std::string mend(sv json) {
    std::string out;
    out.reserve(json.size());
    bool in_string = false;
    const size_t first = json.find_first_of("{[");
    const size_t last = json.find_last_of("}]");
    if (first == sv::npos || last == sv::npos || last < first) return {};
    for (size_t i = first; i <= last; ++i) {
      const char c = json[i];
      if (in_string) {
        if (c == '\\' && i + 1 <= last) {
          const char next = json[i + 1];
          if (sv("\"\\/bfnrtu").find(next) == sv::npos) {
            out += next == '\'' ? "'" : "\\\\";
            i += next == '\'' ? 1 : 0;
          } else {
            out += c;
            out += next;
            ++i;
          }
          continue;
        }
        if (static_cast<unsigned char>(c) < 0x20) {
          out += ' ';
          continue;
        }
        if (c == '"') in_string = false;
        out += c;
        continue;
      }
      if (c == '"') in_string = true;
      if (c == '}' || c == ']') {
        size_t end = out.size();
        while (end > 0 && is_space(out[end - 1])) --end;
        if (end > 0 && out[end - 1] == ',') out.erase(end - 1, 1);
      }
      if (c != ';') out += c;
    }
    return out;
  }

  // Last resort: the values behind the keys that matter, wherever they stand.
  void scan(sv json) {
    const auto value = [&](sv key) -> std::string {
      const size_t at = json.find(key);
      if (at == sv::npos) return {};
      size_t p = at + key.size();
      while (p < json.size() && (is_space(json[p]) || json[p] == ':')) ++p;
      if (p >= json.size() || json[p] != '"') return {};
      std::string text;
      for (++p; p < json.size() && json[p] != '"' && text.size() < 2000; ++p) {
        if (json[p] == '\\' && p + 1 < json.size()) ++p;
        text += json[p];
      }
      return text;
    };
    if (out_.json_headline.empty()) out_.json_headline = plain(value("\"headline\""));
    put_date(out_.dates, value("\"datePublished\""), ClueKind::jsonld_published, raw_);
    put_date(out_.dates, value("\"dateModified\""), ClueKind::modified, raw_);
    if (const size_t at = json.find("\"author\""); at != sv::npos && out_.authors.empty()) {
      const sv rest = json.substr(at, 300);
      const size_t name = rest.find("\"name\"");
      if (name != sv::npos) {
        const size_t open = rest.find('"', name + 7);
        const size_t close = open == sv::npos ? sv::npos : rest.find('"', open + 1);
        if (close != sv::npos) put_author(out_.authors, rest.substr(open + 1, close - open - 1));
      }
    }
  }

  Metadata& out_;
  Span raw_;
};

// ---- meta elements ----

constexpr std::array<sv, 36> kPublished = {"article:published_time",
                                           "article:published",
                                           "og:published_time",
                                           "og:article:published_time",
                                           "published_time",
                                           "parsely-pub-date",
                                           "sailthru.date",
                                           "dc.date",
                                           "dc.date.issued",
                                           "dcterms.created",
                                           "dcterms.date",
                                           "dc.date.created",
                                           "dcterms.issued",
                                           "date",
                                           "pubdate",
                                           "publishdate",
                                           "publish-date",
                                           "publish_date",
                                           "cxenseparse:recs:publishtime",
                                           "article.published",
                                           "datepublished",
                                           "date_published",
                                           "bt:pubdate",
                                           "rbpubdate",
                                           "ptime",
                                           "published-date",
                                           "publication_date",
                                           "publicationdate",
                                           "date.created",
                                           "article_date_original",
                                           "originalpublicationdate",
                                           "release_date",
                                           "og:pubdate",
                                           "article:created",
                                           "citation_publication_date",
                                           "displaydate"};
constexpr std::array<sv, 12> kModified = {
    "article:modified_time", "og:updated_time", "datemodified",     "last-modified",   "lastmod",       "dcterms.modified",
    "dc.date.modified",      "revised",         "article:modified", "article.updated", "modified_time", "date_modified"};
constexpr std::array<sv, 9> kAuthors = {"author",          "parsely-author",      "byl",
                                        "dc.creator",      "sailthru.author",     "article:author",
                                        "dcterms.creator", "article:author_name", "cxenseparse:author"};

// A key that nobody listed, by its words: "bepress_citation_date", "article:publicationDate", "lastUpdated".
std::optional<ClueKind> date_key(sv key) {
  const auto has = [&](sv word) { return key.find(word) != sv::npos; };
  if (!has("date") && !has("time") && !has("publish") && !has("created")) return std::nullopt;
  for (const sv other :
       {"expir", "event", "start", "end_", "enddate", "valid", "format", "timezone", "birth", "update_rate", "zone"}) {
    if (has(other)) return std::nullopt;
  }
  if (has("modif") || has("updat") || has("revis") || has("chang")) return ClueKind::modified;
  if (has("publi") || has("creat") || has("issue") || has("release") || has("posted") || ends_with(key, "date"))
    return ClueKind::other;
  return std::nullopt;
}

class Head {
 public:
  Head(const html::Tree& tree, Metadata& out) : tree_(tree), out_(out) {}

  void read() {
    // a searcher that skips: find() stops at every "d" of the page
    const auto says = [&](sv word) {
      const sv all = tree_.source();
      return std::search(all.begin(), all.end(), std::boyer_moore_horspool_searcher(word.begin(), word.end())) != all.end();
    };
    marked_ = says("datePublished") || says("dateCreated");
    for (NodeId id = 0;;) {
      id = tree_.next_in_order(id);
      if (id == kNoNode) break;
      if (!tree_.is_element(id)) continue;
      switch (tree_[id].name) {
        case Name::meta:
          meta(id);
          break;
        case Name::link:
          link(id);
          break;
        case Name::script:
          script(id);
          break;
        case Name::title:
          if (tree_[id].space == html::Space::html) put_first(out_.title, squeeze(tree_.text_of(id)));
          break;
        case Name::html:
          if (const auto lang = tree_.attribute(id, Name::lang)) put_first(html_language_, std::string(trim(*lang)));
          break;
        default:
          if (marked_) marked(id);
          break;
      }
    }
    if (!html_language_.empty()) out_.language = html_language_;
    put_first(out_.url, og_url_);
    put_first(out_.site, application_);
    for (const std::string& name : meta_authors_) {
      if (out_.authors.empty() || !json_authors_) put_author(out_.authors, name);
    }
  }

 private:
  void meta(NodeId id) {
    const html::Attribute* content = tree_.find_attribute(id, Name::content);
    if (content == nullptr) return;
    const sv value = trim(tree_.value(*content));
    if (value.empty()) return;
    for (const Name attribute : {Name::property, Name::name, Name::itemprop, Name::http_equiv}) {
      if (const auto key = tree_.attribute(id, attribute)) pair(lower_ascii(trim(*key)), value, content->source);
    }
  }
  void pair(const std::string& key, sv value, Span raw) {
    if (key == "og:title")
      put_first(out_.og_title, plain(value));
    else if (key == "twitter:title")
      put_first(out_.twitter_title, plain(value));
    else if (key == "title" || key == "dc.title" || key == "parsely-title" || key == "headline" || key == "sailthru.title" ||
             key == "dcterms.title")
      put_first(out_.meta_title, plain(value));
    else if (key == "og:description" || key == "description" || key == "twitter:description")
      put_first(out_.description, plain(value));
    else if (key == "og:site_name")
      out_.site = squeeze(value);
    else if (key == "application-name" || key == "publisher" || key == "dc.publisher" || key == "apple-mobile-web-app-title")
      put_first(application_, squeeze(value));
    else if (key == "article:section" || key == "parsely-section" || key == "section" || key == "dc.subject")
      put_first(out_.section, plain(value));
    else if (key == "og:type")
      put_first(out_.og_type, lower_ascii(value));
    else if (key == "og:url")
      put_first(og_url_, std::string(value));
    else if (one_of(kPublished, key))
      put_date(out_.dates, value, ClueKind::meta_published, raw);
    else if (one_of(kModified, key))
      put_date(out_.dates, value, ClueKind::modified, raw);
    else if (const auto kind = date_key(key); kind && value.size() < 60)
      put_date(out_.dates, value, *kind, raw);
    else if (one_of(kAuthors, key) && value.find("://") == sv::npos) {
      if (meta_authors_.size() < 40) meta_authors_.emplace_back(value);
    }
  }
  // Microdata and RDFa on elements of the body: <span property="schema:dateCreated" content="2020-04-21T14:40:07+00:00">.
  void marked(NodeId id) {
    for (const Name attribute : {Name::itemprop, Name::property}) {
      const auto key = tree_.attribute(id, attribute);
      if (!key || key->size() > 60) continue;
      const sv name = key->substr(key->find_last_of(":/") + 1);
      const bool date = name == "datePublished" || name == "dateCreated" || name == "dateModified";
      if (!date || ++marks_ > 20) continue;
      const html::Attribute* value = tree_.find_attribute(id, Name::content);
      if (value == nullptr) value = tree_.find_attribute(id, Name::datetime);
      if (value == nullptr || tree_[id].name == Name::time) continue;
      put_date(out_.dates, tree_.value(*value), name == "dateModified" ? ClueKind::modified : ClueKind::meta_published,
               value->source);
    }
  }
  void link(NodeId id) {
    const auto rel = tree_.attribute(id, Name::rel);
    if (!rel || lower_ascii(trim(*rel)) != "canonical") return;
    if (const auto href = tree_.attribute(id, Name::href); href && href->find("://") != sv::npos)
      put_first(out_.url, std::string(trim(*href)));
  }
  void script(NodeId id) {
    const auto type = tree_.attribute(id, Name::type);
    if (!type || lower_ascii(*type).find("ld+json") == std::string::npos) return;
    const std::string json = tree_.text_of(id);
    JsonLd(out_, tree_[id].source).read(json);
    json_authors_ = !out_.authors.empty();
  }

  const html::Tree& tree_;
  Metadata& out_;
  std::string og_url_, application_, html_language_;
  std::vector<std::string> meta_authors_;
  bool json_authors_ = false, marked_ = false;
  int marks_ = 0;
};

// "harbourpost" of "https://www.harbour-post.example.org/a"
std::string host_key(sv url) {
  const size_t scheme = url.find("://");
  sv host = scheme == sv::npos ? url : url.substr(scheme + 3);
  host = host.substr(0, host.find_first_of("/?#:"));
  std::string out;
  for (const char c : host) {
    if (is_alnum(c)) out += to_lower(c);
  }
  return out;
}
std::string letters_key(sv text) {
  std::string out;
  for (const char c : fold(text)) {
    if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

}  // namespace

Metadata metadata_of(const html::Tree& tree) {
  Metadata out;
  Head(tree, out).read();
  return out;
}

std::string without_site(sv title, sv site, sv url) {
  std::string text = squeeze(title);
  const std::string site_key = letters_key(site), host = host_key(url);
  const auto is_site = [&](sv piece) {
    std::string key = letters_key(piece);
    if (key.size() < 2) return false;
    if (!site_key.empty() && (key == site_key || (site_key.size() >= 4 && key.find(site_key) != std::string::npos &&
                                                  key.size() < site_key.size() + 14)))
      return true;
    if (site_key.size() > key.size() && key.size() >= 3 && site_key.find(key) != std::string::npos) return true;
    if (key.size() >= 3 && host.find(key) != std::string::npos) return true;
    if (key.substr(0, 3) == "the") key.erase(0, 3);
    return key.size() >= 3 && host.find(key) != std::string::npos;
  };
  for (int round = 0; round < 3; ++round) {
    bool cut = false;
    for (const sv sign : {" | ", " - ", " – ", " — ", " · ", " » ", " « ", " :: ", " • ", " / ", ": "}) {
      const size_t at = text.rfind(sign);
      if (at != std::string::npos && sign != ": ") {
        const sv tail = trim(sv(text).substr(at + sign.size()));
        const Shape shape = shape_of(tail);
        if (is_site(tail) || (sign == " | " && shape.words <= 3 && shape.capitals == shape.words && at > text.size() / 2)) {
          text = std::string(trim(sv(text).substr(0, at)));
          cut = true;
          break;
        }
      }
      const size_t first = text.find(sign);
      if (first != std::string::npos && first * 2 < text.size() && is_site(sv(text).substr(0, first))) {
        text = std::string(trim(sv(text).substr(first + sign.size())));
        cut = true;
        break;
      }
    }
    if (!cut) break;
  }
  return text;
}

}  // namespace dateline::page
