# Writes the commit of the checkout SOURCE into FILE, if it is another one than stands there: cmake -DSOURCE=... -DFILE=...
# -P commit.cmake. A file beside the executable, and not a constant in it: a new commit alone builds nothing anew.
set(commit unknown)
execute_process(COMMAND git -C ${SOURCE} rev-parse --show-toplevel OUTPUT_VARIABLE root RESULT_VARIABLE status
  OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
file(REAL_PATH ${SOURCE} source)
if(status STREQUAL 0 AND root STREQUAL source)  # not an archive that was unpacked in somebody else's checkout
  execute_process(COMMAND git -C ${SOURCE} describe --always --exclude=* --abbrev=12 --dirty=-modified
    OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
set(written)
if(EXISTS ${FILE})
  file(READ ${FILE} written)
endif()
if(NOT written STREQUAL "${commit}\n")
  file(WRITE ${FILE} "${commit}\n")
endif()
