// Finds: the parts of a doctype and the rendering mode it asks for. See doctype.h for example, row and limits.
#include "dateline/page/html/doctype.h"

#include <algorithm>

#include "dateline/page/html/scan.h"

namespace dateline::html {
namespace {

// Beginnings of public identifiers, lower case, that ask for full quirks. Source: the HTML Standard.
constexpr std::string_view kQuirky[] = {
    "+//silmaril//dtd html pro v0r11 19970101//",
    "-//as//dtd html 3.0 aswedit + extensions//",
    "-//advasoft ltd//dtd html 3.0 aswedit + extensions//",
    "-//ietf//dtd html 2.0 level 1//",
    "-//ietf//dtd html 2.0 level 2//",
    "-//ietf//dtd html 2.0 strict level 1//",
    "-//ietf//dtd html 2.0 strict level 2//",
    "-//ietf//dtd html 2.0 strict//",
    "-//ietf//dtd html 2.0//",
    "-//ietf//dtd html 2.1e//",
    "-//ietf//dtd html 3.0//",
    "-//ietf//dtd html 3.2 final//",
    "-//ietf//dtd html 3.2//",
    "-//ietf//dtd html 3//",
    "-//ietf//dtd html level 0//",
    "-//ietf//dtd html level 1//",
    "-//ietf//dtd html level 2//",
    "-//ietf//dtd html level 3//",
    "-//ietf//dtd html strict level 0//",
    "-//ietf//dtd html strict level 1//",
    "-//ietf//dtd html strict level 2//",
    "-//ietf//dtd html strict level 3//",
    "-//ietf//dtd html strict//",
    "-//ietf//dtd html//",
    "-//metrius//dtd metrius presentational//",
    "-//microsoft//dtd internet explorer 2.0 html strict//",
    "-//microsoft//dtd internet explorer 2.0 html//",
    "-//microsoft//dtd internet explorer 2.0 tables//",
    "-//microsoft//dtd internet explorer 3.0 html strict//",
    "-//microsoft//dtd internet explorer 3.0 html//",
    "-//microsoft//dtd internet explorer 3.0 tables//",
    "-//netscape comm. corp.//dtd html//",
    "-//netscape comm. corp.//dtd strict html//",
    "-//o'reilly and associates//dtd html 2.0//",
    "-//o'reilly and associates//dtd html extended 1.0//",
    "-//o'reilly and associates//dtd html extended relaxed 1.0//",
    "-//sq//dtd html 2.0 hotmetal + extensions//",
    "-//softquad software//dtd hotmetal pro 6.0::19990601::extensions to html 4.0//",
    "-//softquad//dtd hotmetal pro 4.0::19971010::extensions to html 4.0//",
    "-//spyglass//dtd html 2.0 extended//",
    "-//sun microsystems corp.//dtd hotjava html//",
    "-//sun microsystems corp.//dtd hotjava strict html//",
    "-//w3c//dtd html 3 1995-03-24//",
    "-//w3c//dtd html 3.2 draft//",
    "-//w3c//dtd html 3.2 final//",
    "-//w3c//dtd html 3.2//",
    "-//w3c//dtd html 3.2s draft//",
    "-//w3c//dtd html 4.0 frameset//",
    "-//w3c//dtd html 4.0 transitional//",
    "-//w3c//dtd html experimental 19960712//",
    "-//w3c//dtd html experimental 970421//",
    "-//w3c//dtd w3 html//",
    "-//w3o//dtd w3 html 3.0//",
    "-//webtechs//dtd mozilla html 2.0//",
    "-//webtechs//dtd mozilla html//",
};

std::string folded(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), to_lower);
  return text;
}

void put_char(std::string& out, const char*& p, const char* end, bool fold) {
  if (*p == '\0') {
    out += "\xEF\xBF\xBD";
  } else if (*p == '\r') {
    out += '\n';
    if (p + 1 < end && p[1] == '\n') ++p;
  } else {
    out += fold ? to_lower(*p) : *p;
  }
  ++p;
}

}  // namespace

Quirks quirks_of(const Doctype& d) {
  const std::string pub = folded(d.public_id), sys = folded(d.system_id);
  if (d.force_quirks || d.name != "html" || pub == "-//w3o//dtd w3 html strict 3.0//en//" ||
      pub == "-/w3c/dtd html 4.0 transitional/en" || pub == "html" ||
      sys == "http://www.ibm.com/data/dtd/v11/ibmxhtml1-transitional.dtd")
    return Quirks::full;
  for (const std::string_view start : kQuirky)
    if (pub.starts_with(start)) return Quirks::full;
  const bool html401 =
      pub.starts_with("-//w3c//dtd html 4.01 frameset//") || pub.starts_with("-//w3c//dtd html 4.01 transitional//");
  if (html401) return d.has_system ? Quirks::limited : Quirks::full;
  const bool xhtml1 =
      pub.starts_with("-//w3c//dtd xhtml 1.0 frameset//") || pub.starts_with("-//w3c//dtd xhtml 1.0 transitional//");
  return xhtml1 ? Quirks::limited : Quirks::none;
}

// A quoted identifier at `p`. `done`: the doctype ended inside it, or nothing quoted stands there.
const char* Tokenizer::doctype_id(const char* p, std::string& id, bool& has, bool& done) {
  done = true;
  if (p == end_ || (*p != '"' && *p != '\'')) {
    doctype_.force_quirks = true;
    return p;
  }
  const char quote = *p++;
  has = true;
  while (p < end_ && *p != quote && *p != '>') put_char(id, p, end_, false);
  done = p == end_ || *p == '>';
  if (done) doctype_.force_quirks = true;
  return done ? p : p + 1;
}

void Tokenizer::doctype(Token& token) {
  Doctype& d = doctype_;
  d.name.clear();
  d.public_id.clear();
  d.system_id.clear();
  d.has_name = d.has_public = d.has_system = d.force_quirks = false;
  token.type = Token::Type::doctype;
  token.source.begin = at(p_);
  const char* p = skip_space(p_ + 9, end_);
  for (d.has_name = p < end_ && *p != '>'; p < end_ && *p != '>' && !is_space(*p);) put_char(d.name, p, end_, true);
  p = skip_space(p, end_);
  if (!d.has_name || p == end_) d.force_quirks = true;
  bool done = p == end_ || *p == '>';
  if (!done && starts_with_folded(p, end_, "public", 6)) {
    p = doctype_id(skip_space(p + 6, end_), d.public_id, d.has_public, done);
    p = done ? p : skip_space(p, end_);
    if (!done && p < end_ && *p == '>') done = true;
    if (!done) p = doctype_id(p, d.system_id, d.has_system, done);
  } else if (!done && starts_with_folded(p, end_, "system", 6)) {
    p = doctype_id(skip_space(p + 6, end_), d.system_id, d.has_system, done);
  } else if (!done) {
    d.force_quirks = true;
    done = true;
  }
  if (!done && skip_space(p, end_) == end_) d.force_quirks = true;
  p = find_byte(p, end_, '>');
  p_ = p == end_ ? end_ : p + 1;
  token.source.end = at(p_);
}

}  // namespace dateline::html
