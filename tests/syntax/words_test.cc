// Features and lemma scripts: the values train/data.py gives for the same words.
#include <doctest/doctest.h>

#include "dateline/syntax/features.h"
#include "dateline/syntax/lemma.h"

namespace dateline::syntax {
namespace {

std::string normal(std::string_view form) {
  std::string out;
  normalise(form, out);
  return out;
}
std::string shape(std::string_view form) {
  std::string out;
  shape_of(form, out);
  return out;
}
std::string lemma(std::string_view rule, std::string_view form) {
  std::string out;
  LemmaRule::parse(rule).apply(form, out);
  return out;
}

/// Hashed rows of a word, as an array.
std::array<uint32_t, kFeatures> rows_of(std::string_view form, const FeatureSizes& sizes) {
  std::string a, b;
  std::array<uint32_t, kFeatures> rows{};
  features_of(form, sizes, a, b, rows.data());
  return rows;
}

}  // namespace

TEST_CASE("normal form and shape") {
  CHECK(normal("Blinken’s") == "blinken's");
  CHECK(normal("14–0") == "00-0");
  CHECK(shape("Blinken’s") == "Xxxxx'x");
  CHECK(shape("U.S.") == "X.X.");
  CHECK(shape("Ünal") == "xxxx");
  CHECK(shape("1,000,000") == "d,ddd,ddd");
  CHECK(shape("......") == "..");
  CHECK(shape("").empty());
}

TEST_CASE("feature rows agree with training") {
  const FeatureSizes sizes{32768, 8192, 2048, 8192, 16384, 1024};
  CHECK(rows_of("Cairo", sizes) == std::array<uint32_t, kFeatures>{26004, 18121, 33706, 42840, 49410, 56902, 68247});
  CHECK(rows_of("Blinken’s", sizes) == std::array<uint32_t, kFeatures>{28231, 8720, 35613, 42571, 47946, 58337, 67617});
  CHECK(rows_of("14-0", sizes) == std::array<uint32_t, kFeatures>{11201, 13627, 39068, 42824, 47696, 55289, 67912});
  CHECK(rows_of("Sana'a", sizes) == std::array<uint32_t, kFeatures>{11074, 29746, 33146, 41685, 46354, 63395, 67771});
  CHECK(rows_of("Ünal", sizes) == std::array<uint32_t, kFeatures>{12227, 8110, 34217, 41631, 43683, 59008, 68179});
  CHECK(rows_of("a", sizes) == std::array<uint32_t, kFeatures>{22227, 1020, 37788, 41045, 43180, 56490, 67739});
}

TEST_CASE("lemma scripts") {
  CHECK(lemma("l 3 y", "Cities") == "city");
  CHECK(lemma("=be", "was") == "be");
  CHECK(lemma("t 0 ", "IRAQ") == "Iraq");
  CHECK(lemma("k 0 ", "U.S.") == "U.S.");
  CHECK(lemma("l 2 ot", "n't") == "not");
  CHECK(lemma("l 5 x", "AB") == "ab");
  CHECK(lemma("", "Same") == "Same");
  CHECK(lemma("nonsense", "Same") == "Same");
}

}  // namespace dateline::syntax
