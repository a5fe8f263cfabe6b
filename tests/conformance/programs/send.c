/* SPDX-License-Identifier: MIT */
/* SBL_SendMsg: process 0 sends into two buffers of process 1 that lie side by side. */
#include "conforms.h"

enum { WORDS = 5000, NEXT_WORDS = 2000, FIRST = 1, NEXT = 2 };
static Int32 buffers[WORDS + NEXT_WORDS] PAGE_ALIGNED, image[WORDS];
static Int32 own_receive_buffer[16];
static const Int32 constants[4] = {11, 12, 13, 14};

static void fill(Int32* words, int n, Int32 first) {
  for (int i = 0; i < n; ++i) words[i] = first + i;
}
static int holds(const Int32* words, int n, Int32 first) {
  for (int i = 0; i < n; ++i)
    if (words[i] != first + i) return 0;
  return 1;
}

/* Places in the first buffer, by what was sent there from where. */
enum { IMAGE = 0, HEAP = 4001, STACK = 4011, CONSTANTS = 4021, RECEIVED = 4031, CODE = 4041, REUSED = 4100 };

static void send_from_everywhere(Int32* remote) {
  const char* id = "2.send.any_memory";
  Int32* const heap = malloc(4 * sizeof *heap);
  Int32 stack[4];
  fill(image, WORDS, 1000);
  fill(heap, 4, 2000);
  fill(stack, 4, 3000);
  fill(own_receive_buffer, 4, 4000);
  MUST(SBL_ExportRecvBuf(own_receive_buffer, 16, 3, NULL, 0));
  CONFORMS("2.send.copies", SBL_SendMsg(image + 1, remote + IMAGE, 4000) == 0);
  CONFORMS(id, SBL_SendMsg(heap, remote + HEAP, 4) == 0);
  CONFORMS(id, SBL_SendMsg(stack, remote + STACK, 4) == 0);
  CONFORMS(id, SBL_SendMsg((Int32*)constants, remote + CONSTANTS, 4) == 0);
  CONFORMS(id, SBL_SendMsg(own_receive_buffer, remote + RECEIVED, 4) == 0);
  CONFORMS(id, SBL_SendMsg((Int32*)((uintptr_t)fill & ~(uintptr_t)3), remote + CODE, 4) == 0);
}

static void send_what_must_not_be_sent(Int32* remote, Int32* next) {
  const char* aligned = "2.send.aligned";
  for (int i = 1; i < 4; ++i) {
    CONFORMS(aligned, SBL_SendMsg((Int32*)((char*)image + i), remote, 1) == SBL_EAlignment);
    CONFORMS(aligned, SBL_SendMsg(image, (Int32*)((char*)remote + i), 1) == SBL_EAlignment);
  }
  const char* inside = "2.send.inside";
  CONFORMS(inside, SBL_SendMsg(image, remote + WORDS - 1, 2) == SBL_ERange);
  CONFORMS(inside, SBL_SendMsg(image, remote + 1, WORDS) == SBL_ERange);
  CONFORMS(inside, SBL_SendMsg(image, next + NEXT_WORDS - 1, 2) == SBL_ERange);
  CONFORMS(inside, SBL_SendMsg(image, remote + WORDS - 1, 1) == 0); /* the last word itself */
  CONFORMS("2.send.size", SBL_SendMsg(image, remote, 0) == SBL_ERange);
  CONFORMS("2.send.size", SBL_SendMsg(image, remote, -4) == SBL_ERange);
}

static void overwrite_at_once(Int32* remote) {
  fill(image, 800, 50000);
  MUST(SBL_SendMsg(image, remote + REUSED, 800));
  memset(image, 0, 800 * sizeof(Int32));
}

static void send(void) {
  Int32* const remote = import_from(1, FIRST);
  Int32* const next = import_from(1, NEXT);
  meet();
  send_from_everywhere(remote);
  overwrite_at_once(remote);
  send_what_must_not_be_sent(remote, next);
  meet();
}

static void receive(void) {
  const char* id = "2.send.any_memory";
  MUST(SBL_ExportRecvBuf(buffers, WORDS, FIRST, NULL, 0));
  MUST(SBL_ExportRecvBuf(buffers + WORDS, NEXT_WORDS, NEXT, NULL, 0));
  meet();
  meet();
  CONFORMS("2.send.copies", holds(buffers + IMAGE, 4000, 1001));
  CONFORMS("2.send.copies", buffers[4000] == 0); /* and no word more */
  CONFORMS(id, holds(buffers + HEAP, 4, 2000) && holds(buffers + STACK, 4, 3000));
  CONFORMS(id, holds(buffers + CONSTANTS, 4, 11) && holds(buffers + RECEIVED, 4, 4000));
  CONFORMS(id, buffers[CODE] != 0 && buffers[CODE + 4] == 0);
  CONFORMS("2.send.returns", holds(buffers + REUSED, 800, 50000));
  CONFORMS("2.send.inside", buffers[WORDS - 1] == 50000 - 50000 && buffers[WORDS] == 0);
}

int main(void) {
  my_rank() == 0 ? send() : receive();
  return 0;
}
