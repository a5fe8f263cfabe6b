/* SPDX-License-Identifier: MIT */
/* A stream socket of the process, and what the files of the library share.
 *
 * States, as TCP's seen from a program:
 *
 *   fresh --listen--> listening
 *     |
 *     +--connect--> connecting --answer--> connected --close--> closing --the other end knows--> (gone)
 *                        |
 *                        +--refused, time over--> fresh, with an error
 */
#ifndef SHRIMP_VMMC_API_SOCKETS_SOCKET_H
#define SHRIMP_VMMC_API_SOCKETS_SOCKET_H
#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <netinet/in.h>
#include <stdint.h>
#include <sys/socket.h>

#include "descriptor.h"
#include "region.h"
#include "vmmc.h"

struct socket;

/* How bytes come into the other end's ring, and words into its control line. */
struct transport {
  uint32_t chunk; /* bytes after which the other end is told, so that it may begin; divides every ring */
  /* Gets ready to send into the imported region. 0 or -errno. */
  int (*open)(struct socket* s);
  void (*close)(struct socket* s);
  /* Puts bytes at the position `sent`, without wrapping around. They are then on their way. < 0: the other
   * end is gone. */
  int (*put)(struct socket* s, const char* from, uint32_t bytes);
  /* Both at once, for at most LITTLE_BYTES when the other end has taken all before; null: no shorter than the
   * two. */
  int (*put_little)(struct socket* s, const char* from, uint32_t bytes);
  /* Says `sent`, `taken` and `say` behind all that was put. */
  int (*tell)(struct socket* s);
};
enum { LITTLE_BYTES = sizeof((struct control*)0)->little };
extern const struct transport automatic_update, deliberate_1copy, deliberate_2copy;

/* Looks at one connection before sleeping: some 250 us, twice what a sleep and a wake-up cost, and longer
 * than a page takes by deliberate update [A]. */
enum { SPINNING_LOOKS = 1500 };

enum socket_state { FRESH, LISTENING, CONNECTING, CONNECTED, CLOSING };

enum { REMEMBERED_OPTIONS = 25 };

struct options {
  int linger, linger_seconds;
  uint32_t receive_bytes, send_bytes;
  int64_t receive_timeout, send_timeout; /* nanoseconds; 0: none */
  int changed[REMEMBERED_OPTIONS];       /* options.c: what each is above its usual value */
};

struct socket {
  struct shrimp_description description; /* first: it is one */
  struct socket* next;                   /* of all sockets of the process */
  enum socket_state state;
  int error;                      /* what SO_ERROR will say */
  struct sockaddr_in local, peer; /* port 0: none */
  int port;                       /* the port for datagrams that is this socket's own; 0: none */
  struct options options;

  /* A listening socket: connections that wait for accept, oldest first. */
  int backlog, waiting;
  struct socket *first_waiting, *last_waiting;
  struct socket* next_waiting;
  unsigned looks;

  /* A connection. */
  struct vmmc_process peer_process;
  unsigned int peer_id;  /* of its region */
  struct region* region; /* ours, which it writes to */
  const struct transport* transport;
  vmmc_proxy destination; /* its region */
  uint32_t peer_ring, peer_control_at;
  char* shadow;   /* what we send from, in the shape of its region */
  uint32_t sent;  /* bytes: what its tail is */
  uint32_t taken; /* bytes out of our ring */
  uint32_t told_sent, told_say;
  uint32_t told; /* the head that it knows */
  uint32_t say;  /* its state word */
  int reads_shut, writes_shut;
  int peer_gone;    /* its region is withdrawn or lost */
  int reset_seen;   /* told as an error already, or not to be told */
  int connect_told; /* connect has said that it is connected */
  int watched;
  int has_spun; /* a read has looked in vain for as long as it pays */
  unsigned vain_looks;
  int64_t repeat_at, give_up_at, repeat_after; /* of a connecting socket; nanoseconds */
};

extern struct socket* all_sockets;

/* socket.c */
struct socket* new_socket(int flags);
struct socket* socket_of(int descriptor); /* null, and errno is EBADF or ENOTSOCK */
int close_socket(struct shrimp_description* d);
void free_socket(struct socket* s);
int own_port(struct socket* s, int port); /* opens a port; -EADDRINUSE, -EADDRNOTAVAIL */
uint32_t own_address(void);               /* of this node, in host order */
int is_own_address(uint32_t address);
int64_t time_now(void);                                                               /* nanoseconds */
int give_name(const struct sockaddr_in* from, struct sockaddr* to, socklen_t* bytes); /* -EINVAL */
extern const struct shrimp_kind socket_kind;

/* connection.c */
int open_connection(struct socket* s); /* region and peer_* are known: imports, binds. -errno */
void tell_peer(struct socket* s);      /* counters and state, unless it no longer listens */
void say(struct socket* s, uint32_t what);
void shut_connection(struct socket* s); /* says that nothing more is read or written */
void release_connection(struct socket* s);
void reap_connections(void); /* those that both ends have closed */
int has_reset(struct socket* s);
int take_error(struct socket* s);       /* the pending error, once: 0 or errno */
void look_after_peer(struct socket* s); /* a system call: whether it is still there */

/* What the other end has said: bits of enum said. */
static inline uint32_t said(const struct socket* s) {
  return control_of(s->region)->state;
}
static inline uint32_t bytes_to_read(const struct socket* s) {
  return control_of(s->region)->tail - s->taken;
}
/* A word is always left free: deliberate updates move whole words. */
static inline uint32_t bytes_to_write(const struct socket* s) {
  return s->peer_ring - 4 - (s->sent - control_of(s->region)->head);
}
/* Nothing stands in the way of a write. */
static inline int may_write(const struct socket* s) {
  const int trouble = s->error | s->writes_shut | s->reset_seen | s->peer_gone;
  return s->state == CONNECTED && !trouble && !(said(s) & (SAID_CLOSED | SAID_RESET));
}

/* setup.c: datagrams that set connections up */
void serve_datagrams(void);
int start_connecting(struct socket* s); /* -errno at once, or the state is CONNECTING */
void repeat_connecting(int64_t now);
void stop_listening(struct socket* s);

/* wait.c */
int socket_ready(struct shrimp_description* d, int events);
void watch_socket(struct shrimp_description* d);
void wait_for_sockets(int64_t nanoseconds, int resting);
int is_resting(struct shrimp_description* d);
/* Waits until something about the socket may have changed: spins, then sleeps. deadline: 0 none. Returns 0,
 * -EAGAIN when the time is over, or -EINTR when a handler of a signal has run and the call is not to go on:
 * as Linux's, one with a deadline never does. */
int wait_for_change(struct socket* s, int64_t deadline);

/* receive.c, send.c: bytes, or -errno; flags are MSG_*. more: another part of the same operation follows. */
long receive_bytes(struct socket* s, void* to, size_t bytes, int flags);
long send_bytes(struct socket* s, const void* from, size_t bytes, int flags);
long receive_parts(struct socket* s, const struct iovec* parts, int count, int flags);
long send_parts(struct socket* s, const struct iovec* parts, int count, int flags);

/* accept.c */
struct socket* next_client(struct socket* s);

#endif
