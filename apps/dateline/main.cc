// The command line: finds the command, reads its options, runs it. Exit codes are in output.h and docs/cli.md.
//
// `dateline timeline --db story.db --json`. A command is one row of commands.cc; an option is one row of options.cc.
#include <algorithm>
#include <csignal>
#include <exception>
#include <new>

#include <CLI/CLI.hpp>

#include "dateline/base/ontology.h"
#include "dateline/store/version.h"
#include "options.h"
#include "output.h"
#include "pages.h"

namespace dateline::cli {

namespace {

int usage(const std::string& message, const std::string& hint) {
  tell("dateline: " + message);
  if (!hint.empty()) tell(hint);
  return kUsage;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates, const std::string& before) {
  const std::string_view near = nearest(word, candidates);
  return near.empty() ? std::string() : "Did you mean \"" + before + std::string(near) + "\"?";
}

int no_such_command(const std::string& word) {
  std::vector<std::string_view> names = {"help"};
  for (const Command& c : commands()) names.push_back(c.name);
  std::string hint = did_you_mean(word, names, "dateline ");
  if (hint.empty()) hint = "dateline --help lists the commands";
  return usage("no command \"" + word + "\"", hint);
}

std::vector<std::string_view> long_names(const Command& command) {
  std::vector<std::string_view> out = {"--help"};
  for (const std::string_view key : command.options) {
    const std::string_view names = find_option(key)->names;
    out.push_back(names.substr(names.find("--")));
  }
  return out;
}

int unknown_option(const Command& command, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  std::string hint = did_you_mean(name, long_names(command), "");
  if (hint.empty()) hint = "dateline " + std::string(command.name) + " --help lists the options";
  return usage(std::string(command.name) + ": no option " + name, hint);
}

void add_option(CLI::App& app, const OptionDef& o, Options& options) {
  const std::string names(o.names);
  std::visit(
      [&](auto member) {
        using T = std::remove_cvref_t<decltype(options.*member)>;
        if constexpr (std::is_same_v<T, bool>)
          app.add_flag(names, options.*member);
        else if constexpr (std::is_same_v<T, std::vector<std::string>>)
          app.add_option(names, options.*member)->expected(1)->take_all();
        else
          app.add_option(names, options.*member);
      },
      o.target);
}

int too_many_formats(const Options& o) { return static_cast<int>(o.json) + o.nl + o.csv + o.tsv + o.table; }

int run(const Command& command, std::vector<std::string> words) {
  Options options;
  CLI::App app;
  app.set_help_flag();
  for (const std::string_view key : command.options) add_option(app, *find_option(key), options);
  add_option(app, *find_option("help"), options);
  app.add_option("arguments", options.paths);
  app.allow_extras();
  // What stands after "--" is no option, whatever it looks like.
  std::vector<std::string> plain;
  if (const auto end = std::find(words.begin(), words.end(), "--"); end != words.end()) {
    plain.assign(end + 1, words.end());
    words.erase(end, words.end());
  }
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return usage(std::string(command.name) + ": " + error.what(), "dateline " + std::string(command.name) + " --help shows how");
  }
  if (options.help) {
    out().write(help_of(command));
    return kDone;
  }
  for (const std::string& word : app.remaining()) {
    if (word.size() > 1 && word[0] == '-') return unknown_option(command, word);
    options.paths.push_back(word);
  }
  options.paths.insert(options.paths.end(), plain.begin(), plain.end());
  if (options.paths.size() < command.least && options.text.empty()) {
    return usage(std::string(command.name) + ": " + std::string(command.arguments) + " is missing",
                 "Example: " + std::string(command.examples.front()));
  }
  if (options.paths.size() > command.most)
    return usage(std::string(command.name) + ": \"" + options.paths[command.most] + "\" is too much", "");
  if (too_many_formats(options) > 1) return usage("choose one of --json, --nl, --csv, --tsv, --table", "");
  return command.run(options);
}

int version() {
  std::string text = std::string("dateline ") + store::kProgramVersion + "\nrecord schema " +
                     std::to_string(store::kSchemaVersion) + "\nJSON schema " + store::kJsonSchema + "\nmodels " +
                     models_label({}) + "\n";
  out().write(text);
  return kDone;
}

int dispatch(std::vector<std::string> words) {
  if (words.empty()) {
    tell(help_of_program());
    return kUsage;
  }
  const std::string first = words.front();
  words.erase(words.begin());
  if (first == "--version" || first == "-V" || first == "version") return version();
  if (first == "-h" || first == "--help" || (first == "help" && words.empty())) {
    out().write(help_of_program());
    return kDone;
  }
  const std::string name = first == "help" ? words.front() : first;
  for (const Command& c : commands()) {
    if (c.name != name) continue;
    if (first != "help") return run(c, std::move(words));
    out().write(help_of(c));
    return kDone;
  }
  if (!name.empty() && name[0] == '-')
    return usage("no option " + name + " before a command", "dateline --help lists the commands");
  return no_such_command(name);
}

}  // namespace

}  // namespace dateline::cli

int main(int argc, char** argv) {
  using namespace dateline::cli;
  std::signal(SIGPIPE, SIG_IGN);
  int code = kDone;
  try {
    code = dispatch({argv + 1, argv + argc});
  } catch (const std::bad_alloc&) {
    tell("dateline: out of memory");
    return kLimit;
  } catch (const std::exception& error) {
    tell(std::string("dateline: internal error: ") + error.what());
    return kLimit;
  }
  const int output = out().finish();
  return output != kDone ? output : code;
}
