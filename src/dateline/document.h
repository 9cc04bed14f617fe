// The bag of layers of one page. Only reader/ sees it whole; rooms take the layers they need.
#pragma once

#include "dateline/event/events.h"
#include "dateline/figure/figures.h"
#include "dateline/ingest/raw_page.h"
#include "dateline/names/names.h"
#include "dateline/page/article.h"
#include "dateline/speech/speech.h"
#include "dateline/syntax/syntax.h"
#include "dateline/text/text.h"
#include "dateline/time/times.h"

namespace dateline {

struct Document {
  RawPage page;
  Article article;
  Text text;
  Syntax syntax;
  Names names;
  Times times;
  Speech speech;
  Figures figures;
  Events events;
};

}  // namespace dateline
