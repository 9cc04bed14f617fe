// `dateline warc check`: what is wrong with archives, record by record.
//
// "news.warc.gz" whose third record is cut off gives a row {path, offset, "response", ..., "truncated at byte 81920"} and exit
// code
// 1. It reads no page and repairs nothing.
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "dateline/ingest/ingest.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

using store::Store;

Store::Cell cell(std::string text) {
  Store::Cell out;
  if (text.empty()) return out;
  out.kind = Store::Cell::Kind::text;
  out.text = std::move(text);
  return out;
}

Store::Cell number(uint64_t value) {
  Store::Cell out;
  out.kind = Store::Cell::Kind::integer;
  out.integer = static_cast<int64_t>(value);
  return out;
}

/// What all archives together came to.
struct Sums {
  uint64_t archives = 0, faulty = 0, absent = 0;
  [[nodiscard]] int code() const {
    if (archives == 0) return absent > 0 ? kNoInput : kDone;
    return faulty + absent > 0 ? kSomeQuarantined : kDone;
  }
};

/// Rows of one archive; a line about it for people.
void check_one(const std::string& path, bool all, bool say, Store::Table& table, Sums& sums) {
  uint64_t records = 0, faults = 0;
  const Status status = ingest::warc_check(path, {}, [&](const ingest::WarcLine& line) {
    records += line.type == "gap" ? 0 : 1;
    faults += line.reason.empty() ? 0 : 1;
    if (line.reason.empty() && !all) return;
    table.rows.push_back({cell(path), number(line.offset), cell(line.type), cell(line.uri), cell(line.date),
                          line.status == 0 ? Store::Cell{} : number(static_cast<uint64_t>(line.status)), number(line.bytes),
                          cell(line.reason)});
  });
  if (!status) {
    tell(status.error().message);
    (status.error().kind == ErrorKind::not_found ? sums.absent : sums.faulty) += 1;
    if (status.error().kind != ErrorKind::not_found) ++sums.archives;
    return;
  }
  ++sums.archives;
  sums.faulty += faults > 0 ? 1 : 0;
  if (records == 0) {
    tell(path + ": empty");
  } else if (say) {
    tell(path + ": " + std::to_string(records) + (records == 1 ? " record, " : " records, ") +
         (faults == 0 ? "sound" : std::to_string(faults) + (faults == 1 ? " fault" : " faults")));
  }
}

}  // namespace

int run_warc(const Options& options) {
  if (options.paths.front() != "check") {
    tell("dateline: warc: no task \"" + options.paths.front() + "\" (check)");
    return kUsage;
  }
  Store::Table table;
  table.columns = {"path", "offset", "type", "uri", "date", "status", "bytes", "reason"};
  Sums sums;
  for (size_t i = 1; i < options.paths.size() && !interrupted(); ++i)
    check_one(options.paths[i], options.all, !options.quiet, table, sums);
  const bool people = !options.json && !options.nl && !options.csv && !options.tsv;
  if (!people || !table.rows.empty()) {
    const int code = print(table,
                           {{"archive", "path", 40},
                            {"offset", "offset", 14},
                            {"type", "type", 12},
                            {"target", "uri", 60},
                            {"what is wrong", "reason", 4000}},
                           options);
    if (code != kDone) return code;
  }
  return interrupted() ? kInterrupted : sums.code();
}

}  // namespace dateline::cli
