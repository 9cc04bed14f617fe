// Finds: the tags, texts and comments of a page. See tokenizer.h for example, row and limits.
#include "dateline/page/html/tokenizer.h"

#include <array>

#include "dateline/page/html/entity.h"
#include "dateline/page/html/scan.h"

namespace dateline::html {
namespace {

constexpr char kReplacement[] = "\xEF\xBF\xBD";  // U+FFFD

// Bytes that end or change a name while it is read.
enum : std::uint8_t { kTagEnd = 1, kAttributeEnd = 2, kFold = 4, kValueEnd = 8 };

constexpr std::array<std::uint8_t, 256> make_classes() {
  std::array<std::uint8_t, 256> c{};
  for (const unsigned char s : {' ', '\n', '\t', '\r', '\f'}) c[s] = kTagEnd | kAttributeEnd | kValueEnd;
  c['/'] = kTagEnd | kAttributeEnd;
  c['>'] = kTagEnd | kAttributeEnd | kValueEnd;
  c['='] = kAttributeEnd;
  c[0] = kFold;
  for (unsigned char u = 'A'; u <= 'Z'; ++u) c[u] = kFold;
  return c;
}

constexpr std::array<std::uint8_t, 256> kClasses = make_classes();

constexpr std::uint8_t class_of(char c) { return kClasses[static_cast<unsigned char>(c)]; }

// Longest prefix of at most `length` bytes that does not end inside a UTF-8 character.
std::uint32_t whole_characters(std::string_view text, std::uint32_t length) {
  if (length >= text.size()) return static_cast<std::uint32_t>(text.size());
  while (length > 0 && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  return length;
}

}  // namespace

Tokenizer::Tokenizer(TreeStore& store, Doctype& doctype, std::uint32_t begin)
    : store_(store), doctype_(doctype), base_(store.source().data()), p_(base_ + begin), end_(base_ + store.source().size()) {}

void Tokenizer::set_mode(TextMode mode, Name name) {
  mode_ = mode;
  raw_name_ = name;
  raw_end_ = nullptr;
}

void Tokenizer::drop_attributes(const Token& token) {
  if (token.attributes.begin + token.attributes.length == store_.attributes().size())
    store_.attributes().resize(token.attributes.begin);
}

void Tokenizer::next(Token& token) {
  token.self_closing = false;
  token.attributes = Piece{};
  while (true) {
    if (mode_ != TextMode::data && raw(token)) return;
    if (p_ >= end_) return end_token(token);
    if (data(token)) return;
  }
}

void Tokenizer::end_token(Token& token) {
  token.type = Token::Type::end;
  token.source = {at(end_), at(end_)};
}

void Tokenizer::put_text(Token& token, const char* begin, const char* end) {
  token.type = Token::Type::text;
  token.source = {at(begin), at(end)};
  token.chunk.source = token.source;
  token.chunk.length = 0;
}

// At a CR, NUL or (where references count) '&': gives a text token for it, or moves past a CR that an LF follows.
// False: nothing special here after all, `p_` unmoved or the CR skipped.
bool Tokenizer::put_special(Token& token, bool references) {
  const char* from = p_;
  Chunk& chunk = token.chunk;
  if (*p_ == '\r') {
    ++p_;
    if (p_ < end_ && *p_ == '\n') return false;
    chunk.text[0] = '\n';
    chunk.length = 1;
  } else if (*p_ == '\0') {
    ++p_;
    const bool kept = mode_ == TextMode::data || mode_ == TextMode::cdata;
    chunk.length = kept ? 1 : 3;
    std::memcpy(chunk.text, kept ? "\0\0" : kReplacement, chunk.length);
  } else if (references) {
    const Reference r = read_reference(p_, end_, false);
    if (r.consumed == 0) return false;
    p_ += r.consumed;
    chunk.length = r.length;
    std::memcpy(chunk.text, r.text, sizeof(chunk.text));
  } else {
    return false;
  }
  token.type = Token::Type::text;
  token.source = chunk.source = {at(from), at(p_)};
  return true;
}

// Text or markup in the data state. False: something without a token was passed.
bool Tokenizer::data(Token& token) {
  const char* begin = p_;
  const char* p = p_;
  while (true) {
    p = find_any<'<', '&', '\r', '\0'>(p, end_);
    if (p == end_) break;
    if (*p == '<') {
      const char c = p + 1 < end_ ? p[1] : ' ';
      if (is_letter(c) || c == '!' || c == '?' || (c == '/' && p + 2 < end_)) break;
      ++p;  // a '<' that opens nothing is text
    } else if (*p == '&') {
      if (read_reference(p, end_, false).consumed != 0) break;
      ++p;
    } else {
      break;
    }
  }
  p_ = p;
  if (p != begin) return put_text(token, begin, p), true;
  return *p == '<' ? markup(token) : put_special(token, true);
}

// At '<' and something that makes it markup.
bool Tokenizer::markup(Token& token) {
  const char c = p_[1];
  if (is_letter(c)) {
    start_tag(token);
  } else if (c == '!') {
    return declaration(token);
  } else if (c == '?') {
    bogus_comment(token, p_ + 1);
  } else if (is_letter(p_[2])) {
    end_tag(token);
  } else if (p_[2] == '>') {
    p_ += 3;
    return false;
  } else {
    bogus_comment(token, p_ + 2);
  }
  return true;
}

// Text of rcdata, rawtext, script, plaintext and CDATA. False: it is over, the data state goes on.
bool Tokenizer::raw(Token& token) {
  if (raw_end_ == nullptr) raw_end_ = raw_text_end();
  const bool references = mode_ == TextMode::rcdata;
  while (p_ < raw_end_) {
    const char* begin = p_;
    const char* p = p_;
    while (true) {
      p = references ? find_any<'&', '&', '\r', '\0'>(p, raw_end_) : find_any<'\r', '\r', '\r', '\0'>(p, raw_end_);
      if (p == raw_end_ || *p != '&' || read_reference(p, raw_end_, false).consumed != 0) break;
      ++p;
    }
    p_ = p;
    if (p != begin) return put_text(token, begin, p), true;
    if (put_special(token, references)) return true;
  }
  if (mode_ == TextMode::cdata && p_ < end_) p_ += 3;
  mode_ = TextMode::data;
  return false;
}

bool Tokenizer::is_raw_end_tag(const char* p) const {
  const std::string_view name = spelling(raw_name_);
  if (end_ - p < 3 || p[0] != '<' || p[1] != '/' || name.empty()) return false;
  if (!starts_with_folded(p + 2, end_, name.data(), name.size())) return false;
  const char* after = p + 2 + name.size();
  return after < end_ && (class_of(*after) & kTagEnd) != 0;
}

const char* Tokenizer::raw_text_end() const {
  if (mode_ == TextMode::plaintext) return end_;
  if (mode_ == TextMode::script) return script_end();
  if (mode_ == TextMode::cdata) {
    for (const char* p = find_byte(p_, end_, '>'); p < end_; p = find_byte(p + 1, end_, '>'))
      if (p - p_ >= 2 && p[-1] == ']' && p[-2] == ']') return p - 2;
    return end_;
  }
  for (const char* p = find_byte(p_, end_, '<'); p < end_; p = find_byte(p + 1, end_, '<'))
    if (is_raw_end_tag(p)) return p;
  return end_;
}

// End of a script's text: the escaped states of the standard, walked from one '<' or '>' to the next.
const char* Tokenizer::script_end() const {
  enum class Escape { none, once, twice } escape = Escape::none;
  const auto script_word = [this](const char* p) {
    return starts_with_folded(p, end_, "script", 6) && p + 6 < end_ && (is_space(p[6]) || p[6] == '/' || p[6] == '>');
  };
  const char* p = p_;
  while (true) {
    p = escape == Escape::none ? find_byte(p, end_, '<') : find_any<'<', '>', '<', '>'>(p, end_);
    if (p == end_) return end_;
    if (*p == '>') {
      if (p - p_ >= 2 && p[-1] == '-' && p[-2] == '-') escape = Escape::none;
      ++p;
    } else if (escape != Escape::twice && is_raw_end_tag(p)) {
      return p;
    } else if (escape == Escape::none) {
      const bool opens = end_ - p >= 4 && std::memcmp(p, "<!--", 4) == 0;
      if (opens) escape = Escape::once;
      p += opens ? 4 : 1;
    } else if (escape == Escape::once) {
      if (script_word(p + 1))
        escape = Escape::twice, p += 8;  // past the byte after the word
      else
        ++p;
    } else if (p + 1 < end_ && p[1] == '/' && script_word(p + 2)) {
      escape = Escape::once;
      p += 9;
    } else {
      ++p;
    }
  }
}

Name Tokenizer::folded_name(const char* begin, const char* end) {
  fold_.clear();
  std::uint32_t hash = kNameHashStart;
  for (const char* p = begin; p < end; ++p) {
    if (*p == '\0')
      fold_ += kReplacement;
    else
      fold_ += to_lower(*p);
  }
  for (const char c : fold_) hash = name_hash_step(hash, static_cast<unsigned char>(c));
  return store_.intern(fold_, hash, TreeStore::kFolded);
}

void Tokenizer::start_tag(Token& token) {
  token.source.begin = at(p_);
  const char* name = ++p_;
  std::uint32_t hash = kNameHashStart;
  std::uint8_t seen = 0;
  for (; p_ < end_ && (class_of(*p_) & kTagEnd) == 0; ++p_) {
    seen |= class_of(*p_);
    hash = name_hash_step(hash, static_cast<unsigned char>(*p_));
  }
  if (p_ == end_) return cut_tag(token);
  token.type = Token::Type::start_tag;
  token.name =
      (seen & kFold) != 0 ? folded_name(name, p_) : store_.intern({name, static_cast<std::size_t>(p_ - name)}, hash, at(name));
  token.attributes.begin = static_cast<std::uint32_t>(store_.attributes().size());
  if (*p_ == '>')
    ++p_;
  else
    attributes(token);
  token.source.end = at(p_);
}

void Tokenizer::end_tag(Token& token) {
  ++p_;
  start_tag(token);
  token.source.begin -= 1;
  if (token.type != Token::Type::start_tag) return;
  token.type = Token::Type::end_tag;
  token.self_closing = false;
  drop_attributes(token);
  token.attributes = Piece{};
}

// The page ends inside a tag: the standard drops the tag. Noted, since text may hide in it.
void Tokenizer::cut_tag(Token& token) {
  store_.note(kCutTag);
  store_.stop_at(token.source.begin);
  drop_attributes(token);
  p_ = end_;
  end_token(token);
}

void Tokenizer::attributes(Token& token) {
  ++serial_;
  while (true) {
    p_ = skip_space(p_, end_);
    if (p_ == end_) return cut_tag(token);
    if (*p_ == '>') {
      ++p_;
      return;
    }
    if (*p_ == '/') {
      ++p_;
      if (p_ < end_ && *p_ == '>') {
        ++p_;
        token.self_closing = true;
        return;
      }
      continue;
    }
    Attribute attribute;
    const bool keep =
        token.attributes.length < store_.limits().attributes && store_.attributes().size() < store_.limits().page_attributes;
    if (!keep) store_.note(kCutAttributes);
    const char* name = p_;
    std::uint32_t hash = name_hash_step(kNameHashStart, static_cast<unsigned char>(*p_));
    std::uint8_t seen = class_of(*p_);
    for (++p_; p_ < end_ && (class_of(*p_) & kAttributeEnd) == 0; ++p_) {
      seen |= class_of(*p_);
      hash = name_hash_step(hash, static_cast<unsigned char>(*p_));
    }
    if (keep)
      attribute.name = (seen & kFold) != 0 ? folded_name(name, p_)
                                           : store_.intern({name, static_cast<std::size_t>(p_ - name)}, hash, at(name));
    attribute.value.begin = at(p_);
    attribute.source = {at(p_), at(p_)};
    const char* q = skip_space(p_, end_);
    if (q < end_ && *q == '=') {
      p_ = skip_space(q + 1, end_);
      attribute_value(attribute, keep);
    }
    if (p_ == end_) return cut_tag(token);
    add_attribute(token, attribute, keep);
  }
}

void Tokenizer::add_attribute(Token& token, const Attribute& attribute, bool keep) {
  if (!keep) return;
  NameUse& use = store_.use(attribute.name);
  if (use.tag_serial == serial_) return;  // the first of doubled attributes counts
  use.tag_serial = serial_;
  store_.attributes().push_back(attribute);
  token.attributes.length = (token.attributes.length + 1) & 0x7FFFFFFFU;
}

void Tokenizer::attribute_value(Attribute& attribute, bool keep) {
  if (p_ == end_ || *p_ == '>') return;
  const char* begin = p_;
  const char* value_end = nullptr;
  if (*p_ == '"' || *p_ == '\'') {
    begin = p_ + 1;
    value_end = find_byte(begin, end_, *p_);
    p_ = value_end == end_ ? end_ : value_end + 1;
  } else {
    while (p_ < end_ && (class_of(*p_) & kValueEnd) == 0) ++p_;
    value_end = p_;
  }
  if (!keep) return;
  const std::uint32_t length = static_cast<std::uint32_t>(value_end - begin);
  attribute.source = {at(begin), at(value_end)};
  attribute.value.begin = at(begin);
  attribute.value.length = length & 0x7FFFFFFFU;
  if (find_any<'&', '\r', '\0', '\0'>(begin, value_end) != value_end) attribute.value = decoded_value(begin, value_end);
  if (attribute.value.length <= store_.limits().attribute_bytes) return;
  store_.note(kCutAttributeBytes);
  attribute.value.length = whole_characters(store_.view(attribute.value), store_.limits().attribute_bytes) & 0x7FFFFFFFU;
}

// An attribute's value with its references, line ends and NULs replaced. Decodes no more than the limit needs.
Piece Tokenizer::decoded_value(const char* begin, const char* end) {
  std::string& out = store_.decoded();
  const std::size_t from = out.size();
  const std::size_t enough = from + store_.limits().attribute_bytes + 8;
  for (const char* p = begin; p < end && out.size() < enough;) {
    const char* plain = find_any<'&', '\r', '\0', '\0'>(p, end);
    out.append(p, plain);
    p = plain;
    if (p == end) break;
    if (*p == '\0') {
      out += kReplacement;
      ++p;
    } else if (*p == '\r') {
      out += '\n';
      p += p + 1 < end && p[1] == '\n' ? 2 : 1;
    } else {
      const Reference r = read_reference(p, end, true);
      if (r.consumed == 0)
        out += '&';
      else
        out.append(r.text, r.length);
      p += r.consumed == 0 ? 1 : r.consumed;
    }
  }
  Piece piece;
  piece.begin = static_cast<std::uint32_t>(from);
  piece.length = static_cast<std::uint32_t>(out.size() - from) & 0x7FFFFFFFU;
  piece.decoded = 1;
  return piece;
}

// At "<!". False: the start of a CDATA section was passed.
bool Tokenizer::declaration(Token& token) {
  const char* p = p_ + 2;
  if (end_ - p >= 2 && p[0] == '-' && p[1] == '-') return comment(token), true;
  if (starts_with_folded(p, end_, "doctype", 7)) return doctype(token), true;
  if (allow_cdata_ && end_ - p >= 7 && std::memcmp(p, "[CDATA[", 7) == 0) {
    p_ = p + 7;
    set_mode(TextMode::cdata, Name::none);
    return false;
  }
  bogus_comment(token, p);
  return true;
}

void Tokenizer::comment(Token& token) {
  token.type = Token::Type::comment;
  token.source.begin = at(p_);
  const char* begin = p_ + 4;
  const char* text_end = nullptr;
  if (begin < end_ && *begin == '>') {
    text_end = begin;
    p_ = begin + 1;
  } else if (begin + 1 < end_ && begin[0] == '-' && begin[1] == '>') {
    text_end = begin;
    p_ = begin + 2;
  } else {
    for (const char* p = find_byte(begin, end_, '>'); p < end_; p = find_byte(p + 1, end_, '>')) {
      const std::size_t before = static_cast<std::size_t>(p - begin);
      if (before >= 2 && p[-1] == '-' && p[-2] == '-') text_end = p - 2;
      if (before >= 3 && p[-1] == '!' && p[-2] == '-' && p[-3] == '-') text_end = p - 3;
      p_ = p + 1;
      if (text_end != nullptr) break;
    }
  }
  if (text_end == nullptr) {  // never closed
    std::string_view rest(begin, static_cast<std::size_t>(end_ - begin));
    for (const std::string_view tail : {"--!", "--", "-"}) {
      if (!rest.ends_with(tail)) continue;
      rest.remove_suffix(tail.size());
      break;
    }
    text_end = begin + rest.size();
    p_ = end_;
  }
  token.source.end = at(p_);
  token.data = comment_text(begin, text_end);
}

void Tokenizer::bogus_comment(Token& token, const char* begin) {
  token.type = Token::Type::comment;
  token.source.begin = at(p_);
  const char* close = find_byte(begin, end_, '>');
  p_ = close == end_ ? end_ : close + 1;
  token.source.end = at(p_);
  token.data = comment_text(begin, close);
}

Piece Tokenizer::comment_text(const char* begin, const char* end) {
  Piece piece;
  piece.begin = at(begin);
  piece.length = static_cast<std::uint32_t>(end - begin) & 0x7FFFFFFFU;
  if (find_any<'\r', '\r', '\0', '\0'>(begin, end) == end) return piece;
  std::string& out = store_.decoded();
  piece.begin = static_cast<std::uint32_t>(out.size());
  for (const char* p = begin; p < end; ++p) {
    if (*p == '\0')
      out += kReplacement;
    else if (*p != '\r')
      out += *p;
    else if (p + 1 == end || p[1] != '\n')
      out += '\n';
  }
  piece.length = static_cast<std::uint32_t>(out.size() - piece.begin) & 0x7FFFFFFFU;
  piece.decoded = 1;
  return piece;
}

}  // namespace dateline::html
