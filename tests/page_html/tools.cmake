# Conformance driver of the HTML reader; see the head of html5lib_driver.cc.
find_package(nlohmann_json REQUIRED)
add_executable(html5lib_driver page_html/html5lib_driver.cc)
target_link_libraries(html5lib_driver PRIVATE dateline_page nlohmann_json::nlohmann_json)
