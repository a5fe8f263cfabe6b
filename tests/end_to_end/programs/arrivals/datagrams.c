/* SPDX-License-Identifier: MIT */
/* Datagrams between ports: their contents, their order, and what comes back.
 *
 *   datagrams talk|refused|flood|ports|server */
#include <arrivals.h>
#include <datagram.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { PORT = 7000 };

static vmmc_node nodes[16];
static char data[VMMC_DATAGRAM_BYTES + 8];

static int receive(int port, struct vmmc_datagram* d, enum vmmc_awaited what) {
  int got;
  while ((got = vmmc_datagram_receive(port, d, data, sizeof data)) == 0) vmmc_await(-1, what);
  return got;
}

static void show(const char* what, int status) {
  printf("%s: %s\n", what, status < 0 ? vmmc_error_text(status) : "ok");
}

static void talk(int rank) {
  struct vmmc_datagram d;
  if (rank == 0) {
    const int port = vmmc_port_open(0);
    for (int i = 0; i < 5; ++i) {
      memset(data, 'a' + i, sizeof data);
      show("send", vmmc_datagram_send(port, nodes[1], PORT, data, (size_t)(i * 255 + (i == 4 ? 4 : 0))));
    }
    receive(port, &d, VMMC_AWAIT_DATA);
    printf("answer from port %d, %u bytes: %s\n", d.port, d.bytes, data);
  } else {
    vmmc_port_open(PORT);
    for (int i = 0; i < 5; ++i) {
      receive(PORT, &d, VMMC_AWAIT_DATA);
      int good = d.node == nodes[0] && d.status == 0 && d.bytes == (unsigned)(i * 255 + (i == 4 ? 4 : 0));
      for (unsigned k = 0; k < d.bytes; ++k) good = good && data[k] == 'a' + i;
      printf("datagram %d: %s\n", i, good ? "good" : "bad");
    }
    vmmc_datagram_send(PORT, d.node, d.port, "thanks", 7);
  }
}

static void refused(int rank) {
  if (rank != 0) return;
  struct vmmc_datagram d;
  const int port = vmmc_port_open(0);
  vmmc_datagram_send(port, nodes[1], 4711, "hello", 6);
  receive(port, &d, VMMC_AWAIT_DATA);
  printf("%s back from port %d: %s\n", data, d.port, vmmc_error_text(d.status));
}

/* The receiver does not take any before the last has come back. */
static void flood(int rank) {
  enum { SENT = 100 };
  struct vmmc_datagram d;
  if (rank == 1) {
    vmmc_port_open(PORT);
    usleep(200000);
    int got = 0;
    while (vmmc_datagram_receive(PORT, &d, data, sizeof data) == 1) got += atoi(data) == got;
    printf("%d arrived in order\n", got);
    vmmc_datagram_send(PORT, d.node, d.port, "done", 5);
    return;
  }
  usleep(1000);
  const int port = vmmc_port_open(0);
  for (int i = 0; i < SENT; ++i) {
    snprintf(data, sizeof data, "%d", i);
    vmmc_datagram_send(port, nodes[1], PORT, data, strlen(data) + 1);
  }
  int back = 0;
  for (;;) {
    receive(port, &d, VMMC_AWAIT_DATA);
    if (d.status == 0) break;
    back += d.status == VMMC_ERROR_TOO_MANY;
  }
  printf("%d came back\n", back);
}

static void ports(int rank) {
  if (rank != 0) return;
  printf("port %d\n", vmmc_port_open(PORT));
  show("the same again", vmmc_port_open(PORT));
  const int one = vmmc_port_open(0), two = vmmc_port_open(0);
  printf("two free ones: %s\n", one >= 32768 && two == one + 1 ? "yes" : "no");
  show("no such number", vmmc_port_open(65536));
  show("close", vmmc_port_close(PORT));
  show("close again", vmmc_port_close(PORT));
  printf("port %d\n", vmmc_port_open(PORT));
  struct vmmc_datagram d;
  printf("nothing there: %d\n", vmmc_datagram_receive(PORT, &d, data, 10));
  show("not mine", vmmc_datagram_receive(9, &d, data, 10));
  show("from not mine", vmmc_datagram_send(9, nodes[0], PORT, data, 1));
  show("no node", vmmc_datagram_send(PORT, 1, PORT, data, 1));
  show("no port", vmmc_datagram_send(PORT, nodes[0], 0, data, 1));
  show("too long", vmmc_datagram_send(PORT, nodes[0], PORT, data, VMMC_DATAGRAM_BYTES + 1));
  show("to myself", vmmc_datagram_send(PORT, nodes[0], one, "me", 3));
  receive(one, &d, VMMC_AWAIT_DATA);
  printf("%s from %d\n", data, d.port);
}

static volatile int served;

static void serve_now(void) {
  struct vmmc_datagram d;
  while (vmmc_datagram_receive(PORT, &d, data, sizeof data) == 1) {
    printf("%s from %d\n", data, d.port);
    ++served;
  }
}

/* Rank 0 is served before its loop, in its loop, and in its sleep. */
static void attended(int rank) {
  if (rank == 1) {
    const int port = vmmc_port_open(40000);
    for (const char* text = "abc"; *text; ++text) {
      usleep(3000);
      vmmc_datagram_send(port, nodes[0], PORT, (char[]){*text, 0}, 2);
    }
    return;
  }
  vmmc_port_open(PORT);
  show("not mine", vmmc_port_attend(9, serve_now));
  usleep(5000);
  show("attend", vmmc_port_attend(PORT, serve_now));
  puts("attends");
  while (served < 2) continue;
  puts("two");
  printf("sleep: %u\n", sleep(1));
}

/* Rank 1 serves for ever. */
static void serve(int rank) {
  struct vmmc_datagram d;
  if (rank == 1) {
    vmmc_port_open(PORT);
    for (;;) {
      receive(PORT, &d, VMMC_AWAIT_CLIENTS);
      printf("serves %s\n", data);
      vmmc_datagram_send(PORT, d.node, d.port, data, d.bytes);
    }
  }
  usleep(1000);
  const int port = vmmc_port_open(0);
  vmmc_datagram_send(port, nodes[1], PORT, "me", 3);
  receive(port, &d, VMMC_AWAIT_DATA);
  printf("served %s\n", data);
}

int main(int argc, char** argv) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  const char* way = argc > 1 ? argv[1] : "";
  vmmc_nodes(nodes, 16);
  if (!strcmp(way, "talk")) talk(rank);
  if (!strcmp(way, "refused")) refused(rank);
  if (!strcmp(way, "flood")) flood(rank);
  if (!strcmp(way, "ports")) ports(rank);
  if (!strcmp(way, "attended")) attended(rank);
  if (!strcmp(way, "server")) serve(rank);
  return 0;
}
