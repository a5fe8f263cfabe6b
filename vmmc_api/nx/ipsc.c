/* SPDX-License-Identifier: MIT */
/* Calls of the iPSC and the Touchstone Delta that the Paragon kept for old programs. Each of these names is
 * short, so they stand apart: a program that uses none may have functions of its own so called. */
#include "state.h"

unsigned long _mclock(void) {
  return (unsigned long)(dclock() * 1e3);
}
unsigned long mclock(void) {
  return _mclock();
}

long _nodedim(void) {
  long dimension = 0;
  while (2L << dimension <= nx.nodes) ++dimension;
  return dimension;
}
long nodedim(void) {
  return _nodedim();
}

long _gray(long number) {
  return number ^ number >> 1;
}
long gray(long number) {
  return _gray(number);
}
long _ginv(long number) {
  long inverse = 0;
  for (; number > 0; number >>= 1) inverse ^= number;
  return inverse;
}
long ginv(long number) {
  return _ginv(number);
}

long _led(long state) {
  (void)state;
  return 0;
}
void led(long state) {
  (void)state;
}
