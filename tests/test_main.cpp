// SPDX-License-Identifier: MIT
// SystemC provides main() and wants sc_main; Catch2 gets its session from here.
#define CATCH_CONFIG_RUNNER
#include "tests/catch.h"

#include <systemc>

int sc_main(int argc, char* argv[]) {
  return Catch::Session().run(argc, argv);
}
