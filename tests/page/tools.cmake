# Developer's tool: what page/ makes of files, one JSON object a line (bench and scorers read it).
add_executable(page_dump ${CMAKE_CURRENT_SOURCE_DIR}/page/dump.cc)
target_link_libraries(page_dump PRIVATE dateline_page)
