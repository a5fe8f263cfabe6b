/* Globals of this file and others' (stdout), thread-local variables, function pointers, varargs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
int visible = 3;
extern char** environ;
static _Thread_local int own = 4;
_Thread_local long shared_own = 5;
static int twice(int x) {
  return 2 * x;
}
static int square(int x) {
  return x * x;
}
static int (*volatile operations[])(int) = {twice, square};
static jmp_buf jump;
static int total(int n, ...) {
  va_list list;
  va_start(list, n);
  double sum = 0;
  for (int i = 0; i < n; i++) sum += i & 1 ? va_arg(list, double) : va_arg(list, int);
  va_end(list);
  return (int)sum;
}
static void deep(int n) {
  char frame[200];
  memset(frame, n, sizeof frame);
  if (n == 0) longjmp(jump, 42);
  deep(n - 1);
}
struct big {
  long v[12];
};
static struct big copy(struct big b) {
  b.v[3] += 1;
  return b;
}
long kernel(void) {
  long sum = 0;
  for (int i = 0; i < 20; i++) {
    own += i;
    shared_own ^= own;
    visible += operations[i & 1](own);
  }
  struct big b = {{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}};
  b = copy(b);
  int r = setjmp(jump);
  if (!r) deep(10);
  sum += r + total(6, 1, 2.5, 3, 4.5, 5, 6.5) + b.v[3] + (stdout != NULL) + (environ != NULL);
  return sum + own + shared_own + visible;
}
