/* Waits for a notification that never comes. */
#include "notifying.h"

static void handler(unsigned int id) {
  (void)id;
}

int main(void) {
  receive(1, handler);
  must(vmmc_wait_notification(), "wait");
  return 0;
}
