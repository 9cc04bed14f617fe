// Word lists: the same rows as train/data.py gives, names of several words, tables that are not sound.
#include "dateline/syntax/lists.h"

#include <doctest/doctest.h>

#include <cstring>
#include <string>
#include <vector>

#include "dateline/base/hash.h"
#include "dateline/syntax/features.h"

namespace dateline::syntax {
namespace {

template <typename T>
void put(std::string& out, T value) {
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

int nibble(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

/// A model file with the one table "lists" of these slots.
std::string file_of(const std::vector<uint64_t>& slots, uint32_t columns = 8) {
  std::string body = "lists";
  body.resize(32, '\0');
  put(body, uint32_t{1});
  put(body, static_cast<uint32_t>(slots.size()));
  put(body, columns);
  put(body, uint32_t{0});
  put(body, uint64_t{128});
  put(body, uint64_t{slots.size() * 8});
  for (const uint64_t slot : slots) put(body, slot);
  std::string out = "DATELMDL";
  put(out, kModelVersion);
  put(out, uint32_t{1});
  put(out, uint64_t{64 + body.size()});
  put(out, uint64_t{0});
  const std::string hex = sha256_hex(body);
  for (size_t i = 0; i < 32; ++i) out += static_cast<char>(nibble(hex[2 * i]) * 16 + nibble(hex[2 * i + 1]));
  return out + body;
}

ListedWord word(std::string_view form) {
  std::string normal;
  normalise(form, normal);
  return {hash_of(normal, 1), written_of(form)};
}

// train/export.py wrote this for {world: 128, bank: 84, world bank: 2, aid: 128, new york: 4, york: 8}
const std::vector<uint64_t> kSlots = {0x38e2973bf9180004,
                                      0xc4ac09180fff0480,
                                      0,
                                      0x3bd582ab93410400,
                                      0,
                                      0x8534c7ef4eb0054,
                                      0,
                                      0,
                                      0x1dc26502c710002,
                                      0x539f17530f740008,
                                      0,
                                      0,
                                      0xcd2faa351d080080,
                                      0,
                                      0,
                                      0};

}  // namespace

TEST_CASE("rows of listed words agree with training") {
  CHECK(hash_of("world", 1) == 0xc4ac09180fff6c81ULL);
  CHECK(join_hash(hash_of("world", 1), hash_of("bank", 1)) == 0x1dc26502c71bc78ULL);
  const std::string bytes = file_of(kSlots);
  const auto file = ModelFile::open(bytes, "test");
  REQUIRE(file);
  const auto lists = WordLists::load(*file);
  REQUIRE(lists);
  const std::vector<ListedWord> words = {word("World"), word("Bank"), word("aid"), word("new"), word("York"), word("1")};
  std::vector<std::array<uint32_t, 2>> rows(words.size());
  lists->rows(words, rows);
  CHECK(rows == std::vector<std::array<uint32_t, 2>>{{513, 2056}, {337, 2060}, {512, 2048}, {0, 2061}, {33, 2065}, {3, 2048}});
  lists->rows(std::span(words).first(1), std::span(rows).first(1));
  CHECK(rows[0] == std::array<uint32_t, 2>{513, 2048});  // a name cut short by the sentence is none
  lists->rows({}, {});
}

TEST_CASE("how a word is written") {
  CHECK(written_of("world") == 0);
  CHECK(written_of("World") == 1);
  CHECK(written_of("A") == 1);
  CHECK(written_of("WHO") == 2);
  CHECK(written_of("U.S.") == 2);
  CHECK(written_of("1st") == 3);
  CHECK(written_of("") == 3);
  CHECK(written_of("Ünal") == 0);
}

TEST_CASE("tables that are not sound") {
  const std::string odd = file_of(std::vector<uint64_t>(12, 0));
  const auto file = ModelFile::open(odd, "test");
  REQUIRE(file);
  const auto refused = WordLists::load(*file);
  REQUIRE(!refused);
  CHECK(refused.error().message.find("power of two") != std::string::npos);
  const std::string full = file_of(std::vector<uint64_t>(16, 0x1234567890abcdefULL));  // no free slot: the search still ends
  const auto open = ModelFile::open(full, "test");
  REQUIRE(open);
  const auto lists = WordLists::load(*open);
  REQUIRE(lists);
  const std::vector<ListedWord> words(300, word("world"));
  std::vector<std::array<uint32_t, 2>> rows(words.size());
  lists->rows(words, rows);
  CHECK(rows[0][1] == kListKinds * kListWritten);
}

}  // namespace dateline::syntax
