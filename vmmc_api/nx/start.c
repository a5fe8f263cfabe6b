/* SPDX-License-Identifier: MIT */
/* Set-up before main, and the end of a process.
 *
 * All processes import each other's regions at once, as the loader of the Paragon had its message areas ready
 * when a program began: afterwards no small message meets a daemon. */
#include <arrivals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"
#include "transport.h"

enum { FIRST_PID = 100, UNDER_WAY = 32 /* imports of all processes together [A] */ };

struct nx_state nx;
long msginfo[8] __attribute__((aligned(64))) = {-1, -1, -1, -1};

static size_t ring_bytes(void) { /* so that many nodes do not fill a memory */
  return nx.nodes <= 64 ? 8 * VMMC_PAGE_BYTES : nx.nodes <= 256 ? 2 * VMMC_PAGE_BYTES : VMMC_PAGE_BYTES;
}
static size_t region_bytes(void) {
  return NX_CONTROL_BYTES + ring_bytes();
}

static void give_up(const char* what, int status) {
  fprintf(stderr, "NX: %s: %s\n", what, vmmc_error_text(status));
  nx.draining = -1;
  exit(1);
}

static int number_of(const char* name, int otherwise) {
  const char* text = getenv(name);
  return text ? atoi(text) : otherwise;
}

static char* pages(size_t bytes) {
  char* memory = aligned_alloc(VMMC_PAGE_BYTES, bytes);
  if (!memory) give_up("allocating packet buffers", VMMC_ERROR_NO_MEMORY);
  return memory;
}

/* The rings of different peers begin at different lines of a page, so that the flags that are polled share
 * the cache. A transfer of deliberate update should cross no page, so there they do not. */
static size_t colour(int writer) {
  return nx.automatic ? (size_t)(1 + writer % (NX_COLOURS - 1)) * NX_COLOUR_BYTES : 0;
}

/* The end of a writer's first slot in a region. */
static char* first_slot_end(char* region, int writer) {
  return region + NX_CONTROL_BYTES + colour(writer) + NX_SLOT_BYTES;
}

static void set_up_incoming(char* memory) {
  struct nx_poll* poll = nx.polls;
  for (int i = 0; i < nx.nodes; ++i) {
    if (i == nx.node) continue;
    struct nx_peer* p = &nx.peer[i];
    char* region = memory + (size_t)i * region_bytes();
    char* end = first_slot_end(region, i);
    p->in_control = (struct nx_control*)region;
    memset(region, 0, sizeof *p->in_control);
    for (int slot = 0; slot < nx.slots; ++slot)
      *(uint32_t*)(end + (size_t)slot * NX_SLOT_BYTES - NX_FLAG_BYTES) =
          0; /* the rest is not looked at before */
    p->in_first = (volatile uint32_t*)(end - NX_FLAG_BYTES);
    p->in_last = (volatile uint32_t*)(end + (size_t)(nx.slots - 1) * NX_SLOT_BYTES - NX_FLAG_BYTES);
    *poll++ = (struct nx_poll){p->in_first, NX_SEQUENCE_ONE, (uint32_t)i};
  }
  nx.polls_end = poll;
}

static void set_up_outgoing(struct nx_peer* p, char* mirror, vmmc_proxy region) {
  p->to_proxy = (uintptr_t)region - (uintptr_t)mirror;
  p->out_control = (struct nx_control*)mirror;
  p->out = p->out_first = first_slot_end(mirror, nx.node);
  p->out_last = p->out_first + (size_t)(nx.slots - 1) * NX_SLOT_BYTES;
  p->sequence = NX_SEQUENCE_ONE;
  p->credits = nx.slots;
}

/* Each packet notifies once: by its closing store, or, where the timer closes packets, by its words. */
static int bind(char* mirror, vmmc_proxy region) {
  const int status = vmmc_bind(mirror, region, NX_CONTROL_BYTES, VMMC_SINGLE_WRITE, 1);
  if (status < 0) return status;
  return vmmc_bind(mirror + NX_CONTROL_BYTES, vmmc_at(region, NX_CONTROL_BYTES), ring_bytes(),
                   nx.closing ? VMMC_BLOCK_WRITE : VMMC_TIMER_WRITE, !nx.closing);
}

