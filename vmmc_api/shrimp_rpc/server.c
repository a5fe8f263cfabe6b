/* SPDX-License-Identifier: MIT */
/* Servers of ShrimpRPC: they poll the flags of their clients' calls, in turn, and give the processor away
 * after looking in vain for a while. */
#include <stdlib.h>

#include "shrimp_rpc/binding.h"

enum {
  MOST_INTERFACES = 16,
  LOOKS = 1000,      /* in vain, before the processor is given away */
  CALLS_BETWEEN = 64 /* served before new clients are looked for, whom only a system call shows */
};

static struct exported {
  const struct shrimp_rpc_interface* interface;
  int port;
} exports[MOST_INTERFACES];
static int export_count;
static struct shrimp_binding* bindings;
static int stopped;

static int is_same(const struct rpc_wish* wish, const struct shrimp_rpc_interface* interface) {
  const struct rpc_wish own = shrimp_rpc_wish(interface);
  return wish->library == own.library && wish->what[0] == own.what[0];
}

/* A neighbour that has the interface refuses for another reason than one that does not. */
static int neighbour_has(int port, const struct shrimp_rpc_interface* interface) {
  struct rpc_wish wish = shrimp_rpc_wish(interface);
  wish.what[1] = ~wish.what[1]; /* no version is this one, so nothing is set up */
  struct rpc_link link;
  const int status = rpc_link_connect(&link, vmmc_self().node, port, &wish, VMMC_PAGE_BYTES, 1,
                                      SHRIMP_RPC_VARIABLE, rpc_now() + 5000000000);
  if (status == VMMC_OK) rpc_link_close(&link);
  return status == RPC_LINK_OTHER_VERSION;
}

int shrimp_rpc_export(const struct shrimp_rpc_interface* interface) {
  if (export_count == MOST_INTERFACES) return SHRIMP_RPC_NO_ROOM;
  for (int i = 0; i < export_count; ++i)
    if (shrimp_rpc_name(exports[i].interface->name) == shrimp_rpc_name(interface->name))
      return SHRIMP_RPC_EXPORTED;
  for (int i = 0; i < SHRIMP_RPC_PORTS; ++i) {
    const int port = shrimp_rpc_port(interface->name, i);
    int own = 0;
    for (int k = 0; k < export_count; ++k) own |= exports[k].port == port;
    if (own) continue;
    if (vmmc_port_open(port) > 0) {
      exports[export_count++] = (struct exported){interface, port};
      return SHRIMP_RPC_OK;
    }
    if (neighbour_has(port, interface)) return SHRIMP_RPC_EXPORTED;
  }
  return SHRIMP_RPC_NO_ROOM;
}

/* ---- Newcomers ---- */

static int why_refused(const struct rpc_hello* hello, const struct shrimp_rpc_interface* interface) {
  const struct rpc_wish own = shrimp_rpc_wish(interface);
  if (!is_same(&hello->wish, interface)) return VMMC_ERROR_PERMISSION;
  if (hello->wish.what[1] != own.what[1]) return RPC_LINK_OTHER_VERSION;
  if (hello->wish.what[2] != own.what[2] || hello->bytes != 2 * interface->bytes)
    return RPC_LINK_OTHER_INTERFACE;
  return VMMC_OK;
}

static void greet(const struct exported* e, const struct rpc_hello* hello) {
  const int refused = why_refused(hello, e->interface);
  struct shrimp_binding* const b = refused < 0 ? NULL : calloc(1, sizeof *b);
  if (!b) {
    rpc_link_refuse(e->port, hello, refused);
    return;
  }
  if (rpc_link_accept(&b->link, e->port, hello, 1, SHRIMP_RPC_VARIABLE) < 0) {
    free(b);
    return;
  }
  shrimp_binding_open(b, e->interface);
  b->rpc.serial = shrimp_rpc_next(0);
  struct shrimp_binding** at = &bindings;
  while (*at) at = &(*at)->next;
  *at = b;
}

static int serve_newcomers(void) {
  char data[VMMC_DATAGRAM_BYTES];
  struct vmmc_datagram from;
  struct rpc_hello hello;
  int served = 0;
  for (int i = 0; i < export_count; ++i)
    while (vmmc_datagram_receive(exports[i].port, &from, data, sizeof data) == 1) {
      if (rpc_is_hello(&from, data, &hello)) greet(&exports[i], &hello);
      ++served;
    }
  return served;
}

static void bury_the_dead(void) {
  for (struct shrimp_binding** at = &bindings; *at;) {
    struct shrimp_binding* const b = *at;
    if (rpc_link_state(&b->link) < 0) {
      *at = b->next;
      rpc_link_close(&b->link);
      free(b);
    } else {
      at = &b->next;
    }
  }
}

/* ---- Calls ---- */

static inline int serve_calls(void) {
  int served = 0;
  for (struct shrimp_binding* b = bindings; b; b = b->next) {
    const uint32_t flag = *shrimp_rpc_word(b->rpc.call_flag);
    if (flag >> 8 != b->rpc.serial) continue;
    b->interface->dispatch(&b->rpc, flag & 255);
    b->rpc.serial = shrimp_rpc_next(b->rpc.serial);
    ++served;
  }
  return served;
}

static void watch(int on) {
  for (struct shrimp_binding* b = bindings; b; b = b->next) vmmc_watch(b->link.id, on);
}

/* Everything that is watched is looked at once more before the sleep. */
static void rest(void) {
  watch(1);
  if (serve_calls() + serve_newcomers() == 0) {
    bury_the_dead();
    vmmc_await(-1, VMMC_AWAIT_CLIENTS);
    serve_newcomers();
  }
  watch(0);
}

void shrimp_rpc_run(void) {
  int in_vain = 0, calls = 0;
  stopped = 0;
  while (!stopped) {
    const int served = serve_calls();
    if (served > 0) {
      in_vain = 0;
      if ((calls += served) >= CALLS_BETWEEN) {
        serve_newcomers();
        calls = 0;
      }
    } else if (++in_vain >= LOOKS) {
      rest();
      in_vain = 0;
    }
  }
}

void shrimp_rpc_exit(void) {
  stopped = 1;
}
