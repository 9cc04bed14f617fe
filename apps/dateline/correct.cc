// `dateline correct`: what people say of a row, kept beside it; lists of it; corrections made in Label Studio.
//
// "dateline correct s_12.. reattribute 'Matthew Miller' --by 'A. Reader'" prints the correction with what the row said before.
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include <rapidjson/document.h>

#include "dateline/base/chars.h"
#include "dateline/base/clock.h"
#include "dateline/story/story.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using store::Correction;
using store::Store;
using Value = rapidjson::Value;

constexpr size_t kMostImportBytes = 1UL << 30;

const std::vector<Shown>& shown() {
  static const std::vector<Shown> kShown = {{"no.", "id", 6},       {"made", "made", 20},     {"by", "who", 16},
                                            {"what", "act", 12},    {"row", "target", 18},    {"to", "value", 24},
                                            {"was", "was", 20},     {"state", "state", 13},   {"page", "page", 18},
                                            {"because", "why", 30}, {"review", "reason", 40}, {"words", "text", 4000}};
  return kShown;
}

int print_corrections(Store& record, const std::string& where, const std::vector<std::string>& values, const Options& options) {
  auto table = record.query("SELECT * FROM v_corrections" + where + " ORDER BY id, doc" +
                                (options.limit > 0 ? " LIMIT " + std::to_string(options.limit) : std::string()),
                            values);
  return table ? print(*table, shown(), options) : fail(table.error());
}

/// The name of who corrects: --by, $DATELINE_BY, the name of the user.
std::string corrector(const Options& options) {
  if (!options.by.empty()) return options.by;
  const char* named = std::getenv("DATELINE_BY");
  if (named != nullptr && *named != '\0') return named;
  const passwd* user = ::getpwuid(::getuid());
  return user != nullptr ? user->pw_name : std::string();
}

/// Splits and merges are taken back by joining the pages anew.
Status join_again(Store& record, const Options& options) {
  auto tools = load_tools(options);
  if (!tools) return tools.error();
  auto records = record.load_records();
  if (!records) return records.error();
  return record.put(*records, story::link(*records, *tools->ontology));
}

bool takes_back_identity(Store& record, const Correction& c) {
  if (c.act != "undo") return false;
  const auto act =
      record.query("SELECT act FROM correction WHERE CAST(id AS TEXT) = ?1 AND act IN ('split', 'merge')", {c.target});
  return act && !act->rows.empty();
}

int code_of(const Error& e) { return e.kind == ErrorKind::not_found ? kNoInput : e.kind == ErrorKind::usage ? kUsage : kStore; }

int correct_one(Store& record, const Options& options) {
  if (options.paths.size() < 2) {
    tell(
        "dateline: correct: name a row and what it is: dateline correct ID wrong|right|redate|reattribute|split|merge|undo "
        "[VALUE]");
    return kUsage;
  }
  const Correction c{utc_now(),
                     corrector(options),
                     options.why,
                     options.paths[1],
                     options.paths[0],
                     options.paths.size() > 2 ? options.paths[2] : std::string(),
                     {}};
  if (Status s = record.begin(); !s) return fail(s.error());
  const auto id = record.correct(c);
  if (!id) return fail(id.error(), code_of(id.error()));
  if (takes_back_identity(record, c)) {
    if (Status s = join_again(record, options); !s) return fail(s.error());
  }
  const int code = print_corrections(record, " WHERE id = ?1 + 0", {std::to_string(*id)}, options);
  if (options.dry_run) {
    tell("nothing was written (--dry-run)");
    return code;  // what was begun is not committed
  }
  if (Status s = record.commit(); !s) return fail(s.error());
  return code;
}

// ---- Label Studio

std::string text_in(const Value& object, const char* name) {
  if (!object.IsObject()) return {};
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd()) return {};
  const Value& v = found->value;
  if (v.IsString()) return {v.GetString(), v.GetStringLength()};
  if (v.IsInt64()) return std::to_string(v.GetInt64());
  return {};
}

