/* Process 0 computes everything of computations.h, as often as the third argument says, interrupted by the
 * notifications of process 1: the second argument says how much lies between them, at most; 0: there are
 * none. */
#include "../../../sim/process/programs/computations.h"
#include "notifying.h"

enum { DATA = 1, DONE = 2 };
static volatile int32_t done[WORDS] __attribute__((aligned(4096)));

static void handler(unsigned int id) {
  if (id != DATA || received[0] < (int32_t)handled) ++bad;
  disturb();
}

static void compute(int rounds) {
  receive(DATA, handler);
  size_t bytes;
  vmmc_proxy at_end;
  must(vmmc_import(process_of(1), DONE, &at_end, &bytes), "import of the end");
  must(vmmc_bind((void*)done, at_end, sizeof done, VMMC_SINGLE_WRITE, 0), "bind of the end");
  for (int i = 0; i < rounds; ++i) print_computations();
#ifdef __AVX__
  printf("%.17g\n", wides());
#endif
  vmmc_block_notifications();
  done[0] = 1;
  if (bad) printf("%u handlers found what they should not\n", bad);
}

static void disturb_now_and_then(const char* how, unsigned most) {
  must(vmmc_export((void*)received, sizeof received, DONE, NULL, NULL, 0), "export of the end");
  find_receiver(0, DATA, how);
  unsigned random = 1;
  for (int count = 1; !received[0]; ++count) {
    if (most == 0) continue;
    notify(0, count);
    random = random * 1103515245 + 12345;
    for (volatile unsigned wait = (random >> 16) % (most * 10); wait != 0; --wait) continue;
  }
}

int main(int argc, char** argv) {
  (void)argc;
  if (my_rank() == 0)
    compute(atoi(argv[3]));
  else
    disturb_now_and_then(argv[1], (unsigned)atoi(argv[2]));
  return bad != 0;
}
