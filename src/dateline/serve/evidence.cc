// The evidence: every page's clean text, each sentence an anchor, what was found in it marked where it stands.
//
// "more than 100 Palestinians" is underlined as a figure, said words as a statement; a name shows its actor. A pile of much text
// shows only the sentences that gave a row.
#include "dateline/serve/html.h"
#include "dateline/serve/marking.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

constexpr size_t kFullTextBytes = 300000;  ///< of all pages together; above it only cited sentences are shown

/// Sentences that gave a row.
std::vector<bool> cited_in(const Record& r) {
  std::vector<bool> cited(r.sentences.size());
  const auto add = [&](const auto& rows) {
    for (const auto& x : rows) {
      if (x.where.sentence < cited.size()) cited[x.where.sentence] = true;
    }
  };
  add(r.statements), add(r.figures), add(r.events), add(r.votes), add(r.proposals), add(r.times);
  return cited;
}

void add_text(Sheet& s, uint32_t doc, bool full) {
  const Record& r = s.records[doc];
  const std::vector<TextMark> marks = marks_of(r, [&](uint32_t entity) { return s.actor(doc, {entity, "", false}); });
  const std::vector<bool> cited = cited_in(r);
  size_t next = 0;
  uint32_t block = kNone;
  bool gap = false;
  for (uint32_t i = 0; i < r.sentences.size(); ++i) {
    const RecordSentence& sentence = r.sentences[i];
    if (!full && !cited[i]) {
      gap = true;
      continue;
    }
    if (sentence.block != block) {
      const std::string role = sentence.block < r.blocks.size() ? r.blocks[sentence.block].role : std::string();
      s.add((block == kNone ? "" : "</p>\n") + std::string("<p") +
            (role.empty() || role == "body" ? "" : " class=\"b-" + escape_id(role) + "\"") + ">");
      block = sentence.block;
    }
    if (gap) s.add("… ");
    gap = false;
    s.add("<span id=\"" + s.anchor(doc, i) + "\" class=\"s\">");
    s.add(marked_text(r.text, sentence.at, marks, next));
    s.add("</span> ");
  }
  if (block != kNone) s.add("</p>\n");
}

}  // namespace

void add_evidence(Sheet& s) {
  if (s.records.empty()) return;
  size_t bytes = 0;
  for (const Record& r : s.records) bytes += r.text.size();
  const bool full = bytes <= kFullTextBytes;
  s.add("<section id=\"evidence\" aria-labelledby=\"h-evidence\"><h2 id=\"h-evidence\">Evidence</h2>\n<p class=\"legend\">" +
        std::string(full ? "The clean text of each page." : "The sentences of each page that gave a row.") +
        " <span class=\"mq\">said</span> <span class=\"mf\">figure</span> <span class=\"me\">act</span> <span "
        "class=\"mt\">time</span> <span class=\"mn\">name</span> <span class=\"mr\">repaired</span></p>\n");
  for (const uint32_t doc : s.order()) {
    const Record& r = s.records[doc];
    const std::string language = r.language.empty() || r.language == "en" ? "" : " lang=\"" + escape_attribute(r.language) + "\"";
    s.add("<article class=\"page\" id=\"" + s.anchor(doc) + "\"" + language + "><h3><span class=\"src\">" + s.label(doc) +
          "</span> " + (r.headline.empty() ? "<span class=\"n\">no headline</span>" : escape_text(r.headline)) +
          "</h3>\n<p class=\"n\">" + escape_text(r.name) + " · " +
          (s.date_of(doc).known() ? time_tag(s.date_of(doc)) : std::string("date not known")) + " · <code>" + escape_text(r.id) +
          "</code></p>\n<div class=\"text\">");
    add_text(s, doc, full);
    s.add("</div></article>\n");
  }
  s.add("</section>\n");
}

}  // namespace dateline::serve
