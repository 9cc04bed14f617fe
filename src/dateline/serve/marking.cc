// Marks and cuts: see marking.h.
#include "dateline/serve/marking.h"

#include <algorithm>

#include "dateline/serve/html.h"

namespace dateline::serve {

std::vector<TextMark> marks_of(const Record& r, const std::function<std::string(uint32_t)>& name) {
  std::vector<TextMark> out;
  for (const RecordStatement& x : r.statements) {
    const std::string who = "said by " + (x.speaker.entity < r.entities.size() ? name(x.speaker.entity) : x.speaker.text);
    if (x.pieces.empty()) out.push_back({x.where.at, 'q', who});
    for (const Span piece : x.pieces) out.push_back({piece, 'q', who});
  }
  for (const RecordFigure& x : r.figures) out.push_back({x.where.at, 'f', "figure: " + x.kind + " " + x.bound});
  for (const RecordEvent& x : r.events) out.push_back({x.trigger, 'e', "event: " + x.type + " " + x.mode + " " + x.status});
  for (const RecordTime& x : r.times) out.push_back({x.where.at, 't', x.value.empty() ? "time not resolved" : x.value});
  for (uint32_t i = 0; i < r.entities.size(); ++i) {
    for (const RecordMention& m : r.entities[i].mentions) {
      if (m.kind != "pronoun") out.push_back({m.where.at, 'n', name(i)});
    }
  }
  for (const RecordRepair& x : r.repairs) {
    if (x.certain) out.push_back({x.where.at, 'r', "repaired; the page has: " + x.broken});
  }
  std::erase_if(out, [](const TextMark& m) { return m.at.empty(); });
  std::stable_sort(out.begin(), out.end(), [](const TextMark& a, const TextMark& b) {
    return a.at.begin != b.at.begin ? a.at.begin < b.at.begin : a.at.end > b.at.end;
  });
  return out;
}

std::string marked_text(std::string_view text, Span sentence, const std::vector<TextMark>& marks, size_t& next) {
  while (next < marks.size() && marks[next].at.end <= sentence.begin) ++next;
  std::vector<const TextMark*> here;
  std::vector<uint32_t> cuts = {sentence.begin, sentence.end};
  for (size_t i = next; i < marks.size() && marks[i].at.begin < sentence.end; ++i) {
    if (!marks[i].at.overlaps(sentence)) continue;
    here.push_back(&marks[i]);
    cuts.push_back(std::max(marks[i].at.begin, sentence.begin));
    cuts.push_back(std::min(marks[i].at.end, sentence.end));
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::string out;
  for (size_t i = 0; i + 1 < cuts.size(); ++i) {
    const Span piece{cuts[i], cuts[i + 1]};
    std::string classes, title;
    for (const TextMark* m : here) {
      if (!m->at.contains(piece)) continue;
      if (classes.find(std::string("m") + m->kind) == std::string::npos)
        (classes += classes.empty() ? "" : " ") += std::string("m") + m->kind;
      if (m->kind != 'q' || title.empty()) title = m->title;
    }
    const std::string words = escape_text(slice(text, piece));
    out += classes.empty() ? words
                           : "<span class=\"" + classes + "\" title=\"" + escape_attribute(title) + "\">" + words + "</span>";
  }
  return out;
}

}  // namespace dateline::serve
