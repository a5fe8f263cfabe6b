// SPDX-License-Identifier: MIT
// Functions with names that only C++ has, for the edges of a window.
#include <cstdio>

namespace physics {
struct Grid {
  volatile int cells = 0;
};
template <class Number>
__attribute__((noinline)) int relax(Grid& grid, Number by) {
  return grid.cells += static_cast<int>(by);
}
}  // namespace physics

namespace {
__attribute__((noinline)) void helper(physics::Grid& grid) {
  for (int i = 0; i < 1000; ++i) grid.cells = grid.cells + 1;
}
}  // namespace

int main() {
  physics::Grid grid;
  helper(grid);
  std::printf("%d\n", physics::relax(grid, 1.5));
}
