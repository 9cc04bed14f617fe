// Finds: how the HTML reader does on the html5lib conformance tests.
// Example: one line {"id": "tests1.dat#3", "data": "<p>x", "fragment": null}
// Row out: {"id": "tests1.dat#3", "tree": "| <html>\n|   <head>\n..."}
// Does not try: error tokens; running scripts.
//
//   html5lib_driver tree < inputs.jsonl > predictions.jsonl    inputs as listed by the scorer's --dump tree
//   html5lib_driver tokenizer FILE.test...                     compares itself; misses on stdout, counts at the end
//   html5lib_driver outline FILE...                            elements and text of pages in UTF-8, one JSON object a line
//   html5lib_driver encoding < lines "ID<tab>FILE<tab>LABEL"   the encoding chosen for each file, one JSON object a line
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "dateline/page/decode.h"
#include "dateline/page/html/entity.h"
#include "dateline/page/html/html.h"
#include "dateline/page/html/tokenizer.h"

namespace {

using nlohmann::json;
namespace html = dateline::html;

std::string attribute_name(const html::Tree& tree, const html::Node& node, html::Name name) {
  const std::string plain(tree.spelling(name));
  if (node.space == html::Space::html) return plain;
  for (const char* prefix : {"xlink:actuate", "xlink:arcrole", "xlink:href", "xlink:role", "xlink:show", "xlink:title",
                             "xlink:type", "xml:lang", "xml:space", "xmlns:xlink"})
    if (plain == prefix) {
      std::string spaced = plain;
      spaced[spaced.find(':')] = ' ';
      return spaced;
    }
  if (plain == "xmlns") return "xmlns xmlns";
  if (node.space == html::Space::math) return plain == "definitionurl" ? "definitionURL" : plain;
  const std::string_view svg = html::svg_attribute_spelling(name);
  return svg.empty() ? plain : std::string(svg);
}

class Dump {
 public:
  explicit Dump(const html::Tree& tree) : tree_(tree) {}

  std::string of(html::NodeId top) {
    std::vector<std::pair<html::NodeId, std::size_t>> todo;
    push_children(todo, top, 0);
    while (!todo.empty()) {
      const auto [id, depth] = todo.back();
      todo.pop_back();
      node(id, depth);
      const bool content = tree_.is(id, html::Name::template_);
      push_children(todo, id, depth + (content ? 2 : 1));
    }
    return out_;
  }

 private:
  void push_children(std::vector<std::pair<html::NodeId, std::size_t>>& todo, html::NodeId id, std::size_t depth) {
    for (html::NodeId n = tree_[id].last_child; n != html::kNoNode; n = tree_[n].previous) todo.emplace_back(n, depth);
  }
  void line(std::size_t depth, const std::string& text) { out_ += "| " + std::string(2 * depth, ' ') + text + "\n"; }
  void node(html::NodeId id, std::size_t depth) {
    const std::string text(tree_.text(id));
    switch (tree_[id].kind) {
      case html::Kind::text:
        return line(depth, "\"" + text + "\"");
      case html::Kind::comment:
        return line(depth, "<!-- " + text + " -->");
      case html::Kind::doctype:
        return line(depth, "<!DOCTYPE " + text + identifiers() + ">");
      default:
        return element(id, depth);
    }
  }
  std::string identifiers() const {
    if (tree_.public_id().empty() && tree_.system_id().empty()) return "";
    return " \"" + std::string(tree_.public_id()) + "\" \"" + std::string(tree_.system_id()) + "\"";
  }
  void element(html::NodeId id, std::size_t depth) {
    const html::Node& n = tree_[id];
    const char* prefix = n.space == html::Space::svg ? "svg " : n.space == html::Space::math ? "math " : "";
    line(depth, "<" + (prefix + std::string(tree_.tag(id))) + ">");
    std::vector<std::string> rows;
    for (const html::Attribute& a : tree_.attributes(id))
      rows.push_back(attribute_name(tree_, n, a.name) + "=\"" + std::string(tree_.value(a)) + "\"");
    std::sort(rows.begin(), rows.end());
    for (const std::string& row : rows) line(depth + 1, row);
    if (tree_.is(id, html::Name::template_)) line(depth + 1, "content");
  }

