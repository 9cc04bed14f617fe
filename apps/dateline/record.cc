// `dateline doc`, `check`: one page of a record, its health.
//
// "dateline doc 002" prints the page's head, its sentences with their numbers, and below each what was found in it.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/ingest/ingest.h"
#include "dateline/reader/reader.h"
#include "output.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using store::Store;

std::string actor(const Record& r, const ActorRef& a) {
  return a.entity < r.entities.size() ? r.entities[a.entity].name : a.text;
}

std::string actors(const Record& r, const std::vector<ActorRef>& list) {
  std::string out;
  for (const ActorRef& a : list) (out += out.empty() ? "" : ", ") += actor(r, a);
  return out;
}

void line(const std::string& text, size_t indent, size_t width) {
  for (const std::string& part : wrapped(ingest::visible(text), width > indent + 20 ? width - indent : 20)) {
    out().write(std::string(indent, ' ') + part + "\n");
  }
}

void print_head(const Record& r, size_t width) {
  line(r.headline.empty() ? "(no headline)" : r.headline, 0, width);
  std::string date = r.date.known() ? iso_of(r.date) : "date not known";
  if (!r.date_basis.empty()) date += ", by " + r.date_basis;
  if (r.date_range.known() && !(r.date_range == r.date)) date += ", possible " + iso_of(r.date_range);
  line(r.name + "  " + r.id + "  " + date, 0, width);
  for (const RecordDateEvidence& e : r.date_evidence)
    line("date: " + e.kind + " “" + e.text + "” allows " + iso_of(e.allows), 2, width);
  for (const RecordSource& s : r.sources) line("source: " + s.role + " " + s.name, 2, width);
  for (const HeadlineNote& n : r.headline_notes)
    line("headline: " + n.kind + ": “" + n.headline_text + "” against “" + n.body_text + "”", 2, width);
  for (const Note& n : r.notes)
    line("note: " + std::string(name_of(n.code)) + (n.detail.empty() ? "" : ": " + n.detail), 2, width);
  line(r.path, 2, width);
  out().write("\n");
}

void print_facts(const Record& r, uint32_t sentence, size_t width) {
  for (const RecordRepair& x : r.repairs) {
    if (x.where.sentence == sentence) line("repaired (" + x.kind + "): “" + x.broken + "” → “" + x.repaired + "”", 7, width);
  }
  for (const RecordStatement& s : r.statements) {
    if (s.where.sentence != sentence) continue;
    line("said (" + s.form + "): " + actor(r, s.speaker) + ", “" + std::string(slice(r.text, s.cue)) +
             "”: " + std::string(slice(r.text, s.where.at)),
         7, width);
  }
  for (const RecordEvent& e : r.events) {
    if (e.where.sentence != sentence) continue;
    line("event: " + e.type + (e.mode.empty() ? "" : "·" + e.mode) + " " + actors(r, e.actors) + " → " + actors(r, e.recipients) +
             ", " + e.status + (e.date.days.known() ? ", " + iso_of(e.date.days) : ""),
         7, width);
  }
  for (const RecordFigure& f : r.figures) {
    if (f.where.sentence != sentence) continue;
    line("figure: " + std::string(slice(r.text, f.where.at)) + " (" + f.kind + ", " + f.bound + ", " + f.unit + ")", 7, width);
  }
  for (const RecordTime& t : r.times) {
    if (t.where.sentence == sentence)
      line("time: " + std::string(slice(r.text, t.where.at)) + " = " + (t.value.empty() ? "?" : t.value), 7, width);
  }
}

void print_doc(const Record& r, const Options& options) {
  const size_t width = screen_width(options);
  print_head(r, width);
  uint32_t block = kNone;
  for (uint32_t i = 0; i < r.sentences.size(); ++i) {
    if (block != kNone && r.sentences[i].block != block) out().write("\n");
    block = r.sentences[i].block;
    std::string number = std::to_string(i);
    number.insert(0, number.size() < 4 ? 4 - number.size() : 0, ' ');
    const auto parts = wrapped(ingest::visible(slice(r.text, r.sentences[i].at)), width > 27 ? width - 7 : 20);
    for (size_t k = 0; k < parts.size(); ++k) out().write((k == 0 ? number + "  " : std::string(6, ' ')) + parts[k] + "\n");
    print_facts(r, i, width);
  }
  const auto dropped = std::count_if(r.blocks.begin(), r.blocks.end(), [](const RecordBlock& b) { return !b.kept; });
  if (dropped > 0) out().write("\n" + std::to_string(dropped) + " blocks of the page are not part of the article.\n");
}

Store::Cell cell(std::string text) {
  Store::Cell c;
  if (text.empty()) return c;
  c.kind = Store::Cell::Kind::text;
  c.text = std::move(text);
  return c;
}

}  // namespace

int run_doc(const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  auto page = (*record)->load_record(options.paths.front());
  if (!page) return fail(page.error(), page.error().kind == ErrorKind::not_found ? kNoInput : kStore);
  if (options.json)
    out().write(reader::records_json({*page}, nullptr) + "\n");
  else
    print_doc(*page, options);
  return kDone;
}

int run_check(const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  Store::Table table;
  if (options.quarantine) {
    table.columns = {"path", "place", "state", "reason"};
    for (const store::InputRow& row : (*record)->inputs()) {
      if (row.state == "ok") continue;
      Store::Cell place;
      place.kind = Store::Cell::Kind::integer;
      place.integer = static_cast<int64_t>(row.place);
      table.rows.push_back({cell(row.path), place, cell(row.state), cell(row.reason)});
    }
    return print(table, {{"path", "path", 50}, {"place", "place", 8}, {"state", "state", 12}, {"reason", "reason", 4000}},
                 options);
  }
  table.columns = {"what", "detail"};
  for (const store::Finding& f : (*record)->check(options.deep)) table.rows.push_back({cell(f.what), cell(f.detail)});
  const bool people = !options.json && !options.nl && !options.csv && !options.tsv;
  if (people && table.rows.empty()) {
    out().write(db_path(options) + ": whole, " + std::to_string((*record)->documents()) + " pages\n");
    return kDone;
  }
  (void)print(table, {{"what", "what", 30}, {"detail", "detail", 4000}}, options);
  return table.rows.empty() ? kDone : kStore;
}

}  // namespace dateline::cli
