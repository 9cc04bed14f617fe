// Two pages side by side: sentences that tell the same stand in one row, the words that differ are marked.
//
// /compare?a=d_1..&b=d_2..: "more than 100 Palestinians" left against "at least 70 Palestinian civilians" right.
#include <algorithm>
#include <cmath>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"
#include "dateline/serve/sheet.h"
#include "dateline/serve/site/align.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

std::string with_differences(std::string_view text, const std::vector<Span>& spans) {
  std::string out;
  uint32_t at = 0;
  for (const Span& s : spans) {
    out += escape_text(slice(text, {at, s.begin})) + "<mark class=\"dif\">" + escape_text(slice(text, s)) + "</mark>";
    at = s.end;
  }
  return out + escape_text(text.substr(std::min<size_t>(at, text.size())));
}

std::vector<std::string_view> sentences_of(const Record& r) {
  std::vector<std::string_view> out;
  out.reserve(r.sentences.size());
  for (const RecordSentence& s : r.sentences) out.push_back(slice(r.text, s.at));
  return out;
}

std::string head_of(View& view, const Record& r) {
  return "<th scope=\"col\">" + view.source(r.id, r.name, "") + " " +
         (r.headline.empty() ? "<i class=\"n\">no headline</i>" : escape_text(r.headline)) + "</th>";
}

std::string folded(const Record& r, const std::vector<std::string_view>& sentences, const std::vector<uint32_t>& only) {
  if (only.empty()) return "<td></td>";
  std::string out = "<td><details><summary>" + counted(only.size(), "sentence", "sentences") + " only here</summary>";
  for (const uint32_t i : only)
    out += "<p><a class=\"n\" href=\"" + evidence_href(r.id, std::to_string(i)) + "\">" + std::to_string(i) + "</a> " +
           escape_text(sentences[i]) + "</p>";
  return out + "</details></td>";
}

std::string side(const Record& r, std::string_view text, uint32_t sentence, const std::vector<Span>& spans) {
  return "<td dir=\"auto\"><a class=\"n\" href=\"" + evidence_href(r.id, std::to_string(sentence)) + "\" title=\"sentence " +
         std::to_string(sentence) + "\">" + std::to_string(sentence) + "</a> " + with_differences(text, spans) + "</td>";
}

/// Sentences of the two pages that tell one happening, or stand in one difference.
std::vector<SentencePair> known_pairs(View& view, const std::string& a, const std::string& b) {
  const Rows rows = view.query(
      "SELECT x.sentence AS a, y.sentence AS b FROM conflict_value x JOIN conflict_value y ON y.gen = x.gen AND y.conflict = "
      "x.conflict WHERE x.gen = (SELECT id FROM generation WHERE current = 1) AND x.doc = ?1 AND y.doc = ?2 "
      "UNION ALL SELECT x.sentence, y.sentence FROM happening_document p JOIN happening_mention x ON x.gen = p.gen AND "
      "x.happening = p.happening JOIN happening_mention y ON y.gen = x.gen AND y.happening = x.happening WHERE p.gen = (SELECT "
      "id FROM generation WHERE current = 1) AND p.doc = ?1 AND x.doc = ?1 AND y.doc = ?2 LIMIT 2000",
      {a, b});
  std::vector<SentencePair> out;
  for (size_t i = 0; i < rows.size(); ++i) {
    if (rows.has(i, "a") && rows.has(i, "b"))
      out.push_back({static_cast<uint32_t>(rows.integer(i, "a")), static_cast<uint32_t>(rows.integer(i, "b")), 1});
  }
  return out;
}

