// Named characters of HTML 4 (ISO 8859-1, symbols, special): what feeds use without declaring. Example: "eacute" -> U+00E9.
// The two thousand names of HTML 5 live with the HTML reader (page/html), where the text of a page is read.
#include "dateline/ingest/entities.h"

#include <algorithm>
#include <array>

namespace dateline::ingest {

namespace {

using namespace std::string_view_literals;

struct Entity {
  std::string_view name;
  char32_t value;
};
// Sorted by name (bytes).
constexpr std::array kEntities = std::to_array<Entity>({
    {"AElig"sv, 198},   {"Aacute"sv, 193},   {"Acirc"sv, 194},   {"Agrave"sv, 192},  {"Alpha"sv, 913},    {"Aring"sv, 197},
    {"Atilde"sv, 195},  {"Auml"sv, 196},     {"Beta"sv, 914},    {"Ccedil"sv, 199},  {"Chi"sv, 935},      {"Dagger"sv, 8225},
    {"Delta"sv, 916},   {"ETH"sv, 208},      {"Eacute"sv, 201},  {"Ecirc"sv, 202},   {"Egrave"sv, 200},   {"Epsilon"sv, 917},
    {"Eta"sv, 919},     {"Euml"sv, 203},     {"Gamma"sv, 915},   {"Iacute"sv, 205},  {"Icirc"sv, 206},    {"Igrave"sv, 204},
    {"Iota"sv, 921},    {"Iuml"sv, 207},     {"Kappa"sv, 922},   {"Lambda"sv, 923},  {"Mu"sv, 924},       {"Ntilde"sv, 209},
    {"Nu"sv, 925},      {"OElig"sv, 338},    {"Oacute"sv, 211},  {"Ocirc"sv, 212},   {"Ograve"sv, 210},   {"Omega"sv, 937},
    {"Omicron"sv, 927}, {"Oslash"sv, 216},   {"Otilde"sv, 213},  {"Ouml"sv, 214},    {"Phi"sv, 934},      {"Pi"sv, 928},
    {"Prime"sv, 8243},  {"Psi"sv, 936},      {"Rho"sv, 929},     {"Scaron"sv, 352},  {"Sigma"sv, 931},    {"THORN"sv, 222},
    {"Tau"sv, 932},     {"Theta"sv, 920},    {"Uacute"sv, 218},  {"Ucirc"sv, 219},   {"Ugrave"sv, 217},   {"Upsilon"sv, 933},
    {"Uuml"sv, 220},    {"Xi"sv, 926},       {"Yacute"sv, 221},  {"Yuml"sv, 376},    {"Zeta"sv, 918},     {"aacute"sv, 225},
    {"acirc"sv, 226},   {"acute"sv, 180},    {"aelig"sv, 230},   {"agrave"sv, 224},  {"alefsym"sv, 8501}, {"alpha"sv, 945},
    {"amp"sv, 38},      {"and"sv, 8743},     {"ang"sv, 8736},    {"aring"sv, 229},   {"asymp"sv, 8776},   {"atilde"sv, 227},
    {"auml"sv, 228},    {"bdquo"sv, 8222},   {"beta"sv, 946},    {"brvbar"sv, 166},  {"bull"sv, 8226},    {"cap"sv, 8745},
    {"ccedil"sv, 231},  {"cedil"sv, 184},    {"cent"sv, 162},    {"chi"sv, 967},     {"circ"sv, 710},     {"clubs"sv, 9827},
    {"cong"sv, 8773},   {"copy"sv, 169},     {"crarr"sv, 8629},  {"cup"sv, 8746},    {"curren"sv, 164},   {"dArr"sv, 8659},
    {"dagger"sv, 8224}, {"darr"sv, 8595},    {"deg"sv, 176},     {"delta"sv, 948},   {"diams"sv, 9830},   {"divide"sv, 247},
    {"eacute"sv, 233},  {"ecirc"sv, 234},    {"egrave"sv, 232},  {"empty"sv, 8709},  {"emsp"sv, 8195},    {"ensp"sv, 8194},
    {"epsilon"sv, 949}, {"equiv"sv, 8801},   {"eta"sv, 951},     {"eth"sv, 240},     {"euml"sv, 235},     {"euro"sv, 8364},
    {"exist"sv, 8707},  {"fnof"sv, 402},     {"forall"sv, 8704}, {"frac12"sv, 189},  {"frac14"sv, 188},   {"frac34"sv, 190},
    {"frasl"sv, 8260},  {"gamma"sv, 947},    {"ge"sv, 8805},     {"gt"sv, 62},       {"hArr"sv, 8660},    {"harr"sv, 8596},
    {"hearts"sv, 9829}, {"hellip"sv, 8230},  {"iacute"sv, 237},  {"icirc"sv, 238},   {"iexcl"sv, 161},    {"igrave"sv, 236},
    {"image"sv, 8465},  {"infin"sv, 8734},   {"int"sv, 8747},    {"iota"sv, 953},    {"iquest"sv, 191},   {"isin"sv, 8712},
    {"iuml"sv, 239},    {"kappa"sv, 954},    {"lArr"sv, 8656},   {"lambda"sv, 955},  {"lang"sv, 9001},    {"laquo"sv, 171},
    {"larr"sv, 8592},   {"lceil"sv, 8968},   {"ldquo"sv, 8220},  {"le"sv, 8804},     {"lfloor"sv, 8970},  {"lowast"sv, 8727},
    {"loz"sv, 9674},    {"lrm"sv, 8206},     {"lsaquo"sv, 8249}, {"lsquo"sv, 8216},  {"lt"sv, 60},        {"macr"sv, 175},
    {"mdash"sv, 8212},  {"micro"sv, 181},    {"middot"sv, 183},  {"minus"sv, 8722},  {"mu"sv, 956},       {"nabla"sv, 8711},
    {"nbsp"sv, 160},    {"ndash"sv, 8211},   {"ne"sv, 8800},     {"ni"sv, 8715},     {"not"sv, 172},      {"notin"sv, 8713},
    {"nsub"sv, 8836},   {"ntilde"sv, 241},   {"nu"sv, 957},      {"oacute"sv, 243},  {"ocirc"sv, 244},    {"oelig"sv, 339},
    {"ograve"sv, 242},  {"oline"sv, 8254},   {"omega"sv, 969},   {"omicron"sv, 959}, {"oplus"sv, 8853},   {"or"sv, 8744},
    {"ordf"sv, 170},    {"ordm"sv, 186},     {"oslash"sv, 248},  {"otilde"sv, 245},  {"otimes"sv, 8855},  {"ouml"sv, 246},
    {"para"sv, 182},    {"part"sv, 8706},    {"permil"sv, 8240}, {"perp"sv, 8869},   {"phi"sv, 966},      {"pi"sv, 960},
    {"piv"sv, 982},     {"plusmn"sv, 177},   {"pound"sv, 163},   {"prime"sv, 8242},  {"prod"sv, 8719},    {"prop"sv, 8733},
    {"psi"sv, 968},     {"quot"sv, 34},      {"rArr"sv, 8658},   {"radic"sv, 8730},  {"rang"sv, 9002},    {"raquo"sv, 187},
    {"rarr"sv, 8594},   {"rceil"sv, 8969},   {"rdquo"sv, 8221},  {"real"sv, 8476},   {"reg"sv, 174},      {"rfloor"sv, 8971},
    {"rho"sv, 961},     {"rlm"sv, 8207},     {"rsaquo"sv, 8250}, {"rsquo"sv, 8217},  {"sbquo"sv, 8218},   {"scaron"sv, 353},
    {"sdot"sv, 8901},   {"sect"sv, 167},     {"shy"sv, 173},     {"sigma"sv, 963},   {"sigmaf"sv, 962},   {"sim"sv, 8764},
    {"spades"sv, 9824}, {"sub"sv, 8834},     {"sube"sv, 8838},   {"sum"sv, 8721},    {"sup"sv, 8835},     {"sup1"sv, 185},
    {"sup2"sv, 178},    {"sup3"sv, 179},     {"supe"sv, 8839},   {"szlig"sv, 223},   {"tau"sv, 964},      {"there4"sv, 8756},
    {"theta"sv, 952},   {"thetasym"sv, 977}, {"thinsp"sv, 8201}, {"thorn"sv, 254},   {"tilde"sv, 732},    {"times"sv, 215},
    {"trade"sv, 8482},  {"uArr"sv, 8657},    {"uacute"sv, 250},  {"uarr"sv, 8593},   {"ucirc"sv, 251},    {"ugrave"sv, 249},
    {"uml"sv, 168},     {"upsih"sv, 978},    {"upsilon"sv, 965}, {"uuml"sv, 252},    {"weierp"sv, 8472},  {"xi"sv, 958},
    {"yacute"sv, 253},  {"yen"sv, 165},      {"yuml"sv, 255},    {"zeta"sv, 950},    {"zwj"sv, 8205},     {"zwnj"sv, 8204},
});

/// Windows-1252 at 0x80 to 0x9F: what writers of &#146; mean (HTML Standard, numeric character reference end state).
constexpr std::array<char32_t, 32> kWindows = {
    0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6, 0x2030, 0x160, 0x2039, 0x152, 0x8D, 0x17D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x2DC, 0x2122, 0x161, 0x203A, 0x153, 0x9D, 0x17E, 0x178};

}  // namespace

char32_t entity_value(std::string_view name) {
  const auto* const found = std::lower_bound(kEntities.begin(), kEntities.end(), name,
                                             [](const Entity& entity, std::string_view wanted) { return entity.name < wanted; });
  return found != kEntities.end() && found->name == name ? found->value : 0;
}

char32_t meant_by_number(uint32_t number) {
  if (number >= 0x80 && number < 0xA0) return kWindows[number - 0x80];
  const bool allowed = number == 9 || number == 10 || number == 13 || (number >= 0x20 && number < 0xD800) ||
                       (number >= 0xE000 && number <= 0xFFFD) || (number >= 0x10000 && number <= 0x10FFFF);
  return allowed ? number : 0xFFFD;
}

Reference read_reference(std::string_view text) {
  Reference out;
  const size_t end = text.substr(0, 34).find(';');
  if (end == std::string_view::npos || end < 2) return out;
  const std::string_view name = text.substr(1, end - 1);
  if (name[0] != '#') {
    out.value = entity_value(name);
  } else {
    const bool hex = name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
    uint32_t number = 0;
    for (const char c : name.substr(hex ? 2 : 1)) {
      const int digit = c >= '0' && c <= '9'          ? c - '0'
                        : hex && c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : hex && c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                      : -1;
      if (digit < 0) return out;
      number = std::min<uint32_t>(number * (hex ? 16 : 10) + static_cast<uint32_t>(digit), 0x110000);
    }
    if (name.size() > (hex ? 2U : 1U)) out.value = meant_by_number(number);
  }
  if (out.value != 0) out.length = end + 1;
  return out;
}

}  // namespace dateline::ingest
