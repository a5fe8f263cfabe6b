/* SPDX-License-Identifier: MIT */
/* What the C++ run-time inside an image asks the dynamic linker: where its unwind tables and its thread-local
 * variables are. There is one image and one thread. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include "sim/process/runtime/runtime.h"

/* Frames outside the image (there are none but the C library's) end the walk. */
int _dl_find_object(void* address, struct dl_find_object* result) {
  const uint64_t at = (uint64_t)address;
  if (at < shrimp_image.image_begin || at >= shrimp_image.image_end) return -1;
  result->dlfo_flags = 0;
  result->dlfo_map_start = (void*)shrimp_image.image_begin;
  result->dlfo_map_end = (void*)shrimp_image.image_end;
  result->dlfo_link_map = NULL;
  result->dlfo_eh_frame = (void*)shrimp_image.eh_frame_header;
  return 0;
}

int dl_iterate_phdr(int (*callback)(struct dl_phdr_info*, size_t, void*), void* data) {
  const Elf64_Ehdr* header = (const Elf64_Ehdr*)shrimp_image.image_begin;
  struct dl_phdr_info information = {0};
  information.dlpi_addr = shrimp_image.image_begin;
  information.dlpi_name = "";
  information.dlpi_phdr = (const Elf64_Phdr*)(shrimp_image.image_begin + header->e_phoff);
  information.dlpi_phnum = header->e_phnum;
  return callback(&information, sizeof information, data);
}

struct tls_index {
  unsigned long module, offset;
};

void* __tls_get_addr(struct tls_index* index) {
  return (char*)shrimp_image.thread_local_block + index->offset;
}
