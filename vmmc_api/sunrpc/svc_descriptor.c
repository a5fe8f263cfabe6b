/* SPDX-License-Identifier: MIT */
/* Transports as file descriptors, so that a server may have a loop of its own: select or poll say when a
 * client calls, svc_getreqset or svc_getreq_poll serve it.
 *
 * A listener can be read when a client has come since it was last looked at; a connection when a call has
 * arrived, or its client has ended. */
#include "descriptor.h"

#include <poll.h>
#include <unistd.h>

#include "sunrpc/ring_message.h"
#include "sunrpc/server.h"

fd_set svc_fdset;
int svc_maxfd = -1;
struct pollfd* svc_pollfd;
int svc_max_pollfd;

/* What a descriptor of a transport stands for. */
struct transport_description {
  struct shrimp_description description; /* first: it is one */
  SVCXPRT* transport;
};

static struct pollfd polled[SHRIMP_MOST_DESCRIPTORS];

static SVCXPRT* transport_of(struct shrimp_description* d) {
  return ((struct transport_description*)(void*)d)->transport;
}

static struct server_connection* connection_of(SVCXPRT* t) {
  return t->xp_ops == &rpc_connection_operations ? (struct server_connection*)(void*)t : NULL;
}

static int ready(struct shrimp_description* d, int events) {
  SVCXPRT* const t = transport_of(d);
  struct server_connection* const c = connection_of(t);
  const int is = c ? ring_has_message(&c->ring) || c->ring.link.status < 0 : rpc_has_greeted(t);
  return is ? events & (POLLIN | POLLRDNORM) : 0;
}

static void watch(struct shrimp_description* d) {
  SVCXPRT* const t = transport_of(d);
  struct server_connection* const c = connection_of(t);
  if (c)
    vmmc_watch(c->ring.link.id, 1);
  else
    rpc_greet(t); /* who came while somebody else waited */
}

static void wait_for_clients(int64_t nanoseconds, int resting) {
  vmmc_await(nanoseconds, resting ? VMMC_AWAIT_CLIENTS : VMMC_AWAIT_DATA);
  rpc_greet_all();
  for (struct server_connection* c = rpc_connections; c; c = c->next) {
    vmmc_watch(c->ring.link.id, 0);
    if (!ring_has_message(&c->ring)) rpc_link_state(&c->ring.link);
  }
}

static int rests(struct shrimp_description* d) {
  (void)d;
  return 1;
}

static int forget(struct shrimp_description* d) {
  free(d);
  return 0;
}

static const struct shrimp_kind transport_kind = {
    .close = forget, .ready = ready, .watch = watch, .wait = wait_for_clients, .resting = rests};

int rpc_take_number(SVCXPRT* transport, int lowest) {
  struct transport_description* const d = calloc(1, sizeof *d);
  if (!d) return -1;
  d->description.kind = &transport_kind;
  d->transport = transport;
  const int number = shrimp_new_descriptor(&d->description, lowest, 0);
  if (number < 0) {
    free(d);
    return -1;
  }
  FD_SET(number, &svc_fdset);
  if (number > svc_maxfd) svc_maxfd = number;
  svc_pollfd = polled;
  while (svc_max_pollfd <= number) polled[svc_max_pollfd++] = (struct pollfd){-1, 0, 0};
  polled[number] = (struct pollfd){number, POLLIN | POLLRDNORM, 0};
  return number;
}

void rpc_give_number(int number) {
  if (!rpc_transport_at(number)) return;
  close(number);
  FD_CLR(number, &svc_fdset);
  polled[number].fd = -1;
  while (svc_maxfd >= 0 && !FD_ISSET(svc_maxfd, &svc_fdset)) --svc_maxfd;
  while (svc_max_pollfd > 0 && polled[svc_max_pollfd - 1].fd < 0) --svc_max_pollfd;
}

SVCXPRT* rpc_transport_at(int number) {
  if (number < 0 || number > svc_maxfd || !FD_ISSET(number, &svc_fdset)) return NULL;
  struct shrimp_description* const d = shrimp_description_of(number);
  return d && d->kind == &transport_kind ? transport_of(d) : NULL;
}

/* How many descriptors a process may have. */
int _rpc_dtablesize(void) {
  return SHRIMP_MOST_DESCRIPTORS;
}
