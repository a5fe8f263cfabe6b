/* SPDX-License-Identifier: MIT */
/* What both remote-procedure-call libraries (docs/sunrpc.md, docs/shrimp_rpc.md) need below their protocols:
 * two processes meet at a port of a node, import a receive buffer of each other, and from then on what one
 * writes to its outgoing pages appears in the other's buffer, by automatic update, or by deliberate update
 * where the board has none or the user wants it.
 *
 * Meeting (by datagrams, milliseconds):
 *
 *   client                                         server
 *   exports its buffer
 *   hello: its process, its buffer's id  -------->
 *                                                  exports a buffer for this client
 *                                        <-------- welcome: the same of the server (or: refused)
 *   imports, binds its outgoing pages              imports, binds its outgoing pages
 *
 * Times are nanoseconds of CLOCK_MONOTONIC; a deadline below 0 never comes. Errors are those of vmmc_error.h.
 */
#ifndef SHRIMP_VMMC_API_RPC_LINK_LINK_H
#define SHRIMP_VMMC_API_RPC_LINK_LINK_H
#include <stdint.h>

#include "arrivals.h"
#include "datagram.h"
#include "vmmc.h"

/* One end. */
struct rpc_link {
  char* in;  /* the receive buffer, `bytes` bytes, whole pages */
  char* out; /* the same bytes of the other end's buffer; may be `in` itself */
  uint32_t bytes;
  unsigned int id;           /* of the receive buffer */
  vmmc_proxy peer;           /* the other end's buffer */
  struct vmmc_process other; /* who is there */
  int automatic;             /* stores to `out` travel; else rpc_link_update sends them */
  int status;                /* 0, or why the other end takes no more data */
};

/* What a client tells a server that it wants: numbers that the libraries understand. */
struct rpc_wish {
  uint32_t library; /* RPC_LIBRARY_* */
  uint32_t what[3];
};
enum { RPC_LIBRARY_SUNRPC = 1, RPC_LIBRARY_SHRIMP = 2 };

/* A hello, as it came. */
struct rpc_hello {
  vmmc_node node;
  int port;
  vmmc_pid pid;
  uint32_t id, bytes, serial;
  struct rpc_wish wish;
};

int64_t rpc_now(void);

/* Until the deadline: at least 0; below 0: no limit. */
int64_t rpc_left(int64_t deadline);

/* The port at which this process gets answers; opened at the first use. Errors: TOO_MANY. */
int rpc_own_port(void);

/* Waits for a datagram at the port. 1; 0: the deadline came. */
int rpc_await_datagram(int port, struct vmmc_datagram* from, void* data, size_t capacity, int64_t deadline);

/* Makes both ends, as the client. `shared`: outgoing pages and receive buffer are the same memory.
 * variable: of the environment, by which the user may choose au or du (transport.h).
 * 0, or: TIMED_OUT; NO_PROCESS (nobody has the port), PERMISSION (the server refuses), NO_MEMORY, and those
 * of export and import. */
enum {
  RPC_LINK_TIMED_OUT = -1000,
  RPC_LINK_OTHER_VERSION = -1001, /* why a server refuses, in its own words */
  RPC_LINK_OTHER_INTERFACE = -1002
};
int rpc_link_connect(struct rpc_link* link, vmmc_node node, int port, const struct rpc_wish* wish,
                     uint32_t bytes, int shared, const char* variable, int64_t deadline);

/* Whether a datagram is a hello; then *hello is it. */
int rpc_is_hello(const struct vmmc_datagram* from, const void* data, struct rpc_hello* hello);

/* Answers a hello and makes the server's end, or tells the client that it is refused. */
int rpc_link_accept(struct rpc_link* link, int port, const struct rpc_hello* hello, int shared,
                    const char* variable);
/* why: PERMISSION, or a reason of the library's that the client gets as its status. */
void rpc_link_refuse(int port, const struct rpc_hello* hello, int why);

/* Ends this end; the other end finds its import withdrawn. */
void rpc_link_close(struct rpc_link* link);

/* 0, or why the other end takes no more data (it ended, or closed its end). A system call. */
int rpc_link_state(struct rpc_link* link);

/* Of a link without automatic update: sends what stands in `bytes` bytes of `out` from `at` on, the last word
 * last, with notification. Both are whole words. */
static inline void rpc_link_update(struct rpc_link* link, uint32_t at, uint32_t bytes) {
  const int status = vmmc_send_notify(link->out + at, vmmc_at(link->peer, at), bytes);
  if (status < 0) link->status = status;
}

/* ---- Names of nodes ---- */

/* The node of this name: node0, node1, ...; an address as 10.0.0.2; localhost. 0: there is none. */
vmmc_node rpc_find_node(const char* name);

/* The name of this process's node. */
void rpc_own_name(char* name, size_t bytes);

#endif
