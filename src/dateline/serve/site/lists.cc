// The lists of the site as a table: one row a list, in the order of the menu.
#include "dateline/serve/site/listing.h"

namespace dateline::serve {

namespace {

/// Rows of a page whose column names an entity that is this actor.
constexpr std::string_view kHappeningActor =
    "happening IN (SELECT h.id FROM happening h WHERE h.gen = (SELECT id FROM generation WHERE current = 1) AND h.n IN "
    "(SELECT happening FROM happening_actor p WHERE p.gen = h.gen AND p.value = ? UNION SELECT happening FROM "
    "happening_recipient p WHERE p.gen = h.gen AND p.value = ?))";
constexpr std::string_view kEventActor =
    "EXISTS (SELECT 1 FROM actor a JOIN actor_entity ae ON ae.gen = a.gen AND ae.actor = a.n WHERE a.id = ? AND a.gen = "
    "(SELECT id FROM generation WHERE current = 1) AND ae.doc = v_events.doc AND (EXISTS (SELECT 1 FROM event_actor p WHERE "
    "p.doc = v_events.doc AND p.event = v_events.n AND p.party = ae.entity) OR EXISTS (SELECT 1 FROM event_recipient p WHERE "
    "p.doc = v_events.doc AND p.event = v_events.n AND p.party = ae.entity)))";

}  // namespace

const std::vector<ListDef>& lists() {
  static const std::vector<ListDef> kLists = {
      {"timeline", "Timeline", "row", "rows", "v_timeline", "coalesce(date_low, '9999'), coalesce(date_high, '9999'), n", "n",
       {"actors", "recipients", "text"}, kHappeningActor, "date", "text", true, "text",
       {{"type", "Kind of act"}, {"status", "Status"}, {"page", "Page"}}},
      {"statements", "Statements", "statement", "statements", "v_statements",
       "coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n", "doc, n",
       {"speaker", "chain", "speaker_role"}, "actor = ?", "date", "text", true, "text",
       {{"speaker", "Speaker"}, {"form", "Form"}, {"cls", "Kind"}, {"page", "Page"}}},
      {"figures", "Figures", "figure", "figures", "v_figures", "page, doc, n", "doc, n",
       {"source", "place", "counted"}, "actor = ?", "as_of", "place", true, "text",
       {{"kind", "Kind"}, {"source", "Whose count"}, {"place", "Place"}, {"page", "Page"}}},
      {"events", "Events", "event", "events", "v_events", "coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n",
       "doc, n", {"actors", "recipients", "place"}, kEventActor, "date", "place", true, "text",
       {{"type", "Type"}, {"status", "Status"}, {"place", "Place"}, {"page", "Page"}}},
      {"actors", "Actors", "actor", "actors", "v_actors", "pages DESC, mentions DESC, name, id", "id",
       {"name", "variants"}, "id = ?", "", "", false, "variants", {{"type", "Kind"}}},
      {"conflicts", "Differences", "value", "values", "v_conflicts", "n, k", "n, k",
       {"source", "scope", "text"}, "", "", "scope", true, "text",
       {{"kind", "Kind"}, {"relation", "How they relate"}, {"page", "Page"}}},
      {"positions", "Positions", "position", "positions", "v_positions",
       "actor, topic, coalesce(date_low, '9999'), coalesce(date_high, '9999'), n", "n",
       {"actor"}, "actor_id = ?", "date", "", true, "text", {{"actor", "Actor"}, {"topic", "Topic"}, {"stance", "Stance"}}},
      {"proposals", "Proposals", "proposal", "proposals", "v_proposals", "coalesce(date_low, '9999'), page, doc, n", "doc, n",
       {"sponsor", "mediator", "replies"}, "", "date", "", true, "text", {{"sponsor", "Made by"}, {"page", "Page"}}},
      {"votes", "Votes", "vote or resolution", "votes and resolutions", "v_votes",
       "coalesce(date_low, '9999'), coalesce(date_high, '9999'), page, doc, n", "doc, n",
       {"body", "by", "content"}, "", "date", "", true, "text", {{"kind", "Kind"}, {"by", "By"}, {"outcome", "Outcome"}}},
      {"sources", "Sources", "credit", "credits", "v_sources", "name, page, doc, n", "doc, n",
       {"name"}, "", "", "", true, "text", {{"role", "As"}, {"name", "Name"}, {"page", "Page"}}},
      {"lineage", "Lineage", "link", "links", "v_lineage", "n", "n", {"from_page", "to_page", "reason"}, "", "", "", false,
       "reason", {{"kind", "Kind"}}},
      {"independence", "Independence", "verdict", "verdicts", "v_independence", "n", "n", {"pages", "reason"}, "", "", "", false,
       "reason", {{"verdict", "Verdict"}}},
      {"happenings", "Happenings", "happening", "happenings", "v_happenings",
       "coalesce(date_low, '9999'), coalesce(date_high, '9999'), n", "n", {"actors", "recipients", "label"},
       "id IN (SELECT h.id FROM happening h JOIN happening_actor p ON p.gen = h.gen AND p.happening = h.n WHERE p.value = ?)",
       "date", "place", false, "label", {{"type", "Type"}, {"status", "Status"}}},
      {"headlines", "Headlines", "note", "notes", "v_headlines", "page, doc, n", "doc, n", {}, "", "", "", true, "body_text",
       {{"kind", "Kind"}}},
      {"repairs", "Repairs", "repair", "repairs", "v_repairs", "page, doc, n", "doc, n", {}, "", "", "", true, "repaired",
       {{"kind", "Kind"}, {"page", "Page"}}},
      {"times", "Times", "time expression", "time expressions", "v_times", "page, doc, n", "doc, n", {}, "", "date", "", true,
       "text", {{"type", "Type"}, {"basis", "Basis"}, {"page", "Page"}}},
      {"pages", "Pages", "page", "pages", "v_documents", "name, id", "id", {"name", "headline"}, "", "date", "", false, "headline",
       {{"language", "Language"}, {"site", "Site"}}},
  };
  return kLists;
}

}  // namespace dateline::serve
