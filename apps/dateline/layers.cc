// The layers as rows: one line a row, `speech  speaker="The ministry"  cue="said"  form=indirect  text="talks had stalled"`, or
// JSON.
//
// Offsets are code points of the clean text. Empty fields are left out of text and null in JSON.
#include "layers.h"

#include <algorithm>
#include <optional>
#include <variant>
#include <vector>

#include "dateline/base/chars.h"
#include "dateline/base/json.h"
#include "dateline/base/rounding.h"
#include "dateline/ingest/ingest.h"
#include "dateline/reader/reader.h"
#include "dateline/syntax/views.h"

namespace dateline::cli {

namespace {

/// One line of a dump.
class Line {
 public:
  explicit Line(std::string_view kind) : kind_(kind) {}
  Line& text(std::string_view key, std::string_view value, bool quoted = true) {
    fields_.push_back({std::string(key), value.empty() ? Value{} : Value{std::string(value)}, quoted});
    return *this;
  }
  Line& word(std::string_view key, std::string_view value) { return text(key, value, false); }
  Line& number(std::string_view key, std::optional<double> value) {
    fields_.push_back({std::string(key), value ? Value{*value} : Value{}, false});
    return *this;
  }
  Line& flag(std::string_view key, bool value) {
    fields_.push_back({std::string(key), value, false});
    return *this;
  }
  Line& list(std::string_view key, std::vector<std::string> values) {
    fields_.push_back({std::string(key), std::move(values), true});
    return *this;
  }
  void print(std::string& out, bool json) const { json ? print_json(out) : print_text(out); }

 private:
  using Value = std::variant<std::monostate, std::string, double, bool, std::vector<std::string>>;
  struct Field {
    std::string key;
    Value value;
    bool quoted;
  };
  static std::string quote(std::string_view text) {
    std::string out = "\"";
    for (const char c : ingest::visible(text)) {
      if (c == '"' || c == '\\') out += '\\';
      if (c == '\n')
        out += "\\n";
      else
        out += c;
    }
    return out + '"';
  }
  void print_text(std::string& out) const {
    out += kind_;
    for (const Field& f : fields_) {
      std::string value;
      if (const auto* text = std::get_if<std::string>(&f.value)) value = f.quoted ? quote(*text) : ingest::visible(*text);
      if (const auto* n = std::get_if<double>(&f.value)) value = number_text(*n);
      if (const auto* yes = std::get_if<bool>(&f.value); yes != nullptr && *yes) value = "yes";
      if (const auto* many = std::get_if<std::vector<std::string>>(&f.value)) {
        for (const std::string& one : *many) (value += value.empty() ? "" : ",") += quote(one);
      }
      if (!value.empty()) out += "  " + f.key + "=" + value;
    }
    out += '\n';
  }
  void print_json(std::string& out) const {
    JsonWriter json;
    json.begin_object().field("layer", kind_);
    for (const Field& f : fields_) {
      json.key(f.key);
      if (const auto* text = std::get_if<std::string>(&f.value))
        json.value(*text);
      else if (const auto* n = std::get_if<double>(&f.value))
        json.value(*n);
      else if (const auto* yes = std::get_if<bool>(&f.value))
        json.value(*yes);
      else if (const auto* many = std::get_if<std::vector<std::string>>(&f.value)) {
        json.begin_array();
        for (const std::string& one : *many) json.value(one);
        json.end_array();
      } else {
        json.null();
      }
    }
    out += json.end_object().take() + "\n";
  }
  std::string kind_;
  std::vector<Field> fields_;
};

/// Prints the rows of one record, layer by layer.
class Layers {
 public:
  Layers(const Document& document, const Ontology& ontology, bool json)
      : d_(document), r_(reader::record_of(document, ontology)), points_(r_.text), json_(json) {}

  std::string text() {
    std::string out;
    for (uint32_t i = 0; i < d_.text.sentences.size(); ++i) {
      const Sentence& s = d_.text.sentences[i];
      std::vector<std::string> tokens;
      for (uint32_t t = s.token_begin; t < s.token_end; ++t) tokens.emplace_back(d_.text.word(t));
      Line line("sentence");
      line.number("n", i)
          .word("role", name_of(d_.text.blocks[s.block].role))
          .text("text", d_.text.of(s.at))
          .list("tokens", std::move(tokens));
      place(line, {i, s.at}, false).print(out, json_);
    }
    return out;
  }

  std::string syntax() const {
    std::string out;
    for (uint32_t i = 0; i < d_.text.sentences.size(); ++i) {
      const Sentence& s = d_.text.sentences[i];
      for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
        const int32_t head = d_.syntax.head[t];
        Line line("token");
        line.number("sentence", i)
            .number("n", t - s.token_begin + 1)
            .text("form", d_.text.word(t))
            .text("lemma", d_.syntax.lemma(t));
        line.word("upos", name_of(d_.syntax.upos[t]))
            .number("head", head < 0 ? 0 : head - static_cast<int32_t>(s.token_begin) + 1);
        line.word("deprel", name_of(d_.syntax.dep[t])).print(out, json_);
      }
    }
    return out;
  }

