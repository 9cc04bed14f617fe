// One actor across pages: the same id of the tables, the same full name, a spelling or short form in the same office, a surname
// or an office alone where they agree with one actor only, an acronym that another page spells out.
//
// "Antony Blinken" of one page, "Anthony Blinken, US Secretary of State" of another: one StoryActor, each entity with its reason.
// A surname joins nobody by itself, and two entities of one page are never brought together by a third page.
// Letters of another alphabet that look alike are never merged; they are named in `looks_like`.
#include <algorithm>
#include <map>
#include <set>

#include "dateline/base/chars.h"
#include "dateline/base/hash.h"
#include "dateline/base/similarity.h"
#include "dateline/names/names.h"
#include "dateline/story/pile.h"

namespace dateline::story {

namespace {

struct Entry {
  uint32_t doc = 0, entity = 0;
  const RecordEntity* row = nullptr;
};

/// Groups with path halving; the smaller index leads, so the result does not depend on the order of joins.
class Groups {
 public:
  explicit Groups(const std::vector<Entry>& entries) : up_(entries.size()), reason_(entries.size()), docs_(entries.size()) {
    for (size_t i = 0; i < entries.size(); ++i) {
      up_[i] = static_cast<uint32_t>(i);
      docs_[i] = {entries[i].doc};
    }
  }
  uint32_t lead(uint32_t i) {
    while (up_[i] != i) i = up_[i] = up_[up_[i]];
    return i;
  }
  void join(uint32_t a, uint32_t b, std::string reason) {
    const uint32_t x = lead(a);
    const uint32_t y = lead(b);
    if (x == y) return;
    up_[std::max(x, y)] = std::min(x, y);
    std::set<uint32_t>& docs = docs_[std::min(x, y)];
    docs.merge(docs_[std::max(x, y)]);
    docs_[std::max(x, y)].clear();
    if (reason_[b].empty()) reason_[b] = std::move(reason);
  }
  /// True when a page speaks of both as of two.
  [[nodiscard]] bool share_page(uint32_t a, uint32_t b) {
    const std::set<uint32_t>& x = docs_[lead(a)];
    const std::set<uint32_t>& y = docs_[lead(b)];
    const std::set<uint32_t>& fewer = x.size() < y.size() ? x : y;
    const std::set<uint32_t>& more = x.size() < y.size() ? y : x;
    return std::any_of(fewer.begin(), fewer.end(), [&](uint32_t doc) { return more.contains(doc); });
  }
  [[nodiscard]] const std::string& reason(uint32_t i) const { return reason_[i]; }

