#include "dateline/page/encoding.h"

#include <algorithm>
#include <string>

#include "dateline/base/chars.h"

namespace dateline::page {
namespace {

struct Row {
  Encoding encoding;
  std::string_view labels;  // separated by one space, as the standard lists them
};

constexpr Row kEncodings[] = {
    {{"utf-8", "UTF-8"}, "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8 utf-7 unicode-1-1-utf-7"},
    {{"ibm866", "ibm-866"}, "866 cp866 csibm866 ibm866"},
    {{"iso-8859-2", "ISO-8859-2"}, "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"},
    {{"iso-8859-3", "ISO-8859-3"}, "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"},
    {{"iso-8859-4", "ISO-8859-4"}, "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"},
    {{"iso-8859-5", "ISO-8859-5"},
     "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988"},
    {{"iso-8859-6", "ISO-8859-6"},
     "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 "
     "iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987"},
    {{"iso-8859-7", "ISO-8859-7"},
     "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 "
     "sun_eu_greek"},
    {{"iso-8859-8", "ISO-8859-8"},
     "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
     "iso_8859-8:1988 visual csiso88598i iso-8859-8-i logical"},
    {{"iso-8859-10", "ISO-8859-10"}, "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"},
    {{"iso-8859-13", "ISO-8859-13"}, "iso-8859-13 iso8859-13 iso885913"},
    {{"iso-8859-14", "ISO-8859-14"}, "iso-8859-14 iso8859-14 iso885914"},
    {{"iso-8859-15", "ISO-8859-15"}, "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"},
    {{"koi8-r", "KOI8-R"}, "cskoi8r koi koi8 koi8-r koi8_r"},
    {{"koi8-u", "KOI8-U"}, "koi8-ru koi8-u"},
    {{"macintosh", "macintosh"}, "csmacintosh mac macintosh x-mac-roman"},
    {{"windows-874", "windows-874"}, "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"},
    {{"windows-1250", "windows-1250"}, "cp1250 windows-1250 x-cp1250"},
    {{"windows-1251", "windows-1251"}, "cp1251 windows-1251 x-cp1251"},
    {{"windows-1252", "windows-1252"},
     "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
     "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252"},
    {{"windows-1253", "windows-1253"}, "cp1253 windows-1253 x-cp1253"},
    {{"windows-1254", "windows-1254"},
     "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254"},
    {{"windows-1255", "windows-1255"}, "cp1255 windows-1255 x-cp1255"},
    {{"windows-1256", "windows-1256"}, "cp1256 windows-1256 x-cp1256"},
    {{"windows-1257", "windows-1257"}, "cp1257 windows-1257 x-cp1257"},
    {{"windows-1258", "windows-1258"}, "cp1258 windows-1258 x-cp1258"},
    {{"x-mac-cyrillic", "x-mac-cyrillic"}, "x-mac-cyrillic x-mac-ukrainian maccyrillic mac-cyrillic"},
    {{"gbk", "GB18030"}, "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"},
    {{"gb18030", "GB18030"}, "gb18030"},
    {{"big5", "Big5-HKSCS"}, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"},
    {{"euc-jp", "EUC-JP"}, "cseucpkdfmtjapanese euc-jp x-euc-jp"},
    {{"iso-2022-jp", "ISO-2022-JP"}, "csiso2022jp iso-2022-jp"},
    {{"shift_jis", "windows-31j"}, "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"},
    {{"euc-kr", "windows-949"},
     "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 uhc"},
    {{"utf-16be", "UTF-16BE"}, "unicodefffe utf-16be"},
    {{"utf-16le", "UTF-16LE"}, "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le"},
};

bool has_word(std::string_view list, std::string_view word) {
  for (size_t at = 0; at < list.size();) {
    const size_t end = std::min(list.find(' ', at), list.size());
    if (list.substr(at, end - at) == word) return true;
    at = end + 1;
  }
  return false;
}

// First place of `word` (lower case) in `text` at or after `from`, in any case.
size_t find_folded(std::string_view text, std::string_view word, size_t from) {
  for (size_t at = from; at + word.size() <= text.size(); ++at) {
    size_t i = 0;
    while (i < word.size() && to_lower(text[at + i]) == word[i]) ++i;
    if (i == word.size()) return at;
  }
  return std::string_view::npos;
}

// The value after "charset" (or "encoding") "=" inside one tag.
std::string_view value_after(std::string_view tag, std::string_view key) {
  for (size_t at = find_folded(tag, key, 0); at != std::string_view::npos; at = find_folded(tag, key, at + 1)) {
    size_t p = at + key.size();
    while (p < tag.size() && is_space(tag[p])) ++p;
    if (p >= tag.size() || tag[p] != '=') continue;
    ++p;
    while (p < tag.size() && (is_space(tag[p]) || tag[p] == '"' || tag[p] == '\'')) ++p;
    const size_t begin = p;
    while (p < tag.size() && !is_space(tag[p]) && std::string_view("\"';>/?").find(tag[p]) == std::string_view::npos) ++p;
    if (p > begin) return tag.substr(begin, p - begin);
  }
  return {};
}

}  // namespace

const Encoding* encoding_of(std::string_view label) {
  const std::string word = lower_ascii(trim(label));
  if (word.empty() || word.size() > 40) return nullptr;
  for (const Row& row : kEncodings) {
    if (has_word(row.labels, word)) return &row.encoding;
  }
  return nullptr;
}

std::string_view prescan(std::string_view bytes) {
  bytes = bytes.substr(0, 32768);
  if (bytes.substr(0, 5) == "<?xml") {
    const std::string_view label = value_after(bytes.substr(0, bytes.find('>')), "encoding");
    if (!label.empty()) return label;
  }
  for (size_t at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at)) {
    const std::string_view rest = bytes.substr(at);
    if (rest.substr(0, 4) == "<!--") {
      const size_t end = bytes.find("-->", at + 4);
      if (end == std::string_view::npos) return {};
      at = end + 3;
      continue;
    }
    const size_t end = std::min(bytes.find('>', at), bytes.size());
    if (rest.size() > 6 && lower_ascii(rest.substr(1, 4)) == "meta" && (is_space(rest[5]) || rest[5] == '/')) {
      const std::string_view label = value_after(bytes.substr(at, end - at), "charset");
      if (!label.empty()) return label;
    }
    at += 1;
  }
  return {};
}

}  // namespace dateline::page
