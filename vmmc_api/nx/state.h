/* SPDX-License-Identifier: MIT */
/* What the files of the NX library share: the state of a process, and the operations of its parts.
 *
 * The state is guarded by `inside`: a notification handler that finds a call of the library interrupted does
 * nothing but to say so (`attention`), and the call does what was put off when it leaves. So no system call
 * stands in the way of a message. Handlers of the program run only where all of the state is whole. */
#ifndef SHRIMP_VMMC_API_NX_STATE_H
#define SHRIMP_VMMC_API_NX_STATE_H
#include <stddef.h>

#define SHRIMP_NX_LIBRARY
#include "nx.h"
#include "packet.h"

#define NX_INTERNAL __attribute__((visibility("hidden")))

enum {
  NX_ANY = -1,
  NX_FIRST_SYSTEM_TYPE = 1000000000, /* types from here on are the library's own, */
  NX_FIRST_FORCE_TYPE = 1073741824,  /* up to these */
  NX_LAST_FORCE_TYPE = 1999999999,
  /* A message beyond this goes by a scout [A]: from here on the answer costs less than the copies. */
  NX_MOST_EAGER = 2048,
  /* An irecv of room for as much wakes the program for a scout [A]: 1.4 ms of transfer go on beside the
   * computation, for two interrupts and system calls of 0.2 ms together. */
  NX_WORTH_AN_INTERRUPT = 32768,
  NX_MOST_REQUESTS = 1024,
  /* Beyond them, for calls that return only when theirs is done: two for a call of the program, two for one
   * of a handler that interrupts it, and as many to spare. */
  NX_SPARE_REQUESTS = 8,
  NX_ALL_REQUESTS = NX_MOST_REQUESTS + NX_SPARE_REQUESTS
};

enum nx_step {
  NX_FREE,
  NX_POSTED,    /* a receive: nothing has come */
  NX_ARRIVING,  /* a receive: its message is coming */
  NX_QUEUED,    /* a send: behind others, or without credits */
  NX_ANNOUNCED, /* a send: its scout is out */
  NX_STREAMING, /* a send: answered, goes by packets */
  NX_DONE
};

/* A send or receive under way. What every one needs stands in its first two lines of the data cache, since a
 * store to a line that is not there goes to the bus. */
struct nx_request {
  struct nx_request* next; /* in its queue */
  char* buf;
  int32_t type; /* of a receive a selector, until it is matched */
  int32_t node;
  uint32_t count; /* bytes: of the message, or of room for it */
  unsigned char step;
  unsigned char is_send;
  unsigned char has_mid;
  unsigned char extended; /* the handler takes hparam */
  uint32_t total;         /* of the message */
  uint32_t moved;
  int error;              /* EQ code */
  unsigned char owned;    /* buf is a buffer of the heap, ours to give back */
  unsigned char released; /* nobody asks for it any more: free it when it is done */
  unsigned char watched;  /* a receive: it is counted as in want of notifications */
  nx_xhandler handler;
  struct nx_request* merged; /* the further operations of msgmerge */
  union {
    long* info; /* a receive: of irecvx, or null */
    char* safe; /* a send: a copy of `saved` bytes so far, so that the program may have its buffer back */
  };
  long hparam;
  /* large messages */
  int pieces;
  uint32_t receive; /* index of the completion word or stream at the receiver */
  uint32_t value;
  uint32_t send; /* a receive: the sender's number of the message */
  union {
    uint32_t tail;  /* a receive: the last 0 to 3 bytes */
    uint32_t saved; /* a send */
  };
  unsigned char run[NX_MOST_PIECES]; /* the exported runs that the data come to */
} __attribute__((aligned(64)));

struct nx_queue {
  struct nx_request *first, **end;
};

/* A message that no receive was posted for. */
struct nx_arrived {
  struct nx_arrived* next;
  int32_t type, node;
  uint32_t total, got; /* bytes; for a scout nothing comes */
  unsigned char is_scout;
  struct nx_scout scout;
  char data[]; /* total bytes */
};

/* Looked at again and again, hence small and together. */
struct nx_poll {
  const volatile uint32_t* flag; /* of the next packet */
  uint32_t expected;             /* the sequence number that it will have */
  uint32_t node;
};

