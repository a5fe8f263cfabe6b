/* Each process writes its line letter by letter while the others do the same; the last rank ends its line
 * first. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  const int size = atoi(getenv("SHRIMP_SIZE"));
  for (int letter = 0; letter < 10; ++letter) {
    const char text = (char)('a' + rank);
    write(1, &text, 1);
    usleep((unsigned)(100 * (size - rank)));
  }
  write(1, "\n", 1);
  if (rank == 0) write(1, "no end of line", 14);
  return 0;
}
