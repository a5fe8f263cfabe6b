#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void a(void) {
  printf("a\n");
}
static void b(void) {
  printf("b\n");
}
static void nested(void) {
  printf("nested\n");
  atexit(a);
}
__attribute__((constructor)) static void before(void) {
  printf("before\n");
}
__attribute__((destructor)) static void after(void) {
  printf("after\n");
}
static int recurse(volatile int* n) {
  volatile int big[10000];
  big[0] = ++*n;
  return recurse(n) + big[0];
}
volatile int zero = 0;
int main(int argc, char** argv) {
  const char* how = argc > 1 ? argv[1] : "";
  atexit(b);
  atexit(nested);
  if (!strcmp(how, "exit")) exit(4);
  if (!strcmp(how, "_exit")) _exit(6);
  if (!strcmp(how, "abort")) abort();
  if (!strcmp(how, "assert")) assert(argc == 0);
  if (!strcmp(how, "divide")) return 100 / zero;
  if (!strcmp(how, "ud2")) __builtin_trap();
  if (!strcmp(how, "int3")) __asm__("int3");
  if (!strcmp(how, "null call")) ((void (*)(void))(size_t)zero)();
  if (!strcmp(how, "wild jump")) ((void (*)(void))(size_t)0x12345678)();
  if (!strcmp(how, "wild store")) *(volatile int*)(size_t)(zero + 8) = 1;
  if (!strcmp(how, "noncanonical")) *(volatile int*)0xdead000000000000 = 1;
  if (!strcmp(how, "overflow")) return recurse(&(int){0});
  if (!strcmp(how, "double free")) {
    void* p = malloc(10);
    free(p);
    free(p);
  }
  if (!strcmp(how, "overrun")) {
    char* p = malloc(16);
    void* q = malloc(16);
    memset(p, 'x', 64);
    free(q);
  }
  return 2;
}
