// `dateline story`: the main job in one go. Read, link, keep, print the timeline, write the report.
//
// "dateline story pages/" reads all pages in memory, keeps the record in ./dateline.db (written beside it and renamed, so there
// is always a whole one) and ends with the file to open. It decides nothing: rooms do.
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/reader/pile.h"
#include "dateline/serve/report.h"
#include "dateline/store/version.h"
#include "dateline/story/story.h"
#include "grouped_writer.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using store::Store;

/// What one run read, ready to keep.
struct Pile {
  std::vector<Record> records;
  std::vector<store::InputRow> inputs;
};

Tally read_pile(const Options& options, const Loaded& tools, Pile& pile) {
  PageSink sink;
  sink.record = [&](Record record, uint64_t place) {
    pile.inputs.push_back({record.path, place, "ok", "", record.id});
    pile.records.push_back(std::move(record));
    return true;
  };
  sink.refused = [&](const ingest::Refusal& r, std::string_view state) {
    const std::string detail = r.note.detail.empty() ? "" : ": " + r.note.detail;
    pile.inputs.push_back({r.path, r.place, std::string(state), std::string(name_of(r.note.code)) + detail, ""});
  };
  return read_pages(options, tools, sink);
}

/// Sorted by id, so that nothing depends on the order of the paths; of pages with the same bytes the first path stands first.
void order(std::vector<Record>& records) {
  std::stable_sort(records.begin(), records.end(), [](const Record& a, const Record& b) {
    return a.id != b.id ? a.id < b.id : a.path != b.path ? a.path < b.path : a.name < b.name;
  });
}

Status keep(Store& record, const Pile& pile, const Story* story, const std::vector<Record>& linked, const std::string& models) {
  if (Status s = record.set_models(models); !s) return s;
  if (Status s = record.begin(); !s) return s;
  for (const Record& r : pile.records) {
    if (auto put = record.put(r); !put) return put.error();
  }
  for (const store::InputRow& row : pile.inputs) {
    if (Status s = record.put_input(row); !s) return s;
  }
  if (story != nullptr) {
    if (Status s = record.put(linked, *story); !s) return s;
  }
  return record.commit();
}

/// Pages read again with the date of their story take the place of their first reading, together with the joined story.
Status renew(Store& record, const std::vector<Record>& linked, const std::vector<uint32_t>& again, const Story& story) {
  if (Status s = record.begin(); !s) return s;
  for (const uint32_t i : again) {
    if (Status s = record.renew(linked[i]); !s) return s;
  }
  if (Status s = record.put(linked, story); !s) return s;
  return record.commit();
}

/// The pile with its redated pages, each under its own path.
Pile with_dates(Pile pile, const std::vector<Record>& linked, const std::vector<uint32_t>& again) {
  for (Record& record : pile.records) {
    for (const uint32_t i : again) {
      if (linked[i].id != record.id) continue;
      std::string path = std::move(record.path), name = std::move(record.name);
      record = linked[i];
      record.path = std::move(path);
      record.name = std::move(name);
    }
  }
  return pile;
}

/// The file that story makes anew each time. Held while it is replaced.
class Fresh {
 public:
  ~Fresh() {
    if (!temporary_.empty()) ::unlink(temporary_.c_str());
  }
  Fresh() = default;
  Fresh(const Fresh&) = delete;
  Fresh& operator=(const Fresh&) = delete;