/* Its size is a power of two, so that finding one takes a shift. */
struct nx_peer {
  /* to it: what each packet needs */
  char* out;         /* end of the slot of the next packet, in our mirror of its region */
  uint32_t sequence; /* of the next packet */
  int credits;       /* packets that may be sent before looking for returned credits */
  uint32_t taken;    /* packets taken from it */
  uint32_t told;     /* how many of them it knows of */
  struct nx_control* out_control;
  char *out_first, *out_last; /* ends of the first and last slot of the mirror */
  uintptr_t to_proxy;         /* from the mirror to its proxy in the destination space */
  uint32_t sent, returned;
  /* from it: what each packet needs */
  const volatile uint32_t *in_first, *in_last; /* flags of the first and last slot */
  uint32_t heard;                              /* the last flag; 0: none since it was last looked at */
  uint32_t in_left;              /* bytes that are still to come of a message of several packets, */
  struct nx_request* in_request; /* which goes there, */
  struct nx_arrived* in_arrived; /* or there; neither: it is thrown away */
  struct nx_control* in_control;
  struct nx_queue messages; /* in order; the first may be half sent */
  struct nx_queue streams;
  struct nx_queue answers; /* receives whose scout has to be answered */
  unsigned char dead;
  unsigned char waiting;       /* one of the queues is not empty */
  uint32_t direct;             /* messages that went straight, from us to it */
  uint32_t completions;        /* values given out */
  struct nx_request** receive; /* answered, by number */
  struct vmmc_process name;
} __attribute__((aligned(256)));
_Static_assert(sizeof(struct nx_peer) == 256, "a power of two");

struct nx_state {
  int inside;             /* calls that are under way */
  volatile int attention; /* something to do when leaving */
  int in_notification;    /* a notification handler of ours, or below one */
  int in_handler;         /* a handler of the program */
  int masked;             /* masktrap */
  int watching, wanted;   /* notifications of the rings; operations that need them */
  int automatic;          /* automatic update; else deliberate update alone */
  int closing;            /* a store elsewhere ends each packet; else the board's timer does */
  int node, nodes;
  long ptype;
  uint32_t fragment; /* bytes of a message that go in one packet */
  int slots, live;   /* packet buffers of a pair; peers that have not ended */
  int unsent;        /* peers with something in a queue, and refused */
  struct nx_poll *polls, *polls_end;
  struct nx_peer* peer;
  struct nx_queue posted;
  struct nx_arrived *arrived, **arrived_end;
  struct nx_arrived* refused;    /* scouts that nobody wants, and whose sender has not been told */
  struct nx_request* completing; /* receives whose completion word is awaited */
  struct nx_queue to_handle;     /* done, their handlers have not run */
  struct nx_request *free_requests, *free_spares;
  int draining;
  int starved;      /* there is no memory for a packet that has come */
  unsigned in_vain; /* looks of iprobe, msgdone and flick that found nothing, one behind the other */
};
extern NX_INTERNAL struct nx_state nx;
extern NX_INTERNAL struct nx_request nx_requests[NX_ALL_REQUESTS];

#define NX_BARRIER() __asm__ volatile("" ::: "memory")

/* ---- start.c: entering and leaving ---- */

NX_INTERNAL void nx_leave_slowly(void);

static inline void nx_enter(void) {
  ++nx.inside;
  NX_BARRIER();
}
static inline void nx_leave(void) {
  NX_BARRIER();
  --nx.inside;
  NX_BARRIER();
  if (nx.attention && nx.inside == 0) nx_leave_slowly();
}

/* ---- error.c ---- */

/* Prints "(node N, ptype P) call: text" and ends the program with status 1. */
NX_INTERNAL void nx_die(const char* call) __attribute__((noreturn));
/* The process on the node has ended: what nx_die adds to EQNOACT. */
NX_INTERNAL void nx_blame(int node);
/* -1, with errno. */
static inline long nx_fail(int error) {
  errno = error;
  return -1;
}

/* ---- requests.c ---- */

/* Null: there is none; zero but for what is filled in. */
NX_INTERNAL struct nx_request* nx_new_request(void);
/* The same for a call that waits until it is done: one more always is there. */
NX_INTERNAL struct nx_request* nx_new_blocking_request(void);
static inline int nx_is_spare(const struct nx_request* r) {
  return r >= nx_requests + NX_MOST_REQUESTS;
}
NX_INTERNAL void nx_free_request(struct nx_request* r);
NX_INTERNAL void nx_done(struct nx_request* r, int error);
/* Counts a receive as in want of notifications, and no more. */
NX_INTERNAL void nx_watch_for(struct nx_request* r);
NX_INTERNAL void nx_unwatch(struct nx_request* r);

