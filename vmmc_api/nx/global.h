/* SPDX-License-Identifier: MIT */
/* What the global operations share. */
#ifndef SHRIMP_VMMC_API_NX_GLOBAL_H
#define SHRIMP_VMMC_API_NX_GLOBAL_H
#include "state.h"

/* Leaves in x what becomes of x and work, n elements each. */
typedef void nx_combine(void* x, const void* work, long n, nx_function function);

/* The same operation over all nodes' x; -1 with errno. */
NX_INTERNAL long nx_combine_all(void* x, long n, size_t element, void* work, nx_combine* combiner,
                                nx_function function);

/* Sends to the partner and receives from it, whatever comes first; EQ code. */
NX_INTERNAL int nx_swap(int partner, int step, const void* out, uint32_t bytes, void* in, uint32_t room,
                        long* info);

#endif
