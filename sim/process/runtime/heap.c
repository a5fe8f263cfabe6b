/* SPDX-License-Identifier: MIT */
/* malloc and its family: blocks with boundary tags, free blocks in lists by size, neighbours joined when
 * freed. The same requests get the same addresses in every run. A block that is freed twice, or whose header
 * the program wrote over, ends the process with a sentence. */
#define _GNU_SOURCE
#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>

#include "sim/process/runtime/runtime.h"

/* Before each block. The list's links lie in the free block itself. */
struct block {
  size_t before;                  /* bytes of the block that lies just before this one; 0: the first */
  size_t bytes;                   /* with this header, a multiple of 16 */
  struct block *next, **referrer; /* only while free */
};
enum { header = 16, least = 32, grain = 16, page = 4096, classes = 40, grow_bytes = 64 * 1024 };

/* Bits of `bytes` below 16 tell a block in use, a free one, and the end of an area from anything else. */
enum { in_use = 0x5, is_free = 0xa, is_end = 0xc, mark = 0xf };

static struct block* lists[classes];
static struct block* top_end; /* the end marker of the newest area */

static size_t size_of(const struct block* b) {
  return b->bytes & ~(size_t)mark;
}
static unsigned mark_of(const struct block* b) {
  return b->bytes & mark;
}
static struct block* after(struct block* b) {
  return (struct block*)((char*)b + size_of(b));
}
static struct block* block_of(void* memory) {
  return (struct block*)((char*)memory - header);
}

/* Two classes per power of two. */
static unsigned class_of(size_t bytes) {
  unsigned log = 5;
  while (bytes >> (log + 1) != 0 && log < 24) ++log;
  return 2 * (log - 5) + ((bytes >> (log - 1)) & 1);
}

static void insert(struct block* b, size_t bytes) {
  struct block** list = &lists[class_of(bytes)];
  b->bytes = bytes | is_free;
  after(b)->before = bytes;
  b->next = *list;
  b->referrer = list;
  if (b->next != NULL) b->next->referrer = &b->next;
  *list = b;
}
static void take_out(struct block* b) {
  *b->referrer = b->next;
  if (b->next != NULL) b->next->referrer = b->referrer;
}

static struct block* join_and_insert(struct block* b) {
  size_t bytes = size_of(b);
  struct block* next = after(b);
  if (mark_of(next) == is_free) {
    take_out(next);
    bytes += size_of(next);
  }
  if (b->before != 0) {
    struct block* previous = (struct block*)((char*)b - b->before);
    if (mark_of(previous) == is_free) {
      take_out(previous);
      bytes += size_of(previous);
      b = previous;
    }
  }
  insert(b, bytes);
  return b;
}

/* More from the kernel; it becomes part of the last area if it lies just behind it. */
static int grow(size_t wanted) {
  size_t bytes = wanted + 2 * header;
  bytes = bytes < grow_bytes ? grow_bytes : (bytes + page - 1) & ~(size_t)(page - 1);
  char* memory = (char*)shrimp_trap1(SHRIMP_TRAP_MORE_HEAP, (long)bytes);
  if (memory == NULL) return -1;
  struct block* b = (struct block*)memory;
  if (top_end != NULL && (char*)top_end + header == memory) {
    b = top_end;
    bytes += header;
  } else {
    b->before = 0;
  }
  b->bytes = bytes - header;
  top_end = after(b);
  top_end->before = size_of(b);
  top_end->bytes = is_end;
  join_and_insert(b);
  return 0;
}

/* Gives back what lies behind the first `bytes`. */
static void trim(struct block* b, size_t bytes) {
  const size_t rest = size_of(b) - bytes;
  if (rest < least) return;
  b->bytes = bytes | in_use;
  struct block* tail = after(b);
  tail->before = bytes;
  tail->bytes = rest | in_use;
  join_and_insert(tail);
}

static size_t bytes_for(size_t wanted) {
  const size_t bytes = (wanted + header + grain - 1) & ~(size_t)(grain - 1);
  return bytes < least ? least : bytes;
}

void* shrimp_allocate(size_t wanted) {
  if (wanted > SHRIMP_HEAP_END) {
    errno = ENOMEM;
    return NULL;
  }
  const size_t bytes = bytes_for(wanted);
  for (;;) {
    for (unsigned i = class_of(bytes); i < classes; ++i)
      for (struct block* b = lists[i]; b != NULL; b = b->next) {
        if (size_of(b) < bytes) continue;
        take_out(b);
        b->bytes = size_of(b) | in_use;
        trim(b, bytes);
        return (char*)b + header;
      }
    if (grow(bytes) != 0) {
      errno = ENOMEM;
      return NULL;
    }
  }
}

