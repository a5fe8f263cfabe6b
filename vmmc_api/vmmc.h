/* SPDX-License-Identifier: MIT */
/* VMMC: virtual memory-mapped communication for user programs, the whole model of IPPS'96 as one C header.
 *
 * A process exports part of its memory as a receive buffer; another imports it and gets a proxy, a name for
 * the remote memory. From then on data move directly between the two address spaces, by deliberate update (an
 * explicit send) or by automatic update (stores to memory that is bound to the buffer), and the kernel takes
 * no part. There is no receive call: the receiver looks at its own memory, or takes a notification.
 *
 * The model is published [P IPPS'96]; names, types and error codes are ours [A] unless a call says otherwise.
 * sbl.h is the interface of 1995 on top of this one. docs/vmmc.md tells the whole story, workloads/notify.c
 * is a program that uses it.
 *
 * Units. Lengths and offsets count BYTES. The hardware moves words, so every address and length of a buffer,
 * message or binding is a multiple of VMMC_WORD_BYTES: else VMMC_ERROR_ALIGNMENT, and nothing has happened. A
 * length of 0 is VMMC_ERROR_RANGE.
 *
 * Results. 0 (VMMC_OK) or a negative error code (vmmc_error.h), unless a call says otherwise. A pointer to
 * memory that the process does not have is a page fault, which ends the program, not an error code.
 *
 * Costs. Sending is user code, a few instructions. Everything else is a system call; export, import,
 * unexport, unimport and spawn go through the trusted daemons of the nodes and take milliseconds. */
#ifndef SHRIMP_VMMC_API_VMMC_H
#define SHRIMP_VMMC_API_VMMC_H
#include <stddef.h>
#include <stdint.h>

#include "vmmc_error.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  VMMC_WORD_BYTES = 4,   /* what the network moves [P] */
  VMMC_PAGE_BYTES = 4096 /* what the page tables map and protect [P] */
};

/* ---- Names ---- */

typedef uint32_t vmmc_node; /* a node's internet address in host order: node k is 10.0.0.(k+1); 0 is none */
typedef int32_t vmmc_pid;   /* a process on its node; the first program of every node is 100; 0 is none */

/* A process of the machine. In a list of permissions, 0 stands for every node, or every process. */
struct vmmc_process {
  vmmc_node node;
  vmmc_pid pid;
};

/* A place in an imported receive buffer. It is a name to give to the calls below and no memory: the type is
 * incomplete, so that a compiler refuses to follow it. vmmc_at reaches the places behind the first. */
typedef struct vmmc_place* vmmc_proxy;

/* The place `bytes` bytes behind this one. */
static inline vmmc_proxy vmmc_at(vmmc_proxy place, size_t bytes) {
  return (vmmc_proxy)((uintptr_t)place + bytes);
}

/* The process that asks. */
struct vmmc_process vmmc_self(void);

/* The nodes of the machine, in order: writes up to `capacity` of them to `nodes` (which may be 0 if capacity
 * is), and returns how many there are.
 *
 * Errors: ARGUMENT (a negative capacity). */
int vmmc_nodes(vmmc_node* nodes, int capacity);

/* Starts a program on a node, this one or another, and returns when its process exists [P SBL_Spawn].
 * file: the program, named as on the command line.
 * argv: its arguments from argv[1] on (argv[0] is not used), ended by a null pointer; argv = 0: none.
 * *child: the name of the new process.
 *
 * Errors: NO_NODE, NO_PROGRAM, TOO_MANY, UNREACHABLE. */
int vmmc_spawn(const char* file, char* const argv[], vmmc_node node, struct vmmc_process* child);

/* ---- Receive buffers: the receiver's side ---- */

/* A handler of notifications, called with the id of the receive buffer that a message came for, on the stack
 * of the process like a handler of a UNIX signal. Notifications are blocked while it runs. It may send. */
typedef void (*vmmc_handler)(unsigned int id);

/* Lets other processes send into `bytes` bytes of memory at `buffer`, which exists already and stays the
 * program's own; its pages are pinned. Importers can bind memory for automatic update only to a buffer that
 * starts a page.
 * id: any number, unique among the receive buffers of this process, which must not overlap.
 * handler: runs once for each message with notification (for each word, if automatic update brought it),
 * after the data are in memory; 0: nobody is notified.
 * admitted, count: who may import, `count` entries [P that an export has permissions, A their form]; 0 in an
 * entry stands for every node or every process. admitted = 0: everybody may.
 *
 * The hardware protects pages, not words: an importer that goes past the library's checks reaches the rest of
 * the buffer's first and last page.
 *
 * Errors: ALIGNMENT, RANGE, DUPLICATE_ID, OVERLAP, TOO_MANY (pinned pages), ARGUMENT (count). */
