// SPDX-License-Identifier: MIT
// What each call of NX promises, one after the other, on two or more nodes; prints "all calls" on node 0.
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static long me, nodes, peer;

#define CHECK(condition)                                           \
  do {                                                             \
    if (!(condition)) {                                            \
      printf("node %ld, line %d: %s\n", me, __LINE__, #condition); \
      exit(1);                                                     \
    }                                                              \
  } while (0)
#define FAILS(call, error) (errno = 0, (call) == -1 && errno == (error))

static char big[2][100000];
static long number;

static void arguments(void) {
  long info[8];
  CHECK(FAILS(_csend(-1, &number, 8, peer, 0), EQTYPE));
  CHECK(FAILS(_csend(1000000000, &number, 8, peer, 0), EQTYPE));
  CHECK(FAILS(_csend(2000000000, &number, 8, peer, 0), EQTYPE));
  CHECK(FAILS(_csend(1, &number, -1, peer, 0), EQLEN));
  CHECK(FAILS(_csend(1, 0, 8, peer, 0), EQPBUF));
  CHECK(FAILS(_csend(1, &number, 8, nodes, 0), EQNODE));
  CHECK(FAILS(_csend(1, &number, 8, -2, 0), EQNODE));
  CHECK(FAILS(_csend(1, &number, 8, peer, -1), EQPID));
  CHECK(FAILS(_isend(-1, &number, 8, peer, 0), EQTYPE));
  CHECK(FAILS(_crecv(1, &number, -1), EQLEN));
  CHECK(FAILS(_crecv(1, 0, 8), EQPBUF));
  CHECK(FAILS(_crecvx(1, &number, 8, nodes, 0, info), EQNODE));
  CHECK(FAILS(_crecvx(1, &number, 8, 0, -2, info), EQPID));
  CHECK(FAILS(_irecv(1, &number, -1), EQLEN));
  CHECK(FAILS(_iprobex(1, nodes, -1, info), EQNODE));
  CHECK(FAILS(_cprobex(1, nodes, -1, info), EQNODE));
  CHECK(FAILS(_msgwait(77), EQMID));
  CHECK(FAILS(_msgdone(-1), EQMID));
  CHECK(FAILS(_msgcancel(100000), EQMID));
  CHECK(FAILS(_msgignore(5), EQMID));
  CHECK(FAILS(_msgmerge(5, -1), EQMID));
  CHECK(FAILS(_hrecv(1, &number, 8, 0), EQHND));
  CHECK(FAILS(_hsend(1, &number, 8, peer, 0, 0), EQHND));
  CHECK(FAILS(_setptype(-1), EQPID));
  CHECK(FAILS(_gsendx(1, &number, 8, 0, 1), EQPARAM));
  CHECK(FAILS(_gisum(&number, -1, &number), EQLEN));
  CHECK(FAILS(nx_traffic(nodes, 0), EQNODE));
  CHECK(_msgmerge(-1, -1) == -1);
}

static void names(void) {
  CHECK(mypid() == 0 && myptype() == 0 && myhost() == nodes);
  setptype(3);
  CHECK(myptype() == 3 && mypid() == 3);
  setptype(0);
  CHECK(nodedim() == (nodes >= 4 ? 2 : 1));
  for (long i = 0; i < 64; ++i) {
    CHECK(ginv(gray(i)) == i);
    CHECK(__builtin_popcountl((unsigned long)(gray(i) ^ gray(i + 1))) == 1);
  }
  const double start = dclock();
  const unsigned long start_ms = mclock();
  usleep(3000);
  CHECK(dclock() - start >= 0.003 && dclock() - start < 0.05); /* another process may have the processor */
  CHECK(mclock() - start_ms >= 3 && mclock() - start_ms < 50);
  flick();
  led(1);
}

static void blocking(void) {
  long got = 0, info[8];
  if (me == 0) {
    csend(5, &(long){11}, sizeof(long), peer, 0);
    csend(6, 0, 0, peer, 0);
    csend(7, &(long){12}, sizeof(long), peer, 0);
    csend(5, &(long){13}, 3, peer, 0);
  } else if (me == 1) {
    crecv(7, &got, sizeof got); /* out of order, by type */
    CHECK(got == 12 && infotype() == 7 && infocount() == sizeof(long) && infonode() == 0 && infopid() == 0);
    crecv(5, &got, sizeof got);
    CHECK(got == 11);
    got = -1;
    crecvx(-1, &got, sizeof got, 0, 0, info);
    CHECK(info[0] == 6 && info[1] == 0 && info[2] == 0 && info[3] == 0 && got == -1);
    got = 0x55555555;
    crecvx(5, &got, 8, 0, -1, msginfo); /* shorter than the buffer: the rest stays */
    CHECK(got == 0x5500000d && infocount() == 3 && infoptype() == 0);
  }
}

static void sets_of_types(void) {
  long got, info[8];
  if (me == 0) {
    for (long type = 28; type < 33; ++type) csend(type, &type, sizeof type, peer, 0);
    csend(1073741824 + 5, &(long){1}, sizeof(long), peer, 0); /* nobody asks: thrown away */
    csend(3, &(long){3}, sizeof(long), peer, 0);
  } else if (me == 1) {
    cprobex(3, 0, -1, info);                                /* now all have arrived */
    crecv((int)(0x80000000u | 1u << 30), &got, sizeof got); /* 30 and greater */
    CHECK(got == 30);
    crecv((int)(0x80000000u | 1u << 29 | 1u << 3), &got, sizeof got);
    CHECK(got == 29);
    crecv(0x80000000l | 1l << 30, &got, sizeof got); /* as on a machine of 32 bits */
    CHECK(got == 31);
    CHECK(iprobe((int)(0x80000000u | 1u << 17)) == 0);
    crecv(-1, &got, sizeof got);
    CHECK(got == 28);
    crecv(-1, &got, sizeof got);
    CHECK(got == 32);
    crecv(-1, &got, sizeof got);
    CHECK(got == 3);
    CHECK(!iprobe(1073741824 + 5) && !iprobe(-1));
  }
}

static void force_types(void) {
  enum { FORCE = 1999999999 };
  long got = 0;
  if (me == 1) {
    const long mid = irecv(FORCE, &got, sizeof got);
    csend(1, 0, 0, peer, 0);
    msgwait(mid);
    CHECK(got == 9 && infotype() == FORCE);
    crecv(2, 0, 0);
    CHECK(!iprobe(FORCE));
  } else if (me == 0) {
    crecv(1, 0, 0);
    csend(FORCE, &(long){9}, sizeof(long), peer, 0);
    csend(FORCE, &(long){10}, sizeof(long), peer, 0); /* too many */
    csend(FORCE, big[0], 50000, peer, 0);
    csend(2, 0, 0, peer, 0);
  }
}

static void too_long(void) {
  char room[16];
  for (int k = 0; k < 3; ++k) { /* one packet, several, announced */
    const long bytes = k == 0 ? 17 : k == 1 ? 3000 : 90000;
    if (me == 0) {
      csend(20, big[0], bytes, peer, 0);
      csend(21, big[0], bytes, peer, 0);
      csend(22, "after", 6, peer, 0);
    } else if (me == 1) {
      CHECK(FAILS(_crecv(20, room, sizeof room), EQMSGLONG)); /* on its way, or before it */
      cprobe(22);
      const long mid = irecv(21, room, sizeof room); /* it is there */
      CHECK(FAILS(_msgwait(mid), EQMSGLONG));
      CHECK(infocount() == bytes && infotype() == 21);
      crecv(22, room, sizeof room);
      CHECK(strcmp(room, "after") == 0 && !iprobe(-1));
    }
    gsync();
  }
}

static void asynchronous(void) {
  long a = 0, b = 0, info[8];
  if (me == 0) {
    crecv(1, 0, 0);
    csend(31, &(long){31}, sizeof(long), peer, 0);
    csend(30, &(long){30}, sizeof(long), peer, 0);
    const long mid = isend(32, big[0], sizeof big[0], peer, 0);
    CHECK(!msgdone(mid)); /* announced, nobody asks for it */
    csend(2, 0, 0, peer, 0);
    msgwait(mid);
    CHECK(FAILS(_msgdone(mid), EQMID));
    msgignore(isend(33, "x", 1, peer, 0));
    csend(34, "y", 1, peer, 0);
  } else if (me == 1) {
    long first = irecv(30, &a, sizeof a), second = irecvx(-1, &b, sizeof b, 0, -1, info);
    CHECK(!msgdone(first));
    csend(1, 0, 0, peer, 0);
    first = msgmerge(first, -1);
    CHECK(msgmerge(-1, first) == first);
    const long both = msgmerge(first, second);
    msgwait(both);
    CHECK(a == 30 && b == 31 && info[0] == 31 && infotype() == 30);
    CHECK(FAILS(_msgwait(both), EQMID));
    crecv(2, 0, 0);
    memset(big[1], 1, sizeof big[1]);
    crecv(32, big[1], sizeof big[1]);
    CHECK(infocount() == sizeof big[1] && memcmp(big[0], big[1], sizeof big[0]) == 0);
    const long never = irecv(99, &a, sizeof a);
    msgcancel(never);
    CHECK(FAILS(_msgwait(never), EQMID));
    char c[2];
    const long other = irecv(33, c, 1);
    crecv(34, c + 1, 1);
    CHECK(msgdone(other) == 1 && c[0] == 'x' && c[1] == 'y');
  }
}

static void to_itself(void) {
  long a = 4, b = 0;
  csend(8, &a, sizeof a, me, 0);
  CHECK(iprobe(8) && infonode() == me);
  crecv(8, &b, sizeof b);
  CHECK(b == 4);
  const long mid = irecv(9, big[1], sizeof big[1]);
  const long sent = isend(9, big[0], sizeof big[0], me, 0);
  msgwait(sent);
  msgwait(mid);
  CHECK(memcmp(big[0], big[1], sizeof big[0]) == 0);
  csend(8, &a, sizeof a, me, 0);
  flushmsg(8, me, -1);
  CHECK(!iprobe(8));
}

static void both_ways(void) {
  long in = 0, out = 40 + me;
  if (me > 1) return;
  CHECK(csendrecv(50, &out, sizeof out, peer, 0, 50, &in, sizeof in) == sizeof in && in == 40 + peer);
  msgwait(isendrecv(51, big[0], sizeof big[0], peer, 0, 51, big[1], sizeof big[1]));
  CHECK(infocount() == sizeof big[0] && memcmp(big[0], big[1], sizeof big[0]) == 0);
  CHECK(FAILS(_csendrecv(50, &out, sizeof out, -1, 0, 50, &in, sizeof in), EQNODE));
  CHECK(FAILS(_isendrecv(50, &out, sizeof out, 99, 0, 50, &in, sizeof in), EQNODE));
}

static void to_all(void) {
  long got = -1, everybody[64];
  for (long i = 0; i < nodes; ++i) everybody[i] = i;
  if (me == 0) {
    csend(60, &(long){60}, sizeof(long), -1, 0);
    msgwait(isend(61, big[0], sizeof big[0], -1, 0));
  } else {
    crecv(60, &got, sizeof got);
    CHECK(got == 60);
    crecv(61, big[1], sizeof big[1]);
    CHECK(memcmp(big[0], big[1], sizeof big[0]) == 0);
  }
  if (me == nodes - 1) gsendx(62, everybody, sizeof(long), everybody, nodes);
  crecv(62, &got, sizeof got);
  CHECK(got == 0 && infonode() == nodes - 1);
}

static void probes(void) {
  long info[8];
  if (me == 0) {
    csend(70, big[0], 5000, peer, 0); /* unannounced, several packets */
    csend(71, big[0], 50000, peer, 0);
  } else if (me == 1) {
    cprobe(71);
    CHECK(infocount() == 50000 && infotype() == 71 && infonode() == 0);
    CHECK(iprobex(70, 0, -1, info) == 1 && info[1] == 5000);
    CHECK(iprobex(70, 1, -1, info) == 0);
    flushmsg(70, -1, -1);
    CHECK(!iprobe(70) && iprobe(71));
    flushmsg(-1, 0, -1);
    CHECK(!iprobe(-1));
  }
}

static long larger(void* x, void* work) {
  if (*(char*)work > *(char*)x) memcpy(x, work, 2);
  return 0;
}

static void global(void) {
  gsync();
  long x[3] = {me + 1, me == 1, -me}, work[3], sum = nodes * (nodes + 1) / 2;
  gisum(x, 3, work);
  CHECK(x[0] == sum && x[1] == 1 && x[2] == nodes - sum);
  double d[2] = {0.1 * (double)(me + 1), 1.0 / (double)(me + 3)}, dwork[2];
  gdsum(d, 2, dwork);
  char text[40], all[64 * 40];
  sprintf(text, "%a", d[1]); /* the same bits everywhere */
  long lengths[64], total;
  for (long i = 0; i < nodes; ++i) lengths[i] = sizeof text;
  gcolx(text, lengths, all);
  for (long i = 0; i < nodes; ++i) CHECK(strcmp(all + i * 40, text) == 0);
  float s[1] = {2}, swork[1];
  gsprod(s, 1, swork);
  CHECK(s[0] == (float)(1 << nodes));
  x[0] = me, gihigh(x, 1, work);
  CHECK(x[0] == nodes - 1);
  x[0] = me - 5, gilow(x, 1, work);
  CHECK(x[0] == -5);
  x[0] = 3, giprod(x, 1, work);
  CHECK(x[0] == (nodes == 2 ? 9 : nodes == 3 ? 27 : nodes == 5 ? 243 : x[0]));
  d[0] = (double)me, gdhigh(d, 1, dwork);
  CHECK(d[0] == (double)(nodes - 1));
  d[0] = (double)me, gdlow(d, 1, dwork);
  CHECK(d[0] == 0);
  d[0] = 2, gdprod(d, 1, dwork);
  CHECK(d[0] == (double)(1 << nodes));
  s[0] = (float)me, gshigh(s, 1, swork);
  CHECK(s[0] == (float)(nodes - 1));
  s[0] = (float)me, gslow(s, 1, swork);
  CHECK(s[0] == 0);
  s[0] = 1, gssum(s, 1, swork);
  CHECK(s[0] == (float)nodes);
  x[0] = 1 << me, gior(x, 1, work);
  CHECK(x[0] == (1 << nodes) - 1);
  x[0] = ~(1 << me), giand(x, 1, work);
  CHECK(x[0] == ~((1l << nodes) - 1));
  x[0] = 3 << me, gixor(x, 1, work);
  CHECK(x[0] == (1 | 1 << nodes));
  x[0] = me == 1 ? 7 : 0, glor(x, 1, work);
  CHECK(x[0] == 1);
  x[0] = me == 1 ? 0 : 7, gland(x, 1, work);
  CHECK(x[0] == 0);
  x[0] = me < 2 ? 7 : 0, glxor(x, 1, work);
  CHECK(x[0] == 0);
  char pair[2] = {(char)(me * 5 % 7), (char)me}, pairs[2];
  gopf(pair, 2, pairs, larger);
  CHECK(pair[0] == pair[1] * 5 % 7 && (nodes > 4 || pair[1] == (nodes == 2 ? 1 : nodes == 3 ? 1 : 4)));
  memset(text, 'a' + (int)me, sizeof text);
  gcol(text, me * 2, all, sizeof all, &total);
  CHECK(total == nodes * (nodes - 1));
  for (long i = 0, at = 0; i < nodes; at += 2 * i, ++i)
    for (long k = 0; k < 2 * i; ++k) CHECK(all[at + k] == 'a' + i);
  CHECK(FAILS(_gcol(text, 10, all, 5, &total), EQMSGLONG));
  static long vector[20000], spare[20000]; /* beyond one packet, and announced */
  for (long i = 0; i < 20000; ++i) vector[i] = i + me;
  gisum(vector, 20000, spare);
  for (long i = 0; i < 20000; ++i) CHECK(vector[i] == nodes * i + nodes * (nodes - 1) / 2);
}

int main(void) {
  me = mynode();
  nodes = numnodes();
  peer = me ^ 1;
  if (peer >= nodes) peer = 0;
  for (size_t i = 0; i < sizeof big[0]; ++i) big[0][i] = (char)(i * 7 + i / 251);
  arguments();
  names();
  blocking(), gsync();
  sets_of_types(), gsync();
  force_types(), gsync();
  too_long();
  asynchronous(), gsync();
  to_itself();
  both_ways(), gsync();
  to_all(), gsync();
  probes(), gsync();
  global();
  gsync();
  if (me == 0) puts("all calls");
  return 0;
}
