/* SPDX-License-Identifier: MIT */
#include "rpc_link/link.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "transport.h"

/* The ids of the libraries' receive buffers begin far from what a program would choose. */
enum { FIRST_ID = 0x52504300, IMPORT_SECONDS = 2 };
enum { MAGIC = 0x5250434c, HELLO = 1, WELCOME = 2, REFUSED = 3 };

/* A hello or its answer on the Ethernet. */
struct meeting {
  uint32_t magic, kind;
  int32_t pid;
  uint32_t id, bytes;
  uint32_t serial; /* of the hello; its answer has the same */
  struct rpc_wish wish;
};

enum { BY_AUTOMATIC_UPDATE, BY_DELIBERATE_UPDATE };
static const char* const names_of_transports[] = {"au", "du", NULL};

static unsigned int last_id = FIRST_ID;
static uint32_t last_serial;

int64_t rpc_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

int64_t rpc_left(int64_t deadline) {
  if (deadline < 0) return -1;
  const int64_t left = deadline - rpc_now();
  return left > 0 ? left : 0;
}

int rpc_own_port(void) {
  static int port;
  if (port <= 0) port = vmmc_port_open(0);
  return port;
}

/* The latch of vmmc_await is the process's: what somebody else's wait has seen is looked for first. */
int rpc_await_datagram(int port, struct vmmc_datagram* from, void* data, size_t capacity, int64_t deadline) {
  for (;;) {
    if (vmmc_datagram_receive(port, from, data, capacity) == 1) return 1;
    const int64_t left = rpc_left(deadline);
    if (left == 0) return 0;
    vmmc_await(left, VMMC_AWAIT_DATA);
  }
}

/* ---- Memory ---- */

/* Zeroed pages; that touches them, so that no call meets a page for the first time. */
static char* new_pages(uint32_t bytes) {
  void* memory;
  if (posix_memalign(&memory, VMMC_PAGE_BYTES, bytes) != 0) return 0;
  return memset(memory, 0, bytes);
}

static void free_pages(char* memory, uint32_t bytes) {
  if (!memory) return;
  vmmc_cache_policy(memory, bytes, VMMC_WRITE_BACK); /* a binding has made them write-through */
  free(memory);
}

/* Exports a new receive buffer that only this process may import; pid 0: any of the node. */
static int open_end(struct rpc_link* link, struct vmmc_process other, uint32_t bytes, int shared) {
  memset(link, 0, sizeof *link);
  link->bytes = bytes;
  link->other = other;
  link->in = new_pages(bytes);
  link->out = shared ? link->in : new_pages(bytes);
  int status = link->in && link->out ? VMMC_OK : VMMC_ERROR_NO_MEMORY;
  if (status == VMMC_OK) {
    do status = vmmc_export(link->in, bytes, ++last_id, 0, &other, 1);
    while (status == VMMC_ERROR_DUPLICATE_ID);
    link->id = last_id;
  }
  if (status < 0) {
    if (!shared) free(link->out);
    free(link->in);
    memset(link, 0, sizeof *link);
  }
  return status;
}

/* The buffer was exported before its id was sent, so the answer takes milliseconds; whoever names another is
 * not waited for. A request that is given up must stay where it is. */
static int import(struct rpc_link* link, uint32_t id, size_t* bytes) {
  struct vmmc_import_request* const request = malloc(sizeof *request);
  if (!request) return VMMC_ERROR_NO_MEMORY;
  const int64_t deadline = rpc_now() + (int64_t)IMPORT_SECONDS * 1000000000;
  int status = vmmc_import_start(link->other, id, request);
  if (status == VMMC_OK) {
    while ((status = vmmc_import_done(request, &link->peer, bytes)) == 0) {
      const int64_t left = rpc_left(deadline);
      if (left == 0) return RPC_LINK_TIMED_OUT;
      vmmc_await(left, VMMC_AWAIT_DATA);
    }
  }
  free(request);
  return status < 0 ? status : VMMC_OK;
}

/* Imports the other end's buffer and binds the outgoing pages to it. Block mode: each message ends with a
 * word that ends a page, which closes its last packet at once (docs/sunrpc.md). */
static int join(struct rpc_link* link, uint32_t id, const struct vmmc_transports* transports) {
  size_t bytes;
  int status = import(link, id, &bytes);
  if (status < 0) return status;
  if (bytes < link->bytes) return VMMC_ERROR_RANGE;
  if (vmmc_transport_asked_for(transports) == BY_DELIBERATE_UPDATE) return VMMC_OK;
  status = vmmc_bind(link->out, link->peer, link->bytes, VMMC_BLOCK_WRITE, 1);
  link->automatic = status == VMMC_OK;
  if (status != VMMC_ERROR_UNSUPPORTED) return status;
  vmmc_do_without_automatic_update(transports);
  return VMMC_OK;
}

