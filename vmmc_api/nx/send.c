/* SPDX-License-Identifier: MIT */
/* csend, isend and their relatives. A small message to a peer that has credits left costs a check, a copy and
 * a store; everything else becomes a request. */
#include <string.h>

#include "ring.h"

enum { SMALL = 64, SAFE_COPY_STEP = 512 }; /* between two looks for the answer: a few microseconds */

static inline long check_type(long type) {
  return type < 0 || (type >= NX_FIRST_SYSTEM_TYPE && type < NX_FIRST_FORCE_TYPE) || type > NX_LAST_FORCE_TYPE
             ? EQTYPE
             : 0;
}

long nx_check_send(long type, const void* buf, long count, long node, long ptype) {
  if (check_type(type)) return EQTYPE;
  if (count < 0 || count > INT32_MAX) return EQLEN;
  if (!buf && count > 0) return EQPBUF;
  if (node < -1 || node >= nx.nodes) return EQNODE;
  return ptype < 0 ? EQPID : 0;
}

static inline struct nx_request* fill_in(struct nx_request* r, int32_t type, const void* buf, uint32_t count,
                                         int node) {
  if (!r) return 0;
  r->type = type;
  r->buf = (char*)buf;
  r->count = count;
  r->node = node;
  return r;
}

int nx_save(struct nx_request* r) {
  if (r->step == NX_DONE) return 0;
  if (!r->is_send || r->count <= NX_MOST_EAGER || r->owned || nx_is_spare(r)) return 1;
  if (!r->safe && !(r->safe = nx_allocate(r->count))) return 1;
  const uint32_t left = r->count - r->saved, step = left < SAFE_COPY_STEP ? left : SAFE_COPY_STEP;
  if ((uintptr_t)r->buf % 4 || step % 4)
    memcpy(r->safe + r->saved, r->buf + r->saved, step);
  else
    nx_copy(r->safe + r->saved, r->buf + r->saved, step);
  r->saved += step;
  if (r->saved < r->count) return 1;
  if (nx_has_ended(r->node)) return r->step != NX_DONE;
  char* const safe = r->safe;
  r->safe = 0;
  nx_let_go(r, safe);
  return -1;
}

/* Copies the message to a safe buffer while the receiver has not answered, and waits no longer than that. */
int nx_finish_send(struct nx_request* r) {
  int waits = 1;
  while (waits > 0 && (waits = nx_save(r)) > 0 && r->safe) nx_progress();
  if (waits < 0) return 0;
  const int error = nx_wait_for(r);
  nx_free_request(r);
  return error;
}

long nx_send_blocking(int32_t type, const void* buf, uint32_t count, int node) {
  struct nx_peer* p = &nx.peer[node];
  if (count <= nx.fragment && node != nx.node && !p->messages.first && !p->dead && nx_has_credit(p)) {
    nx_send_packet(p, NX_ONLY, buf, count, 1, (uint32_t)type, 0);
    return 0;
  }
  struct nx_request* r = fill_in(nx_new_blocking_request(), type, buf, count, node);
  nx_begin_send(r);
  if (count > NX_MOST_EAGER && r->step != NX_DONE) return nx_finish_send(r);
  const int error = nx_wait_for(r);
  nx_free_request(r);
  return error;
}

static long send_any(long type, const void* buf, long count, long node, long ptype) {
  long error = nx_check_send(type, buf, count, node, ptype);
  if (error) return nx_fail((int)error);
  nx_enter();
  if (node >= 0) {
    error = nx_send_blocking((int32_t)type, buf, (uint32_t)count, (int)node);
  } else {
    for (int i = 0; i < nx.nodes && !error; ++i)
      if (i != nx.node) error = nx_send_blocking((int32_t)type, buf, (uint32_t)count, i);
  }
  nx_leave();
  return error ? nx_fail((int)error) : 0;
}

static inline __attribute__((always_inline)) long send(long type, const void* buf, long count, long node,
                                                       long ptype) {
  /* The short way: a valid small message, nothing before it, a credit. A process has no credits for itself.
   */
  if ((unsigned long)type < NX_FIRST_SYSTEM_TYPE && (unsigned long)count <= SMALL && buf &&
      (unsigned long)node < (unsigned long)nx.nodes && ptype >= 0) {
    struct nx_peer* p = &nx.peer[node];
    nx_enter();
    if (p->credits > 0 && !p->messages.first) {
      nx_send_small(p, (int32_t)type, buf, (uint32_t)count);
      nx_leave();
      return 0;
    }
    nx_leave();
  }
  return send_any(type, buf, count, node, ptype);
}

long _csend(long type, void* buf, long count, long node, long ptype) {
  return send(type, buf, count, node, ptype);
}
void csend(long type, void* buf, long count, long node, long ptype) {
  if (send(type, buf, count, node, ptype) < 0) nx_die("csend");
}

