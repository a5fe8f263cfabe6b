/* SPDX-License-Identifier: MIT */
/* What the portmapper's protocol is made of (RFC 1833, section 3.1). */
#include <rpc/rpc.h>

bool_t xdr_pmap(XDR* xdrs, struct pmap* map) {
  return xdr_u_long(xdrs, &map->pm_prog) && xdr_u_long(xdrs, &map->pm_vers) &&
         xdr_u_long(xdrs, &map->pm_prot) && xdr_u_long(xdrs, &map->pm_port);
}

static void free_list(struct pmaplist** list) {
  while (*list) {
    struct pmaplist* const next = (*list)->pml_next;
    free(*list);
    *list = next;
  }
}

/* A loop, not a recursion: the list is as long as the other side says. */
bool_t xdr_pmaplist(XDR* xdrs, struct pmaplist** list) {
  if (xdrs->x_op == XDR_FREE) {
    free_list(list);
    return TRUE;
  }
  for (;; list = &(*list)->pml_next) {
    bool_t more = *list != NULL;
    if (!xdr_bool(xdrs, &more)) return FALSE;
    if (!more) return TRUE;
    if (!xdr_reference(xdrs, (char**)list, sizeof **list, (xdrproc_t)xdr_pmap)) return FALSE;
  }
}

bool_t xdr_pmaplist_ptr(XDR* xdrs, struct pmaplist* list) {
  return xdr_pmaplist(xdrs, (struct pmaplist**)(void*)list);
}