  Result<std::unique_ptr<Store>> open(const std::string& path, bool force) {
    path_ = path;
    struct stat info {};
    if (::lstat(path.c_str(), &info) == 0 && info.st_size > 0) {
      auto old = Store::open(path, Store::Mode::write);
      if (!old) return old.error();
      if ((*old)->meta("made_by") != "story" && !force) {
        return Error{ErrorKind::invalid, path + " was made by `dateline ingest`: add to it with --db " + path +
                                             ", replace it with --force, or choose --no-db"};
      }
      if (Status s = (*old)->finish(); !s) return s.error();
      old_ = std::move(*old);
    }
    temporary_ = path + ".part-" + std::to_string(::getpid());
    ::unlink(temporary_.c_str());
    auto made = Store::open(temporary_, Store::Mode::create);
    if (!made) return made;
    if (Status s = (*made)->set_meta("made_by", "story"); !s) return s.error();
    return made;
  }
  /// Corrections by people go over to the new record.
  Status take_corrections(Store& record) {
    Status s = old_ != nullptr ? record.take_corrections(*old_) : Status();
    old_.reset();
    return s;
  }
  Status replace(Store& record) {
    if (Status s = record.finish(); !s) return s;
    if (::rename(temporary_.c_str(), path_.c_str()) != 0) return Error{ErrorKind::io, path_ + ": " + std::strerror(errno)};
    temporary_.clear();
    return {};
  }

 private:
  std::string path_, temporary_;
  std::unique_ptr<Store> old_;
};

bool named_db(const Options& options) {
  const char* named = std::getenv("DATELINE_DB");
  return !options.db.empty() || (named != nullptr && *named != '\0');
}

/// The two actors most pages speak of, when at least half of the pages do: "Egypt and Osama Rabie".
std::string title_from(const std::vector<Record>& records, const Story& story) {
  if (records.size() == 1 && !records[0].headline.empty()) return records[0].headline;
  struct Rank {
    size_t pages, mentions;
    const StoryActor* actor;
  };
  std::vector<Rank> ranks;
  for (const StoryActor& a : story.actors) {
    std::set<uint32_t> pages;
    for (const RowRef& ref : a.entities) pages.insert(ref.doc);
    size_t mentions = 0;
    for (const uint32_t n : a.variant_counts) mentions += n;
    if (pages.size() * 2 >= records.size()) ranks.push_back({pages.size(), mentions, &a});
  }
  std::stable_sort(ranks.begin(), ranks.end(), [](const Rank& a, const Rank& b) {
    return a.pages != b.pages         ? a.pages > b.pages
           : a.mentions != b.mentions ? a.mentions > b.mentions
                                      : a.actor->id < b.actor->id;
  });
  if (ranks.empty()) return "Timeline";
  return ranks.size() == 1 ? ranks[0].actor->name : ranks[0].actor->name + " and " + ranks[1].actor->name;
}

/// Last part of the folder that holds every page; "" when there is none.
std::string common_folder(const std::vector<Record>& records) {
  std::string common;
  for (size_t i = 0; i < records.size(); ++i) {
    const size_t slash = records[i].path.rfind('/');
    std::string folder = slash == std::string::npos ? "" : records[i].path.substr(0, slash);
    if (i == 0) common = folder;
    while (folder != common && !folder.starts_with(common + "/") && !common.empty()) {
      const size_t up = common.rfind('/');
      common.resize(up == std::string::npos ? 0 : up);
    }
  }
  return common.substr(common.rfind('/') + 1);
}

/// "suez-2021" -> "Suez 2021"; "" when the folder's name says nothing of a story.
std::string readable(std::string name) {
  constexpr std::string_view kPlain[] = {"pages",  "page",    "html",     "text",     "data",      "input",   "inputs",
                                         "news",   "article", "articles", "files",    "docs",      "temp",    "test",
                                         "tests",  "sample",  "samples",  "examples", "downloads", "desktop", "documents",
                                         "corpus", "dump",    "raw",      "crawl"};
  const auto letters = std::count_if(name.begin(), name.end(), [](char c) { return is_alpha(c); });
  if (letters < 4 || std::find(std::begin(kPlain), std::end(kPlain), lower_ascii(name)) != std::end(kPlain)) return {};
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '_'; }, ' ');
  name = squeeze(name);
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
  return name;
}

