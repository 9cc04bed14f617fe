// Records and a story made by hand, with every field used, for the tests of store/ and serve/.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/base/hash.h"
#include "dateline/record.h"
#include "dateline/story/story.h"

namespace sample {

using namespace dateline;

inline DayRange days(int y1, int m1, int d1, int y2, int m2, int d2, Precision p) {
  return {day_of(y1, m1, d1), day_of(y2, m2, d2), p};
}
inline DayRange day(int y, int m, int d) { return days(y, m, d, y, m, d, Precision::day); }

/// Evidence for the first place where `words` stand in the record's text.
inline Evidence at(const Record& r, std::string_view words) {
  const size_t begin = r.text.find(words);
  Evidence e;
  e.at = {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + words.size())};
  for (uint32_t i = 0; i < r.sentences.size(); ++i) {
    if (r.sentences[i].at.contains(e.at)) e.sentence = i;
  }
  return e;
}

/// A page with this text: a line is a block, a full stop before a space ends a sentence.
inline Record page(const std::string& name, const std::string& text) {
  Record r;
  r.sha256 = sha256_hex(text);
  r.id = "d_" + r.sha256.substr(0, 16);
  r.name = name;
  r.path = "pages/" + name + ".txt";
  r.language = "en";
  r.charset = "utf-8";
  r.media = "text";
  r.raw_bytes = text.size();
  r.text = text;
  uint32_t begin = 0, line = 0;
  while (begin < text.size()) {
    const auto end = static_cast<uint32_t>(std::min(text.find('\n', begin), text.size()));
    RecordBlock b;
    b.text = text.substr(begin, end - begin);
    b.role = line == 0 ? "headline" : "body";
    b.line = ++line;
    b.raw = b.at = {begin, end};
    b.why = "line";
    uint32_t from = begin;
    while (from < end) {
      const size_t stop = text.find(". ", from);
      const auto to = stop == std::string::npos || stop + 1 > end ? end : static_cast<uint32_t>(stop + 1);
      r.sentences.push_back({{from, to}, static_cast<uint32_t>(r.blocks.size())});
      from = to + 1;
    }
    r.blocks.push_back(std::move(b));
    begin = end + 1;
  }
  return r;
}

