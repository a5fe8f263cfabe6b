/* SPDX-License-Identifier: MIT */
/* SBL_AUMap: process 0 binds its memory to a buffer of process 1. On a board without snooping the call says
 * so, and that is all. */
#include "conforms.h"

enum { PAGES = 2, WORDS = PAGES * PAGE_WORDS, PLAIN = 1, WITH_HANDLER = 2, IN_A_PAGE = 3, LACKS_AT = 600 };
static Int32 buffer[WORDS + PAGE_WORDS] PAGE_ALIGNED, other[PAGE_WORDS] PAGE_ALIGNED;
static Int32 inner[PAGE_WORDS] PAGE_ALIGNED;
static Int32 source[WORDS] PAGE_ALIGNED, notifying[PAGE_WORDS] PAGE_ALIGNED;
static volatile int runs;

static void handler(unsigned int rbufid) {
  ++runs;
  (void)rbufid;
}

static const char* const sentences[] = {"1.au",        "1.au.bind",      "1.au.past",   "2.au.aligned",
                                        "2.au.notify", "2.au.no_notify", "2.au.inside", "2.au.disable",
                                        "2.au.modes",  "2.au.unbound"};

/* Says so to the receiver too, in the last word of its buffer. */
static int lacks_automatic_update(Int32* remote) {
  Int32 lacks = SBL_AUMap(source, remote, WORDS, 0, AU_SingleWrite) == SBL_EUnsupported;
  MUST(SBL_SendMsg(&lacks, remote + LACKS_AT, 1));
  if (lacks)
    for (unsigned i = 0; i < sizeof sentences / sizeof *sentences; ++i)
      printf("unsupported %s\n", sentences[i]);
  return lacks;
}

static void bind_badly(Int32* remote, Int32* in_a_page) {
  const char* id = "2.au.aligned";
  CONFORMS(id, SBL_AUMap(source + 1, remote, PAGE_WORDS, 0, AU_TimerWrite) == SBL_EAlignment);
  CONFORMS(id, SBL_AUMap(source + 512, remote, PAGE_WORDS, 0, AU_TimerWrite) == SBL_EAlignment);
  CONFORMS(id, SBL_AUMap(source, remote + 1, PAGE_WORDS, 0, AU_TimerWrite) == SBL_EAlignment);
  CONFORMS(id, SBL_AUMap(source, in_a_page, 8, 0, AU_TimerWrite) == SBL_EAlignment);
  CONFORMS("2.au.inside", SBL_AUMap(source, remote, WORDS + 1, 0, AU_TimerWrite) < 0);
  CONFORMS("2.au.inside", SBL_AUMap(source, source, PAGE_WORDS, 0, AU_TimerWrite) == SBL_ENotImported);
}

static void send(void) {
  Int32* const remote = import_from(1, PLAIN);
  Int32* const remote_notifying = import_from(1, WITH_HANDLER);
  Int32* const in_a_page = import_from(1, IN_A_PAGE);
  source[9] = 90; /* before there is a binding */
  const int lacks = lacks_automatic_update(remote);
  meet();
  if (lacks) return;
  MUST(SBL_AUMap(source, remote, WORDS, 0, AU_Disable));
  bind_badly(remote, in_a_page);
  CONFORMS("1.au.bind", SBL_AUMap(source, remote, WORDS, 0, AU_TimerWrite) == 0);
  CONFORMS("2.au.notify", SBL_AUMap(notifying, remote_notifying, PAGE_WORDS, 1, AU_SingleWrite) == 0);
  source[0] = 10;
  source[WORDS - 1] = 20; /* the other page of the binding */
  buffer[0] = 30;         /* memory that is not bound */
  memcpy(source + 100, "sixteen letters.", 16);
  ((char*)source)[2000] = 7; /* a byte is a store too */
  let_arrive();
  meet();
  meet(); /* the receiver has counted */
  for (int i = 0; i < 5; ++i) notifying[i] = i + 1;
  let_arrive();
  meet();
  static const enum SBL_AUWriteType modes[] = {AU_SingleWrite, AU_BlockWrite, AU_TimerWrite};
  for (int m = 0; m < 3; ++m) {
    CONFORMS("2.au.modes", SBL_AUMap(source, remote, WORDS, 0, modes[m]) == 0);
    source[1020 + m] = 70 + m;
    source[500] = m; /* elsewhere, which ends a block */
  }
  CONFORMS("2.au.modes", SBL_AUMap(source, remote, WORDS, 0, (enum SBL_AUWriteType)77) == SBL_EArgument);
  let_arrive();
  CONFORMS("2.au.disable", SBL_AUMap(source, remote, WORDS, 0, AU_Disable) == 0);
  source[1] = 40;
  source[WORDS - 2] = 50;
  let_arrive();
  meet();
}

static void receive(void) {
  MUST(SBL_ExportRecvBuf(buffer, WORDS, PLAIN, NULL, 0));
  MUST(SBL_ExportRecvBuf(other, PAGE_WORDS, WITH_HANDLER, handler, 0));
  MUST(SBL_ExportRecvBuf(inner + 16, 8, IN_A_PAGE, NULL, 0));
  meet();
  if (buffer[LACKS_AT]) return;
  meet();
  CONFORMS("1.au", buffer[0] == 10 && buffer[WORDS - 1] == 20);
  CONFORMS("1.au", memcmp(buffer + 100, "sixteen letters.", 16) == 0 && ((char*)buffer)[2000] == 7);
  CONFORMS("1.au.past", buffer[9] == 0);
  CONFORMS("2.au.unbound", buffer[0] != 30 && buffer[WORDS] == 0);
  CONFORMS("2.au.no_notify", runs == 0);
  meet();
  meet();
  CONFORMS("2.au.notify", other[0] == 1 && other[4] == 5);
  CONFORMS("2.au.notify", runs == 5);
  meet();
  CONFORMS("2.au.modes", buffer[1020] == 70 && buffer[1021] == 71 && buffer[1022] == 72);
  CONFORMS("2.au.disable", buffer[1] == 0 && buffer[WORDS - 2] == 0);
}

int main(void) {
  my_rank() == 0 ? send() : receive();
  return 0;
}
