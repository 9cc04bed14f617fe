#include "dateline/speech/speech.h"

#include <array>

namespace dateline {

std::string_view name_of(SpeechForm form) {
  static constexpr std::array<std::string_view, 3> kNames = {"direct", "indirect", "mixed"};
  return kNames[static_cast<size_t>(form)];
}

}  // namespace dateline