static inline void nx_queue_clear(struct nx_queue* q) {
  q->first = 0;
  q->end = &q->first;
}
static inline void nx_append(struct nx_queue* q, struct nx_request* r) {
  r->next = 0;
  *q->end = r;
  q->end = &r->next;
}
/* Takes the first out. */
static inline void nx_take_first(struct nx_queue* q) {
  if (!(q->first = q->first->next)) q->end = &q->first;
}
/* Takes any out; 0: it is not there. */
NX_INTERNAL int nx_remove(struct nx_queue* q, struct nx_request* r);

/* ---- heap.c: buffers that a notification handler may take, too ---- */

NX_INTERNAL void* nx_allocate(size_t bytes); /* null: there is none (in a handler: none in reserve) */
NX_INTERNAL void nx_release(void* buffer);
NX_INTERNAL void nx_reserve(void); /* buffers for the handler that may come next; not in a handler */

/* ---- ring.c: packets to a peer ---- */

/* Packets that may be sent; looks for returned credits if it must. */
NX_INTERNAL int nx_find_credits(struct nx_peer* p);
static inline int nx_has_credit(struct nx_peer* p) {
  return p->credits > 0 || nx_find_credits(p) > 0;
}
/* Sends a packet, with up to two further words; the peer has a credit. */
NX_INTERNAL void nx_send_packet(struct nx_peer* p, enum nx_kind kind, const void* data, uint32_t bytes,
                                int words, uint32_t first, uint32_t second);
/* Tells the peer how many of its packets have been taken. */
NX_INTERNAL void nx_return_credits(struct nx_peer* p);
/* A word by deliberate update to a place of the peer's region, behind all that went there so before. */
NX_INTERNAL int nx_send_word(struct nx_peer* p, volatile uint32_t* in_mirror);

/* ---- match.c: receives and messages find each other ---- */

/* Whether a selector takes a type: an exact one, -1, or a set. */
NX_INTERNAL int nx_takes_set(int32_t selector, int32_t type);
static inline int nx_takes(int32_t selector, int32_t type) {
  return selector == type || (selector < 0 && nx_takes_set(selector, type));
}
/* Takes the first posted receive for such a message out of its queue; null: there is none. */
NX_INTERNAL struct nx_request* nx_match_posted(int32_t type, int32_t node);
/* Puts it back: its message cannot be taken now. */
NX_INTERNAL void nx_unmatch(struct nx_request* r);
/* The first message for such a receive, as the pointer that leads to it; null: there is none. */
NX_INTERNAL struct nx_arrived** nx_match_arrived(int32_t selector, int32_t node);
NX_INTERNAL void nx_drop_arrived(struct nx_arrived** at);
/* Tells the senders of refused scouts, as far as credits go; whether any has been told. */
NX_INTERNAL int nx_refuse(void);
NX_INTERNAL struct nx_arrived* nx_keep(int32_t type, int32_t node, uint32_t total, uint32_t room);
/* Gives a receive its message, or queues it. */
NX_INTERNAL void nx_post(struct nx_request* r);
/* A message for a receive: notes what it is; 0 if it is too long, and the receive is done. */
NX_INTERNAL int nx_accept(struct nx_request* r, int32_t type, int32_t node, uint32_t total);

/* ---- progress.c ---- */

/* Takes what has arrived, sends what can be sent. Returns whether anything has happened. */
NX_INTERNAL int nx_progress(void);
NX_INTERNAL int nx_take(struct nx_poll* poll); /* the packet that has come there; 0: it has to stay */
NX_INTERNAL void nx_copy(char* to, const void* from, uint32_t bytes);

/* The same for a few words, in line. */
static inline void nx_copy_words(char* to, const volatile uint32_t* from, uint32_t bytes) {
  for (; bytes >= 4; bytes -= 4, to += 4) {
    const uint32_t word = *from++;
    __builtin_memcpy(to, &word, 4);
  }
  if (bytes) {
    uint32_t word = *from;
    for (; bytes; --bytes, word >>= 8) *to++ = (char)word;
  }
}

/* Whether a packet has come. */
static inline int nx_has_come(const struct nx_poll* poll) {
  return ((*poll->flag ^ poll->expected) & NX_SEQUENCE_MASK) == 0;
}

