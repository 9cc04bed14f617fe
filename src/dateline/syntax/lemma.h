// Edit scripts from a word to its lemma.
//
// "l 2 y" on "Cities"... lower case, 3 bytes off, "y" on: the script `l 3 y` gives "city"; `=be` gives "be" whatever the word.
// It does not choose the script: the network does.
#pragma once

#include <string>
#include <string_view>

namespace dateline::syntax {

/// One script: change the case, cut bytes off the end, add text; or replace the word altogether.
struct LemmaRule {
  enum class Case : unsigned char { lower, keep, title, replace } change = Case::keep;
  unsigned cut = 0;
  std::string add;

  /// Parses "l 3 y", "k 0 ", "t 1 ", "=be". Anything else is the identity.
  static LemmaRule parse(std::string_view text);
  /// True if there are more bytes than the script cuts off.
  [[nodiscard]] bool fits(std::string_view form) const { return change == Case::replace || cut == 0 || cut < form.size(); }
  /// The lemma of `form`; a script that does not fit only changes the case.
  void apply(std::string_view form, std::string& out) const;
};

}  // namespace dateline::syntax
