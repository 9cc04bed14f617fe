# link_probe: time of each step of the comparing wing on a pile of any size (see link_probe.cc).
add_executable(link_probe ${CMAKE_CURRENT_LIST_DIR}/link_probe.cc)
target_link_libraries(link_probe PRIVATE dateline_reader dateline_store)
# copies_probe: near-copies among texts, for the race of bench/speed neardup (see copies_probe.cc).
add_executable(copies_probe ${CMAKE_CURRENT_LIST_DIR}/copies_probe.cc)
target_link_libraries(copies_probe PRIVATE dateline_story)
