/* Quicksort and a merge sort over the same numbers. */
#include <stdlib.h>
#include <string.h>
static int numbers[150], other[150], merged[150];
static void quicksort(int* a, int n) {
  if (n < 2) return;
  int pivot = a[n / 2], i = 0, j = n - 1;
  while (i <= j) {
    while (a[i] < pivot) i++;
    while (a[j] > pivot) j--;
    if (i <= j) {
      int t = a[i];
      a[i++] = a[j];
      a[j--] = t;
    }
  }
  quicksort(a, j + 1);
  quicksort(a + i, n - i);
}
static void mergesort_(int* a, int* t, int n) {
  if (n < 2) return;
  int m = n / 2;
  mergesort_(a, t, m);
  mergesort_(a + m, t, n - m);
  for (int i = 0, j = m, k = 0; k < n; k++) t[k] = j >= n || (i < m && a[i] <= a[j]) ? a[i++] : a[j++];
  memcpy(a, t, (size_t)n * sizeof *a);
}
long kernel(void) {
  unsigned s = 12345;
  for (int i = 0; i < 150; i++) {
    s = s * 1103515245u + 12345u;
    other[i] = numbers[i] = (int)(s >> 8) % 10000;
  }
  quicksort(numbers, 150);
  mergesort_(other, merged, 150);
  long sum = 0;
  for (int i = 0; i < 150; i++) sum = sum * 3 + numbers[i] + (numbers[i] == other[i]);
  return sum;
}
