# The package, once for the installation and once for the build folder: find_package(shrimp) with shrimp_DIR=build.
include(CMakePackageConfigHelpers)
set(models_options)
if(SHRIMP_SANITIZE)
  set(models_options -fsanitize=address,undefined)
endif()
set(path_variables programs headers configs models models_version)
set(programs bin)
set(headers include/shrimp)
set(configs share/shrimp/configs)
set(models include/shrimp-models)
set(models_version include/shrimp-models)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/shrimp-config.cmake.in
  ${CMAKE_BINARY_DIR}/package/shrimp-config.cmake INSTALL_DESTINATION lib/cmake/shrimp PATH_VARS ${path_variables})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/shrimp-config-version.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_BINARY_DIR}/package/shrimp-config.cmake ${CMAKE_BINARY_DIR}/package/shrimp-config-version.cmake
  DESTINATION lib/cmake/shrimp)

set(programs ${CMAKE_BINARY_DIR})
set(headers ${CMAKE_SOURCE_DIR}/vmmc_api)
set(configs ${CMAKE_SOURCE_DIR}/configs)
set(models ${CMAKE_SOURCE_DIR})
set(models_version ${CMAKE_BINARY_DIR}/include)
configure_package_config_file(${CMAKE_CURRENT_LIST_DIR}/shrimp-config.cmake.in
  ${CMAKE_BINARY_DIR}/shrimp-config.cmake INSTALL_DESTINATION ${CMAKE_BINARY_DIR} PATH_VARS ${path_variables})
write_basic_package_version_file(${CMAKE_BINARY_DIR}/shrimp-config-version.cmake COMPATIBILITY SameMinorVersion)
