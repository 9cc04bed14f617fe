// Field by field comparison of records and stories. The structured bindings name every field: when record.h or story.h grows,
// this file stops compiling until the new field is compared here and stored in src/dateline/store/columns.h.
#pragma once

#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "dateline/record.h"
#include "dateline/story/story.h"

namespace equal {

using namespace dateline;

template <class T>
bool same(const T& a, const T& b) {
  return a == b;
}
template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b);

bool same(const Evidence& x, const Evidence& y);
bool same(const RowDate& x, const RowDate& y);
bool same(const ActorRef& x, const ActorRef& y);
bool same(const Note& x, const Note& y);
bool same(const RecordBlock& x, const RecordBlock& y);
bool same(const RecordSentence& x, const RecordSentence& y);
bool same(const RecordRepair& x, const RecordRepair& y);
bool same(const RecordMention& x, const RecordMention& y);
bool same(const RecordEntity& x, const RecordEntity& y);
bool same(const RecordTime& x, const RecordTime& y);
bool same(const RecordStatement& x, const RecordStatement& y);
bool same(const RecordFigure& x, const RecordFigure& y);
bool same(const RecordEvent& x, const RecordEvent& y);
bool same(const RecordVote& x, const RecordVote& y);
bool same(const RecordReply& x, const RecordReply& y);
bool same(const RecordProposal& x, const RecordProposal& y);
bool same(const RecordSource& x, const RecordSource& y);
bool same(const RecordDateEvidence& x, const RecordDateEvidence& y);
bool same(const HeadlineNote& x, const HeadlineNote& y);
bool same(const Record& x, const Record& y);
bool same(const StoryActor& x, const StoryActor& y);
bool same(const Lineage& x, const Lineage& y);
bool same(const HappeningMention& x, const HappeningMention& y);
bool same(const Happening& x, const Happening& y);
bool same(const ConflictValue& x, const ConflictValue& y);
bool same(const Conflict& x, const Conflict& y);
bool same(const TimelineEntry& x, const TimelineEntry& y);
bool same(const Position& x, const Position& y);
bool same(const Independence& x, const Independence& y);
bool same(const Story& x, const Story& y);

/// Compares pairs of fields; prints nothing, the caller says what differs.
template <class... P>
bool all(const P&... pairs) {
  return (same(*pairs.first, *pairs.second) && ...);
}
template <class T>
std::pair<const T*, const T*> p(const T& a, const T& b) {
  return {&a, &b};
}

