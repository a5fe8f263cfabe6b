/* Does what its argument says and ought not to; volatile, since compilers delete or trap constant faults. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static volatile int zero = 0;
static int* volatile nowhere = 0;
static volatile int depth = 1000000;

static int recurse(int n) {
  volatile char frame[256];
  frame[n % 256] = (char)n;
  return n == 0 ? frame[0] : recurse(n - 1) + frame[n % 256];
}

int main(int argc, char** argv) {
  const char* what = argc > 1 ? argv[1] : "";
  const char* rank = getenv("SHRIMP_RANK");
  if (rank && strcmp(rank, "0") != 0) { /* the others run on */
    puts("still here");
    return 0;
  }
  if (strcmp(what, "null") == 0) return *nowhere; /* null */
  if (strcmp(what, "wild") == 0) *(volatile int*)((char*)main + 0x5000000) = 1;
  if (strcmp(what, "far") == 0) *(volatile int*)0x7fffff000000 = 1;
  if (strcmp(what, "text") == 0) *(volatile char*)main = 1;
  if (strcmp(what, "stack") == 0) return recurse(depth);
  if (strcmp(what, "abort") == 0) abort();
  if (strcmp(what, "divide") == 0) return 7 / zero;
  if (strcmp(what, "trap") == 0) __builtin_trap();
  if (strcmp(what, "jump") == 0) ((void (*)(void))(size_t)0x1234)();
  if (strcmp(what, "libc") == 0) return (int)strlen((const char*)nowhere);
  if (strcmp(what, "printf") == 0) zero = printf("%s\n", (const char*)(size_t)(zero + 4));
  if (strcmp(what, "status") == 0) return 7;
  return 0;
}