void rpc_link_close(struct rpc_link* link) {
  if (link->peer) vmmc_unimport(link->peer);
  if (link->in) vmmc_unexport(link->id);
  if (link->out != link->in) free_pages(link->out, link->bytes);
  free_pages(link->in, link->bytes);
  memset(link, 0, sizeof *link);
}

int rpc_link_state(struct rpc_link* link) {
  if (link->status == 0) {
    const int status = vmmc_import_state(link->peer);
    if (status < 0) link->status = status;
  }
  return link->status;
}

/* ---- Meeting ---- */

static struct meeting say(uint32_t kind, const struct rpc_link* link, uint32_t serial) {
  struct meeting m;
  memset(&m, 0, sizeof m);
  m.magic = MAGIC;
  m.kind = kind;
  m.pid = vmmc_self().pid;
  m.serial = serial;
  if (link) {
    m.id = link->id;
    m.bytes = link->bytes;
  }
  return m;
}

/* Waits for the answer to the hello with this serial number; others are late answers to earlier ones. */
static int await_answer(vmmc_node node, int port, uint32_t serial, struct meeting* answer, int64_t deadline) {
  char data[VMMC_DATAGRAM_BYTES];
  struct vmmc_datagram from;
  for (;;) {
    if (!rpc_await_datagram(rpc_own_port(), &from, data, sizeof data, deadline)) return RPC_LINK_TIMED_OUT;
    if (from.status < 0 && from.node == node && from.port == port) return from.status; /* our hello is back */
    if (from.status < 0 || from.bytes != sizeof *answer) continue;
    memcpy(answer, data, sizeof *answer);
    if (answer->magic != MAGIC || answer->serial != serial) continue;
    if (answer->kind == WELCOME) return VMMC_OK;
    return (int32_t)answer->id < 0 ? (int32_t)answer->id : VMMC_ERROR_PERMISSION;
  }
}

int rpc_link_connect(struct rpc_link* link, vmmc_node node, int port, const struct rpc_wish* wish,
                     uint32_t bytes, int shared, const char* variable, int64_t deadline) {
  const struct vmmc_transports transports = {variable, names_of_transports};
  const struct vmmc_process any = {node, 0};
  memset(link, 0, sizeof *link);
  vmmc_transport_asked_for(&transports); /* a wrong word is told before anybody is called */
  int status = rpc_own_port();
  if (status < 0 || (status = open_end(link, any, bytes, shared)) < 0) return status;
  struct meeting answer, hello = say(HELLO, link, ++last_serial);
  hello.wish = *wish;
  status = vmmc_datagram_send(rpc_own_port(), node, port, &hello, sizeof hello);
  if (status >= 0) status = await_answer(node, port, hello.serial, &answer, deadline);
  if (status >= 0) {
    link->other.pid = answer.pid;
    status = join(link, answer.id, &transports);
  }
  if (status < 0) rpc_link_close(link);
  return status;
}

int rpc_is_hello(const struct vmmc_datagram* from, const void* data, struct rpc_hello* hello) {
  struct meeting m;
  if (from->status != 0 || from->bytes != sizeof m) return 0;
  memcpy(&m, data, sizeof m);
  if (m.magic != MAGIC || m.kind != HELLO) return 0;
  hello->node = from->node;
  hello->port = from->port;
  hello->pid = m.pid;
  hello->id = m.id;
  hello->bytes = m.bytes;
  hello->wish = m.wish;
  hello->serial = m.serial;
  return 1;
}

static int answer(int port, const struct rpc_hello* hello, const struct meeting* m) {
  return vmmc_datagram_send(port, hello->node, hello->port, m, sizeof *m);
}

int rpc_link_accept(struct rpc_link* link, int port, const struct rpc_hello* hello, int shared,
                    const char* variable) {
  const struct vmmc_transports transports = {variable, names_of_transports};
  const struct vmmc_process client = {hello->node, hello->pid};
  int status = open_end(link, client, hello->bytes, shared);
  if (status < 0) {
    rpc_link_refuse(port, hello, VMMC_ERROR_NO_MEMORY);
    return status;
  }
  const struct meeting welcome = say(WELCOME, link, hello->serial);
  status = answer(port, hello, &welcome);
  if (status >= 0) status = join(link, hello->id, &transports);
  if (status < 0) rpc_link_close(link);
  return status;
}

void rpc_link_refuse(int port, const struct rpc_hello* hello, int why) {
  struct meeting refused = say(REFUSED, 0, hello->serial);
  refused.id = (uint32_t)why;
  answer(port, hello, &refused);
}