 private:
  std::vector<uint32_t> up_;
  std::vector<std::string> reason_;
  std::vector<std::set<uint32_t>> docs_;  ///< pages of a group, at its lead
};

/// A name that says who it is without its page: not "the official", not "he".
bool names_alone(const RecordEntity& e) {
  if (!e.kb_id.empty() || e.type == "group" || e.type == "office") return false;
  return std::any_of(e.mentions.begin(), e.mentions.end(), [](const RecordMention& m) {
    return m.kind == "name" || m.kind == "titled_name" || m.kind == "titled name" || m.kind == "acronym";
  });
}

bool is_full_name_of(std::string_view name) { return name.find(' ') != std::string_view::npos; }

/// Content words of a role, one word for the forms of one office.
std::set<std::string> office_words(std::string_view role) {
  std::set<std::string> out;
  std::string word;
  for (const char c : fold(role) + " ") {
    if (is_letter(static_cast<unsigned char>(c)) || static_cast<unsigned char>(c) > 0x7F) {
      word += c;
      continue;
    }
    if (word.substr(0, 6) == "spokes") word = "spokesperson";
    if (word == "chairman" || word == "chairwoman" || word == "chairperson") word = "chair";
    if (word == "defence") word = "defense";
    if (word == "advisor") word = "adviser";
    if (word.size() > 2 && word != "the" && word != "for" && word != "and") out.insert(word);
    word.clear();
  }
  return out;
}

/// One role says what the other says, or more: "chairman", "chairman of the Suez Canal Authority".
bool same_office(const std::set<std::string>& a, const std::set<std::string>& b) {
  const std::set<std::string>& fewer = a.size() < b.size() ? a : b;
  const std::set<std::string>& more = a.size() < b.size() ? b : a;
  return !fewer.empty() && std::includes(more.begin(), more.end(), fewer.begin(), fewer.end());
}

bool acts_for_the_same(const RecordEntity& a, const RecordEntity& b) {
  return std::any_of(a.represents.begin(), a.represents.end(), [&](const std::string& id) {
    return std::find(b.represents.begin(), b.represents.end(), id) != b.represents.end();
  });
}

std::string last_word(const RecordEntity& e) {
  const std::string name = fold(e.name);
  const size_t space = name.rfind(' ');
  return space == std::string::npos ? name : name.substr(space + 1);
}

bool is_full_name(const RecordEntity& e) { return e.type != "person" || fold(e.name).find(' ') != std::string::npos; }

bool compatible(const RecordEntity& a, const RecordEntity& b) {
  if (a.type != b.type) return false;
  if (a.gender != 0 && b.gender != 0 && a.gender != b.gender) return false;
  return a.represents.empty() || b.represents.empty() || acts_for_the_same(a, b);
}

/// Blocking key of spelling variants: the first letters of the last name.
std::string spelling_key(const RecordEntity& e) { return e.type + ":" + last_word(e).substr(0, 2); }

void join_same(const std::vector<Entry>& entries, Groups& groups) {
  std::map<std::string, uint32_t> by_kb;
  std::map<std::string, std::vector<uint32_t>> by_name;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (!e.kb_id.empty()) {
      const auto [at, fresh] = by_kb.emplace(e.kb_id, i);
      if (!fresh) groups.join(at->second, i, "same id in the tables: " + e.kb_id);
    } else if (names_alone(e) && is_full_name(e)) {
      std::vector<uint32_t>& same = by_name[fold(e.name)];
      for (const uint32_t j : same) {
        if (compatible(e, *entries[j].row)) {
          groups.join(j, i, "same full name");
          break;
        }
      }
      same.push_back(i);
    }
  }
}

constexpr size_t kBlock = 64;  // larger blocks are compared within a window: cost stays linear

/// Spelling variants: persons of unlike spelling with the same role or the same party; short forms and initials of a given name
/// ("Jim" for "James") in the same office.
void join_variants(const std::vector<Entry>& entries, const Ontology& ontology, Groups& groups) {
  std::map<std::string, std::vector<uint32_t>> blocks;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (e.type == "person" && is_full_name(e) && (names_alone(e) || !e.kb_id.empty())) blocks[spelling_key(e)].push_back(i);
  }
  for (const auto& [key, list] : blocks) {
    for (size_t y = 1; y < list.size(); ++y) {
      for (size_t x = y > kBlock ? y - kBlock : 0; x < y; ++x) {
        const RecordEntity& a = *entries[list[x]].row;
        const RecordEntity& b = *entries[list[y]].row;
        if (groups.lead(list[x]) == groups.lead(list[y]) || !compatible(a, b)) continue;
        if (!a.kb_id.empty() && !b.kb_id.empty()) continue;
        if (mixes_alphabets(a.name) || mixes_alphabets(b.name)) continue;
        const double like = similarity(a.name, b.name);
        const bool office = same_office(office_words(a.role), office_words(b.role));
        const bool tied = (!a.represents.empty() && !b.represents.empty()) || office;
        if (like >= (tied ? 0.8 : 0.93))
          groups.join(list[x], list[y], "spelling variant of " + a.name + (tied ? ", same party" : ""));
        else if (office && last_word(a) == last_word(b) && names::same_actor(a.name, b.name, ontology) >= 0.9 &&
                 !groups.share_page(list[x], list[y]))
          groups.join(list[x], list[y], "short form of the given name of " + a.name + ", same office");
      }
    }
  }
}

/// The one group that `fits` among `list`, or kNone when none or several do.
uint32_t only_group(const std::vector<uint32_t>& list, Groups& groups, const auto& fits) {
  uint32_t found = kNone;
  for (const uint32_t j : list) {
    if (found != kNone && groups.lead(j) == groups.lead(found)) continue;
    if (!fits(j)) continue;
    if (found != kNone) return kNone;
    found = j;
  }
  return found;
}