long _gsendx(long type, void* x, long xlen, long nodes[], long nodecount) {
  if (nodecount < 0 || (!nodes && nodecount > 0)) return nx_fail(EQPARAM);
  for (long i = 0; i < nodecount; ++i)
    if (nodes[i] < 0) return nx_fail(EQNODE);
  for (long i = 0; i < nodecount; ++i)
    if (_csend(type, x, xlen, nodes[i], nx.ptype) < 0) return -1;
  return 0;
}
void gsendx(long type, void* x, long xlen, long nodes[], long nodecount) {
  if (_gsendx(type, x, xlen, nodes, nodecount) < 0) nx_die("gsendx");
}

long _nx_int_gsendx(long type, void* x, long xlen, int nodes[], long nodecount) {
  if (nodecount < 0 || (!nodes && nodecount > 0)) return nx_fail(EQPARAM);
  for (long i = 0; i < nodecount; ++i)
    if (nodes[i] < 0) return nx_fail(EQNODE);
  for (long i = 0; i < nodecount; ++i)
    if (_csend(type, x, xlen, nodes[i], nx.ptype) < 0) return -1;
  return 0;
}
void nx_int_gsendx(long type, void* x, long xlen, int nodes[], long nodecount) {
  if (_nx_int_gsendx(type, x, xlen, nodes, nodecount) < 0) nx_die("gsendx");
}

/* A message to all others is one request for each, merged. */
static struct nx_request* begin(long type, const void* buf, long count, long node) {
  if (node >= 0) {
    struct nx_request* r = fill_in(nx_new_request(), (int32_t)type, buf, (uint32_t)count, (int)node);
    if (r) nx_begin_send(r);
    return r;
  }
  struct nx_request* all = 0;
  for (int i = 0; i < nx.nodes; ++i) {
    if (i == nx.node) continue;
    struct nx_request* r = fill_in(nx_new_request(), (int32_t)type, buf, (uint32_t)count, i);
    if (!r) { /* those that have begun are not taken back */
      for (; all; all = r) {
        r = all->merged;
        all->released = 1;
        if (all->step == NX_DONE) nx_free_request(all);
      }
      return 0;
    }
    r->merged = all;
    all = r;
    nx_begin_send(r);
  }
  if (!all && (all = nx_new_request())) { /* there is no other node */
    all->is_send = 1;
    all->step = NX_DONE;
  }
  return all;
}

long _isend(long type, void* buf, long count, long node, long ptype) {
  const long error = nx_check_send(type, buf, count, node, ptype);
  if (error) return nx_fail((int)error);
  nx_enter();
  struct nx_request* r = begin(type, buf, count, node);
  if (r) r->has_mid = 1;
  nx_leave();
  return r ? r - nx_requests : nx_fail(EQNOMID);
}
long isend(long type, void* buf, long count, long node, long ptype) {
  const long mid = _isend(type, buf, count, node, ptype);
  if (mid < 0) nx_die("isend");
  return mid;
}

static long send_handled(long type, void* buf, long count, long node, long ptype, nx_xhandler handler,
                         int extended, long hparam) {
  long error = nx_check_send(type, buf, count, node, ptype);
  if (!error && !handler) error = EQHND;
  if (error) return nx_fail((int)error);
  nx_enter();
  if (node >= 0 && nx.peer[node].dead) {
    nx_blame((int)node);
    error = EQNOACT;
  }
  if (node < 0) { /* the handler is told of one send to all: it waits for the others here */
    for (int i = 0; i < nx.nodes && !error; ++i)
      if (i != nx.node) error = nx_send_blocking((int32_t)type, buf, (uint32_t)count, i);
  }
  struct nx_request* r =
      error ? 0 : fill_in(nx_new_request(), (int32_t)type, buf, (uint32_t)count, (int)node);
  if (r) {
    r->handler = handler;
    r->extended = (unsigned char)extended;
    r->hparam = hparam;
    if (node < 0) {
      r->is_send = 1;
      r->total = r->count;
      nx_done(r, 0);
    } else {
      nx_begin_send(r);
    }
  } else if (!error) {
    error = EQNOMID;
  }
  nx_leave();
  return error ? nx_fail((int)error) : 0;
}

long _hsend(long type, void* buf, long count, long node, long ptype, nx_handler handler) {
  return send_handled(type, buf, count, node, ptype, (nx_xhandler)handler, 0, 0);
}
void hsend(long type, void* buf, long count, long node, long ptype, nx_handler handler) {
  if (_hsend(type, buf, count, node, ptype, handler) < 0) nx_die("hsend");
}
long _hsendx(long type, void* buf, long count, long node, long ptype, nx_xhandler xhandler, long hparam) {
  return send_handled(type, buf, count, node, ptype, xhandler, 1, hparam);
}
void hsendx(long type, void* buf, long count, long node, long ptype, nx_xhandler xhandler, long hparam) {
  if (_hsendx(type, buf, count, node, ptype, xhandler, hparam) < 0) nx_die("hsendx");
}