const Value* list_in(const Value& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found != object.MemberEnd() && found->value.IsArray() ? &found->value : nullptr;
}

/// First string of a list like {"choices": ["wrong"]}.
std::string answer_in(const Value& result, const char* name) {
  const auto value = result.FindMember("value");
  if (value == result.MemberEnd()) return {};
  const Value* list = list_in(value->value, name);
  if (list == nullptr || list->Empty() || !(*list)[0].IsString()) return {};
  return {(*list)[0].GetString(), (*list)[0].GetStringLength()};
}

std::string person_in(const Value& annotation) {
  const auto by = annotation.FindMember("completed_by");
  if (by == annotation.MemberEnd()) return {};
  if (by->value.IsString()) return {by->value.GetString(), by->value.GetStringLength()};
  if (by->value.IsInt64()) return "Label Studio user " + std::to_string(by->value.GetInt64());
  for (const char* key : {"email", "username", "id"}) {
    std::string name = text_in(by->value, key);
    if (!name.empty()) return name;
  }
  return {};
}

/// What was told while importing.
struct Imported {
  size_t kept = 0, there = 0, unknown = 0, refused = 0;
};

class Importer {
 public:
  Importer(Store& record, const Options& options) : record_(record), options_(options) {}

  Status task(const Value& task) {
    const auto data = task.FindMember("data");
    const std::string doc = data != task.MemberEnd() ? text_in(data->value, "doc") : std::string();
    const auto found = record_.find_document(doc);
    const Value* annotations = list_in(task, "annotations");
    if (annotations == nullptr) return {};
    if (doc.empty() || !found) {
      counts.unknown += annotations->Size();
      return {};
    }
    std::set<std::string> given;
    if (const Value* predictions = list_in(task, "predictions")) {
      for (const Value& p : predictions->GetArray()) {
        if (const Value* result = list_in(p, "result")) {
          for (const Value& r : result->GetArray()) given.insert(text_in(r, "id"));
        }
      }
    }
    for (const Value& a : annotations->GetArray()) {
      if (!a.IsObject()) continue;
      const auto cancelled = a.FindMember("was_cancelled");
      if (cancelled != a.MemberEnd() && cancelled->value.IsBool() && cancelled->value.GetBool()) continue;
      if (Status s = annotation(a, given); !s) return s;
    }
    return {};
  }

  Imported counts;

 private:
  Status annotation(const Value& a, const std::set<std::string>& given) {
    const Value* results = list_in(a, "result");
    if (results == nullptr) return {};
    made_ = text_in(a, "updated_at").empty() ? text_in(a, "created_at") : text_in(a, "updated_at");
    who_ = options_.by.empty() ? person_in(a) : options_.by;
    if (who_.empty()) who_ = "Label Studio";
    key_ = text_in(a, "id");
    std::set<std::string> regions;
    std::map<std::string, std::string> why;
    for (const Value& r : results->GetArray()) {
      if (!r.IsObject()) continue;
      if (text_in(r, "from_name") == "label") regions.insert(text_in(r, "id"));
      if (text_in(r, "from_name") == "why") why[text_in(r, "id")] = answer_in(r, "text");
    }
    for (const Value& r : results->GetArray()) {
      if (!r.IsObject()) continue;
      const std::string from = text_in(r, "from_name"), id = text_in(r, "id");
      if (from == "verdict") {
        if (Status s = say(answer_in(r, "choices"), id, {}, why[id]); !s) return s;
      } else if (from == "redate" || from == "reattribute") {
        if (Status s = say(from, id, answer_in(r, "text"), why[id]); !s) return s;
      } else if (from == "label" && !given.empty() && !given.contains(id)) {
        ++counts.unknown;
      }
    }
    // A region that the record gave and the person took away.
    for (const std::string& id : given) {
      if (!id.empty() && !regions.contains(id)) {
        if (Status s = say("wrong", without_mention(id), {}, "taken away"); !s) return s;
      }
    }
    return {};
  }

