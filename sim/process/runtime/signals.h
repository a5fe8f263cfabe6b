/* SPDX-License-Identifier: MIT */
/* What calls that wait need of signals (signals.c). */
#ifndef SHRIMP_SIM_PROCESS_RUNTIME_SIGNALS_H
#define SHRIMP_SIM_PROCESS_RUNTIME_SIGNALS_H
#include <signal.h>
#include <stdint.h>

/* A bit each from signal 1 on; SIGKILL and SIGSTOP are in none. */
uint64_t shrimp_mask_of(const sigset_t* set);
/* One that waits and is in the set: its number, and what there is to know of it; 0: none. */
int shrimp_take_one_of(uint64_t set, siginfo_t* about);

#endif
