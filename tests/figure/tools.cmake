# figure_probe: JSON lines of text in, JSON lines of figures and numbers out (for scorers; see figure_probe.cc).
add_executable(figure_probe ${CMAKE_CURRENT_LIST_DIR}/figure_probe.cc)
target_link_libraries(figure_probe PRIVATE dateline_figure simdjson::simdjson)
