// Prints the sentences of blocks, words separated by blanks, one sentence a line.
// Input on stdin: one block a line, `He didn't go. She did.` Output: `He did n't go .` and `She did .`
#include <iostream>
#include <string>

#include "dateline/text/tokenize.h"

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  while (std::getline(std::cin, line)) {
    bool first = true;
    for (const auto& p : dateline::text::cut(line)) {
      if (!first) std::cout << (p.starts_sentence ? '\n' : ' ');
      first = false;
      std::cout << line.substr(p.begin, p.end - p.begin);
    }
    if (!first) std::cout << '\n';
  }
}
