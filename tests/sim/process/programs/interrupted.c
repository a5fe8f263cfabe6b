/* Computations of every kind; the driver of the test interrupts them. */
#include "sim/process/abi.h"
#include "tests/sim/process/programs/computations.h"
#include "vmmc_api/trap.h"
extern struct shrimp_hook_state shrimp_hook __attribute__((visibility("hidden")));

static void handler(unsigned id) {
  if (id != handled) ++bad;
  disturb();
}

/* With an argument, the registers that this machine keeps by XSAVE; without, those it keeps one by one. */
int main(int argc, char** argv) {
  (void)argv;
  shrimp_hook.wide_vectors = argc > 1;
  shrimp_trap(VMMC_TRAP_EXPORT, 0, 0, 0, (long)handler, 0);
  print_computations();
  if (argc > 1) printf("%.17g\n", wides());
  shrimp_trap(VMMC_TRAP_EXPORT, 0, 0, 0, 0, 0);
  if (bad) printf("%u of %u handlers found what they should not\n", bad, handled);
  return (int)bad;
}
