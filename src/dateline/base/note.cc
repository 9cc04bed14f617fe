#include "dateline/base/note.h"

namespace dateline {

std::string_view name_of(NoteCode code) {
  switch (code) {
    case NoteCode::empty:
      return "empty";
    case NoteCode::not_text:
      return "not_text";
    case NoteCode::too_large:
      return "too_large";
    case NoteCode::unreadable:
      return "unreadable";
    case NoteCode::special_file:
      return "special_file";
    case NoteCode::symlink_cycle:
      return "symlink_cycle";
    case NoteCode::changed_during_read:
      return "changed_during_read";
    case NoteCode::bad_line:
      return "bad_line";
    case NoteCode::line_too_long:
      return "line_too_long";
    case NoteCode::duplicate_key:
      return "duplicate_key";
    case NoteCode::archive_damaged:
      return "archive_damaged";
    case NoteCode::truncated:
      return "truncated";
    case NoteCode::coding_wrong:
      return "coding_wrong";
    case NoteCode::xml_dtd:
      return "xml_dtd";
    case NoteCode::revisit:
      return "revisit";
    case NoteCode::encoding_guessed:
      return "encoding_guessed";
    case NoteCode::encoding_label_wrong:
      return "encoding_label_wrong";
    case NoteCode::encoding_replaced:
      return "encoding_replaced";
    case NoteCode::encoding_doubt:
      return "encoding_doubt";
    case NoteCode::mojibake_repaired:
      return "mojibake_repaired";
    case NoteCode::control_removed:
      return "control_removed";
    case NoteCode::limit_hit:
      return "limit_hit";
    case NoteCode::no_content:
      return "no_content";
    case NoteCode::http_error:
      return "http_error";
    case NoteCode::page_kind:
      return "page_kind";
    case NoteCode::sentence_cut:
      return "sentence_cut";
    case NoteCode::language_other:
      return "language_other";
  }
  return "unknown";
}

}  // namespace dateline
