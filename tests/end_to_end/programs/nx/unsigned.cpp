// SPDX-License-Identifier: MIT
// In C++ as in C, a global operation takes what it is given; also where the header is included as one of C.
#include <cstdio>
extern "C" {
#include <nx.h>
}

int main() {
  const unsigned nodes = unsigned(numnodes());
  unsigned u[2] = {3, 4}, u_work[2];
  int i[2] = {-3, 4}, i_work[2], count = 0;
  long l = -5, l_work;
  gisum(u, 2, u_work);
  gisum(i, 2, i_work);
  gisum(&l, 1, &l_work);
  char mine = 'a', all[64];
  gcol(&mine, 1, all, sizeof all, &count);
  const bool right = u[0] == 3 * nodes && u[1] == 4 * nodes && i[0] == -3 * int(nodes) &&
                     l == -5 * long(nodes) && count == int(nodes);
  if (mynode() == 0) std::puts(right ? "right" : "wrong");
}
