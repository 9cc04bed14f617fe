// Every figure of a page: number, bound, what is counted, this event or since when, where, and by whose count.
//
// "Gaza's Health Ministry raised the death toll to nearly 32,000 Palestinians since the war began" gives high 32000, kind killed,
// cumulative, source the ministry. Numbers inside dates are left to time/.
#include <algorithm>

#include "dateline/base/chars.h"
#include "dateline/figure/context.h"
#include "dateline/figure/figures.h"
#include "dateline/figure/phrase.h"
#include "dateline/figure/units.h"

namespace dateline::figure {
namespace {

using time::in;
using time::Words;

class Counter {
 public:
  Counter(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
          const Ontology& ontology)
      : text_(text), syntax_(syntax), names_(names), times_(times), speech_(speech), units_(ontology) {
    tree_ = syntax.head.size() == text.tokens.size() && syntax.dep.size() == text.tokens.size() &&
            syntax.upos.size() == text.tokens.size();
  }

  Figures run() {
    const std::vector<Span> spans = time::sentence_spans(text_);
    for (uint32_t s = 0; s < spans.size(); ++s) {
      if (prose(s)) sentence(s, spans[s]);
    }
    drop_repeats();
    return std::move(out_);
  }

 private:
  void sentence(uint32_t index, Span span) {
    const Words words = time::scan(text_.utf8, span);
    const bool any_number = std::any_of(words.begin(), words.end(), [](const time::Word& w) { return !w.lower.empty(); });
    if (!any_number) return;
    std::optional<Phrase> previous;
    for (uint32_t i = 0; i < words.size();) {
      const uint32_t skip = inside_time(words[i].at);
      if (skip > words[i].at.begin) {
        while (i < words.size() && words[i].at.begin < skip) ++i;
        previous.reset();
        continue;
      }
      uint32_t next = i + 1;
      std::optional<Phrase> p = read_phrase(words, i, units_, noun_end(words[i].at.begin, span), next);
      if (!p) {
        i = std::max(next, i + 1);
        continue;
      }
      // A conversion in brackets keeps the bound of what it converts: "up to $12.9bn (£10bn)"
      if (previous && p->kind == FigureKind::money && previous->kind == FigureKind::money && p->bound == Bound::exact &&
          p->first > 0 && words[p->first - 1].is("(") && previous->last == p->first - 1 && p->best) {
        p->bound = previous->bound;
        if (!previous->low) p->low.reset();
        if (!previous->high) p->high.reset();
      }
      out_.figures.push_back(figure(index, words, *p));
      previous = p;
      i = std::max(next, i + 1);
    }
  }

  /// End of the time expression that covers `at` and is no plain duration, or 0.
  uint32_t inside_time(Span at) {
    while (time_ < times_.expressions.size() && times_.expressions[time_].at.end <= at.begin) ++time_;
    if (time_ >= times_.expressions.size()) return 0;
    const TimeExpression& t = times_.expressions[time_];
    if (t.at.begin > at.begin) return 0;
    if (t.type == TimexType::duration && !t.days.known()) return 0;
    return t.at.end;
  }

  /// Byte where the head noun of the number at `byte` ends, by the tree; 0 = the tree does not say.
  uint32_t noun_end(uint32_t byte, Span sentence) const {
    if (!tree_) return 0;
    const uint32_t t = text_.token_at(byte);
    if (t >= text_.tokens.size()) return 0;
    uint32_t token = t;
    for (int steps = 0; steps < 4 && syntax_.head[token] >= 0; ++steps) {
      const auto head = static_cast<uint32_t>(syntax_.head[token]);
      if (head <= t || head >= text_.tokens.size() || head - t > 8) return 0;
      const Dep dep = syntax_.dep[token];
      if (dep == Dep::nummod && (syntax_.upos[head] == Upos::NOUN || syntax_.upos[head] == Upos::PROPN)) {
        return text_.tokens[head].at.end <= sentence.end ? text_.tokens[head].at.end : 0;
      }
      if (dep != Dep::compound && dep != Dep::flat && dep != Dep::advmod && dep != Dep::amod) return 0;
      token = head;
    }
    return 0;
  }

  [[nodiscard]] Role role(uint32_t sentence) const {
    if (sentence >= text_.sentences.size() || text_.sentences[sentence].block >= text_.blocks.size()) return Role::body;
    return text_.blocks[text_.sentences[sentence].block].role;
  }
  [[nodiscard]] bool prose(uint32_t sentence) const {
    const Role r = role(sentence);
    return is_prose(r) || r == Role::subheading || r == Role::table;
  }

