/* SPDX-License-Identifier: MIT */
/* Names of programs: the same as the host's /etc/rpc has; and reserved ports. */
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <rpc/netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int bindresvport(int, struct sockaddr_in*);

static void show(const char* asked, const struct rpcent* e) {
  printf("%s:", asked);
  if (e) {
    printf(" %s %d", e->r_name, e->r_number);
    for (char** a = e->r_aliases; *a; ++a) printf(" %s", *a);
  }
  printf("\n");
}

static void programs(void) {
  static const char* const names[] = {"portmapper", "sunrpc",       "nfs",    "mount",
                                      "rusersd",    "shutdown",     "ypbind", "keyserv",
                                      "nlockmgr",   "no such name", ""};
  for (size_t i = 0; i < sizeof names / sizeof *names; ++i) show(names[i], getrpcbyname(names[i]));
  static const int numbers[] = {100000, 100003, 100011, 100024, 100029, 99, -1};
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; ++i) show("number", getrpcbynumber(numbers[i]));
  setrpcent(0);
  show("first", getrpcent());
  show("second", getrpcent());
  endrpcent();
  show("first", getrpcent());
  struct rpcent entry, *result;
  char place[200], little[4];
  printf("%d", getrpcbyname_r("nfsprog", &entry, place, sizeof place, &result));
  show("", result);
  const int status = getrpcbynumber_r(100005, &entry, little, sizeof little, &result);
  printf("%d %d\n", status == ERANGE, result == NULL);
}

static void ports(void) {
  int port = 800;
  const int first = rresvport(&port);
  printf("%d %d", first >= 0, port <= 800 && port >= 512);
  const int before = port, second = rresvport(&port);
  printf(" %d %d\n", second >= 0, port < before);
  const int number = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET};
  printf("%d", bindresvport(number, &address));
  printf(" %d\n", ntohs(address.sin_port) >= 512 && ntohs(address.sin_port) < 1024);
  struct sockaddr_in other = {.sin_family = AF_UNIX};
  const int status = bindresvport(socket(AF_INET, SOCK_STREAM, 0), &other);
  printf("%d %s\n", status, strerror(errno));
  close(first);
  close(second);
  close(number);
}

int main(int argc, char** argv) {
  (void)argv;
  programs();
  if (argc > 1) ports();
  return 0;
}
