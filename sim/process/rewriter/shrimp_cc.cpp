// SPDX-License-Identifier: MIT
// shrimp-cc and shrimp-c++: a C and C++ compiler whose programs run in the simulator. Used like cc.
#include <string>
#include <vector>

#include "sim/process/rewriter/driver.h"

int main(int argc, char** argv) {
  return shrimp::rewriter::run_driver(argv[0], std::vector<std::string>(argv + 1, argv + argc));
}
