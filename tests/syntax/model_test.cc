// The model file refuses what is not whole, with the reason; the built-in model loads.
#include <doctest/doctest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "dateline/base/embedded.h"
#include "dateline/syntax/model_file.h"
#include "dateline/syntax/syntax.h"

namespace dateline::syntax {
namespace {

std::string shipped() {
  for (const auto& file : embedded::models())
    if (file.name == "en.bin") return std::string(file.bytes);
  return {};
}

std::string why(const std::string& bytes) {
  const auto file = ModelFile::open(bytes, "test");
  return file ? "accepted" : file.error().message;
}

bool says(const std::string& message, const std::string& part) { return message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("the shipped model is whole and states its licence") {
  const std::string bytes = shipped();
  REQUIRE(bytes.size() > 1000);
  CHECK(bytes.size() < 40U << 20U);
  const auto file = ModelFile::open(bytes, "test");
  REQUIRE(file);
  CHECK(says(file->meta("licence"), "CC BY-SA 4.0"));
  CHECK(file->number("width") > 0);
  CHECK(file->lines("labels.upos").size() == 17);
  CHECK(!file->meta("score.test.las").empty());
  REQUIRE(load_builtin());
}

TEST_CASE("S24: models cut short, changed by one bit or of another kind are refused with the reason") {
  const std::string good = shipped();
  REQUIRE(!good.empty());
  CHECK(says(why(""), "truncated"));
  CHECK(says(why(good.substr(0, 40)), "truncated"));
  CHECK(says(why(good.substr(0, good.size() / 2)), "truncated"));
  CHECK(says(why(good.substr(0, good.size() - 1)), "truncated"));
  CHECK(says(why(good + "x"), "too many"));
  std::string bad = good;
  bad[0] = 'X';
  CHECK(says(why(bad), "not a dateline model"));
  bad = good;
  bad[8] = 9;
  CHECK(says(why(bad), "version 9"));
  for (const size_t at : {size_t{32}, size_t{70}, good.size() / 2, good.size() - 1}) {
    bad = good;
    bad[at] = static_cast<char>(bad[at] ^ 1);
    CHECK(says(why(bad), "SHA-256"));
  }
  CHECK(why(good) == "accepted");
}

TEST_CASE("S24: the engine does not start with a damaged file, and says which one") {
  std::string bad = shipped();
  REQUIRE(!bad.empty());
  bad[bad.size() / 3] = static_cast<char>(bad[bad.size() / 3] ^ 4);
  const std::string path = "test-damaged-model.bin";
  std::ofstream(path, std::ios::binary) << bad;
  const auto refused = load(path);
  std::remove(path.c_str());
  REQUIRE(!refused);
  CHECK(refused.error().kind == ErrorKind::corrupt);
  CHECK(says(refused.error().message, path));
  CHECK(says(refused.error().message, "SHA-256"));
}

TEST_CASE("a model path that is missing, a folder, or not a model") {
  const auto missing = load("no/such/model.bin");
  REQUIRE(!missing);
  CHECK(missing.error().kind == ErrorKind::not_found);
  CHECK(says(missing.error().message, "no/such/model.bin"));
  CHECK(!load("."));
  const std::string path = "test-not-a-model.bin";
  std::ofstream(path) << "this is a text file that is a little longer than one header of a model file would be";
  const auto text = load(path);
  std::remove(path.c_str());
  REQUIRE(!text);
  CHECK(says(text.error().message, "not a dateline model"));
}

}  // namespace dateline::syntax