static void export_regions(char* memory) {
  for (int first = 0; first < nx.nodes; first += NX_GROUP) {
    const int count = nx.nodes - first < NX_GROUP ? nx.nodes - first : NX_GROUP;
    const unsigned id = NX_RINGS_ID + (unsigned)(first / NX_GROUP);
    const int status = vmmc_export(memory + (size_t)first * region_bytes(), (size_t)count * region_bytes(),
                                   id, nx_notified, 0, 0);
    if (status < 0) give_up("exporting packet buffers", status);
  }
  nx_set_watch(0);
}

static void start_import(int peer, struct vmmc_import_request* request) {
  const int status =
      vmmc_import_start(nx.peer[peer].name, NX_RINGS_ID + (unsigned)(nx.node / NX_GROUP), request);
  if (status < 0) give_up("importing packet buffers", status);
}

/* Waits for the import of a peer's regions; a peer that has ended already is a dead one. */
static void finish_import(int peer, struct vmmc_import_request* request, char* mirror) {
  vmmc_proxy proxy = 0;
  size_t bytes;
  int status;
  while ((status = vmmc_import_done(request, &proxy, &bytes)) == 0) vmmc_await(-1, VMMC_AWAIT_DATA);
  const vmmc_proxy mine = status > 0 ? vmmc_at(proxy, (size_t)(nx.node % NX_GROUP) * region_bytes()) : 0;
  set_up_outgoing(&nx.peer[peer], mirror, mine);
  if (status == VMMC_ERROR_NO_PROCESS) {
    nx.peer[peer].dead = 1;
    --nx.live;
    return;
  }
  if (status < 0) give_up("importing packet buffers", status);
  if (nx.automatic && (status = bind(mirror, mine)) < 0) give_up("binding packet buffers", status);
}

/* Each process begins with the peer behind it, and has a few imports under way: the more processes there are,
 * the fewer, since all daemons share one Ethernet and repeat what is not answered in time. */
static void import_regions(void) {
  struct vmmc_import_request* requests = calloc((size_t)nx.nodes, sizeof *requests);
  if (!requests) give_up("importing packet buffers", VMMC_ERROR_NO_MEMORY);
  char* mirrors = pages((size_t)nx.nodes * region_bytes());
  const int window = nx.nodes < UNDER_WAY ? UNDER_WAY / nx.nodes : 1;
  for (int done = 1, started = 1; done < nx.nodes; ++done) {
    for (; started < nx.nodes && started < done + window; ++started)
      start_import((nx.node + started) % nx.nodes, &requests[started]);
    const int peer = (nx.node + done) % nx.nodes;
    finish_import(peer, &requests[done], mirrors + (size_t)peer * region_bytes());
  }
  free(requests);
}

/* Their packets stand at other places of a region, so it is better known before the first. */
static const char* name_of(uint32_t transport) {
  return transport == NX_BY_AUTOMATIC_UPDATE ? "automatic" : "deliberate";
}

static void greet(struct nx_peer* p) {
  volatile uint32_t* const word = &p->out_control->transport;
  *word = nx.automatic ? NX_BY_AUTOMATIC_UPDATE : NX_BY_DELIBERATE_UPDATE;
  if (nx.automatic) return;
  nx_send_word(p, word);
  while (!vmmc_send_done((const void*)word)) continue;
}

static void wait_for_greeting(int peer) {
  const struct nx_peer* p = &nx.peer[peer];
  const uint32_t mine = nx.automatic ? NX_BY_AUTOMATIC_UPDATE : NX_BY_DELIBERATE_UPDATE;
  struct nx_patience patience = {0, 0, 0};
  while (!p->in_control->transport && nx_rest(&patience, peer)) continue;
  const uint32_t its = p->in_control->transport;
  if (!its || its == mine) return;
  fprintf(stderr,
          "NX: node %d sends by %s update, and node %d by %s update: give all processes of a run the same "
          "NX_TRANSPORT.\n",
          nx.node, name_of(mine), peer, name_of(its));
  nx.draining = -1;
  exit(1);
}

/* All have to be of one mind. A process that has ended before it was ready is found by who waits for it. */
static void compare_transports(void) {
  for (int i = 0; i < nx.nodes; ++i)
    if (i != nx.node && !nx.peer[i].dead) greet(&nx.peer[i]);
  nx_enter();
  for (int i = 0; i < nx.nodes; ++i)
    if (i != nx.node) wait_for_greeting(i);
  nx_leave();
}