  const html::Tree& tree_;
  std::string out_;
};

std::string tree_of(const json& test, html::Scratch& scratch) {
  const std::string data = test["data"];
  html::Limits limits;
  limits.scripting = test.value("scripting", json()) == true;
  if (test["fragment"].is_null()) {
    const html::Tree tree = html::parse(data, limits, scratch);
    return Dump(tree).of(0);
  }
  std::string context = test["fragment"];
  html::Space space = html::Space::html;
  if (context.starts_with("svg ")) space = html::Space::svg, context.erase(0, 4);
  if (context.starts_with("math ")) space = html::Space::math, context.erase(0, 5);
  std::transform(context.begin(), context.end(), context.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const html::Tree tree = html::parse_fragment(data, context, space, limits, scratch);
  return Dump(tree).of(tree.html());
}

int run_tree() {
  html::Scratch scratch;
  for (std::string line; std::getline(std::cin, line);) {
    const json test = json::parse(line);
    const json row = {{"id", test["id"]}, {"tree", tree_of(test, scratch)}};
    std::cout << row.dump(-1, ' ', true, json::error_handler_t::replace) << "\n";
  }
  return 0;
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Elements in document order and all text, what stands in templates left out (another reader keeps it apart).
int run_outline(int count, char** files) {
  html::Scratch scratch;
  html::Tree tree;
  for (int i = 0; i < count; ++i) {
    const std::string page = bytes_of(files[i]);
    html::parse(page, {}, scratch, tree);
    std::string elements, text;
    for (html::NodeId n = tree.next_in_order(0); n != html::kNoNode;) {
      if (tree.is_text(n)) text += tree.text(n);
      if (tree.is_element(n)) elements += std::string(tree.spelling(tree[n].name)) + " ";
      html::NodeId next = tree.next_in_order(n);
      if (tree.is(n, html::Name::template_)) {
        html::NodeId up = n;
        while (up != html::kNoNode && tree[up].next == html::kNoNode) up = up == 0 ? html::kNoNode : tree[up].parent;
        next = up == html::kNoNode ? html::kNoNode : tree[up].next;
      }
      n = next;
    }
    const json row = {{"file", files[i]}, {"elements", elements}, {"text", text}, {"cuts", tree.cuts()}};
    std::cout << row.dump(-1, ' ', false, json::error_handler_t::replace) << "\n";
  }
  return 0;
}

int run_encoding() {
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t one = line.find('\t'), two = line.find('\t', one + 1);
    dateline::RawPage page;
    page.bytes = bytes_of(line.substr(one + 1, two - one - 1));
    page.charset = line.substr(two + 1);
    const bool markup = page.bytes.find('<') != std::string::npos;
    const json row = {{"file", line.substr(0, one)}, {"encoding", dateline::page::decode(page, markup).charset}};
    std::cout << row.dump() << "\n";
  }
  return 0;
}

// The second unescaping of tests marked doubleEscaped; lone surrogates become three bytes as in WTF-8.
std::string unescaped(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (text.compare(i, 2, "\\u") == 0 && i + 6 <= text.size()) {
      char bytes[4];
      const auto point = static_cast<std::uint32_t>(std::stoul(text.substr(i + 2, 4), nullptr, 16));
      out.append(bytes, html::put_utf8(bytes, point));
      i += 6;
    } else {
      out += text[i++];
    }
  }
  return out;
}

json unescaped_all(const json& value) {
  if (value.is_string()) return unescaped(value);
  if (value.is_array()) {
    json out = json::array();
    for (const json& v : value) out.push_back(unescaped_all(v));
    return out;
  }
  if (!value.is_object()) return value;
  json out = json::object();
  for (const auto& [key, v] : value.items()) out[unescaped(key)] = unescaped_all(v);
  return out;
}

void add_text(json& tokens, const std::string& text) {
  if (!tokens.empty() && tokens.back()[0] == "Character")
    tokens.back()[1] = tokens.back()[1].get<std::string>() + text;
  else
    tokens.push_back({"Character", text});
}

void add_token(json& tokens, const html::Token& t, html::TreeStore& store, const html::Doctype& d) {
  const auto name = [&] { return std::string(store.tree().spelling(t.name)); };
  const auto optional = [](bool has, const std::string& text) { return has ? json(text) : json(nullptr); };
  switch (t.type) {
    case html::Token::Type::text:
      return add_text(tokens, t.chunk.length != 0 ? std::string(t.chunk.text, t.chunk.length)
                                                  : std::string(store.source().substr(
                                                        t.chunk.source.begin, t.chunk.source.end - t.chunk.source.begin)));
    case html::Token::Type::comment:
      return tokens.push_back({"Comment", std::string(store.view(t.data))});
    case html::Token::Type::end_tag:
      return tokens.push_back({"EndTag", name()});
    case html::Token::Type::doctype:
      return tokens.push_back({"DOCTYPE", optional(d.has_name, d.name), optional(d.has_public, d.public_id),
                               optional(d.has_system, d.system_id), !d.force_quirks});
    case html::Token::Type::start_tag: {
      json attributes = json::object();
      for (std::uint32_t i = 0; i < t.attributes.length; ++i) {
        const html::Attribute& a = store.attributes()[t.attributes.begin + i];
        attributes[std::string(store.tree().spelling(a.name))] = std::string(store.view(a.value));
      }
      json row = {"StartTag", name(), attributes};
      if (t.self_closing) row.push_back(true);
      return tokens.push_back(row);
    }
    case html::Token::Type::end:
      return;
  }
}

html::TextMode mode_of(const std::string& state) {
  if (state == "PLAINTEXT state") return html::TextMode::plaintext;
  if (state == "RCDATA state") return html::TextMode::rcdata;
  if (state == "RAWTEXT state") return html::TextMode::rawtext;
  if (state == "Script data state") return html::TextMode::script;
  if (state == "CDATA section state") return html::TextMode::cdata;
  return html::TextMode::data;
}

json tokens_of(const std::string& input, const std::string& state, const std::string& last_tag) {
  html::Tree tree;
  html::StoreSpace space;
  const html::Limits limits;
  html::TreeStore store(tree, space, limits);
  store.start(input);
  html::Doctype doctype;
  html::Tokenizer tokenizer(store, doctype, 0);
  if (mode_of(state) != html::TextMode::data) tokenizer.set_mode(mode_of(state), html::known_name(last_tag));
  json tokens = json::array();
  for (html::Token t; tokenizer.next(t), t.type != html::Token::Type::end;) add_token(tokens, t, store, doctype);
  return tokens;
}

int run_tokenizer(int count, char** files) {
  std::size_t total = 0, passed = 0;
  for (int i = 0; i < count; ++i) {
    std::ifstream in(files[i]);
    const json file = json::parse(in);
    if (!file.contains("tests")) continue;
    for (json test : file["tests"]) {
      if (test.value("doubleEscaped", false)) {
        test["input"] = unescaped(test["input"]);
        test["output"] = unescaped_all(test["output"]);
      }
      const json states = test.value("initialStates", json::array({"Data state"}));
      bool ok = true;
      json got;
      for (const json& state : states) {
        got = tokens_of(test["input"], state, test.value("lastStartTag", std::string()));
        ok = ok && got == test["output"];
      }
      ++total;
      if (ok)
        ++passed;
      else
        std::cout << files[i] << ": " << test["description"] << "\n  input "
                  << test["input"].dump(-1, ' ', true, json::error_handler_t::replace) << "\n  want "
                  << test["output"].dump(-1, ' ', true, json::error_handler_t::replace) << "\n  got  "
                  << got.dump(-1, ' ', true, json::error_handler_t::replace) << "\n";
    }
  }
  std::cout << "tokenizer " << passed << " / " << total << "\n";
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 1 ? argv[1] : "";
  if (what == "tree") return run_tree();
  if (what == "outline") return run_outline(argc - 2, argv + 2);
  if (what == "encoding") return run_encoding();
  if (what == "tokenizer") return run_tokenizer(argc - 2, argv + 2);
  std::cerr << "usage: html5lib_driver tree < inputs.jsonl | tokenizer FILE.test... | outline FILE... | encoding < lines\n";
  return 2;
}
