/* SPDX-License-Identifier: MIT */
/* SBL_ExportRecvBuf: process 0 exports, process 1 sends into what it exported. */
#include "conforms.h"

enum { WORDS = 3000, ID = 7 };
static Int32 buffer[WORDS + 8], other[WORDS], source[WORDS];

static void its_arguments(void) {
  Int32* const odd = (Int32*)((char*)other + 2);
  CONFORMS("2.export.aligned", SBL_ExportRecvBuf(odd, 4, 90, NULL, 0) == SBL_EAlignment);
  CONFORMS("2.export.aligned",
           SBL_ExportRecvBuf((Int32*)((char*)other + 1), 4, 90, NULL, 0) == SBL_EAlignment);
  CONFORMS("2.export.aligned", SBL_ExportRecvBuf(other + 1, 4, 90, NULL, 0) == 0); /* any word, no page */
  CONFORMS("2.export.reserved", SBL_ExportRecvBuf(other + 8, 4, 91, NULL, 1) == SBL_EArgument);
  CONFORMS("2.export.size", SBL_ExportRecvBuf(other + 8, 0, 91, NULL, 0) == SBL_ERange);
  CONFORMS("2.export.size", SBL_ExportRecvBuf(other + 8, -1, 91, NULL, 0) == SBL_ERange);
}

static void its_ids(void) {
  CONFORMS("2.export.id", SBL_ExportRecvBuf(other + 100, 4, 0, NULL, 0) == 0);
  CONFORMS("2.export.id", SBL_ExportRecvBuf(other + 110, 4, 0xffffffffu, NULL, 0) == 0);
  CONFORMS("2.export.id", SBL_ExportRecvBuf(other + 120, 4, 0x80000000u, NULL, 0) == 0);
  CONFORMS("2.export.unique", SBL_ExportRecvBuf(other + 130, 4, 0, NULL, 0) == SBL_EDuplicateId);
}

static void overlaps(void) {
  const char* id = "2.export.overlap";
  CONFORMS(id, SBL_ExportRecvBuf(buffer + 3, 1, 92, NULL, 0) == SBL_EOverlap);         /* inside */
  CONFORMS(id, SBL_ExportRecvBuf(buffer + 2, 2, 92, NULL, 0) == SBL_EOverlap);         /* its first word */
  CONFORMS(id, SBL_ExportRecvBuf(buffer + WORDS + 2, 2, 92, NULL, 0) == SBL_EOverlap); /* its last */
  CONFORMS(id, SBL_ExportRecvBuf(buffer, WORDS + 8, 92, NULL, 0) == SBL_EOverlap);     /* around it */
  CONFORMS(id, SBL_ExportRecvBuf(buffer + 2, 1, 92, NULL, 0) == 0);                    /* beside it */
  CONFORMS(id, SBL_ExportRecvBuf(buffer + WORDS + 3, 1, 93, NULL, 0) == 0);
}

static void receive(void) {
  for (int i = 0; i < WORDS; ++i) buffer[3 + i] = -i;
  char* const before = malloc(100);
  char* const between = malloc(100);
  MUST(SBL_ExportRecvBuf(buffer + 3, WORDS, ID, NULL, 0));
  char* const after = malloc(100);
  CONFORMS("2.export.allocates_nothing", after - between == between - before);
  int kept = 1;
  for (int i = 0; i < WORDS; ++i) kept = kept && buffer[3 + i] == -i;
  CONFORMS("2.export.existing", kept);
  its_arguments();
  its_ids();
  overlaps();
  meet();
  meet(); /* the message has arrived */
  int arrived = 1;
  for (int i = 0; i < WORDS; ++i) arrived = arrived && buffer[3 + i] == 5 * i;
  CONFORMS("2.export.existing", arrived && buffer[2] == 0 && buffer[WORDS + 3] == 0);
}

static void send(void) {
  /* The same number as process 0's: unique within a process, no more. */
  CONFORMS("2.export.unique.process", SBL_ExportRecvBuf(other, 4, ID, NULL, 0) == 0);
  for (int i = 0; i < WORDS; ++i) source[i] = 5 * i;
  Int32* const remote = import_from(0, ID);
  meet();
  MUST(SBL_SendMsg(source, remote, WORDS));
  meet();
}

int main(void) {
  my_rank() == 0 ? receive() : send();
  return 0;
}
