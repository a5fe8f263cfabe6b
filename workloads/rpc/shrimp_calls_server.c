/* SPDX-License-Identifier: MIT */
/* The server of shrimp_calls. */
#include <stdio.h>

#include "shrimp_calls.h"

void shrimp_calls_server_nothing(void) {}

int shrimp_calls_server_same(int value) {
  return value;
}

int shrimp_calls_server_take(const char* data, int count) {
  return count > 0 ? data[count - 1] : 0;
}

void shrimp_calls_server_give(char* data, int count) {
  int* const words = (int*)(void*)data; /* a block starts where a word does */
  for (int i = 0; i < count / 4; ++i) words[i] = i;
}

void shrimp_calls_server_scale(double* values, int count, double factor) {
  for (int i = 0; i < count; ++i) values[i] *= factor;
}

int main(void) {
  const int status = shrimp_calls_export();
  if (status < 0) {
    fprintf(stderr, "export: %s\n", shrimp_rpc_error_text(status));
    return 1;
  }
  shrimp_rpc_run();
  return 0;
}