/// Every field of every row is set to something that is not its default.
inline Record rich() {
  Record r = page("harbour-one",
                  "Talks on the Élan Canal “close to a deal”\n"
                  "Minister Séverine Roux told the Coast Agency on Monday that more than 40 ships were waiting. She said: “We "
                  "reject the toll 🚢 plan.”\n"
                  "The Canal Council vetoed draft 17 twice. The navy stopped two of the more than 50 ferries near Port Élan.");
  r.url = "https://harbour.example/a?b=1&c=2";
  r.canonical_url = "https://harbour.example/a";
  r.site = "Harbour One";
  r.section = "World";
  r.headline = "Talks on the Élan Canal “close to a deal”";
  r.headline_basis = "visible";
  r.headline_where = at(r, r.headline);
  r.authors = {"A. Pen", "B. Ink"};
  r.date = day(2031, 3, 10);
  r.date_range = days(2031, 3, 9, 2031, 3, 12, Precision::days);
  r.date_basis = "text";
  r.date_strength = 0.7F;
  r.year_stated = true;
  r.date_evidence = {{"weekday+day", "Monday", at(r, "Monday"), day(2031, 3, 10), 0.6F},
                     {"metadata", "2031-03-10T08:00:00Z", {}, days(2031, 3, 10, 2031, 3, 10, Precision::minute), 0.9F}};
  r.blocks.push_back({"See also", "related", false, 9, {400, 408}, {}, "label"});
  r.repairs = {{at(r, "toll"), "the. toll", "the toll", "false_stop", true},
               {at(r, "ships"), "ship s", "ships", "doubtful", false}};
  r.sources = {{"Coast Agency", "coast", "agency", at(r, "Coast Agency"), "Coast Agency"},
               {"Photo Pool", "", "photo", {}, "Photo: PP"}};
  RecordEntity roux;
  roux.id = "n_0000000000000001";
  roux.name = "Séverine Roux";
  roux.type = "person";
  roux.kb_id = "person:severine_roux";
  roux.role = "Minister";
  roux.represents = {"eln", "eu"};
  roux.represents_names = {"Elania"};
  roux.gender = 'f';
  roux.mentions = {{at(r, "Minister Séverine Roux"), "name", "first", 1}, {at(r, "She"), "pronoun", "nearest subject", 0.8F}};
  roux.confidence = 0.95F;
  RecordEntity council;
  council.id = "n_0000000000000002";
  council.name = "Canal Council";
  council.type = "body";
  council.plural = true;
  council.members = {0, 0};
  council.mentions = {{at(r, "Canal Council"), "name", "table", 1}};
  RecordEntity agency;
  agency.id = "n_0000000000000003";
  agency.name = "Coast Agency";
  agency.type = "outlet";
  agency.mentions = {{at(r, "Coast Agency"), "name", "table", 1}};
  r.entities = {roux, council, agency};
  r.times = {
      {"t_1", at(r, "Monday"), "date", "2031-03-10", "relative_to_page", "weekday", day(2031, 3, 10), true, true, true, 0.9F}};
  RecordStatement s;
  s.id = "s_0000000000000001";
  s.where = at(r, "We reject the toll 🚢 plan.");
  s.pieces = {at(r, "We reject").at, at(r, "the toll 🚢 plan.").at};
  s.cue = at(r, "said").at;
  s.cue_lemma = "say";
  s.cls = "say";
  s.form = "direct";
  s.rule = "speaker-verb-quote";
  s.strength = 3;
  s.negated = true;
  s.damaged = true;
  s.speaker = {0, "She", false};
  s.chain = {{2, "Coast Agency", true}, {0, "She", false}};
  s.addressee = {2, "the Coast Agency", false};
  s.venue = "Port Élan";
  s.date = {day(2031, 3, 10), "relative"};
  s.confidence = 0.8F;
  r.statements = {s};
  RecordFigure f;
  f.id = "f_0000000000000001";
  f.where = at(r, "more than 40 ships");
  f.low = 40;
  f.bound = "more_than";
  f.kind = "count";
  f.unit = "ship";
  f.counted = "ships waiting";
  f.base = "more than 50";
  f.reason = "open above";
  f.place = {kNone, "the canal", true};
  f.source = {0, "Minister Séverine Roux", false};
  f.as_of = day(2031, 3, 10);
  f.cumulative = true;
  f.since = days(2031, 3, 1, 2031, 3, 31, Precision::month);
  f.statement = 0;
  f.confidence = 0.75F;
  RecordFigure g;
  g.id = "f_0000000000000002";
  g.where = at(r, "two of the more than 50 ferries");
  g.low = 2;
  g.best = 2.5;
  g.high = 3;
  r.figures = {f, g};
  RecordEvent e;
  e.id = "e_0000000000000001";
  e.where = at(r, "The Canal Council vetoed draft 17 twice.");
  e.trigger = at(r, "vetoed").at;
  e.type = "REJECT";
  e.mode = "veto";
  e.context = "diplomatic";
  e.status = "happened";
  e.rule = "veto-1";
  e.quad = 3;
  e.cameo = "129";
  e.actors = {{1, "The Canal Council", false}};
  e.recipients = {{kNone, "draft 17", true}, {0, "", true}};
  e.date = {day(2031, 3, 9), "sentence"};
  e.place = {kNone, "Port Élan", false};
  e.place_basis = "clause";
  e.statement = 0;
  e.confidence = 0.66F;
  r.events = {e};
  r.votes = {{"v_1",
              at(r, "vetoed draft 17 twice"),
              "veto",
              "17",
              "vetoed",
              "draft 17",
              {1, "The Canal Council", false},
              {0, "Roux", true},
              2,
              day(2031, 3, 9),
              0.9F}};
  RecordProposal p;
  p.id = "p_1";
  p.where = at(r, "the toll 🚢 plan");
  p.name = "toll plan";
  p.sponsor = {1, "Canal Council", false};
  p.mediator = {2, "Coast Agency", true};
  p.terms = {at(r, "toll"), at(r, "plan")};
  p.replies = {{{0, "We", false}, "rejected", at(r, "We reject")}};
  p.days = day(2031, 3, 10);
  p.confidence = 0.5F;
  r.proposals = {p};
  r.headline_notes = {{"overstated", "close to a deal", "reject", at(r, "close to a deal"), at(r, "reject"), 0.4F}};
  r.notes = {{NoteCode::encoding_guessed, "utf-8", 3}, {NoteCode::limit_hit, "", 0}};
  return r;
}

