/* A handler that does not return: by longjmp notifications stay blocked; exit ends the process, with
 * notifications still queued. */
#include "notifying.h"

#include <setjmp.h>

enum { DATA = 1 };
static jmp_buf away;
static volatile int handlers;

static void handler(unsigned int id) {
  (void)id;
  if (++handlers == 1) longjmp(away, 5);
  exit(3);
}

int main(int argc, char** argv) {
  (void)argc;
  if (my_rank() != 0) {
    find_receiver(0, DATA, argv[1]);
    for (int i = 1; i <= 20; ++i) {
      notify(0, i);
      usleep(1000);
    }
    return 0;
  }
  receive(DATA, handler);
  if (strcmp(argv[2], "exit") == 0) handlers = 1;
  if (setjmp(away) == 0) {
    usleep(50000);
    puts("not reached");
  }
  usleep(15000);
  expect(handlers, 1, "handlers after a longjmp");
  expect(vmmc_unblock_notifications(), VMMC_ERROR_IN_HANDLER, "unblock after a longjmp");
  vmmc_block_notifications();
  expect(vmmc_unblock_notifications(), 0, "own block after a longjmp");
  puts("jumped");
  return 0;
}
