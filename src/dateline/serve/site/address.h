// The address of a page of the site: a path and its parameters; the whole state of what is shown.
//
// "/statements?who=Blinken&form=direct" is path "/statements" and two parameters; `with("form", "")` gives the address without
// that filter. It opens nothing and knows no view.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dateline::serve {

struct Parameter {
  std::string name, value;
  friend bool operator==(const Parameter&, const Parameter&) = default;
};

/// Text with every byte but letters, digits and "-._~" as %XX.
[[nodiscard]] std::string percent_encoded(std::string_view text);
/// The bytes meant; a broken escape stands for itself. `plus`: '+' is a space.
[[nodiscard]] std::string percent_decoded(std::string_view text, bool plus);

class Address {
 public:
  Address() = default;
  explicit Address(std::string path_of) : path(std::move(path_of)) {}
  /// Reads "/path?name=value&name=value". At most 100 parameters are kept; names without a value are kept, names of nothing not.
  [[nodiscard]] static Address parse(std::string_view target);

  std::string path;  ///< decoded, as asked for
  std::vector<Parameter> parameters;

  /// First value of a parameter, or "".
  [[nodiscard]] std::string get(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name, std::string_view value) const;
  /// The same with this parameter set to one value, "" = without it. The place in a paged list is forgotten.
  [[nodiscard]] Address with(std::string_view name, std::string_view value) const;
  /// The same under another path.
  [[nodiscard]] Address at(std::string path_of) const;
  /// "/path?name=value": always on this host, fit for an attribute once escaped as one.
  [[nodiscard]] std::string target() const;
  /// target() escaped for an attribute.
  [[nodiscard]] std::string href() const;
};

}  // namespace dateline::serve