/// "Raabie, the authority's chairman": a lone surname is whoever bears it, or a spelling of it, in the same office or for the
/// same party, if that is one actor only. A surname alone joins nobody.
void join_surnames(const std::vector<Entry>& entries, Groups& groups) {
  std::map<std::string, std::vector<uint32_t>> by_surname, by_start;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (e.type != "person" || !is_full_name_of(e.name) || (!names_alone(e) && e.kb_id.empty())) continue;
    by_surname[last_word(e)].push_back(i);
    by_start[last_word(e).substr(0, 2)].push_back(i);
  }
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (e.type != "person" || !names_alone(e) || is_full_name_of(e.name) || mixes_alphabets(e.name)) continue;
    const std::set<std::string> office = office_words(e.role);
    const auto fits = [&](uint32_t j) {
      const RecordEntity& other = *entries[j].row;
      if (groups.lead(i) == groups.lead(j) || groups.share_page(i, j) || !compatible(e, other) || mixes_alphabets(other.name))
        return false;
      const bool same = last_word(other) == fold(e.name);
      if (!same && similarity(e.name, last_word(other)) < 0.8) return false;
      const std::set<std::string> theirs = office_words(other.role);
      const bool offices = same_office(office, theirs);
      // A respelt surname needs more than "minister" in common.
      return same ? offices || acts_for_the_same(e, other)
                  : acts_for_the_same(e, other) || (offices && std::min(office.size(), theirs.size()) > 1);
    };
    uint32_t found = kNone;
    for (const std::vector<uint32_t>& list : {by_surname[last_word(e)], by_start[last_word(e).substr(0, 2)]}) {
      if (found == kNone && list.size() <= 4 * kBlock) found = only_group(list, groups, fits);  // longer: too common to say who
    }
    if (found == kNone) continue;
    const RecordEntity& other = *entries[found].row;
    const bool same = last_word(other) == fold(e.name);
    groups.join(found, i,
                (same ? "surname of " : "spelling of the surname of ") + other.name +
                    (same_office(office, office_words(other.role)) ? ", same office" : ", same party"));
  }
}

/// "the Suez Canal Authority chairman" where another page names him, within two months: an office of at least two words that one
/// named actor only is given.
void join_offices(const Pile& pile, const std::vector<Entry>& entries, Groups& groups) {
  constexpr int32_t kDaysApart = 60;
  std::map<std::string, std::vector<uint32_t>> holders;  // by each word of the office
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (e.type != "person" || e.role.empty() || (!names_alone(e) && e.kb_id.empty())) continue;
    for (const std::string& w : office_words(e.role)) holders[w].push_back(i);
  }
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (e.type != "person" || !e.kb_id.empty() || names_alone(e) || e.plural || e.mentions.empty()) continue;
    const Record& page = pile.record(entries[i].doc);
    const std::string_view printed = slice(page.text, e.mentions.front().where.at);
    if (printed.substr(0, 2) == "a " || printed.substr(0, 3) == "an " || printed.substr(0, 2) == "A ") continue;
    const std::set<std::string> office = office_words(e.name);
    if (office.size() < 2 || !page.date_range.known()) continue;
    const std::vector<uint32_t>& list = holders[*office.begin()];
    if (list.size() > 4 * kBlock) continue;
    const uint32_t found = only_group(list, groups, [&](uint32_t j) {
      const RecordEntity& other = *entries[j].row;
      const std::set<std::string> theirs = office_words(other.role);
      const Record& there = pile.record(entries[j].doc);
      return !groups.share_page(i, j) && compatible(e, other) && there.date_range.known() &&
             meet(page.date_range, there.date_range, kDaysApart) &&
             std::includes(theirs.begin(), theirs.end(), office.begin(), office.end());
    });
    if (found != kNone)
      groups.join(found, i, "office of " + entries[found].row->name + " in another page: " + entries[found].row->role);
  }
}

/// "SCA" where another page writes "the Suez Canal Authority (SCA)", and no page spells it out otherwise.
void join_acronyms(const Pile& pile, const std::vector<Entry>& entries, Groups& groups) {
  const auto is_body = [](const RecordEntity& e) { return e.type != "person" && e.type != "place" && e.type != "group"; };
  const auto letters = [](std::string_view w) {
    return w.size() > 2 && w.size() < 8 && std::all_of(w.begin(), w.end(), [](char c) { return is_upper(c); });
  };
  std::map<std::string, std::vector<uint32_t>> spelt;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (!is_body(e) || letters(e.name)) continue;
    std::set<std::string> forms;
    for (const RecordMention& m : e.mentions) {
      const std::string_view form = slice(pile.record(entries[i].doc).text, m.where.at);
      if (letters(form)) forms.insert(std::string(form));
    }
    for (const std::string& form : forms) spelt[form].push_back(i);
  }
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const RecordEntity& e = *entries[i].row;
    if (!is_body(e) || !e.kb_id.empty() || !letters(e.name)) continue;
    const auto list = spelt.find(e.name);
    if (list == spelt.end()) continue;
    const uint32_t found = only_group(list->second, groups, [&](uint32_t j) { return !groups.share_page(i, j); });
    if (found != kNone) groups.join(found, i, "acronym that another page spells out: " + entries[found].row->name);
  }
}

std::string actor_id(const RecordEntity& e) { return e.kb_id.empty() ? id_of("a", {e.type, fold(e.name)}) : e.kb_id; }

