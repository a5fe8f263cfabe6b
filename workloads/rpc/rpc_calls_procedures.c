/* SPDX-License-Identifier: MIT */
#include "rpc_calls.h"

int* same_1_svc(int* value, struct svc_req* request) {
  (void)request;
  return value;
}

int* take_1_svc(block* b, struct svc_req* request) {
  static int length;
  (void)request;
  length = (int)b->block_len;
  return &length;
}

block* give_1_svc(int* count, struct svc_req* request) {
  static char data[MOST_BYTES];
  static block b;
  (void)request;
  b.block_len = (u_int)*count;
  b.block_val = data;
  return &b;
}
