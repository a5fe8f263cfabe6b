/* SPDX-License-Identifier: MIT */
/* std::random_device of the C++ library, whose precompiled form asks the host's processor for entropy: here
 * it yields the process's own fixed sequence, so that a run is the same every time. Named by their mangled
 * names, since this library is C; libstdc++'s archive member is not linked once they are defined. */
#include <stdint.h>
#include <stdlib.h>

#define STRING "RKNSt7__cxx1112basic_stringIcSt11char_traitsIcESaIcEEE"

void random_device_init(void* self, const void* token) __asm__("_ZNSt13random_device7_M_initE" STRING);
void random_device_init_pretr1(void* self,
                               const void* token) __asm__("_ZNSt13random_device14_M_init_pretr1E" STRING);
void random_device_init_words(void* self, const char* token,
                              unsigned long bytes) __asm__("_ZNSt13random_device7_M_initEPKcm");
void random_device_fini(void* self) __asm__("_ZNSt13random_device7_M_finiEv");
unsigned random_device_value(void* self) __asm__("_ZNSt13random_device9_M_getvalEv");
unsigned random_device_value_pretr1(void* self) __asm__("_ZNSt13random_device16_M_getval_pretr1Ev");
double random_device_entropy(const void* self) __asm__("_ZNKSt13random_device13_M_getentropyEv");

void random_device_init(void* self, const void* token) {
  (void)self, (void)token;
}
void random_device_init_pretr1(void* self, const void* token) {
  (void)self, (void)token;
}
void random_device_init_words(void* self, const char* token, unsigned long bytes) {
  (void)self, (void)token, (void)bytes;
}
void random_device_fini(void* self) {
  (void)self;
}
unsigned random_device_value(void* self) {
  (void)self;
  return arc4random();
}
unsigned random_device_value_pretr1(void* self) {
  return random_device_value(self);
}
double random_device_entropy(const void* self) {
  (void)self;
  return 0;
}
