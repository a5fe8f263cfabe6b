/* SPDX-License-Identifier: MIT */
/* Bytes that tell their place. */
#ifndef BYTES_H
#define BYTES_H
static inline unsigned char byte_of(unsigned seed, int i) {
  return (unsigned char)((seed + (unsigned)i * 2654435761u) >> 11);
}
#endif
