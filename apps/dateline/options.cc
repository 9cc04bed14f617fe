// The table of options, and the words of --help: see options.h.
#include "options.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::cli {

const std::vector<OptionDef>& option_table() {
  static const std::vector<OptionDef> kOptions = {
      {"db", "--db", "FILE", "the record (default: $DATELINE_DB, else ./dateline.db)", &Options::db},
      {"output", "-o,--output", "FILE", "write to FILE instead (written whole or not at all; - is standard output)",
       &Options::output},
      {"json", "--json", "", "one JSON object: {\"ok\":true,\"schema\":\"dateline/1\",\"rows\":[...]}", &Options::json},
      {"nl", "--nl", "", "one JSON object a line", &Options::nl},
      {"csv", "--csv", "", "comma separated values (RFC 4180), safe to open in a spreadsheet", &Options::csv},
      {"tsv", "--tsv", "", "tab separated values", &Options::tsv},
      {"table", "-t,--table", "", "a table for people (the default)", &Options::table},
      {"no-headers", "--no-headers", "", "leave out the line of column names", &Options::no_headers},
      {"raw-csv", "--raw-csv", "", "do not put ' before text that a spreadsheet would run as a formula", &Options::raw_csv},
      {"limit", "--limit", "N", "at most N rows", &Options::limit},
      {"next", "--next", "TOKEN", "go on after the last row of an answer that gave this \"next\"", &Options::next},
      {"width", "--width", "N", "columns of the table (default: those of the terminal, else 120)", &Options::width},
      {"who", "--who", "NAME", "only rows that name this actor (any part of the name)", &Options::who},
      {"doc", "--doc", "ID", "only rows of this page (id, name, or the beginning of its name)", &Options::doc},
      {"from", "--from", "DATE", "only what can lie on or after this day, month or year", &Options::from},
      {"to", "--to", "DATE", "only what can lie on or before this day, month or year", &Options::to},
      {"type", "--type", "TYPE", "only this type (PLOVER type of an event, type of an actor)", &Options::type},
      {"status", "--status", "STATUS", "only this status: happened, planned, demanded, denied, conditional, historical",
       &Options::status},
      {"topic", "--topic", "WORDS", "only topics with these words", &Options::topic},
      {"form", "--form", "FORM", "only direct, indirect or mixed speech", &Options::form},
      {"kind", "--kind", "KIND", "only this kind (killed, money, figure, attribution, agency ...)", &Options::kind},
      {"all", "--all", "", "every row: of the timeline, not only the best told; of an archive, not only the faults",
       &Options::all},
      {"threads", "--threads", "N", "pages read at once (default: all cores; the answer is the same)", &Options::threads},
      {"ontology", "--ontology", "DIR", "tables of your own on top of the built-in ones", &Options::ontology},
      {"models", "--models", "FILE", "language model instead of the built-in one", &Options::models},
      {"follow", "--follow", "", "follow symbolic links", &Options::follow},
      {"quiet", "-q,--quiet", "", "no progress and no summary on standard error (problems are still told)", &Options::quiet},
      {"title", "--title", "TEXT", "title of the report", &Options::title},
      {"no-db", "--no-db", "", "keep no record on disk", &Options::no_db},
      {"no-report", "--no-report", "", "write no report", &Options::no_report},
      {"force", "--force", "", "replace a file that dateline did not make", &Options::force},
      {"layer", "--layer", "LAYER", "text, syntax, names, times, speech, figures, events, blocks or repairs (default: text)",
       &Options::layer},
      {"format", "--format", "FORMAT", "text or json; for syntax also conllu and displacy, for names iob2 and displacy",
       &Options::format},
      {"input", "--input", "FORM",
       "what the files are: page (default), lines (plain text, a paragraph a line) or conllu (words as given)", &Options::input},
      {"text", "--text", "WORDS", "read these words instead of a file", &Options::text},
      {"plain", "--text", "", "clean text instead of JSON lines", &Options::plain_text},
      {"date", "--date", "DATE", "day of the page, when you know it and the page does not say", &Options::date},
      {"param", "-p,--param", "VALUE", "value of ?1, ?2 ... in order (may be given again)", &Options::parameters},
      {"exit-code", "--exit-code", "", "exit with 1 when there is no row", &Options::exit_code},
      {"deep", "--deep", "", "also every quote at its place, the full-text index, every page of the file", &Options::deep},
      {"quarantine", "--quarantine", "", "list the inputs that gave no page, with the reason", &Options::quarantine},
      {"saved", "--saved", "FILE", "run the searches of a file, one a line, as behind the ? of /search: q=words&who=name",
       &Options::saved},
      {"excel", "--excel", "", "CSV for a spreadsheet: byte order mark, cells of at most 32,000 characters", &Options::excel},
      {"style", "--format", "FORM", "text (default), csl (CSL-JSON) or bibtex", &Options::format},
      {"place", "--place", "NAME", "only rows of this place (any part of the name)", &Options::place},
      {"port", "--port", "N", "port to listen on (default: 8127; 0 takes a free one)", &Options::port},
      {"host", "--host", "ADDRESS", "address to listen on (default: 127.0.0.1, this machine only; any other asks for a token)",
       &Options::host},
      {"allow-host", "--allow-host", "NAME", "a further name that browsers may use for this server (may be given again)",
       &Options::allow_hosts},
      {"by", "--by", "NAME", "who corrects (default: $DATELINE_BY, else the name of the user)", &Options::by},
      {"why", "--why", "WORDS", "the reason, kept with the correction", &Options::why},
      {"list", "--list", "", "list the corrections instead of making one", &Options::list},
      {"review", "--review", "", "list those that found no row to stand on", &Options::review},
      {"import", "--import", "FILE", "take the corrections of a Label Studio export (JSON)", &Options::import_file},
      {"dry-run", "-n,--dry-run", "", "say what would be done, and do nothing", &Options::dry_run},
      {"write", "--write", "", "take corrections from the page: prints an address with a token that allows it", &Options::write},
      {"help", "-h,--help", "", "this text", &Options::help},
  };
  return kOptions;
}

