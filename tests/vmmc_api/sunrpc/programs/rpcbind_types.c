/* SPDX-License-Identifier: MIT */
/* Encodes, decodes, cuts short and frees what rpcbind's protocol is made of: the same text wherever it runs.
 */
#include <rpc/rpc.h>

#include <rpc/pmap_rmt.h> /* needs the one above */
#include <string.h>

static char memory[2048] __attribute__((aligned(8)));

/* Encodes and prints; then decodes all lengths from nothing to everything, and prints what is accepted. */
static void both(const char* name, xdrproc_t what, void* object, void* back, size_t bytes) {
  XDR stream;
  memset(memory, 0x5a, sizeof memory);
  xdrmem_create(&stream, memory, sizeof memory, XDR_ENCODE);
  const bool_t done = what(&stream, object);
  const u_int written = xdr_getpos(&stream);
  printf("%s %d %u:", name, done, written);
  for (u_int i = 0; i < written; ++i) printf(" %02x", (unsigned char)memory[i]);
  printf("\n ");
  for (u_int length = 0; back && length <= written; length += 4) {
    xdrmem_create(&stream, memory, length, XDR_DECODE);
    memset(back, 0, bytes);
    const bool_t decoded = what(&stream, back);
    printf(" %d/%u", decoded, xdr_getpos(&stream));
    if (length < written) continue;
    char again[2048];
    XDR second;
    xdrmem_create(&second, again, sizeof again, XDR_ENCODE);
    const bool_t encoded = what(&second, back);
    printf(" again %d %d", encoded, memcmp(again, memory, written));
    xdr_free(what, back);
  }
  printf("\n");
}

static void rpcbind(void) {
  RPCB map = {100000, 4, "tcp", "10.0.0.1.0.111", "superuser"}, map_back;
  both("rpcb", (xdrproc_t)xdr_rpcb, &map, &map_back, sizeof map_back);
  rpcblist third = {{5, 6, "udp", "", "me"}, NULL}, second = {{3, 4, "", "a", "nobody"}, &third},
           first = {map, &second}, *list = &first, *list_back;
  both("rpcblist", (xdrproc_t)xdr_rpcblist, &list, &list_back, sizeof list_back);
  both("rpcblist_ptr", (xdrproc_t)xdr_rpcblist_ptr, &list, &list_back, sizeof list_back);
  list = NULL;
  both("rpcblist, none", (xdrproc_t)xdr_rpcblist, &list, &list_back, sizeof list_back);
  rpcb_entry entry = {"10.0.0.1.0.111", "tcp", 3, "inet", "tcp"}, entry_back;
  both("entry", (xdrproc_t)xdr_rpcb_entry, &entry, &entry_back, sizeof entry_back);
  rpcb_entry_list next = {{"a", "b", 1, "c", "d"}, NULL}, head = {entry, &next}, *entries = &head,
                  *entries_back;
  both("entries", (xdrproc_t)xdr_rpcb_entry_list_ptr, &entries, &entries_back, sizeof entries_back);
}

static void statistics(void) {
  rpcbs_addrlist b = {3, 4, 5, 6, "udp", NULL}, a = {1, 2, 3, 4, "tcp", &b};
  rpcbs_rmtcalllist c = {1, 2, 3, 4, 5, 6, "udp", NULL};
  rpcb_stat_byvers all, back;
  memset(all, 0, sizeof all);
  for (int v = 0; v < RPCBVERS_STAT; ++v)
    for (int i = 0; i < RPCBSTAT_HIGHPROC; ++i) all[v].info[i] = 100 * v + i;
  all[0].setinfo = 7;
  all[1].unsetinfo = 8;
  all[1].addrinfo = &a;
  all[2].rmtinfo = &c;
  both("statistics", (xdrproc_t)xdr_rpcb_stat, &all[1], &back[1], sizeof back[1]);
  both("statistics by version", (xdrproc_t)xdr_rpcb_stat_byvers, all, back, sizeof back);
}

static void calls(void) {
  int argument = 42, result = 43;
  u_long port = 1234;
  struct rmtcallargs call = {1, 2, 3, 99, (caddr_t)&argument, (xdrproc_t)xdr_int};
  both("rmtcall_args", (xdrproc_t)xdr_rmtcall_args, &call, NULL, 0);
  printf("length %lu\n", call.arglen);
  struct rmtcallres answer = {&port, 4, (caddr_t)&result, (xdrproc_t)xdr_int};
  both("rmtcallres", (xdrproc_t)xdr_rmtcallres, &answer, NULL, 0);
  char* text = "seven b";
  struct r_rpcb_rmtcallargs call3 = {1, 2, 3, {0, (char*)&text}, (xdrproc_t)xdr_wrapstring};
  both("rpcb_rmtcallargs", (xdrproc_t)xdr_rpcb_rmtcallargs, &call3, NULL, 0);
  printf("length %u\n", call3.args.args_len);
  struct r_rpcb_rmtcallres answer3 = {"10.0.0.2.1.2", {4, (char*)&result}, (xdrproc_t)xdr_int};
  both("rpcb_rmtcallres", (xdrproc_t)xdr_rpcb_rmtcallres, &answer3, NULL, 0);
  char bytes[] = "0123456789";
  struct netbuf address = {16, 7, bytes}, address_back;
  both("netbuf", (xdrproc_t)xdr_netbuf, &address, &address_back, sizeof address_back);
  address.len = 17;
  both("netbuf, too long", (xdrproc_t)xdr_netbuf, &address, NULL, 0);
}

int main(void) {
  rpcbind();
  statistics();
  calls();
  return 0;
}
