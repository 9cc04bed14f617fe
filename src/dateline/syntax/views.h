// The syntax layer in other programs' forms: displaCy's JSON for trees and names, columns of name tags.
//
// "Blinken met Shoukry." gives {"words":[{"text":"Blinken","tag":"PROPN"},...],"arcs":[{"start":0,"end":1,"label":"nsubj",
// "dir":"left"},...]}, or {"text":"...","ents":[{"start":0,"end":7,"label":"PER"},...]}, or lines `1 Blinken B-PER`.
// It draws nothing.
#pragma once

#include <string>
#include <string_view>

#include "dateline/syntax/syntax.h"

namespace dateline::syntax {

/// A Text of plain words: every line is a paragraph, which sentences do not cross. Nothing is repaired. Linear, total.
[[nodiscard]] Text read_lines(std::string_view utf8);

/// One object a line for every sentence: `words` and `arcs` as displaCy's manual mode takes them.
[[nodiscard]] std::string print_displacy_trees(const Text& text, const Syntax& syntax);
/// One object: the whole text and its name spans in code points, as displaCy's manual mode takes them (style "ent").
[[nodiscard]] std::string print_displacy_names(const Text& text, const Syntax& syntax);
/// `number <tab> form <tab> tag` with IOB2 tags over PER, ORG, LOC; a blank line after each sentence.
[[nodiscard]] std::string print_iob2(const Text& text, const Syntax& syntax);
/// One name a line: its type, score, place in code points and words.
[[nodiscard]] std::string print_names(const Text& text, const Syntax& syntax);

/// `PER`, `ORG`, `LOC`, `MISC`.
[[nodiscard]] std::string_view short_name(SpanType type);

}  // namespace dateline::syntax
