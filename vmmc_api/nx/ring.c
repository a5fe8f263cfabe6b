/* SPDX-License-Identifier: MIT */
/* Packets into the ring of a peer.
 *
 * By automatic update the packet is written into a mirror that is bound to the ring in block mode, and a
 * store to the control page, in single-write mode, closes it at once and carries the credits: the timer would
 * hold each message back for a microsecond. By deliberate update the packet is put together in the same
 * mirror, then one transfer moves it. A slot of the mirror is written again only when its credit is back, so
 * the sender need not wait for the transfer. */
#include "ring.h"

enum { WORTH_A_TRANSFER = 64 }; /* bytes: about what is copied while a transfer starts [A] */

/* A packet's eight bits are looked at once, and before as many packets as they count can have been sent
 * since. */
int nx_find_credits(struct nx_peer* p) {
  if (p->dead) return p->credits = 1; /* into the void: nobody has to wait for a process that has ended */
  const uint32_t slots = (uint32_t)nx.slots;
  uint32_t returned = p->in_control->credits - p->returned;
  if (returned > slots) returned = 0; /* older than what a packet has said */
  if (p->heard) {
    const uint32_t heard = (nx_flag_credits(p->heard) - p->returned) & 0xff;
    if (heard <= slots && heard > returned) returned = heard;
    p->heard = 0;
  }
  p->returned += returned;
  return p->credits = (int)(slots - (p->sent - p->returned));
}

int nx_send_word(struct nx_peer* p, volatile uint32_t* in_mirror) {
  int status;
  const vmmc_proxy to = (vmmc_proxy)((uintptr_t)in_mirror + p->to_proxy);
  while ((status = vmmc_send_start_notify((const void*)in_mirror, to, 4)) == VMMC_ERROR_BUSY) continue;
  return status;
}

void nx_return_credits(struct nx_peer* p) {
  if (p->dead) return;
  p->told = p->taken;
  p->out_control->credits = p->taken;
  if (!nx.automatic) nx_send_word(p, &p->out_control->credits);
}

/* Data on words that are worth a transfer of their own go out of where they lie, and only the rest of the
 * packet through the mirror. Where this one begins. */
static volatile uint32_t* put_by_transfer(struct nx_peer* p, volatile uint32_t* to, const char* from,
                                          uint32_t bytes) {
  const uint32_t whole = bytes & ~3u;
  vmmc_send(from, (vmmc_proxy)((uintptr_t)to + p->to_proxy),
            whole); /* to one that has ended: into the void */
  return to + whole / 4;
}

void nx_send_packet(struct nx_peer* p, enum nx_kind kind, const void* data, uint32_t bytes, int words,
                    uint32_t first, uint32_t second) {
  char* const end = p->out;
  const uint32_t length = nx_whole_words(bytes) + 4 * (uint32_t)words + NX_FLAG_BYTES;
  volatile uint32_t* start = (volatile uint32_t*)(end - length);
  volatile uint32_t* to;
  if (!nx.automatic && bytes >= WORTH_A_TRANSFER && (uintptr_t)data % 4 == 0) {
    start = put_by_transfer(p, start, data, bytes);
    to = nx_put(start, (const char*)data + (bytes & ~3u), bytes & 3);
  } else {
    to = nx_put(start, data, bytes);
  }
  if (words) {
    *to++ = first;
    if (words > 1) *to++ = second;
  }
  *to = nx_make_flag(p, kind, bytes);
  nx_close_packet(p, start, (uint32_t)(end - (char*)start));
}
