// SPDX-License-Identifier: MIT
// Odd nodes send by deliberate update, the others by automatic update: said before main.
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((constructor(101))) static void choose(void) {
  setenv("NX_TRANSPORT", atoi(getenv("SHRIMP_RANK")) % 2 ? "du" : "au", 1);
}

int main(void) {
  puts("they have started");
  gsync();
  return 0;
}
