/* SPDX-License-Identifier: MIT */
/* The portmapper (RFC 1833, section 3) without a program of its own: each server answers for what it has
 * registered.
 *
 * A node's portmapper is 64 ports. A server that registers a program takes the first free port from the
 * program's own on (its number modulo 64), and answers there the protocol's calls, as they are, in datagrams.
 * Who looks for a program asks at the program's own port, then at the others: so it is found as long as its
 * server lives, whoever else comes and goes, and a registration ends with its server. */
#include <string.h>

#include "sunrpc/server.h"

enum {
  FIRST_PORT = 28416, /* 111 * 256 */
  PORTS = 64,
  TOGETHER = 8,         /* ports asked at a time */
  MAPS = 40,            /* registrations of a process: as many as one datagram lists */
  NEIGHBOUR_SECONDS = 5 /* patience with another server of this node */
};

static struct pmap maps[MAPS];
static int map_count;
static unsigned char own_port[PORTS];
static int first_own = -1; /* the port at which the whole list is given */

static int port_of(rpcprog_t program, int i) {
  return FIRST_PORT + (int)((program + (rpcprog_t)i) % PORTS);
}

static struct pmap* find(rpcprog_t program, rpcvers_t version, rpcprot_t protocol) {
  for (int i = 0; i < map_count; ++i)
    if (maps[i].pm_prog == program && maps[i].pm_vers == version && maps[i].pm_prot == protocol)
      return &maps[i];
  return NULL;
}

/* The port of this version, or of any other if that is not there: its server says which it has. */
static int own_answer(const struct pmap* wanted) {
  int other = 0;
  for (int i = 0; i < map_count; ++i) {
    if (maps[i].pm_prog != wanted->pm_prog || (wanted->pm_prot && maps[i].pm_prot != wanted->pm_prot))
      continue;
    if (maps[i].pm_vers == wanted->pm_vers) return (int)maps[i].pm_port;
    other = (int)maps[i].pm_port;
  }
  return other;
}

static bool_t forget(rpcprog_t program, rpcvers_t version, rpcprot_t protocol) {
  bool_t found = FALSE;
  for (int i = 0; i < map_count;) {
    const int same = maps[i].pm_prog == program && maps[i].pm_vers == version &&
                     (protocol == 0 || maps[i].pm_prot == protocol);
    if (same) {
      memmove(&maps[i], &maps[i + 1], (size_t)(map_count - i - 1) * sizeof *maps);
      --map_count;
      found = TRUE;
    } else {
      ++i;
    }
  }
  return found;
}

/* ---- Answering ---- */

static bool_t put_list(XDR* out, int whole) {
  bool_t more = TRUE;
  for (int i = 0; whole && i < map_count; ++i)
    if (!xdr_bool(out, &more) || !xdr_pmap(out, &maps[i])) return FALSE;
  more = FALSE;
  return xdr_bool(out, &more);
}

static bool_t put_answer(XDR* out, struct rpc_msg* reply, rpcproc_t procedure, struct pmap* map, int whole) {
  u_long port;
  bool_t done;
  reply->acpted_rply.ar_results.proc = rpc_xdr_nothing;
  if (procedure == PMAPPROC_GETPORT || procedure == PMAPPROC_UNSET || procedure == PMAPPROC_NULL ||
      procedure == PMAPPROC_DUMP) {
    if (!xdr_replymsg(out, reply)) return FALSE;
  } else {
    reply->acpted_rply.ar_stat = PROC_UNAVAIL; /* nobody registers for another */
    return xdr_replymsg(out, reply);
  }
  switch (procedure) {
    case PMAPPROC_GETPORT:
      port = (u_long)own_answer(map);
      return xdr_u_long(out, &port);
    case PMAPPROC_UNSET:
      done = forget((rpcprog_t)map->pm_prog, (rpcvers_t)map->pm_vers, (rpcprot_t)map->pm_prot);
      return xdr_bool(out, &done);
    case PMAPPROC_DUMP:
      return put_list(out, whole);
    default:
      return TRUE;
  }
}

