/* SPDX-License-Identifier: MIT */
/* trouble_client HOST WHAT: makes one kind of trouble and prints what the library says of it. */
#include <string.h>
#include <strings.h>
#include <sys/time.h>
#include <unistd.h>

#include "trouble.h"

static CLIENT* client;
static struct timeval patience = {5, 0};

static CLIENT* connect_to(const char* host, u_long program, u_long version, const char* network) {
  CLIENT* const c = clnt_create(host, (rpcprog_t)program, (rpcvers_t)version, network);
  if (!c) printf("%s\n", clnt_spcreateerror("create"));
  return c;
}

static enum clnt_stat call(rpcproc_t procedure, xdrproc_t in, void* arguments, xdrproc_t out, void* results) {
  const enum clnt_stat status = clnt_call(client, procedure, in, arguments, out, results, patience);
  if (status != RPC_SUCCESS) printf("%s\n", clnt_sperror(client, "call"));
  return status;
}

static void add(int left, int right) {
  int two[] = {left, right}, sum = -1;
  if (call(ADD, (xdrproc_t)xdr_two, two, (xdrproc_t)xdr_int, &sum) == RPC_SUCCESS)
    printf("%d + %d = %d\n", left, right, sum);
}

static void nothing(rpcproc_t procedure) {
  if (call(procedure, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL) == RPC_SUCCESS)
    printf("procedure %u succeeded\n", procedure);
}

static void names(const char* host) {
  connect_to("nowhere", PROGRAM, 2, "tcp");
  connect_to("node99", PROGRAM, 2, "tcp");
  connect_to("10.0.0.77", PROGRAM, 2, "tcp");
  connect_to(host, PROGRAM, 2, "telegraph");
  connect_to(host, OTHER_PROGRAM, 2, "tcp");
  connect_to(host, PROGRAM, 2, "udp");
  static const char* const networks[] = {"tcp", "netpath", "visible", "circuit_v"};
  for (int i = 0; i < 4; ++i) {
    client = connect_to(i % 2 ? host : "10.0.0.2", PROGRAM, 2, networks[i]);
    add(i, 1);
    clnt_destroy(client);
  }
  printf("broadcast: %d\n",
         clnt_broadcast(PROGRAM, 2, ADD, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL, NULL));
}

static void versions(const char* host) {
  client = connect_to(host, PROGRAM, 7, "tcp");
  nothing(NULLPROC);
  rpcvers_t version = 0;
  CLIENT* const c = clnt_create_vers(host, PROGRAM, &version, 1, 9, "tcp");
  printf("the best of 1 to 9 is %u\n", version);
  if (c) clnt_destroy(c);
  printf("of 5 to 9: %s\n", clnt_create_vers(host, PROGRAM, &version, 5, 9, "tcp") ? "there" : "none");
  nothing(99);
  clnt_control(client, CLSET_VERS, (char*)&(rpcvers_t){2});
  nothing(99);
  clnt_control(client, CLSET_PROG, (char*)&(rpcprog_t){OTHER_PROGRAM});
  nothing(NULLPROC);
  clnt_control(client, CLSET_PROG, (char*)&(rpcprog_t){PROGRAM});
  nothing(NULLPROC);
}

static void arguments(void) {
  double large;
  int two[] = {1, 2};
  call(ADD, (xdrproc_t)xdr_int, two, (xdrproc_t)xdr_int, two);
  call(ADD, (xdrproc_t)xdr_two, two, (xdrproc_t)xdr_double, &large);
  char bytes[5000] = {0};
  struct block b = {2 << 20, bytes};
  call(BLOCK, (xdrproc_t)xdr_block, &b, (xdrproc_t)xdr_block, &b);
  b.length = sizeof bytes;
  call(BLOCK, (xdrproc_t)xdr_broken, &b, (xdrproc_t)xdr_block, &b);
  b.length = 700; /* some of it has been sent, and less than a page */
  call(BLOCK, (xdrproc_t)xdr_broken, &b, (xdrproc_t)xdr_block, &b);
  call(HALF, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_void, NULL);
  add(3, 4);
}

