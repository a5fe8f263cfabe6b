/* SPDX-License-Identifier: MIT */
/* Random streams: an echoing server and clients that check every byte. All sizes, alignments, and whether a
 * call may wait come from a seed. exchange serve PORT CLIENTS SEED exchange call HOST PORT BYTES SEED */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { MOST_CLIENTS = 16, PIECE = 9000, HELD = 20000 };

static unsigned long state;
static unsigned number(unsigned below) {
  state = state * 6364136223846793005ul + 1442695040888963407ul;
  return (unsigned)(state >> 33) % below;
}
/* Mostly small, sometimes large. */
static size_t size(size_t most) {
  const unsigned kind = number(8);
  const size_t n = 1 + number(kind < 4 ? 16 : kind < 7 ? 600 : PIECE);
  return n < most ? n : most;
}
static void fail(const char* what) {
  printf("%s: %s\n", what, strerror(errno));
  exit(1);
}
static unsigned char byte_at(size_t i, unsigned long seed) {
  return (unsigned char)((i * 2654435761u + seed * 97) >> 11);
}

/* ---- Server: keeps what it cannot send yet. ---- */

struct client {
  int socket, ended;
  size_t first, count;
  char held[HELD];
};
static struct client clients[MOST_CLIENTS];

static void receive(struct client* c) {
  if (c->first + c->count == HELD) {
    memmove(c->held, c->held + c->first, c->count);
    c->first = 0;
  }
  char* to = c->held + c->first + c->count;
  const size_t room = HELD - c->first - c->count;
  if (room == 0) return;
  const ssize_t n = recv(c->socket, to, size(room), 0);
  if (n < 0 && errno != EAGAIN) fail("server's recv");
  if (n == 0) c->ended = 1;
  if (n > 0) c->count += (size_t)n;
}
static void answer(struct client* c) {
  if (c->count == 0) return;
  const ssize_t n = send(c->socket, c->held + c->first, size(c->count), MSG_NOSIGNAL);
  if (n < 0 && errno != EAGAIN) fail("server's send");
  if (n > 0) {
    c->first += (size_t)n;
    c->count -= (size_t)n;
  }
  if (c->count == 0) c->first = 0;
}

/* Rings of 4 KB to 64 KB. */
static void choose_ring(int s) {
  const int bytes = 4096 << number(5);
  if (setsockopt(s, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes) < 0) fail("SO_RCVBUF");
}

static int serve(int port, int expected) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
  struct pollfd files[MOST_CLIENTS + 1];
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  choose_ring(listener);
  if (bind(listener, (struct sockaddr*)&here, sizeof here) < 0 || listen(listener, 4) < 0) fail("listen");
  int count = 0, open = 0;
  files[0] = (struct pollfd){listener, POLLIN, 0};
  while (count < expected || open > 0) {
    for (int i = 0; i < count; ++i) {
      const int events = (clients[i].ended ? 0 : POLLIN) | (clients[i].count != 0 ? POLLOUT : 0);
      files[i + 1] = (struct pollfd){clients[i].socket, (short)events, 0};
    }
    if (poll(files, (nfds_t)count + 1, 20000) <= 0) fail("poll");
    for (int i = 0; i < count; ++i) {
      struct client* c = &clients[i];
      if (files[i + 1].revents & POLLIN) receive(c);
      if (files[i + 1].revents & POLLOUT) answer(c);
      if (c->socket < 0 || !c->ended || c->count != 0) continue;
      close(c->socket);
      c->socket = -1;
      --open;
    }
    if (!(files[0].revents & POLLIN)) continue;
    const int accepted = accept4(listener, NULL, NULL, SOCK_NONBLOCK);
    if (accepted < 0) continue;
    clients[count++].socket = accepted;
    ++open;
  }
  printf("served %d\n", count);
  return 0;
}

/* ---- Client ---- */

static int call(const char* host, const char* port, size_t bytes, unsigned long seed) {
  struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
  static char memory[PIECE + 8];
  size_t sent = 0, got = 0;
  if (getaddrinfo(host, port, &hints, &found) != 0) fail("getaddrinfo");
  const int s = socket(found->ai_family, found->ai_socktype, found->ai_protocol);
  choose_ring(s);
  if (connect(s, found->ai_addr, found->ai_addrlen) < 0) fail("connect");
  freeaddrinfo(found);
  while (got < bytes) {
    const int waits = number(3) == 0; /* only when it is sure to end */
    char* data = memory + number(8);
    if (sent < bytes && number(2) == 0) {
      size_t n = size(bytes - sent);
      for (size_t i = 0; i < n; ++i) data[i] = (char)byte_at(sent + i, seed);
      const ssize_t done = send(s, data, n, (waits && sent - got < 4000 ? 0 : MSG_DONTWAIT) | MSG_NOSIGNAL);
      if (done < 0 && errno != EAGAIN) fail("send");
      if (done > 0) sent += (size_t)done;
      if (sent == bytes) shutdown(s, SHUT_WR);
    } else if (got < sent) {
      const size_t n = size(sent - got);
      const ssize_t done = recv(s, data, n, waits ? (number(2) ? MSG_WAITALL : 0) : MSG_DONTWAIT);
      if (done == 0 || (done < 0 && errno != EAGAIN)) fail("recv");
      for (ssize_t i = 0; i < done; ++i)
        if ((unsigned char)data[i] != byte_at(got + (size_t)i, seed)) {
          printf("byte %zu is wrong\n", got + (size_t)i);
          return 1;
        }
      if (done > 0) got += (size_t)done;
      if (done < 0) poll(&(struct pollfd){s, POLLIN, 0}, 1, 1000);
    }
  }
  if (recv(s, memory, 1, 0) != 0) fail("end");
  printf("%zu bytes are right\n", got);
  return 0;
}

int main(int argc, char** argv) {
  if (argc == 5 && strcmp(argv[1], "serve") == 0) {
    state = strtoul(argv[4], NULL, 10);
    return serve(atoi(argv[2]), atoi(argv[3]));
  }
  if (argc != 6) return 2;
  state = strtoul(argv[5], NULL, 10) + 1000;
  return call(argv[2], argv[3], strtoul(argv[4], NULL, 10), state);
}
