/* Says when it begins and ends; several of these on one node take turns. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile int work;

int main(void) {
  const char* rank = getenv("SHRIMP_RANK");
  printf("%s begins as process %d\n", rank, (int)getpid());
  for (int i = 0; i < 300000; ++i) work = i;
  printf("%s ends\n", rank);
  return 0;
}
