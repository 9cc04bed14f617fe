// `dateline explain EVENT`: why an event of the record is there: the row of the table, the words, the tree.
//
// "dateline explain e_0123456789abcdef" reads the page of that event again (from the record, or from the pages named behind the
// id) and prints what coded it. Blocks of pages are explained in explain.cc.
#include <algorithm>

#include "dateline/event/explain.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

/// The explanation of the event `id` of one page, "" when the page has no such event.
std::string explained(RawPage page, const std::string& id, const Loaded& tools, const DayRange& hint) {
  const Document d = reader::read(std::move(page), tools.tools(), hint);
  const Record record = reader::record_of(d, *tools.ontology);
  for (uint32_t i = 0; i < record.events.size(); ++i) {
    if (record.events[i].id != id) continue;
    return "page        " + record.path + "\n" +
           event::explain(i, d.events, d.text, d.syntax, d.names, d.times, d.speech, *tools.ontology);
  }
  return {};
}

/// The page of the record that holds the event.
Result<Record> page_of_event(const Options& options, const std::string& id) {
  auto store = open_db(options);
  if (!store) return store.error();
  const auto found = (*store)->query("SELECT doc FROM event WHERE id = ?1", {id});
  if (!found) return found.error();
  if (found->rows.empty()) return Error{ErrorKind::not_found, "no event " + id + " in " + db_path(options)};
  return (*store)->load_record(found->rows.front().front().text);
}

int explain_from_record(const Options& options, const std::string& id, const Loaded& tools) {
  auto record = page_of_event(options, id);
  if (!record) return fail(record.error(), record.error().kind == ErrorKind::not_found ? kNoInput : kStore);
  std::optional<RawPage> page = pages_again(options)(*record);
  if (!page) return fail({ErrorKind::not_found, record->path + ": the page is gone or has other bytes now"}, kNoInput);
  const std::string text = explained(std::move(*page), id, tools, record->date_basis == "story" ? record->date : DayRange{});
  if (text.empty()) return fail({ErrorKind::not_found, id + ": read again, the page gives no such event"}, kNoInput);
  out().write(text);
  return kDone;
}

}  // namespace

int run_explain_event(const Options& given) {
  Options options = given;
  const std::string id = options.paths.front();
  options.paths.erase(options.paths.begin());
  auto tools = load_tools(options);
  if (!tools) return fail(tools.error());
  if (options.paths.empty()) return explain_from_record(options, id, *tools);
  bool found = false;
  const Tally tally = walk_pages(
      options,
      [&](RawPage page) {
        const std::string text = explained(std::move(page), id, *tools, {});
        found = found || !text.empty();
        return out().write(text), text.empty();
      },
      nullptr);
  if (found) return kDone;
  if (tally.code() != kDone) return tally.code();
  return fail({ErrorKind::not_found, "no event " + id + " in these pages"}, kNoInput);
}

}  // namespace dateline::cli
