/* SPDX-License-Identifier: MIT */
/* Who and where a process is, and the time. */
#include <sched.h>
#include <time.h>

#include "state.h"

/* clang-format off */
long _mynode(void) { return nx.node; }
long mynode(void) { return nx.node; }
long _numnodes(void) { return nx.nodes; }
long numnodes(void) { return nx.nodes; }
long _myptype(void) { return nx.ptype; }
long myptype(void) { return nx.ptype; }
long _mypid(void) { return nx.ptype; }
long mypid(void) { return nx.ptype; }
long _myhost(void) { return nx.nodes; }
long myhost(void) { return nx.nodes; }
/* clang-format on */

long _setptype(long ptype) {
  if (ptype < 0) return nx_fail(EQPID);
  nx.ptype = ptype;
  return 0;
}
void setptype(long ptype) {
  if (_setptype(ptype) < 0) nx_die("setptype");
}

double _dclock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}
double dclock(void) {
  return _dclock();
}

long _flick(void) {
  nx_enter();
  if (nx_progress())
    nx.in_vain = 0;
  else
    nx_look_in_vain(NX_ANY); /* what was under way with a node that has ended is over */
  nx_leave();
  sched_yield();
  return 0;
}
void flick(void) {
  _flick();
}

long nx_traffic(long node, struct nx_traffic* traffic) {
  if (node < 0 || node >= nx.nodes) return nx_fail(EQNODE);
  struct nx_peer* p = &nx.peer[node];
  nx_enter();
  if (node != nx.node) nx_find_credits(p);
  *traffic = (struct nx_traffic){
      p->sent, p->returned, p->sent - p->returned, p->taken, (unsigned long)nx.slots, p->direct};
  nx_leave();
  return 0;
}
