/* SPDX-License-Identifier: MIT */
/* The name of nx.h on the iPSC/2 and iPSC/860. */
#ifndef SHRIMP_VMMC_API_CUBE_H
#define SHRIMP_VMMC_API_CUBE_H
#include <nx.h>
#endif
