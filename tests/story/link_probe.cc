// Developer's tool: how long each step of the comparing wing takes on a pile of any size, made from the pages of a record.
//
// `link_probe RECORD 10000` varies the pages of RECORD into 10,000: every variation is a world of its own, in which names and two
// thirds of the other words are spelt otherwise (same number of bytes, so that every row keeps its place). Prints one line a
// step: step, processor seconds, and at the end the peak memory. What it does not try: reading pages.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/store/store.h"
#include "dateline/story/copies.h"
#include "dateline/story/happenings.h"
#include "dateline/story/parts.h"
#include "dateline/story/pile.h"

namespace {

using namespace dateline;

uint64_t mixed(uint64_t x) {
  x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
  x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
  return x ^ (x >> 31U);
}

/// The word of another world: vowels and consonants turned by the world's number, the rest of the bytes as they are.
void spell_otherwise(std::string& text, size_t begin, size_t end, uint64_t key) {
  static constexpr std::string_view kVowels = "aeiou";
  static constexpr std::string_view kOthers = "bcdfghklmnprstvw";
  for (size_t i = begin; i < end; ++i) {
    const bool capital = text[i] >= 'A' && text[i] <= 'Z';
    const char c = to_lower(text[i]);
    key = mixed(key + i - begin);
    char to = text[i];
    if (kVowels.find(c) != std::string_view::npos)
      to = kVowels[key % kVowels.size()];
    else if (kOthers.find(c) != std::string_view::npos)
      to = kOthers[key % kOthers.size()];
    else
      continue;
    text[i] = capital ? static_cast<char>(to - 'a' + 'A') : to;
  }
}

void vary(std::string& text, uint64_t world) {
  for (size_t i = 0; i < text.size();) {
    size_t end = i;
    while (end < text.size() && ((text[end] >= 'a' && text[end] <= 'z') || (text[end] >= 'A' && text[end] <= 'Z'))) ++end;
    if (end - i >= 4) {
      uint64_t h = world;
      for (size_t k = i; k < end; ++k) h = mixed(h + static_cast<unsigned char>(to_lower(text[k])));
      const bool name = text[i] >= 'A' && text[i] <= 'Z';
      if (name || h % 3 != 0) spell_otherwise(text, i, end, h);
    }
    i = end + 1;
  }
}

/// Processor time, so that a busy machine does not count.
double now_s() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

std::vector<Record> pages_of(const std::vector<Record>& seeds, size_t count) {
  std::vector<Record> out;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t world = i / seeds.size();
    Record r = seeds[i % seeds.size()];
    if (world > 0) {
      vary(r.text, world);
      vary(r.headline, world);
      for (RecordEntity& e : r.entities) {
        vary(e.name, world);
        e.kb_id.clear();
        e.represents.clear();
      }
      for (RecordFigure& f : r.figures) vary(f.counted, world);
      r.id = id_of("d", {r.id, std::to_string(world)});
    }
    out.push_back(std::move(r));
  }
  std::sort(out.begin(), out.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "usage: link_probe RECORD PAGES\n");
    return 2;
  }
  auto store = store::Store::open(argv[1], store::Store::Mode::read);
  auto tables = Ontology::load("");
  if (!store || !tables) {
    std::fprintf(stderr, "link_probe: %s\n", (store ? tables.error() : store.error()).message.c_str());
    return 3;
  }
  auto seeds = (*store)->load_records();
  if (!seeds || seeds->empty()) return 3;
  const std::vector<Record> records = pages_of(*seeds, static_cast<size_t>(std::atol(argv[2])));
  const Ontology& ontology = **tables;
  double last = now_s();
  const double first = last;
  const auto told = [&](const char* step) {
    const double now = now_s();
    std::printf("%s\t%.2f\n", step, now - last);
    std::fflush(stdout);
    last = now;
  };
  Story story;
  story::Pile pile = story::pile_of(records, ontology);
  told("pile");
  story::join_actors(pile, story);
  told("actors");
  const auto overlaps = story::find_overlaps(pile);
  story::add_lineage(pile, overlaps, story);
  told("copies");
  const auto pairs = story::likenesses(pile);
  told("likeness");
  story::add_joint_dates(pile, pairs, story);
  told("dates");
  const auto clusters = story::cluster(pile, pairs);
  told("clusters");
  story::add_happenings(pile, clusters, story);
  told("happenings");
  story::add_stories(pile, story);
  told("stories");
  story::add_independence(pile, overlaps, story);
  told("independence");
  story::add_conflicts(pile, clusters, pairs, story);
  told("conflicts");
  story::add_timeline(pile, story);
  told("timeline");
  story::add_positions(pile, story);
  told("positions");
  std::printf("all\t%.2f\n", last - first);
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  std::printf("memory_mib\t%.0f\nhappenings\t%zu\nlineage\t%zu\n", static_cast<double>(use.ru_maxrss) / 1024,
              story.happenings.size(), story.lineage.size());
  return 0;
}
