#define _GNU_SOURCE
#include <ctype.h>
#include <errno.h>
#include <getopt.h>
#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
static int compare(const void* a, const void* b) {
  return *(const int*)a - *(const int*)b;
}
static jmp_buf back;
int main(int argc, char** argv) {
  int v[] = {5, 3, 9, 1, 7}, key = 7;
  qsort(v, 5, sizeof *v, compare);
  printf("%d %d %d %d %d found %d\n", v[0], v[1], v[2], v[3], v[4],
         *(int*)bsearch(&key, v, 5, sizeof *v, compare));
  printf("%d %d", rand(), rand());
  srand(42);
  srand48(1);
  printf(" %d %.6f %ld\n", rand(), drand48(), lrand48());
  time_t t = time(NULL);
  printf("%s", ctime(&t));
  struct tm* tm = gmtime(&(time_t){951782400});
  printf("%d-%d-%d %d %d\n", tm->tm_year + 1900, tm->tm_mon + 1, tm->tm_mday, tm->tm_wday, tm->tm_yday);
  char text[100];
  strftime(text, sizeof text, "%Y-%m-%d %H:%M:%S %a", tm);
  printf("%s %ld\n", text, (long)mktime(tm));
  clock_t before = clock();
  usleep(2500);
  printf("%d ms\n", (int)((clock() - before) * 1000 / CLOCKS_PER_SEC));
  errno = 0;
  volatile double minus = -1;
  const double root = log(minus);
  printf("%d %d\n", root != root, errno == EDOM);
  printf("%d %c%c\n", isalpha('x') && !isalpha('1') && isspace('\t'), toupper('q'), tolower('Q'));
  char sentence[] = "to be,or not";
  for (char* w = strtok(sentence, " ,"); w; w = strtok(NULL, " ,")) printf("<%s>", w);
  printf(" %s %s %d\n", strstr("haystack", "st"), strrchr("a/b/c", '/'), strcmp("abc", "abd"));
  char overlap[] = "0123456789";
  memmove(overlap + 2, overlap, 7);
  printf("%s ", overlap);
  memmove(overlap, overlap + 2, 7);
  printf("%s\n", overlap);
  if (setjmp(back) == 0) longjmp(back, 1);
  printf("jumped\n");
  setenv("NEW", "value", 1);
  printf("%s %s\n", getenv("NEW"), getenv("RANK"));
  static const struct option known[] = {
      {"size", required_argument, 0, 's'}, {"verbose", no_argument, 0, 'v'}, {0}};
  int c;
  while ((c = getopt_long(argc, argv, "n:vx", known, NULL)) != -1) printf("%c=%s ", c, optarg ? optarg : "");
  while (optind < argc) printf("%s ", argv[optind++]);
  printf("pid %d\n", (int)getpid());
  return 0;
}
