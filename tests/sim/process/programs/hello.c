#include <stdio.h>
#include <stdlib.h>
extern char** environ;
int main(int argc, char** argv) {
  printf("hello, %d arguments:", argc);
  for (int i = 0; i < argc; ++i) printf(" %s", argv[i]);
  printf("\n");
  for (char** e = environ; *e; ++e) printf("%s\n", *e);
  printf("HOME is %s, RANK is %s\n", getenv("HOME") ? "set" : "unset", getenv("RANK"));
  return argc;
}