static void late(void) {
  int two[] = {50, 1}, sum = -1;
  patience = (struct timeval){0, 20000};
  call(SILENT, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_int, &sum);
  call(LATE, (xdrproc_t)xdr_two, two, (xdrproc_t)xdr_int, &sum);
  patience = (struct timeval){5, 0};
  add(5, 6); /* not the answer to the call before */
  patience = (struct timeval){0, 0};
  add(7, 8);
  patience = (struct timeval){5, 0};
  add(9, 10);
}

static void dies(void) {
  struct block back = {0, NULL};
  add(1, 1);
  call(DIES, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_block, &back);
  nothing(NULLPROC);
}

static void ends(const char* host) {
  add(1, 1);
  nothing(END);
  nothing(NULLPROC);
  clnt_destroy(client);
  client = connect_to(host, PROGRAM, 2, "tcp");
}

/* Each length three times: the third message begins where its length says. */
static void blocks(void) {
  static const u_int sizes[] = {0,    1,    3,    450,  463,  464,  465,  480,   481,   500,
                                971,  972,  973,  1000, 3990, 4000, 4020, 4021,  4036,  4037,
                                4045, 4046, 4047, 4048, 4049, 4092, 8184, 50000, 200001};
  for (u_int i = 0; i < sizeof sizes / sizeof *sizes; ++i) {
    u_int wrong = 0;
    for (int times = sizes[i] < 10000 ? 3 : 1; times > 0; --times) {
      struct block b = {sizes[i], malloc(sizes[i] + 1)}, back = {0, NULL};
      for (u_int k = 0; k < b.length; ++k) b.bytes[k] = (char)(k * 31 + i);
      if (call(BLOCK, (xdrproc_t)xdr_block, &b, (xdrproc_t)xdr_block, &back) != RPC_SUCCESS) continue;
      wrong += back.length != b.length;
      for (u_int k = 0; k < back.length && !wrong; ++k) wrong += back.bytes[k] != (char)(b.bytes[k] + 1);
      clnt_freeres(client, (xdrproc_t)xdr_block, (char*)&back);
      free(b.bytes);
    }
    printf("%u bytes: %s\n", sizes[i], wrong ? "wrong" : "right");
  }
}

/* Blocks of seeded lengths, most of them short; some calls are given up, some sent and not waited for. */
static void schedule(unsigned seed) {
  static char bytes[60000];
  unsigned state = seed, right = 0, late = 0;
  for (int i = 0; i < 150; ++i) {
    state = state * 1103515245u + 12345u;
    const unsigned kind = state >> 16 & 15, length = (state >> 20) % (kind == 0  ? 60000
                                                                      : kind < 4 ? 6000
                                                                                 : 100);
    for (unsigned k = 0; k < length; ++k) bytes[k] = (char)(k + (unsigned)i);
    struct block b = {length, bytes}, back = {0, NULL};
    const struct timeval none = {0, 0};
    if (kind > 13) {
      const enum clnt_stat status = clnt_call(client, BLOCK, (xdrproc_t)xdr_block, (char*)&b,
                                              kind == 14 ? (xdrproc_t)xdr_block : NULL, (char*)&back, none);
      late += status == (kind == 14 ? RPC_TIMEDOUT : RPC_SUCCESS);
      continue;
    }
    if (call(BLOCK, (xdrproc_t)xdr_block, &b, (xdrproc_t)xdr_block, &back) != RPC_SUCCESS) continue;
    unsigned same = back.length == length;
    for (unsigned k = 0; k < back.length; ++k) same &= back.bytes[k] == (char)(bytes[k] + 1);
    right += same;
    clnt_freeres(client, (xdrproc_t)xdr_block, (char*)&back);
  }
  printf("%u of 150 as they should be\n", right + late);
}

static long milliseconds(void) {
  struct timeval now;
  gettimeofday(&now, NULL);
  return now.tv_sec * 1000 + now.tv_usec / 1000;
}

