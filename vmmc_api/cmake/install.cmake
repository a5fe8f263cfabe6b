# cmake --install: bin/ (the simulator, the compiler wrappers), lib/shrimp (what they link into programs),
# include/shrimp (sbl.h and its kin), share/shrimp/configs, the sources of the workloads in
# share/shrimp/workloads, man page and completion, and a package: find_package(shrimp).
include(GNUInstallDirs)

# What `shrimp run` needs, without the tests.
add_custom_target(simulator)
foreach(target shrimp shrimp_pages shrimp-cc shrimp-c++ shrimp-rpcgen shrimp_runtime program_libraries workloads)
  if(TARGET ${target})
    add_dependencies(simulator ${target})
  endif()
endforeach()

foreach(program shrimp shrimp-cc shrimp-c++ shrimp-rpcgen)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME DESTINATION bin)
  endif()
endforeach()
install(DIRECTORY ${CMAKE_BINARY_DIR}/lib/ DESTINATION lib/shrimp FILES_MATCHING PATTERN "*.a")
install(DIRECTORY ${CMAKE_BINARY_DIR}/workloads/ DESTINATION lib/shrimp/workloads
  USE_SOURCE_PERMISSIONS
  PATTERN "rpc" EXCLUDE PATTERN "CMakeFiles" EXCLUDE PATTERN "*.cmake" EXCLUDE PATTERN "Makefile" EXCLUDE)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/vmmc_api/ DESTINATION include/shrimp
  FILES_MATCHING PATTERN "*.h" PATTERN "cmake" EXCLUDE)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/configs/ DESTINATION share/shrimp/configs FILES_MATCHING PATTERN "*.toml")
install(FILES ${CMAKE_BINARY_DIR}/share/shrimp.1 DESTINATION share/man/man1)
install(FILES ${CMAKE_BINARY_DIR}/share/shrimp.bash DESTINATION share/bash-completion/completions RENAME shrimp)
install(FILES ${CMAKE_BINARY_DIR}/commit.txt DESTINATION share/shrimp)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/workloads/ DESTINATION share/shrimp/workloads
  FILES_MATCHING PATTERN "*.c" PATTERN "*.h" PATTERN "*.x" PATTERN "*.srpc")

# What boards of one's own are built with.
install(DIRECTORY ${CMAKE_SOURCE_DIR}/models DESTINATION include/shrimp-models FILES_MATCHING PATTERN "*.h")
install(FILES ${CMAKE_BINARY_DIR}/include/shrimp_models_version.h DESTINATION include/shrimp-models)
