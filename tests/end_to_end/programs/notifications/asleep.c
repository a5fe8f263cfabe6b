/* Handlers interrupt a process that sleeps, that waits for an import, or that polls; each goes on as it would
 * have. A handler that sleeps itself holds the others up, and the outer sleep still ends when it should. */
#include "notifying.h"

enum { DATA = 1, LATE = 2 };
static volatile int handlers;
static double last_us;

static void handler(unsigned int id) {
  (void)id;
  ++handlers;
  last_us = now_us();
  if (received[0] == 3) usleep(2000);
}

static void sleep_for(unsigned us, int more) {
  const int before = handlers;
  const double start = now_us();
  usleep(us);
  const double slept = now_us() - start;
  expect(slept >= us && slept < us + 300, 1, "a sleep of its length");
  expect(handlers - before, more, "handlers during a sleep");
}

static void be_asleep(void) {
  receive(DATA, handler);
  sleep_for(10000, 0);
  puts("slept undisturbed");
  const double start = now_us();
  vmmc_proxy late;
  size_t bytes;
  must(vmmc_import(process_of(1), LATE, &late, &bytes), "import of what is exported late");
  expect((int)bytes, 4096, "its size");
  expect(handlers, 2, "handlers during an import");
  expect(now_us() - start > 15000, 1, "an import that waited");
  puts("imported");
  sleep_for(20000, 2);
  expect(now_us() - last_us > 1000, 1, "handlers in the middle");
  puts("slept");
  while (handlers < 5) continue;
  puts("polled");
}

static void disturb(const char* how) {
  find_receiver(0, DATA, how);
  usleep(25000); /* the receiver waits for our export */
  notify(0, 1);
  usleep(1000);
  notify(0, 2);
  usleep(10000);
  must(vmmc_export((void*)received, sizeof received, LATE, NULL, NULL, 0), "late export");
  usleep(9000); /* the receiver sleeps */
  notify(0, 3);
  usleep(500);
  notify(0, 4);
  usleep(30000);
  notify(0, 5);
}

int main(int argc, char** argv) {
  (void)argc;
  if (my_rank() == 0)
    be_asleep();
  else
    disturb(argv[1]);
  return 0;
}
