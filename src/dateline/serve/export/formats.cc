// The list of formats, in the order of --help.
#include "dateline/serve/export/export.h"

namespace dateline::serve {

const std::vector<Format>& formats() {
  static const std::vector<Format> kFormats = {
      {"jsonl", "every row of every view, one JSON object a line", false, false, export_jsonl},
      {"csv", "a folder: one CSV a view, with datapackage.json (Frictionless)", true, false, export_csv},
      {"plover", "events as PLOVER JSON lines", false, true, export_plover},
      {"polecat", "events in the columns of POLECAT, tab separated", false, true, export_polecat},
      {"icews", "events in the columns of ICEWS, tab separated", false, true, export_icews},
      {"gdelt", "a folder: events and mentions in the columns of GDELT 2.0, tab separated without a header", true, true,
       export_gdelt},
      {"timelinejs", "the timeline for TimelineJS 3", false, true, export_timelinejs},
      {"webannotation", "every fact as a W3C Web Annotation on its words", false, true, export_webannotation},
      {"csl", "citations of all pages as CSL-JSON", false, true, export_csl},
      {"bibtex", "citations of all pages as BibLaTeX", false, true, export_bibtex},
      {"labelstudio", "pages with names, statements, figures, events as Label Studio tasks", false, true, export_labelstudio},
      {"brat", "a folder: clean text and standoff annotations of each page", true, true, export_brat},
      {"ftm", "pages, people, organisations, events, mentions for FollowTheMoney", false, true, export_ftm},
      {"ninjs", "pages as ninjs 3.1 news items", false, true, export_ninjs},
  };
  return kFormats;
}

const Format* find_format(std::string_view name) {
  for (const Format& f : formats()) {
    if (f.name == name) return &f;
  }
  return nullptr;
}

}  // namespace dateline::serve
