// The readable tables of `ontology/`: states, offices and their holders with dates, bodies, groups, agencies, places.
//
// holders.tsv "usa_secretary_of_state  Antony Blinken  m  Anthony Blinken  2021-01-26  2025-01-20" answers: who was
// Secretary of State on 2024-03-21, and in which years Blinken was it. A missing line makes the record poorer, never wrong.
// It does not match text (names/ does); it only holds the facts and their keys.
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "dateline/base/date.h"
#include "dateline/base/result.h"
#include "dateline/base/span.h"

namespace dateline {

enum class ActorKind : uint8_t { person, state, body, group, outlet, company, place, other };

/// Anything with a name: one row of states, bodies, groups, outlets, companies, places, or one person of holders.
struct KbActor {
  std::string id;  ///< "isr", "un", "hamas", "afp", "person:antony_blinken", "place:rafah"
  std::string name;
  ActorKind kind = ActorKind::other;
  std::string sub;                      ///< kind column of its table: agency, armed_group, city, un_organ ...
  std::vector<std::string> variants;    ///< other names, acronyms included (without `name`)
  std::vector<std::string> adjectives;  ///< states: Israeli
  std::vector<std::string> demonyms;    ///< states: Israelis
  std::string state;                    ///< id of its state, or ""
  std::string capital;                  ///< states
  char gender = 0;                      ///< persons: 'm' 'f' or 0
  float latitude = 0, longitude = 0;    ///< places; 0,0 = not known
};

struct KbOffice {
  std::string id, of;               ///< of: id of a state, body or group
  std::string kind;                 ///< head_of_state, foreign_minister, spokesperson ...
  std::vector<std::string> titles;  ///< "Secretary of State", "top diplomat"
};

/// One person in one office from `first` to `last` (inclusive; open ends are INT32_MIN / INT32_MAX).
struct KbHolding {
  uint32_t person = 0;  ///< into Ontology::actors
  uint32_t office = 0;  ///< into Ontology::offices
  Day first = 0, last = 0;
  std::string note;
};

struct KbMetonym {
  std::string text, stands_for, kind, office;  ///< "the Kremlin" rus seat
};

struct KbResolution {
  std::string body, number, subject;
  DayRange date;
};

struct KbVerb {
  std::string lemma;
  std::vector<std::string> forms, complements;
  std::string cls;   ///< say, claim, ask, demand, promise, threaten, warn, accuse, deny ...
  int strength = 1;  ///< 1..5
  std::string stance;
};

struct KbTitle {
  std::string text, kind;  ///< "Gen." military
  char gender = 0;
};

/// One row of a PLOVER frame table; the columns are described in ontology/plover/README.md.
struct KbRow {
  std::vector<std::string> cells;
};

/// A loaded table as it stands in the file: column names and rows. For rooms with tables of their own.
struct KbTable {
  std::vector<std::string> columns;
  std::vector<KbRow> rows;
  /// Index of a column, or kNone.
  [[nodiscard]] uint32_t column(std::string_view name) const;
};

/// All tables, loaded once, const, shared by threads.
class Ontology {
 public:
  /// The tables inside the binary, with the files of `overlay_dir` (same names; rows added, same id replaces) on top.
  /// Error names file, line and reason.
  [[nodiscard]] static Result<std::unique_ptr<const Ontology>> load(const std::string& overlay_dir = {});

  std::vector<KbActor> actors;
  std::vector<KbOffice> offices;
  std::vector<KbHolding> holdings;  ///< sorted by (office, first, person)
  std::vector<KbMetonym> metonyms;
  std::vector<KbResolution> resolutions;
  std::vector<KbVerb> verbs;
  std::vector<KbVerb> speech_nouns;  ///< lemma = noun, complements = prepositions
  std::vector<KbTitle> titles;
  std::unordered_map<std::string, char> given_names;  ///< folded name -> 'm' 'f' 'u'
  std::unordered_map<std::string, KbTable>
      tables;  ///< every other table, by path relative to ontology/, e.g. "plover/frames.tsv"

  /// Actor by id, or nullptr.
  [[nodiscard]] const KbActor* actor(std::string_view id) const;
  /// Actors with this name, acronym or variant (folded comparison). In table order.
  [[nodiscard]] std::vector<uint32_t> named(std::string_view name) const;
  /// False if no outlet's name begins with the letters and digits that `name` begins with: then named() need not be asked for
  /// one. True says nothing. No allocation for words of common length.
  [[nodiscard]] bool may_name_outlet(std::string_view name) const;
  /// State whose adjective or demonym this is ("Israeli", "Israelis"), or nullptr.
  [[nodiscard]] const KbActor* state_of_adjective(std::string_view word) const;
  /// Verb by any inflected form or lemma (ASCII-folded), or nullptr.
  [[nodiscard]] const KbVerb* verb(std::string_view form) const;
  /// Holdings of one person / of one office.
  [[nodiscard]] std::vector<uint32_t> held_by(uint32_t person) const;
  [[nodiscard]] std::vector<uint32_t> holders_of(uint32_t office) const;

  /// A room for the index that names/ derives from the tables once (guarded by the flag; shared by threads afterwards).
  mutable std::once_flag phrases_once;
  mutable std::shared_ptr<const void> phrases;

 private:
  friend struct OntologyLoader;
  std::unordered_map<std::string, uint32_t> by_id_;
  std::unordered_map<std::string, std::vector<uint32_t>> by_name_;
  std::unordered_set<std::string> outlet_starts_;
  std::unordered_map<std::string, uint32_t> by_adjective_, by_verb_form_;
  std::unordered_map<uint32_t, std::vector<uint32_t>> by_person_, by_office_;
};

}  // namespace dateline
