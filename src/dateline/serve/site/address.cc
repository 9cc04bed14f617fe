// Percent signs and ampersands: see address.h.
#include "dateline/serve/site/address.h"

#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/serve/html.h"

namespace dateline::serve {

namespace {

constexpr size_t kMostParameters = 100;

int hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char lower = to_lower(c);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

}  // namespace

std::string percent_encoded(std::string_view text) {
  constexpr const char* kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += kHex[byte >> 4U];
      out += kHex[byte & 15U];
    }
  }
  return out;
}

std::string percent_decoded(std::string_view text, bool plus) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const int high = i + 2 < text.size() ? hex_value(text[i + 1]) : -1, low = high >= 0 ? hex_value(text[i + 2]) : -1;
    if (text[i] == '%' && low >= 0) {
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

Address Address::parse(std::string_view target) {
  Address out;
  const size_t question = target.find('?');
  out.path = percent_decoded(target.substr(0, question), false);
  if (question == std::string_view::npos) return out;
  for (const std::string_view pair : split(target.substr(question + 1), '&')) {
    if (out.parameters.size() >= kMostParameters) break;
    const size_t equals = pair.find('=');
    std::string name = percent_decoded(pair.substr(0, equals), true);
    if (name.empty()) continue;
    out.parameters.push_back(
        {std::move(name), equals == std::string_view::npos ? std::string() : percent_decoded(pair.substr(equals + 1), true)});
  }
  return out;
}

std::string Address::get(std::string_view name) const {
  for (const Parameter& p : parameters) {
    if (p.name == name) return p.value;
  }
  return {};
}

bool Address::has(std::string_view name) const {
  return std::any_of(parameters.begin(), parameters.end(), [&](const Parameter& p) { return p.name == name; });
}

bool Address::has(std::string_view name, std::string_view value) const {
  return std::any_of(parameters.begin(), parameters.end(),
                     [&](const Parameter& p) { return p.name == name && p.value == value; });
}

Address Address::with(std::string_view name, std::string_view value) const {
  Address out = *this;
  bool placed = value.empty();
  for (Parameter& p : out.parameters) {
    if (p.name != name || placed) continue;
    p.value = value;
    placed = true;
  }
  std::erase_if(out.parameters, [&](const Parameter& p) {
    return (p.name == name && p.value != value) || (p.name == "_next" && name != "_next") || p.value.empty();
  });
  if (!placed) out.parameters.push_back({std::string(name), std::string(value)});
  return out;
}

Address Address::at(std::string path_of) const {
  Address out = *this;
  out.path = std::move(path_of);
  return out;
}

std::string Address::target() const {
  std::string out;
  for (const char c : path) out += c == '/' ? "/" : percent_encoded(std::string_view(&c, 1));
  // Two slashes first would name another host.
  const size_t first = out.find_first_not_of('/');
  out = "/" + (first == std::string::npos ? std::string() : out.substr(first));
  char before = '?';
  for (const Parameter& p : parameters) {
    (out += before) += percent_encoded(p.name) + "=" + percent_encoded(p.value);
    before = '&';
  }
  return out;
}

std::string Address::href() const { return escape_attribute(target()); }

}  // namespace dateline::serve
