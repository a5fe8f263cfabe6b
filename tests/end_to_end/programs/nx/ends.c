// SPDX-License-Identifier: MIT
// Node 1 ends although node 0 needs it.
//   ends HOW
// wait: node 0 waits for any message; node: for one of node 1; announced: node 1 ends with a large message
// announced; several: in the middle of a message of packets without credits; sends: node 0 goes on sending;
// late: all that node 1 sent before its end is received; middle: node 1 ends while its data go straight into
// the buffer; copying: while node 0 copies the data that node 1 has not asked for; looks, probes: node 0
// looks in a loop. long, long_large, long_irecv, long_hrecv: a message is too long for its buffer.
#include <nx.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <vmmc.h>

static char data[1000000] __attribute__((aligned(4096)));
static char bell[4096] __attribute__((aligned(4096)));

static void die(unsigned int id) {
  (void)id;
  _exit(0);
}
static void answered(long type, long count, long node, long ptype) {
  (void)type, (void)count, (void)node, (void)ptype;
}

static void check(int right, const char* what) {
  if (right) return;
  printf("node %ld: %s\n", mynode(), what);
  exit(9);
}

static int ends(const char* how) {
  long got;
  if (strcmp(how, "announced") == 0) {
    isend(1, data, sizeof data, 0, 0);
    _exit(0);
  }
  if (strcmp(how, "several") == 0) {
    for (int i = 0; i < 20; ++i) isend(1, data, 4000, 0, 0); /* 80 packets, fewer buffers */
    _exit(0);
  }
  if (strcmp(how, "late") == 0) {
    for (long i = 0; i < 10; ++i) csend(1, &i, sizeof i, 0, 0);
    csend(2, data, sizeof data, 0, 0);
  }
  if (strncmp(how, "long", 4) == 0) {
    csend(1, data, strcmp(how, "long") ? (long)sizeof data : 17, 0, 0);
    crecv(9, &got, sizeof got);
  }
  if (strcmp(how, "middle") == 0) {
    vmmc_export(bell, sizeof bell, 7, die, 0, 0);
    csend(2, 0, 0, 0, 0);
    csend(1, data, sizeof data, 0, 0);
    crecv(9, &got, sizeof got);
  }
  if (strcmp(how, "copying") == 0) {
    crecv(1, &got, sizeof got);
    while (!iprobe(2)) continue;
    _exit(0);
  }
  if (strcmp(how, "sends") == 0) {
    crecv(1, &got, sizeof got);
    _exit(0);
  }
  return 0;
}

static int needs(const char* how) {
  long got, info[8];
  if (strcmp(how, "wait") == 0) crecv(-1, &got, sizeof got);
  if (strcmp(how, "node") == 0) {
    check(_crecvx(1, &got, sizeof got, 1, -1, info) == -1 && errno == EQNOACT, "crecvx");
    check(_cprobex(1, 1, -1, info) == -1 && errno == EQNOACT, "cprobex");
    const long mid = irecvx(1, &got, sizeof got, 1, -1, info);
    check(_msgwait(mid) == -1 && errno == EQNOACT, "msgwait");
    check(_gsync() == -1 && errno == EQNOACT, "gsync");
    crecvx(1, &got, sizeof got, 1, -1, info);
  }
  if (strcmp(how, "looks") == 0) {
    const long mid = irecv(1, data, sizeof data);
    while (!msgdone(mid)) continue;
  }
  if (strcmp(how, "probes") == 0)
    while (!iprobe(-1)) continue;
  if (strcmp(how, "middle") == 0) {
    vmmc_proxy place;
    size_t bytes;
    const long mid = irecv(1, data, sizeof data);
    crecv(2, 0, 0);
    vmmc_node names[2];
    vmmc_nodes(names, 2);
    check(vmmc_import((struct vmmc_process){names[1], 100}, 7, &place, &bytes) == 0, "import");
    const double until = dclock() + 0.01;
    while (dclock() < until) check(msgdone(mid) == 0, "it is too early");
    check(vmmc_send_notify(data, place, 4) == 0, "bell");
    check(_msgwait(mid) == -1 && errno == EQNOACT, "msgwait");
    nx_perror("msgwait");
    exit(1);
  }
  if (strcmp(how, "copying") == 0) {
    csend(1, &got, sizeof got, 1, 0);
    csend(2, data, sizeof data, 1, 0);
  }
  if (strcmp(how, "long_large") == 0) {
    check(_crecv(1, &got, sizeof got) == -1 && errno == EQMSGLONG, "crecv");
    check(infocount() == sizeof data && infonode() == 1, "what is known of it");
    nx_perror("crecv");
    exit(1);
  }
  if (strcmp(how, "long_irecv") == 0) msgwait(irecv(1, &got, sizeof got));
  if (strcmp(how, "long_hrecv") == 0) {
    hrecv(1, &got, sizeof got, answered);
    for (;;) flick();
  }
  if (strcmp(how, "announced") == 0 || strcmp(how, "several") == 0) {
    usleep(50000);
    for (int i = 0; i < 21; ++i) crecv(1, data, sizeof data);
  }
  if (strcmp(how, "sends") == 0) {
    for (long i = 0; i < 200; ++i) csend(1, &i, sizeof i, 1, 0); /* more than there are buffers */
    csend(1, data, sizeof data, 1, 0);
    msgwait(isend(2, data, sizeof data, 1, 0));
  }
  if (strcmp(how, "late") == 0) {
    usleep(50000);
    for (long i = 0; i < 10; ++i) {
      crecv(1, &got, sizeof got);
      check(got == i, "order");
    }
    crecv(2, data, sizeof data);
    puts("all received");
  }
  if (strcmp(how, "long") == 0) crecv(1, &got, sizeof got);
  return 0;
}

int main(int argc, char** argv) {
  (void)argc;
  return mynode() == 0 ? needs(argv[1]) : ends(argv[1]);
}
