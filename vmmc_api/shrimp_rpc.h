/* SPDX-License-Identifier: MIT */
/* ShrimpRPC: remote procedure calls made for VMMC, not compatible with any other. Interfaces are described in
 * a file of their own, from which shrimp-rpcgen makes a header and the stubs of client and server
 * (docs/shrimp_rpc.md); this header is what both and the programs share.
 *
 * A binding is one buffer, which client and server each have, and each bound to the other's: what the client
 * stores in its own appears in the server's, and back. Arguments are written in place, right before the flag
 * that the server polls; the server's procedure gets references into the buffer; what it stores there is in
 * the client's memory when the flag of the return is.
 *
 * Results are 0 or an error below. Ours [A], after "Fast RPC on the SHRIMP virtual memory mapped network
 * interface" (Bilas and Felten). */
#ifndef SHRIMP_VMMC_API_SHRIMP_RPC_H
#define SHRIMP_VMMC_API_SHRIMP_RPC_H
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

enum {
  SHRIMP_RPC_OK = 0,
  SHRIMP_RPC_NO_NODE = -1,         /* there is no node of this name */
  SHRIMP_RPC_NOT_THERE = -2,       /* no server of that node has exported the interface */
  SHRIMP_RPC_OTHER_VERSION = -3,   /* one has exported another version of it */
  SHRIMP_RPC_OTHER_INTERFACE = -4, /* its stubs were made from another file */
  SHRIMP_RPC_TIMED_OUT = -5,       /* no answer in time; the binding is of no more use */
  SHRIMP_RPC_ENDED = -6,           /* the server has ended; the binding is of no more use */
  SHRIMP_RPC_TOO_LARGE = -7,       /* the arguments do not fit the interface's buffer: nothing was sent */
  SHRIMP_RPC_BAD_ARGUMENTS = -8,   /* the server found the length of an array to be wrong */
  SHRIMP_RPC_NO_PROCEDURE = -9,    /* the server does not know the procedure */
  SHRIMP_RPC_NO_ROOM = -10,        /* no memory, pages or ports are left */
  SHRIMP_RPC_EXPORTED = -11        /* the interface is exported already on this node */
};

/* One end of a binding. The areas grow downwards from their flags. */
struct shrimp_rpc {
  char* call_flag;   /* the last word of the area of calls; arguments are before it */
  char* return_flag; /* the last word of the area of returns */
  uint32_t serial;   /* of the call that is made, or expected */
  int automatic;     /* stores travel by themselves */
  int status;        /* why there are no more calls, or 0 */
};

/* What shrimp-rpcgen makes of an interface. */
struct shrimp_rpc_interface {
  const char* name;
  uint32_t version;
  uint32_t signature; /* of the whole description */
  uint32_t bytes;     /* of either area, with its flag: whole pages */
  /* The server's stub: calls the procedure and returns; 0 in the client's. */
  void (*dispatch)(struct shrimp_rpc* rpc, unsigned procedure);
};

/* ---- Clients ---- */

/* Binds to the server of an interface on a node: "node1", "10.0.0.2", "localhost". Takes milliseconds. Null:
 * *status says why: NO_NODE, NOT_THERE, OTHER_VERSION, OTHER_INTERFACE, TIMED_OUT (10 s), NO_ROOM. */
struct shrimp_rpc* shrimp_rpc_bind(const char* node, const struct shrimp_rpc_interface* interface,
                                   int* status);

void shrimp_rpc_unbind(struct shrimp_rpc* rpc);

/* How long each call of this binding waits, in nanoseconds; below 0, as at first: without end. */
void shrimp_rpc_set_patience(struct shrimp_rpc* rpc, int64_t nanoseconds);

/* ---- Servers ---- */

/* Offers an interface; shrimp_rpc_run serves it. EXPORTED, NO_ROOM. */
int shrimp_rpc_export(const struct shrimp_rpc_interface* interface);

