// The commands, in the order of --help: name, arguments, words, examples, options, run.
#include <limits>

#include "options.h"
#include "runs.h"

namespace dateline::cli {

namespace {

constexpr unsigned kAny = std::numeric_limits<unsigned>::max();
using Keys = std::vector<std::string_view>;

/// Options of a view: the filters it knows, then those of every view.
Keys view(Keys filters) {
  for (const std::string_view key :
       {"db", "limit", "next", "json", "nl", "csv", "tsv", "table", "no-headers", "raw-csv", "width", "exit-code"}) {
    filters.push_back(key);
  }
  return filters;
}

Keys reading(Keys more) {
  for (const std::string_view key : {"threads", "ontology", "models", "follow", "quiet"}) more.push_back(key);
  return more;
}

}  // namespace

const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands = {
      {"story",
       "PATH...",
       "the main job: read a pile, join it, print the timeline, write the report",
       "Reads every page under the paths (text, HTML, JSON Lines; - is standard input), joins them into one story, prints the "
       "best told rows of its timeline (--all: every row) and writes a "
       "report of one file to open in any browser. The record is kept in ./dateline.db, made anew each time; with --db FILE the "
       "pages are added to "
       "that record instead.",
       {"dateline story pages/", "dateline story a.html b.txt -o report.html", "dateline story pages/ --no-db --json"},
       reading({"output", "db", "no-db", "no-report", "title", "date", "all", "json", "nl", "csv", "tsv", "table", "no-headers",
                "raw-csv", "width", "force"}),
       1,
       kAny,
       run_story},
      {"read",
       "PAGE...",
       "pages as JSON: everything each one says, with its evidence",
       "Prints the records of the pages in the form dateline-records/1 (docs/formats.md). Nothing is stored and nothing is "
       "joined across pages.",
       {"dateline read page.html", "curl -s file:///tmp/page.html | dateline read -", "dateline read page.txt --date 2024-05-01"},
       reading({"date", "output"}),
       1,
       kAny,
       run_read},
      {"extract",
       "[PAGE...]",
       "pages as clean articles: JSON lines, or --text",
       "Finds the article inside each page and prints headline, authors, date of its metadata and text, one JSON object a page. "
       "Without paths it "
       "reads standard input. The date is only what the page states in its metadata; `read` also infers it from the text.",
       {"cat page.html | dateline extract", "dateline extract pages/ > pages.jsonl", "dateline extract --text page.html"},
       {"plain", "ontology", "follow", "quiet", "output"},
       0,
       kAny,
       run_extract},
      {"explain",
       "PAGE...|EVENT [PAGE...]",
       "why each block of a page is kept or dropped, why an event is there",
       "Prints every block of the page with its role, the score of the block scorer (near 1: text of the article) and the "
       "reasons "
       "in words: the rule that gave the role, and the features that moved the score most, with their log odds. Standard error "
       "names the kind of page (article, live blog, listing, several articles, paywalled article, error page). With the id of an "
       "event it reads that event's page again, from the record or from the "
       "pages named, and prints what coded it.",
       {"dateline explain page.html", "dateline explain page.html --json", "dateline explain page.html --csv > blocks.csv",
        "dateline explain e_0123456789abcdef --db story.db"},
       {"json", "nl", "csv", "tsv", "table", "no-headers", "raw-csv", "width", "db", "ontology", "models", "follow", "quiet"},
       1,
       kAny,
       run_explain},
      {"dump",
       "[PAGE...]",
       "one layer of the analysis, as text or JSON lines",
       "Prints what one room found: text (sentences and tokens), syntax (CoNLL-U), names, times, speech, figures, events, blocks "
       "or repairs. With --input lines or conllu the files are no pages: their words alone are read, for text, syntax and names.",
       {"dateline dump --layer speech page.html",
        "dateline dump --layer times --text \"They met last Monday.\" --date 2024-05-01",
        "dateline dump --layer syntax --format conllu page.html",
        "dateline dump --layer names --format iob2 --input conllu words.conllu"},
       reading({"layer", "format", "input", "text", "date", "output"}),
       0,
       kAny,
       run_dump},
      {"ingest",
       "PATH...",
       "pages into a record on disk; again is nothing new",
       "Reads every page under the paths into the record and joins all pages of the record anew. A page that is there already is "
       "not read again; "
       "the same bytes under another path are noted as an alias; other bytes under the same path are a new revision. Inputs that "
       "give no page are "
       "listed by `dateline check --quarantine`.",
       {"dateline ingest pages/ --db story.db", "dateline ingest crawl.jsonl more/ --db story.db --threads 4"},
       reading({"db", "date"}),
       1,
       kAny,
       run_ingest},
      {"timeline",
       "",
       "what happened when, and who says so",
       "What happened in order of time, with its sentence, its pages and its independent sources. For people it shows the forty "
       "best "
       "told rows: what pages differ on, what several tell, who did what; --all, or a filter other than --from and --to, shows "
       "every row. The forms for programs always hold every row.",
       {"dateline timeline --db story.db", "dateline timeline --from 2024-02 --to 2024-03 --csv"},
       view({"who", "doc", "from", "to", "type", "status", "all"}),
       0,
       0,
       run_timeline},
      {"statements",
       "",
       "who said what, through whom",
       "Every statement with its speaker, the chain it came through, its form and its words.",
       {"dateline statements --who Blinken", "dateline statements --form direct --nl"},
       view({"who", "doc", "from", "to", "form", "type"}),
       0,
       0,
       run_statements},
      {"figures",
       "",
       "which number, whose, as of when",
       "Every figure with its bounds, what it counts, whose count it is and the day it holds for.",
       {"dateline figures --kind killed", "dateline figures --doc 002 --json"},
       view({"who", "doc", "from", "to", "kind"}),
       0,
       0,
       run_figures},
      {"events",
       "",
       "who did what to whom, page by page",
       "Every event of every page in PLOVER terms, with status, date, place and the words that tell it.",
       {"dateline events --type ASSAULT", "dateline events --status planned --csv"},
       view({"who", "doc", "from", "to", "type", "status"}),
       0,
       0,
       run_events},
      {"actors",
       "",
       "everyone named, with every spelling seen",
       "Actors across pages, with the variants seen and how often.",
       {"dateline actors", "dateline actors --who Blinken --json"},
       view({"who", "type"}),
       0,
       0,
       run_actors},
      {"conflicts",
       "",
       "where pages differ, side by side",
       "Figures, attributions, wordings and dates that differ between pages, each value with its words.",
       {"dateline conflicts", "dateline conflicts --kind figure --csv"},
       view({"doc", "kind"}),
       0,
       0,
       run_conflicts},
      {"positions",
       "",
       "who stood where, and when it changed",
       "Positions of each actor on each topic over time.",
       {"dateline positions --who Hamas", "dateline positions --topic ceasefire"},
       view({"who", "doc", "from", "to", "topic"}),
       0,
       0,
       run_positions},
      {"proposals",
       "",
       "proposals, their terms and the replies",
       "Every proposal with who made it, its terms and who answered what.",
       {"dateline proposals", "dateline proposals --who Hamas --json"},
       view({"who", "doc", "from", "to"}),
       0,
       0,
       run_proposals},
      {"votes",
       "",
       "votes, vetoes, drafts and resolutions",
       "Every vote, veto, draft or resolution with its body, number and outcome.",
       {"dateline votes", "dateline votes --kind veto"},
       view({"who", "doc", "from", "to", "kind"}),
       0,
       0,
       run_votes},
      {"sources",
       "",
       "where each page has its words from",
       "Agencies, outlets and photographers that the pages credit.",
       {"dateline sources", "dateline sources --kind agency --csv"},
       view({"doc", "kind"}),
       0,
       0,
       run_sources},
      {"pages",
       "",
       "the pages of the record, with date and headline",
       "Every page with its headline, its date and how the date was found.",
       {"dateline pages", "dateline pages --json"},
       view({"doc", "from", "to"}),
       0,
       0,
       run_pages},
      {"doc",
       "ID",
       "one page: its sentences and all that was found in them",
       "Prints one page of the record by id, name, or a beginning of either that no other page has. With --json in the form of "
       "`read`.",
       {"dateline doc 002", "dateline doc d_5d41402abc4b2a76 --json"},
       {"db", "json", "width"},
       1,
       1,
       run_doc},
      {"search",
       "[WORDS...]",
       "sentences with these words",
       "Full-text search over all sentences. Words may hold any character; \"words in quotes\" must stand together. Narrowed by "
       "a name in "
       "the sentence, the type of an act told in it, a place, days and page. With --saved a file of searches runs in one go.",
       {"dateline search cease-fire Rafah", "dateline search '\"press conference\"' --who Blinken --from 2024-03",
        "dateline search --saved searches.txt --csv"},
       view({"who", "type", "place", "from", "to", "doc", "saved"}),
       0,
       kAny,
       run_search},
      {"query",
       "SQL",
       "read-only SQL over the record",
       "Runs one SELECT. Tables and views (v_*) are described in docs/formats.md.",
       {"dateline query \"SELECT page, text FROM v_statements\"",
        "dateline query \"SELECT * FROM v_figures WHERE kind = ?1\" -p killed --csv"},
       {"param", "db", "limit", "next", "json", "nl", "csv", "tsv", "table", "no-headers", "raw-csv", "width", "exit-code"},
       1,
       1,
       run_query},
      {"correct",
       "[ID wrong|right|redate|reattribute|split|merge|undo [VALUE]]",
       "what people say of a row, kept beside it",
       "Corrects one row: a statement, figure, event, vote, proposal, name or actor, by its id. `wrong` and `right` judge it; "
       "`redate` gives it another day, `reattribute` another speaker, source or actor; `split` takes a name out of its actor, or "
       "an "
       "event out of the happening it is told with; `merge` joins two actors or two accounts; `undo` takes correction number ID "
       "back. Nothing is deleted: every correction stays with who, when and why, the views and exports show the corrected value "
       "and "
       "what it was, and event data sets and timelines for other tools leave out what is wrong. When a page is read again or "
       "comes "
       "back changed, each correction goes with its words, or is parked (--review) when they are not found again.",
       {"dateline correct s_0123456789abcdef wrong --why 'said by his deputy'",
        "dateline correct e_0123456789abcdef redate 2024-02-12",
        "dateline correct s_0123456789abcdef reattribute 'Matthew Miller'",
        "dateline correct a_0123456789abcdef merge a_fedcba9876543210", "dateline correct 3 undo",
        "dateline correct --review --db story.db", "dateline correct --import project.json"},
       {"by", "why", "dry-run", "list", "review", "import", "ontology", "models", "db", "json", "nl", "csv", "tsv", "table",
        "no-headers", "raw-csv", "width", "limit"},
       0,
       3,
       run_correct},
      {"check",
       "",
       "is the record whole; what was left out",
       "Checks the file, the keys and, with --deep, every quote at its place. With --quarantine it lists the inputs that gave no "
       "page.",
       {"dateline check --deep", "dateline check --quarantine --csv"},
       {"deep", "quarantine", "db", "json", "nl", "csv", "tsv", "table", "no-headers", "raw-csv", "width"},
       0,
       0,
       run_check},
      {"warc",
       "check FILE...",
       "what is wrong with archives, record by record",
       "Reads WARC and ARC files, compressed or not, and prints every fault with byte offset and reason: bytes that are no "
       "record, "
       "wrong lengths, damaged or cut members, digests that do not fit. Reading goes on behind each fault. With --all it prints "
       "the sound records too. Exit code 0: all sound, 1: faults.",
       {"dateline warc check crawl.warc.gz", "dateline warc check *.warc.gz --nl", "dateline warc check old.arc.gz --all --csv"},
       {"all", "quiet", "json", "nl", "csv", "tsv", "table", "no-headers", "raw-csv", "width"},
       2,
       kAny,
       run_warc},
      {"kb",
       "import FILE | check DIR",
       "tables of your own from Wikidata, GeoNames or a list",
       "`kb import FILE -o DIR` turns a JSON dump of Wikidata (one item a line; people in office, international organisations, "
       "places), a file of GeoNames, or a table of your own (TSV or CSV with a header: name, type, office, state, from, to, "
       "gender, variants, lat, lon ...) into tables that every command reads with --ontology DIR. The dump is streamed; - reads "
       "standard input. `kb check DIR` loads such a folder and names every row that is wrong. Exit code 0: all sound, 1: rows "
       "left out or wrong.",
       {"zcat latest-all.json.gz | dateline kb import - -o kb", "dateline kb import ministers.csv -o kb", "dateline kb check kb",
        "dateline read page.html --ontology kb"},
       {"output", "ontology", "quiet", "json", "nl", "csv", "tsv", "table", "no-headers", "raw-csv", "width"},
       1,
       2,
       run_kb},
      {"export",
       "FORMAT",
       "the record in the forms other tools read",
       "Writes the whole record as: records (dateline-records/1, docs/formats.md), jsonl (every row of every view), csv (a "
       "folder "
       "with datapackage.json), plover, polecat, icews or gdelt (event data sets), timelinejs, webannotation, csl or bibtex "
       "(citations), labelstudio, brat (a folder), ftm (FollowTheMoney) or ninjs. Parquet: read the csv folder with DuckDB, "
       "polars or "
       "pandas and write it from there.",
       {"dateline export records --db story.db > records.json", "dateline export csv --db story.db -o tables/",
        "dateline export plover --db story.db > events.jsonl"},
       {"db", "output", "excel", "raw-csv"},
       1,
       1,
       run_export},
      {"cite",
       "ID",
       "the citation of a page",
       "Prints how to cite a page of the record, by id, name, or a beginning of either. A date that was worked out and not "
       "printed is "
       "marked circa.",
       {"dateline cite 002 --db story.db", "dateline cite 002 --format bibtex", "dateline cite 002 --format csl"},
       {"style", "db", "output"},
       1,
       1,
       run_cite},
      {"report",
       "",
       "the record as one HTML file to hand on",
       "Writes a report of one file: no script, nothing fetched, the same bytes for the same record.",
       {"dateline report --db story.db -o story.html"},
       {"output", "title", "db", "force"},
       0,
       0,
       run_report},
      {"serve",
       "",
       "the record as a web page on this machine",
       "Shows the record in a browser: timeline, statements, figures, actors, sources, the evidence of every row, two pages side "
       "by "
       "side. Every view is an address with its filters in it, works without JavaScript, and is also there as .json and .csv. It "
       "listens to this machine only, reads the record and writes nothing, and loads nothing from anywhere. With --write whoever "
       "opens "
       "the address it prints can correct rows (see `dateline correct`). Pages that are "
       "ingested "
       "while it runs appear when they are joined.",
       {"dateline serve --db story.db", "dateline serve --db story.db --port 0", "dateline serve --db story.db --write"},
       {"db", "port", "host", "allow-host", "title", "write"},
       0,
       0,
       run_serve},
      {"mcp",
       "",
       "the record for assistants, over standard input and output",
       "Speaks the Model Context Protocol (JSON-RPC, a message a line) on standard input and output: tools to search and list "
       "what the "
       "record holds. It only reads, opens no network, caps every answer, and gives the words of pages as untrusted data.",
       {"dateline mcp --db story.db"},
       {"db"},
       0,
       0,
       run_mcp},
  };
  return kCommands;
}

}  // namespace dateline::cli
