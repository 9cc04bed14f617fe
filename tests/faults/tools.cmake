# The library that makes writes and allocations fail (shim.c). Not under a sanitizer, which has a malloc of its own.
if(NOT DATELINE_SANITIZE)
  add_library(fault_shim SHARED ${CMAKE_CURRENT_SOURCE_DIR}/faults/shim.c)
  target_link_libraries(fault_shim PRIVATE ${CMAKE_DL_LIBS})
endif()
