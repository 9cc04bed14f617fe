// Developer's tool: reads page files and prints what page::read makes of each, one JSON object a line.
//
// `page_dump a.html b.txt` prints {"id":"a","headline":...,"text":...,"paragraphs":[{"kind","keep","text","why"}],...}.
// With --time it prints nothing but pages, bytes and seconds of processor time of page::read.
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "dateline/base/json.h"
#include "dateline/page/page.h"

namespace {

using namespace dateline;

RawPage load(const std::string& path) {
  RawPage page;
  std::ifstream in(path, std::ios::binary);
  page.bytes.assign(std::istreambuf_iterator<char>(in), {});
  page.path = path;
  const std::string_view ending = std::string_view(path).substr(path.find_last_of('.') + 1);
  if (ending == "html" || ending == "htm") page.media = MediaType::html;
  return page;
}

std::string stem(const std::string& path) {
  const size_t slash = path.find_last_of('/');
  const std::string name = slash == std::string::npos ? path : path.substr(slash + 1);
  return name.substr(0, name.find_last_of('.'));
}

// Prose of the article without headline, captions, credits and bylines.
bool is_text(Role role) {
  return role == Role::standfirst || role == Role::body || role == Role::subheading || role == Role::list_item ||
         role == Role::quotation || role == Role::table;
}

void put(const RawPage& page, const Article& article) {
  JsonWriter w;
  std::string text;
  for (const Block& b : article.blocks) {
    if (is_text(b.role)) text += std::string(slice(article.text, b.at)) + "\n";
  }
  w.begin_object().field("id", stem(page.path)).field("title", article.headline.text).field("text", text);
  w.key("headline");
  w.begin_object().field("text", article.headline.text).field("basis", name_of(article.headline.basis)).end_object();
  w.key("paragraphs").begin_array();
  for (const Block& b : article.blocks) {
    w.begin_object().field("kind", name_of(b.role)).field("keep", kept(b.role)).field("text", slice(article.text, b.at));
    w.field("why", b.why).field("line", b.line).field("confidence", static_cast<double>(b.confidence)).end_object();
  }
  w.end_array().key("sources").begin_array();
  for (const SourceClue& s : article.sources) {
    w.begin_object().field("name", s.name).field("role", name_of(s.role)).key("variants");
    w.begin_array().value(slice(article.text, s.at)).end_array().end_object();
  }
  w.end_array().key("authors").begin_array();
  for (const std::string& a : article.authors) w.value(a);
  w.end_array().key("dates").begin_array();
  for (const DateClue& d : article.dates) {
    w.begin_object()
        .field("kind", name_of(d.kind))
        .field("day", iso_of(d.day))
        .field("instant", d.instant)
        .field("text", d.text)
        .end_object();
  }
  w.end_array()
      .field("url", article.url)
      .field("site", article.site)
      .field("section", article.section)
      .field("language", article.language);
  w.field("charset", article.charset).key("notes").begin_array();
  for (const Note& n : article.notes) w.value(std::string(name_of(n.code)) + ": " + n.detail);
  w.end_array().end_object();
  std::cout << w.take() << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  const auto ontology = Ontology::load();
  if (!ontology) {
    std::cerr << ontology.error().message << '\n';
    return 1;
  }
  const bool timing = argc > 1 && std::string_view(argv[1]) == "--time";
  size_t bytes = 0;
  std::clock_t spent = 0;
  for (int i = timing ? 2 : 1; i < argc; ++i) {
    const RawPage page = load(argv[i]);
    bytes += page.bytes.size();
    const std::clock_t start = std::clock();
    const Article article = page::read(page, **ontology);
    spent += std::clock() - start;
    if (!timing) put(page, article);
  }
  if (timing) std::cout << argc - 2 << " pages " << bytes << " bytes " << static_cast<double>(spent) / CLOCKS_PER_SEC << " s\n";
  return 0;
}
