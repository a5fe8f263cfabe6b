/* SPDX-License-Identifier: MIT */
/* How connections are set up: datagrams over the Ethernet between the ports of the two sockets.
 *
 *   connect                                   listening socket
 *      export a region
 *      CALL: region, ring ------------------> no room for one more client: left unanswered, CALL is repeated
 *                                             not listening: REFUSED
 *                                             export a region, import the caller's
 *      import the answerer's   <------------- ANSWER: region, ring
 *      connected; READY by VMMC ------------> (known to have imported)
 *
 * As with TCP the connection is complete before accept takes it, and accept only hands it out. The process
 * itself answers: in a call on a socket, or interrupted for it (vmmc_port_attend). */
#include <errno.h>
#include <string.h>

#include "datagram.h"
#include "socket.h"

enum kind { CALL = 0x53480001, ANSWER, REFUSED, CANCELLED };

struct setup_message {
  uint32_t kind;
  uint32_t id; /* of the sender's region */
  int32_t pid;
  uint32_t ring_bytes, control_at;
  uint32_t to_address, from_address; /* as the caller names both ends */
};

enum { MILLISECOND = 1000000 };
/* A call is repeated after this time, then after twice that, and so on; after the last of these times nobody
 * answers: as in BSD's TCP 75 s in all. The first is longer than an answer takes [A]. */
static const int64_t first_repeat = 25 * MILLISECOND, longest_repeat = 5000LL * MILLISECOND,
                     give_up_after = 75000LL * MILLISECOND;

static int send_message(struct socket* s, uint32_t address, int to_port, uint32_t kind) {
  const struct setup_message m = {kind,
                                  s->region != NULL ? s->region->id : 0,
                                  vmmc_self().pid,
                                  s->region != NULL ? s->region->ring_bytes : 0,
                                  s->region != NULL ? s->region->control_at : 0,
                                  ntohl(s->peer.sin_addr.s_addr),
                                  ntohl(s->local.sin_addr.s_addr)};
  const vmmc_node node = is_own_address(address) ? own_address() : address;
  return vmmc_datagram_send(s->port, node, to_port, &m, sizeof m);
}

static void name_peer(struct socket* s, vmmc_node node, const struct setup_message* m) {
  s->peer_process = (struct vmmc_process){node, m->pid};
  s->peer_id = m->id;
  s->peer_ring = m->ring_bytes;
  s->peer_control_at = m->control_at;
}

/* ---- The caller ---- */

int start_connecting(struct socket* s) {
  reap_connections();
  if ((s->region = take_region(s->options.receive_bytes)) == NULL) return -ENOBUFS;
  s->sent = s->taken = s->told = s->say = s->told_sent = s->told_say = 0;
  s->peer_gone = s->reset_seen = 0;
  const int64_t now = time_now();
  s->repeat_after = first_repeat;
  s->repeat_at = now + s->repeat_after;
  s->give_up_at = now + give_up_after;
  s->state = CONNECTING;
  const int status = send_message(s, ntohl(s->peer.sin_addr.s_addr), ntohs(s->peer.sin_port), CALL);
  if (status == VMMC_OK) return 0;
  s->state = FRESH;
  release_connection(s);
  return status == VMMC_ERROR_NO_NODE ? -EHOSTUNREACH : -EADDRNOTAVAIL;
}

static void fail_connecting(struct socket* s, int error) {
  s->state = FRESH;
  s->error = error;
  s->reads_shut = s->writes_shut = 1; /* until it connects again */
  release_connection(s);
}

void repeat_connecting(int64_t now) {
  for (struct socket* s = all_sockets; s != NULL; s = s->next) {
    if (s->state != CONNECTING) continue;
    if (now >= s->give_up_at) {
      fail_connecting(s, ETIMEDOUT);
    } else if (now >= s->repeat_at) {
      s->repeat_after = s->repeat_after * 2 < longest_repeat ? s->repeat_after * 2 : longest_repeat;
      s->repeat_at = now + s->repeat_after;
      send_message(s, ntohl(s->peer.sin_addr.s_addr), ntohs(s->peer.sin_port), CALL);
    }
  }
}

static void on_answer(struct socket* s, const struct vmmc_datagram* d, const struct setup_message* m) {
  name_peer(s, d->node, m);
  const int status = open_connection(s);
  if (status < 0 && control_of(s->region)->state == 0) {
    fail_connecting(s, -status);
    return;
  }
  s->state = CONNECTED;
  s->peer_gone = status < 0; /* it has come and gone; what it sent is here */
  s->say = SAID_READY;
  if (!s->peer_gone) s->transport->tell(s);
}