  /// A headline that repeats a count of the text says nothing of its own; one that differs stays, to be seen beside it.
  void drop_repeats() {
    const auto said = [](const Figure& f) { return f.best ? f.best : f.low ? f.low : f.high; };
    const std::vector<Figure>& all = out_.figures;
    std::vector<Figure> kept;
    kept.reserve(all.size());
    for (const Figure& f : all) {
      const bool repeats =
          role(f.sentence) == Role::headline && said(f) && std::any_of(all.begin(), all.end(), [&](const Figure& g) {
            return role(g.sentence) != Role::headline && said(f) == said(g) && (f.kind == g.kind || f.unit == g.unit);
          });
      if (!repeats) kept.push_back(f);
    }
    out_.figures = std::move(kept);
  }

  static Span span_of(const Words& words, uint32_t first, uint32_t last) {
    return first < last ? Span{words[first].at.begin, words[last - 1].at.end} : Span{};
  }

  Figure figure(uint32_t index, const Words& words, const Phrase& p) {
    Figure f;
    f.at = span_of(words, p.first, p.last);
    f.number = span_of(words, p.number_first, p.number_last);
    f.sentence = index;
    f.low = p.low;
    f.best = p.best;
    f.high = p.high;
    f.bound = p.bound;
    f.unit = p.unit;
    f.base = p.base.empty() ? "" : p.base;
    f.reason = p.reason;
    f.counted_at = span_of(words, p.noun_first, p.noun_last);
    const Context context = context_of(words, p);
    f.kind = context.kind;
    f.cumulative = context.cumulative;
    f.counted = squeeze(text_.of(f.counted_at));
    if (!context.word.empty()) f.counted += (f.counted.empty() ? "" : " ") + std::string(context.word);
    // Degrees are of heat only where the words speak of heat
    const auto near = words.begin() + (p.first > 200 ? p.first - 200 : 0);
    const auto far = words.begin() + std::min<std::ptrdiff_t>(static_cast<std::ptrdiff_t>(words.size()), p.last + 200);
    if (f.unit == "degree" && std::none_of(near, far, [](const time::Word& w) {
          return in(w.lower,
                    "temperature temperatures heat hot cold cool warm warmer warming weather celsius fahrenheit freezing climate "
                    "mercury");
        })) {
      f.kind = FigureKind::other;
    }
    if (f.unit.empty() && context.kind != FigureKind::count) f.unit = "person";
    when(f);
    where(f);
    whose(f, words, p);
    f.confidence = confidence(f, p);
    return f;
  }

  static float confidence(const Figure& f, const Phrase& p) {
    if (!f.reason.empty()) return 0.2F;
    if (p.noun_last > p.noun_first || f.kind == FigureKind::money || f.kind == FigureKind::percent) return 0.85F;
    return f.kind == FigureKind::count ? 0.5F : 0.7F;
  }

  /// The verb that governs `token`, by the tree; kNone if none does.
  [[nodiscard]] uint32_t verb_above(uint32_t token) const {
    for (int steps = 0; steps < 40 && token < text_.tokens.size(); ++steps) {
      const int32_t head = syntax_.head[token];
      if (head < 0) return kNone;
      token = static_cast<uint32_t>(head);
      if (syntax_.upos[token] == Upos::VERB) return token;
    }
    return kNone;
  }

  /// Whether a day at `time` dates a clause that the figure at `figure` stands in. "Rescued hostages taken on 7 October and
  /// killed 70" dates the taking, not the 70. Without a tree every day of the sentence may.
  [[nodiscard]] bool dates_clause_of(Span time, Span figure) const {
    if (!tree_) return true;
    const uint32_t token = text_.token_at(time.begin);
    if (token >= text_.tokens.size()) return true;
    const uint32_t verb = verb_above(token);
    if (verb == kNone) return true;
    uint32_t at = text_.token_at(figure.begin);
    for (int steps = 0; steps < 40 && at < text_.tokens.size(); ++steps) {
      at = verb_above(at);
      if (at == kNone) return false;
      if (at == verb) return true;
    }
    return false;
  }

  /// Day the count holds for, and since when it counts.
  void when(Figure& f) {
    f.as_of = times_.page.best;
    int64_t nearest = 0;
    bool found = false, found_in_clause = false;
    for (const uint32_t t : times_.inside(sentence_span(f))) {
      const TimeExpression& e = times_.expressions[t];
      if (!e.days.known()) continue;
      if (e.since) {
        f.since = e.days;
        f.cumulative = true;
        continue;
      }
      if (e.type == TimexType::duration || e.type == TimexType::set || e.until) continue;
      const int64_t distance =
          e.at.begin > f.at.begin ? static_cast<int64_t>(e.at.begin) - f.at.end : static_cast<int64_t>(f.at.begin) - e.at.end;
      const bool in_clause = dates_clause_of(e.at, f.at);
      if (found && (in_clause != found_in_clause ? found_in_clause : distance >= nearest)) continue;
      nearest = distance;
      found = true;
      found_in_clause = in_clause;
      f.as_of = e.days;
    }
  }

