#include <stdio.h>
#include <string.h>
/* A program may have functions that are called like the library's. */
int strdup_calls;
char* strdup(const char* s) {
  ++strdup_calls;
  return (char*)s;
}
int read(void) {
  return 17;
}
int random(void) {
  return 4;
}
int step = 3, sort = 4, answer = 5;
int main(void) {
  printf("%d %d %d %s\n", read(), random(), step + sort + answer, strdup("mine"));
  return strdup_calls;
}