const OptionDef* find_option(std::string_view key) {
  for (const OptionDef& o : option_table()) {
    if (o.key == key) return &o;
  }
  return nullptr;
}

namespace {

void add_padded(std::string& out, std::string_view text, size_t width) {
  out += text;
  if (text.size() < width) out.append(width - text.size(), ' ');
}

/// Appends `text` in lines of at most 100 columns, each indented.
void add_wrapped(std::string& out, std::string_view text, size_t indent) {
  size_t column = indent;
  for (const std::string_view word : split(text, ' ')) {
    if (column > indent && column + 1 + word.size() > 100) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (column > indent) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
  }
  out += '\n';
}

std::string shown(const OptionDef& o) {
  std::string out;
  for (const std::string_view name : split(o.names, ',')) (out += out.empty() ? "" : ", ") += name;
  if (!o.value.empty()) (out += ' ') += o.value;
  return out;
}

}  // namespace

std::string help_of_program() {
  std::string out =
      "dateline: a pile of news pages in, a checkable record out: who said what, who did what to whom and when.\n\n"
      "Examples\n"
      "  dateline story pages/                        read a pile, print its timeline, write dateline-report.html\n"
      "  dateline read page.html                      one page as JSON\n"
      "  cat page.html | dateline extract --text -    the clean article\n"
      "  dateline ingest pages/ --db story.db         keep the record\n"
      "  dateline timeline --db story.db              ask it\n\n"
      "Commands\n";
  for (const Command& c : commands()) {
    out += "  ";
    add_padded(out, c.name, 13);
    out += c.summary;
    out += '\n';
  }
  out +=
      "\ndateline COMMAND --help tells more; dateline --version tells versions. Nothing is sent anywhere: dateline opens no "
      "network.\n"
      "Exit codes: 0 done, 1 done but some inputs gave no page, 2 wrong usage, 3 the record cannot be opened or is damaged,\n"
      "4 out of disk, memory or a limit, 5 input not found, 130 interrupted, 141 the reader of the output went away.\n";
  return out;
}

std::string help_of(const Command& command) {
  std::string out = "dateline " + std::string(command.name) + ": " + std::string(command.summary) + "\n\nExamples\n";
  for (const std::string_view example : command.examples) (out += "  ") += std::string(example) + "\n";
  out += "\nUsage\n  dateline " + std::string(command.name) + (command.arguments.empty() ? "" : " ") +
         std::string(command.arguments) + " [options]\n\n";
  add_wrapped(out, command.text, 0);
  out += "\nOptions\n";
  for (const std::string_view key : command.options) {
    const OptionDef* o = find_option(key);
    out += "  ";
    add_padded(out, shown(*o), 22);
    out += ' ';
    if (shown(*o).size() > 22) out += "\n" + std::string(25, ' ');
    add_wrapped(out, o->help, 25);
  }
  out += "  ";
  add_padded(out, shown(*find_option("help")), 23);
  out += "this text\n";
  return out;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  size_t least = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string_view c : candidates) {
    std::vector<std::vector<size_t>> d(word.size() + 1, std::vector<size_t>(c.size() + 1));
    for (size_t i = 0; i <= word.size(); ++i) d[i][0] = i;
    for (size_t j = 0; j <= c.size(); ++j) d[0][j] = j;
    for (size_t i = 1; i <= word.size(); ++i) {
      for (size_t j = 1; j <= c.size(); ++j) {
        d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (word[i - 1] == c[j - 1] ? 0U : 1U)});
        const bool swapped = i > 1 && j > 1 && word[i - 1] == c[j - 2] && word[i - 2] == c[j - 1];
        if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
    if (d[word.size()][c.size()] < least) {
      least = d[word.size()][c.size()];
      best = c;
    }
  }
  return best;
}

}  // namespace dateline::cli
