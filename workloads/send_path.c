/* SPDX-License-Identifier: MIT */
/* Sends one-word messages (au: eight at a time) with time to spare between them, so that the instructions of
 * the send path can be counted: what runs of `au` or `du` execute more than a run of `none` is the path
 * itself.
 *
 *   send_path [au|du|none] [times]
 *
 * The published statement is that a message costs a few user-level instructions (IPPS'96). */
#include "two_processes.h"

#include <string.h>
#include <time.h>

static Int32 source[PAGE_WORDS] __attribute__((aligned(PAGE_BYTES)));
static Int32 buffer[PAGE_WORDS] __attribute__((aligned(PAGE_BYTES)));

enum way { BY_AUTOMATIC_UPDATE, BY_DELIBERATE_UPDATE, BY_NOTHING };

static enum way way_named(const char* name) {
  if (strcmp(name, "au") == 0) return BY_AUTOMATIC_UPDATE;
  if (strcmp(name, "du") == 0) return BY_DELIBERATE_UPDATE;
  if (strcmp(name, "none") == 0) return BY_NOTHING;
  fail("'%s' is no way to send; it is au, du or none.", name);
  return BY_NOTHING;
}

/* Eight messages of a word each: one alone drowns in how the compiler happens to write the loop. */
static inline void store_eight(volatile Int32* at) {
  at[0] = 1, at[1] = 1, at[2] = 1, at[3] = 1, at[4] = 1, at[5] = 1, at[6] = 1, at[7] = 1;
}

static void rest(void) {
  const struct timespec long_enough = {0, 50000}; /* the engine is idle and the FIFOs are empty again */
  nanosleep(&long_enough, 0);
}

int main(int argc, char** argv) {
  const int side = my_side();
  const enum way way = argc > 1 ? way_named(argv[1]) : BY_AUTOMATIC_UPDATE;
  const int messages = argc > 2 ? atoi(argv[2]) : 1000;
  if (messages < 1) fail("The number of messages is positive, unlike '%s'.", argv[2]);

  Int32* const peer = exchange_buffers(buffer, PAGE_WORDS);
  if (side == 0) {
    if (way == BY_AUTOMATIC_UPDATE)
      must(SBL_AUMap(source, peer, PAGE_WORDS, 0, AU_SingleWrite), "mapping for automatic update");
    switch (way) {
      case BY_AUTOMATIC_UPDATE:
        for (volatile int i = 0; i < messages; ++i, rest()) store_eight(source);
        *(volatile Int32*)source = messages;
        break;
      case BY_DELIBERATE_UPDATE:
        for (volatile int i = 0; i < messages; ++i, rest()) SBL_SendMsgStart(source, peer, 1);
        break;
      case BY_NOTHING:
        for (volatile int i = 0; i < messages; ++i, rest()) continue;
        break;
    }
    if (way == BY_DELIBERATE_UPDATE) {
      source[0] = messages;
      must(SBL_SendMsg(source, peer, 1), "sending the last message");
    }
  } else if (way != BY_NOTHING) {
    while (*(volatile Int32*)buffer != messages) rest();
  }
  return 0;
}