/* Does not heed that there is no room for the block. */
static bool_t xdr_heedless(XDR* xdrs, struct block* b) {
  xdr_block(xdrs, b);
  xdr_block(xdrs, b);
  return TRUE;
}

/* Calls for whose rest there is no room in time, while the server is busy; nobody waits for that rest. */
static void unfinished(const char* host) {
  static char bytes[60000];
  struct block b = {sizeof bytes, bytes}, back = {0, NULL};
  int two[] = {200, 0};
  const struct timeval none = {0, 0};
  CLIENT *const other = client, *const third = connect_to(host, PROGRAM, 2, "tcp");
  client = connect_to(host, PROGRAM, 2, "tcp");
  for (int heedless = 0; heedless < 2; ++heedless) {
    clnt_call(third, LATE, (xdrproc_t)xdr_two, (char*)two, NULL, NULL, none);
    patience = (struct timeval){0, 50000};
    const long before = milliseconds();
    call(BLOCK, heedless ? (xdrproc_t)xdr_heedless : (xdrproc_t)xdr_block, &b, (xdrproc_t)xdr_block, &back);
    const long after = milliseconds() - before;
    printf("%s\n", after >= 50 && after < 60 ? "in time" : "at another time");
    call(BLOCK, (xdrproc_t)xdr_block, &b, (xdrproc_t)xdr_block, &back); /* none of it leaves */
    patience = (struct timeval){5, 0};
    CLIENT* const mine = client;
    client = other;
    add(heedless, 30);
    client = mine;
    for (int times = 0; times < 2; ++times) {
      for (u_int k = 0; k < sizeof bytes; ++k) bytes[k] = (char)(k * 31);
      if (call(BLOCK, (xdrproc_t)xdr_block, &b, (xdrproc_t)xdr_block, &back) != RPC_SUCCESS) continue;
      u_int right = 0;
      while (right < back.length && back.bytes[right] == (char)(bytes[right] + 1)) ++right;
      printf("%u bytes are right\n", right);
      clnt_freeres(client, (xdrproc_t)xdr_block, (char*)&back);
    }
  }
}

static void who(void) {
  int user = -1;
  call(WHO, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_int, &user);
  gid_t groups[] = {7, 8};
  client->cl_auth = authunix_create("elsewhere", 42, 43, 2, groups);
  if (call(WHO, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_int, &user) == RPC_SUCCESS)
    printf("I am %d\n", user);
  auth_destroy(client->cl_auth);
  client->cl_auth = authunix_create_default();
  call(WHO, (xdrproc_t)xdr_void, NULL, (xdrproc_t)xdr_int, &user);
}

static void batch(void) {
  struct timeval none = {0, 0};
  int two[] = {1, 0}, sum = -1;
  for (int i = 0; i < 200; ++i)
    if (clnt_call(client, COUNT, (xdrproc_t)xdr_two, (char*)two, NULL, NULL, none) != RPC_SUCCESS)
      printf("%s\n", clnt_sperror(client, "batch"));
  two[0] = 0;
  call(COUNT, (xdrproc_t)xdr_two, two, (xdrproc_t)xdr_int, &sum);
  printf("%d batched calls came\n", sum);
}

