/* SPDX-License-Identifier: MIT */
/* The combining modes of automatic update: `combining MODE WORDS` stores so many words one behind the other;
 * the list counts the packets that they become. What waits in the packetizer shows at the receiver. */
#include "conforms.h"

enum { WORDS = 4096, ID = 1, LACKS_AT = WORDS - 1, ELSEWHERE = WORDS - 2 };
static Int32 buffer[WORDS] PAGE_ALIGNED, source[WORDS] PAGE_ALIGNED;

static enum SBL_AUWriteType type_of(const char* mode) {
  return strcmp(mode, "single") == 0  ? AU_SingleWrite
         : strcmp(mode, "block") == 0 ? AU_BlockWrite
                                      : AU_TimerWrite;
}

static void send(const char* mode, int words) {
  Int32* const remote = import_from(1, ID);
  Int32 lacks = SBL_AUMap(source, remote, WORDS, 0, type_of(mode)) == SBL_EUnsupported;
  MUST(SBL_SendMsg(&lacks, remote + LACKS_AT, 1));
  if (lacks)
    printf("unsupported 2.au.%s\nunsupported 2.au.%s.waits\nunsupported 2.au.disable.sends\n", mode, mode);
  meet();
  if (lacks) return;
  for (int i = 0; i < words; ++i) ((volatile Int32*)source)[i] = i + 1;
  let_arrive();
  meet();
  source[ELSEWHERE] = 1; /* ends a block */
  let_arrive();
  meet();
  source[2000] = 1;
  source[2001] = 2;
  let_arrive();
  meet();
  MUST(SBL_AUMap(source, remote, WORDS, 0, AU_Disable));
  let_arrive();
  meet();
}

static void receive(const char* mode, int words) {
  const int block = strcmp(mode, "block") == 0;
  char id[40], waits[40];
  snprintf(id, sizeof id, "2.au.%s", mode);
  snprintf(waits, sizeof waits, "2.au.%s.waits", mode);
  MUST(SBL_ExportRecvBuf(buffer, WORDS, ID, NULL, 0));
  meet();
  if (buffer[LACKS_AT]) return;
  meet();
  /* The last packet is full, or only a part of one: words is no multiple of a packet's. */
  CONFORMS(block ? waits : id, block ? buffer[words - 1] == 0 : buffer[words - 1] == words);
  meet();
  CONFORMS(id, buffer[words - 1] == words && buffer[0] == 1 && buffer[words] == 0);
  if (block) CONFORMS(waits, buffer[words - 1] == words);
  meet();
  if (block) CONFORMS("2.au.disable.sends", buffer[2001] == 0);
  meet();
  if (block) CONFORMS("2.au.disable.sends", buffer[2000] == 1 && buffer[2001] == 2);
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  my_rank() == 0 ? send(argv[1], atoi(argv[2])) : receive(argv[1], atoi(argv[2]));
  return 0;
}
