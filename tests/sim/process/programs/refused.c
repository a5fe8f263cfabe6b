#include <dlfcn.h>
#include <pthread.h>
#include <sys/mman.h>
void* work(void* p) {
  return p;
}
int main(void) {
  pthread_t t;
  pthread_create(&t, 0, work, 0);
  mmap(0, 4096, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return dlopen(0, 0) != 0;
}
