/* 8, 16, 32 and 64 bit arithmetic, carries, divisions, shifts, bit operations, a switch. */
#include <stdint.h>
static uint8_t bytes[256];
static uint16_t halves[64];
static uint64_t words[64];
static int classify(int x) {
  switch (x) {
    case 0:
      return 11;
    case 1:
      return 7;
    case 2:
      return x * 3;
    case 3:
      return 99;
    case 4:
      return -5;
    case 5:
      return 1 << x;
    case 6:
      return 13;
    case 7:
      return x / 3;
    default:
      return 0;
  }
}
long kernel(void) {
  uint64_t s = 88172645463325252ull;
  for (int i = 0; i < 256; i++) {
    s ^= s << 13;
    s ^= s >> 7;
    s ^= s << 17;
    bytes[i] = (uint8_t)s;
    halves[i & 63] += (uint16_t)(s >> 9);
    words[i & 63] += s;
  }
  long sum = 0;
  for (int i = 0; i < 256; i++) sum += classify(bytes[i] & 15) + (bytes[i] >> (i & 7));
  unsigned __int128 wide = 1;
  for (int i = 0; i < 64; i++) {
    wide = wide * words[i] + halves[i];
    sum += (long)(words[i] / (halves[i] | 1u)) % 1000;
    sum ^= (int)words[i] % 17;
  }
  for (int i = 0; i < 64; i++)
    sum +=
        __builtin_popcountll(words[i]) + __builtin_ctzll(words[i] | 1ull << 40) + (words[i] > words[63 - i]);
  int8_t small = 0;
  for (int i = 0; i < 256; i++) small = (int8_t)(small * 3 + bytes[i]);
  return sum + (long)(wide >> 64) + small;
}
