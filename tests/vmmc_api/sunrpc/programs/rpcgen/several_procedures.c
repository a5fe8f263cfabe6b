/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "several.h"

int* add_1_svc(int a, int b, struct svc_req* request) {
  static int sum;
  (void)request;
  sum = a + b;
  return &sum;
}

char** join_1_svc(char* a, char* b, int times, struct svc_req* request) {
  static char text[200], *result = text;
  (void)request;
  int at = 0;
  for (int i = 0; i < times; ++i) at += snprintf(text + at, sizeof text - (size_t)at, "%s%s", a, b);
  return &result;
}

double* mean_1_svc(numbers n, struct svc_req* request) {
  static double mean;
  (void)request;
  mean = 0;
  for (u_int i = 0; i < n.numbers_len; ++i) mean += n.numbers_val[i];
  mean /= n.numbers_len;
  return &mean;
}

pair* both_1_svc(int first, char* second, struct svc_req* request) {
  static pair result;
  (void)request;
  result = (pair){first, second};
  return &result;
}

void* drop_1_svc(pair p, quad_t h, struct svc_req* request) {
  static char done;
  (void)request;
  printf("dropped %d %s %lld\n", p.first, p.second, (long long)h);
  return &done;
}
