/* Dense and sparse floating-point work, with division, roots and conversions. */
#include <math.h>
static double a[16][16], b[16][16], c[16][16];
static float f[128], g[128];
long kernel(void) {
  for (int i = 0; i < 16; i++)
    for (int j = 0; j < 16; j++) {
      a[i][j] = i * 0.5 + j;
      b[i][j] = i - j * 0.25;
      c[i][j] = 0;
    }
  for (int i = 0; i < 16; i++)
    for (int j = 0; j < 16; j++)
      for (int k = 0; k < 16; k++) c[i][j] += a[i][k] * b[k][j];
  for (int i = 0; i < 128; i++) f[i] = (float)i / 3.0f;
  for (int i = 0; i < 128; i++) g[i] = sqrtf(f[i]) + (f[i] > 20.0f ? 1.0f : -f[i]);
  double trace = 0;
  for (int i = 0; i < 16; i++) trace += c[i][i] / (i + 1);
  long double wide = 1.0L;
  for (int i = 1; i < 20; i++) wide = wide * 1.25L + (long double)g[i];
  return (long)(trace * 1000) + (long)(g[77] * 100) + (long)wide;
}
