/* SPDX-License-Identifier: MIT */
/* crecv, irecv, hrecv and their relatives. */
#include "state.h"

enum { SHORT_TURNS = 256 }; /* looks at all rings before a receive is queued */

long nx_check_receive(const void* buf, long count, long node, long ptype) {
  if (count < 0 || count > INT32_MAX) return EQLEN;
  if (!buf && count > 0) return EQPBUF;
  if (node < NX_ANY || node >= nx.nodes) return EQNODE;
  return ptype < NX_ANY ? EQPID : 0;
}

void nx_tell(long* info, int32_t type, uint32_t count, int32_t node) {
  (void)*(volatile long*)info; /* brings the line in: stores to one that is not there go to the bus */
  info[0] = type;
  info[1] = (long)count;
  info[2] = node;
  info[3] = nx.ptype;
}

/* A selector is 32 bits, of which the sign means a set: as written on a machine whose long had 32. */
static inline int32_t selector_of(long typesel) {
  return (int32_t)typesel;
}

static inline struct nx_request* fill_in(struct nx_request* r, int32_t selector, void* buf, uint32_t count,
                                         int node) {
  if (!r) return 0;
  r->type = selector;
  r->buf = buf;
  r->count = count;
  r->node = node;
  return r;
}

long nx_receive_blocking(int32_t selector, void* buf, uint32_t count, int node, long* info) {
  struct nx_request* r = fill_in(nx_new_blocking_request(), selector, buf, count, node);
  nx_post(r);
  const int error = r->step == NX_DONE ? r->error : nx_wait_for(r);
  if (info && error != EQNOACT) nx_tell(info, r->type, r->total, r->node);
  nx_free_request(r);
  return error;
}

/* The short way: while nothing waits on either side, looks for a while, and takes a small message that fits
 * straight from its packet. Anything else is left to nx_progress. 1: it has been received. */
static inline int receive_shortly(int32_t selector, char* buf, uint32_t count, int node, long* info) {
  if (nx.arrived || nx.posted.first || selector >= NX_FIRST_FORCE_TYPE) return 0;
  for (int turn = 0; turn < SHORT_TURNS; ++turn) {
    if (nx.completing || nx.unsent) return 0;
    for (struct nx_poll* poll = nx.polls; poll != nx.polls_end; ++poll) {
      if (!nx_has_come(poll)) continue;
      const uint32_t flag = *poll->flag, bytes = nx_flag_bytes(flag);
      const int32_t from = (int32_t)poll->node;
      const volatile int32_t* const type = (const volatile int32_t*)poll->flag - 1;
      if (nx_flag_kind(flag) != NX_ONLY || bytes > count || !nx_takes(selector, *type) ||
          (node != from && node != NX_ANY))
        return 0;
      const volatile void* data = (const volatile char*)type - nx_whole_words(bytes);
      nx_tell(info, *type, bytes, from);
      if (bytes < 32)
        nx_copy_words(buf, data, bytes);
      else
        nx_copy(buf, (const void*)data, bytes);
      nx_release_slot(poll, &nx.peer[from], flag);
      return 1;
    }
  }
  return 0;
}

static inline __attribute__((always_inline)) long receive(long typesel, void* buf, long count, long node,
                                                          long ptype, long* info) {
  long error = nx_check_receive(buf, count, node, ptype);
  if (__builtin_expect(error != 0, 0)) return nx_fail((int)error);
  nx_enter();
  if (receive_shortly(selector_of(typesel), buf, (uint32_t)count, (int)node, info)) {
    nx_leave();
    return 0;
  }
  error = nx_receive_blocking(selector_of(typesel), buf, (uint32_t)count, (int)node, info);
  nx_leave();
  return error ? nx_fail((int)error) : 0;
}

long _crecv(long typesel, void* buf, long count) {
  return receive(typesel, buf, count, NX_ANY, NX_ANY, msginfo);
}
void crecv(long typesel, void* buf, long count) {
  if (receive(typesel, buf, count, NX_ANY, NX_ANY, msginfo) < 0) nx_die("crecv");
}
long _crecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]) {
  return receive(typesel, buf, count, nodesel, ptypesel, info);
}
void crecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]) {
  if (receive(typesel, buf, count, nodesel, ptypesel, info) < 0) nx_die("crecvx");
}

