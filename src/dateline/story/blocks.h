// Which pages can have anything to do with each other: blocks of pages, found page by page as they come in.
//
// A hundred thousand pages on a thousand stories give some thousands of blocks of a few pages; what `link` compares, it compares
// inside a block. Two pages are neighbours when two of their ten most telling words are the same and their words as a whole are
// alike; a block is a connected group of neighbours (single linkage). A group that grows beyond `most` pages is cut at the next
// higher likeness. Telling words come from a fixed table (rarity.h), so two pages are neighbours or not whatever other pages
// there are: blocks depend on the set of pages only, not on the order they came in, and a page joins in time that depends on its
// neighbours alone. It joins no facts (happenings.h does).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "dateline/record.h"
#include "dateline/story/rarity.h"

namespace dateline::story {

struct BlockLimits {
  uint32_t whole = 400;  ///< a record of at most so many pages is one block
  uint32_t most = 96;    ///< pages of a block, unless they are near-copies of each other
};

class Blocks {
 public:
  explicit Blocks(const Ontology& ontology, BlockLimits limits = {});

  /// Takes in a page; its number (0, 1, 2 ... in order of arrival). Nothing of the record is kept but some 2 kB of numbers. Each
  /// id once.
  uint32_t add(const Record& record);
  [[nodiscard]] uint32_t size() const { return static_cast<uint32_t>(pages_.size()); }
  /// Id of a page by its number.
  [[nodiscard]] const std::string& id(uint32_t page) const { return pages_[page].id; }
  /// Blocks that did not exist at the last call, each as page numbers by ascending id. A page of them leaves the block it was in.
  [[nodiscard]] std::vector<std::vector<uint32_t>> changed();
  /// All blocks, by the id of their first page.
  [[nodiscard]] std::vector<std::vector<uint32_t>> all() const;

 private:
  static constexpr std::array<float, 8> kLevels = {0.16F, 0.22F, 0.3F, 0.4F, 0.5F, 0.6F, 0.72F, 0.85F};
  static constexpr size_t kShards = 256;  ///< of the index: each grows alone, so that no single page pays for all

  struct Term {
    uint32_t word = 0;  ///< lower half of the stem's key
    float weight = 0;
  };
  struct Entry {
    std::string id;
    uint64_t hash = 0;    ///< of the id
    uint64_t linked = 0;  ///< mark of the block that `changed` gave it in last
    DayRange date;
    uint32_t terms_begin = 0, terms_end = 0;  ///< into terms_, by word; unit length
  };
  /// Pages joined at one likeness: union-find; members of a group form a ring.
  struct Level {
    std::vector<uint32_t> up, next, size;
    std::vector<uint64_t> mark;  ///< of a leader: xor over the hashes of its group
  };
  /// Pages by key; open addressing, a chain of places a key.
  struct Shard {
    std::vector<uint64_t> keys;
    std::vector<uint32_t> heads;
    size_t used = 0;
    std::vector<std::pair<uint32_t, uint32_t>> places;  ///< page, next place
    uint32_t& head(uint64_t key);
    void grow();
  };
  struct Group {
    size_t level = 0;
    uint32_t leader = 0;
  };

  std::vector<uint64_t> read(const Record& record);
  [[nodiscard]] double likeness(uint32_t a, uint32_t b) const;
  [[nodiscard]] uint32_t lead(size_t level, uint32_t page) const;
  void join(uint32_t a, uint32_t b, double likeness);
  void touch(size_t level, uint32_t leader);
  [[nodiscard]] Group group_of(uint32_t page) const;
  [[nodiscard]] std::vector<uint32_t> members(const Group& group) const;
  [[nodiscard]] uint64_t mark_of(const Group& group) const;
  void sort_by_id(std::vector<uint32_t>& pages) const;

  const Ontology& ontology_;
  Rarity rarity_;
  BlockLimits limits_;
  std::vector<Entry> pages_;
  std::vector<Term> terms_;
  std::array<Level, kLevels.size()> levels_;
  std::vector<Shard> index_;
  std::vector<uint32_t> met_;    ///< page -> number + 1 of the page that met it last
  std::vector<uint32_t> dirty_;  ///< pages whose block may have changed since the last `changed`
};

}  // namespace dateline::story
