// Finds: crashes and broken promises of decoding: any bytes under any label, as text and as HTML.
// Example: bytes of GBK under the label "utf-8". Row out: nothing, or a report of the sanitizer; what comes out must be valid
// UTF-8 without control characters, with a way back that stays inside the page. Does not try: judging the guess.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "dateline/base/chars.h"
#include "dateline/page/decode.h"
#include "dateline/page/encoding.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace dateline;
  static const char* const kLabels[] = {
      "",           "utf-8",     "latin1",   "gbk",     "big5",         "windows-1256", "koi8-r", "utf-7",
      "utf-16le",   "shift_jis", "euc-jp",   "euc-kr",  "iso-2022-jp",  "gb18030",      "x-sjis", "macintosh",
      "iso-8859-8", "ibm866",    "utf-16be", "unknown", "windows-1252", "windows-874"};
  if (size < 2) return 0;
  RawPage raw;
  raw.charset = kLabels[data[0] % std::size(kLabels)];
  raw.bytes.assign(reinterpret_cast<const char*>(data) + 1, size - 1);
  (void)page::encoding_of(raw.bytes);
  const bool html = data[0] >= 128;
  const page::Decoded out = page::decode(raw, html);
  if (page::encoding_of(out.charset) == nullptr) std::abort();
  for (size_t at = 0; at < out.utf8.size();) {
    const CodePoint c = decode(out.utf8, at);
    const auto first = static_cast<unsigned char>(out.utf8[at]);
    if (c.length == 0 || (first >= 0x80 && c.length < 2)) std::abort();  // not UTF-8
    if (c.value < 0x20 && c.value != '\t' && c.value != '\n' && c.value != '\r' && c.value != '\f') std::abort();
    at += c.length;
  }
  uint32_t end = 0;
  for (const OriginRun& run : out.origin) {
    if (run.to < end || run.to + run.length > out.utf8.size() || run.from + run.length > raw.bytes.size()) std::abort();
    end = run.to + run.length;
  }
  return 0;
}
