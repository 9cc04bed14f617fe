// A record given by hand, by a worker or by another version may hold an index that points at nothing.
//
// Evidence{sentence = 40} in a page of 30 sentences becomes Evidence{sentence = kNone}; the words of the evidence stay. Spans are
// not judged: slice() clips them.
#include "dateline/store/sound.h"

#include <utility>

namespace dateline::store {

namespace {

class Sound {
 public:
  explicit Sound(Record record) : r_(std::move(record)) {
    where(r_.headline_where);
    for (RecordSentence& x : r_.sentences) limit(x.block, r_.blocks.size());
    for (auto* list : {&r_.headline_notes})
      for (HeadlineNote& x : *list) where(x.headline), where(x.body);
    for (RecordDateEvidence& x : r_.date_evidence) where(x.where);
    for (RecordRepair& x : r_.repairs) where(x.where);
    for (RecordSource& x : r_.sources) where(x.where);
    for (RecordTime& x : r_.times) where(x.where);
    for (RecordEntity& x : r_.entities) {
      for (RecordMention& m : x.mentions) where(m.where);
    }
    for (RecordStatement& x : r_.statements) {
      where(x.where), actor(x.speaker), actor(x.addressee);
      for (ActorRef& a : x.chain) actor(a);
    }
    for (RecordFigure& x : r_.figures) where(x.where), actor(x.place), actor(x.source), limit(x.statement, r_.statements.size());
    for (RecordEvent& x : r_.events) {
      where(x.where), actor(x.place), limit(x.statement, r_.statements.size());
      for (ActorRef& a : x.actors) actor(a);
      for (ActorRef& a : x.recipients) actor(a);
    }
    for (RecordVote& x : r_.votes) where(x.where), actor(x.body), actor(x.by);
    for (RecordProposal& x : r_.proposals) {
      where(x.where), actor(x.sponsor), actor(x.mediator);
      for (Evidence& t : x.terms) where(t);
      for (RecordReply& y : x.replies) where(y.where), actor(y.party);
    }
  }
  [[nodiscard]] Record take() { return std::move(r_); }

 private:
  static void limit(uint32_t& index, size_t size) {
    if (index >= size) index = kNone;
  }
  void where(Evidence& e) const { limit(e.sentence, r_.sentences.size()); }
  void actor(ActorRef& a) const { limit(a.entity, r_.entities.size()); }
  Record r_;
};

}  // namespace

Record sound(Record record) { return Sound(std::move(record)).take(); }

}  // namespace dateline::store
