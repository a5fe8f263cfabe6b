# Writes FILE, a header with the version of the models' headers in SOURCE, if it is another one than stands there: a
# plug-in that was built with other headers is refused. cmake -DSOURCE=... -DVERSION=... -DFILE=... -P version.cmake
file(GLOB_RECURSE headers RELATIVE ${SOURCE} ${SOURCE}/*.h)
list(SORT headers)
set(all)
foreach(header ${headers})
  file(SHA256 ${SOURCE}/${header} hash)
  string(APPEND all "${header} ${hash}\n")
endforeach()
string(SHA256 hash "${all}")
string(SUBSTRING ${hash} 0 12 hash)
set(text "// SPDX-License-Identifier: MIT
// Made by the build: what a plug-in and the simulator must have in common (models/nic/board_plug_in.h).
#pragma once
#ifdef __SANITIZE_ADDRESS__
#define SHRIMP_MODELS_SANITIZED \", sanitized\"
#else
#define SHRIMP_MODELS_SANITIZED \"\"
#endif
#define SHRIMP_MODELS_VERSION \"${VERSION}-${hash}, compiler \" __VERSION__ SHRIMP_MODELS_SANITIZED
")
set(written)
if(EXISTS ${FILE})
  file(READ ${FILE} written)
endif()
if(NOT written STREQUAL text)
  file(WRITE ${FILE} "${text}")
endif()
