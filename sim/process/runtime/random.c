/* SPDX-License-Identifier: MIT */
/* Random numbers: glibc's own generators, so that programs print what they print elsewhere; the state is the
 * process's, and what would be true randomness is a fixed sequence. */
#define _GNU_SOURCE
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

#include "sim/process/runtime/runtime.h"

/* x(n) = x(n-3) + x(n-31), shifted right by one. */
enum { degree = 31, separation = 3 };
static int32_t state[degree];
static int front = -1;

void srandom(unsigned seed) {
  int32_t word = seed == 0 ? 1 : (int32_t)seed;
  state[0] = word;
  for (int i = 1; i < degree; ++i) {
    word = 16807 * (word % 127773) - 2836 * (word / 127773);
    if (word < 0) word += 2147483647;
    state[i] = word;
  }
  front = separation;
  for (int i = 0; i < 10 * degree; ++i) random();
}

long random(void) {
  if (front < 0) srandom(1);
  const int rear = (front + degree - separation) % degree;
  const uint32_t sum = (uint32_t)state[front] + (uint32_t)state[rear];
  state[front] = (int32_t)sum;
  front = (front + 1) % degree;
  return (long)(sum >> 1);
}
void srand(unsigned seed) {
  srandom(seed);
}
int rand(void) {
  return (int)random();
}

int rand_r(unsigned* seed) {
  unsigned next = *seed;
  unsigned result = 0;
  static const unsigned bits[3] = {2048, 1024, 1024};
  for (int i = 0; i < 3; ++i) {
    next = next * 1103515245 + 12345;
    result = (i == 0 ? 0 : result << 10) ^ (next / 65536 % bits[i]);
  }
  *seed = next;
  return (int)result;
}

/* The 48-bit linear congruential generator of System V. */
static uint64_t x48;
static uint64_t step(unsigned short x[3]) {
  uint64_t value = (uint64_t)x[2] << 32 | (uint64_t)x[1] << 16 | x[0];
  value = (value * 0x5deece66dULL + 0xb) & 0xffffffffffffULL;
  x[0] = (unsigned short)value, x[1] = (unsigned short)(value >> 16), x[2] = (unsigned short)(value >> 32);
  return value;
}
static uint64_t own_step(void) {
  return x48 = (x48 * 0x5deece66dULL + 0xb) & 0xffffffffffffULL;
}
static double unit(uint64_t value) {
  return (double)value / (double)(1ULL << 48);
}
double erand48(unsigned short x[3]) {
  return unit(step(x));
}
long nrand48(unsigned short x[3]) {
  return (long)(step(x) >> 17);
}
long jrand48(unsigned short x[3]) {
  return (int32_t)(step(x) >> 16);
}
double drand48(void) {
  return unit(own_step());
}
long lrand48(void) {
  return (long)(own_step() >> 17);
}
long mrand48(void) {
  return (int32_t)(own_step() >> 16);
}
void srand48(long seed) {
  x48 = (uint64_t)(uint32_t)seed << 16 | 0x330e;
}
unsigned short* seed48(unsigned short seed[3]) {
  static unsigned short before[3];
  for (int i = 0; i < 3; ++i) before[i] = (unsigned short)(x48 >> 16 * i);
  x48 = (uint64_t)seed[2] << 32 | (uint64_t)seed[1] << 16 | seed[0];
  return before;
}

/* What stands for entropy: splitmix64 from zero. */
static uint64_t next_entropy(void) {
  static uint64_t counter;
  uint64_t z = counter += 0x9e3779b97f4a7c15ULL;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}
uint32_t arc4random(void) {
  return (uint32_t)next_entropy();
}
void arc4random_buf(void* to, size_t bytes) {
  for (size_t i = 0; i < bytes; ++i) ((unsigned char*)to)[i] = (unsigned char)next_entropy();
}
uint32_t arc4random_uniform(uint32_t limit) {
  return limit == 0 ? 0 : arc4random() % limit;
}
int getentropy(void* to, size_t bytes) {
  arc4random_buf(to, bytes);
  return 0;
}
ssize_t getrandom(void* to, size_t bytes, unsigned flags) {
  (void)flags;
  arc4random_buf(to, bytes);
  return (ssize_t)bytes;
}