static void on_returned(struct socket* s, const struct vmmc_datagram* d, const struct setup_message* m) {
  if (s->state == CONNECTING && m->kind == CALL) {
    if (d->status == VMMC_ERROR_NO_PROCESS) fail_connecting(s, ECONNREFUSED);
    if (d->status == VMMC_ERROR_UNREACHABLE) fail_connecting(s, EHOSTUNREACH);
  }
  if (s->state == CLOSING && m->kind == CALL) {
    free_socket(s);
    return;
  }
  if (s->state != LISTENING || m->kind != ANSWER) return;
  for (struct socket* c = all_sockets; c != NULL; c = c->next) /* the caller has ended meanwhile */
    if (c->state == CONNECTED && c->region->id == m->id) c->peer_gone = 1;
}

/* ---- The answerer ---- */

static int is_known(vmmc_node node, int port, const struct setup_message* m) {
  for (struct socket* c = all_sockets; c != NULL; c = c->next)
    if ((c->state == CONNECTED || c->state == CLOSING) && c->peer_process.node == node &&
        c->peer_id == m->id && c->peer_process.pid == m->pid && ntohs(c->peer.sin_port) == port)
      return 1;
  return 0;
}

static void add_client(struct socket* s, struct socket* client) {
  if (s->last_waiting != NULL)
    s->last_waiting->next_waiting = client;
  else
    s->first_waiting = client;
  s->last_waiting = client;
  ++s->waiting;
}

static struct sockaddr_in name_of(uint32_t address, int port) {
  return (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(address)}};
}

static void on_call(struct socket* s, const struct vmmc_datagram* d, const struct setup_message* m) {
  const uint32_t bound = ntohl(s->local.sin_addr.s_addr);
  if (s->state != LISTENING || (bound != INADDR_ANY && bound != m->to_address)) {
    send_message(s, d->node, d->port, REFUSED);
    return;
  }
  if (is_known(d->node, d->port, m) || s->waiting > s->backlog) return;
  struct socket* client = new_socket(0);
  if (client == NULL) return;
  client->options = s->options;
  client->connect_told = 1;
  client->local = name_of(m->to_address, ntohs(s->local.sin_port));
  client->peer = name_of(m->from_address, d->port);
  name_peer(client, d->node, m);
  client->region = take_region(s->options.receive_bytes);
  if (client->region == NULL || open_connection(client) < 0) {
    free_socket(client);
    return;
  }
  add_client(s, client);
  client->port = s->port; /* lent, to answer from */
  send_message(client, d->node, d->port, ANSWER);
  client->port = 0;
}

static void on_cancelled(const struct vmmc_datagram* d, const struct setup_message* m) {
  for (struct socket* c = all_sockets; c != NULL; c = c->next)
    if (c->state == CONNECTED && c->peer_process.node == d->node && c->peer_id == m->id) c->peer_gone = 1;
}

void stop_listening(struct socket* s) {
  struct socket* client;
  s->state = FRESH;
  while ((client = next_client(s)) != NULL) {
    client->options.linger = 1, client->options.linger_seconds = 0; /* a reset */
    close_socket(&client->description);
  }
}

/* ---- Both ---- */

static void serve(struct socket* s, const struct vmmc_datagram* d, const struct setup_message* m) {
  if (d->status != VMMC_OK) {
    on_returned(s, d, m);
  } else if (m->kind == CALL) {
    on_call(s, d, m);
  } else if (m->kind == CANCELLED) {
    on_cancelled(d, m);
  } else if (s->state == CLOSING && m->kind == ANSWER) { /* closed while it was connecting */
    send_message(s, d->node, d->port, CANCELLED);
    free_socket(s);
  } else if (s->state == CLOSING) {
    free_socket(s);
  } else if (s->state == CONNECTING && m->kind == ANSWER) {
    on_answer(s, d, m);
  } else if (s->state == CONNECTING && m->kind == REFUSED) {
    fail_connecting(s, ECONNREFUSED);
  }
}

void serve_datagrams(void) {
  char data[VMMC_DATAGRAM_BYTES];
  struct setup_message m;
  struct vmmc_datagram d;
  for (struct socket *s = all_sockets, *next; s != NULL; s = next) {
    next = s->next;
    if (s->port == 0 || s->state == CONNECTED) continue;
    const int is_listening = s->state == LISTENING;
    while (vmmc_datagram_receive(s->port, &d, data, sizeof data) == 1) {
      if (d.bytes < sizeof m) continue;
      memcpy(&m, data, sizeof m);
      serve(s, &d, &m);
      if (!is_listening) break; /* it may be gone */
    }
  }
}
