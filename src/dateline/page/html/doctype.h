// Finds: the rendering mode a doctype asks for.
// Example: <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
// Row out: Quirks::full.
// Does not try: telling which version of HTML a page follows.
#pragma once

#include "dateline/page/html/tokenizer.h"

namespace dateline::html {

/// HTML Standard, 13.2.6.4.1 'The "initial" insertion mode': the lists of public and system identifiers.
Quirks quirks_of(const Doctype& doctype);

}  // namespace dateline::html