/* What is no call, or none of the portmapper's, is not answered. */
static void answer(int slot, const struct vmmc_datagram* from, char* data) {
  char text[VMMC_DATAGRAM_BYTES], credential[MAX_AUTH_BYTES], verifier[MAX_AUTH_BYTES];
  struct rpc_msg call, reply;
  struct pmap map;
  XDR in, out;
  memset(&call, 0, sizeof call);
  memset(&map, 0, sizeof map);
  call.rm_call.cb_cred.oa_base = credential;
  call.rm_call.cb_verf.oa_base = verifier;
  xdrmem_create(&in, data, from->bytes, XDR_DECODE);
  if (!xdr_callmsg(&in, &call) || call.rm_call.cb_prog != PMAPPROG || call.rm_call.cb_vers != PMAPVERS)
    return;
  const rpcproc_t procedure = call.rm_call.cb_proc;
  if ((procedure == PMAPPROC_GETPORT || procedure == PMAPPROC_UNSET) && !xdr_pmap(&in, &map)) return;
  if (procedure == PMAPPROC_UNSET && from->node != vmmc_self().node) return;
  memset(&reply, 0, sizeof reply);
  reply.rm_xid = call.rm_xid;
  reply.rm_direction = REPLY;
  xdrmem_create(&out, text, sizeof text, XDR_ENCODE);
  if (!put_answer(&out, &reply, procedure, &map, slot == first_own)) return;
  vmmc_datagram_send(FIRST_PORT + slot, from->node, from->port, text, XDR_GETPOS(&out));
}

int rpc_map_serve(void) {
  char data[VMMC_DATAGRAM_BYTES];
  struct vmmc_datagram from;
  int served = 0;
  for (int slot = 0; first_own >= 0 && slot < PORTS; ++slot) {
    if (!own_port[slot]) continue;
    while (vmmc_datagram_receive(FIRST_PORT + slot, &from, data, sizeof data) == 1) {
      if (from.status == 0) answer(slot, &from, data);
      ++served;
    }
  }
  return served;
}

/* ---- Asking ---- */

static int ask(vmmc_node node, int port, uint32_t xid, rpcproc_t procedure, struct pmap* map) {
  char text[256];
  struct rpc_msg call;
  XDR out;
  memset(&call, 0, sizeof call);
  call.rm_xid = xid;
  call.rm_call.cb_rpcvers = RPC_MSG_VERSION;
  call.rm_call.cb_prog = PMAPPROG;
  call.rm_call.cb_vers = PMAPVERS;
  call.rm_call.cb_proc = procedure;
  xdrmem_create(&out, text, sizeof text, XDR_ENCODE);
  if (!xdr_callmsg(&out, &call) || (map && !xdr_pmap(&out, map))) return VMMC_ERROR_ARGUMENT;
  return vmmc_datagram_send(rpc_own_port(), node, port, text, XDR_GETPOS(&out));
}

/* Takes the results of a positive answer. FALSE: keep on asking. */
typedef bool_t (*taker)(XDR* in, void* where);

/* Asks `count` ports of the portmapper's from the program's own on, `first` of them done; every answer is
 * given to `take` until it says TRUE. 1 then; 0: none did; or an error. */
static int ask_ports(vmmc_node node, rpcproc_t procedure, struct pmap* map, int first, int count, taker take,
                     void* where, int64_t deadline) {
  static uint32_t last_xid = 1;
  const uint32_t xid = last_xid;
  last_xid += (uint32_t)count;
  if (rpc_own_port() < 0) return rpc_own_port();
  for (int i = 0; i < count; ++i) {
    const int status = ask(node, port_of((rpcprog_t)map->pm_prog, first + i), xid + (uint32_t)i, procedure,
                           procedure == PMAPPROC_DUMP ? NULL : map);
    if (status < 0) return status;
  }
  char data[VMMC_DATAGRAM_BYTES], verifier[MAX_AUTH_BYTES];
  struct vmmc_datagram from;
  for (int left = count; left > 0;) {
    if (!rpc_await_datagram(rpc_own_port(), &from, data, sizeof data, deadline)) return RPC_LINK_TIMED_OUT;
    uint32_t answered = 0;
    memcpy(&answered, data, from.bytes < sizeof answered ? from.bytes : sizeof answered);
    if (ntohl(answered) - xid >= (uint32_t)count) continue; /* to another question */
    --left;
    if (from.status == VMMC_ERROR_UNREACHABLE) return from.status;
    if (from.status < 0) continue; /* nobody has that port */
    struct rpc_msg reply;
    XDR in;
    memset(&reply, 0, sizeof reply);
    reply.acpted_rply.ar_verf.oa_base = verifier;
    reply.acpted_rply.ar_results.proc = rpc_xdr_nothing;
    xdrmem_create(&in, data, from.bytes, XDR_DECODE);
    if (xdr_replymsg(&in, &reply) && reply.rm_reply.rp_stat == MSG_ACCEPTED &&
        reply.acpted_rply.ar_stat == SUCCESS && take(&in, where))
      return 1;
  }
  return 0;
}

