// Every option of every command, in one table: name, value, help and the field it fills. Parsing, --help, completion and
// docs/cli.md all come from it.
//
// `dateline timeline --from 2024-02 --json` gives Options{from = "2024-02", json = true}. It runs nothing.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dateline::cli {

/// What the user asked for.
struct Options {
  std::vector<std::string> paths;  ///< the words without a dash
  std::string db, output, title, ontology, models, layer = "text", format, input, text, date;
  std::string who, doc, from, to, type, status, topic, form, kind, next, place, host, saved, by, why, import_file;
  std::vector<std::string> parameters, allow_hosts;
  unsigned threads = 0, limit = 0, width = 0, port = 8127;
  bool json = false, nl = false, csv = false, tsv = false, table = false, no_headers = false, raw_csv = false;
  bool deep = false, quarantine = false, no_db = false, no_report = false, follow = false, plain_text = false, exit_code = false;
  bool quiet = false, all = false, force = false, excel = false, list = false, review = false, dry_run = false, write = false;
  bool help = false;
};

/// One option. `target` says which field it fills.
struct OptionDef {
  std::string_view key;    ///< the long name without dashes
  std::string_view names;  ///< "-o,--output"
  std::string_view value;  ///< "FILE"; empty for a switch
  std::string_view help;
  std::variant<std::string Options::*, std::vector<std::string> Options::*, unsigned Options::*, bool Options::*> target;
};

/// One command: what --help prints and what main runs.
struct Command {
  std::string_view name;
  std::string_view arguments;              ///< "PATH..." or ""
  std::string_view summary;                ///< one line
  std::string_view text;                   ///< what it does, in a few lines
  std::vector<std::string_view> examples;  ///< "dateline story pages/", without the prompt
  std::vector<std::string_view> options;   ///< keys, in the order of --help
  unsigned least = 0, most = 0;            ///< how many arguments; most 0 = none, 4294967295 = any number
  int (*run)(const Options&);
};

[[nodiscard]] const std::vector<OptionDef>& option_table();
[[nodiscard]] const std::vector<Command>& commands();
[[nodiscard]] const OptionDef* find_option(std::string_view key);

/// Text of `dateline --help` and `dateline COMMAND --help`.
[[nodiscard]] std::string help_of_program();
[[nodiscard]] std::string help_of(const Command& command);
/// The candidate nearest to `word` (at most a third of its letters wrong), or "".
[[nodiscard]] std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace dateline::cli
