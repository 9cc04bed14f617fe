// `dateline read`, `extract`, `dump`: pages in, JSON or text out, nothing kept.
//
// "dateline extract page.html" prints {"id":"d_...","headline":"...","text":"..."}. Layers are printed as the rooms made them.
#include <algorithm>
#include <array>
#include <cstdio>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/json.h"
#include "dateline/page/clues.h"
#include "dateline/page/page.h"
#include "dateline/syntax/conllu.h"
#include "dateline/syntax/views.h"
#include "dateline/text/text.h"
#include "layers.h"
#include "output.h"
#include "pages.h"
#include "runs.h"

namespace dateline::cli {

namespace {

constexpr size_t kMostBytes = size_t{1} << 30U;  // of one file of plain words

/// Clean text of an article: the kept blocks, a blank line between.
std::string clean_text(const Article& article) {
  std::string out;
  for (const Block& block : article.blocks) {
    if (!kept(block.role)) continue;
    if (!out.empty()) out += "\n\n";
    out += trim(slice(article.text, block.at));
  }
  return out;
}

void text_or_null(JsonWriter& json, std::string_view key, const std::string& text) {
  json.key(key);
  text.empty() ? json.null() : json.value(text);
}

std::string article_json(const RawPage& page, const Article& article) {
  JsonWriter json;
  json.begin_object();
  json.field("id", "d_" + sha256_hex(page.bytes).substr(0, 16));
  text_or_null(json, "path", page.path);
  if (!page.container.empty()) json.field("place", page.place);
  text_or_null(json, "url", article.url);
  text_or_null(json, "headline", article.headline.text);
  json.key("authors").begin_array();
  for (const std::string& author : article.authors) json.value(author);
  json.end_array();
  const page::Published when = page::published(article);
  text_or_null(json, "date", when.day.known() ? iso_of(when.day) : "");
  text_or_null(json, "published", when.instant);
  const DateClue* changed = page::modified(article);
  text_or_null(json, "modified", changed == nullptr ? "" : changed->instant.empty() ? iso_of(changed->day) : changed->instant);
  json.field("kind", name_of(article.kind));
  text_or_null(json, "section", article.section);
  text_or_null(json, "site", article.site);
  text_or_null(json, "language", article.language);
  json.key("sources").begin_array();
  for (const SourceClue& source : article.sources) {
    json.begin_object().field("name", source.name).field("role", name_of(source.role)).end_object();
  }
  json.end_array().field("text", clean_text(article)).end_object();
  return json.take();
}

/// Collects what goes to --output, or prints it as it comes.
class Target {
 public:
  explicit Target(const Options& options) : path_(options.output) {}
  bool write(const std::string& text) {
    if (path_.empty() || path_ == "-")
      out().write(text);
    else
      held_ += text;
    return !out().gone();
  }
  int finish(int code) {
    if (path_.empty() || path_ == "-") return code;
    if (Status s = write_file(path_, held_); !s) return fail(s.error(), kLimit);
    return code;
  }

