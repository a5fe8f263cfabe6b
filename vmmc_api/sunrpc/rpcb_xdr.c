/* SPDX-License-Identifier: MIT */
/* What rpcbind's protocol is made of (RFC 1833, section 2.1), and calls through the portmapper (section 3.1).
 */
#include <rpc/rpc.h>

#include <rpc/pmap_rmt.h> /* needs the one above */
#include <stddef.h>
#include <string.h>

enum { MOST_TEXT = 9000 }; /* of rpcbind's strings, as libtirpc has it */

bool_t xdr_netbuf(XDR* xdrs, struct netbuf* address) {
  if (!xdr_u_int(xdrs, &address->maxlen)) return FALSE;
  return xdr_bytes(xdrs, (char**)&address->buf, &address->len, address->maxlen);
}

bool_t xdr_rpcb(XDR* xdrs, RPCB* map) {
  return xdr_u_int32_t(xdrs, &map->r_prog) && xdr_u_int32_t(xdrs, &map->r_vers) &&
         xdr_string(xdrs, &map->r_netid, MOST_TEXT) && xdr_string(xdrs, &map->r_addr, MOST_TEXT) &&
         xdr_string(xdrs, &map->r_owner, MOST_TEXT);
}

bool_t xdr_rpcb_entry(XDR* xdrs, rpcb_entry* entry) {
  return xdr_string(xdrs, &entry->r_maddr, MOST_TEXT) && xdr_string(xdrs, &entry->r_nc_netid, MOST_TEXT) &&
         xdr_u_int(xdrs, &entry->r_nc_semantics) && xdr_string(xdrs, &entry->r_nc_protofmly, MOST_TEXT) &&
         xdr_string(xdrs, &entry->r_nc_proto, MOST_TEXT);
}

/* Lists: before each element a word that says there is one. A loop, not a recursion: a list is as long as the
 * other side says. next: where in an element the pointer to the next one is. */
static bool_t list(XDR* xdrs, char** at, u_int bytes, size_t next, xdrproc_t element) {
  char** after = at;
  for (bool_t more; at; at = after) {
    more = *at != NULL;
    char* const here = *at;
    if (!xdr_bool(xdrs, &more)) return FALSE;
    if (!more) return TRUE;
    char* following = here && xdrs->x_op != XDR_DECODE ? *(char**)(void*)(here + next) : NULL;
    if (!xdr_reference(xdrs, at, bytes, element)) return FALSE;
    if (xdrs->x_op == XDR_FREE)
      *(after = at) = following; /* the element is gone */
    else
      after = (char**)(void*)(*at + next);
  }
  return TRUE;
}

bool_t xdr_rpcblist_ptr(XDR* xdrs, rpcblist_ptr* head) {
  return list(xdrs, (char**)head, sizeof **head, offsetof(struct rp__list, rpcb_next), (xdrproc_t)xdr_rpcb);
}

bool_t xdr_rpcblist(XDR* xdrs, rpcblist** head) {
  return xdr_rpcblist_ptr(xdrs, head);
}

bool_t xdr_rpcb_entry_list_ptr(XDR* xdrs, rpcb_entry_list_ptr* head) {
  return list(xdrs, (char**)head, sizeof **head, offsetof(struct rpcb_entry_list, rpcb_entry_next),
              (xdrproc_t)xdr_rpcb_entry);
}

/* ---- rpcbind's statistics ---- */

bool_t xdr_rpcbs_addrlist(XDR* xdrs, rpcbs_addrlist* l) {
  return xdr_u_int32_t(xdrs, &l->prog) && xdr_u_int32_t(xdrs, &l->vers) && xdr_int(xdrs, &l->success) &&
         xdr_int(xdrs, &l->failure) && xdr_string(xdrs, &l->netid, MOST_TEXT) &&
         xdr_pointer(xdrs, (char**)&l->next, sizeof *l->next, (xdrproc_t)xdr_rpcbs_addrlist);
}

bool_t xdr_rpcbs_rmtcalllist(XDR* xdrs, rpcbs_rmtcalllist* l) {
  return xdr_u_int32_t(xdrs, &l->prog) && xdr_u_int32_t(xdrs, &l->vers) && xdr_u_int32_t(xdrs, &l->proc) &&
         xdr_int(xdrs, &l->success) && xdr_int(xdrs, &l->failure) && xdr_int(xdrs, &l->indirect) &&
         xdr_string(xdrs, &l->netid, MOST_TEXT) &&
         xdr_pointer(xdrs, (char**)&l->next, sizeof *l->next, (xdrproc_t)xdr_rpcbs_rmtcalllist);
}

