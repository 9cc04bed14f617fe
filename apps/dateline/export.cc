// `dateline export FORMAT` and `dateline cite`: the record in the forms other tools read.
//
// "dateline export csv -o table/" writes a folder of CSV with datapackage.json; "dateline export plover" prints JSON lines. Files
// are written whole or not at all, never through a symbolic link.
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "dateline/base/json.h"
#include "dateline/reader/reader.h"
#include "dateline/serve/export/export.h"
#include "output.h"
#include "runs.h"

namespace dateline::cli {

namespace {

Status load(store::Store& record, serve::Pile& pile) {
  auto records = record.load_records();
  if (!records) return records.error();
  auto story = record.load_story(*records);
  if (!story) return story.error();
  pile.records = std::move(*records);
  pile.story = std::move(*story);
  pile.corrections = serve::corrections_of(record);
  return {};
}

/// The folder, made when it is not there. A link is not followed.
Status need_folder(const std::string& path) {
  struct stat info {};
  if (::lstat(path.c_str(), &info) != 0) {
    if (::mkdir(path.c_str(), 0755) == 0) return {};
    return Error{ErrorKind::io, path + ": " + std::strerror(errno)};
  }
  if (!S_ISDIR(info.st_mode)) return Error{ErrorKind::invalid, path + ": not a folder"};
  return {};
}

int write_files(const serve::Format& format, const std::vector<serve::ExportFile>& files, const std::string& output) {
  if (!format.folder) {
    if (Status s = write_file(output.empty() ? "-" : output, files.front().bytes); !s) return fail(s.error(), kLimit);
    return kDone;
  }
  if (output.empty() || output == "-") {
    tell("dateline: export " + std::string(format.name) + " writes several files: name a folder with -o");
    return kUsage;
  }
  std::string folder = output;
  while (folder.size() > 1 && folder.back() == '/') folder.pop_back();
  if (Status s = need_folder(folder); !s) return fail(s.error(), kLimit);
  for (const serve::ExportFile& file : files) {
    if (Status s = write_file(folder + "/" + file.name, file.bytes); !s) return fail(s.error(), kLimit);
  }
  return kDone;
}

int export_records(store::Store& record, const Options& options) {
  serve::Pile pile;
  if (Status s = load(record, pile); !s) return fail(s.error());
  std::string json = reader::records_json(pile.records, &pile.story);
  if (!pile.corrections.empty()) {
    // The form of a record knows rows as they are now; what people changed stands beside them.
    JsonWriter said;
    said.begin_array();
    for (const auto& [id, c] : pile.corrections)
      said.begin_object().field("target", id).field("wrong", c.wrong).field("words", c.words).end_object();
    said.end_array();
    json.insert(json.rfind('}'), ",\"corrections\":" + said.take());
  }
  json += "\n";
  if (Status s = write_file(options.output.empty() ? "-" : options.output, json); !s) return fail(s.error(), kLimit);
  return kDone;
}

}  // namespace

int run_export(const Options& options) {
  const std::string& name = options.paths.front();
  const serve::Format* format = serve::find_format(name);
  if (format == nullptr && name != "records") {
    std::string known = "records";
    std::vector<std::string_view> names = {"records"};
    for (const serve::Format& f : serve::formats()) {
      known += ", " + std::string(f.name);
      names.push_back(f.name);
    }
    const std::string_view near = nearest(name, names);
    tell("dateline: export: no format \"" + name + "\" (" + known + ")");
    if (!near.empty()) tell("Did you mean \"dateline export " + std::string(near) + "\"?");
    return kUsage;
  }
  auto record = open_db(options);
  if (!record) return fail(record.error());
  if (format == nullptr) return export_records(**record, options);
  serve::Pile pile;
  pile.store = record->get();
  pile.excel = options.excel;
  pile.raw = options.raw_csv;
  if (format->pages) {
    if (Status s = load(**record, pile); !s) return fail(s.error());
  }
  const auto files = format->make(pile);
  return files ? write_files(*format, *files, options.output) : fail(files.error());
}

int run_cite(const Options& options) {
  serve::Citation form = serve::Citation::text;
  if (options.format == "csl" || options.format == "json")
    form = serve::Citation::csl;
  else if (options.format == "bibtex")
    form = serve::Citation::bibtex;
  else if (!options.format.empty() && options.format != "text") {
    tell("dateline: cite: no format \"" + options.format + "\" (text, csl, bibtex)");
    return kUsage;
  }
  auto record = open_db(options);
  if (!record) return fail(record.error());
  auto page = (*record)->load_record(options.paths.front());
  if (!page) return fail(page.error(), page.error().kind == ErrorKind::not_found ? kNoInput : kStore);
  const auto joint = (*record)->query(
      "SELECT joint_low, joint_high FROM story_document WHERE gen = (SELECT id FROM generation WHERE current = 1) AND doc = ?1",
      {page->id});
  DayRange days;
  if (joint && !joint->rows.empty()) {
    const auto low = parse_iso_range(text_of(joint->rows[0][0])), high = parse_iso_range(text_of(joint->rows[0][1]));
    if (low && high) days = {low->first, high->last, Precision::days};
  }
  if (Status s = write_file(options.output.empty() ? "-" : options.output, serve::cite(*page, days, form)); !s)
    return fail(s.error(), kLimit);
  return kDone;
}

}  // namespace dateline::cli
