/* SPDX-License-Identifier: MIT */
/* A pipeline of filters by hrecv handlers; the main program computes and masks them while it reads. */
#include <nx.h>
#include <stdio.h>

#define ITEM 5
#define ITEMS 40

static volatile long queue[ITEMS], queued;
static long item;

void arrived(type, count, node, pid)
long type, count, node, pid;
{
  queue[queued] = item;
  queued = queued + 1;
  if (queued < ITEMS) hrecv(ITEM, &item, sizeof(item), arrived);
}

int main()
{
  long me = mynode(), last = numnodes() - 1, i, done = 0, value, sum = 0, old, work;
  volatile double noise = 0;
  if (me > 0) hrecv(ITEM, &item, sizeof(item), arrived);
  gsync();
  if (me == 0)
    for (i = 0; i < ITEMS; i++) csend(ITEM, &i, sizeof(i), 1, 0);
  while (me > 0 && done < ITEMS) {
    for (i = 0; i < 100; i++) noise += i;
    old = masktrap(1);
    value = done < queued ? queue[done] : -1;
    masktrap(old);
    if (value < 0) continue;
    done++;
    value = value * 2 + me;
    if (me < last) csend(ITEM, &value, sizeof(value), me + 1, 0);
    else sum += value;
  }
  gisum(&sum, 1, &work);
  if (me == 0) printf("pipeline: %ld\n", sum);
  return 0;
}