long _csendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
                long rcount) {
  const long receiving = _irecv(typesel, rbuf, rcount);
  if (receiving < 0) return -1;
  if (node < 0 || _csend(type, sbuf, scount, node, ptype) < 0) {
    const int error = node < 0 ? EQNODE : errno;
    _msgcancel(receiving);
    return nx_fail(error);
  }
  return _msgwait(receiving) < 0 ? -1 : msginfo[1];
}
long csendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
               long rcount) {
  const long length = _csendrecv(type, sbuf, scount, node, ptype, typesel, rbuf, rcount);
  if (length < 0) nx_die("csendrecv");
  return length;
}

long _irecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]) {
  const long error = nx_check_receive(buf, count, nodesel, ptypesel);
  if (error) return nx_fail((int)error);
  nx_enter();
  struct nx_request* r = fill_in(nx_new_request(), selector_of(typesel), buf, (uint32_t)count, (int)nodesel);
  if (r) {
    r->has_mid = 1;
    r->info = info;
    nx_post(r);
    if (r->step == NX_POSTED && count >= NX_WORTH_AN_INTERRUPT) nx_watch_for(r);
  }
  nx_leave();
  return r ? r - nx_requests : nx_fail(EQNOMID);
}
long irecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, long info[]) {
  const long mid = _irecvx(typesel, buf, count, nodesel, ptypesel, info);
  if (mid < 0) nx_die("irecvx");
  return mid;
}
long _irecv(long typesel, void* buf, long count) {
  return _irecvx(typesel, buf, count, NX_ANY, NX_ANY, msginfo);
}
long irecv(long typesel, void* buf, long count) {
  const long mid = _irecv(typesel, buf, count);
  if (mid < 0) nx_die("irecv");
  return mid;
}

long _isendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
                long rcount) {
  if (node < 0) return nx_fail(EQNODE);
  const long receiving = _irecv(typesel, rbuf, rcount);
  if (receiving < 0) return -1;
  const long sending = _isend(type, sbuf, scount, node, ptype);
  if (sending < 0) {
    const int error = errno;
    _msgcancel(receiving);
    return nx_fail(error);
  }
  return _msgmerge(receiving, sending); /* it is done when both are: then sbuf may be filled again, too */
}
long isendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
               long rcount) {
  const long mid = _isendrecv(type, sbuf, scount, node, ptype, typesel, rbuf, rcount);
  if (mid < 0) nx_die("isendrecv");
  return mid;
}

static long receive_handled(long typesel, void* buf, long count, long node, long ptype, nx_xhandler handler,
                            int extended, long hparam) {
  long error = nx_check_receive(buf, count, node, ptype);
  if (!error && !handler) error = EQHND;
  if (error) return nx_fail((int)error);
  nx_enter();
  struct nx_request* r = fill_in(nx_new_request(), selector_of(typesel), buf, (uint32_t)count, (int)node);
  if (r) {
    r->handler = handler;
    r->extended = (unsigned char)extended;
    r->hparam = hparam;
    nx_watch_for(r);
    nx_post(r);
  }
  nx_leave();
  return r ? 0 : nx_fail(EQNOMID);
}

long _hrecv(long typesel, void* buf, long count, nx_handler handler) {
  return receive_handled(typesel, buf, count, NX_ANY, NX_ANY, (nx_xhandler)handler, 0, 0);
}
void hrecv(long typesel, void* buf, long count, nx_handler handler) {
  if (_hrecv(typesel, buf, count, handler) < 0) nx_die("hrecv");
}
long _hrecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, nx_xhandler xhandler,
             long hparam) {
  return receive_handled(typesel, buf, count, nodesel, ptypesel, xhandler, 1, hparam);
}
void hrecvx(long typesel, void* buf, long count, long nodesel, long ptypesel, nx_xhandler xhandler,
            long hparam) {
  if (_hrecvx(typesel, buf, count, nodesel, ptypesel, xhandler, hparam) < 0) nx_die("hrecvx");
}

long _hsendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
                long rcount, nx_handler handler) {
  const long error = node < 0 ? EQNODE : nx_check_send(type, sbuf, scount, node, ptype);
  if (error) return nx_fail((int)error);
  if (_hrecv(typesel, rbuf, rcount, handler) < 0) return -1;
  return _csend(type, sbuf, scount, node, ptype);
}
void hsendrecv(long type, void* sbuf, long scount, long node, long ptype, long typesel, void* rbuf,
               long rcount, nx_handler handler) {
  if (_hsendrecv(type, sbuf, scount, node, ptype, typesel, rbuf, rcount, handler) < 0) nx_die("hsendrecv");
}
