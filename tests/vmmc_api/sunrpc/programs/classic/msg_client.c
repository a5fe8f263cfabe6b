/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "msg.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s HOST MESSAGE\n", argv[0]);
    exit(1);
  }
  usleep(20000);
  CLIENT* const client = clnt_create(argv[1], MESSAGE_PROGRAM, MESSAGE_VERSION, "visible");
  if (client == NULL) {
    clnt_pcreateerror(argv[1]);
    exit(1);
  }
  const int* const result = print_message_1(&argv[2], client);
  if (result == NULL) {
    clnt_perror(client, argv[1]);
    exit(1);
  }
  if (*result == 0) {
    fprintf(stderr, "%s: %s could not print\n", argv[0], argv[1]);
    exit(1);
  }
  printf("%s has the message\n", argv[1]);
  clnt_destroy(client);
  return 0;
}
