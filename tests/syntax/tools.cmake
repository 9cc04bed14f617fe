# syntax_probe: words a second from text to trees and names (see syntax_probe.cc; bench/speed syntax reads it).
add_executable(syntax_probe ${CMAKE_CURRENT_LIST_DIR}/syntax_probe.cc)
target_link_libraries(syntax_probe PRIVATE dateline_syntax)
