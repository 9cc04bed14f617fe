#include "dateline/reader/pile.h"

#include <utility>

namespace dateline::reader {

namespace {

constexpr int kMaxRounds = 2;  ///< a page dated by the story may date another one; more rounds change nothing on real piles

/// Reads one page again with the date that the story gives it; keeps what the page's first reading cannot know.
bool redate(Record& record, const DayRange& date, const std::string& reason, const Tools& tools, const PageOf& page_of) {
  std::optional<RawPage> page = page_of(record);
  if (!page) return false;
  const std::string path = record.path;
  Record fresh = read_record(std::move(*page), tools, date);
  if (fresh.id != record.id) return false;  // the file changed since it was read
  fresh.path = path;
  fresh.date_evidence.insert(fresh.date_evidence.begin(), {"story", reason, {}, date, 0.7F});
  if (!fresh.date.known()) {
    fresh.date = date;
    fresh.date_range = date;
    fresh.date_basis = "story";
  }
  record = std::move(fresh);
  return true;
}

bool dated_by_story(const Record& record) {
  return !record.date_evidence.empty() && record.date_evidence.front().kind == "story";
}

/// A date that an earlier, smaller pile gave is no evidence: the page is read as it stands, and the whole pile dates it anew.
bool undate(Record& record, const Tools& tools, const PageOf& page_of) {
  std::optional<RawPage> page = page_of(record);
  if (!page) return false;
  const std::string path = record.path;
  Record fresh = read_record(std::move(*page), tools);
  if (fresh.id != record.id) return false;
  fresh.path = path;
  record = std::move(fresh);
  return true;
}

}  // namespace

Story link_pile(std::vector<Record>& records, const Tools& tools, const PageOf& page_of, std::vector<uint32_t>* again,
                uint32_t threads) {
  story::LinkOptions options;
  options.threads = threads;
  std::vector<bool> renewed(records.size(), false);
  for (uint32_t i = 0; i < records.size(); ++i) {
    if (dated_by_story(records[i])) renewed[i] = undate(records[i], tools, page_of);
  }
  Story story = story::link(records, tools.ontology, options);
  std::vector<bool> done(records.size(), false);
  for (int round = 0; round < kMaxRounds; ++round) {
    bool changed = false;
    for (uint32_t i = 0; i < records.size() && i < story.joint_dates.size(); ++i) {
      if (done[i] || !story.joint_dates[i].known()) continue;
      done[i] = redate(records[i], story.joint_dates[i], story.joint_reasons[i], tools, page_of);
      renewed[i] = renewed[i] || done[i];
      changed |= done[i];
    }
    if (!changed) break;
    story = story::link(records, tools.ontology, options);
  }
  for (uint32_t i = 0; again != nullptr && i < renewed.size(); ++i) {
    if (renewed[i]) again->push_back(i);
  }
  return story;
}

}  // namespace dateline::reader