  [[nodiscard]] Span sentence_span(const Figure& f) const {
    constexpr uint32_t kFar = 2000;  // bytes: a "sentence" of a megabyte is looked at around its figures only
    if (f.sentence >= text_.sentences.size()) return {f.at.begin > 300 ? f.at.begin - 300 : 0, f.at.end + 300};
    const Span at = text_.sentences[f.sentence].at;
    return {std::max(at.begin, f.at.begin > kFar ? f.at.begin - kFar : 0), std::min(at.end, f.at.end + kFar)};
  }

  /// Nearest place of the sentence that stands after "in", "at", "near" ...
  void where(Figure& f) const {
    int64_t nearest = 0;
    for (const uint32_t m : names_.inside(sentence_span(f))) {
      const Mention& mention = names_.mentions[m];
      if (mention.entity == kNone || mention.entity >= names_.entities.size()) continue;
      const Entity& entity = names_.entities[mention.entity];
      if (!entity.known_place && entity.type != EntityType::place) continue;
      const uint32_t low = mention.at.begin > 24 ? mention.at.begin - 24 : 0;
      const Words before = time::scan(text_.utf8, {low, mention.at.begin});
      bool prepared = false;
      for (size_t k = before.size() > 3 ? before.size() - 3 : 0; k < before.size(); ++k)
        prepared = prepared || in(before[k].lower, "in at near on across around inside into throughout");
      if (!prepared) continue;
      const int64_t distance = mention.at.begin > f.at.begin ? static_cast<int64_t>(mention.at.begin) - f.at.end
                                                             : (static_cast<int64_t>(f.at.begin) - mention.at.end) * 2;
      if (f.place != kNone && distance >= nearest) continue;
      nearest = distance;
      f.place = mention.entity;
    }
  }

  /// The statement around the figure, or the one who keeps the count.
  void whose(Figure& f, const Words& words, const Phrase& p) const {
    uint32_t best = kNone;
    for (uint32_t s = 0; s < speech_.statements.size(); ++s) {
      const Statement& st = speech_.statements[s];
      if (!st.content.contains(f.number)) continue;
      if (best == kNone || st.content.size() < speech_.statements[best].content.size()) best = s;
    }
    if (best != kNone) {
      const Statement& st = speech_.statements[best];
      f.statement = best;
      f.source = st.speaker;
      f.source_at = st.speaker_at;
      return;
    }
    // "The ministry raised the toll to 210": who keeps the count is the subject before the verb
    bool toll = false, keeps = false;
    uint32_t verb = 0;
    for (uint32_t k = p.first > 200 ? p.first - 200 : 0; k < p.first; ++k) {
      if (in(words[k].lower,
             "raised put puts updated revised estimated estimates reported confirmed gave counted recorded tallied documented "
             "registered")) {
        keeps = true;
        verb = k;
      }
      toll = toll || in(words[k].lower, "toll tally count figure number total estimate deaths");
    }
    if (!keeps) return;
    const bool counts =
        in(words[verb].lower, "reported confirmed counted recorded tallied documented registered estimated estimates");
    if (!toll && !counts) return;
    for (const uint32_t m : names_.inside(sentence_span(f))) {
      const Mention& mention = names_.mentions[m];
      if (mention.at.end > words[verb].at.begin || mention.entity == kNone || mention.entity >= names_.entities.size()) continue;
      const EntityType type = names_.entities[mention.entity].type;
      if (type == EntityType::place || mention.kind == MentionKind::adjective) continue;
      if (f.source == kNone || mention.at.size() > f.source_at.size()) {
        f.source = mention.entity;
        f.source_at = mention.at;
      }
    }
  }

  const Text& text_;
  const Syntax& syntax_;
  const Names& names_;
  const Times& times_;
  const Speech& speech_;
  Units units_;
  Figures out_;
  size_t time_ = 0;
  bool tree_ = false;
};

}  // namespace

Figures count(const Text& text, const Syntax& syntax, const Names& names, const Times& times, const Speech& speech,
              const Ontology& ontology) {
  return Counter(text, syntax, names, times, speech, ontology).run();
}

}  // namespace dateline::figure
