// From the words of a subject to an actor; see speaker.h. Input: "Netanyahu’s office"; output: the words, or their entity.
#include "dateline/speech/speaker.h"

#include <algorithm>

#include "dateline/base/chars.h"

namespace dateline::speech {
namespace {

/// The noun a phrase is about: the last noun before its first preposition ("spokesman" of "a spokesman for the ministry").
uint32_t head_of(const Scene& s, uint32_t begin, uint32_t end) {
  uint32_t head = kNone;
  for (uint32_t t = begin; t < end; ++t) {
    const Upos tag = s.pos(t);
    if (tag == Upos::ADP && head != kNone) break;
    if (s.is_comma(t) && head != kNone) break;
    if (tag == Upos::NOUN || tag == Upos::PROPN || tag == Upos::PRON || head == kNone) head = t;
  }
  return head == kNone ? begin : head;
}

/// The mention that stands for the phrase: it covers the head, or fills most of the phrase.
uint32_t mention_for(const Scene& s, uint32_t begin, uint32_t end, uint32_t head) {
  const uint32_t whole = s.names.mention_at(head);
  if (whole != kNone) {
    const Mention& m = s.names.mentions[whole];
    // "Gaza’s Health Ministry" with only "Gaza" known is not Gaza.
    const bool adjective = m.kind == MentionKind::adjective;
    if (!adjective && m.token_end >= head + 1) return whole;
  }
  for (uint32_t t = begin; t < end; ++t) {
    const uint32_t index = s.names.mention_at(t);
    if (index == kNone) continue;
    const Mention& m = s.names.mentions[index];
    if (m.token_begin <= begin && m.token_end >= end) return index;
    t = std::max(t, m.token_end == 0 ? t : m.token_end - 1);
  }
  return kNone;
}

bool is_name(const Scene& s, uint32_t mention) {
  const MentionKind kind = s.names.mentions[mention].kind;
  return kind == MentionKind::name || kind == MentionKind::titled_name || kind == MentionKind::acronym ||
         kind == MentionKind::misspelling;
}

bool is_person(const Scene& s, uint32_t mention) {
  const uint32_t entity = s.names.mentions[mention].entity;
  return entity != kNone && s.names.entities[entity].type == EntityType::person;
}

/// A person's name that closes the phrase, or stands beside it between commas: "the deputy director, Eva Berg, said".
uint32_t apposed_name(const Scene& s, uint32_t begin, uint32_t end) {
  if (end + 1 < s.text.tokens.size() && s.is_comma(end)) {
    const uint32_t next = s.names.mention_at(end + 1);
    if (next != kNone && is_name(s, next) && is_person(s, next)) {
      const Mention& m = s.names.mentions[next];
      if (m.token_begin == end + 1 && m.token_end < s.text.tokens.size() && s.is_comma(m.token_end)) return next;
    }
  }
  const uint32_t last = s.names.mention_at(end - 1);
  if (last == kNone || !is_name(s, last) || !is_person(s, last)) return kNone;
  const Mention& m = s.names.mentions[last];
  const bool governed = m.token_begin > begin && s.pos(m.token_begin - 1) == Upos::ADP;  // "a spokesman for Eva Berg"
  return m.token_end == end && m.token_begin >= begin && !governed ? last : kNone;
}

/// The person whose name ends with this word, when the page has exactly one.
uint32_t by_last_word(const Scene& s, uint32_t token) {
  if (s.pos(token) != Upos::PROPN) return kNone;
  const auto found = s.last_names.find(std::string(s.text.word(token)));
  return found == s.last_names.end() ? kNone : found->second;
}

/// "Paris said" on a page about Valeska Paris: a bare word that names a place elsewhere is the person whom the page calls so.
uint32_t person_not_place(const Scene& s, uint32_t begin, uint32_t end, const Mention& m) {
  if (end - begin != 1 || m.entity == kNone || m.token_end - m.token_begin != 1) return kNone;
  const EntityType type = s.names.entities[m.entity].type;
  if (type != EntityType::place && type != EntityType::state && type != EntityType::government) return kNone;
  const uint32_t person = by_last_word(s, begin);
  if (person == kNone || s.names.entities[person].name.find(' ') == std::string::npos) return kNone;
  return person;
}

/// "the Church" on a page about the Church of X: a capitalised noun that opens the name of one organisation of the page.
uint32_t short_for(const Scene& s, uint32_t begin, uint32_t end) {
  if (end - begin != 2 || !s.is(begin, "the")) return kNone;
  const std::string word(s.text.word(begin + 1));
  if (word.empty() || word.front() < 'A' || word.front() > 'Z') return kNone;
  const auto found = s.first_words.find(word);
  return found == s.first_words.end() ? kNone : found->second;
}

/// Whom "a spokesman for the minister", "the spokeswoman of Voss" speaks for, a person or office; kNone for a ministry.
uint32_t principal_of(const Scene& s, uint32_t begin, uint32_t end, const Mention& m) {
  const uint32_t limit = std::max(end, m.token_end);
  for (uint32_t t = begin; t + 1 < limit && t < begin + 6; ++t) {
    if (!s.is_any(t, {"spokesman", "spokeswoman", "spokesperson", "lawyer", "aide"}) || !s.is_any(t + 1, {"for", "of", "to"}))
      continue;
    for (uint32_t i = t + 2; i < limit; ++i) {
      const uint32_t entity = s.names.entity_at(i);
      if (entity == kNone) continue;
      const EntityType type = s.names.entities[entity].type;
      return type == EntityType::person || type == EntityType::office ? entity : kNone;
    }
  }
  return kNone;
}

/// "the Leeds Post", of which only "Leeds" is known: a place inside a longer name is not the one who speaks.
bool is_part_of_name(const Scene& s, uint32_t end, const Mention& m) {
  if (m.kind != MentionKind::name || m.token_end >= end || m.entity == kNone) return false;
  if (s.names.entities[m.entity].type != EntityType::place) return false;
  const std::string_view next = s.text.word(m.token_end);
  return !next.empty() && is_upper(next.front()) && s.pos(m.token_end) != Upos::ADP;
}

Party named(const Scene& s, uint32_t begin, uint32_t end) {
  Party party;
  const uint32_t head = head_of(s, begin, end);
  party.at = s.text.span_of_tokens(begin, end);
  uint32_t index = apposed_name(s, begin, end);
  if (index == kNone) index = mention_for(s, begin, end, head);
  if (index == kNone) {
    party.pronoun = s.pos(head) == Upos::PRON && end - begin == 1;
    if (end - begin == 1) party.entity = by_last_word(s, begin);
    if (party.entity == kNone) party.entity = short_for(s, begin, end);
    return party;
  }
  const Mention& m = s.names.mentions[index];
  party.principal = principal_of(s, begin, end, m);
  if (party.principal != kNone && party.principal == m.entity) return party;  // read as a title of the one spoken for
  if (is_part_of_name(s, end, m)) return party;
  if (const uint32_t person = person_not_place(s, begin, end, m); person != kNone) {
    party.entity = person;
    return party;
  }
  if (m.kind == MentionKind::description && (m.entity == kNone || s.names.entities[m.entity].mentions.size() == 1)) {
    if (const uint32_t whole = short_for(s, begin, end); whole != kNone) {
      party.entity = whole;
      return party;
    }
  }
  party.pronoun = m.kind == MentionKind::pronoun;
  // "a lawyer for the woman" says more than the "lawyer" of the mention: the words stay.
  const bool narrow = m.kind == MentionKind::description && m.token_end < end && m.entity != kNone &&
                      s.names.entities[m.entity].kb_id.empty() && s.names.entities[m.entity].mentions.size() == 1;
  if (narrow) return party;
  party.entity = m.entity;
  if (m.entity != kNone)
    party.at = m.at;
  else if (end - begin == 1)
    party.entity = by_last_word(s, begin);
  return party;
}

/// The owner of a document: "El-Sisi’s statement", "a statement issued by the ministry", "the ministry’s report".
Party owner_of(const Scene& s, uint32_t begin, uint32_t head, uint32_t limit) {
  for (uint32_t t = head; t-- > begin;) {
    if (s.is_any(t, {"’s", "'s", "’", "'"}) && t > begin) return named(s, begin, t);
  }
  uint32_t t = head + 1;
  while (t < limit && t < head + 4 && (s.is_any(t, {"issued", "released", "published", "made", "posted", "put", "out", "sent"})))
    ++t;
  if (t < limit && s.is_any(t, {"by", "from", "of"})) {
    const uint32_t end = s.phrase_end(t + 1, limit);
    if (end > t + 1 && !s.is_time_word(t + 1)) return named(s, t + 1, end);
  }
  // "the Interior Ministry statement": a known actor as first part of the compound.
  for (uint32_t i = begin; i < head; ++i) {
    const uint32_t index = s.names.mention_at(i);
    if (index == kNone) continue;
    const Mention& m = s.names.mentions[index];
    if (m.kind != MentionKind::adjective && m.kind != MentionKind::pronoun && m.token_end <= head && m.entity != kNone) {
      Party party;
      party.entity = m.entity;
      party.at = m.at;
      return party;
    }
  }
  return {};
}

}  // namespace

bool is_document_noun(const Scene& s, uint32_t t) {
  return s.is_any(t, {"statement", "statements", "communique", "communiqué", "release",   "letter",      "tweet",
                      "tweets",    "post",       "posts",      "message",    "remarks",   "comments",    "note",
                      "memo",      "figures",    "data",       "document",   "documents", "declaration", "text"});
}

bool is_occasion_noun(const Scene& s, uint32_t t) {
  return is_document_noun(s, t) ||
         s.is_any(t, {"conference", "interview", "briefing", "speech",     "address", "meeting", "visit",   "call",
                      "talks",      "summit",    "session",  "hearing",    "rally",   "event",   "press",   "media",
                      "broadcast",  "programme", "program",  "article",    "column",  "video",   "twitter", "facebook",
                      "telegram",   "instagram", "x",        "television", "tv",      "radio",   "debate"});
}

Party party_of(const Scene& s, uint32_t begin, uint32_t end, uint32_t limit) {
  if (begin >= end) return {};
  const uint32_t head = head_of(s, begin, end);
  const bool name = s.pos(head) == Upos::PROPN && is_upper(s.text.word(head).front());  // "the Leeds Post" is a paper
  if (is_document_noun(s, head) && !name) {
    Party owner = owner_of(s, begin, head, limit);
    if (!owner.empty()) {
      owner.issuer = true;
      return owner;
    }
    Party party = named(s, begin, end);
    if (party.entity == kNone) party.document = true;
    return party;
  }
  return named(s, begin, end);
}

}  // namespace dateline::speech
