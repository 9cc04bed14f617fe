// Finds: what the standard's tree building says of an element: special, a scope's border, closed by implication.
// Example: td is special, a border of the default scope, and closed by implication only "thoroughly".
// Row out: bits of Trait.
// Does not try: meaning for readers (what is a heading or a menu); the article reader knows that.
#pragma once

#include <array>
#include <cstdint>

#include "dateline/page/html/tree.h"

namespace dateline::html {

enum Trait : std::uint16_t {
  kSpecial = 1,
  kScope = 2,        // border of "in scope"
  kListScope = 4,    // further border of list item scope
  kButtonScope = 8,  // further border of button scope
  kTableScope = 16,  // border of table scope
  kImplied = 32,     // generate implied end tags
  kThorough = 64,    // generate all implied end tags thoroughly
  kLeaf = 128,       // never holds open elements: void elements and those whose content is text
  kFosters = 256,    // table, tbody, tfoot, thead, tr: content is foster parented
  kHead = 512,       // belongs into head wherever it stands
};

namespace traits {

struct Entry {
  Name name;
  std::uint16_t bits;
};

inline constexpr Name kSpecialNames[] = {
    Name::address, Name::applet,     Name::area,      Name::article,    Name::aside,     Name::base,     Name::basefont,
    Name::bgsound, Name::blockquote, Name::body,      Name::br,         Name::button,    Name::caption,  Name::center,
    Name::col,     Name::colgroup,   Name::dd,        Name::details,    Name::dir,       Name::div,      Name::dl,
    Name::dt,      Name::embed,      Name::fieldset,  Name::figcaption, Name::figure,    Name::footer,   Name::form,
    Name::frame,   Name::frameset,   Name::h1,        Name::h2,         Name::h3,        Name::h4,       Name::h5,
    Name::h6,      Name::head,       Name::header,    Name::hgroup,     Name::hr,        Name::html,     Name::iframe,
    Name::img,     Name::input,      Name::keygen,    Name::li,         Name::link,      Name::listing,  Name::main,
    Name::marquee, Name::menu,       Name::meta,      Name::nav,        Name::noembed,   Name::noframes, Name::noscript,
    Name::object,  Name::ol,         Name::p,         Name::param,      Name::plaintext, Name::pre,      Name::script,
    Name::search,  Name::section,    Name::select,    Name::source,     Name::style,     Name::summary,  Name::table,
    Name::tbody,   Name::td,         Name::template_, Name::textarea,   Name::tfoot,     Name::th,       Name::thead,
    Name::title,   Name::tr,         Name::track,     Name::ul,         Name::wbr,       Name::xmp};
inline constexpr Name kScopeNames[] = {Name::applet, Name::caption, Name::html,   Name::table,  Name::td,
                                       Name::th,     Name::marquee, Name::object, Name::select, Name::template_};
inline constexpr Name kTableScopeNames[] = {Name::html, Name::table, Name::template_};
inline constexpr Name kImpliedNames[] = {Name::dd, Name::dt, Name::li, Name::optgroup, Name::option,
                                         Name::p,  Name::rb, Name::rp, Name::rt,       Name::rtc};
inline constexpr Name kThoroughNames[] = {Name::caption, Name::colgroup, Name::tbody, Name::td,
                                          Name::tfoot,   Name::th,       Name::thead, Name::tr};
inline constexpr Name kLeafNames[] = {Name::area,   Name::base,    Name::basefont, Name::bgsound,  Name::br,     Name::col,
                                      Name::embed,  Name::frame,   Name::hr,       Name::image,    Name::img,    Name::input,
                                      Name::keygen, Name::link,    Name::meta,     Name::param,    Name::source, Name::track,
                                      Name::wbr,    Name::script,  Name::style,    Name::textarea, Name::title,  Name::xmp,
                                      Name::iframe, Name::noembed, Name::noframes, Name::plaintext};
inline constexpr Name kHeadNames[] = {Name::base,     Name::basefont, Name::bgsound, Name::link,      Name::meta,
                                      Name::noframes, Name::script,   Name::style,   Name::template_, Name::title};
inline constexpr Name kFosterNames[] = {Name::table, Name::tbody, Name::tfoot, Name::thead, Name::tr};

constexpr std::array<std::uint16_t, kKnownNames> make_html() {
  std::array<std::uint16_t, kKnownNames> t{};
  const auto add = [&t](const auto& names, std::uint32_t bits) {
    for (const Name n : names) t[index_of(n)] = static_cast<std::uint16_t>(t[index_of(n)] | bits);
  };
  add(kSpecialNames, kSpecial);
  add(kScopeNames, kScope);
  add(kTableScopeNames, kTableScope);
  add(kImpliedNames, kImplied | kThorough);
  add(kThoroughNames, kThorough);
  add(kLeafNames, kLeaf);
  add(kFosterNames, kFosters);
  add(kHeadNames, kHead);
  t[index_of(Name::ol)] |= kListScope;
  t[index_of(Name::ul)] |= kListScope;
  t[index_of(Name::button)] |= kButtonScope;
  return t;
}

inline constexpr std::array<std::uint16_t, kKnownNames> kHtml = make_html();

}  // namespace traits

/// Traits of an HTML element.
constexpr std::uint16_t html_traits(Name name) {
  return index_of(name) < kKnownNames ? traits::kHtml[index_of(name)] : std::uint16_t{0};
}

/// MathML elements that hold text as HTML does.
constexpr bool is_math_text(Name n) {
  return n == Name::mi || n == Name::mo || n == Name::mn || n == Name::ms || n == Name::mtext;
}
/// SVG elements that hold HTML.
constexpr bool is_svg_html(Name n) { return n == Name::foreignobject || n == Name::desc || n == Name::title; }

/// Traits of an element of any namespace.
constexpr std::uint16_t traits_of(Space space, Name name) {
  if (space == Space::html) return html_traits(name);
  const bool border = space == Space::svg ? is_svg_html(name) : is_math_text(name) || name == Name::annotation_xml;
  return border ? std::uint16_t{kSpecial | kScope} : std::uint16_t{0};
}

}  // namespace dateline::html
