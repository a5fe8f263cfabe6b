/* SPDX-License-Identifier: MIT */
/* gisum to glxor: the global operations on numbers, bits and truth. */
#include "global.h"

/* Whether the result is 0 or 1, also where there is nobody to combine a value with. */
enum kind { VALUE, TRUTH };

#define NUMBERS(name, text, element, kind, result)                                 \
  static void name##_of(void* x, const void* work, long n, nx_function function) { \
    element* to = x;                                                               \
    const element* from = work;                                                    \
    (void)function;                                                                \
    for (long i = 0; i < n; ++i) {                                                 \
      const element a = to[i], b = from[i];                                        \
      to[i] = result;                                                              \
    }                                                                              \
  }                                                                                \
  long _##name(element* x, long n, element* work) {                                \
    if (nx_combine_all(x, n, sizeof(element), work, name##_of, 0) < 0) return -1;  \
    for (long i = 0; kind == TRUTH && nx.nodes == 1 && i < n; ++i) x[i] = !!x[i];  \
    return 0;                                                                      \
  }                                                                                \
  void name(element* x, long n, element* work) {                                   \
    if (_##name(x, n, work) < 0) nx_die(text);                                     \
  }

#define OPERATION(name, element, result) NUMBERS(name, #name, element, VALUE, result)
#define OF_KIND(name, kind, result)        \
  NUMBERS(name, #name, long, kind, result) \
  NUMBERS(nx_int_##name, #name, int, kind, result)
#define INTEGERS(name, result) OF_KIND(name, VALUE, result)

INTEGERS(gisum, a + b)
INTEGERS(giprod, a* b)
INTEGERS(gihigh, a > b ? a : b)
INTEGERS(gilow, a < b ? a : b)
OPERATION(gdsum, double, a + b)
OPERATION(gdprod, double, a* b)
OPERATION(gdhigh, double, a > b ? a : b)
OPERATION(gdlow, double, a < b ? a : b)
OPERATION(gssum, float, a + b)
OPERATION(gsprod, float, a* b)
OPERATION(gshigh, float, a > b ? a : b)
OPERATION(gslow, float, a < b ? a : b)
INTEGERS(giand, a& b)
INTEGERS(gior, a | b)
INTEGERS(gixor, a ^ b)
OF_KIND(gland, TRUTH, a&& b)
OF_KIND(glor, TRUTH, a || b)
OF_KIND(glxor, TRUTH, !a != !b)