bool_t xdr_rpcbs_addrlist_ptr(XDR* xdrs, rpcbs_addrlist_ptr* l) {
  return xdr_pointer(xdrs, (char**)l, sizeof **l, (xdrproc_t)xdr_rpcbs_addrlist);
}

bool_t xdr_rpcbs_rmtcalllist_ptr(XDR* xdrs, rpcbs_rmtcalllist_ptr* l) {
  return xdr_pointer(xdrs, (char**)l, sizeof **l, (xdrproc_t)xdr_rpcbs_rmtcalllist);
}

bool_t xdr_rpcbs_proc(XDR* xdrs, rpcbs_proc counts) {
  return xdr_vector(xdrs, (char*)counts, RPCBSTAT_HIGHPROC, sizeof(int), (xdrproc_t)xdr_int);
}

bool_t xdr_rpcb_stat(XDR* xdrs, rpcb_stat* s) {
  return xdr_rpcbs_proc(xdrs, s->info) && xdr_int(xdrs, &s->setinfo) && xdr_int(xdrs, &s->unsetinfo) &&
         xdr_rpcbs_addrlist_ptr(xdrs, &s->addrinfo) && xdr_rpcbs_rmtcalllist_ptr(xdrs, &s->rmtinfo);
}

bool_t xdr_rpcb_stat_byvers(XDR* xdrs, rpcb_stat_byvers s) {
  return xdr_vector(xdrs, (char*)s, RPCBVERS_STAT, sizeof *s, (xdrproc_t)xdr_rpcb_stat);
}

/* ---- Calls through the portmapper: arguments and results are opaque, with a length before them ---- */

/* Encodes the length when it is known: after what it is the length of. */
static bool_t with_length(XDR* xdrs, u_int* length, xdrproc_t what, void* object) {
  const u_int at = XDR_GETPOS(xdrs);
  if (!xdr_u_int(xdrs, length)) return FALSE;
  const u_int start = XDR_GETPOS(xdrs);
  if (!what(xdrs, object)) return FALSE;
  const u_int end = XDR_GETPOS(xdrs);
  *length = end - start;
  return XDR_SETPOS(xdrs, at) && xdr_u_int(xdrs, length) && XDR_SETPOS(xdrs, end);
}

bool_t xdr_rmtcall_args(XDR* xdrs, struct rmtcallargs* call) {
  if (!xdr_u_long(xdrs, &call->prog) || !xdr_u_long(xdrs, &call->vers) || !xdr_u_long(xdrs, &call->proc))
    return FALSE;
  u_int length = (u_int)call->arglen;
  const bool_t done = with_length(xdrs, &length, call->xdr_args, call->args_ptr);
  call->arglen = length;
  return done;
}

bool_t xdr_rmtcallres(XDR* xdrs, struct rmtcallres* result) {
  return xdr_reference(xdrs, (char**)&result->port_ptr, sizeof(u_long), (xdrproc_t)xdr_u_long) &&
         xdr_u_long(xdrs, &result->resultslen) && result->xdr_results(xdrs, result->results_ptr);
}

/* The program's own structure goes on with the filter of its arguments. */
bool_t xdr_rpcb_rmtcallargs(XDR* xdrs, rpcb_rmtcallargs* object) {
  struct r_rpcb_rmtcallargs* const call = (struct r_rpcb_rmtcallargs*)(void*)object;
  return xdr_u_int32_t(xdrs, &call->prog) && xdr_u_int32_t(xdrs, &call->vers) &&
         xdr_u_int32_t(xdrs, &call->proc) &&
         with_length(xdrs, &call->args.args_len, call->xdr_args, call->args.args_val);
}

bool_t xdr_rpcb_rmtcallres(XDR* xdrs, rpcb_rmtcallres* object) {
  struct r_rpcb_rmtcallres* const result = (struct r_rpcb_rmtcallres*)(void*)object;
  return xdr_string(xdrs, &result->addr, MOST_TEXT) && xdr_u_int32_t(xdrs, &result->results.results_len) &&
         result->xdr_res(xdrs, result->results.results_val);
}
