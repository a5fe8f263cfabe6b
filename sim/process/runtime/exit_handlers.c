/* SPDX-License-Identifier: MIT */
/* atexit and its relatives. C++ registers the destructors of static objects here, as their constructors
 * finish. */
#include <stddef.h>
#include <stdlib.h>

#include "sim/process/runtime/runtime.h"

enum { chunk_entries = 32 };

struct handler {
  void (*call)(void*);
  void* argument;
};
struct list {
  struct chunk {
    struct chunk* before;
    size_t count;
    struct handler entry[chunk_entries];
  } first, *last;
};

static struct list normal, quick, of_thread;

static int add(struct list* list, void (*call)(void*), void* argument) {
  if (list->last == NULL) list->last = &list->first;
  if (list->last->count == chunk_entries) {
    struct chunk* more = shrimp_allocate(sizeof *more);
    if (more == NULL) return -1;
    more->before = list->last;
    more->count = 0;
    list->last = more;
  }
  struct chunk* chunk = list->last;
  chunk->entry[chunk->count].call = call;
  chunk->entry[chunk->count].argument = argument;
  ++chunk->count;
  return 0;
}

/* Last registered, first called; a handler may register more. */
static void run(struct list* list) {
  while (list->last != NULL) {
    struct chunk* chunk = list->last;
    if (chunk->count == 0) {
      if (chunk == &list->first) return;
      list->last = chunk->before;
      shrimp_release(chunk);
      continue;
    }
    const struct handler h = chunk->entry[--chunk->count];
    h.call(h.argument);
  }
}

static void call_plain(void* function) {
  ((void (*)(void))function)();
}

int __cxa_atexit(void (*call)(void*), void* argument, void* image) {
  (void)image;
  return add(&normal, call, argument);
}
int __cxa_thread_atexit_impl(void (*call)(void*), void* argument, void* image) {
  (void)image;
  return add(&of_thread, call, argument);
}
int atexit(void (*call)(void)) {
  return add(&normal, call_plain, (void*)call);
}
int at_quick_exit(void (*call)(void)) {
  return add(&quick, call_plain, (void*)call);
}
int __cxa_at_quick_exit(void (*call)(void*), void* image) {
  (void)image;
  return add(&quick, call, NULL);
}
/* Called by the compiler's own destructor list, when all is done already. */
void __cxa_finalize(void* image) {
  (void)image;
}

void shrimp_run_exit_handlers(void) {
  run(&of_thread);
  run(&normal);
}

void quick_exit(int status) {
  run(&quick);
  shrimp_end(status);
}