int vmmc_export(void* buffer, size_t bytes, unsigned int id, vmmc_handler handler,
                const struct vmmc_process* admitted, int count);

/* Takes a receive buffer back. On return, nothing lands in its memory any more, and the memory may be used
 * for anything. As soon as the daemons have told its importers, milliseconds later, their sends fail with
 * WITHDRAWN and their automatic updates end; what they send until then is dropped. The id may be exported
 * anew: importers of the old buffer import it again.
 *
 * Errors: NOT_EXPORTED. */
int vmmc_unexport(unsigned int id);

/* How a receive buffer of this process does: OK, NOT_EXPORTED, or LOST if the network has lost data that were
 * meant for it (then its contents cannot be trusted; its importers learn the same). */
int vmmc_export_state(unsigned int id);

/* Who has imported the receive buffer `id` of this process: writes up to `capacity` names to `importers`
 * (which may be 0 if capacity is), in the order of the imports, and returns how many there are. The answer
 * may be out of date at once [P].
 *
 * Errors: NOT_EXPORTED, NO_MEMORY, ARGUMENT (a negative capacity). */
int vmmc_importers(unsigned int id, struct vmmc_process* importers, int capacity);

/* ---- Imported buffers: the sender's side ---- */

/* Waits until the exporter has exported buffer `id`, then makes it appear in the destination space of this
 * process: *proxy names its first byte, *bytes is its length. A buffer may be imported more than once.
 *
 * Errors: NO_NODE, NO_PROCESS (it ended, or ends before it has exported), PERMISSION, NO_MEMORY (no
 * destination space or outgoing page table entries left), UNREACHABLE. */
int vmmc_import(struct vmmc_process exporter, unsigned int id, vmmc_proxy* proxy, size_t* bytes);

/* An import that is under way. It must live, where it is, until vmmc_import_done says other than 0. */
struct vmmc_import_request {
  void* proxy;            /* the kernel writes both, the size last */
  volatile int32_t words; /* 0: not yet; < 0: an error code */
};

/* The same without waiting. Errors at once: NO_NODE. */
int vmmc_import_start(struct vmmc_process exporter, unsigned int id, struct vmmc_import_request* request);

/* Whether that import is done: 0 not yet; 1 yes, and *proxy and *bytes are set; or the errors of vmmc_import.
 * No system call: a loop may ask. */
int vmmc_import_done(struct vmmc_import_request* request, vmmc_proxy* proxy, size_t* bytes);

/* How the imported buffer that holds this place does: OK; NOT_IMPORTED; WITHDRAWN: its exporter has taken it
 * back or has ended; LOST: the network has lost data that were sent to it. It takes no more data in either
 * case, and vmmc_unimport gives its place free. */
int vmmc_import_state(vmmc_proxy place);

/* Gives up an imported buffer, named by the proxy that the import gave. Bindings to it end, after what they
 * still combine has been sent. Later sends to it fail with NOT_IMPORTED.
 *
 * Errors: NOT_IMPORTED. */
int vmmc_unimport(vmmc_proxy buffer);

/* ---- Deliberate update ---- */

/* Copies `bytes` bytes from `source`, any memory of this process, to the place `destination`. Returns when
 * the source has been read and may be overwritten; the data are then on their way, reliably and in order with
 * other deliberate updates to the same receiver [R-h], in no order with automatic ones [R-l]. All of it must
 * lie inside one imported buffer. Allowed in a handler.
 *
 * Errors: ALIGNMENT, RANGE, NOT_IMPORTED, WITHDRAWN, LOST, DEVICE. After these three last ones a part of a
 * message longer than a page may have been sent. */
int vmmc_send(const void* source, vmmc_proxy destination, size_t bytes);

/* The same; when all the data are in the receiver's memory, its handler for the buffer runs once. A buffer
 * without a handler: as vmmc_send. */
int vmmc_send_notify(const void* source, vmmc_proxy destination, size_t bytes);

/* Starts a transfer and returns as soon as the network interface has taken it [R-m the call, A its form]. The
 * source must keep its contents until vmmc_send_done says so. One transfer moves at most
 * vmmc_transfer_limit bytes: more is RANGE.
 *
 * Errors: BUSY (another transfer is running and nothing was started: try again), and those of vmmc_send. */
