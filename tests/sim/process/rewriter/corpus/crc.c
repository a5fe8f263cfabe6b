/* Table-driven checksum, run-length coding, a sieve: byte loads and stores, tight loops of one block. */
#include <stdint.h>
static uint32_t table[256];
static uint8_t input[400], coded[900], sieve[400];
long kernel(void) {
  for (uint32_t i = 0; i < 256; i++) {
    uint32_t c = i;
    for (int k = 0; k < 8; k++) c = c & 1 ? 0xedb88320u ^ (c >> 1) : c >> 1;
    table[i] = c;
  }
  for (int i = 0; i < 400; i++) input[i] = (uint8_t)(i / 9 * 7);
  uint32_t crc = ~0u;
  for (int i = 0; i < 400; i++) crc = table[(crc ^ input[i]) & 255] ^ (crc >> 8);
  int n = 0;
  for (int i = 0; i < 400;) {
    int j = i;
    while (j < 400 && input[j] == input[i]) j++;
    coded[n++] = (uint8_t)(j - i);
    coded[n++] = input[i];
    i = j;
  }
  int primes = 0;
  for (int i = 2; i < 400; i++) {
    if (sieve[i]) continue;
    primes++;
    for (int j = 2 * i; j < 400; j += i) sieve[j] = 1;
  }
  return (long)crc + n * 3 + primes;
}
