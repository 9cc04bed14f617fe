// Corrections from the page: the small form beside a row, and what happens when it is sent.
//
// A writer is who holds the token of this start of the server, in a cookie that no script reads and no other site sends. A form
// also carries a word made from the token, so that a page of another site cannot send one in the writer's name.
#include "dateline/base/chars.h"
#include "dateline/base/clock.h"
#include "dateline/base/hash.h"
#include "dateline/serve/html.h"
#include "dateline/serve/site/frame.h"

namespace dateline::serve {

namespace {

constexpr size_t kMostField = 4000;

std::string form_word(const std::string& token) { return sha256_hex("form:" + token).substr(0, 32); }

std::string field_of(const Request& request, std::string_view name) {
  for (const Parameter& p : request.form) {
    if (p.name == name) return std::string(trim(std::string_view(p.value).substr(0, kMostField)));
  }
  return {};
}

struct Act {
  const char* name;
  const char* shown;
};
constexpr Act kActs[] = {{"wrong", "is wrong"},           {"right", "is right"},     {"redate", "has another date"},
                         {"reattribute", "is another’s"}, {"split", "stands apart"}, {"merge", "is the same as"}};

bool fits(std::string_view act, std::string_view kind) {
  if (act == "wrong" || act == "right") return true;
  if (kind == "actor") return act == "merge";
  if (kind == "entity") return act == "split";
  if (act == "split" || act == "merge") return kind == "event" || kind == "statement";
  return true;
}

/// Where the row stands now: its page, or its actor.
std::string place_of(store::Store& record, const std::string& target) {
  const auto row = record.query(
      "SELECT doc FROM (SELECT doc FROM statement WHERE id = ?1 UNION ALL SELECT doc FROM figure WHERE id = ?1 UNION ALL SELECT "
      "doc "
      "FROM event WHERE id = ?1 UNION ALL SELECT doc FROM vote WHERE id = ?1 UNION ALL SELECT doc FROM proposal WHERE id = ?1) "
      "LIMIT 1",
      {target});
  if (row && !row->rows.empty()) return "/d/" + percent_encoded(row->rows[0][0].text) + "#" + escape_id(target);
  return "/corrections";
}

Response see(const std::string& where) {
  Response out;
  out.status = 303;
  out.headers = {{"Location", where}};
  out.body = "<!doctype html><title>Kept</title>\n";
  return out;
}

}  // namespace

bool same_secret(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  unsigned char difference = 0;
  for (size_t i = 0; i < a.size(); ++i) difference = static_cast<unsigned char>(difference | (a[i] ^ b[i]));
  return difference == 0;
}

bool is_writer(const View& view) { return !view.options.token.empty() && same_secret(view.request.token, view.options.token); }

std::string correct_link(const View& view, const std::string& id) {
  if (!is_writer(view) || id.empty()) return {};
  return " <a class=\"fix\" href=\"" + view.address.with("fix", id).href() + "#fix\">correct</a>";
}

std::string correct_form(const View& view, const std::string& id, std::string_view kind, const std::string& current) {
  if (!is_writer(view)) return {};
  std::string out =
      "<form class=\"correct\" id=\"fix\" method=\"post\" action=\"/correct\" autocomplete=\"on\"><input type=\"hidden\" "
      "name=\"word\" value=\"" +
      form_word(view.options.token) + "\"><input type=\"hidden\" name=\"target\" value=\"" + escape_attribute(id) +
      "\"><label for=\"fix-act\">This row</label><select id=\"fix-act\" name=\"act\">";
  for (const Act& a : kActs) {
    if (fits(a.name, kind)) out += "<option value=\"" + std::string(a.name) + "\">" + a.shown + "</option>";
  }
  return out +
         "</select><label for=\"fix-value\">date, name or id</label><input id=\"fix-value\" name=\"value\" maxlength=\"400\" "
         "placeholder=\"" +
         escape_attribute(current) +
         "\"><label for=\"fix-why\">because</label><input id=\"fix-why\" name=\"why\" maxlength=\"1000\"><label "
         "for=\"fix-who\">says</label><input id=\"fix-who\" name=\"who\" autocomplete=\"name\" maxlength=\"200\" required> "
         "<button>Keep</button></form>";
}

std::string corrections_note(const Rows& rows, size_t i) {
  const std::string verdict = rows.text(i, "verdict"), words = rows.text(i, "corrections");
  if (verdict.empty() && words.empty()) return {};
  return "<details class=\"in said\"><summary><span class=\"" + std::string(verdict == "right" ? "ok" : "warn") + "\">" +
         (verdict == "wrong"   ? "judged wrong"
          : verdict == "right" ? "judged right"
                               : "corrected") +
         "</span></summary><span class=\"n\">" + escape_text(words) + "</span></details>";
}

Response take_correction(View& view) {
  const Request& request = view.request;
  if (view.options.token.empty())
    return problem(view, 405, "This page is for reading. dateline serve --write takes corrections.");
  if (view.address.path != "/correct") return problem(view, 404, "Nothing is taken at this address.");
  if (!is_writer(view) || !same_secret(field_of(request, "word"), form_word(view.options.token)))
    return problem(view, 403, "Only who opened the address that dateline serve --write printed can correct.");
  store::Correction c;
  c.made = utc_now();
  c.who = field_of(request, "who");
  c.why = field_of(request, "why");
  c.act = field_of(request, "act");
  c.target = field_of(request, "target");
  c.value = field_of(request, "value");
  // The reader's state ends before the writer's begins.
  view.record.unpin();
  auto writer = store::Store::open(view.options.store_path, store::Store::Mode::write);
  if (!writer)
    return problem(view, 503,
                   writer.error().kind == ErrorKind::locked
                       ? "Another program is writing to this record just now. Try again when it is done."
                       : "The record cannot be written: " + writer.error().message);
  const auto kept = (*writer)->correct(c);
  if (!kept) {
    const ErrorKind kind = kept.error().kind;
    return problem(view,
                   kind == ErrorKind::not_found                           ? 404
                   : kind == ErrorKind::usage || kind == ErrorKind::limit ? 400
                                                                          : 503,
                   kept.error().message);
  }
  return see(place_of(**writer, c.target));
}

}  // namespace dateline::serve