  std::string names() {
    std::string out;
    for (uint32_t i = 0; i < r_.entities.size(); ++i) {
      const RecordEntity& e = r_.entities[i];
      for (const RecordMention& m : e.mentions) {
        Line line("name");
        line.text("text", slice(r_.text, m.where.at))
            .word("kind", m.kind)
            .text("name", e.name)
            .word("type", e.type)
            .word("kb", e.kb_id);
        line.text("role", e.role).list("for", e.represents).number("entity", i).text("why", m.why);
        place(line, m.where).print(out, json_);
      }
    }
    return out;
  }

  std::string times() {
    std::string out;
    Line page("page_date");
    page.word("value", iso_of(r_.date))
        .word("range", iso_of(r_.date_range))
        .word("basis", r_.date_basis)
        .number("strength", rounded(r_.date_strength, 1000));
    page.print(out, json_);
    for (const RecordDateEvidence& e : r_.date_evidence) {
      Line line("date_evidence");
      line.text("kind", e.kind).text("text", e.text).word("allows", iso_of(e.allows)).number("weight", rounded(e.weight, 1000));
      line.print(out, json_);
    }
    for (const RecordTime& t : r_.times) {
      Line line("time");
      line.text("text", slice(r_.text, t.where.at))
          .word("type", t.type)
          .word("value", t.value)
          .word("days", iso_of(t.days))
          .word("basis", t.basis);
      line.flag("since", t.since).flag("until", t.until).flag("future", t.future).text("why", t.why);
      place(line, t.where).print(out, json_);
    }
    return out;
  }

  std::string speech() {
    std::string out;
    for (const RecordStatement& s : r_.statements) {
      Line line("speech");
      line.text("speaker", actor(s.speaker))
          .text("as", s.speaker.text)
          .text("cue", slice(r_.text, s.cue))
          .word("class", s.cls)
          .word("form", s.form);
      line.text("text", slice(r_.text, s.where.at))
          .list("chain", actors(s.chain))
          .text("addressee", actor(s.addressee))
          .text("venue", s.venue);
      line.word("date", iso_of(s.date.days)).flag("negated", s.negated).flag("damaged", s.damaged).text("rule", s.rule);
      place(line, s.where).print(out, json_);
    }
    return out;
  }

  std::string figures() {
    std::string out;
    for (const RecordFigure& f : r_.figures) {
      Line line("figure");
      line.text("text", slice(r_.text, f.where.at))
          .number("low", f.low)
          .number("best", f.best)
          .number("high", f.high)
          .word("bound", f.bound);
      line.word("kind", f.kind)
          .text("unit", f.unit)
          .text("counted", f.counted)
          .text("base", f.base)
          .text("place", actor(f.place));
      line.text("source", actor(f.source))
          .word("as_of", iso_of(f.as_of))
          .flag("cumulative", f.cumulative)
          .word("since", iso_of(f.since));
      line.text("reason", f.reason);
      place(line, f.where).print(out, json_);
    }
    return out;
  }

  std::string events() {
    std::string out;
    for (const RecordEvent& e : r_.events) {
      Line line("event");
      line.word("type", e.type)
          .word("mode", e.mode)
          .word("context", e.context)
          .word("status", e.status)
          .word("cameo", e.cameo)
          .list("actors", actors(e.actors));
      line.list("recipients", actors(e.recipients)).word("date", iso_of(e.date.days)).text("place", actor(e.place));
      line.text("trigger", slice(r_.text, e.trigger)).text("text", slice(r_.text, e.where.at)).text("rule", e.rule);
      place(line, e.where).print(out, json_);
    }
    for (const RecordVote& v : r_.votes) {
      Line line("vote");
      line.word("kind", v.kind)
          .word("number", v.number)
          .word("outcome", v.outcome)
          .text("body", actor(v.body))
          .text("by", actor(v.by));
      line.number("count", v.count == 0 ? std::optional<double>() : v.count).text("text", slice(r_.text, v.where.at));
      place(line, v.where).print(out, json_);
    }
    for (const RecordProposal& p : r_.proposals) {
      std::vector<std::string> terms, replies;
      for (const Evidence& t : p.terms) terms.emplace_back(slice(r_.text, t.at));
      for (const RecordReply& y : p.replies) replies.push_back(actor(y.party) + ": " + y.response);
      Line line("proposal");
      line.text("name", p.name)
          .text("sponsor", actor(p.sponsor))
          .text("mediator", actor(p.mediator))
          .list("terms", std::move(terms));
      line.list("replies", std::move(replies)).text("text", slice(r_.text, p.where.at));
      place(line, p.where).print(out, json_);
    }
    return out;
  }

