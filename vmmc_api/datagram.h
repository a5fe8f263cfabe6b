/* SPDX-License-Identifier: MIT */
/* Datagrams between processes over the Ethernet: how processes meet that know nothing of each other's receive
 * buffers yet. Everything fast goes over VMMC afterwards.
 *
 * A process opens a port, a number that is its own on its node, and sends to ports of other nodes or its own.
 * Kernels and daemons carry datagrams reliably and in order between two nodes, in about a millisecond. Ours
 * [A]; it stands for the UDP of the SHRIMP nodes' Linux, of whose losses the daemons' link takes care. */
#ifndef SHRIMP_VMMC_API_DATAGRAM_H
#define SHRIMP_VMMC_API_DATAGRAM_H
#include <stddef.h>
#include <stdint.h>

#include "vmmc.h"

#ifdef __cplusplus
extern "C" {
#endif

enum { VMMC_DATAGRAM_BYTES = 1024 /* at most */ };

/* A datagram that was received. */
struct vmmc_datagram {
  vmmc_node node; /* of the sender; of the receiver if our own comes back */
  int32_t port;   /* there */
  int32_t status; /* OK; or why our own comes back, with its data: NO_PROCESS (nobody has that port), TOO_MANY
                     (its owner lets too many wait), UNREACHABLE */
  uint32_t bytes;
};

/* Opens a port: `port`, or if that is 0 a free one from 32768 on. Returns its number.
 *
 * Errors: DUPLICATE_ID (a process of this node has it), TOO_MANY (no free one), ARGUMENT (not 0 to 65535). */
int vmmc_port_open(int port);

/* Closes it; datagrams that wait there come back to their senders. It is done for a process that ends.
 *
 * Errors: NOT_EXPORTED (this process does not have it). */
int vmmc_port_close(int port);

/* From now on `serve` runs when a datagram has come to this port: between two instructions of the program's
 * own code, and in calls that sleep (sleep, pause, vmmc_await, ...), but never inside another call of a
 * library, nor while a handler of notifications runs. One function for all ports of a process, which may make
 * any call and takes all that waits.
 *
 * Errors: NOT_EXPORTED (this process does not have the port). */
int vmmc_port_attend(int port, void (*serve)(void));

/* Sends `bytes` bytes, which may be 0, from a port of this process to a port of a node. Returns when the
 * kernel has taken them. What cannot be delivered comes back, with a status, to the port that it was sent
 * from.
 *
 * Errors: NO_NODE, NOT_EXPORTED (from_port), ARGUMENT (to_port), RANGE (bytes). */
int vmmc_datagram_send(int from_port, vmmc_node node, int to_port, const void* data, size_t bytes);

/* Takes the oldest datagram that waits at a port of this process: 1, and *datagram and the first `capacity`
 * bytes of data are filled; 0: none waits. A system call: vmmc_await says when to ask.
 *
 * Errors: NOT_EXPORTED. */
int vmmc_datagram_receive(int port, struct vmmc_datagram* datagram, void* data, size_t capacity);

#ifdef __cplusplus
}
#endif
#endif
