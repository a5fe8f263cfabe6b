/* SPDX-License-Identifier: MIT */
/* Stated costs of what the host does for a process, in cycles of the 60 MHz Pentium. Everything else costs
 * what its instructions and references cost. All are [A]: assumed, in the range of Linux 1.2 and glibc's
 * ancestors on such a machine. System calls themselves are charged by the simulated kernel. */
#ifndef SHRIMP_SIM_PROCESS_RUNTIME_COSTS_H
#define SHRIMP_SIM_PROCESS_RUNTIME_COSTS_H

#define SHRIMP_COST_FORMAT_DOUBLE 2000 /* %f, %e, %g: arithmetic on long integers */
#define SHRIMP_COST_PARSE_DOUBLE 600
#define SHRIMP_COST_FILE_CALL 1500     /* open, read, write, lseek of a file in the buffer cache ... */
#define SHRIMP_COST_FILE_BYTES_SHIFT 2 /* ... and a cycle for each four bytes copied */

#endif