inline Record second() {
  Record r =
      page("harbour-two", "Ferries stopped\nAbout 60 ships wait outside Port Élan, owners said. Captain Bø spoke of chaos.");
  r.headline = "Ferries stopped";
  r.headline_basis = "visible";
  r.headline_where = at(r, r.headline);
  r.date = day(2031, 3, 11);
  r.date_range = r.date;
  r.date_basis = "metadata";
  r.date_strength = 1;
  RecordFigure f;
  f.id = "f_0000000000000003";
  f.where = at(r, "About 60 ships");
  f.best = 60;
  f.bound = "about";
  f.kind = "count";
  f.unit = "ship";
  f.counted = "ships waiting";
  f.as_of = day(2031, 3, 11);
  f.confidence = 0.7F;
  r.figures = {f};
  RecordEntity b;
  b.id = "n_0000000000000009";
  b.name = "Captain Bø";
  b.type = "person";
  b.mentions = {{at(r, "Captain Bø"), "name", "first", 1}};
  r.entities = {b};
  return r;
}

/// The two pages sorted by id.
inline std::vector<Record> pages() {
  std::vector<Record> out = {rich(), second()};
  std::sort(out.begin(), out.end(), [](const Record& a, const Record& b) { return a.id < b.id; });
  return out;
}

inline Story story(const std::vector<Record>& records) {
  const uint32_t one = records[0].name == "harbour-one" ? 0 : 1, two = 1 - one;
  const Record& r = records[one];
  const Record& q = records[two];
  Story s;
  s.actors = {{"a_1",
               "Séverine Roux",
               "person",
               "person:severine_roux",
               {{one, 0}},
               {"only"},
               {"Minister Séverine Roux", "She"},
               {1, 1},
               {"a_2"}},
              {"a_2", "Canal Council", "body", "", {{one, 1}}, {"only"}, {"Canal Council"}, {1}, {}},
              {"a_3", "Coast Agency", "outlet", "", {{one, 2}}, {"only"}, {"Coast Agency"}, {1}, {}},
              {"a_4", "Captain Bø", "person", "", {{two, 0}}, {"only"}, {"Captain Bø"}, {1}, {}}};
  s.entity_actor.resize(2);
  s.entity_actor[one] = {0, 1, 2};
  s.entity_actor[two] = {3};
  s.lineage = {{one, two, "primary_source", true, 0.25, "both name the Coast Agency", {{{0, 10}, {0, 9}}}}};
  Happening h;
  h.id = "h_1";
  h.label = "Canal Council vetoes draft 17";
  h.type = "REJECT";
  h.mode = "veto";
  h.status = "happened";
  h.days = day(2031, 3, 9);
  h.place = "Port Élan";
  h.actors = {"a_2"};
  h.recipients = {"a_1", "draft 17"};
  h.mentions = {{one, 'e', 0, r.events[0].where}, {two, 'x', 1, at(q, "Captain Bø spoke of chaos.")}};
  h.documents = {0, 1};
  h.independent = 2;
  h.independence_reason = "no shared words, no shared agency";
  h.weight = 1.5;
  s.happenings = {h};
  s.conflicts = {{"c_1",
                  "figure",
                  "contradiction",
                  "ships waiting",
                  "h_1",
                  {{one, r.figures[0].where, "more than 40 ships", 40.0, std::nullopt, "ships waiting", "Séverine Roux"},
                   {two, q.figures[0].where, "About 60 ships", 55.0, 65.0, "ships", "owners"}}}};
  s.timeline = {
      {day(2031, 3, 9), "sentence", one, r.events[0].where, "h_1", "happened", "The Canal Council vetoed draft 17 twice.", 2.5},
      {days(2031, 4, 1, 2031, 4, 30, Precision::month), "clause", two, at(q, "Captain Bø spoke of chaos."), "", "planned",
       "Captain Bø spoke of chaos.", 0.5}};
  s.positions = {{"a_1", "Séverine Roux", "toll plan", "against", day(2031, 3, 10), one, r.statements[0].where, true}};
  s.independence = {{{0, 1}, "independent", "no shared words", "h_1"}, {{0, 1}, "shared primary source", "Coast Agency", ""}};
  s.story_of = {0, 0};
  s.joint_dates = {{}, day(2031, 3, 11)};
  s.joint_reasons = {"", "dated by harbour-one"};
  return s;
}

}  // namespace sample
