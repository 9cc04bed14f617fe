// XML as it is found to XML that a strict parser takes: one encoding, no undeclared names, no stray ampersands.
//
// "caf&eacute; & bar" becomes "café &amp; bar". The document type is left alone: the parser must see and refuse it.
#pragma once

#include <string>
#include <string_view>

namespace dateline::ingest {

struct XmlText {
  std::string utf8;
  std::string fault;  ///< unknown label, bytes that are not of the encoding, ...; "" = none
};

/// `label`: charset that the transport gave, or "". Byte order mark, then label, then XML declaration, then UTF-8.
[[nodiscard]] XmlText mended_xml(std::string_view bytes, std::string_view label);

/// `bytes` of the encoding `label` as UTF-8; an unknown label or wrong bytes are read as UTF-8, then windows-1252.
[[nodiscard]] std::string utf8_of(std::string_view bytes, std::string_view label);

}  // namespace dateline::ingest
