/* SPDX-License-Identifier: MIT */
/* Sends messages in every way that there is, and checks every word: deliberate update that blocks, that does
 * not wait, and that notifies, from some offsets in a page to others, and automatic update in each mode. What
 * the machine cannot do, it says.
 *
 *   every_way
 *
 * Process 0 sends. Process 1 clears its buffer, says that it is ready, checks the message and that the words
 * beside it are still clear. */
#include "vmmc_pair.h"

#include "message.h"

enum { REGION_WORDS = 3 * PAGE_WORDS, CONTROL = REGION_WORDS, BUFFER_WORDS = REGION_WORDS + PAGE_WORDS };
enum { USES_WAY = 1 << 8 }; /* the sender's word about a way: its number from 1, and whether it is used */

static int32_t source[BUFFER_WORDS] __attribute__((aligned(PAGE_BYTES)));
static volatile int32_t buffer[BUFFER_WORDS] __attribute__((aligned(PAGE_BYTES)));
static volatile int32_t ready; /* at the sender: the number of the message that may come */
static volatile int notifications;
static vmmc_proxy peer;
static int32_t number;

static vmmc_proxy place_of(int word) {
  return vmmc_at(peer, (size_t)word * WORD_BYTES);
}

/* ---- The ways ---- */

static void send_waiting(int from, int to, int words) {
  must(vmmc_send(source + from, place_of(to), (size_t)words * WORD_BYTES), "sending");
}

static void send_notifying(int from, int to, int words) {
  must(vmmc_send_notify(source + from, place_of(to), (size_t)words * WORD_BYTES),
       "sending with notification");
}

static void send_without_waiting(int from, int to, int words) {
  while (words > 0) {
    const int limit = (int)(vmmc_transfer_limit(source + from, place_of(to)) / WORD_BYTES);
    const int piece = words < limit ? words : limit;
    int status;
    do {
      status = vmmc_send_start(source + from, place_of(to), (size_t)piece * WORD_BYTES);
    } while (status == VMMC_ERROR_BUSY);
    must(status, "starting a transfer");
    while (!vmmc_send_done(source + from)) continue;
    from += piece, to += piece, words -= piece;
  }
}

/* The stores have sent it, but for what still waits to be combined; a store elsewhere closes that. */
static void send_nothing(int from, int to, int words) {
  (void)from, (void)to, (void)words;
  *(volatile int32_t*)&source[BUFFER_WORDS - 1] = number;
}

struct way {
  const char* name;
  void (*send)(int from, int to, int words);
  int mode; /* of automatic update; 0: deliberate */
  int notifies;
};
static const struct way ways[] = {
    {"deliberate update", send_waiting, 0, 0},
    {"deliberate update without waiting", send_without_waiting, 0, 0},
    {"deliberate update with notification", send_notifying, 0, 1},
    {"automatic update, single write", send_nothing, VMMC_SINGLE_WRITE, 0},
    {"automatic update, block write", send_nothing, VMMC_BLOCK_WRITE, 0},
    {"automatic update, timer write", send_nothing, VMMC_TIMER_WRITE, 0},
};
enum { WAYS = sizeof ways / sizeof *ways };

/* ---- The messages ---- */

static const int offsets[] = {0, 1, 513, PAGE_WORDS - 1};
static const int sizes[] = {1, 16, PAGE_WORDS, PAGE_WORDS + 200};
enum { OFFSETS = sizeof offsets / sizeof *offsets, SIZES = sizeof sizes / sizeof *sizes };

/* All messages of a way; automatic update has the same offset on both sides. */
static void for_each_message(const struct way* way,
                             void (*act)(const struct way*, int from, int to, int words)) {
  for (int f = 0; f < OFFSETS; ++f) {
    for (int t = 0; t < OFFSETS; ++t) {
      if (way->mode && t != f) continue;
      for (int s = 0; s < SIZES; ++s) {
        ++number;
        act(way, offsets[f], offsets[t], sizes[s]);
      }
    }
  }
}

static void send_one(const struct way* way, int from, int to, int words) {
  while (ready != number) continue;
  write_message(source + from, words, (unsigned)number);
  way->send(from, to, words);
}

static void receive_one(const struct way* way, int from, int to, int words) {
  static int32_t number_to_come;
  (void)from;
  for (int i = 0; i < REGION_WORDS; ++i) buffer[i] = 0;
  const int notified = notifications;
  number_to_come = number;
  must(vmmc_send(&number_to_come, peer, WORD_BYTES), "telling the sender to go on");
  if (way->notifies) {
    while (notifications == notified) must(vmmc_wait_notification(), "waiting for the notification");
  } else {
    await_message(buffer + to, words, (unsigned)number);
  }
  check_words(buffer + to, words, (unsigned)number);
  if ((to > 0 && buffer[to - 1] != 0) || buffer[to + words] != 0)
    fail("Message %d (%s) has changed a word beside it.", (int)number, way->name);
}

static void say(const struct way* way, int32_t uses) {
  source[CONTROL] = (int32_t)(way - ways + 1) | uses;
  must(vmmc_send(source + CONTROL, place_of(CONTROL), WORD_BYTES), "announcing a way");
}

static void send_all(const struct way* way) {
  if (way->mode) {
    const int status = vmmc_bind(source, peer, sizeof source, (enum vmmc_update_mode)way->mode, 0);
    if (status == VMMC_ERROR_UNSUPPORTED) {
      printf("every_way %s: %s\n", way->name, vmmc_error_text(status));
      say(way, 0);
      return;
    }
    must(status, "binding");
  }
  say(way, USES_WAY);
  const int32_t before = number;
  for_each_message(way, send_one);
  if (way->mode) must(vmmc_unbind(source, sizeof source), "unbinding");
  printf("every_way %s: %d messages\n", way->name, (int)(number - before));
}

/* The sender may be several ways further, if it skips them. */
static void receive_all(const struct way* way) {
  const int32_t this_way = (int32_t)(way - ways + 1);
  int32_t said;
  do said = buffer[CONTROL];
  while ((said & ~USES_WAY) < this_way);
  if (said == (this_way | USES_WAY)) for_each_message(way, receive_one);
}

static void count_notification(unsigned int id) {
  (void)id;
  ++notifications;
}

int main(void) {
  const int side = my_side();
  if (side == 0) {
    export_to_partner((void*)&ready, sizeof ready, NULL);
  } else {
    vmmc_block_notifications(); /* they are taken where they are awaited */
    export_to_partner((void*)buffer, sizeof buffer, count_notification);
  }
  peer = import_from_partner();
  for (int i = 0; i < WAYS; ++i) {
    if (side == 0)
      send_all(&ways[i]);
    else
      receive_all(&ways[i]);
  }
  if (side == 1 && notifications != OFFSETS * OFFSETS * SIZES)
    fail("There were %d notifications for %d messages.", notifications, OFFSETS * OFFSETS * SIZES);
  return 0;
}
