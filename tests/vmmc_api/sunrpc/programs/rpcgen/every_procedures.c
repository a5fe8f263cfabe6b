/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "every.h"

void* nothing_1_svc(void* unused, struct svc_req* request) {
  static char done;
  (void)unused, (void)request;
  return &done;
}

/* As many nodes as the name has letters; some names have none. */
listing* list_1_svc(name_t* name, struct svc_req* request) {
  static listing result;
  static char why[64];
  (void)request;
  xdr_free((xdrproc_t)xdr_listing, (char*)&result);
  memset(&result, 0, sizeof result);
  if (strcmp(*name, "quiet") == 0) {
    result.status = 7;
  } else if ((*name)[0] == '\0') {
    snprintf(why, sizeof why, "a name has letters");
    result.status = 2;
    result.listing_u.why = strdup(why);
  } else {
    chain* at = &result.listing_u.names;
    for (int i = 0; (*name)[i]; ++i, at = &(*at)->next) {
      *at = calloc(1, sizeof **at);
      (*at)->name = strdup(*name + i);
      (*at)->value = i;
    }
  }
  return &result;
}

outer* turn_1_svc(outer* o, struct svc_req* request) {
  (void)request;
  const inner first = o->two[0];
  o->two[0] = o->two[1];
  o->two[1] = first;
  for (u_int i = 0; i < o->many.many_len / 2; ++i) {
    const inner kept = o->many.many_val[i];
    o->many.many_val[i] = o->many.many_val[o->many.many_len - 1 - i];
    o->many.many_val[o->many.many_len - 1 - i] = kept;
  }
  o->big = -o->big;
  o->unsigned_big = ~o->unsigned_big;
  o->yes = !o->yes;
  for (int i = 0; i < 5; ++i) o->key[i] = (char)(o->key[i] + 1);
  for (u_int i = 0; i < o->blob.blob_len; ++i) o->blob.blob_val[i] ^= 0x55;
  return o;
}

static int compare(const void* a, const void* b) {
  const int x = *(const int*)a, y = *(const int*)b;
  return (x > y) - (x < y);
}

numbers* sort_1_svc(numbers* n, struct svc_req* request) {
  (void)request;
  qsort(n->numbers_val, n->numbers_len, sizeof *n->numbers_val, compare);
  return n;
}

color* next_2_svc(color* c, struct svc_req* request) {
  static color next;
  (void)request;
  next = *c == RED ? GREEN : *c == GREEN ? BLUE : RED;
  return &next;
}

quad_t* twice_1_svc(quad_t* value, struct svc_req* request) {
  static quad_t result;
  (void)request;
  result = 2 * *value;
  return &result;
}
