// Developer's tool: reads page files and prints what page::read makes of each, one JSON object a line.
//
// `page_dump a.html b.txt` prints {"id":"a","headline":...,"text":...,"paragraphs":[{"kind","keep","text","why"}],...}.
// With --time it prints nothing but pages, bytes and seconds of processor time of page::read; with --parse the same of the HTML
// reader alone; with --list the files are named on standard input, one a line; with --features (files named the same way) it
// prints the blocks and their features, tab-separated, for train/blocks.py.
#include <charconv>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include "dateline/base/json.h"
#include "dateline/page/clues.h"
#include "dateline/page/html/html.h"
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
  const page::Published when = page::published(article);
  w.begin_object().field("id", stem(page.path)).field("title", article.headline.text).field("text", text);
  w.field("published", when.instant.empty() && when.day.known() ? iso_of(when.day) : when.instant);
  w.field("day", when.day.known() ? iso_of(when.day) : "");
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
      .field("kind", name_of(article.kind))
      .field("url", article.url)
      .field("site", article.site)
      .field("section", article.section)
      .field("language", article.language);
  w.field("charset", article.charset).key("notes").begin_array();
  for (const Note& n : article.notes) w.value(std::string(name_of(n.code)) + ": " + n.detail);
  w.end_array().end_object();
  std::cout << w.take() << '\n';
}

// One line a block: page, role by the rules, its words, its features.
void put_features(const RawPage& page, const page::Trace& trace) {
  for (const page::Judged& block : trace) {
    std::string line = stem(page.path) + "\t" + std::string(name_of(block.rules.role)) + "\t";
    for (const char c : block.text) line += c == '\t' || c == '\n' ? ' ' : c;
    char number[32];
    for (const float value : block.features) {
      const auto end = std::to_chars(number, number + sizeof number, value, std::chars_format::general, 5);
      (line += '\t').append(number, end.ptr);
    }
    std::cout << line << '\n';
  }
}

}  // namespace

int main(int argc, char** argv) {
  const auto ontology = Ontology::load();
  if (!ontology) {
    std::cerr << ontology.error().message << '\n';
    return 1;
  }
  const std::string_view option = argc > 1 ? argv[1] : "";
  const bool parse = option == "--parse", timing = option == "--time" || parse, listed = option == "--list",
             features = option == "--features";
  std::vector<std::string> files(argv + (timing || listed || features ? 2 : 1), argv + argc);
  for (std::string line; (listed || features) && std::getline(std::cin, line);) files.push_back(line);
  size_t bytes = 0;
  std::clock_t spent = 0;
  for (const std::string& file : files) {
    const RawPage page = load(file);
    bytes += page.bytes.size();
    if (features) {
      page::Trace trace;
      static_cast<void>(page::read(page, **ontology, trace));
      put_features(page, trace);
      continue;
    }
    const std::clock_t start = std::clock();
    if (parse) {
      static html::Scratch scratch;
      static_cast<void>(html::parse(page.bytes, {}, scratch));
      spent += std::clock() - start;
      continue;
    }
    const Article article = page::read(page, **ontology);
    spent += std::clock() - start;
    if (!timing) put(page, article);
  }
  if (timing)
    std::cout << files.size() << " pages " << bytes << " bytes " << static_cast<double>(spent) / CLOCKS_PER_SEC << " s\n";
  return 0;
}
