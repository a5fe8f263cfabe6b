/* SPDX-License-Identifier: MIT */
#include <stdio.h>

#include "msg.h"

int* print_message_1_svc(char** message, struct svc_req* request) {
  static int printed;
  (void)request;
  printed = printf("console: %s\n", *message) > 0;
  return &printed;
}