inline bool same(const Evidence& x, const Evidence& y) {
  const auto& [a, b] = x;
  const auto& [c, d] = y;
  return all(p(a, c), p(b, d));
}
inline bool same(const RowDate& x, const RowDate& y) {
  const auto& [a, b] = x;
  const auto& [c, d] = y;
  return all(p(a, c), p(b, d));
}
inline bool same(const ActorRef& x, const ActorRef& y) {
  const auto& [a1, a2, a3] = x;
  const auto& [b1, b2, b3] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3));
}
inline bool same(const Note& x, const Note& y) {
  const auto& [a1, a2, a3] = x;
  const auto& [b1, b2, b3] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3));
}
inline bool same(const RecordBlock& x, const RecordBlock& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7));
}
inline bool same(const RecordSentence& x, const RecordSentence& y) {
  const auto& [a, b] = x;
  const auto& [c, d] = y;
  return all(p(a, c), p(b, d));
}
inline bool same(const RecordRepair& x, const RecordRepair& y) {
  const auto& [a1, a2, a3, a4, a5] = x;
  const auto& [b1, b2, b3, b4, b5] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5));
}
inline bool same(const RecordMention& x, const RecordMention& y) {
  const auto& [a1, a2, a3, a4] = x;
  const auto& [b1, b2, b3, b4] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4));
}
inline bool same(const RecordEntity& x, const RecordEntity& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11), p(a12, b12));
}
inline bool same(const RecordTime& x, const RecordTime& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11));
}
inline bool same(const RecordStatement& x, const RecordStatement& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11), p(a12, b12), p(a13, b13), p(a14, b14), p(a15, b15), p(a16, b16), p(a17, b17));
}
inline bool same(const RecordFigure& x, const RecordFigure& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11), p(a12, b12), p(a13, b13), p(a14, b14), p(a15, b15), p(a16, b16), p(a17, b17), p(a18, b18));
}
inline bool same(const RecordEvent& x, const RecordEvent& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11), p(a12, b12), p(a13, b13), p(a14, b14), p(a15, b15), p(a16, b16), p(a17, b17), p(a18, b18));
}
inline bool same(const RecordVote& x, const RecordVote& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11));
}
inline bool same(const RecordReply& x, const RecordReply& y) {
  const auto& [a1, a2, a3] = x;
  const auto& [b1, b2, b3] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3));
}
inline bool same(const RecordProposal& x, const RecordProposal& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9));
}
inline bool same(const RecordSource& x, const RecordSource& y) {
  const auto& [a1, a2, a3, a4, a5] = x;
  const auto& [b1, b2, b3, b4, b5] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5));
}
inline bool same(const RecordDateEvidence& x, const RecordDateEvidence& y) {
  const auto& [a1, a2, a3, a4, a5] = x;
  const auto& [b1, b2, b3, b4, b5] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5));
}
inline bool same(const HeadlineNote& x, const HeadlineNote& y) {
  const auto& [a1, a2, a3, a4, a5, a6] = x;
  const auto& [b1, b2, b3, b4, b5, b6] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6));
}
inline bool same(const Record& x, const Record& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16, a17, a18, a19, a20, a21, a22, a23, a24, a25,
               a26, a27, a28, a29, a30, a31, a32, a33, a34, a35, a36] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17, b18, b19, b20, b21, b22, b23, b24, b25,
               b26, b27, b28, b29, b30, b31, b32, b33, b34, b35, b36] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11), p(a12, b12), p(a13, b13), p(a14, b14), p(a15, b15), p(a16, b16), p(a17, b17), p(a18, b18), p(a19, b19),
             p(a20, b20), p(a21, b21), p(a22, b22), p(a23, b23), p(a24, b24), p(a25, b25), p(a26, b26), p(a27, b27), p(a28, b28),
             p(a29, b29), p(a30, b30), p(a31, b31), p(a32, b32), p(a33, b33), p(a34, b34), p(a35, b35), p(a36, b36));
}

inline bool same(const StoryActor& x, const StoryActor& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9));
}
inline bool same(const Lineage& x, const Lineage& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7));
}
inline bool same(const HappeningMention& x, const HappeningMention& y) {
  const auto& [a1, a2, a3, a4] = x;
  const auto& [b1, b2, b3, b4] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4));
}
inline bool same(const Happening& x, const Happening& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11), p(a12, b12), p(a13, b13), p(a14, b14));
}
inline bool same(const ConflictValue& x, const ConflictValue& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7));
}
inline bool same(const Conflict& x, const Conflict& y) {
  const auto& [a1, a2, a3, a4, a5, a6] = x;
  const auto& [b1, b2, b3, b4, b5, b6] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6));
}
inline bool same(const TimelineEntry& x, const TimelineEntry& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8));
}
inline bool same(const Position& x, const Position& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8));
}
inline bool same(const Independence& x, const Independence& y) {
  const auto& [a1, a2, a3, a4] = x;
  const auto& [b1, b2, b3, b4] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4));
}
inline bool same(const Story& x, const Story& y) {
  const auto& [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11] = x;
  const auto& [b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11] = y;
  return all(p(a1, b1), p(a2, b2), p(a3, b3), p(a4, b4), p(a5, b5), p(a6, b6), p(a7, b7), p(a8, b8), p(a9, b9), p(a10, b10),
             p(a11, b11));
}

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  if (a.size() != b.size()) return false;
  for (size_t i = 0; i < a.size(); ++i) {
    if (!same(a[i], b[i])) return false;
  }
  return true;
}

}  // namespace equal
