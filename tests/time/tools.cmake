# time_probe: JSON lines of text in, JSON lines of time expressions out (for scorers; see time_probe.cc).
add_executable(time_probe ${CMAKE_CURRENT_LIST_DIR}/time_probe.cc)
target_link_libraries(time_probe PRIVATE dateline_time simdjson::simdjson)
