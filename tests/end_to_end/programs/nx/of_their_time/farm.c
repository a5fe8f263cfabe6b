/* SPDX-License-Identifier: MIT */
/* A farm: workers ask by -1 and by sets of types, the master takes results and errors as they come. */
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>

#define WORK 1
#define URGENT 2
#define DONE 3
#define ANSWER 40
#define TASKS 60

int main()
{
  long task, answer[2], sum = 0, expected = 0, urgent = 0, i, left;
  if (mynode() == 0) {
    long busy = numnodes() - 1, next = 0;
    for (i = 1; i < numnodes(); i++, next++)
      csend(next % 7 ? WORK : URGENT, &next, sizeof next, i, 0);
    while (busy > 0) {
      crecv(-1, answer, sizeof answer);
      if (infotype() != ANSWER || infocount() != sizeof answer) exit(1);
      sum += answer[1];
      if (next < TASKS) {
        csend(next % 7 ? WORK : URGENT, &next, sizeof next, infonode(), infoptype());
        next++;
      } else {
        csend(DONE, 0, 0, infonode(), 0);
        busy--;
      }
    }
    for (i = 0; i < next; i++) expected += i * i;
  } else {
    for (;;) {
      crecv(0x80000000 | 1 << WORK | 1 << URGENT | 1 << DONE, &task, sizeof task);
      if (infotype() == DONE) break;
      if (infotype() == URGENT) urgent++;
      answer[0] = task;
      answer[1] = task * task;
      csend(ANSWER, answer, sizeof answer, 0, myptype());
    }
  }
  gisum(&urgent, 1, &left);
  if (mynode() == 0) printf("farm: %s, %ld urgent\n", sum == expected ? "right" : "wrong", urgent);
  return 0;
}
