/* SPDX-License-Identifier: MIT */
/* qsort, bsearch and linear search. qsort is a merge sort, as glibc's is: equal elements keep their order. */
#define _GNU_SOURCE
#include <search.h>
#include <stdlib.h>

#include "sim/process/runtime/runtime.h"

typedef int (*compare_with)(const void*, const void*, void*);

static void sort(char* elements, size_t count, size_t bytes, compare_with compare, void* context,
                 char* scratch) {
  if (count <= 1) return;
  const size_t half = count / 2;
  char *a = elements, *b = elements + half * bytes;
  char *const a_end = b, *const b_end = elements + count * bytes;
  sort(a, half, bytes, compare, context, scratch);
  sort(b, count - half, bytes, compare, context, scratch);
  char* to = scratch;
  while (a != a_end && b != b_end) {
    if (compare(a, b, context) <= 0) {
      shrimp_copy(to, a, bytes);
      a += bytes;
    } else {
      shrimp_copy(to, b, bytes);
      b += bytes;
    }
    to += bytes;
  }
  /* What is left of b lies where it belongs. */
  shrimp_copy(to, a, (size_t)(a_end - a));
  to += a_end - a;
  shrimp_copy(elements, scratch, (size_t)(to - scratch));
}

void qsort_r(void* elements, size_t count, size_t bytes, compare_with compare, void* context) {
  if (count <= 1 || bytes == 0) return;
  char small[1024], *scratch = small;
  if (count > sizeof small / bytes && (scratch = shrimp_allocate(count * bytes)) == NULL)
    shrimp_fail("qsort: no memory left", "");
  sort(elements, count, bytes, compare, context, scratch);
  if (scratch != small) shrimp_release(scratch);
}

static int without_context(const void* a, const void* b, void* compare) {
  return ((int (*)(const void*, const void*))compare)(a, b);
}
void qsort(void* elements, size_t count, size_t bytes, int (*compare)(const void*, const void*)) {
  qsort_r(elements, count, bytes, without_context, (void*)compare);
}

#undef bsearch
void* bsearch(const void* wanted, const void* elements, size_t count, size_t bytes,
              int (*compare)(const void*, const void*)) {
  const char* base = elements;
  while (count != 0) {
    const char* middle = base + count / 2 * bytes;
    const int order = compare(wanted, middle);
    if (order == 0) return (void*)middle;
    if (order > 0) {
      base = middle + bytes;
      --count;
    }
    count /= 2;
  }
  return NULL;
}

void* lfind(const void* wanted, const void* elements, size_t* count, size_t bytes,
            int (*compare)(const void*, const void*)) {
  for (size_t i = 0; i < *count; ++i) {
    char* element = (char*)elements + i * bytes;
    if (compare(wanted, element) == 0) return element;
  }
  return NULL;
}