/* Gives the slot of a packet back. */
static inline void nx_release_slot(struct nx_poll* poll, struct nx_peer* p, uint32_t flag) {
  const volatile uint32_t* const at = poll->flag;
  NX_BARRIER();
  p->heard = flag;
  poll->expected += NX_SEQUENCE_ONE;
  poll->flag = at == p->in_last ? p->in_first : at + NX_SLOT_BYTES / 4;
  if (++p->taken - p->told >= (uint32_t)nx.slots / 2) nx_return_credits(p);
}

/* ---- outgoing.c: messages to a peer ---- */

/* Sends what the queues of the peer hold, as far as credits go; whether anything went. */
NX_INTERNAL int nx_push(struct nx_peer* p);
/* Something is in a queue of the peer. */
NX_INTERNAL void nx_has_unsent(struct nx_peer* p);
/* Begins a send whose request is filled in. */
NX_INTERNAL void nx_begin_send(struct nx_request* r);
/* Whether the program has to go on looking at a large send of its own: 1: it has not ended, nor is all of it
 * in a safe buffer yet, to which this copies some more; 0: it has; -1: it goes on alone, out of that buffer,
 * and the request is not the program's any more. */
NX_INTERNAL int nx_save(struct nx_request* r);
/* A send goes on alone, out of this copy of its data. */
static inline void nx_let_go(struct nx_request* r, char* safe) {
  r->buf = safe;
  r->owned = r->released = 1;
  r->has_mid = 0;
}
/* Waits until the program may have the buffer of a large send back, and gives the request up; EQ code. */
NX_INTERNAL int nx_finish_send(struct nx_request* r);
/* To this process itself: at once; EQ code. */
NX_INTERNAL int nx_send_to_self(int32_t type, const char* buf, uint32_t count);
/* Refuses a large message, by the sender's number of it; the peer has a credit. */
NX_INTERNAL void nx_send_dropped(struct nx_peer* p, uint32_t send);
NX_INTERNAL void nx_answered(struct nx_peer* p, const struct nx_answer* answer);

/* ---- direct.c: large messages straight into the user's buffer ---- */

/* Finds or exports the pages of the receive's buffer, and fills the pieces in: how many; 0: it cannot be. */
NX_INTERNAL int nx_export_pieces(struct nx_request* r, struct nx_piece* piece);
NX_INTERNAL void nx_free_pieces(struct nx_request* r);
/* The place that a piece names, imported if it was not; null: it cannot be. */
NX_INTERNAL vmmc_proxy nx_import_piece(struct nx_peer* p, const struct nx_piece* piece);

/* ---- wait.c ---- */

struct nx_patience {
  unsigned turns;
  double since;
  int blocked;
};
/* Called in a loop that found nothing: spins, then gives the processor away. Returns 0 if the node that is
 * waited for (NX_ANY: all of them) has ended. */
NX_INTERNAL int nx_rest(struct nx_patience* patience, int node);
/* Called by a call that has looked for something once, and found nothing: looks at times which nodes have
 * ended, so that a program that looks in a loop comes to an end. 1: what it looks for cannot come. */
NX_INTERNAL int nx_look_in_vain(int node);
/* The same for an operation, which ends by EQNOACT then. */
NX_INTERNAL void nx_look_for(struct nx_request* r);
NX_INTERNAL int nx_wait_for(struct nx_request* r); /* EQ code */
/* Asks whether the node has ended; if so, all that was to go there is over. A system call. */
NX_INTERNAL int nx_has_ended(int node);

/* ---- handlers.c ---- */

NX_INTERNAL void nx_notified(unsigned int id);
NX_INTERNAL void nx_run_handlers(void); /* those that are due, if they may run */
NX_INTERNAL void nx_set_watch(int on);

/* An operation needs notifications while the program computes, or does so no more. */
static inline void nx_want_watch(int more) {
  nx.wanted += more;
  nx.attention = 1;
}

/* ---- calls ---- */

NX_INTERNAL long nx_check_send(long type, const void* buf, long count, long node, long ptype);
NX_INTERNAL long nx_check_receive(const void* buf, long count, long node, long ptype);
NX_INTERNAL void nx_tell(long* info, int32_t type, uint32_t count, int32_t node);
NX_INTERNAL long nx_send_blocking(int32_t type, const void* buf, uint32_t count, int node);
NX_INTERNAL long nx_receive_blocking(int32_t selector, void* buf, uint32_t count, int node, long* info);

#endif
