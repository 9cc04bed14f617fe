// What all parts of the report share: the record, short names of pages, links to sentences, dates in words. Inside serve/ only.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "dateline/record.h"
#include "dateline/serve/report.h"
#include "dateline/story/story.h"

namespace dateline::serve {

class Sheet {
 public:
  Sheet(const std::vector<Record>& record_list, const Story& joined, const ReportOptions& report_options);

  const std::vector<Record>& records;
  const Story& story;
  const ReportOptions& options;
  std::string html;

  /// Pages in the order shown: by name.
  [[nodiscard]] const std::vector<uint32_t>& order() const { return order_; }
  /// Shortest beginning of the page's name that no other page has, cut at a separator; escaped.
  [[nodiscard]] const std::string& label(uint32_t doc) const;
  /// Anchor of a page or of one of its sentences (without '#').
  [[nodiscard]] std::string anchor(uint32_t doc, uint32_t sentence = kNone) const;
  /// `<a href="#...">label</a>` to the sentence.
  [[nodiscard]] std::string source(uint32_t doc, uint32_t sentence) const;
  /// Words of the sentence, not escaped; "" when there is none.
  [[nodiscard]] std::string_view sentence(uint32_t doc, uint32_t sentence) const;
  /// Name of an actor reference: the story's name, else the page's, else the words. Not escaped.
  [[nodiscard]] std::string actor(uint32_t doc, const ActorRef& ref) const;
  /// Index of the story actor behind a reference, or kNone.
  [[nodiscard]] uint32_t story_actor(uint32_t doc, const ActorRef& ref) const;
  /// Name of a story actor by id, or the id itself. Not escaped.
  [[nodiscard]] std::string actor_name(const std::string& id) const;
  /// Differences that belong to a happening (indices into Story::conflicts).
  [[nodiscard]] const std::vector<uint32_t>& conflicts_of(const std::string& happening) const;
  /// ` id="..."` the first time this id is asked for, else "".
  [[nodiscard]] std::string id_once(std::string_view id);
  /// ` <span class="warn">judged wrong...</span>`: what people said of the row with this id, or "".
  [[nodiscard]] std::string corrected(const std::string& id) const;
  /// True when people judged the row wrong.
  [[nodiscard]] bool is_wrong(const std::string& id) const;
  /// The date the story gives a page: its own, else the joint one.
  [[nodiscard]] const DayRange& date_of(uint32_t doc) const;

  void add(std::string_view markup) { html += markup; }

 private:
  std::vector<uint32_t> order_;
  std::vector<std::string> labels_;
  std::unordered_map<std::string, uint32_t> actors_;
  std::unordered_map<std::string, std::vector<uint32_t>> conflicts_;
  std::set<std::string, std::less<>> used_;
};

/// "12 Feb 2024", "12–14 Feb 2024", "Feb 2024", "2024"; "" when not known.
[[nodiscard]] std::string date_words(const DayRange& days);
/// `<time datetime="2024-02-12">12 Feb 2024</time>`, or "" when not known.
[[nodiscard]] std::string time_tag(const DayRange& days);
/// "1 page", "5 pages".
[[nodiscard]] std::string counted(size_t n, const char* one, const char* many);
/// 28000 -> "28,000".
[[nodiscard]] std::string grouped(double value);

/// Days of the first row of the timeline that is shown at once, and of the last one that has happened.
[[nodiscard]] std::pair<DayRange, DayRange> told_days(const Sheet& sheet);

// The parts, in the order of the page. Each adds nothing when there is nothing to say.
void add_timeline(Sheet& sheet);
void add_figures(Sheet& sheet);
void add_statements(Sheet& sheet);
void add_positions(Sheet& sheet);
void add_proposals(Sheet& sheet);
void add_votes(Sheet& sheet);
void add_actors(Sheet& sheet);
void add_sources(Sheet& sheet);
void add_pages(Sheet& sheet);
void add_headlines(Sheet& sheet);
void add_evidence(Sheet& sheet);
/// One difference between pages, its values side by side.
void add_conflict(Sheet& sheet, const Conflict& conflict);

}  // namespace dateline::serve
