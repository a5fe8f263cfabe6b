/* SPDX-License-Identifier: MIT */
/* Delivery: `order deliberate`, `order automatic`, `order both`, `order reliable`. Process 0 sends data, then
 * a flag; whenever process 1 sees the flag, it looks whether the data are there. */
#include "conforms.h"

enum { ROUNDS = 60, DATA = 1100, FLAG = DATA, TURN = 2046, LACKS_AT = 2047, WORDS = 2048 };
static Int32 buffer[WORDS] PAGE_ALIGNED, source[WORDS] PAGE_ALIGNED, answer[1], turn;
static Int32* remote;
static Int32* remote_answer;

/* The receiver has checked this round: nothing of the next comes before. */
static void await_check(int round) {
  await(answer, round);
}

static void check(const char* id, int round) {
  int all = 1;
  for (int i = 0; i < DATA; ++i) all = all && buffer[i] == round;
  CONFORMS(id, all);
  turn = round;
  MUST(SBL_SendMsg(&turn, remote_answer, 1));
}

static void send_deliberately(int round) {
  for (int i = 0; i < DATA; ++i) source[i] = round;
  MUST(SBL_SendMsg(source, remote, DATA));
  turn = round;
  MUST(SBL_SendMsg(&turn, remote + FLAG, 1));
}

static void store(int round) {
  for (int i = 0; i < DATA; ++i) source[i] = round;
  source[FLAG] = round;
}

/* A long message by deliberate update, and while it is read a store that travels by automatic update. */
static void send_both(void) {
  static Int32 message[PAGE_WORDS] PAGE_ALIGNED;
  for (int i = 0; i < PAGE_WORDS; ++i) message[i] = 1;
  MUST(SBL_SendMsgStart(message, remote, PAGE_WORDS));
  source[PAGE_WORDS] = 1;
}

/* 500 messages of different lengths, each to a place of its own. Process 1 takes each as soon as it is there
 * and clears its place, so that a word that is lost, or comes a second time, shows. */
enum { MESSAGES = 500 };
static int length_of(int message) {
  return 1 + message * 7 % 3;
}
static Int32 word_of(int message, int i) {
  return 10 * message + i + 1;
}
static void send_many(void) {
  int at = 0;
  for (int m = 0; m < MESSAGES; at += length_of(m++)) {
    for (int i = 0; i < length_of(m); ++i) source[i] = word_of(m, i);
    MUST(SBL_SendMsg(source, remote + at, length_of(m)));
  }
}
static int take_many(void) {
  int at = 0, all = 1;
  for (int m = 0; m < MESSAGES; at += length_of(m++)) {
    await(buffer + at + length_of(m) - 1, word_of(m, length_of(m) - 1));
    for (int i = 0; i < length_of(m); ++i) {
      all = all && look(buffer + at + i) == word_of(m, i);
      buffer[at + i] = 0;
    }
  }
  return all;
}
static int all_is_clear(void) {
  int all = 1;
  for (int i = 0; i < WORDS; ++i) all = all && look(buffer + i) == 0;
  return all;
}

static int automatic_works(const char* id) {
  Int32 lacks = SBL_AUMap(source, remote, WORDS, 0, AU_SingleWrite) == SBL_EUnsupported;
  MUST(SBL_SendMsg(&lacks, remote + LACKS_AT, 1));
  if (lacks) printf("unsupported %s\n", id);
  meet();
  return !lacks;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const char* how = argv[1];
  const char* id = argv[2];
  const int reliable = strcmp(how, "reliable") == 0;
  const int deliberate = strcmp(how, "deliberate") == 0, both = strcmp(how, "both") == 0;
  MUST(SBL_ExportRecvBuf(my_rank() == 1 ? buffer : answer, my_rank() == 1 ? WORDS : 1, 1, NULL, 0));
  Int32* const proxy = import_from(1 - my_rank(), 1);
  remote = remote_answer = proxy;
  if (reliable) {
    meet();
    int once = 1;
    if (my_rank() == 0) send_many();
    if (my_rank() == 1) once = take_many();
    meet();
    let_arrive();
    if (my_rank() == 1) CONFORMS(id, once && all_is_clear());
    return 0;
  }
  if (my_rank() == 0) {
    if (deliberate) meet();
    if (!deliberate && !automatic_works(id)) return 0;
    if (both) send_both();
    if (both) meet(); /* a message ends with its sender */
    for (int round = 1; !both && round <= ROUNDS; ++round) {
      deliberate ? send_deliberately(round) : store(round);
      await_check(round);
    }
  } else {
    meet();
    if (buffer[LACKS_AT]) return 0;
    if (both) { /* the store was made after the message was begun, and is here before its end */
      await(buffer + PAGE_WORDS, 1);
      const Int32 last = look(buffer + PAGE_WORDS - 1);
      CONFORMS(id, last == 0);
      await(buffer + PAGE_WORDS - 1, 1);
      meet();
    }
    for (int round = 1; !both && round <= ROUNDS; ++round) {
      await(buffer + FLAG, round);
      check(id, round);
    }
  }
  return 0;
}
