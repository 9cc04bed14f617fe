// Word lists of the rules that find and compare names, and how to look into them.
//
// listed("van", kParticles) is true. Lists that tell what an actor is (roles, titles, honorifics) are tables in ontology/; here
// is only what the grammar of names needs.
#pragma once

#include <string_view>

namespace dateline::names {

/// True when `word` is one of `list`, folded words set apart by single spaces.
[[nodiscard]] constexpr bool listed(std::string_view word, std::string_view list) {
  if (word.empty()) return false;
  for (size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || list[at - 1] == ' ') && (end == list.size() || list[end] == ' ')) return true;
  }
  return false;
}

/// Small words inside a person's name.
constexpr std::string_view kParticles = "bin ibn al el de van von der den da dos du la le del di abu - ter ben y st.";
/// Words in front of the noun of a title.
constexpr std::string_view kTitleModifiers =
    "former acting deputy vice then senior top chief veteran interim outgoing incoming ousted longtime late caretaker "
    "assistant state foreign defence defense interior finance health prime federal national regional military police army "
    "navy government opposition democratic republican labour conservative democrat security intelligence presidential "
    "party co ministry department office";
/// Small words inside a title.
constexpr std::string_view kJoints = "of for 's \xE2\x80\x99s - and the & to";
/// Capital words that are days, months and hours.
constexpr std::string_view kCalendar =
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september "
    "october november december jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. gmt utc est am pm a.m. p.m.";
/// What a described phrase opens with.
constexpr std::string_view kDeterminers =
    "the a an this these those that both his her their its our another other some several many all";
/// After these a name is a place.
constexpr std::string_view kPlacePrepositions =
    "in at to from near outside into through around toward towards across inside leave visiting visit reach";
/// Last words of place names.
constexpr std::string_view kPlaceSuffixes =
    "river sea canal strait street road avenue square island islands bay gulf lake mountain valley province district "
    "region county city airport bridge hills beach park port desert peninsula heights camp strip border coast ocean";
/// Last words of company names.
constexpr std::string_view kCompanySuffixes =
    "inc inc. ltd ltd. corp corp. plc llc co co. group holdings ag gmbh sa nv kaisha partners bank airlines airways motors "
    "shipping marine capital";
/// What pages print in capitals beside a photo or at the end, and a tagger takes for somebody.
constexpr std::string_view kPageWords =
    "photo photos photograph image images picture pictures video caption credit file watch read more related advertisement the a "
    "an "
    "this that we he she it they i you and but or if in on at by for to from with of as update updated breaking exclusive live";
/// First words of the line that names who wrote, edited or photographed.
constexpr std::string_view kCreditWords =
    "photo photos photograph photography image images picture pictures reporting editing writing edited reported additional";

}  // namespace dateline::names
