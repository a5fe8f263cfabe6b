/* SPDX-License-Identifier: MIT */
/* Notification handlers that misbehave, and senders that overrun them: `handlers WHAT ID`. Process 2, on node
 * 0, sends; process 3, on node 1, has the handler. */
#define END_US 100000
#include "hostile.h"

#include <setjmp.h>

enum { BUFFER = 31, FLOOD = 3000 };
static int32_t buffer[4];
static volatile int runs, in_handler_status, wait_status;
static const char* what;
static const char* id;
static jmp_buf place;
static volatile int depth = 1000000;

static int is(const char* name) {
  return strcmp(what, name) == 0;
}

static int recurse(int n) {
  volatile char frame[256];
  frame[n % 256] = (char)n;
  return n == 0 ? frame[0] : recurse(n - 1) + frame[n % 256];
}

static void handler(unsigned int number) {
  ++runs;
  (void)number;
  if (is("never-returns")) {
    while (now_us() < end_us - 5000) continue;
    ENDED(id, "its-own-loss", runs == 1);
    exit(0);
  }
  if (is("exits")) {
    printf("its-own-loss %s\n", id);
    exit(0);
  }
  if (is("longjmp")) longjmp(place, 1);
  if (is("unexports")) in_handler_status = vmmc_unexport(BUFFER);
  if (is("unblocks")) {
    in_handler_status = vmmc_unblock_notifications();
    wait_status = vmmc_wait_notification();
  }
  if (is("overflows")) {
    last_act(id);
    depth = recurse(depth);
    survived(id);
  }
}

static void flood(void) {
  const vmmc_proxy remote = import_from(3, BUFFER);
  const int messages = is("overrun") ? FLOOD : 40;
  for (int32_t i = 1; i <= messages && now_us() < end_us - 5000; ++i) {
    const int status = vmmc_send_notify(&i, vmmc_at(remote, (size_t)(i % 3) * 4), 4);
    if (status == VMMC_ERROR_WITHDRAWN) return;
    MUST(status);
  }
  static const int32_t last = -1;
  vmmc_send(&last, vmmc_at(remote, 12), 4);
}

static void await_last(void) {
  while (look(buffer + 3) == 0 && now_us() < end_us - 5000) usleep(50);
}

static void overrun(void) {
  vmmc_block_notifications();
  await_last();
  ENDED(id, "VMMC_ERROR_NOTIFICATIONS_LOST", runs == 0 && look(buffer) == FLOOD);
  REFUSED(id, vmmc_unblock_notifications(), VMMC_ERROR_NOTIFICATIONS_LOST);
  usleep(10000);
  ENDED(id, "VMMC_ERROR_NOTIFICATIONS_LOST", runs > 0 && runs < FLOOD);
  vmmc_block_notifications();
  ENDED(id, "VMMC_ERROR_NOTIFICATIONS_LOST", vmmc_unblock_notifications() > 0); /* told once */
}

static void block_often(void) {
  for (int i = 0; i < 70000; ++i) vmmc_block_notifications(); /* it counts to 65,535, and no further */
  await_last();
  for (int i = 1; i < 65535; ++i)
    if (vmmc_unblock_notifications() != 0) printf("breaks %s: block %d\n", id, i);
  ENDED(id, "counted", runs == 0);
  ENDED(id, "counted", vmmc_unblock_notifications() > 0);
}

int main(int argc, char** argv) {
  take_roles();
  if (argc != 3) return 2;
  what = argv[1];
  id = argv[2];
  if (attacker() == 0) {
    flood();
    return 0;
  }
  vmmc_handler entry = handler;
  if (is("no-code")) entry = (vmmc_handler)(uintptr_t)0x1234;
  if (is("data-for-code")) entry = (vmmc_handler)(void*)buffer;
  if (is("no-code") || is("data-for-code")) {
    REFUSED(id, vmmc_export(buffer, sizeof buffer, BUFFER, entry, NULL, 0), VMMC_ERROR_ARGUMENT);
    entry = handler;
  }
  MUST(vmmc_export(buffer, sizeof buffer, BUFFER, entry, NULL, 0));
  if (is("overrun")) {
    overrun();
  } else if (is("often")) {
    block_often();
  } else if (is("longjmp")) {
    if (setjmp(place) == 0) {
      await_last();
      printf("breaks %s: no notification came\n", id);
    }
    /* The handler has never returned: its block stays. */
    REFUSED(id, vmmc_unblock_notifications(), VMMC_ERROR_IN_HANDLER);
    await_last();
    ENDED(id, "VMMC_ERROR_IN_HANDLER", runs == 1 && look(buffer) != 0);
  } else {
    await_last();
    usleep(2000);
    if (is("no-code") || is("data-for-code"))
      ENDED(id, "VMMC_ERROR_ARGUMENT", runs > 0);
    else if (is("unexports"))
      ENDED(id, "withdrawn-in-handler", in_handler_status == VMMC_OK && runs == 1);
    else if (is("unblocks"))
      ENDED(id, "VMMC_ERROR_IN_HANDLER",
            in_handler_status == VMMC_ERROR_IN_HANDLER && wait_status == VMMC_ERROR_IN_HANDLER);
    else
      survived(id);
  }
  return 0;
}
