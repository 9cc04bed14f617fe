// The runs of the commands: one function a command; the table of commands.cc names them.
#pragma once

#include <memory>
#include <string>

#include "dateline/base/result.h"
#include "dateline/store/store.h"
#include "options.h"

namespace dateline::cli {

int run_story(const Options& options);
int run_read(const Options& options);
int run_extract(const Options& options);
int run_explain_event(const Options& options);
int run_explain(const Options& options);
int run_dump(const Options& options);
int run_ingest(const Options& options);
int run_timeline(const Options& options);
int run_statements(const Options& options);
int run_figures(const Options& options);
int run_events(const Options& options);
int run_actors(const Options& options);
int run_conflicts(const Options& options);
int run_positions(const Options& options);
int run_proposals(const Options& options);
int run_votes(const Options& options);
int run_sources(const Options& options);
int run_pages(const Options& options);
int run_doc(const Options& options);
int run_search(const Options& options);
int run_query(const Options& options);
int run_correct(const Options& options);
int run_check(const Options& options);
int run_warc(const Options& options);
int run_kb(const Options& options);
int run_export(const Options& options);
int run_report(const Options& options);
int run_serve(const Options& options);
int run_cite(const Options& options);
int run_mcp(const Options& options);

/// The record the options name (--db, $DATELINE_DB, ./dateline.db).
[[nodiscard]] std::string db_path(const Options& options);
[[nodiscard]] Result<std::unique_ptr<store::Store>> open_db(const Options& options);
/// The timeline of an open record in the form the options ask for.
int print_timeline(store::Store& record, const Options& options);
/// Rows of v_timeline for people: the best told of them when nothing narrows the question, all of them with --all.
void print_timeline_for_people(store::Store& record, const store::Store::Table& table, const Options& options);
/// The one-file report of an open record, written to `path`.
[[nodiscard]] Status write_report(store::Store& record, const Options& options, const std::string& path);

}  // namespace dateline::cli
