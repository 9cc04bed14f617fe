// Reads and writes CoNLL-U; see conllu.h. Input: "1\tBlinken\t_..." Output: a Text, or the layer as lines.
// Multiword tokens are printed where the tokenizer, asked again, makes the same words.
#include "dateline/syntax/conllu.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/syntax/views.h"
#include "dateline/text/tokenize.h"

namespace dateline::syntax {
namespace {

/// Column `k` of a tab-separated line.
std::string_view column(std::string_view line, size_t k) {
  for (; k > 0; --k) {
    const size_t tab = line.find('\t');
    if (tab == std::string_view::npos) return {};
    line.remove_prefix(tab + 1);
  }
  return line.substr(0, line.find('\t'));
}

void append(std::string& out, uint32_t number) { out += std::to_string(number); }

/// last[i]: index one past the multiword token that starts at token i of the sentence, or i + 1.
std::vector<uint32_t> multiwords(const Text& text, const Sentence& s) {
  std::vector<uint32_t> last(s.token_end - s.token_begin);
  for (uint32_t i = 0; i < last.size(); ++i) last[i] = i + 1;
  const std::vector<text::Piece> pieces = text::cut(text.of(s.at));
  uint32_t token = s.token_begin;
  for (size_t p = 0; p < pieces.size();) {
    size_t q = p + 1;
    while (q < pieces.size() && pieces[q].joined) ++q;
    while (token < s.token_end && text.tokens[token].at.begin < s.at.begin + pieces[p].begin) ++token;
    bool same = q > p + 1 && token + (q - p) <= s.token_end;
    for (size_t k = p; same && k < q; ++k)
      same = text.tokens[token + (k - p)].at == Span{s.at.begin + pieces[k].begin, s.at.begin + pieces[k].end};
    if (same) last[token - s.token_begin] = token - s.token_begin + static_cast<uint32_t>(q - p);
    p = q;
  }
  return last;
}

/// A form as one field: tabs and line ends become blanks.
void append_field(std::string& out, std::string_view field) {
  for (const char c : field) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
}

bool glued(const Text& text, const Sentence& s, uint32_t token) {
  return token + 1 < s.token_end && !text.tokens[token + 1].space_before;
}

void print_word(std::string& out, const Text& text, const Syntax& syntax, const Sentence& s, uint32_t t, bool no_space,
                std::string_view name) {
  append(out, t - s.token_begin + 1);
  out += '\t';
  append_field(out, text.word(t));
  out += '\t';
  append_field(out, syntax.lemma(t));
  out += '\t';
  out += name_of(syntax.upos[t]);
  out += "\t_\t";
  out += syntax.feat_strings.empty() ? "_" : syntax.feat_strings[syntax.feats_id[t]];
  out += '\t';
  append(out, syntax.head[t] < 0 ? 0 : static_cast<uint32_t>(syntax.head[t]) - s.token_begin + 1);
  out += '\t';
  out += name_of(syntax.dep[t]);
  out += "\t_\t";
  if (!name.empty()) {
    out += "Name=";
    out += name;
    if (no_space) out += '|';
  }
  if (no_space) out += "SpaceAfter=No";
  if (name.empty() && !no_space) out += '_';
  out += '\n';
}

}  // namespace

std::string print_conllu(const Text& text, const Syntax& syntax) {
  std::string out;
  std::string name;
  size_t entity = 0;
  for (const Sentence& s : text.sentences) {
    if (s.token_begin == s.token_end) continue;
    out += "# text = ";
    append_field(out, text.of(s.at));
    out += '\n';
    const std::vector<uint32_t> last = multiwords(text, s);
    uint32_t inside = 0;  // words up to this index belong to an open multiword token
    for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
      const uint32_t i = t - s.token_begin;
      if (last[i] > i + 1) {
        inside = last[i];
        append(out, i + 1);
        out += '-';
        append(out, inside);
        out += '\t';
        append_field(out, text.of({text.tokens[t].at.begin, text.tokens[s.token_begin + inside - 1].at.end}));
        out +=
            glued(text, s, s.token_begin + inside - 1) ? "\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n" : "\t_\t_\t_\t_\t_\t_\t_\t_\n";
      }
      while (entity < syntax.entities.size() && syntax.entities[entity].end <= t) ++entity;
      name.clear();
      if (entity < syntax.entities.size() && syntax.entities[entity].begin <= t) {
        name = syntax.entities[entity].begin == t ? "B-" : "I-";
        name += short_name(syntax.entities[entity].type);
      }
      print_word(out, text, syntax, s, t, glued(text, s, t) && i >= inside, name);
    }
    out += '\n';
  }
  return out;
}

Text read_conllu(std::string_view conllu) {
  Text text;
  Sentence sentence;
  bool space = false;
  uint32_t inside = 0, id = 0;  // words of a multiword token touch each other
  bool after_multiword = true;
  const auto close = [&] {
    if (sentence.token_begin == text.tokens.size()) return;
    sentence.token_end = static_cast<uint32_t>(text.tokens.size());
    sentence.at = text.span_of_tokens(sentence.token_begin, sentence.token_end);
    text.sentences.push_back(sentence);
    sentence.token_begin = sentence.token_end;
    space = true;
    inside = id = 0;
  };
  while (!conllu.empty()) {
    const size_t end = std::min(conllu.find('\n'), conllu.size());
    std::string_view line = conllu.substr(0, end);
    conllu.remove_prefix(std::min(end + 1, conllu.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) close();
    if (line.empty() || line[0] == '#' || !is_digit(line[0])) continue;
    const std::string_view number = column(line, 0), form = column(line, 1);
    if (form.empty() || number.find('.') != std::string_view::npos) continue;
    const bool no_space = column(line, 9).find("SpaceAfter=No") != std::string_view::npos;
    if (const size_t dash = number.find('-'); dash != std::string_view::npos) {
      uint32_t last = 0;
      for (const char c : number.substr(dash + 1))
        last = is_digit(c) && last < 100000 ? last * 10 + static_cast<uint32_t>(c - '0') : last;
      inside = last;
      after_multiword = !no_space;
      continue;
    }
    ++id;
    if (space) text.utf8 += ' ';
    const auto begin = static_cast<uint32_t>(text.utf8.size());
    text.utf8 += form;
    text.tokens.push_back({{begin, static_cast<uint32_t>(text.utf8.size())}, space});
    space = id < inside ? false : id == inside ? after_multiword : !no_space;
  }
  close();
  text.blocks.push_back(
      {{0, static_cast<uint32_t>(text.utf8.size())}, Role::body, 0, 0, static_cast<uint32_t>(text.sentences.size())});
  return text;
}

}  // namespace dateline::syntax
