// `dateline explain`: why each block of a page has its role: rule, score, reasons in words.
//
// "dateline explain page.html" prints a line a block: line 41, related link, 0.03, "mostly a link; markup names related pages
// (-1.2)". Nothing is kept; pages that are plain text have rules and no score.
#include <algorithm>
#include <charconv>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/json.h"
#include "dateline/page/clues.h"
#include "dateline/page/page.h"
#include "dateline/page/scorer.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

constexpr size_t kReasons = 3;

/// "0.93", "-1.2"
std::string number(float value, int digits) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, digits);
  return {text, end.ptr};
}

/// "0.93", "3"
std::string short_number(float value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 3);
  return {text, end.ptr};
}

/// How block `b` of the article was judged, or nullptr for a page without trace.
const page::Judged* judged(const page::Trace& trace, uint32_t b) {
  const auto found = std::find_if(trace.begin(), trace.end(), [&](const page::Judged& j) { return j.block == b; });
  return found == trace.end() ? nullptr : &*found;
}

std::string first_line(std::string_view text, size_t most) {
  std::string line = squeeze(text.substr(0, most * 4));
  while (width_of(line) > most) {
    do line.pop_back();
    while (!line.empty() && (static_cast<unsigned char>(line.back()) & 0xC0) == 0x80);
  }
  return line;
}

std::string article_line(const Article& article) {
  std::string out = "page: " + std::string(name_of(article.kind));
  if (!article.kind_why.empty()) out += " (" + std::string(article.kind_why) + ")";
  out += "; headline: " + std::string(name_of(article.headline.basis));
  const page::Published when = page::published(article);
  if (when.day.known()) out += "; published: " + (when.instant.empty() ? iso_of(when.day) : when.instant);
  return out + "; language: " + article.language;
}

class Json {
 public:
  std::string of(const RawPage& page, const Article& article, const page::Trace& trace) {
    json_.begin_object();
    json_.field("id", "d_" + sha256_hex(page.bytes).substr(0, 16)).field("path", page.path);
    json_.field("kind", name_of(article.kind)).field("kind_why", article.kind_why);
    json_.field("headline", article.headline.text).field("headline_basis", name_of(article.headline.basis));
    json_.key("dates").begin_array();
    for (const DateClue& clue : article.dates) {
      json_.begin_object()
          .field("kind", name_of(clue.kind))
          .field("day", iso_of(clue.day))
          .field("instant", clue.instant)
          .field("text", clue.text)
          .end_object();
    }
    json_.end_array().key("blocks").begin_array();
    for (uint32_t i = 0; i < article.blocks.size(); ++i) block(article, i, judged(trace, i));
    json_.end_array().end_object();
    return json_.take();
  }

 private:
  void block(const Article& article, uint32_t i, const page::Judged* how) {
    const Block& b = article.blocks[i];
    json_.begin_object().field("line", b.line).field("role", name_of(b.role)).field("kept", kept(b.role));
    json_.field("confidence", static_cast<double>(b.confidence)).field("why", b.why);
    if (how != nullptr) {
      json_.field("rules", name_of(how->rules.role)).field("rules_why", how->rules.why).key("score");
      how->score < 0 ? json_.null() : json_.value(static_cast<double>(how->score));
      json_.key("reasons").begin_array();
      for (const page::Share& share : page::score_shares(how->features, kReasons)) {
        const page::FeatureName& name = page::feature_names()[share.feature];
        json_.begin_object().field("feature", name.key).field("says", name.words);
        json_.field("value", static_cast<double>(how->features[share.feature]))
            .field("odds", static_cast<double>(share.odds))
            .end_object();
      }
      json_.end_array();
    }
    json_.field("text", slice(article.text, b.at)).end_object();
  }
  JsonWriter json_;
};

std::string reasons(const Block& b, const page::Judged* how) {
  std::string out(b.why);
  if (how == nullptr || how->score < 0) return out;
  if (how->rules.role != b.role)
    out += "; rules said " + std::string(name_of(how->rules.role)) + " (" + std::string(how->rules.why) + ")";
  for (const page::Share& share : page::score_shares(how->features, kReasons)) {
    out += "; " + std::string(page::feature_names()[share.feature].words) + " = " + short_number(how->features[share.feature]) +
           " (" + (share.odds > 0 ? "+" : "") + number(share.odds, 1) + ")";
  }
  return out;
}

/// "e_0123456789abcdef"
bool is_event(std::string_view word) {
  return word.size() == 18 && word.substr(0, 2) == "e_" &&
         std::all_of(word.begin() + 2, word.end(), [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
}

store::Store::Table table_of(const Article& article, const page::Trace& trace) {
  using Cell = store::Store::Cell;
  const auto text = [](std::string value) {
    Cell cell;
    cell.kind = Cell::Kind::text;
    cell.text = std::move(value);
    return cell;
  };
  store::Store::Table table;
  table.columns = {"line", "role", "kept", "score", "text", "reasons"};
  for (uint32_t i = 0; i < article.blocks.size(); ++i) {
    const Block& b = article.blocks[i];
    const page::Judged* how = judged(trace, i);
    Cell line;
    line.kind = Cell::Kind::integer;
    line.integer = b.line;
    table.rows.push_back({line, text(std::string(name_of(b.role))), text(kept(b.role) ? "yes" : "no"),
                          text(how == nullptr || how->score < 0 ? "" : number(how->score, 2)),
                          text(first_line(slice(article.text, b.at), 60)), text(reasons(b, how))});
  }
  return table;
}

}  // namespace

int run_explain(const Options& options) {
  if (is_event(options.paths.front())) return run_explain_event(options);
  auto ontology = Ontology::load(options.ontology);
  if (!ontology) return fail(ontology.error());
  Tally tally;
  uint64_t pages = 0;
  tally = walk_pages(
      options,
      [&](const RawPage& page) {
        ++pages;
        page::Trace trace;
        const Article article = page::read(page, **ontology, trace);
        if (options.json) {
          out().write(Json().of(page, article, trace) + "\n");
          return !out().gone();
        }
        tell(article_line(article));
        static const std::vector<Shown> kPeople = {{"Line", "line", 6},   {"Role", "role", 16}, {"Kept", "kept", 4},
                                                   {"Score", "score", 5}, {"Text", "text", 44}, {"Why", "reasons", 200}};
        static_cast<void>(print(table_of(article, trace), kPeople, options));
        return !out().gone();
      },
      nullptr);
  tally.pages = pages;
  return tally.code();
}

}  // namespace dateline::cli
