/* SPDX-License-Identifier: MIT */
/* Names of programs, as /etc/rpc lists them: those whose numbers Sun gave out, and that programs of the time
 * ask for. A node has no such file. */
#include <errno.h>
#include <rpc/netdb.h>
#include <string.h>

enum { MOST_ALIASES = 4 };

static char* text(const char* constant) {
  return (char*)(size_t)constant;
}

static struct program {
  int number;
  const char *name, *aliases[MOST_ALIASES + 1];
} programs[] = {{100000, "portmapper", {"portmap", "sunrpc", "rpcbind"}},
                {100001, "rstatd", {"rstat", "rstat_svc", "rup", "perfmeter"}},
                {100002, "rusersd", {"rusers"}},
                {100003, "nfs", {"nfsprog"}},
                {100004, "ypserv", {"ypprog"}},
                {100005, "mountd", {"mount", "showmount"}},
                {100007, "ypbind", {0}},
                {100008, "walld", {"rwall", "shutdown"}},
                {100009, "yppasswdd", {"yppasswd"}},
                {100010, "etherstatd", {"etherstat"}},
                {100011, "rquotad", {"rquotaprog", "quota", "rquota"}},
                {100012, "sprayd", {"spray"}},
                {100017, "rexd", {"rex"}},
                {100020, "llockmgr", {0}},
                {100021, "nlockmgr", {0}},
                {100024, "status", {0}},
                {100026, "bootparam", {0}},
                {100028, "ypupdated", {"ypupdate"}},
                {100029, "keyserv", {"keyserver"}},
                {100068, "cmsd", {0}},
                {100083, "ttdbserverd", {0}},
                {150001, "pcnfsd", {"pcnfs"}},
                {300019, "amd", {0}}};
enum { PROGRAMS = sizeof programs / sizeof *programs };

static int next;

void setrpcent(int stay_open) {
  (void)stay_open;
  next = 0;
}

void endrpcent(void) {
  next = 0;
}

static int at_name(const char* name) {
  for (int i = 0; i < PROGRAMS; ++i) {
    if (strcmp(programs[i].name, name) == 0) return i;
    for (const char* const* a = programs[i].aliases; *a; ++a)
      if (strcmp(*a, name) == 0) return i;
  }
  return PROGRAMS;
}

static int at_number(int number) {
  int i = 0;
  while (i < PROGRAMS && programs[i].number != number) ++i;
  return i;
}

/* The entry, with the list of its aliases in a place that the caller gives. */
static int fill(int i, struct rpcent* entry, char* place, size_t bytes, struct rpcent** result) {
  *result = NULL;
  if (i >= PROGRAMS) return ENOENT;
  const size_t misplaced = -(size_t)place % sizeof(char*);
  if (bytes < misplaced + (MOST_ALIASES + 1) * sizeof(char*)) return ERANGE;
  char** const aliases = (char**)(void*)(place + misplaced);
  for (int a = 0; a <= MOST_ALIASES; ++a) aliases[a] = text(programs[i].aliases[a]);
  *entry = (struct rpcent){text(programs[i].name), aliases, programs[i].number};
  *result = entry;
  return 0;
}

int getrpcbyname_r(const char* name, struct rpcent* entry, char* place, size_t bytes,
                   struct rpcent** result) {
  return fill(at_name(name), entry, place, bytes, result);
}

int getrpcbynumber_r(int number, struct rpcent* entry, char* place, size_t bytes, struct rpcent** result) {
  return fill(at_number(number), entry, place, bytes, result);
}

int getrpcent_r(struct rpcent* entry, char* place, size_t bytes, struct rpcent** result) {
  const int status = fill(next, entry, place, bytes, result);
  if (status == 0) ++next;
  return status;
}

/* ---- In a place of the library's; the next call writes there again ---- */

static struct rpcent* known(int i) {
  static struct rpcent entry, *result;
  static char* place[MOST_ALIASES + 2];
  fill(i, &entry, (char*)place, sizeof place, &result);
  return result;
}

struct rpcent* getrpcbyname(const char* name) {
  return known(at_name(name));
}

struct rpcent* getrpcbynumber(int number) {
  return known(at_number(number));
}

struct rpcent* getrpcent(void) {
  struct rpcent* const entry = known(next);
  if (entry) ++next;
  return entry;
}
