// Answers of the network that contradict each other, made one: features, relations and auxiliaries are answered apart.
//
// "The ministers called for a truce." with called as a passive participle, its subject as nsubj:pass and no auxiliary: a finite
// past with a plain subject. "They support launching it." with launching as an adverbial clause: a complement. A model names in
// its meta line `mend` what holds in its language; a model that names nothing is left as it is. It changes no head.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/syntax/syntax.h"

namespace dateline::syntax {

class Mends {
 public:
  Mends() = default;
  /// `names`: mends separated by blanks (bare-participle, next-gerund, nominal-relations); `feats`: the feature sets of the
  /// model.
  Mends(std::string_view names, const std::vector<std::string>& feats);

  /// Mends the words [begin, end) of one sentence. `bits` are the feature bits of every feature set. Linear.
  void apply(const Text& text, uint32_t begin, uint32_t end, const std::vector<uint32_t>& bits, Syntax& syntax) const;

 private:
  bool participle_ = false;  // the passive takes an auxiliary: a bare participle does not govern a sentence that a full stop ends
  bool gerund_ = false;      // a gerund right after the verb it hangs on is its complement
  bool nominal_ = false;     // what only a noun governs (nmod, acl, compound) gets the name it has beside a finite verb
  uint16_t singular_ = 0, plural_ = 0;  // feature sets of a finite past; 0: the model has none

  void beside_verb(uint32_t t, uint32_t begin, uint32_t end, Syntax& syntax) const;
  void participle(uint32_t verb, uint32_t begin, uint32_t end, const std::vector<uint32_t>& bits, Syntax& syntax) const;
};

}  // namespace dateline::syntax
