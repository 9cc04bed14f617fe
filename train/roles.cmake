# roles_train: the weights of src/dateline/event/roles.h, learned from PropBank on EWT (see roles.cc; not part of the default build).
add_executable(roles_train EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/train/roles.cc)
target_link_libraries(roles_train PRIVATE dateline_event simdjson::simdjson)
