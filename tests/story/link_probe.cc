// Developer's tool: how long each step of the comparing wing takes on a pile of any size, made from the pages of a record.
//
// `link_probe RECORD 10000` varies the pages of RECORD into 10,000: every variation is a world of its own, in which names and two
// thirds of the other words are spelt otherwise (same number of bytes, so that every row keeps its place). Prints one line a
// step: step, processor seconds; the peak memory, with the whole joined Story held; and what adding one page costs once the
// others are there (200 pages kept back, the processor milliseconds of each). What it does not try: reading and storing pages.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <map>
#include <string>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/store/store.h"
#include "dateline/story/blocks.h"
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

/// Page `i` of the pile, made anew whenever it is asked for: a hundred thousand records would not fit beside what is measured.
Record page_of(const std::vector<Record>& seeds, size_t i) {
  const uint64_t world = i / seeds.size();
  Record r = seeds[i % seeds.size()];
  if (world == 0) return r;
  vary(r.text, world);
  vary(r.headline, world);
  for (RecordEntity& e : r.entities) {
    vary(e.name, world);
    e.kb_id.clear();
    e.represents.clear();
  }
  for (RecordFigure& f : r.figures) vary(f.counted, world);
  r.id = id_of("d", {r.id, std::to_string(world)});
  return r;
}

/// Seconds by step, summed over blocks.
class Steps {
 public:
  void start() { last_ = now_s(); }
  void told(const char* step) {
    const double now = now_s();
    if (seconds_.emplace(step, 0).second) order_.emplace_back(step);
    seconds_[step] += now - last_;
    last_ = now;
  }
  void print() const {
    double all = 0;
    for (const std::string& step : order_) {
      std::printf("%s\t%.2f\n", step.c_str(), seconds_.at(step));
      all += seconds_.at(step);
    }
    std::printf("all\t%.2f\n", all);
  }
  [[nodiscard]] double all() const {
    double sum = 0;
    for (const auto& [step, s] : seconds_) sum += s;
    return sum;
  }

 private:
  std::map<std::string, double> seconds_;
  std::vector<std::string> order_;
  double last_ = 0;
};

/// As story::link_block, with the time of each step.
Story link_in_steps(const std::vector<const Record*>& records, const Ontology& ontology, Steps& steps) {
  steps.start();
  Story story;
  story::Pile pile = story::pile_of(records, ontology);
  steps.told("pile");
  story::join_actors(pile, story);
  steps.told("actors");
  const auto overlaps = story::find_overlaps(pile);
  story::add_lineage(pile, overlaps, story);
  steps.told("copies");
  const auto pairs = story::likenesses(pile);
  steps.told("likeness");
  story::add_joint_dates(pile, pairs, story);
  steps.told("dates");
  const auto clusters = story::cluster(pile, pairs);
  steps.told("clusters");
  story::add_happenings(pile, clusters, story);
  steps.told("happenings");
  story::add_stories(pile, story);
  steps.told("stories");
  story::add_independence(pile, overlaps, story);
  steps.told("independence");
  story::add_conflicts(pile, clusters, pairs, story);
  story::add_claims(pile, clusters, pairs, story);
  steps.told("conflicts");
  story::add_timeline(pile, story);
  steps.told("timeline");
  story::add_positions(pile, story);
  story::in_given_order(pile, story);
  steps.told("positions");
  return story;
}

/// Links the pages of some blocks; what was joined goes to `take`.
template <class Take>
void link_blocks(const std::vector<Record>& seeds, const std::vector<size_t>& made,
                 const std::vector<std::vector<uint32_t>>& blocks, const Ontology& ontology, Steps& steps, const Take& take) {
  for (const std::vector<uint32_t>& block : blocks) {
    std::vector<Record> pages;
    std::vector<const Record*> list;
    pages.reserve(block.size());
    for (const uint32_t page : block) pages.push_back(page_of(seeds, made[page]));
    for (const Record& r : pages) list.push_back(&r);
    take(link_in_steps(list, ontology, steps), block);
  }
}

/// Every `kth` page of the pile is kept back and added at the end, one by one.
int measure(const std::vector<Record>& seeds, size_t count, const Ontology& ontology) {
  constexpr size_t kAdded = 200;
  const size_t kth = std::max<size_t>(2, count / kAdded);
  std::vector<size_t> made;  // number in the index -> number of the page
  std::vector<size_t> late;
  story::Blocks index(ontology);
  Steps steps;
  for (size_t i = 0; i < count; ++i) {
    if (i % kth == kth / 2) {
      late.push_back(i);
      continue;
    }
    const Record r = page_of(seeds, i);
    steps.start();
    index.add(r);
    steps.told("blocks");
    made.push_back(i);
  }
  steps.start();
  const std::vector<std::vector<uint32_t>> blocks = index.changed();
  steps.told("blocks");
  size_t largest = 0;
  for (const auto& block : blocks) largest = std::max(largest, block.size());
  rusage use{};
  getrusage(RUSAGE_SELF, &use);
  std::printf("index_mib\t%.0f\n", static_cast<double>(use.ru_maxrss) / 1024);
  story::Merger merger(made.size());
  link_blocks(seeds, made, blocks, ontology, steps,
              [&](Story part, const std::vector<uint32_t>& block) { merger.add(std::move(part), block); });
  steps.start();
  const Story story = merger.finish();
  steps.told("merge");
  steps.print();
  getrusage(RUSAGE_SELF, &use);
  std::printf("ms_a_page\t%.2f\nmemory_mib\t%.0f\nblocks\t%zu\nlargest_block\t%zu\nhappenings\t%zu\nlineage\t%zu\n",
              1000 * steps.all() / static_cast<double>(made.size()), static_cast<double>(use.ru_maxrss) / 1024, blocks.size(),
              largest, story.happenings.size(), story.lineage.size());
  std::vector<double> added_ms;
  size_t most_pages = 0;  // joined anew for one page that came in
  for (const size_t i : late) {
    Steps one;
    const Record r = page_of(seeds, i);
    one.start();
    index.add(r);
    made.push_back(i);
    const auto changed = index.changed();
    one.told("blocks");
    link_blocks(seeds, made, changed, ontology, one, [](const Story&, const std::vector<uint32_t>&) {});
    added_ms.push_back(1000 * one.all());
    size_t pages = 0;
    for (const auto& block : changed) pages += block.size();
    most_pages = std::max(most_pages, pages);
  }
  std::sort(added_ms.begin(), added_ms.end());
  if (added_ms.empty()) return 0;
  std::printf("added_page_median_ms\t%.1f\nadded_page_95_ms\t%.1f\nadded_page_most_ms\t%.1f\nadded_page_most_pages\t%zu\n",
              added_ms[added_ms.size() / 2], added_ms[added_ms.size() * 95 / 100], added_ms.back(), most_pages);
  return 0;
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
  return measure(*seeds, static_cast<size_t>(std::atol(argv[2])), **tables);
}
