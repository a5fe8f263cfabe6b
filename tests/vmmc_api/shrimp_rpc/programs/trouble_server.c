/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "trouble.h"

int trouble_server_same(int value) {
  return value;
}
void trouble_server_sleeps(int milliseconds) {
  usleep((useconds_t)milliseconds * 1000);
}
void trouble_server_ends(void) {
  exit(0);
}
void trouble_server_leaves(void) {
  shrimp_rpc_exit();
}

int trouble_server_sum(const uint8_t* bytes, int n) {
  int sum = 0;
  for (int i = 0; i < n; ++i) sum += bytes[i];
  return sum;
}
void trouble_server_fill(uint8_t* bytes, int n, uint8_t with) {
  memset(bytes, with, (size_t)n);
}

int main(int argc, char** argv) {
  (void)argc;
  printf("%s: %s\n", argv[1], shrimp_rpc_error_text(trouble_export()));
  printf("again: %s\n", shrimp_rpc_error_text(trouble_export()));
  fflush(stdout);
  shrimp_rpc_run();
  printf("shrimp_rpc_run returned\n");
  return 0;
}
