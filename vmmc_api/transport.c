/* SPDX-License-Identifier: MIT */
#include "transport.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCE_BYTES = 80 };

static int needs_automatic_update(const char* name) {
  return name[0] == 'a';
}

/* "du-1copy or du-2copy", from these names on. Without those that need automatic update if `deliberate`. */
static const char* listed(const char* const* names, int deliberate, char text[SENTENCE_BYTES]) {
  const char* last = NULL;
  int count = 0;
  text[0] = 0;
  for (; *names != NULL; ++names) {
    if (deliberate && needs_automatic_update(*names)) continue;
    if (last != NULL) strcat(strcat(text, count++ != 0 ? ", " : ""), last);
    last = *names;
  }
  return strcat(strcat(text, count != 0 ? " or " : ""), last);
}

int vmmc_transport_asked_for(const struct vmmc_transports* transports) {
  const char* const value = getenv(transports->variable);
  char text[SENTENCE_BYTES];
  if (value == NULL) return -1;
  for (int i = 0; transports->names[i] != NULL; ++i)
    if (strcmp(value, transports->names[i]) == 0) return i;
  fprintf(stderr, "%s is %s, not '%s'.\n", transports->variable, listed(transports->names, 0, text), value);
  exit(1);
}

void vmmc_do_without_automatic_update(const struct vmmc_transports* transports) {
  const int asked = vmmc_transport_asked_for(transports);
  char text[SENTENCE_BYTES];
  if (asked < 0 || !needs_automatic_update(transports->names[asked])) return;
  fprintf(stderr, "%s is %s, but this machine has no automatic update: set it to %s.\n", transports->variable,
          transports->names[asked], listed(transports->names, 1, text));
  exit(1);
}
