/* SPDX-License-Identifier: MIT */
/* What NX says when a call fails. The texts are those of the error codes of the iPSC. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "state.h"

static int blamed = NX_ANY;

void nx_blame(int node) {
  blamed = node;
}

static const char* text_of(int error) {
  switch (error) {
    case EQPBUF:
      return "Invalid buffer pointer";
    case EQLEN:
      return "Invalid length";
    case EQMSGLONG:
      return "Received message too long for buffer";
    case EQPID:
      return "Invalid process type";
    case EQNODE:
      return "Invalid node";
    case EQTYPE:
      return "Invalid type";
    case EQMID:
      return "Invalid message id";
    case EQHND:
      return "Invalid handler type";
    case EQNOACT:
      return "No active process";
    case EQPARAM:
      return "Invalid parameter";
    case EQMEM:
      return "Not enough memory";
    case EQNOMID:
      return "Too many requests";
    case EQBADNODE:
      return "Node not responding";
    default:
      return strerror(error);
  }
}

void nx_perror(const char* string) {
  const int error = errno;
  fprintf(stderr, "(node %d, ptype %ld) %s: %s", nx.node, nx.ptype, string, text_of(error));
  if (error == EQNOACT && blamed != NX_ANY) fprintf(stderr, ": node %d has ended", blamed);
  if (error == EQNOACT && blamed == NX_ANY) fprintf(stderr, ": all other nodes have ended");
  fputc('\n', stderr);
}

void nx_die(const char* call) {
  nx_perror(call);
  nx.draining = -1; /* what waits to be sent is lost with the program */
  exit(1);
}
