/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "every.h"

static CLIENT* to(const char* host, rpcprog_t program, rpcvers_t version) {
  CLIENT* const c = clnt_create(host, program, version, "tcp");
  if (c) return c;
  clnt_pcreateerror(host);
  exit(1);
}

static void list(CLIENT* c, char* name) {
  listing* const l = list_1(&name, c);
  if (!l) {
    clnt_perror(c, "list");
    return;
  }
  printf("list '%s': %d", name, l->status);
  if (l->status == 0)
    for (const node* n = l->listing_u.names; n; n = n->next) printf(" %s=%d", n->name, n->value);
  if (l->status == 2) printf(" %s", l->listing_u.why);
  printf("\n");
  clnt_freeres(c, (xdrproc_t)xdr_listing, (char*)l);
}

static void turn(CLIENT* c) {
  static inner many[3] = {{1, 2, 0.5f}, {3, 4, 1.5f}, {-5, 255, -2.5f}};
  outer o = {{{-32768, 1, 1e30f}, {32767, 2, 0}},
             {3, many},
             BLUE,
             -0x123456789abcdefLL,
             0xfedcba9876543210ULL,
             TRUE,
             {0, 1, 2, 3, 127},
             {7, (char*)"\x55\x34\x54zyx"}};
  outer* const r = turn_1(&o, c);
  if (!r) {
    clnt_perror(c, "turn");
    return;
  }
  printf("turn: %d %d %g, %u:", r->two[0].s, r->two[1].s, (double)r->two[1].f, r->many.many_len);
  for (u_int i = 0; i < r->many.many_len; ++i)
    printf(" %d/%u/%g", r->many.many_val[i].s, r->many.many_val[i].u, (double)r->many.many_val[i].f);
  printf(", %d %llx %llx %d, %d, %u bytes, %d\n", r->c, (long long)r->big,
         (unsigned long long)r->unsigned_big, r->yes, r->key[4], r->blob.blob_len, r->blob.blob_val[0]);
}

static void sort(CLIENT* c, u_int count) {
  numbers n = {count, malloc(count * sizeof(int) + 1)};
  for (u_int i = 0; i < count; ++i) n.numbers_val[i] = (int)(i * 2654435761u % 100003) - 50000;
  numbers* const r = sort_1(&n, c);
  u_int wrong = !r || r->numbers_len != count;
  for (u_int i = 1; i < count && !wrong; ++i) wrong = r->numbers_val[i - 1] > r->numbers_val[i];
  printf("sort %u: %s\n", count, wrong ? "wrong" : "right");
  free(n.numbers_val);
}

int main(int argc, char** argv) {
  (void)argc;
  usleep(30000);
  CLIENT *const one = to(argv[1], EVERY, EVERY_V1), *const two = to(argv[1], EVERY, EVERY_V2),
                *const other = to(argv[1], OTHER, OTHER_V);
  printf("nothing: %s\n", nothing_1(NULL, one) ? "done" : clnt_sperror(one, "nothing"));
  list(one, "abc");
  list(one, "");
  list(one, "quiet");
  list(one, "a name that is longer than 32 letters are");
  turn(one);
  sort(one, 0);
  sort(one, 5000);
  color c = GREEN;
  printf("next: %d\n", *next_2(&c, two));
  quad_t value = -0x1234567890LL;
  printf("twice: %llx\n", (long long)*twice_1(&value, other));
  clnt_destroy(one);
  clnt_destroy(two);
  clnt_destroy(other);
  return 0;
}
