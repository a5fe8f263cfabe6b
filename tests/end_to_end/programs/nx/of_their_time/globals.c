/* SPDX-License-Identifier: MIT */
/* Each global operation against what arithmetic says; ints, as a program of 32-bit longs has them. */
#include <nx.h>
#include <stdio.h>
#include <string.h>

static int wrong;
#define EXPECT(a, b) if ((a) != (b)) { wrong++; printf("node %ld: %s is not %s\n", mynode(), #a, #b); }

long longest(char *x, char *y)
{
  if (strlen(y) > strlen(x)) strcpy(x, y);
  return 0;
}

int main()
{
  int me = mynode(), p = numnodes(), i, ix[3], iw[3], count, lengths[128], fact = 1;
  double dx[2], dw[2];
  float sx[2], sw[2];
  long lx, lw, n;
  char name[20], work[20], parts[2000];
  for (i = 1; i <= p; i++) fact *= i < 8 ? i : 1;
  ix[0] = me; ix[1] = 1; ix[2] = -me;
  gisum(ix, 3, iw);
  EXPECT(ix[0], p * (p - 1) / 2) EXPECT(ix[1], p) EXPECT(ix[2], -p * (p - 1) / 2)
  ix[0] = me < 7 ? me + 1 : 1; giprod(ix, 1, iw); EXPECT(ix[0], fact)
  ix[0] = me; ix[1] = -me; gihigh(ix, 2, iw); EXPECT(ix[0], p - 1) EXPECT(ix[1], 0)
  ix[0] = me; ix[1] = -me; gilow(ix, 2, iw); EXPECT(ix[0], 0) EXPECT(ix[1], 1 - p)
  ix[0] = ~(1 << me % 8); giand(ix, 1, iw); EXPECT(ix[0] & 255, 255 & ~((1 << (p < 8 ? p : 8)) - 1))
  ix[0] = 1 << me % 8; gior(ix, 1, iw); EXPECT(ix[0], (1 << (p < 8 ? p : 8)) - 1)
  ix[0] = me; gland(ix, 1, iw); EXPECT(ix[0], 0)
  ix[0] = me == p - 1; glor(ix, 1, iw); EXPECT(ix[0], 1)
  lx = me + 1000000L; gisum(&lx, 1, &lw); EXPECT(lx, p * 1000000L + p * (p - 1) / 2)
  dx[0] = me / 2.0; dx[1] = 1; gdsum(dx, 2, dw); EXPECT(dx[0], p * (p - 1) / 4.0) EXPECT(dx[1], p)
  dx[0] = 2; gdprod(dx, 1, dw); for (i = 0; i < p; i++) dx[0] /= 2; EXPECT(dx[0], 1)
  dx[0] = me; gdhigh(dx, 1, dw); EXPECT(dx[0], p - 1)
  dx[0] = me; gdlow(dx, 1, dw); EXPECT(dx[0], 0)
  sx[0] = me; gssum(sx, 1, sw); EXPECT(sx[0], p * (p - 1) / 2)
  sx[0] = me; gshigh(sx, 1, sw); EXPECT(sx[0], p - 1)
  sprintf(name, "%.*s", me % 9, "abcdefghij");
  gopf(name, sizeof name, work, longest); EXPECT((int)strlen(name), p > 9 ? 8 : p - 1)
  memset(work, 'a' + me % 26, sizeof work);
  gcol(work, me % 5 + 1, parts, sizeof parts, &count);
  for (i = n = 0; i < p; n += i % 5 + 1, i++) EXPECT(parts[n], 'a' + i % 26)
  EXPECT(count, n)
  for (i = 0; i < p; i++) lengths[i] = i % 3 + 1;
  gcolx(work, lengths, parts);
  for (i = n = 0; i < p; n += lengths[i], i++) EXPECT(parts[n], 'a' + i % 26)
  gisum(&wrong, 1, iw);
  if (me == 0) printf("globals: %d wrong\n", wrong);
  return 0;
}
