#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
int main(void) {
  char text[200];
  int n = -1;
  printf("[%d] [%5d] [%-5d] [%05d] [%+d] [% d] [%.3d] [%8.3d] [%-8.3dx]\n", 1, 2, 3, 4, 5, 6, 7, 8, 9);
  printf("[%u] [%x] [%X] [%#x] [%o] [%#o] [%#010x] [%lx] [%llu]\n", 4000000000u, 255, 255, 255, 8, 8, 255,
         0x123456789abcdefL, 18446744073709551615ULL);
  printf("[%hhd] [%hd] [%ld] [%zu] [%jd] [%td]\n", 300, 70000, -5000000000L, (size_t)7, (long)-8, (long)9);
  printf("[%s] [%10s] [%-10s] [%.2s] [%c] [%3c] [%%] [%ls]\n", "abc", "right", "left", "cut", 'z', 'y',
         L"wide");
  printf("[%f] [%.2f] [%10.3f] [%-10.1f] [%e] [%g] [%G] [%a] [%Lf] [%+.1f] [%010.2f]\n", 1.5, 2.345, 3.0, 4.0,
         12345.678, 1e-5, 1e20, 1.0, 2.5L, 1.25, -3.14159);
  printf("[%f] [%f] [%.0f] [%*d] [%-*d] [%.*f]\n", 1e300, -1.0 / 0.0, 2.5, 6, 42, 6, 42, 3, 1.0);
  printf("[%p] [%s] %n", (void*)0, (char*)0, &n);
  printf("%d\n", n);
  printf("%d ", snprintf(text, 5, "%s", "truncated"));
  printf("%s %d\n", text, sprintf(text, "%d-%d", 1, 2));
  errno = ENOENT;
  printf("%m | %s\n", strerror(EINVAL));
  int a, b;
  unsigned x;
  char word[20], set[20], c;
  float f;
  double d;
  long l;
  printf("%d:", sscanf(" 12 -7 ff word [ab]z 1.5 2.5e3 077", "%d %d %x %19s [%[a-b]]%c %f %lf %li", &a, &b,
                       &x, word, set, &c, &f, &d, &l));
  printf(" %d %d %x %s %s %c %g %g %ld\n", a, b, x, word, set, c, f, d, l);
  printf("%d %d %d\n", sscanf("x", "%d", &a), sscanf("", "%d", &a), sscanf("3,4", "%d,%d", &a, &b));
  printf("%ld %lu %ld ", strtol("-0x1F", NULL, 0), strtoul("12abc", NULL, 10),
         strtol("99999999999999999999", NULL, 10));
  printf("%d %g\n", errno == ERANGE, strtod("1e-3xyz", NULL));
  FILE* file = tmpfile();
  if (!file) return 1;
  for (int i = 0; i < 1000; ++i) fprintf(file, "line %d\n", i);
  rewind(file);
  char line[40];
  int count = 0;
  while (fgets(line, sizeof line, file)) ++count;
  fseek(file, 7, SEEK_SET);
  fgets(line, sizeof line, file);
  printf("%d %s", count, line);
  ungetc('Q', file);
  printf("%c %ld\n", getc(file), ftell(file));
  fclose(file);
  printf("%d %d\n", getchar() == EOF, feof(stdin) != 0);
  fputs("no newline at the end", stdout);
  return 0;
}
