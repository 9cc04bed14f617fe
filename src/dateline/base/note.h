// Numbered notes: what the tool has to say about an input that is not as it should be.
//
// A page with a broken label gives `Note{NoteCode::encoding_label_wrong, "labelled latin-1, is utf-8", 120}`.
// Input is never an error: a page that cannot be read becomes a Record with notes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace dateline {

/// Number and meaning of a note; the number is stable and stands in docs/formats.md.
enum class NoteCode : uint16_t {
  empty = 100,                 ///< no bytes, only a BOM, or only white space
  not_text = 101,              ///< binary content; detail names the kind sniffed
  too_large = 102,             ///< over the byte limit; detail names the limit
  unreadable = 103,            ///< the file could not be opened or read
  special_file = 104,          ///< FIFO, socket, device, symlink not followed
  symlink_cycle = 105,         ///< symlink loop or dangling symlink
  changed_during_read = 106,   ///< size or time changed while reading
  bad_line = 110,              ///< JSONL/CSV line that cannot be parsed; detail names line and reason
  line_too_long = 111,         ///< JSONL line over the limit
  duplicate_key = 112,         ///< JSON object with one key twice; the last one counts
  archive_damaged = 113,       ///< archive record corrupt, re-delimited, or bytes skipped; detail says which
  truncated = 114,             ///< the input ends inside a record or a compressed member
  coding_wrong = 115,          ///< HTTP transfer or content coding and bytes disagree; detail says which was used
  xml_dtd = 116,               ///< XML with a document type declaration of its own; not read
  revisit = 117,               ///< archived record that only points at a page which is not in this archive
  encoding_guessed = 120,      ///< no label, encoding detected
  encoding_label_wrong = 121,  ///< label and bytes disagree; detail says which was used
  encoding_replaced = 122,     ///< invalid bytes replaced by U+FFFD; detail has the count
  mojibake_repaired = 123,     ///< double-encoded text repaired without loss
  control_removed = 124,       ///< NUL or other control characters taken out of the text
  encoding_doubt = 125,  ///< bytes of another encoding or none in this stretch; `offset` is where, detail names the sentence
  limit_hit = 130,       ///< depth, attribute, node, time or memory budget reached; detail names it
  no_content = 140,      ///< nothing that reads as an article
  http_error = 141,      ///< archived response with an error status, not read as article
  page_kind = 142,       ///< not one whole article: live blog, listing, several articles, paywall, error page; detail names it
  sentence_cut = 150,    ///< sentence over the token limit, cut into pieces
  language_other = 160,  ///< the text is not in a language of the loaded model
};

/// One note about one input. `offset` is a byte offset in the raw input, or a line number for line formats.
struct Note {
  NoteCode code{};
  std::string detail;
  uint64_t offset = 0;
};

/// Stable short name of a note code, e.g. "encoding_label_wrong".
[[nodiscard]] std::string_view name_of(NoteCode code);

using Notes = std::vector<Note>;

}  // namespace dateline