 private:
  std::string path_, held_;
};

/// Standard input when no path was given.
Options with_input(Options options) {
  if (options.paths.empty()) options.paths = {"-"};
  return options;
}

/// All bytes of a file, or of standard input for "-".
Result<std::string> read_whole(const std::string& path) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return Error{ErrorKind::not_found, path + ": cannot be opened"};
  std::string bytes;
  std::array<char, 65536> part{};
  for (size_t n = 0; (n = std::fread(part.data(), 1, part.size(), file)) > 0 && bytes.size() < kMostBytes;)
    bytes.append(part.data(), n);
  const bool bad = std::ferror(file) != 0;
  if (file != stdin) std::fclose(file);
  if (bad) return Error{ErrorKind::not_found, path + ": cannot be read"};
  if (bytes.size() >= kMostBytes) return Error{ErrorKind::usage, path + ": more than 1 GiB of words; cut it in parts"};
  return bytes;
}

/// `dump --input lines|conllu`: words that are no page.
int dump_words(const Options& options) {
  if (options.input != "lines" && options.input != "conllu")
    return fail(Error{ErrorKind::usage, "--input " + options.input + ": say page, lines or conllu"}, kUsage);
  if (const Status s = check_words(options.layer, options.format); !s) return fail(s.error(), kUsage);
  auto model = options.models.empty() ? syntax::load_builtin() : syntax::load(options.models);
  if (!model) return fail(model.error());
  Target target(options);
  int code = kDone;
  const auto one = [&](std::string_view bytes) {
    const Text text = options.input == "lines" ? syntax::read_lines(bytes) : syntax::read_conllu(bytes);
    const Syntax layer = options.layer == "text" ? Syntax{} : syntax::analyse(text, **model);
    return target.write(engine_layer(text, layer, options.layer, options.format));
  };
  if (!options.text.empty()) {
    one(options.text);
    return target.finish(code);
  }
  for (const std::string& path : options.paths) {
    const auto bytes = read_whole(path);
    if (!bytes) {
      code = fail(bytes.error(), kNoInput);
      continue;
    }
    if (!one(*bytes)) break;
  }
  return target.finish(code);
}

bool waits_for_typing(const Options& options) { return options.paths.empty() && options.text.empty() && is_terminal(0); }

}  // namespace

int run_read(const Options& options) {
  if (const auto hint = hint_of(options); !hint) return fail(hint.error(), kUsage);
  auto tools = load_tools(options);
  if (!tools) return fail(tools.error());
  std::vector<Record> records;
  PageSink sink;
  sink.record = [&](Record record, uint64_t) {
    records.push_back(std::move(record));
    return true;
  };
  const Tally tally = read_pages(options, *tools, sink);
  if (records.empty() && tally.code() == kNoInput) return kNoInput;
  Target target(options);
  target.write(reader::records_json(records, nullptr) + "\n");
  return target.finish(tally.code());
}

int run_extract(const Options& given) {
  if (waits_for_typing(given)) {
    tell("dateline: extract: no page (give a file, or pipe one in; --help shows how)");
    return kUsage;
  }
  const Options options = with_input(given);
  auto ontology = Ontology::load(options.ontology);
  if (!ontology) return fail(ontology.error());
  Target target(options);
  bool first = true;
  uint64_t pages = 0;
  Tally tally = walk_pages(
      options,
      [&](const RawPage& page) {
        ++pages;
        const Article article = page::read(page, **ontology);
        if (!options.plain_text) return target.write(article_json(page, article) + "\n");
        const std::string gap = first ? "" : "\n";
        first = false;
        const std::string title =
            article.headline.block == kNone && !article.headline.text.empty() ? article.headline.text + "\n\n" : "";
        return target.write(gap + title + clean_text(article) + "\n");
      },
      nullptr);
  tally.pages = pages;
  return target.finish(tally.code());
}

int run_dump(const Options& given) {
  if (waits_for_typing(given)) {
    tell("dateline: dump: no page (give a file, pipe one in, or use --text)");
    return kUsage;
  }
  const Options options = with_input(given);
  if (const Status s = check_layer(options.layer, options.format); !s) return fail(s.error(), kUsage);
  if (!options.input.empty() && options.input != "page") return dump_words(options);
  const auto hint = hint_of(options);
  if (!hint) return fail(hint.error(), kUsage);
  auto tools = load_tools(options);
  if (!tools) return fail(tools.error());
  Target target(options);
  const auto one = [&](RawPage page) {
    const Document document = reader::read(std::move(page), tools->tools(), *hint);
    return target.write(layer_of(document, *tools->ontology, options.layer, options.format));
  };
  if (!options.text.empty()) {
    RawPage page;
    page.bytes = options.text + "\n";
    page.path = "-";
    page.charset = "utf-8";
    one(std::move(page));
    return target.finish(kDone);
  }
  uint64_t pages = 0;
  Tally tally = walk_pages(
      options,
      [&](RawPage page) {
        ++pages;
        return one(std::move(page));
      },
      nullptr);
  tally.pages = pages;
  return target.finish(tally.code());
}

}  // namespace dateline::cli
