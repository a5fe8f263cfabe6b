/* SPDX-License-Identifier: MIT */
/* Calls that later standards have dropped, and tables of <search.h>. */
#include "report.h"

#include <search.h>
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"

char* gets(char* to);
char* mktemp(char* name);
int __xpg_sigpause(int number);
extern char* __progname;

static void handler(int number) {
  printf("signal %d\n", number);
}

static void numbers(void) {
  static const double values[] = {0, 1, -1, 123.456, -0.05, 0.00012345, 1e10, 99.996, 5e-7};
  char text[40];
  int point, negative;
  for (size_t i = 0; i < sizeof values / sizeof *values; ++i) {
    printf("%s", ecvt(values[i], 5, &point, &negative));
    printf(" %d %d", point, negative);
    printf(" %s", fcvt(values[i], 2, &point, &negative));
    printf(" %d %d", point, negative);
    printf(" %s\n", gcvt(values[i], 6, text));
  }
}

static void names(void) {
  char name[] = "/tmp/of-its-time-XXXXXX", bad[] = "/tmp/x";
  SAY(access(mktemp(name), F_OK));
  SAY(strlen(name));
  SAY(*mktemp(bad));
  SAY(access(tmpnam(NULL), F_OK));
  char* other = tempnam("/tmp", "abcdefgh");
  SAY(strncmp(other, "/tmp/abcde", 10));
  free(other);
  SAY(strcmp(__progname, program_invocation_short_name));
}

static int by_text(const void* a, const void* b) {
  return strcmp(a, b);
}
static int by_number(const void* a, const void* b) {
  return *(const int*)a - *(const int*)b;
}
static void show(const void* node, VISIT order, int depth) {
  if (order == postorder || order == leaf) printf("%s (%d) ", *(char* const*)node, depth >= 0);
}
static void nothing(void* key) {
  printf("-%s ", (char*)key);
}

static void tables(void) {
  static char* const words[] = {"pear", "apple", "fig", "cherry", "plum", "apple"};
  void* root = NULL;
  for (int i = 0; i < 6; ++i) SAY(strcmp(*(char**)tsearch(words[i], &root, by_text), words[i]));
  twalk(root, show);
  putchar('\n');
  SAY(tfind("fig", &root, by_text) != NULL);
  SAY(tdelete("pear", &root, by_text) != NULL);
  SAY(tdelete("pear", &root, by_text) != NULL);
  SAY(tdelete("fig", &root, by_text) != NULL);
  SAY(tfind("fig", &root, by_text) != NULL);
  twalk(root, show);
  putchar('\n');
  for (int i = 1; i < 5; ++i) tdelete(words[i], &root, by_text);
  SAY(root == NULL);
  tsearch("one", &root, by_text);
  tdestroy(root, nothing);
  putchar('\n');

  int numbers[8] = {3, 1, 4}, wanted = 4, new = 9;
  size_t count = 3;
  SAY((int*)lfind(&wanted, numbers, &count, sizeof *numbers, by_number) - numbers);
  SAY((int*)lsearch(&new, numbers, &count, sizeof *numbers, by_number) - numbers);
  SAY(count);
  SAY(lfind(&(int){77}, numbers, &count, sizeof *numbers, by_number) == NULL);

  SAY(hcreate(30));
  for (int i = 0; i < 6; ++i) SAY(*(char*)hsearch((ENTRY){words[i], words[5 - i]}, ENTER)->data);
  SAY(*(char*)hsearch((ENTRY){"cherry", NULL}, FIND)->data);
  SAY(hsearch((ENTRY){"none", NULL}, FIND) == NULL ? -1 : 0);
  hdestroy();

  struct element {
    struct element *next, *before;
    int number;
  } a = {.number = 1}, b = {.number = 2}, c = {.number = 3};
  insque(&a, NULL);
  insque(&b, &a);
  insque(&c, &a);
  for (struct element* e = &a; e != NULL; e = e->next) SAY(e->number);
  remque(&c);
  for (struct element* e = &a; e != NULL; e = e->next) SAY(e->number);
}

int main(void) {
  char line[10];
  setvbuf(stdout, NULL, _IONBF, 0);
  SAY(gets(line) == NULL);
  numbers();
  names();
  tables();
  signal(SIGALRM, handler);
  sighold(SIGALRM);
  alarm(1);
  SAY(__xpg_sigpause(SIGALRM));
  return 0;
}
