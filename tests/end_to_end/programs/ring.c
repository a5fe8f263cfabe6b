/* A ring of four written from docs/sbl.md alone: each process sends a message to the next one by deliberate
 * update and hands it the token, a word and a sum, by automatic update. */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS = 1500, PAGE_WORDS = 1024, LAPS = 3, MESSAGES = 7, TOKEN = 1000, FIRST_PID = 100 };

static Int32 space[WORDS + 3] __attribute__((aligned(4096)));
static Int32* const inbox = space + 3; /* a receive buffer need not begin at a page */
static Int32 token_in[PAGE_WORDS] __attribute__((aligned(4096)));
static Int32 token_out[PAGE_WORDS] __attribute__((aligned(4096)));
static Int32 message[WORDS];

static void check(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

static Int32 word_of(int lap, int sender, int i) {
  return lap * 1000000 + sender * 10000 + i;
}

static Int32 await_token(int lap) {
  while (((volatile Int32*)token_in)[0] != lap) continue;
  return ((volatile Int32*)token_in)[5];
}

static void await_message(int lap, int sender) {
  while (((volatile Int32*)inbox)[WORDS - 1] != word_of(lap, sender, WORDS - 1)) continue;
  for (int i = 0; i < WORDS; ++i)
    if (inbox[i] != word_of(lap, sender, i)) exit(3);
}

int main(void) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  int nodes, inbox_words, token_words;
  NodeID* node;
  Int32 *next_inbox, *next_token;
  check(SBL_Hosts(&nodes, &node), "listing the nodes");
  const int before = (rank + nodes - 1) % nodes;
  const NodeID next = node[(rank + 1) % nodes];

  check(SBL_ExportRecvBuf(inbox, WORDS, MESSAGES, 0, 0), "exporting the inbox");
  check(SBL_ExportRecvBuf(token_in, PAGE_WORDS, TOKEN, 0, 0), "exporting the token");
  check(SBL_ImportRecvBufReq(next, FIRST_PID, MESSAGES, &next_inbox, &inbox_words, 0), "importing an inbox");
  check(SBL_ImportRecvBufReq(next, FIRST_PID, TOKEN, &next_token, &token_words, 0), "importing a token");
  while (*(volatile int*)&inbox_words == 0 || *(volatile int*)&token_words == 0) continue;
  check(inbox_words, "importing an inbox");
  check(token_words, "importing a token");
  if (inbox_words != WORDS || token_words != PAGE_WORDS) return 2;
  check(SBL_AUMap(token_out, next_token, PAGE_WORDS, 0, AU_TimerWrite), "mapping the token");

  for (int lap = 1; lap <= LAPS; ++lap) {
    Int32 sum = rank != 0 ? await_token(lap) : 0;
    if (rank != 0) await_message(lap, before);
    for (int i = 0; i < WORDS; ++i) message[i] = word_of(lap, rank, i);
    check(SBL_SendMsg(message, next_inbox, WORDS), "sending");
    token_out[5] = sum + lap * (rank + 1);
    token_out[0] = lap;
    if (rank != 0) continue;
    await_message(lap, before);
    printf("lap %d: %d\n", lap, await_token(lap));
  }

  int importers;
  SBL_Squid* pid;
  NodeID* who;
  check(SBL_Importers(MESSAGES, &importers, &pid, &who), "listing the importers");
  return importers == 1 && pid[0] == FIRST_PID && who[0] == node[before] ? 0 : 4;
}
