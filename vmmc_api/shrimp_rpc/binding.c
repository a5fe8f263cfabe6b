/* SPDX-License-Identifier: MIT */
/* What client and server of ShrimpRPC share: the buffer, waiting, deliberate update, sentences. */
#include "shrimp_rpc/binding.h"

enum { LINE_BYTES = 32, COPIED_BYTES = 8 * LINE_BYTES };

uint32_t shrimp_rpc_name(const char* name) {
  uint32_t hash = 2166136261u; /* FNV-1a */
  for (; *name; ++name) hash = (hash ^ (unsigned char)*name) * 16777619u;
  return hash;
}

void shrimp_binding_open(struct shrimp_binding* b, const struct shrimp_rpc_interface* interface) {
  b->interface = interface;
  b->rpc.call_flag = b->link.in + interface->bytes - 4;
  b->rpc.return_flag = b->rpc.call_flag + interface->bytes;
  b->rpc.automatic = b->link.automatic;
  b->patience = -1;
}

void shrimp_rpc_get(void* to, const void* place, size_t bytes) {
  char* t = to;
  const char* from = place;
  while (bytes > 0) {
    const size_t piece = bytes < COPIED_BYTES ? bytes : COPIED_BYTES;
    for (size_t at = 0; at < piece; at += LINE_BYTES) (void)*(volatile const char*)(t + at);
    memcpy(t, from, piece);
    t += piece;
    from += piece;
    bytes -= piece;
  }
}

void shrimp_rpc_update(struct shrimp_rpc* rpc, const char* from, const char* end) {
  struct shrimp_binding* const b = (struct shrimp_binding*)(void*)rpc;
  if (from < end) rpc_link_update(&b->link, (uint32_t)(from - b->link.out), (uint32_t)(end - from));
}

static int has_returned(struct shrimp_rpc* rpc, char* flag) {
  return *shrimp_rpc_word(flag) >> 8 == shrimp_rpc_returned(rpc->serial);
}

/* Sleeps until the call has returned. A call that is given up may still return, into a buffer that the next
 * one would use: so there is none. */
int shrimp_rpc_wait(struct shrimp_rpc* rpc, char* flag) {
  struct shrimp_binding* const b = (struct shrimp_binding*)(void*)rpc;
  const int64_t deadline = b->patience < 0 ? -1 : rpc_now() + b->patience;
  vmmc_watch(b->link.id, 1);
  while (!has_returned(rpc, flag)) {
    const int64_t left = rpc_left(deadline);
    if (left == 0)
      rpc->status = SHRIMP_RPC_TIMED_OUT;
    else if (rpc_link_state(&b->link) < 0 && !has_returned(rpc, flag))
      rpc->status = SHRIMP_RPC_ENDED;
    if (rpc->status < 0) break;
    vmmc_await(left, VMMC_AWAIT_DATA);
  }
  vmmc_watch(b->link.id, 0);
  return rpc->status < 0 ? rpc->status : -(int)(*shrimp_rpc_word(flag) & 255);
}

const char* shrimp_rpc_error_text(int status) {
  static const char* const sentences[] = {
      "no error",
      "there is no node of this name",
      "no server of that node has exported the interface",
      "the server has another version of the interface",
      "the server's stubs were made from another description of the interface",
      "the server did not answer in time",
      "the server has ended",
      "the arguments do not fit the buffer of the interface",
      "the server found the length of an array to be wrong",
      "the server does not know the procedure",
      "no memory, pages or ports are left",
      "the interface is exported on this node already"};
  const unsigned i = (unsigned)-status;
  return status <= 0 && i < sizeof sentences / sizeof *sentences ? sentences[i] : "an unknown status";
}