std::string table(View& view, const Record& a, const Record& b, size_t& pairs_found) {
  const auto x = sentences_of(a), y = sentences_of(b);
  const auto pairs = pair_sentences(x, y, known_pairs(view, a.id, b.id));
  pairs_found = pairs.size();
  std::string out = "<table class=\"side\"><thead><tr>" + head_of(view, a) + head_of(view, b) + "</tr></thead><tbody>\n";
  std::vector<bool> paired(y.size());
  for (const SentencePair& p : pairs) paired[p.b] = true;
  std::vector<uint32_t> only;
  size_t next = 0;
  for (uint32_t i = 0; i <= x.size(); ++i) {
    const bool hit = next < pairs.size() && pairs[next].a == i;
    if (!hit && i < x.size()) {
      only.push_back(i);
      continue;
    }
    if (!only.empty()) out += "<tr class=\"only\">" + folded(a, x, only) + "<td></td></tr>\n";
    only.clear();
    if (!hit) continue;
    const SentencePair& p = pairs[next++];
    const Differing d = differing_words(x[p.a], y[p.b]);
    out += "<tr class=\"row\">" + side(a, x[p.a], p.a, d.a) + side(b, y[p.b], p.b, d.b) + "</tr>\n";
  }
  for (uint32_t j = 0; j < y.size(); ++j) {
    if (!paired[j]) only.push_back(j);
  }
  if (!only.empty()) out += "<tr class=\"only\"><td></td>" + folded(b, y, only) + "</tr>\n";
  return out + "</tbody></table>\n";
}

std::string lineage_words(View& view, const std::string& a, const std::string& b) {
  const Rows rows = view.query(
      "SELECT reason, share FROM v_lineage WHERE (from_doc = ?1 AND to_doc = ?2) OR (from_doc = ?2 AND to_doc = ?1) ORDER BY n "
      "LIMIT 4",
      {a, b});
  std::string out;
  for (size_t i = 0; i < rows.size(); ++i) out += "<p class=\"warn\">" + escape_text(rows.text(i, "reason")) + "</p>\n";
  return out;
}

/// The pairs for programs: sentence numbers, words, the share of words that both have.
Response data(View& view, const Record& a, const Record& b) {
  const auto x = sentences_of(a), y = sentences_of(b);
  store::Store::Table out;
  out.columns = {"a_doc", "a_sentence", "a_text", "b_doc", "b_sentence", "b_text", "share"};
  using Cell = store::Store::Cell;
  const auto text = [](std::string_view words) {
    Cell c;
    c.kind = Cell::Kind::text;
    c.text = words;
    return c;
  };
  const auto number = [](uint32_t n) {
    Cell c;
    c.kind = Cell::Kind::integer;
    c.integer = n;
    return c;
  };
  for (const SentencePair& p : pair_sentences(x, y, known_pairs(view, a.id, b.id))) {
    Cell share;
    share.kind = Cell::Kind::real;
    share.real = std::round(p.share * 1000) / 1000;
    out.rows.push_back({text(a.id), number(p.a), text(x[p.a]), text(b.id), number(p.b), text(y[p.b]), share});
  }
  return data_of(view, out, {}, view.address.path.ends_with(".csv"));
}

}  // namespace

Response compare_page(View& view) {
  const std::string one = view.address.get("a"), other = view.address.get("b");
  if (one.empty() || other.empty()) return problem(view, 400, "Two pages are needed: /compare?a=PAGE&b=PAGE");
  const auto a_id = view.record.find_document(one), b_id = view.record.find_document(other);
  if (!a_id || !b_id) return problem(view, 404, "The record has no such page.");
  const auto a = view.record.load_record(*a_id), b = view.record.load_record(*b_id);
  if (!a || !b) return problem(view, 503, "A page cannot be read.");
  if (view.address.path != "/compare") return data(view, *a, *b);
  size_t pairs = 0;
  const std::string rows = table(view, *a, *b, pairs);
  Head head;
  head.title = view.label(a->id, a->name) + " and " + view.label(b->id, b->name) + ", side by side";
  head.current = "pages";
  head.wide = true;
  head.forms = true;
  head.deck = counted(pairs, "sentence of one tells", "sentences of one tell") +
              " what a sentence of the other tells. Words that differ are marked.";
  return page(
      view, head,
      lineage_words(view, a->id, b->id) + "<h2>What differs on one matter</h2>\n" +
          [&] {
            const std::string t = conflict_tables(
                view,
                "n IN (SELECT conflict FROM conflict_value WHERE gen = (SELECT id FROM generation WHERE current = 1) AND doc = "
                "?1) AND n IN "
                "(SELECT conflict FROM conflict_value WHERE gen = (SELECT id FROM generation WHERE current = 1) AND doc = ?2)",
                {a->id, b->id}, 20);
            return t.empty()
                       ? std::string("<p>Nothing was found that the two say differently of one quantity or one wording.</p>\n")
                       : t;
          }() +
          "<h2>Sentence by sentence</h2>\n<div class=\"scroll\">" + rows + "</div>\n");
}

}  // namespace dateline::serve
