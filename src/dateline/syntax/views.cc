// Prints the layer for other programs; see views.h. Input: a Text and its Syntax. Row that comes out: `1  Blinken  B-PER`.
// It does not try to print features or lemmas: CoNLL-U has them.
#include "dateline/syntax/views.h"

#include <algorithm>
#include <cmath>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"

namespace dateline::syntax {
namespace {

void add_line(Text& text, uint32_t begin, std::string_view line) {
  TextBlock block;
  block.at = {begin, begin + static_cast<uint32_t>(line.size())};
  block.sentence_begin = static_cast<uint32_t>(text.sentences.size());
  const auto number = static_cast<uint32_t>(text.blocks.size());
  for (const text::RawToken& t : text::split(line)) {
    const auto n = static_cast<uint32_t>(text.tokens.size());
    const Span at{begin + t.at.begin, begin + t.at.end};
    if (t.sentence_begin) text.sentences.push_back({at, n, n, number});
    text.tokens.push_back({at, t.space_before});
    Sentence& s = text.sentences.back();
    s.token_end = n + 1;
    s.at.end = at.end;
  }
  block.sentence_end = static_cast<uint32_t>(text.sentences.size());
  text.blocks.push_back(block);
}

void arcs(JsonWriter& json, const Syntax& syntax, const Sentence& s) {
  json.key("arcs").begin_array();
  for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
    if (syntax.head[t] < 0) continue;
    const uint32_t word = t - s.token_begin, head = static_cast<uint32_t>(syntax.head[t]) - s.token_begin;
    json.begin_object().field("start", std::min(word, head)).field("end", std::max(word, head));
    json.field("label", name_of(syntax.dep[t])).field("dir", word < head ? "left" : "right").end_object();
  }
  json.end_array();
}

}  // namespace

std::string_view short_name(SpanType type) {
  switch (type) {
    case SpanType::person:
      return "PER";
    case SpanType::organisation:
      return "ORG";
    case SpanType::location:
      return "LOC";
    case SpanType::other:
      break;
  }
  return "MISC";
}

Text read_lines(std::string_view utf8) {
  Text text;
  text.utf8 = utf8;
  for (size_t begin = 0; begin < text.utf8.size();) {
    const size_t end = std::min(text.utf8.find('\n', begin), text.utf8.size());
    if (end > begin) add_line(text, static_cast<uint32_t>(begin), std::string_view(text.utf8).substr(begin, end - begin));
    begin = end + 1;
  }
  return text;
}

std::string print_displacy_trees(const Text& text, const Syntax& syntax) {
  std::string out;
  for (const Sentence& s : text.sentences) {
    JsonWriter json;
    json.begin_object().key("words").begin_array();
    for (uint32_t t = s.token_begin; t < s.token_end; ++t)
      json.begin_object().field("text", text.word(t)).field("tag", name_of(syntax.upos[t])).end_object();
    json.end_array();
    arcs(json, syntax, s);
    out += json.end_object().take() + "\n";
  }
  return out;
}

std::string print_displacy_names(const Text& text, const Syntax& syntax) {
  const CodePointIndex points(text.utf8);
  JsonWriter json;
  json.begin_object().field("text", text.utf8).key("ents").begin_array();
  for (const EntitySpan& e : syntax.entities) {
    const Span at = text.span_of_tokens(e.begin, e.end);
    json.begin_object().field("start", points.of_byte(at.begin)).field("end", points.of_byte(at.end));
    json.field("label", short_name(e.type)).end_object();
  }
  return json.end_array().key("title").null().end_object().take() + "\n";
}

std::string print_iob2(const Text& text, const Syntax& syntax) {
  std::string out;
  size_t entity = 0;
  for (const Sentence& s : text.sentences) {
    for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
      while (entity < syntax.entities.size() && syntax.entities[entity].end <= t) ++entity;
      out += std::to_string(t - s.token_begin + 1);
      out += '\t';
      for (const char c : text.word(t)) out += c == '\t' || c == '\n' || c == '\r' ? ' ' : c;
      out += '\t';
      if (entity < syntax.entities.size() && syntax.entities[entity].begin <= t) {
        out += syntax.entities[entity].begin == t ? "B-" : "I-";
        out += short_name(syntax.entities[entity].type);
      } else {
        out += 'O';
      }
      out += '\n';
    }
    out += '\n';
  }
  return out;
}

std::string print_names(const Text& text, const Syntax& syntax) {
  const CodePointIndex points(text.utf8);
  std::string out;
  for (const EntitySpan& e : syntax.entities) {
    const Span at = text.span_of_tokens(e.begin, e.end);
    out += short_name(e.type);
    out += '\t' + std::to_string(std::lround(e.score * 1000)) + '\t' + std::to_string(points.of_byte(at.begin)) + '\t' +
           std::to_string(points.of_byte(at.end)) + '\t';
    for (const char c : text.of(at)) out += static_cast<unsigned char>(c) < 32 ? ' ' : c;
    out += '\n';
  }
  return out;
}

}  // namespace dateline::syntax
