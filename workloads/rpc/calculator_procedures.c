/* SPDX-License-Identifier: MIT */
/* What the calculator's server computes; the rest of it is rpcgen's. */
#include "calculator.h"

static int memory;

int* add_1_svc(operands* o, struct svc_req* request) {
  static int sum;
  (void)request;
  sum = o->left + o->right;
  return &sum;
}

quotient* divide_1_svc(operands* o, struct svc_req* request) {
  static quotient q;
  (void)request;
  q.defined = o->right != 0;
  if (q.defined) q.quotient_u.value = o->left / o->right;
  return &q;
}

statistics* summarize_1_svc(numbers* n, struct svc_req* request) {
  static statistics s;
  (void)request;
  s = (statistics){n->numbers_len, 0, 0, 0};
  for (u_int i = 0; i < n->numbers_len; ++i) {
    const double x = n->numbers_val[i];
    s.sum += x;
    if (i == 0 || x < s.least) s.least = x;
    if (i == 0 || x > s.most) s.most = x;
  }
  return &s;
}

/* Callers do not wait for it: no reply is sent. */
void* store_1_svc(int* value, struct svc_req* request) {
  (void)request;
  memory += *value;
  return NULL;
}

int* recall_1_svc(void* nothing, struct svc_req* request) {
  (void)nothing, (void)request;
  return &memory;
}

char** describe_2_svc(void* nothing, struct svc_req* request) {
  static char* text = "a calculator of whole numbers and averages";
  (void)nothing, (void)request;
  return &text;
}