  std::string blocks() {
    std::string out;
    for (const RecordBlock& b : r_.blocks) {
      Line line("block");
      line.word("role", b.role).flag("kept", b.kept).number("line", b.line).text("text", b.text).text("why", b.why);
      line.number("raw_start_byte", b.raw.begin).number("raw_end_byte", b.raw.end).print(out, json_);
    }
    return out;
  }

  std::string repairs() {
    std::string out;
    for (const RecordRepair& x : r_.repairs) {
      Line line("repair");
      line.text("broken", x.broken).text("repaired", x.repaired).word("kind", x.kind).flag("certain", x.certain);
      place(line, x.where).print(out, json_);
    }
    return out;
  }

 private:
  Line& place(Line& line, const Evidence& e, bool with_sentence = true) {
    if (with_sentence && e.sentence != kNone) line.number("sentence", e.sentence);
    return line.number("start", points_.of_byte(e.at.begin)).number("end", points_.of_byte(e.at.end));
  }
  [[nodiscard]] std::string actor(const ActorRef& a) const {
    return a.entity < r_.entities.size() ? r_.entities[a.entity].name : a.text;
  }
  [[nodiscard]] std::vector<std::string> actors(const std::vector<ActorRef>& list) const {
    std::vector<std::string> out;
    out.reserve(list.size());
    for (const ActorRef& a : list) out.push_back(actor(a));
    return out;
  }
  const Document& d_;
  Record r_;
  CodePointIndex points_;
  bool json_;
};

struct LayerDef {
  std::string_view name;
  std::string (*print)(Layers&);
};
constexpr LayerDef kLayers[] = {
    {"text", [](Layers& l) { return l.text(); }},       {"syntax", [](Layers& l) { return l.syntax(); }},
    {"names", [](Layers& l) { return l.names(); }},     {"times", [](Layers& l) { return l.times(); }},
    {"speech", [](Layers& l) { return l.speech(); }},   {"figures", [](Layers& l) { return l.figures(); }},
    {"events", [](Layers& l) { return l.events(); }},   {"blocks", [](Layers& l) { return l.blocks(); }},
    {"repairs", [](Layers& l) { return l.repairs(); }},
};

/// Forms of other programs.
bool foreign(std::string_view format) { return format == "conllu" || format == "displacy" || format == "iob2"; }

/// The words of every sentence in a line, blanks between.
std::string words_of(const Text& text) {
  std::string out;
  for (const Sentence& s : text.sentences) {
    for (uint32_t t = s.token_begin; t < s.token_end; ++t) {
      if (t > s.token_begin) out += ' ';
      out += text.word(t);
    }
    out += '\n';
  }
  return out;
}

}  // namespace

Status check_layer(std::string_view layer, std::string_view format) {
  const bool known = std::any_of(std::begin(kLayers), std::end(kLayers), [&](const LayerDef& l) { return l.name == layer; });
  if (!known) {
    std::string names;
    for (const LayerDef& l : kLayers) (names += names.empty() ? "" : ", ") += l.name;
    return Error{ErrorKind::usage, "no layer " + std::string(layer) + " (" + names + ")"};
  }
  const bool tree = layer == "syntax" && (format == "conllu" || format == "displacy");
  const bool name = layer == "names" && (format == "iob2" || format == "displacy");
  const bool fits = format.empty() || format == "text" || format == "json" || tree || name;
  if (!fits) return Error{ErrorKind::usage, "layer " + std::string(layer) + " has no format " + std::string(format)};
  return {};
}

Status check_words(std::string_view layer, std::string_view format) {
  if (layer != "syntax" && layer != "names" && layer != "text")
    return Error{ErrorKind::usage, "layer " + std::string(layer) + " needs a page (--input page)"};
  if (format == "json") return Error{ErrorKind::usage, "--format json needs a page (--input page)"};
  return {};
}

std::string engine_layer(const Text& text, const Syntax& syntax, std::string_view layer, std::string_view format) {
  if (layer == "syntax")
    return format == "displacy" ? syntax::print_displacy_trees(text, syntax) : syntax::print_conllu(text, syntax);
  if (layer == "text") return words_of(text);
  return format == "displacy" ? syntax::print_displacy_names(text, syntax)
         : format == "iob2"   ? syntax::print_iob2(text, syntax)
                              : syntax::print_names(text, syntax);
}

std::string layer_of(const Document& document, const Ontology& ontology, std::string_view layer, std::string_view format) {
  if ((layer == "syntax" && format.empty()) || foreign(format))
    return engine_layer(document.text, document.syntax, layer, format);
  Layers layers(document, ontology, format == "json");
  for (const LayerDef& l : kLayers) {
    if (l.name == layer) return l.print(layers);
  }
  return {};
}

}  // namespace dateline::cli