static struct block* check(void* memory, const char* what) {
  struct block* b = block_of(memory);
  if ((uintptr_t)memory % grain == 0 && mark_of(b) == in_use && after(b)->before == size_of(b)) return b;
  if ((uintptr_t)memory % grain == 0 && mark_of(b) == is_free)
    shrimp_fail(what, ": the block was freed already (double free)");
  shrimp_fail(what, ": not a block of malloc, or the memory before or behind it was overwritten");
}

void shrimp_release(void* memory) {
  if (memory != NULL) join_and_insert(check(memory, "free"));
}

void* malloc(size_t bytes) {
  return shrimp_allocate(bytes);
}
void free(void* memory) {
  shrimp_release(memory);
}
void cfree(void* memory) {
  shrimp_release(memory);
}

void* calloc(size_t count, size_t bytes) {
  size_t all;
  if (__builtin_mul_overflow(count, bytes, &all)) {
    errno = ENOMEM;
    return NULL;
  }
  void* memory = shrimp_allocate(all);
  if (memory != NULL) shrimp_fill(memory, 0, all);
  return memory;
}

void* realloc(void* memory, size_t wanted) {
  if (memory == NULL) return shrimp_allocate(wanted);
  if (wanted == 0) {
    shrimp_release(memory);
    return NULL;
  }
  struct block* b = check(memory, "realloc");
  const size_t bytes = bytes_for(wanted);
  if (size_of(b) >= bytes) {
    trim(b, bytes);
    return memory;
  }
  struct block* next = after(b);
  if (wanted < SHRIMP_HEAP_END && mark_of(next) == is_free && size_of(b) + size_of(next) >= bytes) {
    take_out(next);
    b->bytes = (size_of(b) + size_of(next)) | in_use;
    after(b)->before = size_of(b);
    trim(b, bytes);
    return memory;
  }
  void* bigger = shrimp_allocate(wanted);
  if (bigger == NULL) return NULL;
  shrimp_copy(bigger, memory, size_of(b) - header);
  shrimp_release(memory);
  return bigger;
}
void* reallocarray(void* memory, size_t count, size_t bytes) {
  size_t all;
  if (!__builtin_mul_overflow(count, bytes, &all)) return realloc(memory, all);
  errno = ENOMEM;
  return NULL;
}

/* A block with room, whose part before the aligned address is given back. */
static void* aligned(size_t alignment, size_t bytes) {
  if (alignment <= grain) return shrimp_allocate(bytes);
  char* memory = shrimp_allocate(bytes + alignment + least);
  if (memory == NULL) return NULL;
  struct block* b = block_of(memory);
  uintptr_t at = ((uintptr_t)memory + alignment - 1) & ~(alignment - 1);
  if (at != (uintptr_t)memory) {
    while (at - (uintptr_t)memory < least) at += alignment;
    struct block* whole = b;
    const size_t rest = at - (uintptr_t)memory, all = size_of(whole);
    b = block_of((void*)at);
    b->before = rest;
    b->bytes = (all - rest) | in_use;
    after(b)->before = all - rest;
    whole->bytes = rest | in_use;
    join_and_insert(whole);
  }
  trim(b, bytes_for(bytes));
  return (char*)b + header;
}

void* memalign(size_t alignment, size_t bytes) {
  return aligned(alignment, bytes);
}
void* aligned_alloc(size_t alignment, size_t bytes) {
  return aligned(alignment, bytes);
}
void* valloc(size_t bytes) {
  return aligned(page, bytes);
}
void* pvalloc(size_t bytes) {
  return aligned(page, (bytes + page - 1) & ~(size_t)(page - 1));
}
int posix_memalign(void** memory, size_t alignment, size_t bytes) {
  if (alignment < sizeof(void*) || (alignment & (alignment - 1)) != 0) return EINVAL;
  void* got = aligned(alignment, bytes);
  if (got == NULL) return ENOMEM;
  *memory = got;
  return 0;
}
size_t malloc_usable_size(void* memory) {
  return memory == NULL ? 0 : size_of(block_of(memory)) - header;
}
