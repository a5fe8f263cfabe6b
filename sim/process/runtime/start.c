/* SPDX-License-Identifier: MIT */
/* The life of a process, as code of the process: constructors, main, exit handlers, destructors, and the ways
 * to end early. The simulator enters at start() on the process's own stack. */
#include <signal.h>
#include <stdlib.h>
#include <unistd.h>

#include "sim/process/runtime/runtime.h"
#include "vmmc_api/descriptor.h"

static void start(int argc, char** argv, char** envp);

int main(int, char**, char**);

extern struct shrimp_hook_state shrimp_hook;

struct shrimp_host_functions shrimp_host;

/* The one symbol that the simulator sees, or its section where the linker was told to hide all symbols. */
__attribute__((visibility("default"), section(".shrimp_image"))) struct shrimp_image shrimp_image = {
    .abi_version = SHRIMP_ABI_VERSION,
    .hook = &shrimp_hook,
    .start = start,
    .host = &shrimp_host,
};

/* The rewriter defines it in each object that uses registers wider than 128 bits. */
extern char shrimp_wide_vectors __attribute__((weak, visibility("hidden")));

char* program_invocation_name;
char* program_invocation_short_name;
extern char* __progname __attribute__((alias("program_invocation_short_name")));
extern char* __progname_full __attribute__((alias("program_invocation_name")));

static void name_program(char* name) {
  program_invocation_name = name;
  program_invocation_short_name = name;
  for (char* c = name; *c != 0; ++c)
    if (*c == '/') program_invocation_short_name = c + 1;
}

static void start(int argc, char** argv, char** envp) {
  shrimp_hook.wide_vectors = &shrimp_wide_vectors != NULL;
  shrimp_set_environment(envp);
  shrimp_start_characters();
  if (argc > 0) name_program(argv[0]);
  for (uint64_t i = 0; i < shrimp_image.constructor_count; ++i)
    shrimp_image.constructors[i](argc, argv, envp);
  exit(main(argc, argv, envp));
}

void exit(int status) {
  shrimp_run_exit_handlers();
  while (shrimp_image.destructor_count > 0) shrimp_image.destructors[--shrimp_image.destructor_count]();
  shrimp_flush_all();
  shrimp_end(status);
}

void shrimp_end(int status) {
  for (;;) shrimp_trap1(SHRIMP_TRAP_EXIT, status);
}
void _exit(int status) {
  if (shrimp_before_end != NULL) shrimp_before_end();
  shrimp_end(status);
}
void _Exit(int status) {
  _exit(status);
}

void shrimp_die(int number) {
  for (;;) shrimp_trap1(SHRIMP_TRAP_ABORT, number);
}

void abort(void) {
  shrimp_flush_all();
  raise(SIGABRT);
  shrimp_die(SIGABRT);
}

void shrimp_fail(const char* a, const char* b) {
  shrimp_flush_all();
  shrimp_write(2, a, shrimp_length(a));
  shrimp_write(2, b, shrimp_length(b));
  shrimp_write(2, "\n", 1);
  shrimp_die(SIGABRT);
}

void __stack_chk_fail(void) {
  shrimp_fail("*** stack smashing detected ***", "");
}
void __chk_fail(void) {
  shrimp_fail("*** buffer overflow detected ***", "");
}
