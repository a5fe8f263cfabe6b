/* SPDX-License-Identifier: MIT */
/* Tables of <search.h>: linear, hashed (one for the process), and as a tree, which is not balanced. */
#define _GNU_SOURCE
#include <errno.h>
#include <search.h>
#include <stdlib.h>
#include <string.h>

/* ---- Linear ---- */

void* lfind(const void* key, const void* table, size_t* count, size_t bytes, __compar_fn_t compare) {
  const char* at = table;
  for (size_t i = 0; i < *count; ++i, at += bytes)
    if (compare(key, at) == 0) return (void*)at;
  return NULL;
}
void* lsearch(const void* key, void* table, size_t* count, size_t bytes, __compar_fn_t compare) {
  void* found = lfind(key, table, count, bytes, compare);
  return found != NULL ? found : memcpy((char*)table + (*count)++ * bytes, key, bytes);
}

/* ---- Hashed, with open addressing ---- */

static struct hsearch_data process_table;

struct _ENTRY {
  ENTRY entry;
};

int hcreate_r(size_t count, struct hsearch_data* t) {
  if (t->table != NULL) return 0;
  size_t room = 8;
  while (room < count + count / 2) room *= 2;
  t->table = calloc(room, sizeof *t->table);
  t->size = (unsigned)room;
  t->filled = 0;
  return t->table != NULL;
}
void hdestroy_r(struct hsearch_data* t) {
  free(t->table);
  t->table = NULL;
}
int hsearch_r(ENTRY wanted, ACTION action, ENTRY** found, struct hsearch_data* t) {
  unsigned at = 5381;
  for (const char* c = wanted.key; *c; ++c) at = at * 33 + (unsigned char)*c;
  for (unsigned tries = 0; tries < t->size; ++tries, ++at) {
    ENTRY* e = &t->table[at & (t->size - 1)].entry;
    if (e->key == NULL && action == ENTER) {
      *e = wanted;
      ++t->filled;
    }
    if (e->key == NULL) break;
    if (strcmp(e->key, wanted.key) != 0) continue;
    *found = e;
    return 1;
  }
  errno = action == ENTER ? ENOMEM : ESRCH;
  *found = NULL;
  return 0;
}
int hcreate(size_t count) {
  return hcreate_r(count, &process_table);
}
void hdestroy(void) {
  hdestroy_r(&process_table);
}
ENTRY* hsearch(ENTRY wanted, ACTION action) {
  ENTRY* found;
  hsearch_r(wanted, action, &found, &process_table);
  return found;
}

/* ---- A tree: a program sees of a node that its key comes first ---- */

struct node {
  const void* key;
  struct node *less, *more;
};

static struct node** place_of(const void* key, void** root, __compar_fn_t compare) {
  struct node** at = (struct node**)root;
  while (*at != NULL) {
    const int order = compare(key, (*at)->key);
    if (order == 0) break;
    at = order < 0 ? &(*at)->less : &(*at)->more;
  }
  return at;
}
void* tfind(const void* key, void* const* root, __compar_fn_t compare) {
  return root != NULL ? *place_of(key, (void**)root, compare) : NULL;
}
void* tsearch(const void* key, void** root, __compar_fn_t compare) {
  if (root == NULL) return NULL;
  struct node** at = place_of(key, root, compare);
  if (*at == NULL && (*at = calloc(1, sizeof **at)) != NULL) (*at)->key = key;
  return *at;
}
/* The parent of what is gone; of the root, the root. */
void* tdelete(const void* restrict key, void** restrict root, __compar_fn_t compare) {
  if (root == NULL) return NULL;
  struct node *parent = *root, **at = (struct node**)root;
  for (int order; *at != NULL && (order = compare(key, (*at)->key)) != 0;) {
    parent = *at;
    at = order < 0 ? &parent->less : &parent->more;
  }
  struct node* gone = *at;
  if (gone == NULL) return NULL;
  if (gone->less != NULL && gone->more != NULL) { /* the least that is more takes its place */
    struct node **next = &gone->more, *heir;
    while ((*next)->less != NULL) next = &(*next)->less;
    heir = *next;
    *next = heir->more;
    heir->less = gone->less, heir->more = gone->more;
    *at = heir;
  } else {
    *at = gone->less != NULL ? gone->less : gone->more;
  }
  if (parent == gone)
    parent = *at; /* of a root that is gone, the new one; the program must not look into it */
  free(gone);
  return parent != NULL ? parent : (void*)root;
}

static void walk(const struct node* n, __action_fn_t action, int depth) {
  if (n == NULL) return;
  if (n->less == NULL && n->more == NULL) {
    action(n, leaf, depth);
    return;
  }
  action(n, preorder, depth);
  walk(n->less, action, depth + 1);
  action(n, postorder, depth);
  walk(n->more, action, depth + 1);
  action(n, endorder, depth);
}
void twalk(const void* root, __action_fn_t action) {
  walk(root, action, 0);
}
void tdestroy(void* root, __free_fn_t free_key) {
  struct node* n = root;
  if (n == NULL) return;
  tdestroy(n->less, free_key);
  tdestroy(n->more, free_key);
  free_key((void*)n->key);
  free(n);
}

/* ---- Queues: each element begins with its next and its last ---- */

struct element {
  struct element *next, *before;
};
void insque(void* one, void* behind) {
  struct element *e = one, *b = behind;
  e->before = b;
  e->next = b != NULL ? b->next : NULL;
  if (b != NULL) b->next = e;
  if (e->next != NULL) e->next->before = e;
}
void remque(void* one) {
  const struct element* e = one;
  if (e->before != NULL) e->before->next = e->next;
  if (e->next != NULL) e->next->before = e->before;
}