/* NX_TRANSPORT: au or du; without it automatic update where the machine has it. NX_COMBINING: block or timer.
 */
static void choose_transport(void) {
  static const char* const names[] = {"au", "du", NULL};
  static const struct vmmc_transports transports = {"NX_TRANSPORT", names};
  const char* combining = getenv("NX_COMBINING");
  nx.draining = -1; /* a refusal has sent nothing */
  const int asked = vmmc_transport_asked_for(&transports);
  if (combining && strcmp(combining, "block") != 0 && strcmp(combining, "timer") != 0) {
    fprintf(stderr, "NX_COMBINING is block or timer, not '%s'.\n", combining);
    exit(1);
  }
  /* To unbind what is not bound does nothing, where there are bindings. */
  static char page[VMMC_PAGE_BYTES] __attribute__((aligned(VMMC_PAGE_BYTES)));
  const int able = vmmc_unbind(page, sizeof page) != VMMC_ERROR_UNSUPPORTED;
  if (!able) vmmc_do_without_automatic_update(&transports);
  nx.draining = 0;
  nx.automatic = able && asked != 1;
  nx.fragment = nx.automatic ? NX_FRAGMENT : NX_MOST_FIRST;
  nx.closing = nx.automatic && !(combining && combining[0] == 't');
}

static int has_unfinished_sends(void) {
  for (struct nx_request* r = nx_requests; r != nx_requests + NX_ALL_REQUESTS; ++r)
    if (r->is_send && (r->step == NX_QUEUED || r->step == NX_ANNOUNCED || r->step == NX_STREAMING)) return 1;
  return 0;
}

/* Nothing is received here any more, which the senders of large messages have to be told: two processes that
 * end would wait for each other's answers else. */
static void drop_all_arrived(void) {
  while (nx.arrived) nx_drop_arrived(&nx.arrived);
}

/* What has been sent goes out before the process ends, unless it ends by an error. */
static void drain(void) {
  if (nx.draining) return;
  nx.draining = 1;
  struct nx_patience patience = {0, 0, 0};
  nx_enter();
  nx_queue_clear(&nx.posted);
  drop_all_arrived();
  while (has_unfinished_sends() || nx.refused) {
    if (!nx_progress() && !nx_rest(&patience, NX_ANY)) break;
    drop_all_arrived();
  }
  nx.attention = 0;
  nx_leave();
}

__attribute__((constructor)) static void set_up(void) {
  nx.node = number_of("SHRIMP_RANK", 0);
  nx.nodes = number_of("SHRIMP_SIZE", 1);
  nx.live = nx.nodes - 1;
  nx_queue_clear(&nx.posted);
  nx_queue_clear(&nx.to_handle);
  nx.arrived_end = &nx.arrived;
  for (int i = NX_ALL_REQUESTS; i-- > 0;) nx_free_request(&nx_requests[i]);
  choose_transport();
  nx.slots = (int)(ring_bytes() / NX_SLOT_BYTES) - 1;
  nx.peer = aligned_alloc(sizeof *nx.peer, (size_t)nx.nodes * sizeof *nx.peer);
  struct nx_request** receive = calloc((size_t)nx.nodes * NX_COMPLETIONS, sizeof *receive);
  nx.polls = calloc((size_t)nx.nodes, sizeof *nx.polls);
  const int machine = vmmc_nodes(0, 0);
  vmmc_node* names = calloc((size_t)machine, sizeof *names);
  if (!nx.peer || !receive || !nx.polls || !names) give_up("setting up", VMMC_ERROR_NO_MEMORY);
  vmmc_nodes(names, machine);
  memset(nx.peer, 0, (size_t)nx.nodes * sizeof *nx.peer);
  for (int i = 0; i < nx.nodes; ++i) {
    struct nx_peer* p = &nx.peer[i];
    p->name = (struct vmmc_process){names[i % machine], FIRST_PID + i / machine};
    p->receive = receive + (size_t)i * NX_COMPLETIONS;
    nx_queue_clear(&p->messages);
    nx_queue_clear(&p->streams);
    nx_queue_clear(&p->answers);
  }
  free(names);
  nx.polls_end = nx.polls;
  if (nx.nodes > 1) {
    char* memory = pages((size_t)nx.nodes * region_bytes());
    set_up_incoming(memory);
    export_regions(memory);
    import_regions();
    compare_transports();
  }
  atexit(drain);
}
