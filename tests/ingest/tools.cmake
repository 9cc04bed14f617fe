# Developer's tool: what ingest/ makes of archives, feeds and pages, one JSON object a line (bench and scorers read it).
add_executable(ingest_dump ${CMAKE_CURRENT_SOURCE_DIR}/ingest/dump.cc)
target_link_libraries(ingest_dump PRIVATE dateline_ingest OpenSSL::Crypto)
# The tests make compressed files themselves.
pkg_check_modules(BROTLIENC REQUIRED IMPORTED_TARGET libbrotlienc)
target_link_libraries(test_ingest PRIVATE ZLIB::ZLIB PkgConfig::ZSTD PkgConfig::BROTLIENC PkgConfig::ARCHIVE)
