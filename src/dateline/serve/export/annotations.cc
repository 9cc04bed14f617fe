// Every fact as a note on its words: W3C Web Annotation, Label Studio, brat.
//
// A statement of page d_12.. at code points 40 to 61 becomes an annotation with a TextPositionSelector and a TextQuoteSelector of
// 32 characters on either side. Offsets are code points, half-open.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/serve/export/coded.h"
#include "dateline/serve/export/export.h"
#include "dateline/store/version.h"

namespace dateline::serve {

namespace {

constexpr uint32_t kAround = 32;  ///< code points of prefix and suffix

struct Annotation {
  Span at;
  std::string id, label, words;  ///< words: what the fact says
};

/// What people said of it, for the notes beside it.
std::string corrected_words(const Pile& pile, const std::string& id) {
  const auto found = pile.corrections.find(id);
  return found == pile.corrections.end() ? std::string() : " [" + found->second.words + "]";
}

std::string names_of(const Pile& pile, uint32_t doc, const std::vector<ActorRef>& list) {
  std::string out;
  for (const ActorRef& a : list) (out += out.empty() ? "" : ", ") += party_of(pile.records, pile.story, doc, a).name;
  return out;
}

std::vector<Annotation> annotations_of(const Pile& pile, uint32_t doc) {
  const Record& r = pile.records[doc];
  std::vector<Annotation> out;
  for (const RecordEntity& e : r.entities) {
    for (size_t i = 0; i < e.mentions.size(); ++i) {
      if (e.mentions[i].kind != "pronoun")
        out.push_back({e.mentions[i].where.at, e.id + "-" + std::to_string(i), e.type.empty() ? "name" : e.type, e.name});
    }
  }
  for (const RecordStatement& s : r.statements)
    out.push_back(
        {s.where.at, s.id, "statement", "said by " + party_of(pile.records, pile.story, doc, s.speaker).name + ", " + s.form});
  for (const RecordFigure& f : r.figures) out.push_back({f.where.at, f.id, "figure", f.kind + " " + f.bound});
  for (const RecordEvent& e : r.events) {
    std::string words = e.type + (e.mode.empty() ? "" : " " + e.mode) + ": " + names_of(pile, doc, e.actors);
    if (!e.recipients.empty()) words += " to " + names_of(pile, doc, e.recipients);
    out.push_back({e.trigger, e.id, "event", words + ", " + e.status});
  }
  for (const RecordTime& t : r.times) out.push_back({t.where.at, t.id, "time", t.value});
  for (const RecordVote& v : r.votes) out.push_back({v.where.at, v.id, "vote", v.kind + " " + v.number});
  std::erase_if(out, [&](const Annotation& a) { return a.at.empty() || a.at.end > r.text.size(); });
  std::stable_sort(out.begin(), out.end(), [](const Annotation& a, const Annotation& b) {
    return a.at.begin != b.at.begin ? a.at.begin < b.at.begin : a.at.end < b.at.end;
  });
  return out;
}

std::string label_of(std::string text) {
  for (char& c : text) {
    if (!is_alnum(c)) c = '_';
  }
  return text;
}

}  // namespace

Files export_webannotation(const Pile& pile) {
  ExportFile out{"annotations.jsonl", {}};
  for (uint32_t doc = 0; doc < pile.records.size(); ++doc) {
    const Record& r = pile.records[doc];
    const CodePointIndex points(r.text);
    const uint32_t all = points.of_byte(static_cast<uint32_t>(r.text.size()));
    for (const Annotation& a : annotations_of(pile, doc)) {
      const uint32_t start = points.of_byte(a.at.begin), end = points.of_byte(a.at.end);
      const uint32_t from = points.byte_of(start > kAround ? start - kAround : 0),
                     to = points.byte_of(std::min(all, end + kAround));
      JsonWriter json;
      json.begin_object()
          .field("@context", "http://www.w3.org/ns/anno.jsonld")
          .field("id", "urn:dateline:" + a.id)
          .field("type", "Annotation")
          .field("motivation", "classifying");
      json.key("body")
          .begin_array()
          .begin_object()
          .field("type", "TextualBody")
          .field("purpose", "tagging")
          .field("value", a.label)
          .end_object();
      json.begin_object().field("type", "TextualBody").field("purpose", "describing").field("value", a.words).end_object();
      if (const auto found = pile.corrections.find(a.id); found != pile.corrections.end())
        json.begin_object()
            .field("type", "TextualBody")
            .field("purpose", "assessing")
            .field("value", found->second.words)
            .end_object();
      json.end_array();
      json.key("target").begin_object().field("source", "urn:dateline:" + r.id).key("selector").begin_array();
      json.begin_object().field("type", "TextPositionSelector").field("start", start).field("end", end).end_object();
      json.begin_object()
          .field("type", "TextQuoteSelector")
          .field("exact", slice(r.text, a.at))
          .field("prefix", slice(r.text, {from, a.at.begin}))
          .field("suffix", slice(r.text, {a.at.end, to}))
          .end_object();
      json.end_array().end_object().end_object();
      out.bytes += json.take() + "\n";
    }
  }
  return std::vector<ExportFile>{out};
}

namespace {

/// The head of a Label Studio result on these words; the value is left open for what it says.
void open_result(JsonWriter& json, const CodePointIndex& points, const Annotation& a, const char* from, const char* type) {
  json.begin_object().field("id", a.id).field("from_name", from).field("to_name", "text").field("type", type).key("value");
  json.begin_object().field("start", points.of_byte(a.at.begin)).field("end", points.of_byte(a.at.end));
}

void put_label(JsonWriter& json, const Record& r, const CodePointIndex& points, const Annotation& a) {
  open_result(json, points, a, "label", "labels");
  json.field("text", slice(r.text, a.at)).key("labels").begin_array().value(a.label).end_array().end_object();
  json.key("meta").begin_object().key("text").begin_array().value(a.words).end_array().end_object().end_object();
}

/// One answer of a person about a region: a choice or words.
void put_answer(JsonWriter& json, const Record& r, const CodePointIndex& points, const Annotation& a, const char* from,
                const std::string& value) {
  const bool choice = std::string_view(from) == "verdict";
  open_result(json, points, a, from, choice ? "choices" : "textarea");
  // What was typed stands under "text", where other results have the words of the region.
  if (choice) json.field("text", slice(r.text, a.at));
  json.key(choice ? "choices" : "text").begin_array().value(value).end_array().end_object().end_object();
}

struct Answer {
  std::string made, who, why, act, value, target;
};

/// Corrections of this page that stand on a row of it, in order.
std::vector<Answer> answers_of(const Pile& pile, const Record& r) {
  std::vector<Answer> out;
  if (pile.store == nullptr || pile.corrections.empty()) return out;
  const auto table = pile.store->query(
      "SELECT c.made, c.who, coalesce(c.why, ''), c.act, coalesce(c.value, ''), x.target FROM correction_place x JOIN correction "
      "c ON "
      "c.id = x.correction WHERE x.doc = ?1 AND x.state = 'applied' AND c.act IN ('wrong', 'right', 'redate', 'reattribute') "
      "ORDER "
      "BY c.id",
      {r.id});
  if (!table) return out;
  for (const auto& row : table->rows)
    out.push_back({row[0].text, row[1].text, row[2].text, row[3].text, row[4].text, row[5].text});
  return out;
}

/// What people said of the page, one annotation a person and time. It names every region, for a region that is missing from an
/// annotation was taken away by hand.
void put_answers(JsonWriter& json, const Pile& pile, const Record& r, const CodePointIndex& points,
                 const std::vector<Annotation>& regions) {
  const std::vector<Answer> answers = answers_of(pile, r);
  json.key("annotations").begin_array();
  for (size_t i = 0; i < answers.size(); ++i) {
    const Answer& a = answers[i];
    json.begin_object().field("completed_by", a.who).field("created_at", a.made).field("updated_at", a.made);
    json.field("was_cancelled", false).key("result").begin_array();
    for (const Annotation& region : regions) {
      put_label(json, r, points, region);
      if (region.id != a.target) continue;
      const bool verdict = a.act == "wrong" || a.act == "right";
      put_answer(json, r, points, region, verdict ? "verdict" : a.act.c_str(), verdict ? a.act : a.value);
      if (!a.why.empty()) put_answer(json, r, points, region, "why", a.why);
    }
    json.end_array().end_object();
  }
  json.end_array();
}

}  // namespace

Files export_labelstudio(const Pile& pile) {
  JsonWriter json;
  json.begin_array();
  for (uint32_t doc = 0; doc < pile.records.size(); ++doc) {
    const Record& r = pile.records[doc];
    const CodePointIndex points(r.text);
    const std::vector<Annotation> regions = annotations_of(pile, doc);
    json.begin_object().key("data").begin_object().field("text", r.text).field("doc", r.id).field("name", r.name).end_object();
    put_answers(json, pile, r, points, regions);
    json.key("predictions")
        .begin_array()
        .begin_object()
        .field("model_version", std::string("dateline ") + store::kProgramVersion)
        .key("result")
        .begin_array();
    for (const Annotation& a : regions) put_label(json, r, points, a);
    json.end_array().end_object().end_array().end_object();
  }
  json.end_array();
  return std::vector<ExportFile>{{"tasks.labelstudio.json", json.take() + "\n"}};
}

Files export_brat(const Pile& pile) {
  std::vector<ExportFile> files;
  for (uint32_t doc = 0; doc < pile.records.size(); ++doc) {
    const Record& r = pile.records[doc];
    const CodePointIndex points(r.text);
    ExportFile ann{r.id + ".ann", {}};
    size_t n = 0;
    for (const Annotation& a : annotations_of(pile, doc)) {
      // A span of brat holds no line end: it is given as pieces, each on its line.
      std::string places, words;
      for (uint32_t at = a.at.begin; at < a.at.end;) {
        const size_t line_end = std::min<size_t>(r.text.find('\n', at), a.at.end);
        const auto end = static_cast<uint32_t>(line_end);
        if (end > at) {
          places += (places.empty() ? "" : ";") + std::to_string(points.of_byte(at)) + " " + std::to_string(points.of_byte(end));
          words += (words.empty() ? "" : " ") + std::string(slice(r.text, {at, end}));
        }
        at = end + 1;
      }
      if (places.empty()) continue;
      const std::string number = std::to_string(++n);
      ann.bytes += "T" + number + "\t" + label_of(a.label) + " " + places + "\t" + words + "\n";
      ann.bytes += "#" + number + "\tAnnotatorNotes T" + number + "\t" +
                   tab_cell(a.id + " " + a.words + corrected_words(pile, a.id)) + "\n";
    }
    files.push_back({r.id + ".txt", r.text});
    files.push_back(std::move(ann));
  }
  std::string labels = "[entities]\n";
  std::vector<std::string> all;
  for (uint32_t doc = 0; doc < pile.records.size(); ++doc) {
    for (const Annotation& a : annotations_of(pile, doc)) all.push_back(label_of(a.label));
  }
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  for (const std::string& label : all) labels += label + "\n";
  files.push_back({"annotation.conf", labels + "[relations]\n[events]\n[attributes]\n"});
  return files;
}

}  // namespace dateline::serve
