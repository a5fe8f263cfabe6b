/* Loops that vectorise, byte shuffling, structures copied by wide moves. */
#include <stdint.h>
#include <string.h>
static float x[200], y[200];
static int32_t p[200], q[200];
static uint8_t u[256], v[256];
struct block {
  double d[9];
};
static struct block blocks[8];
long kernel(void) {
  for (int i = 0; i < 200; i++) {
    x[i] = i * 0.5f;
    y[i] = 200 - i;
    p[i] = i * 3 - 50;
  }
  for (int i = 0; i < 200; i++) y[i] = x[i] * 2.0f + y[i];
  for (int i = 0; i < 200; i++) q[i] = p[i] > 0 ? p[i] * p[i] : -p[i];
  for (int i = 0; i < 256; i++) u[i] = (uint8_t)(i * 5);
  for (int i = 0; i < 256; i++) v[255 - i] = (uint8_t)(u[i] ^ 0x5a);
  for (int i = 0; i < 200; i++)
    if (q[i] & 1) p[i] += q[i];
  for (int i = 1; i < 8; i++) {
    blocks[i - 1].d[i] = i;
    blocks[i] = blocks[i - 1];
  }
  long sum = 0;
  float f = 0;
  for (int i = 0; i < 200; i++) {
    sum += q[i] + p[i];
    f += y[i];
  }
  for (int i = 0; i < 256; i++) sum += v[i];
  return sum + (long)f + (long)blocks[7].d[3];
}
