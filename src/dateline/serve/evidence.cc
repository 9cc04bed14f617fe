// The evidence: every page's clean text, each sentence an anchor, what was found in it marked where it stands.
//
// "more than 100 Palestinians" is underlined as a figure, said words as a statement; a name shows its actor. A pile of much text
// shows only the sentences that gave a row.
#include <algorithm>
#include <map>

#include "dateline/serve/html.h"
#include "dateline/serve/sheet.h"

namespace dateline::serve {

namespace {

constexpr size_t kFullTextBytes = 300000;  ///< of all pages together; above it only cited sentences are shown

struct Mark {
  Span at;
  char kind;  ///< 'q' said, 'f' figure, 'e' act, 't' time, 'n' name, 'r' repaired
  std::string title;
};

std::vector<Mark> marks_of(const Sheet& s, uint32_t doc) {
  const Record& r = s.records[doc];
  std::vector<Mark> out;
  for (const RecordStatement& x : r.statements) {
    const std::string who = "said by " + s.actor(doc, x.speaker);
    if (x.pieces.empty()) out.push_back({x.where.at, 'q', who});
    for (const Span piece : x.pieces) out.push_back({piece, 'q', who});
  }
  for (const RecordFigure& x : r.figures) out.push_back({x.where.at, 'f', "figure: " + x.kind + " " + x.bound});
  for (const RecordEvent& x : r.events) out.push_back({x.trigger, 'e', "event: " + x.type + " " + x.mode + " " + x.status});
  for (const RecordTime& x : r.times) out.push_back({x.where.at, 't', x.value.empty() ? "time not resolved" : x.value});
  for (uint32_t i = 0; i < r.entities.size(); ++i) {
    for (const RecordMention& m : r.entities[i].mentions) {
      if (m.kind != "pronoun") out.push_back({m.where.at, 'n', s.actor(doc, {i, "", false})});
    }
  }
  for (const RecordRepair& x : r.repairs) {
    if (x.certain) out.push_back({x.where.at, 'r', "repaired; the page has: " + x.broken});
  }
  std::erase_if(out, [](const Mark& m) { return m.at.empty(); });
  std::stable_sort(out.begin(), out.end(), [](const Mark& a, const Mark& b) {
    return a.at.begin != b.at.begin ? a.at.begin < b.at.begin : a.at.end > b.at.end;
  });
  return out;
}

/// Writes one sentence, cut at the ends of its marks; each piece carries the classes of the marks that cover it.
/// `next` is the first mark that may still matter; sentences come in order.
void add_marked(Sheet& s, std::string_view text, Span sentence, const std::vector<Mark>& marks, size_t& next) {
  while (next < marks.size() && marks[next].at.end <= sentence.begin) ++next;
  std::vector<const Mark*> here;
  std::vector<uint32_t> cuts = {sentence.begin, sentence.end};
  for (size_t i = next; i < marks.size() && marks[i].at.begin < sentence.end; ++i) {
    if (!marks[i].at.overlaps(sentence)) continue;
    here.push_back(&marks[i]);
    cuts.push_back(std::max(marks[i].at.begin, sentence.begin));
    cuts.push_back(std::min(marks[i].at.end, sentence.end));
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  for (size_t i = 0; i + 1 < cuts.size(); ++i) {
    const Span piece{cuts[i], cuts[i + 1]};
    std::string classes, title;
    for (const Mark* m : here) {
      if (!m->at.contains(piece)) continue;
      if (classes.find(std::string("m") + m->kind) == std::string::npos)
        (classes += classes.empty() ? "" : " ") += std::string("m") + m->kind;
      if (m->kind != 'q' || title.empty()) title = m->title;
    }
    const std::string words = escape_text(slice(text, piece));
    if (!classes.empty()) s.add("<span class=\"" + classes + "\" title=\"" + escape_attribute(title) + "\">");
    s.add(words);
    if (!classes.empty()) s.add("</span>");
  }
}

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
  const std::vector<Mark> marks = marks_of(s, doc);
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
    add_marked(s, r.text, sentence.at, marks, next);
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
