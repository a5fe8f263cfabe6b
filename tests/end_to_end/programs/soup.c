/* A bit of everything in an order that a seed chooses: automatic update in its three modes, deliberate update
 * blocking and not, changes of caching, locked and split references, system calls, sleep, yield. Several
 * processes may share a node. What arrives is checked at the end of every round. */
#include <sbl.h>
#include <sbl_ext.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PAGE_WORDS = 1024, AU_WORDS = 2 * PAGE_WORDS, DU_WORDS = 1800, FIRST_PID = 100, LAST = AU_WORDS - 1 };

static Int32 out[AU_WORDS] __attribute__((aligned(4096))); /* bound to the next process's au_in */
static Int32 au_in[AU_WORDS] __attribute__((aligned(4096)));
static Int32 du_in[DU_WORDS + 1] __attribute__((aligned(4096)));
static Int32 message[DU_WORDS + 5];
static Int32 expected[AU_WORDS];
static Int32 reply_out[PAGE_WORDS] __attribute__((aligned(4096))); /* "round read", to the process before */
static Int32 reply_in[PAGE_WORDS] __attribute__((aligned(4096)));
static struct {
  char pad;
  long value;
} __attribute__((packed)) odd[20];

static unsigned state;
static unsigned pick(unsigned n) {
  state = state * 1664525u + 1013904223u;
  return (state >> 16) % n;
}

static void check(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

static Int32* import(NodeID node, int pid, unsigned id) {
  Int32* proxy;
  int words;
  check(SBL_ImportRecvBuf(node, pid, id, &proxy, &words), "importing");
  return proxy;
}

static void store_somewhere(int round) {
  const unsigned at = pick(AU_WORDS - 20);
  switch (pick(4)) {
    case 0:
      out[at] = round;
      break;
    case 1:
      memset(&out[at], round, 1 + pick(60));
      break;
    case 2:
      for (unsigned i = 0; i < 16; ++i) out[at + i] = (Int32)(round * 100 + i);
      break;
    default:
      atomic_fetch_add((atomic_int*)&out[at], round);
  }
}

int main(int argc, char** argv) {
  const int rank = atoi(getenv("SHRIMP_RANK")), size = atoi(getenv("SHRIMP_SIZE"));
  const unsigned rounds = argc > 2 ? (unsigned)atoi(argv[2]) : 6;
  const unsigned seed = argc > 1 ? (unsigned)atoi(argv[1]) : 1;
  int nodes;
  NodeID* node;
  check(SBL_Hosts(&nodes, &node), "hosts");
  const int next = (rank + 1) % size, before = (rank + size - 1) % size;
  check(SBL_ExportRecvBuf(au_in, AU_WORDS, 1, 0, 0), "exporting");
  check(SBL_ExportRecvBuf(du_in, DU_WORDS + 1, 2, 0, 0), "exporting");
  check(SBL_ExportRecvBuf(reply_in, PAGE_WORDS, 3, 0, 0), "exporting");
  Int32* const next_au = import(node[next % nodes], FIRST_PID + next / nodes, 1);
  Int32* const next_du = import(node[next % nodes], FIRST_PID + next / nodes, 2);
  Int32* const reply = import(node[before % nodes], FIRST_PID + before / nodes, 3);
  check(SBL_AUMap(reply_out, reply, PAGE_WORDS, 0, AU_SingleWrite), "mapping");

  for (unsigned round = 1; round <= rounds; ++round) {
    state = seed * 7919 + round * 31 + (unsigned)rank;
    check(SBL_AUMap(out, next_au, AU_WORDS, 0, (enum SBL_AUWriteType)(1 + pick(3))), "mapping");
    if (pick(3) == 0) check(SBL_CachePolicy(out, 4096, pick(2) ? SBL_Uncached : SBL_WriteThrough), "caching");
    for (unsigned step = 0; step < 60; ++step) {
      switch (pick(8)) {
        case 0:
          usleep(pick(30));
          break;
        case 1:
          sched_yield();
          break;
        case 2:
          odd[pick(20)].value += step;
          break;
        case 3: {
          const unsigned words = 1 + pick(DU_WORDS), from = pick(4);
          for (unsigned i = 0; i < words; i += 7) message[from + i] = (Int32)(round + i);
          check(SBL_SendMsg(message + from, next_du, (int)words), "sending");
          break;
        }
        case 4:
          if (SBL_SendMsgStart(message, next_du + 8, 16) == 0)
            while (!SBL_SendMsgDone(message)) store_somewhere((int)round);
          break;
        default:
          store_somewhere((int)round);
      }
    }
    /* The whole source once more, then the flag: single writes and blocks arrive in order. */
    for (int i = 0; i < LAST; ++i) out[i] = (Int32)round * 10000 + rank * 3000 + i;
    out[LAST] = (Int32)round;
    check(SBL_AUMap(out, 0, AU_WORDS, 0, AU_Disable), "unmapping"); /* sends what waits */
    message[0] = (Int32)round;
    check(SBL_SendMsg(message, next_du + DU_WORDS, 1), "sending the flag");

    while (((volatile Int32*)au_in)[LAST] != (Int32)round ||
           ((volatile Int32*)du_in)[DU_WORDS] != (Int32)round)
      if (size > nodes) sched_yield();
    for (int i = 0; i < LAST; ++i) expected[i] = (Int32)round * 10000 + before * 3000 + i;
    expected[LAST] = (Int32)round;
    if (memcmp(expected, au_in, sizeof expected) != 0) return 3;
    reply_out[0] = (Int32)round;
    while (((volatile Int32*)reply_in)[0] != (Int32)round)
      if (size > nodes) sched_yield();
  }
  printf("%d: %u rounds\n", rank, rounds);
  return 0;
}
