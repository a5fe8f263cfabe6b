/* SPDX-License-Identifier: MIT */
/* The files of the file service. */
#include <stdlib.h>
#include <string.h>

#include "file_service.h"

enum { MOST_BYTES = 16 << 20 };

struct file {
  entry listed; /* first: the list is sent as it is */
  char* data;
  size_t room;
};

static list files;

static list* find(const char* file) {
  list* at = &files;
  while (*at && strcmp((*at)->file, file) != 0) at = &(*at)->next;
  return at;
}

static struct file* create(list* at, const char* file) {
  struct file* const f = calloc(1, sizeof *f);
  if (!f || !(f->listed.file = strdup(file))) {
    free(f);
    return NULL;
  }
  *at = &f->listed;
  return f;
}

static int make_room(struct file* f, size_t bytes) {
  if (bytes <= f->room) return 1;
  size_t room = f->room ? f->room : 4096;
  while (room < bytes) room *= 2;
  char* const data = realloc(f->data, room);
  if (!data) return 0;
  memset(data + f->room, 0, room - f->room);
  f->data = data;
  f->room = room;
  return 1;
}

read_result* read_1_svc(read_arguments* a, struct svc_req* request) {
  static read_result r;
  (void)request;
  memset(&r, 0, sizeof r);
  const struct file* const f = (struct file*)(void*)*find(a->file);
  r.status = f ? FILES_OK : FILES_NO_SUCH;
  if (!f || a->offset >= f->listed.bytes) return &r;
  u_int count = a->count < MOST_DATA ? a->count : MOST_DATA;
  if (count > f->listed.bytes - a->offset) count = (u_int)(f->listed.bytes - a->offset);
  r.read_result_u.data.data_len = count;
  r.read_result_u.data.data_val = f->data + a->offset; /* encoded from where it is */
  return &r;
}

status* write_1_svc(write_arguments* a, struct svc_req* request) {
  static status s;
  (void)request;
  list* const at = find(a->file);
  struct file* const f = *at ? (struct file*)(void*)*at : create(at, a->file);
  const size_t end = (size_t)a->offset + a->data.data_len;
  s = f && end <= MOST_BYTES && make_room(f, end) ? FILES_OK : FILES_FULL;
  if (s != FILES_OK) return &s;
  memcpy(f->data + a->offset, a->data.data_val, a->data.data_len);
  if (end > f->listed.bytes) f->listed.bytes = end;
  return &s;
}

status* remove_1_svc(name* file, struct svc_req* request) {
  static status s;
  (void)request;
  list* const at = find(*file);
  s = *at ? FILES_OK : FILES_NO_SUCH;
  if (!*at) return &s;
  struct file* const f = (struct file*)(void*)*at;
  *at = f->listed.next;
  free(f->listed.file);
  free(f->data);
  free(f);
  return &s;
}

list* list_1_svc(void* nothing, struct svc_req* request) {
  (void)nothing, (void)request;
  return &files;
}
