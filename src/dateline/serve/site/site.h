// The site: a request in, a page out. All views of a record as HTML, JSON and CSV; nothing of sockets.
//
// `site.answer(record, {"GET", Address::parse("/statements.csv?who=Blinken")})` is the CSV of those statements. Text of pages
// goes out escaped, through html.h. Every answer is made from one state of the record.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dateline/serve/site/address.h"
#include "dateline/serve/site/listing.h"
#include "dateline/store/store.h"

namespace dateline::serve {

struct Request {
  std::string method = "GET";
  Address address;
  std::vector<Parameter> form;  ///< fields of a POST
  std::string token;            ///< of the writer, from cookie or header
  std::string if_none_match;
};

struct Response {
  int status = 200;
  std::string type = "text/html; charset=utf-8";
  std::string body;
  std::vector<Parameter> headers;
};

struct SiteOptions {
  std::string title;       ///< "" = made from the record
  std::string versions;    ///< program, schema, models
  std::string token;       ///< what a writer must send; "" = nobody writes
  std::string store_path;  ///< for corrections
};

/// Counts that are asked for on every page, kept for as long as the record does not change.
class Cache {
 public:
  /// Forgets everything when the record is in another state than before.
  void renew(const std::string& state);
  [[nodiscard]] std::optional<std::string> find(const std::string& key);
  void keep(const std::string& key, std::string value);

 private:
  std::mutex mutex_;
  std::string state_;
  std::map<std::string, std::string> values_;
};

class Site {
 public:
  explicit Site(SiteOptions options);
  ~Site();
  Site(const Site&) = delete;
  Site& operator=(const Site&) = delete;
  /// Safe to call from several threads with several stores of the same record.
  [[nodiscard]] Response answer(store::Store& record, const Request& request);

 private:
  SiteOptions options_;
  Cache cache_;
};

}  // namespace dateline::serve