/// The title asked for, else the folder's name when it says something, else the actors.
std::string title_of(const Options& options, const std::vector<Record>& records, const Story& story) {
  if (!options.title.empty()) return options.title;
  const std::string name = readable(common_folder(records));
  return name.empty() ? title_from(records, story) : name;
}

/// The report of what was read; with corrections, of what the record says after them.
Status write_corrected(Store& record, const std::vector<Record>& linked, const Story& story, const serve::ReportOptions& shown,
                       const std::string& path) {
  if (shown.corrections.empty()) return write_file(path, serve::report(linked, story, shown));
  auto records = record.load_records();
  if (!records) return records.error();
  auto joined = record.load_story(*records);
  if (!joined) return joined.error();
  return write_file(path, serve::report(*records, *joined, shown));
}

}  // namespace

int run_story(const Options& options) {
  if (const auto hint = hint_of(options); !hint) return fail(hint.error(), kUsage);
  catch_interrupts();
  auto tools = load_tools(options);
  if (!tools) return fail(tools.error());
  // The record is opened before the pages are read: a refusal should not come after the work.
  Fresh fresh;
  const bool adding = named_db(options) && !options.no_db;
  auto opened = options.no_db ? Store::open(":memory:", Store::Mode::create)
                : adding      ? Store::open(db_path(options), Store::Mode::create)
                              : fresh.open("dateline.db", options.force);
  if (!opened) return fail(opened.error());
  Store& record = **opened;

  Pile pile;
  const Tally tally = read_pile(options, *tools, pile);
  if (tally.interrupted) return kInterrupted;
  if (pile.records.empty()) {
    tell("dateline: no page to read (" + tally.words() + ")");
    return tally.code();
  }
  order(pile.records);
  std::vector<Record> linked = pile.records;
  if (adding) {
    if (Status s = keep(record, pile, nullptr, {}, tools->models); !s) return fail(s.error());
    auto all = record.load_records();
    if (!all) return fail(all.error());
    linked = std::move(*all);
    pile = {};
  } else {
    linked.erase(std::unique(linked.begin(), linked.end(), [](const Record& a, const Record& b) { return a.id == b.id; }),
                 linked.end());
  }
  std::vector<uint32_t> again;
  const Story story = reader::link_pile(linked, tools->tools(), pages_again(options), &again, threads_of(options));
  if (Status s = adding ? renew(record, linked, again, story)
                        : keep(record, with_dates(std::move(pile), linked, again), &story, linked, tools->models);
      !s) {
    return fail(s.error());
  }

  if (Status s = fresh.take_corrections(record); !s) return fail(s.error());

  int code = print_timeline(record, options);
  if (code == kDone) code = tally.code();
  const std::string report = options.output.empty() ? "dateline-report.html" : options.output;
  if (!options.no_report) {
    Options titled = options;
    titled.title = title_of(options, linked, story);
    serve::ReportOptions shown{titled.title,
                               std::string("dateline ") + store::kProgramVersion + ", record schema " +
                                   std::to_string(store::kSchemaVersion) + ", model " + tools->models,
                               {}};
    shown.corrections = serve::corrections_of(record);
    if (Status s = write_corrected(record, linked, story, shown, report); !s) return fail(s.error(), kLimit);
  }
  if (!options.no_db && !adding) {
    if (Status s = fresh.replace(record); !s) return fail(s.error());
  }
  if (options.quiet || options.json || options.nl || options.csv || options.tsv) return code;
  std::string end = "\n" + tally.words() + ".";
  if (!options.no_report && report != "-") end += " Open " + report + " in any browser.";
  if (!options.no_db)
    end += " Ask the record: dateline statements" +
           (adding || db_path(options) != "dateline.db" ? " --db " + db_path(options) : std::string());
  if (report != "-") out().write(end + "\n");
  return code;
}

