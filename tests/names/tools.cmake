# names_probe: JSON lines of text (or of two names) in, JSON lines of mentions and chains (or of likeness) out (see names_probe.cc).
add_executable(names_probe ${CMAKE_CURRENT_LIST_DIR}/names_probe.cc)
target_link_libraries(names_probe PRIVATE dateline_names simdjson::simdjson)
