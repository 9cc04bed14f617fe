#include "dateline/story/story.h"

namespace dateline::story {

Story link(const std::vector<Record>&, const Ontology&) { return {}; }
std::vector<HeadlineNote> compare_headline(const Record&) { return {}; }

}  // namespace dateline::story
