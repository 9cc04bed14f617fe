// What a large record is cut into and that it does not matter how it grew: order of arrival, threads, one page at a time.
#include "dateline/story/blocks.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "dateline/base/ontology.h"
#include "dateline/story/story.h"
#include "pages.h"

namespace {

using dateline::Ontology;
using dateline::Record;
using dateline::Story;
using dateline::story::BlockLimits;
using dateline::story::Blocks;
using dateline::test::Page;
using Ids = std::set<std::string>;

const Ontology& tables() {
  static const auto loaded = Ontology::load();
  REQUIRE(loaded);
  return **loaded;
}

/// A word that no list has, by its number.
std::string word(uint32_t n) {
  static const char* const kParts[] = {"ba", "ko", "mi", "tu", "le", "ra", "so", "ni", "du", "pe"};
  std::string out = "z";
  for (int i = 0; i < 5; ++i, n /= 10) out += kParts[n % 10];
  return out;
}

/// Page `p` of story `s`: the story's words in sentences of its own, some words that are only its own, a day of its own.
Record page(uint32_t s, uint32_t p, uint32_t days_apart = 0) {
  std::mt19937 random(s * 1000 + p);
  std::string text;
  for (uint32_t line = 0; line < 6; ++line) {
    text += "The " + word(s * 20) + " " + word(s * 20 + 1);
    for (uint32_t k = 0; k < 4; ++k) text += " " + word(s * 20 + static_cast<uint32_t>(random() % 14));
    for (uint32_t k = 0; k < 2; ++k) text += " " + word(50000 + s * 500 + p * 20 + line * 2 + k);
    text += ". ";
  }
  const std::string day = dateline::iso_of(dateline::parse_iso_range("2021-03-01")->first + static_cast<int32_t>(p * days_apart));
  Page out("d_" + std::to_string(s) + "_" + std::to_string(p), day, text, "About " + word(s * 20));
  out.event(word(s * 20 + 1), "PROTEST", "happened", day);
  return out.r;
}

std::vector<Record> pile(uint32_t stories, uint32_t pages) {
  std::vector<Record> out;
  for (uint32_t s = 0; s < stories; ++s) {
    for (uint32_t p = 0; p < pages; ++p) out.push_back(page(s, p));
  }
  std::sort(out.begin(), out.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
  return out;
}

Ids names(const Blocks& index, const std::vector<uint32_t>& block) {
  Ids out;
  for (const uint32_t p : block) out.insert(index.id(p));
  return out;
}

std::set<Ids> names(const Blocks& index) {
  std::set<Ids> out;
  for (const auto& block : index.all()) out.insert(names(index, block));
  return out;
}

/// All that people see of a joined record, in one text.
std::string dump(const Story& s, const std::vector<Record>& records) {
  std::string out;
  for (const auto& h : s.happenings) {
    out += h.id + " " + h.label + " " + std::to_string(h.independent) + ":";
    for (const uint32_t d : h.documents) out += " " + records[d].id;
    out += "\n";
  }
  for (const auto& t : s.timeline) out += records[t.doc].id + " " + t.text + " " + t.happening + "\n";
  for (const auto& l : s.lineage) out += records[l.from].id + " " + l.kind + " " + records[l.to].id + "\n";
  for (const auto& a : s.actors) out += a.id + " " + a.name + " " + std::to_string(a.entities.size()) + "\n";
  for (const auto& i : s.independence) out += i.verdict + " " + std::to_string(i.docs.size()) + " " + i.happening + "\n";
  for (size_t i = 0; i < s.story_of.size(); ++i) out += records[i].id + " in " + std::to_string(s.story_of[i]) + "\n";
  return out;
}

constexpr BlockLimits kSmall{4, 6};

}  // namespace

TEST_CASE("pages of one story are one block, pages of another subject another") {
  Blocks index(tables(), kSmall);
  for (const Record& r : pile(8, 4)) index.add(r);
  const auto blocks = index.all();
  REQUIRE(blocks.size() == 8);
  for (const auto& block : blocks) {
    REQUIRE(block.size() == 4);
    const std::string story = index.id(block[0]).substr(0, 4);
    for (const uint32_t p : block) CHECK(index.id(p).substr(0, 4) == story);
  }
}

TEST_CASE("blocks are those of the set of pages, whatever the order of arrival") {
  std::vector<Record> records = pile(30, 5);
  std::set<Ids> first;
  for (uint32_t seed = 0; seed < 6; ++seed) {
    std::mt19937 random(seed);
    std::shuffle(records.begin(), records.end(), random);
    Blocks index(tables(), {10, 4});  // stories of five pages are larger than a block may be: they are cut
    for (const Record& r : records) index.add(r);
    if (seed == 0) first = names(index);
    CHECK(names(index) == first);
  }
  CHECK(first.size() > 30);
}

TEST_CASE("a page that comes in changes its own block only, and all changes together give the whole") {
  std::vector<Record> records = pile(20, 6);
  std::mt19937 random(7);
  std::shuffle(records.begin(), records.end(), random);
  Blocks index(tables(), kSmall);
  std::map<std::string, Ids> block_of;  // by the changes told
  size_t most = 0;
  for (size_t i = 0; i < records.size(); ++i) {
    index.add(records[i]);
    size_t told = 0;
    for (const auto& block : index.changed()) {
      const Ids ids = names(index, block);
      told += ids.size();
      for (const std::string& id : ids) block_of[id] = ids;
    }
    if (i > kSmall.whole + 1) most = std::max(most, told);
    std::set<Ids> grown;
    for (const auto& [id, ids] : block_of) grown.insert(ids);
    REQUIRE(grown == names(index));
  }
  CHECK(most <= 2 * kSmall.most);
  CHECK(index.changed().empty());
}

TEST_CASE("a record linked in blocks gives the same whatever the threads, and one that grew gives what a fresh one gives") {
  const std::vector<Record> records = pile(12, 4);
  const Story one = dateline::story::link(records, tables(), {1, kSmall.whole, kSmall.most});
  const Story four = dateline::story::link(records, tables(), {4, kSmall.whole, kSmall.most});
  CHECK(dump(one, records) == dump(four, records));
  std::set<uint32_t> stories(one.story_of.begin(), one.story_of.end());
  CHECK(stories.size() == 12);

  // Page by page: each changed block joined anew, the rest kept.
  std::vector<const Record*> order;
  for (const Record& r : records) order.push_back(&r);
  std::mt19937 random(3);
  std::shuffle(order.begin(), order.end(), random);
  Blocks index(tables(), kSmall);
  std::map<std::string, std::set<std::string>> happenings;  // by page, as its block was joined last
  for (const Record* r : order) {
    index.add(*r);
    for (const auto& block : index.changed()) {
      std::vector<const Record*> pages;
      for (const uint32_t p : block) pages.push_back(order[p]);
      const Story part = dateline::story::link_block(pages, tables());
      for (const Record* p : pages) happenings[p->id].clear();
      for (const auto& h : part.happenings) {
        for (const uint32_t d : h.documents) happenings[pages[d]->id].insert(h.id);
      }
    }
  }
  std::map<std::string, std::set<std::string>> whole;
  for (const auto& h : one.happenings) {
    for (const uint32_t d : h.documents) whole[records[d].id].insert(h.id);
  }
  CHECK(happenings == whole);
}

TEST_CASE("one page in hundreds of near-copies stays one block and counts as one source") {
  std::vector<Record> records;
  const Record seed = page(3, 0);
  for (uint32_t i = 0; i < 300; ++i) {
    std::string text = seed.text + "Advertisement " + word(90000 + i) + " read on. ";
    Page p("d_" + std::to_string(1000 + i), "2021-03-01", text);
    p.event(word(61), "PROTEST", "happened", "2021-03-01");
    records.push_back(p.r);
  }
  Blocks index(tables(), {10, 20});
  for (const Record& r : records) index.add(r);
  CHECK(index.all().size() == 1);
  const Story s = dateline::story::link(records, tables(), {1, 10, 20});
  CHECK(std::set<uint32_t>(s.story_of.begin(), s.story_of.end()).size() == 1);
  CHECK(s.lineage.size() < 10 * records.size());
  for (const auto& h : s.happenings) CHECK(h.independent == 1);
}
