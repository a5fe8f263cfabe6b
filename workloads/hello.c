/* SPDX-License-Identifier: MIT */
/* The first program: process 0 sends a greeting straight into the memory of process 1, which prints it.
 *
 *   ./shrimp run -n 2 workloads/hello.c
 */
#include <sbl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GREETING "Greetings from node 0, by way of the backplane."
enum { MAILBOX = 1, FIRST_PROCESS = 100 }; /* a number for our buffer; the pid of each node's first process */

struct letter {
  char text[60];
  volatile Int32 arrived; /* the last word to travel, hence the last to arrive */
};
static struct letter mailbox, letter;
enum { WORDS = sizeof(struct letter) / sizeof(Int32) };

static void must(int status, const char* what) {
  if (status >= 0) return;
  SBL_Error(status, what);
  exit(1);
}

/* The receiver allows others to write into its mailbox. There is no receive call: it watches its own memory.
 */
static int receive(void) {
  must(SBL_ExportRecvBuf((Int32*)&mailbox, WORDS, MAILBOX, NULL, 0), "exporting the mailbox");
  while (!mailbox.arrived) continue;
  puts(mailbox.text);
  if (strcmp(mailbox.text, GREETING) == 0) return 0;
  fputs("hello: the greeting differs from the one that was sent.\n", stderr);
  return 1;
}

/* The sender imports the mailbox; from then on the kernel takes no part. */
static int send(void) {
  int nodes, words;
  NodeID* node;
  Int32* remote_mailbox;
  must(SBL_Hosts(&nodes, &node), "listing the nodes");
  must(SBL_ImportRecvBuf(node[1], FIRST_PROCESS, MAILBOX, &remote_mailbox, &words), "importing the mailbox");
  strcpy(letter.text, GREETING);
  letter.arrived = 1;
  must(SBL_SendMsg((Int32*)&letter, remote_mailbox, WORDS), "sending the letter");
  return 0;
}

int main(void) {
  const char* rank = getenv("SHRIMP_RANK"); /* 0 for the first process, 1 for the second */
  return rank && atoi(rank) == 1 ? receive() : send();
}