/* Serves clients until a procedure calls shrimp_rpc_exit. A run is over when only such servers are left. */
void shrimp_rpc_run(void);
void shrimp_rpc_exit(void);

/* A status as a sentence. */
const char* shrimp_rpc_error_text(int status);

/* ---- What the stubs are made of ---- */

enum { SHRIMP_RPC_POLLS = 1000 /* before the processor is given away: about what that costs */ };

/* Bytes of an object in an area: whole words, or whole pairs of them where something there needs that. */
#define SHRIMP_RPC_ROUND(bytes, to) (((bytes) + (to)-1) / (to) * (to))

/* A check of the compiler, of C and of C++. */
#ifdef __cplusplus
#define SHRIMP_RPC_ASSERT static_assert
#else
#define SHRIMP_RPC_ASSERT _Static_assert
#endif

/* What the flag of a call, and that of its return, have above their lowest byte. */
static inline uint32_t shrimp_rpc_next(uint32_t serial) {
  return (serial + 1) & 0x7fffffu;
}
static inline uint32_t shrimp_rpc_returned(uint32_t serial) {
  return 0x800000u | serial;
}

static inline volatile uint32_t* shrimp_rpc_word(char* at) {
  return (volatile uint32_t*)(void*)at;
}

/* Copies `bytes` bytes to an area, word by word upwards, and zeros up to a multiple of `to`. The end of it.
 */
static inline char* shrimp_rpc_put(char* place, const void* from, size_t bytes, size_t to) {
  const size_t whole = bytes / 4 * 4, all = SHRIMP_RPC_ROUND(bytes, to);
  memcpy(place, from, whole);
  if (whole < bytes) {
    uint32_t last = 0;
    memcpy(&last, (const char*)from + whole, bytes - whole);
    *shrimp_rpc_word(place + whole) = last;
  }
  for (size_t at = SHRIMP_RPC_ROUND(bytes, 4); at < all; at += 4) *shrimp_rpc_word(place + at) = 0;
  return place + all;
}

/* Copies from an area, fetching each line of the destination first: a store to a line that is not in the data
 * cache would go to the memory bus by itself. */
void shrimp_rpc_get(void* to, const void* place, size_t bytes);

/* The long way of what follows. */
void shrimp_rpc_update(struct shrimp_rpc* rpc, const char* from, const char* end);
int shrimp_rpc_wait(struct shrimp_rpc* rpc, char* flag);

/* Makes the call, whose arguments begin at `from`, and waits until the flag at `back` says that it has
 * returned. */
static inline int shrimp_rpc_call(struct shrimp_rpc* rpc, unsigned procedure, char* from, char* back) {
  const uint32_t serial = rpc->serial = shrimp_rpc_next(rpc->serial);
  __atomic_signal_fence(__ATOMIC_SEQ_CST); /* of the compiler: the flag is the last store */
  *shrimp_rpc_word(rpc->call_flag) = serial << 8 | procedure;
  if (!rpc->automatic) shrimp_rpc_update(rpc, from, rpc->call_flag + 4);
  const uint32_t returned = shrimp_rpc_returned(serial);
  for (int i = 0; i < SHRIMP_RPC_POLLS; ++i) {
    const uint32_t flag = *shrimp_rpc_word(back);
    if (flag >> 8 != returned) continue;
    __atomic_signal_fence(__ATOMIC_SEQ_CST); /* results are looked at after it */
    return -(int)(flag & 255);
  }
  return shrimp_rpc_wait(rpc, back);
}

/* The server's end of it: results begin at `from`, behind which the flag at `back` stands. */
static inline void shrimp_rpc_return(struct shrimp_rpc* rpc, char* from, char* back, int status) {
  __atomic_signal_fence(__ATOMIC_SEQ_CST);
  *shrimp_rpc_word(back) = shrimp_rpc_returned(rpc->serial) << 8 | (uint32_t)-status;
  if (!rpc->automatic) shrimp_rpc_update(rpc, from, back + 4);
}

#ifdef __cplusplus
}
#endif
#endif
