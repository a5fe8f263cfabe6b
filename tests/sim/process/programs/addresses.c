#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
static int variable;
int main(int argc, char** argv) {
  int local;
  double (*volatile sine)(double) = sin;
  printf("%p %p %p %p %p %p %p %p\n", (void*)main, (void*)&variable, (void*)&local, malloc(100), (void*)sine,
         (void*)argv, (void*)strlen, (void*)stdout);
  printf("%.6f\n", sine(1.0));
  return argc - 1;
}
