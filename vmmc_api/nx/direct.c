/* SPDX-License-Identifier: MIT */
/* Zero copy: which pages of this process are exported for large messages, and which of its peers' are
 * imported.
 *
 * An export or import goes through the daemons and takes milliseconds, so both are kept: whole runs of pages,
 * since buffers share pages and receive buffers must not overlap, until room is needed for others. A run that
 * is named in an answer is in use, and stays; ids are never used twice. What cannot be exported, because the
 * program exports it itself or no more pages can be pinned, goes by the copying path. */
#include "state.h"

enum { RUNS = 64, IMPORTS = 128 };

struct run {
  uintptr_t start, end; /* page-aligned; start == end: none */
  unsigned id;
  unsigned used; /* when, by a counter */
  int users;
};
static struct run runs[RUNS];
static unsigned next_id = NX_BUFFERS_ID, run_clock;

struct imported {
  vmmc_proxy proxy; /* null: none */
  uint32_t id, used;
  int32_t node;
};
static struct imported imports[IMPORTS];
static uint32_t import_clock;

static int give_up_oldest_run(void) {
  struct run* oldest = 0;
  for (struct run* r = runs; r != runs + RUNS; ++r)
    if (r->start != r->end && !r->users && (!oldest || (int)(r->used - oldest->used) < 0)) oldest = r;
  if (!oldest) return 0;
  vmmc_unexport(oldest->id);
  oldest->start = oldest->end = 0;
  return 1;
}

static struct run* free_run(void) {
  for (struct run* r = runs; r != runs + RUNS; ++r)
    if (r->start == r->end) return r;
  return 0;
}

static struct run* export_run(uintptr_t start, uintptr_t end) {
  if (!free_run() && !give_up_oldest_run()) return 0;
  int status;
  while ((status = vmmc_export((void*)start, end - start, next_id, 0, 0, 0)) == VMMC_ERROR_TOO_MANY)
    if (!give_up_oldest_run()) break;
  if (status < 0) return 0;
  struct run* r = free_run();
  r->start = start;
  r->end = end;
  r->id = next_id++;
  r->users = 0;
  return r;
}

/* The run that holds the address; otherwise *limit comes down to the start of the next run. */
static struct run* find_run(uintptr_t at, uintptr_t* limit) {
  for (struct run* r = runs; r != runs + RUNS; ++r) {
    if (at - r->start < r->end - r->start) return r;
    if (r->start > at && r->start < *limit) *limit = r->start;
  }
  return 0;
}

int nx_export_pieces(struct nx_request* r, struct nx_piece* piece) {
  const uintptr_t start = (uintptr_t)r->buf, end = start + (r->total & ~3u);
  if (start % 4) return NX_BY_STREAM;
  int count = 0;
  r->pieces = 0;
  for (uintptr_t at = start; at < end;) {
    uintptr_t limit = (end + VMMC_PAGE_BYTES - 1) & ~(uintptr_t)(VMMC_PAGE_BYTES - 1);
    struct run* run = count < NX_MOST_PIECES ? find_run(at, &limit) : 0;
    if (!run && count < NX_MOST_PIECES) run = export_run(at & ~(uintptr_t)(VMMC_PAGE_BYTES - 1), limit);
    if (!run) {
      nx_free_pieces(r);
      return NX_BY_STREAM;
    }
    const uintptr_t stop = run->end < end ? run->end : end;
    piece[count] = (struct nx_piece){run->id, (uint32_t)(at - run->start), (uint32_t)(stop - at)};
    run->used = ++run_clock;
    ++run->users;
    r->run[count] = (unsigned char)(run - runs);
    r->pieces = ++count;
    at = stop;
  }
  return count;
}

void nx_free_pieces(struct nx_request* r) {
  for (int i = 0; i < r->pieces; ++i) --runs[r->run[i]].users;
  r->pieces = 0;
}

vmmc_proxy nx_import_piece(struct nx_peer* p, const struct nx_piece* piece) {
  const int32_t node = (int32_t)(p - nx.peer);
  struct imported* oldest = imports;
  for (struct imported* i = imports; i != imports + IMPORTS; ++i) {
    if (i->proxy && i->id == piece->id && i->node == node) {
      i->used = ++import_clock;
      return vmmc_at(i->proxy, piece->offset);
    }
    if (!i->proxy || (oldest->proxy && (int32_t)(i->used - oldest->used) < 0)) oldest = i;
    if (!i->proxy) break; /* they fill up from the front and are replaced, never emptied */
  }
  if (oldest->proxy) vmmc_unimport(oldest->proxy);
  oldest->proxy = 0;
  size_t bytes;
  vmmc_proxy proxy;
  if (vmmc_import(p->name, piece->id, &proxy, &bytes) < 0) return 0;
  *oldest = (struct imported){proxy, piece->id, ++import_clock, node};
  return vmmc_at(proxy, piece->offset);
}