static void maps(const char* host) {
  struct sockaddr_in address;
  clnt_control(client, CLGET_SERVER_ADDR, (char*)&address);
  printf("port %s\n",
         pmap_getport(&address, PROGRAM, 3, IPPROTO_TCP) == ntohs(address.sin_port) ? "as known" : "?");
  printf("other %d\n", pmap_getport(&address, OTHER_PROGRAM, 3, IPPROTO_TCP));
  for (struct pmaplist* l = pmap_getmaps(&address); l; l = l->pml_next)
    printf("registered %lx version %lu protocol %lu\n", l->pml_map.pm_prog, l->pml_map.pm_vers,
           l->pml_map.pm_prot);
  int two[] = {20, 22}, sum = -1;
  printf("callrpc: %d",
         callrpc(host, PROGRAM, 2, ADD, (xdrproc_t)xdr_two, (char*)two, (xdrproc_t)xdr_int, (char*)&sum));
  printf(" %d\n", sum);
  for (rpcblist* l = rpcb_getmaps(NULL, host); l; l = l->rpcb_next)
    printf("rpcbind has %x %u %s %.9s %s\n", l->rpcb_map.r_prog, l->rpcb_map.r_vers, l->rpcb_map.r_netid,
           l->rpcb_map.r_addr, l->rpcb_map.r_owner);
  u_long port = 0;
  const enum clnt_stat by_way = pmap_rmtcall(&address, PROGRAM, 3, ADD, (xdrproc_t)xdr_two, (caddr_t)two,
                                             (xdrproc_t)xdr_int, (caddr_t)&sum, patience, &port);
  printf("by the portmapper: %d\n", by_way);
  struct netbuf server = {sizeof address, 0, &address};
  const enum clnt_stat by_bind =
      rpcb_rmtcall(getnetconfigent("tcp"), host, PROGRAM, 3, ADD, (xdrproc_t)xdr_two, (caddr_t)two,
                   (xdrproc_t)xdr_int, (caddr_t)&sum, patience, &server);
  printf("by rpcbind: %d %d %d\n", by_bind, sum, server.len == sizeof address);
  printf("broadcasts: %d %d\n",
         rpc_broadcast(PROGRAM, 2, ADD, (xdrproc_t)xdr_two, (caddr_t)two, (xdrproc_t)xdr_int, (caddr_t)&sum,
                       NULL, "udp"),
         rpc_broadcast_exp(PROGRAM, 2, ADD, (xdrproc_t)xdr_two, (caddr_t)two, (xdrproc_t)xdr_int,
                           (caddr_t)&sum, NULL, 1, 2, "udp"));
  CLIENT* const direct = clnttcp_create(&address, PROGRAM, 2, &(int){RPC_ANYSOCK}, 0, 0);
  printf("by address: %s\n", direct ? "there" : "none");
  clnt_destroy(direct);
  address.sin_port = htons(1234);
  if (!clnttcp_create(&address, PROGRAM, 2, &(int){RPC_ANYSOCK}, 0, 0))
    printf("%s\n", clnt_spcreateerror("port 1234"));
}

/* Leaves in the middle of a message: the fragments before are with the server. */
static bool_t xdr_leaves(XDR* xdrs, struct block* b) {
  xdr_block(xdrs, b);
  exit(0);
}

int main(int argc, char** argv) {
  const char *const host = argv[1], *const what = argv[2];
  usleep(20000); /* the server may be there by then */
  if (strcmp(what, "names") == 0) {
    names(host);
    return 0;
  }
  if (strcmp(what, "second") == 0) usleep(100000);
  client = connect_to(host, PROGRAM, 2, "tcp");
  if (!client) return 1;
  if (strcmp(what, "versions") == 0) versions(host);
  if (strcmp(what, "arguments") == 0) arguments();
  if (strcmp(what, "late") == 0) late();
  if (strcmp(what, "ends") == 0) ends(host);
  if (strcmp(what, "unfinished") == 0) unfinished(host);
  if (strcmp(what, "dies") == 0) dies();
  if (strcmp(what, "blocks") == 0) blocks();
  if (strcmp(what, "who") == 0) who();
  if (strncmp(what, "seed", 4) == 0) schedule((unsigned)atoi(what + 4));
  if (strcmp(what, "batch") == 0) batch();
  if (strcmp(what, "maps") == 0) maps(host);
  if (strcmp(what, "add") == 0 || strcmp(what, "second") == 0)
    for (int i = 0; i < 20; ++i) add(i, 100);
  if (strcmp(what, "leaves") == 0) {
    static char bytes[20000];
    struct block b = {argc > 3 ? (u_int)atoi(argv[3]) : sizeof bytes, bytes};
    call(BLOCK, (xdrproc_t)xdr_leaves, &b, (xdrproc_t)xdr_block, &b);
  }
  if (client) clnt_destroy(client);
  return 0;
}
