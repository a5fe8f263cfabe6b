/* SPDX-License-Identifier: MIT */
/* Ports that only the superuser might bind on a UNIX system, and that its servers believed for this: here any
 * process may. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LEAST = 512, FIRST = 600, PAST = 1024 };

static int bind_at(int number, struct sockaddr_in* address, int port) {
  address->sin_port = htons((uint16_t)port);
  return bind(number, (const struct sockaddr*)address, sizeof *address);
}

/* Null: any address of this node; else the port is set to the one that was found. Errors: EPFNOSUPPORT,
 * EADDRINUSE (all are taken), and those of bind. */
int bindresvport(int number, struct sockaddr_in* address) {
  struct sockaddr_in any = {.sin_family = AF_INET};
  if (!address) address = &any;
  if (address->sin_family != AF_INET) {
    errno = EPFNOSUPPORT;
    return -1;
  }
  const int start = (int)(getpid() % (PAST - FIRST));
  for (int i = 0; i < PAST - FIRST; ++i) {
    if (bind_at(number, address, FIRST + (start + i) % (PAST - FIRST)) == 0) return 0;
    if (errno != EADDRINUSE) return -1;
  }
  return -1;
}

int bindresvport_sa(int number, struct sockaddr* address) {
  return bindresvport(number, (struct sockaddr_in*)(void*)address);
}

/* A stream socket at a reserved port, from *port on downwards; *port becomes it. EAGAIN: all are taken. */
int rresvport_af(int* port, sa_family_t family) {
  if (family != AF_INET) {
    errno = EAFNOSUPPORT;
    return -1;
  }
  const int number = socket(AF_INET, SOCK_STREAM, 0);
  if (number < 0) return -1;
  struct sockaddr_in any = {.sin_family = AF_INET};
  if (*port >= PAST || *port < LEAST) *port = PAST - 1;
  for (; *port >= LEAST; --*port) {
    if (bind_at(number, &any, *port) == 0) return number;
    if (errno != EADDRINUSE) break;
  }
  const int why = *port < LEAST ? EAGAIN : errno;
  close(number);
  errno = why;
  return -1;
}

int rresvport(int* port) {
  return rresvport_af(port, AF_INET);
}
