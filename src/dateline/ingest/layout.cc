// The layouts of layout.h. Example: a folder with index.json, singlefile.html, output.html, warc/. Row out: singlefile.html with
// the address of index.json. It writes nothing into the folder and reads no index that is not beside the page.
#include "dateline/ingest/layout.h"

#include <fcntl.h>

#include <algorithm>
#include <array>

#include "dateline/ingest/fields.h"
#include "dateline/ingest/input.h"
#include "dateline/ingest/jsonl.h"

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;
constexpr size_t kMostFields = 8U << 20U;

/// Forms of one page that ArchiveBox keeps, best first.
constexpr std::array kForms = {"singlefile.html"sv,          "output.html"sv,          "warc"sv,
                               "readability/content.html"sv, "mercury/content.html"sv, "htmltotext.txt"sv};

bool has(const std::vector<std::string>& names, std::string_view name) {
  return std::binary_search(names.begin(), names.end(), name);
}

bool ends_with(std::string_view text, std::string_view tail) {
  return text.size() >= tail.size() && text.substr(text.size() - tail.size()) == tail;
}

std::string bytes_of(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  std::string bytes;
  if (file.get() < 0) return bytes;
  FileInput input(file.get());
  while (bytes.size() <= kMostFields && input.read(bytes) == Input::Got::bytes) {
  }
  if (bytes.size() > kMostFields) bytes.clear();
  return bytes;
}

bool exists(const std::string& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  return file.get() >= 0;
}

/// The snapshot folder of ArchiveBox: its index has an address and a history of what was tried.
bool is_snapshot(const std::string& path, const std::vector<std::string>& names) {
  if (!has(names, "index.json")) return false;
  const NamedFields fields = json_fields(bytes_of(path + "/index.json"));
  return fields.count("url") > 0 && fields.count("timestamp") > 0 && fields.count("history") > 0;
}

}  // namespace

FolderPlan plan_folder(const std::string& path, std::vector<std::string> names) {
  FolderPlan plan;
  if (is_snapshot(path, names)) {
    for (const std::string_view form : kForms) {
      if (!has(names, form.substr(0, form.find('/'))) || !exists(path + "/" + std::string(form))) continue;
      plan.names.emplace_back(form);
      plan.fields.emplace(form, "index.json");
      plan.only_address = true;
      return plan;
    }
  }
  // The root of a collection of ArchiveBox: its pages stand in archive/, the rest is its own.
  if (has(names, "archive") && has(names, "ArchiveBox.conf")) {
    plan.names = {"archive"};
    return plan;
  }
  for (const std::string& name : names) {
    if (!ends_with(name, ".html.json")) continue;
    if (const std::string page = name.substr(0, name.size() - 5); has(names, page)) plan.fields.emplace(page, name);
  }
  const auto is_beside = [&](const std::string& name) {
    return ends_with(name, ".html.json") && plan.fields.count(name.substr(0, name.size() - 5)) > 0;
  };
  names.erase(std::remove_if(names.begin(), names.end(), is_beside), names.end());
  // What states the days of other pages comes before them.
  std::stable_partition(names.begin(), names.end(),
                        [](const std::string& name) { return name.find("sitemap") != std::string::npos; });
  plan.names = std::move(names);
  return plan;
}

void add_fields(const std::string& fields_path, bool only_address, RawPage& page) {
  NamedFields fields = json_fields(bytes_of(fields_path));
  if (only_address) {
    for (auto field = fields.begin(); field != fields.end();)
      field = field->first == "url" || field->first == "title" ? std::next(field) : fields.erase(field);
  }
  fill_from_fields(fields, page);
}

}  // namespace dateline::ingest
