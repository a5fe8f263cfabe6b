/* SPDX-License-Identifier: MIT */
#include "region.h"

#include <stdlib.h>

#include "vmmc.h"

/* Receive buffers of the program and of other libraries have other numbers [A]. */
enum { FIRST_ID = 0x50000000 };

static unsigned int next_id = FIRST_ID;
static struct region* free_regions;

struct shadow {
  struct shadow* next;
  uint32_t ring_bytes;
};
static struct shadow* free_shadows;

static char* pages(uint32_t ring_bytes) {
  void* memory;
  return posix_memalign(&memory, PAGE_BYTES, PAGE_BYTES + ring_bytes) == 0 ? memory : NULL;
}

static uint32_t rounded(uint32_t bytes) {
  uint32_t ring = LEAST_RING;
  while (ring < bytes && ring < MOST_RING) ring *= 2;
  return ring;
}

static struct region* find_free(uint32_t ring_bytes) {
  for (struct region** link = &free_regions; *link != NULL; link = &(*link)->next)
    if ((*link)->ring_bytes == ring_bytes) {
      struct region* r = *link;
      *link = r->next;
      return r;
    }
  return NULL;
}

static struct region* new_region(uint32_t ring_bytes) {
  struct region* r = calloc(1, sizeof *r);
  if (r == NULL) return NULL;
  r->memory = pages(ring_bytes);
  r->ring_bytes = ring_bytes;
  if (r->memory != NULL) return r;
  free(r);
  return NULL;
}

struct region* take_region(uint32_t bytes) {
  const uint32_t ring_bytes = rounded(bytes);
  struct region* r = find_free(ring_bytes);
  if (r == NULL && (r = new_region(ring_bytes)) == NULL) return NULL;
  r->id = next_id++;
  r->control_at = r->id * LINE_BYTES % PAGE_BYTES;
  *control_of(r) = (struct control){{0}, 0, 0, 0, 0, 0};
  if (vmmc_export(r->memory, PAGE_BYTES + ring_bytes, r->id, 0, 0, 0) == VMMC_OK) return r;
  r->next = free_regions;
  free_regions = r;
  return NULL;
}

void give_region(struct region* r) {
  vmmc_unexport(r->id);
  r->next = free_regions;
  free_regions = r;
}

char* take_shadow(uint32_t ring_bytes) {
  for (struct shadow** link = &free_shadows; *link != NULL; link = &(*link)->next)
    if ((*link)->ring_bytes == ring_bytes) {
      char* memory = (char*)*link;
      *link = (*link)->next;
      return memory;
    }
  return pages(ring_bytes);
}

/* The list lies in the memory itself, which is bound no longer. */
void give_shadow(char* memory, uint32_t ring_bytes) {
  struct shadow* s = (struct shadow*)memory;
  *s = (struct shadow){free_shadows, ring_bytes};
  free_shadows = s;
}