static bool_t take_port(XDR* in, void* where) {
  u_long port = 0;
  if (!xdr_u_long(in, &port) || port == 0) return FALSE;
  *(int*)where = (int)port;
  return TRUE;
}

int rpc_map_port(vmmc_node node, rpcprog_t program, rpcvers_t version, rpcprot_t protocol, int64_t deadline) {
  struct pmap map = {program, version, protocol, 0};
  int port = 0;
  int status = ask_ports(node, PMAPPROC_GETPORT, &map, 0, 1, take_port, &port, deadline);
  for (int first = 1; status == 0 && first < PORTS; first += TOGETHER) {
    const int count = PORTS - first < TOGETHER ? PORTS - first : TOGETHER;
    status = ask_ports(node, PMAPPROC_GETPORT, &map, first, count, take_port, &port, deadline);
  }
  return status > 0 ? port : status;
}

/* Appends; a list that does not decode adds what did. */
static bool_t take_list(XDR* in, void* where) {
  struct pmaplist*** const end = where;
  struct pmaplist* list = NULL;
  xdr_pmaplist(in, &list);
  **end = list;
  while (**end) *end = &(**end)->pml_next;
  return FALSE;
}

struct pmaplist* rpc_map_list(vmmc_node node, int64_t deadline) {
  struct pmaplist *list = NULL, **end = &list;
  struct pmap none = {0, 0, 0, 0};
  for (int first = 0; first < PORTS; first += TOGETHER)
    if (ask_ports(node, PMAPPROC_DUMP, &none, first, TOGETHER, take_list, &end, deadline) < 0) break;
  return list;
}

/* ---- Registering ---- */

static bool_t take_yes(XDR* in, void* where) {
  (void)where;
  bool_t yes = FALSE;
  return xdr_bool(in, &yes) && yes;
}

static bool_t holds(XDR* in, void* where) {
  const struct pmap* const wanted = where;
  struct pmaplist* list = NULL;
  bool_t found = FALSE;
  if (xdr_pmaplist(in, &list))
    for (const struct pmaplist* l = list; l; l = l->pml_next)
      found |= l->pml_map.pm_prog == wanted->pm_prog && l->pml_map.pm_vers == wanted->pm_vers &&
               l->pml_map.pm_prot == wanted->pm_prot;
  xdr_free((xdrproc_t)xdr_pmaplist, &list);
  return found;
}

/* Takes a port for the program. FALSE: another server of this node has registered just this, or all ports are
 * taken. */
static bool_t take_slot(struct pmap* map) {
  for (int i = 0; i < PORTS; ++i) {
    const int port = port_of((rpcprog_t)map->pm_prog, i), slot = port - FIRST_PORT;
    if (own_port[slot]) return TRUE;
    if (vmmc_port_open(port) > 0) {
      own_port[slot] = 1;
      if (first_own < 0) first_own = slot;
      return TRUE;
    }
    const int64_t deadline = rpc_now() + (int64_t)NEIGHBOUR_SECONDS * 1000000000;
    if (ask_ports(vmmc_self().node, PMAPPROC_DUMP, map, i, 1, holds, map, deadline) > 0) return FALSE;
  }
  return FALSE;
}

bool_t rpc_map_set(rpcprog_t program, rpcvers_t version, rpcprot_t protocol, int port) {
  struct pmap map = {program, version, protocol, (u_long)port};
  const struct pmap* const there = find(program, version, protocol);
  if (there) return there->pm_port == map.pm_port;
  if (map_count == MAPS || !take_slot(&map)) return FALSE;
  maps[map_count++] = map;
  return TRUE;
}

/* Also what another server of this node has registered, as it always was: who starts a server anew unsets
 * first. */
bool_t rpc_map_unset(rpcprog_t program, rpcvers_t version, rpcprot_t protocol) {
  bool_t found = forget(program, version, protocol);
  struct pmap map = {program, version, protocol, 0};
  for (int i = 0; i < PORTS; ++i) {
    const int port = port_of(program, i);
    if (own_port[port - FIRST_PORT]) continue;
    if (vmmc_port_open(port) > 0) { /* nobody's: behind it nobody has looked for room */
      vmmc_port_close(port);
      break;
    }
    const int64_t deadline = rpc_now() + (int64_t)NEIGHBOUR_SECONDS * 1000000000;
    if (ask_ports(vmmc_self().node, PMAPPROC_UNSET, &map, i, 1, take_yes, NULL, deadline) > 0) found = TRUE;
  }
  return found;
}