void count_variants(const Pile& pile, StoryActor& actor) {
  std::map<std::string, uint32_t> counts;
  for (const RowRef& ref : actor.entities) {
    const Record& r = pile.record(ref.doc);
    for (const RecordMention& m : r.entities[ref.row].mentions) {
      if (m.kind != "pronoun" && !m.where.at.empty()) ++counts[std::string(slice(r.text, m.where.at))];
    }
  }
  std::vector<std::pair<uint32_t, std::string>> list;
  list.reserve(counts.size());
  for (const auto& [text, n] : counts) list.emplace_back(n, text);
  std::sort(list.begin(), list.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  for (auto& [n, text] : list) {
    actor.variants.push_back(std::move(text));
    actor.variant_counts.push_back(n);
  }
}

void find_look_alikes(Story& story) {
  std::map<std::string, std::vector<uint32_t>> by_look;
  for (uint32_t i = 0; i < story.actors.size(); ++i) by_look[looks(story.actors[i].name)].push_back(i);
  for (const auto& [look, list] : by_look) {
    for (const uint32_t i : list) {
      for (const uint32_t j : list) {
        if (i != j && story.actors[i].id != story.actors[j].id) story.actors[i].looks_like.push_back(story.actors[j].id);
      }
    }
  }
}

/// Two people of one name in one page stay two; their ids must differ too.
void settle_ids(const std::vector<std::string>& first_rows, std::vector<StoryActor>& actors) {
  std::map<std::string, uint32_t> seen;
  for (size_t i = 0; i < actors.size(); ++i) {
    if (seen[actors[i].id]++ > 0) actors[i].id = id_of("a", {actors[i].id, first_rows[i]});
  }
}

}  // namespace

void join_actors(Pile& pile, Story& story) {
  std::vector<Entry> entries;
  story.entity_actor.resize(pile.pages.size());
  for (uint32_t doc = 0; doc < pile.pages.size(); ++doc) {
    const Record& r = pile.record(doc);
    story.entity_actor[doc].assign(r.entities.size(), kNone);
    for (uint32_t i = 0; i < r.entities.size(); ++i) entries.push_back({doc, i, &r.entities[i]});
  }
  Groups groups(entries);
  join_same(entries, groups);
  join_variants(entries, *pile.ontology, groups);
  join_surnames(entries, groups);
  join_offices(pile, entries, groups);
  join_acronyms(pile, entries, groups);
  std::vector<uint32_t> actor_of(entries.size(), kNone);
  std::vector<std::string> first_rows;
  std::vector<bool> named;
  for (uint32_t i = 0; i < entries.size(); ++i) {
    const uint32_t lead = groups.lead(i);
    const RecordEntity& e = *entries[i].row;
    if (actor_of[lead] == kNone) {
      actor_of[lead] = static_cast<uint32_t>(story.actors.size());
      StoryActor actor;
      actor.id = actor_id(e);
      actor.name = e.name;
      actor.type = e.type;
      actor.kb_id = e.kb_id;
      story.actors.push_back(std::move(actor));
      first_rows.push_back(e.id);
      named.push_back(names_alone(e) || !e.kb_id.empty());
    }
    actor_of[i] = actor_of[lead];
    StoryActor& actor = story.actors[actor_of[i]];
    if (actor.kb_id.empty() && !e.kb_id.empty()) {
      actor.kb_id = actor.id = e.kb_id;
      actor.name = e.name;
    } else if (actor.kb_id.empty() && names_alone(e) &&
               (!named[actor_of[i]] || (!is_full_name_of(actor.name) && is_full_name(e)))) {
      actor.id = actor_id(e);  // called by its fullest kind of name, wherever the first page stopped short
      actor.name = e.name;
    }
    named[actor_of[i]] = named[actor_of[i]] || names_alone(e) || !e.kb_id.empty();
    actor.entities.push_back({entries[i].doc, entries[i].entity});
    actor.reasons.push_back(groups.reason(i));
    story.entity_actor[entries[i].doc][entries[i].entity] = actor_of[i];
    for (const RecordMention& m : e.mentions) {
      const uint32_t row = m.where.sentence;
      const Page& page = pile.pages[entries[i].doc];
      if (row < page.sentence_of_row.size()) pile.sentences[page.sentence_of_row[row]].actors.push_back(actor_of[i]);
    }
  }
  for (Sentence& s : pile.sentences) {
    std::sort(s.actors.begin(), s.actors.end());
    s.actors.erase(std::unique(s.actors.begin(), s.actors.end()), s.actors.end());
  }
  settle_ids(first_rows, story.actors);
  for (StoryActor& actor : story.actors) count_variants(pile, actor);
  find_look_alikes(story);
}

}  // namespace dateline::story
