# events_probe: JSON lines of text in, JSON lines of statements and events out (for scorers; see events_probe.cc).
add_executable(events_probe ${CMAKE_CURRENT_LIST_DIR}/events_probe.cc)
target_link_libraries(events_probe PRIVATE dateline_event dateline_figure simdjson::simdjson)
include(${CMAKE_SOURCE_DIR}/train/roles.cmake)
