// Small records for the tests of story/: text cut into sentences at ". ", rows added by hand.
//
// Pages{}.add("a", "2021-03-24", "A ship ran aground. It blocked the canal.") gives a Record with two sentences and a page date.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/record.h"

namespace dateline::test {

class Page {
 public:
  Page(std::string id, std::string_view date, std::string text, std::string headline = "A headline") {
    r.id = r.name = std::move(id);
    if (!date.empty()) {
      r.date = *parse_iso_range(date);
      r.date_range = r.date;
      r.date_basis = "metadata";
    }
    r.headline = std::move(headline);
    r.text = std::move(text);
    r.blocks.push_back({r.text, "body", true, 1, {}, {0, static_cast<uint32_t>(r.text.size())}, ""});
    for (size_t begin = 0; begin < r.text.size();) {
      size_t end = r.text.find(". ", begin);
      end = end == std::string::npos ? r.text.size() : end + 1;
      r.sentences.push_back({{static_cast<uint32_t>(begin), static_cast<uint32_t>(end)}, 0});
      begin = end + 1;
    }
  }

  /// Evidence of the first place where `words` stand.
  [[nodiscard]] Evidence at(std::string_view words) const {
    const size_t begin = r.text.find(words);
    Evidence e;
    if (begin == std::string::npos) return e;
    e.at = {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + words.size())};
    for (uint32_t i = 0; i < r.sentences.size(); ++i) {
      if (r.sentences[i].at.contains(e.at)) e.sentence = i;
    }
    return e;
  }

  Page& entity(std::string name, std::string type, std::string kb = "", std::vector<std::string> represents = {}) {
    RecordEntity e;
    e.name = std::move(name);
    e.type = std::move(type);
    e.kb_id = std::move(kb);
    e.id = "n_" + r.id + "_" + e.name;
    e.represents = std::move(represents);
    e.mentions.push_back({at(e.name), "name", "as written", 1});
    r.entities.push_back(std::move(e));
    return *this;
  }

  /// Role of the entity added last, as the page prints it.
  Page& role(std::string printed) {
    r.entities.back().role = std::move(printed);
    return *this;
  }

  /// How the entity added last is first spoken of: "description" for an office without a name.
  Page& spoken(std::string kind) {
    r.entities.back().mentions.front().kind = std::move(kind);
    return *this;
  }

  /// Another way the page writes the entity added last.
  Page& also(std::string_view words, std::string kind) {
    r.entities.back().mentions.push_back({at(words), std::move(kind), "as written", 1});
    return *this;
  }

  Page& figure(std::string_view words, double low, std::string bound, std::string kind, std::string counted) {
    RecordFigure f;
    f.where = at(words);
    f.low = low;
    f.best = low;
    f.bound = std::move(bound);
    if (f.bound == "exact") f.high = low;
    f.kind = std::move(kind);
    f.unit = "person";
    f.counted = std::move(counted);
    r.figures.push_back(std::move(f));
    return *this;
  }

  Page& event(std::string_view words, std::string type, std::string status, std::string_view day, uint32_t actor = kNone) {
    RecordEvent e;
    e.where = at(words);
    e.type = std::move(type);
    e.status = std::move(status);
    if (!day.empty()) e.date = {*parse_iso_range(day), "clause"};
    if (actor != kNone) e.actors.push_back({actor, r.entities[actor].name, false});
    r.events.push_back(std::move(e));
    return *this;
  }

  Page& statement(std::string_view words, uint32_t speaker, std::string cls) {
    RecordStatement s;
    s.where = at(words);
    s.cls = std::move(cls);
    s.speaker = {speaker, r.entities[speaker].name, false};
    r.statements.push_back(std::move(s));
    return *this;
  }

  Page& time(std::string_view words, std::string value, std::string_view day, std::string basis) {
    RecordTime t;
    t.where = at(words);
    t.type = "DATE";
    t.value = std::move(value);
    t.basis = std::move(basis);
    if (!day.empty()) t.days = *parse_iso_range(day);
    r.times.push_back(std::move(t));
    return *this;
  }

  Record r;
};

inline std::vector<Record> sorted(std::vector<Page> pages) {
  std::vector<Record> out;
  for (Page& p : pages) out.push_back(std::move(p.r));
  std::sort(out.begin(), out.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
  return out;
}

}  // namespace dateline::test
