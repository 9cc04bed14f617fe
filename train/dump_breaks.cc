// Prints, for training, the features of every gap the break model may be asked about.
// Input on stdin: one block a line with U+0001 before each word that starts a sentence in the treebank.
// Output: `<label> <rule says break> <informal block> <24 row numbers>`, and an empty line after each block.
#include <iostream>
#include <string>
#include <vector>

#include "dateline/text/tokenize_breaks.h"

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    std::string block;
    std::vector<std::size_t> starts;
    for (const char c : line) {
      if (c == '\1')
        starts.push_back(block.size());
      else
        block += c;
    }
    const auto pieces = dateline::text::cut(block);
    const bool informal = dateline::text::tokenize::is_informal(block, pieces);
    std::size_t first = 0, s = 0;
    for (std::size_t i = 1; i < pieces.size(); ++i) {
      while (s < starts.size() && starts[s] < pieces[i].begin) ++s;
      const bool gold = s < starts.size() && starts[s] == pieces[i].begin;
      if (dateline::text::tokenize::break_candidate(block, pieces, first, i, informal)) {
        std::cout << gold << ' ' << pieces[i].starts_sentence << ' ' << informal;
        for (const auto row : dateline::text::tokenize::break_features(block, pieces, first, i, informal))
          std::cout << ' ' << row;
        std::cout << '\n';
      }
      if (gold || pieces[i].starts_sentence) first = i;
    }
    std::cout << '\n';
  }
}