Status write_report(store::Store& record, const Options& options, const std::string& path) {
  auto records = record.load_records();
  if (!records) return records.error();
  auto story = record.load_story(*records);
  if (!story) return story.error();
  std::string versions;
  if (auto runs = record.query("SELECT program, schema, models FROM run ORDER BY id")) {
    for (const auto& row : runs->rows) {
      versions += (versions.empty() ? "" : "; ") + std::string("dateline ") + text_of(row[0]) + ", record schema " +
                  text_of(row[1]) + ", model " + text_of(row[2]);
    }
  }
  return write_file(
      path, serve::report(*records, *story, {title_of(options, *records, *story), versions, serve::corrections_of(record)}));
}

int run_report(const Options& options) {
  auto record = open_db(options);
  if (!record) return fail(record.error());
  const std::string path = options.output.empty() ? "dateline-report.html" : options.output;
  if (Status s = write_report(**record, options, path); !s) return fail(s.error());
  if (path != "-") out().write("Open " + path + " in any browser.\n");
  return kDone;
}

namespace {

/// Whether the joined story tells of as many pages as there are: a run that died before its end left it behind.
bool is_joined(Store& record) {
  const auto counted = record.query("SELECT documents FROM generation WHERE current = 1");
  const int64_t joined = counted && !counted->rows.empty() ? counted->rows[0][0].integer : 0;
  return joined == static_cast<int64_t>(record.documents());
}

}  // namespace

int run_ingest(const Options& options) {
  if (!named_db(options)) {
    tell("dateline: ingest: --db FILE is missing (or set DATELINE_DB)");
    return kUsage;
  }
  if (const auto hint = hint_of(options); !hint) return fail(hint.error(), kUsage);
  catch_interrupts();
  auto tools = load_tools(options);
  if (!tools) return fail(tools.error());
  auto opened = Store::open(db_path(options), Store::Mode::create);
  if (!opened) return fail(opened.error());
  Store& record = **opened;
  if (Status s = record.set_models(tools->models); !s) return fail(s.error());

  GroupedWriter writer(record, db_path(options));
  const Status& failed = writer.failed();
  PageSink sink;
  sink.known = [&](const Record& identity) { return writer.known(identity.id); };
  sink.alias = [&](const Record& identity) { return writer.put(identity) && writer.commit_when_due(); };
  sink.record = [&](const Record& r, uint64_t place) {
    return writer.put(r) && writer.put_input({r.path, place, "ok", "", r.id}) && writer.commit_when_due();
  };
  sink.refused = [&](const ingest::Refusal& r, std::string_view state) {
    const std::string detail = r.note.detail.empty() ? "" : ": " + r.note.detail;
    (void)writer.put_input({r.path, r.place, std::string(state), std::string(name_of(r.note.code)) + detail, ""});
    (void)writer.commit_when_due();
  };
  const Tally tally = read_pages(options, *tools, sink);
  writer.commit();
  if (!failed) {
    tell("stopped: " + std::to_string(writer.kept()) + " of " + std::to_string(tally.pages) +
         " pages read are kept; the same command goes on from there");
    return fail(failed.error());
  }
  const uint64_t added = writer.added(), revisions = writer.revisions();
  if (!tally.interrupted && (added > 0 || !is_joined(record))) {
    auto records = record.load_records();
    if (!records) return fail(records.error());
    std::vector<uint32_t> again;
    const Story story = reader::link_pile(*records, tools->tools(), pages_again(options), &again, threads_of(options));
    if (Status s = renew(record, *records, again, story); !s) return fail(s.error());
  }
  if (!options.quiet) {
    std::string line = tally.words() + "; " + std::to_string(added) + " new";
    if (revisions > 0) line += " (" + std::to_string(revisions) + " revisions)";
    tell(line + "; the record " + db_path(options) + " has " + std::to_string(record.documents()));
  }
  if (tally.interrupted) tell("stopped: the pages so far are kept, the story is joined by the next ingest");
  return tally.code();
}

}  // namespace dateline::cli