int vmmc_send_start(const void* source, vmmc_proxy destination, size_t bytes);
int vmmc_send_start_notify(const void* source, vmmc_proxy destination, size_t bytes);

/* Whether the transfer started from `source` has read it: 1 yes, 0 not yet. Of an address that no transfer of
 * this process was started from it says 1. No errors. */
int vmmc_send_done(const void* source);

/* The most bytes that one transfer can take from this source to this destination: as far as the nearer of
 * the two page ends [R-h]. */
static inline size_t vmmc_transfer_limit(const void* source, vmmc_proxy destination) {
  const size_t in_source = (size_t)(uintptr_t)source % VMMC_PAGE_BYTES;
  const size_t in_destination = (size_t)(uintptr_t)destination % VMMC_PAGE_BYTES;
  return VMMC_PAGE_BYTES - (in_source > in_destination ? in_source : in_destination);
}

/* ---- Automatic update ---- */

/* How the stores to bound memory become packets: the combining modes of SHRIMP-II [P; what closes a packet is
 * R-h, sizes and the timer's period are parameters, nic.packetizer]. */
enum vmmc_update_mode {
  VMMC_SINGLE_WRITE = 1, /* each store is a packet at once: lowest latency */
  VMMC_BLOCK_WRITE =
      2,               /* stores to increasing addresses merge; the last packet waits for a store elsewhere */
  VMMC_TIMER_WRITE = 3 /* as block, but a timer also sends what waits (recommended) */
};

/* Binds memory to an imported buffer: from now on every store to the `bytes` bytes at `memory` also happens
 * in the buffer, at the same distance from `destination`. Stores of the past do not travel. Both addresses
 * start a page, and the binding covers whole pages of memory. The pages become write-through unless the
 * program has made them uncached. Memory that is bound already is bound anew. notify: 0; otherwise the
 * receiver's handler runs for each word that arrives.
 *
 * Errors: ALIGNMENT, RANGE, NOT_IMPORTED, WITHDRAWN, LOST, UNSUPPORTED (SHRIMP-I has no snooping hardware),
 * ARGUMENT (mode). */
int vmmc_bind(void* memory, vmmc_proxy destination, size_t bytes, enum vmmc_update_mode mode, int notify);

/* Sends what is still being combined and ends the binding of these pages; they keep their caching. Pages that
 * are not bound stay so. Errors: ALIGNMENT, RANGE, UNSUPPORTED. */
int vmmc_unbind(void* memory, size_t bytes);

/* Caching of a page: the PWT and PCD bits of the Pentium's page table [P]. */
enum vmmc_caching {
  VMMC_WRITE_BACK = 0,    /* as memory is by default */
  VMMC_WRITE_THROUGH = 1, /* stores also reach the memory bus */
  VMMC_UNCACHED = 2       /* loads and stores go to the memory bus */
};

/* Sets the caching of every page that the `bytes` bytes from `page` on touch; page starts a page. Bound pages
 * cannot be write-back, since stores must reach the bus. Lines of these pages leave the caches.
 *
 * Errors: ALIGNMENT, RANGE, ARGUMENT (policy, or write-back on a bound page). */
int vmmc_cache_policy(void* page, size_t bytes, enum vmmc_caching policy);

/* ---- Notifications ---- */

/* Blocks the handlers of all receive buffers of this process; notifications queue up meanwhile. Nests: a
 * counter. It counts too while a handler runs. */
void vmmc_block_notifications(void);

/* Takes one block back. > 0: handlers may run again, and those of waiting notifications have; 0: only the
 * counter has gone down (at 0 already: no effect).
 *
 * Errors: IN_HANDLER (a handler takes back only its own blocks), NOTIFICATIONS_LOST (once, after the
 * kernel's queue was full: some notifications never come, the data have; notifications are unblocked as far
 * as asked). */
int vmmc_unblock_notifications(void);

/* Waits for notifications, blocked or not: with the block counter at 0 for the duration, sleeps until a
 * handler has run, then restores the counter and returns how many have run (> 0). A notification that was
 * queued before does not sleep. So a program blocks, looks at its state, and waits, and misses none.
 *
 * Errors: IN_HANDLER, NOTIFICATIONS_LOST (as above). */
int vmmc_wait_notification(void);

/* ---- Errors ---- */

/* What a result means, as a sentence. Any number will do; 0 and above mean no error. */
const char* vmmc_error_text(int status);

#ifdef __cplusplus
}
#endif
#endif
