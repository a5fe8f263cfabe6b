/* SPDX-License-Identifier: MIT */
/* A server's loop: looks at the flags of its connections, in turn, and gives the processor away after looking
 * in vain for a while. A server at rest is no reason for a run to go on. */
#include <poll.h>

#include "sunrpc/ring_message.h"
#include "sunrpc/server.h"

enum {
  LOOKS = 1000,      /* in vain, before the processor is given away: about what that costs */
  CALLS_BETWEEN = 64 /* served before new clients are looked for, whom only a system call shows */
};

static int stopped;

/* Serves one call of each client that has one: how many those were. Inline: a look in vain stores nothing. */
static inline int serve_calls(void) {
  int served = 0;
  for (struct server_connection *c = rpc_connections, *next; c; c = next) {
    next = c->next;
    if (!ring_has_message(&c->ring)) continue;
    rpc_connection_serve(c);
    ++served;
  }
  return served;
}

/* A listener's xp_p2 is not null while nobody has asked about its new clients. */
int rpc_has_greeted(SVCXPRT* listener) {
  return listener->xp_p2 != NULL;
}

int rpc_greet(SVCXPRT* listener) {
  char data[VMMC_DATAGRAM_BYTES];
  struct vmmc_datagram from;
  struct rpc_hello hello;
  int greeted = 0;
  while (vmmc_datagram_receive(listener->xp_port, &from, data, sizeof data) == 1) {
    if (rpc_is_hello(&from, data, &hello)) rpc_connection_open(listener, &hello);
    ++greeted;
  }
  if (greeted) listener->xp_p2 = listener;
  return greeted;
}

int rpc_greet_all(void) {
  int served = rpc_map_serve();
  for (int number = 0; number <= svc_maxfd; ++number) {
    SVCXPRT* const t = rpc_transport_at(number);
    if (t && t->xp_port) served += rpc_greet(t); /* connections have no port of their own */
  }
  return served;
}

static void bury_the_dead(void) {
  for (struct server_connection *c = rpc_connections, *next; c; c = next) {
    next = c->next;
    if (rpc_link_state(&c->ring.link) < 0 && !ring_has_message(&c->ring)) rpc_connection_close(c);
  }
}

static void watch(int on) {
  for (struct server_connection* c = rpc_connections; c; c = c->next) vmmc_watch(c->ring.link.id, on);
}

/* Everything that is watched is looked at once more before the sleep. */
static void rest(void) {
  watch(1);
  if (serve_calls() + rpc_greet_all() == 0) {
    bury_the_dead();
    vmmc_await(-1, VMMC_AWAIT_CLIENTS);
    rpc_greet_all();
  }
  watch(0);
}

void svc_run(void) {
  int in_vain = 0, calls = 0;
  stopped = 0;
  while (!stopped && svc_maxfd >= 0) {
    const int served = serve_calls();
    calls += served;
    if (served > 0) in_vain = 0;
    if (calls >= CALLS_BETWEEN) {
      rpc_greet_all();
      calls = 0;
    }
    if (served == 0 && ++in_vain >= LOOKS) {
      rest();
      in_vain = 0;
    }
  }
}

/* Ends svc_run, after the call that is being served. */
void svc_exit(void) {
  stopped = 1;
}

/* ---- For programs with a loop of their own: serve what is there, without waiting ---- */

void svc_getreq_common(const int number) {
  SVCXPRT* const t = rpc_transport_at(number);
  if (!t) return;
  if (t->xp_port) {
    rpc_greet_all();
    t->xp_p2 = NULL;
    return;
  }
  struct server_connection* const c = (struct server_connection*)(void*)t;
  if (ring_has_message(&c->ring))
    rpc_connection_serve(c);
  else if (rpc_link_state(&c->ring.link) < 0)
    rpc_connection_close(c);
}

void svc_getreqset(fd_set* ready) {
  for (int number = 0; number <= svc_maxfd; ++number)
    if (FD_ISSET(number, ready)) svc_getreq_common(number);
}

void svc_getreq_poll(struct pollfd* files, int count) {
  for (int i = 0; i < count; ++i)
    if (files[i].fd >= 0 && files[i].revents) svc_getreq_common(files[i].fd);
}

/* Of the first descriptors only, as many as an int has bits. */
void svc_getreq(int ready) {
  for (int number = 0; number < 8 * (int)sizeof ready; ++number)
    if ((unsigned)ready >> number & 1) svc_getreq_common(number);
}
