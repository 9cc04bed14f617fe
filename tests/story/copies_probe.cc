// Developer's tool: near-copies among texts, one text a line on standard input, and how long finding them takes.
//
// Prints "3<TAB>17<TAB>0.62" for lines 3 and 17 whose shorter text shares 62 in 100 of its words with the other, then
// "seconds<TAB>S": processor time from the texts to the pairs. For the race of bench/speed neardup; it reads no pages.
#include <cstdio>
#include <ctime>
#include <iostream>
#include <string>
#include <vector>

#include "dateline/base/ontology.h"
#include "dateline/story/copies.h"
#include "dateline/story/pile.h"

int main() {
  using namespace dateline;
  auto tables = Ontology::load("");
  if (!tables) return 3;
  std::vector<Record> records;
  std::string line;
  while (std::getline(std::cin, line)) {
    Record r;
    char id[16];
    std::snprintf(id, sizeof id, "%08zu", records.size());
    r.id = id;
    r.text = line;
    records.push_back(std::move(r));
  }
  std::vector<const Record*> list;
  list.reserve(records.size());
  for (const Record& r : records) list.push_back(&r);
  const std::clock_t start = std::clock();
  const story::Pile pile = story::pile_of(list, **tables);
  const std::vector<story::Overlap> overlaps = story::find_overlaps(pile);
  const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  for (const story::Overlap& o : overlaps) std::printf("%u\t%u\t%.3f\n", o.a, o.b, o.share(o.prose + o.quoted));
  std::printf("seconds\t%.4f\n", seconds);
  return 0;
}
