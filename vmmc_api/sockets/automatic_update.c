/* SPDX-License-Identifier: MIT */
/* AU-2copy: the sender copies into memory that is bound to the other end's region, so the copy itself is the
 * transfer; the receiver copies out of its ring. Data pages combine consecutive stores into packets
 * (block-write); the control page sends each store at once (single-write), which also closes the packet of
 * the data before it. Automatic updates of one sender stay in order, so the tail never overtakes its data. */
#include <errno.h>
#include <string.h>

#include "copy.h"
#include "socket.h"

enum { WORTH_A_STRING = 64 /* bytes [A] */ };

static int open_update(struct socket* s) {
  memset(s->shadow + s->peer_control_at, 0, sizeof(struct control));
  const int status = vmmc_bind(s->shadow, s->destination, PAGE_BYTES, VMMC_SINGLE_WRITE, 1);
  if (status == VMMC_ERROR_UNSUPPORTED) return -EOPNOTSUPP;
  if (status != VMMC_OK) return -ENOBUFS;
  const vmmc_proxy ring = vmmc_at(s->destination, PAGE_BYTES);
  return vmmc_bind(s->shadow + PAGE_BYTES, ring, s->peer_ring, VMMC_BLOCK_WRITE, 0) == VMMC_OK ? 0 : -ENOBUFS;
}

static void close_update(struct socket* s) {
  vmmc_unbind(s->shadow, PAGE_BYTES + s->peer_ring);
}

/* By whole words of the destination, so that the stores combine and no word crosses a bus cycle. */
static void copy_aligned(char* to, const char* from, uint32_t bytes) {
  const uint32_t head = (uint32_t)(-(uintptr_t)to % 4);
  if (bytes >= WORTH_A_STRING) {
    copy_few(to, from, head);
    to += head, from += head, bytes -= head;
    size_t words = bytes / 4;
    bytes %= 4;
    __asm__ volatile("rep movsl" : "+D"(to), "+S"(from), "+c"(words) : : "memory");
  } else if (head != 0 && bytes > head) {
    copy_few(to, from, head);
    to += head, from += head, bytes -= head;
  }
  copy_few(to, from, bytes);
}

static int put(struct socket* s, const char* from, uint32_t bytes) {
  copy_aligned(s->shadow + PAGE_BYTES + (s->sent & (s->peer_ring - 1)), from, bytes);
  return 0;
}

/* Only what has changed: each store is a packet. */
static int tell(struct socket* s) {
  struct control* there = (struct control*)(s->shadow + s->peer_control_at);
  if (s->told_sent != s->sent) there->tail = s->told_sent = s->sent;
  if (s->told_say != s->say) there->state = s->told_say = s->say;
  if (s->taken - s->told >= s->region->ring_bytes / 4) there->head = s->told = s->taken;
  return 0;
}

const struct transport automatic_update = {512, open_update, close_update, put, 0, tell};
