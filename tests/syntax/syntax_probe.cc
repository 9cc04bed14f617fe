// Developer's tool: how fast text becomes trees and names.
//   syntax_probe TEXT [ROUNDS]     TEXT: a paragraph a line; runs of lines of about 6,000 bytes are read as one page
// Prints: words of one round, processor seconds of the median round, milliseconds of the processor to load the model, peak memory
// in MB after the first page.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "dateline/syntax/syntax.h"
#include "dateline/syntax/views.h"

namespace {

constexpr size_t kPageBytes = 6000;

std::vector<std::string> pages_of(const std::string& text) {
  std::vector<std::string> pages(1);
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (pages.back().size() >= kPageBytes) pages.emplace_back();
    pages.back() += line + "\n";
  }
  return pages;
}

double peak_mb() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>(used.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace dateline;
  if (argc < 2) return 2;
  std::ifstream in(argv[1], std::ios::binary);
  std::ostringstream all;
  all << in.rdbuf();
  const std::vector<std::string> pages = pages_of(all.str());
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
  const auto start = std::clock();
  const auto model = syntax::load_builtin();
  const double load = 1000.0 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
  if (!model) {
    std::fprintf(stderr, "%s\n", model.error().message.c_str());
    return 1;
  }
  size_t names = syntax::analyse(syntax::read_lines(pages[0]), **model).entities.size();
  const double memory = peak_mb();
  std::vector<double> seconds;
  size_t words = 0;
  Syntax layer;
  for (int round = 0; round < rounds; ++round) {
    words = 0;
    const auto from = std::clock();
    for (const std::string& page : pages) {
      const Text text = syntax::read_lines(page);
      syntax::analyse(text, **model, layer);
      names += layer.entities.size();
      words += text.tokens.size();
    }
    seconds.push_back(static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC);
  }
  std::sort(seconds.begin(), seconds.end());
  std::printf("%zu %.6f %.2f %.1f\n", words, seconds[seconds.size() / 2], load, memory);
  return names == 0 ? 1 : 0;
}
