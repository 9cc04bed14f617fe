// Shared by the tests of page/: the ontology of the program, pages from strings, and blocks by role.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <string_view>
#include <vector>

#include "dateline/page/page.h"

namespace dateline::page_test {

inline const Ontology& ontology() {
  static const std::unique_ptr<const Ontology> kOntology = [] {
    auto loaded = Ontology::load();
    REQUIRE(loaded);
    return std::move(*loaded);
  }();
  return *kOntology;
}

inline RawPage text_page(std::string bytes) {
  RawPage page;
  page.bytes = std::move(bytes);
  return page;
}
inline RawPage html_page(std::string bytes) {
  RawPage page = text_page(std::move(bytes));
  page.media = MediaType::html;
  return page;
}
inline Article read_text(std::string bytes) { return page::read(text_page(std::move(bytes)), ontology()); }
inline Article read_html(std::string bytes) { return page::read(html_page(std::move(bytes)), ontology()); }

inline std::vector<std::string> texts(const Article& article, Role role) {
  std::vector<std::string> out;
  for (const Block& b : article.blocks) {
    if (b.role == role) out.emplace_back(slice(article.text, b.at));
  }
  return out;
}
/// Role of the block that starts with these words; Role::other and a failed check when there is none.
inline Role role_of(const Article& article, std::string_view start) {
  for (const Block& b : article.blocks) {
    if (slice(article.text, b.at).substr(0, start.size()) == start) return b.role;
  }
  FAIL_CHECK("no block starts with: " << std::string(start));
  return Role::other;
}
inline bool has_note(const Article& article, NoteCode code) {
  for (const Note& n : article.notes) {
    if (n.code == code) return true;
  }
  return false;
}
/// Every run of the origin map leads to equal bytes, in ascending order, and blocks follow one another.
inline void check_way_back(const Article& article, std::string_view raw) {
  uint32_t done = 0;
  for (const OriginRun& run : article.origin) {
    CHECK(run.to >= done);
    done = run.to + run.length;
    REQUIRE(done <= article.text.size());
    REQUIRE(run.from + run.length <= raw.size());
    if (run.length > 1) CHECK(article.text.substr(run.to, run.length) == raw.substr(run.from, run.length));
  }
  uint32_t end = 0;
  for (const Block& b : article.blocks) {
    CHECK(b.at.begin == end);
    CHECK(b.at.end > b.at.begin);
    CHECK(article.text[b.at.end] == '\n');
    CHECK(!b.why.empty());
    end = b.at.end + 1;
  }
  CHECK(end == article.text.size());
}

}  // namespace dateline::page_test
