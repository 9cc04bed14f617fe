// Hostile lengths and many threads: the work (steps, not seconds) grows with the words, memory is used again, a const model is
// shared.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "dateline/syntax/conllu.h"
#include "dateline/syntax/views.h"

namespace {

thread_local size_t allocations = 0;

}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* p = std::malloc(size == 0 ? 1 : size)) return p;
  std::abort();
}
void operator delete(void* p) noexcept { std::free(p); }
void operator delete(void* p, std::size_t) noexcept { std::free(p); }

namespace dateline::syntax {
namespace {

const Model& model() {
  static const Result<ModelPtr> loaded = load_builtin();
  REQUIRE(loaded);
  return **loaded;
}

constexpr std::string_view kPage =
    "Officials in Brenna said on Monday that nearly 40 boats were held. \"We will not pay,\" said Ingrid Solberg, who leads the "
    "owners' "
    "union; she didn't say when they'd leave.\n"
    "The Lake Council met twice. It had called the toll a mistake, and the mayor of Halden, Jonas Vik, agreed with Anna Lund of "
    "the port "
    "authority of North Halden.\n";

/// Words of a sentence without end, as given words, so that no tokenizer cuts it.
Text endless(size_t words) {
  static constexpr std::string_view kWords[] = {"they", "saw", "it", ",", "and", "said", "that", "Anna", "left", "because"};
  std::string conllu;
  for (size_t i = 0; i < words; ++i)
    conllu += std::to_string(i + 1) + "\t" + std::string(kWords[i % 10]) + "\t_\t_\t_\t_\t_\t_\t_\t_\n";
  return read_conllu(conllu);
}

size_t steps_for(const Text& text, Syntax& out) {
  const size_t before = steps_of_thread();
  analyse(text, model(), out);
  return steps_of_thread() - before;
}

}  // namespace

TEST_CASE("F43: a sentence of 100,000 words is one tree, and the work grows with its length") {
  Syntax out;
  const size_t small = steps_for(endless(12500), out);
  const Text text = endless(100000);
  REQUIRE(text.sentences.size() == 1);
  const size_t large = steps_for(text, out);
  CHECK(small > 12500);
  CHECK(large > 7 * small);
  CHECK(large < 9 * small);  // eight times the words
  REQUIRE(out.head.size() == 100000);
  CHECK(std::count(out.head.begin(), out.head.end(), -1) == 1);
  for (const int32_t head : out.head) REQUIRE(head < 100000);
}

TEST_CASE("S19: marks, quotes and brackets without end") {
  for (const std::string_view unit : {"( ", "\" ", "[ ", "- ", "7 ", "! "}) {
    std::string line;
    for (int i = 0; i < 20000; ++i) line += unit;
    const Text text = read_lines(line);
    Syntax out;
    const size_t steps = steps_for(text, out);
    CHECK(out.head.size() == text.tokens.size());
    CHECK(steps < 400 * (text.tokens.size() + 1));  // a word meets at most the words of its window
  }
}

TEST_CASE("the second analysis of a page allocates nothing") {
  std::string lines;
  for (int i = 0; i < 20; ++i) lines += kPage;
  const Text text = read_lines(lines);
  Syntax layer;
  analyse(text, model(), layer);
  const std::string first = print_conllu(text, layer);
  const size_t before = allocations;
  analyse(text, model(), layer);
  CHECK(allocations - before == 0);
  CHECK(print_conllu(text, layer) == first);
}

TEST_CASE("a layer used for another page before holds nothing of it") {
  const Text one = read_lines(kPage), two = read_lines("Boats left.\n");
  Syntax used;
  analyse(one, model(), used);
  analyse(two, model(), used);
  const Syntax fresh = analyse(two, model());
  CHECK(used.lemmas == fresh.lemmas);
  CHECK(used.entities.size() == fresh.entities.size());
  CHECK(used.feat_strings == fresh.feat_strings);
  CHECK(print_conllu(two, used) == print_conllu(two, fresh));
}

TEST_CASE("threads share a model and get the answers of one") {
  std::vector<Text> pages;
  std::vector<std::string> expected;
  std::string lines;
  for (int i = 0; i < 6; ++i) {
    lines += i % 2 ? "The mayor of Halden wasn't there.\n" : kPage;
    pages.push_back(read_lines(lines));
    expected.push_back(print_conllu(pages.back(), analyse(pages.back(), model())));
  }
  std::vector<int> wrong(4, 0);
  {
    std::vector<std::jthread> threads;
    for (size_t k = 0; k < wrong.size(); ++k)
      threads.emplace_back([&, k] {
        for (size_t round = 0; round < 12; ++round) {
          const size_t page = (round * (k + 1) + k) % pages.size();
          wrong[k] += print_conllu(pages[page], analyse(pages[page], model())) != expected[page];
        }
      });
  }
  CHECK(wrong == std::vector<int>(4, 0));
}

}  // namespace dateline::syntax