  /// Mentions of a name are regions of their own, "n_12..-3": one that is gone says nothing of the name.
  static std::string without_mention(const std::string& id) {
    return id.starts_with("n_") && id.find('-') != std::string::npos ? std::string() : id;
  }

  Status say(const std::string& act, const std::string& region, const std::string& value, const std::string& why) {
    if (region.empty() || act.empty()) return {};
    std::string target = region;
    if (target.starts_with("n_")) target = target.substr(0, target.find('-'));
    const auto same = record_.query(
        "SELECT 1 FROM correction WHERE act = ?1 AND target = ?2 AND coalesce(value, '') = ?3 AND who = ?4 AND made = ?5 LIMIT 1",
        {act, target, value, who_, made_});
    if (same && !same->rows.empty()) {
      ++counts.there;
      return {};
    }
    const std::string origin = key_.empty() ? std::string() : "labelstudio:" + key_ + ":" + region + ":" + act + ":" + value;
    const auto known = record_.query("SELECT 1 FROM correction WHERE origin = ?1", {origin});
    if (!origin.empty() && known && !known->rows.empty()) {
      ++counts.there;
      return {};
    }
    const auto id = record_.correct({made_, who_, why, act, target, value, origin});
    if (id) {
      ++counts.kept;
    } else if (id.error().kind == ErrorKind::usage || id.error().kind == ErrorKind::not_found ||
               id.error().kind == ErrorKind::limit) {
      ++counts.refused;
      tell("dateline: correct: " + target + ": " + id.error().message);
    } else {
      return id.error();
    }
    return {};
  }

  Store& record_;
  const Options& options_;
  std::string made_, who_, key_;
};

int import_corrections(Store& record, const Options& options) {
  std::ifstream in(options.import_file, std::ios::binary);
  std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in.good() && bytes.empty()) return fail(Error{ErrorKind::not_found, options.import_file + ": cannot be read"}, kNoInput);
  if (bytes.size() > kMostImportBytes) return fail(Error{ErrorKind::limit, options.import_file + ": too large"}, kLimit);
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(bytes.data(), bytes.size());
  if (json.HasParseError() || !json.IsArray()) {
    return fail(
        Error{ErrorKind::invalid,
              options.import_file + ": not a Label Studio export (a JSON list of tasks" +
                  (json.HasParseError() ? ", broken at byte " + std::to_string(json.GetErrorOffset()) : std::string()) + ")"},
        kNoInput);
  }
  if (Status s = record.begin(); !s) return fail(s.error());
  Importer importer(record, options);
  for (const Value& task : json.GetArray()) {
    if (!task.IsObject()) continue;
    if (Status s = importer.task(task); !s) return fail(s.error());
  }
  const Imported& n = importer.counts;
  tell(std::to_string(n.kept) + " corrections kept, " + std::to_string(n.there) + " there already, " + std::to_string(n.refused) +
       " not possible, " + std::to_string(n.unknown) + " of pages or regions that this record does not have" +
       (options.dry_run ? " (--dry-run: nothing was written)" : ""));
  if (!options.dry_run) {
    if (Status s = record.commit(); !s) return fail(s.error());
  }
  return n.refused + n.unknown > 0 ? kSomeQuarantined : kDone;
}

}  // namespace

int run_correct(const Options& options) {
  if (options.list || options.review) {
    auto record = open_db(options);
    if (!record) return fail(record.error());
    return print_corrections(**record, options.review ? " WHERE state = 'needs review'" : "", {}, options);
  }
  auto record = Store::open(db_path(options), Store::Mode::write);
  if (!record) return fail(record.error());
  const int code = options.import_file.empty() ? correct_one(**record, options) : import_corrections(**record, options);
  // A record of one piece, as `dateline story` makes it, stays one.
  if ((*record)->meta("made_by") == "story" && !options.dry_run && code <= kSomeQuarantined) {
    if (Status s = (*record)->finish(); !s) return fail(s.error());
  }
  return code;
}

}  // namespace dateline::cli
