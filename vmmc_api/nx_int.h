/* SPDX-License-Identifier: MIT */
/* Arrays of int where the manuals say long. On the iPSC and the Paragon both had 32 bits, so programs mix
 * them; here a long has 64, and a function that took an int for one would write beside it. So the calls that
 * work on numbers of the program go by the type of what they are given. Included by nx.h. */
#ifndef SHRIMP_VMMC_API_NX_INT_H
#define SHRIMP_VMMC_API_NX_INT_H

#ifdef __cplusplus
extern "C" {
#endif
#define SHRIMP_NX_INT(name)                      \
  void nx_int_##name(int* x, long n, int* work); \
  long _nx_int_##name(int* x, long n, int* work);
SHRIMP_NX_INT(gisum)
SHRIMP_NX_INT(giprod)
SHRIMP_NX_INT(gihigh)
SHRIMP_NX_INT(gilow)
SHRIMP_NX_INT(giand)
SHRIMP_NX_INT(gior)
SHRIMP_NX_INT(gixor)
SHRIMP_NX_INT(gland)
SHRIMP_NX_INT(glor)
SHRIMP_NX_INT(glxor)
#undef SHRIMP_NX_INT
void nx_int_gcol(void* x, long xlen, void* y, long ylen, int* ncnt);
long _nx_int_gcol(void* x, long xlen, void* y, long ylen, int* ncnt);
void nx_int_gcolx(void* x, int xlens[], void* y);
long _nx_int_gcolx(void* x, int xlens[], void* y);
void nx_int_gsendx(long type, void* x, long xlen, int nodes[], long nodecount);
long _nx_int_gsendx(long type, void* x, long xlen, int nodes[], long nodecount);
#ifdef __cplusplus
}
#endif

#ifdef SHRIMP_NX_LIBRARY
/* It defines the calls themselves. */
#elif defined __cplusplus
extern "C++" { /* also where a program includes the header as C */
#define SHRIMP_NX_INT_OF(name, integer)                                                \
  inline void name(integer* x, long n, integer* work) {                                \
    nx_int_##name(reinterpret_cast<int*>(x), n, reinterpret_cast<int*>(work));         \
  }                                                                                    \
  inline long _##name(integer* x, long n, integer* work) {                             \
    return _nx_int_##name(reinterpret_cast<int*>(x), n, reinterpret_cast<int*>(work)); \
  }
#define SHRIMP_NX_INT(name) SHRIMP_NX_INT_OF(name, int) SHRIMP_NX_INT_OF(name, unsigned)
SHRIMP_NX_INT(gisum)
SHRIMP_NX_INT(giprod)
SHRIMP_NX_INT(gihigh)
SHRIMP_NX_INT(gilow)
SHRIMP_NX_INT(giand)
SHRIMP_NX_INT(gior)
SHRIMP_NX_INT(gixor)
SHRIMP_NX_INT(gland)
SHRIMP_NX_INT(glor)
SHRIMP_NX_INT(glxor)
#undef SHRIMP_NX_INT
#undef SHRIMP_NX_INT_OF
inline void gcol(void* x, long xlen, void* y, long ylen, int* ncnt) {
  nx_int_gcol(x, xlen, y, ylen, ncnt);
}
inline long _gcol(void* x, long xlen, void* y, long ylen, int* ncnt) {
  return _nx_int_gcol(x, xlen, y, ylen, ncnt);
}
inline void gcolx(void* x, int xlens[], void* y) {
  nx_int_gcolx(x, xlens, y);
}
inline long _gcolx(void* x, int xlens[], void* y) {
  return _nx_int_gcolx(x, xlens, y);
}
inline void gsendx(long type, void* x, long xlen, int nodes[], long nodecount) {
  nx_int_gsendx(type, x, xlen, nodes, nodecount);
}
inline long _gsendx(long type, void* x, long xlen, int nodes[], long nodecount) {
  return _nx_int_gsendx(type, x, xlen, nodes, nodecount);
}
}
#else
/* Arrays of two dimensions are compatible with those of any length. Without arguments it is a declaration of
 * a program's own, as those of its time have them: extern void gisum(). */
#define SHRIMP_NX_OF(name, argument) \
  _Generic((argument), int* : nx_int_##name, unsigned* : nx_int_##name, int(*)[] : nx_int_##name, \
           unsigned(*)[] : nx_int_##name, default : name)
#define SHRIMP_NX_OF_(name, argument) \
  _Generic((argument), int* : _nx_int_##name, unsigned* : _nx_int_##name, int(*)[] : _nx_int_##name, \
           unsigned(*)[] : _nx_int_##name, default : _##name)
#define SHRIMP_NX_NUMBERS(name, x, n, work) SHRIMP_NX_OF(name, x)(x, n, work)
#define SHRIMP_NX_GCOL(name, x, xlen, y, ylen, ncnt) SHRIMP_NX_OF(name, ncnt)(x, xlen, y, ylen, ncnt)
#define SHRIMP_NX_GCOLX(name, x, xlens, y) SHRIMP_NX_OF(name, xlens)(x, xlens, y)
#define SHRIMP_NX_GSENDX(name, type, x, xlen, nodes, count) \
  SHRIMP_NX_OF(name, nodes)(type, x, xlen, nodes, count)
#define SHRIMP_NX_NUMBERS_(name, x, n, work) SHRIMP_NX_OF_(name, x)(x, n, work)
#define SHRIMP_NX_GCOL_(name, x, xlen, y, ylen, ncnt) SHRIMP_NX_OF_(name, ncnt)(x, xlen, y, ylen, ncnt)
#define SHRIMP_NX_GCOLX_(name, x, xlens, y) SHRIMP_NX_OF_(name, xlens)(x, xlens, y)
#define SHRIMP_NX_GSENDX_(name, type, x, xlen, nodes, count) \
  SHRIMP_NX_OF_(name, nodes)(type, x, xlen, nodes, count)
#define SHRIMP_NX_DECLARED(name) name()
#define SHRIMP_NX_DECLARED_(name) _##name()
#define SHRIMP_NX_SEVENTH(a, b, c, d, e, f, g, ...) g
#define SHRIMP_NX_CALL(name, call, ...)                                                    \
  SHRIMP_NX_SEVENTH(0, ##__VA_ARGS__, call, call, call, call, call, SHRIMP_NX_DECLARED, 0) \
  (name, ##__VA_ARGS__)
#define SHRIMP_NX_CALL_(name, call, ...)                                                    \
  SHRIMP_NX_SEVENTH(0, ##__VA_ARGS__, call, call, call, call, call, SHRIMP_NX_DECLARED_, 0) \
  (name, ##__VA_ARGS__)
#define gisum(...) SHRIMP_NX_CALL(gisum, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define giprod(...) SHRIMP_NX_CALL(giprod, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define gihigh(...) SHRIMP_NX_CALL(gihigh, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define gilow(...) SHRIMP_NX_CALL(gilow, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define giand(...) SHRIMP_NX_CALL(giand, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define gior(...) SHRIMP_NX_CALL(gior, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define gixor(...) SHRIMP_NX_CALL(gixor, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define gland(...) SHRIMP_NX_CALL(gland, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define glor(...) SHRIMP_NX_CALL(glor, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define glxor(...) SHRIMP_NX_CALL(glxor, SHRIMP_NX_NUMBERS, ##__VA_ARGS__)
#define gcol(...) SHRIMP_NX_CALL(gcol, SHRIMP_NX_GCOL, ##__VA_ARGS__)
#define gcolx(...) SHRIMP_NX_CALL(gcolx, SHRIMP_NX_GCOLX, ##__VA_ARGS__)
#define gsendx(...) SHRIMP_NX_CALL(gsendx, SHRIMP_NX_GSENDX, ##__VA_ARGS__)
#define _gisum(...) SHRIMP_NX_CALL_(gisum, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _giprod(...) SHRIMP_NX_CALL_(giprod, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _gihigh(...) SHRIMP_NX_CALL_(gihigh, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _gilow(...) SHRIMP_NX_CALL_(gilow, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _giand(...) SHRIMP_NX_CALL_(giand, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _gior(...) SHRIMP_NX_CALL_(gior, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _gixor(...) SHRIMP_NX_CALL_(gixor, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _gland(...) SHRIMP_NX_CALL_(gland, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _glor(...) SHRIMP_NX_CALL_(glor, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _glxor(...) SHRIMP_NX_CALL_(glxor, SHRIMP_NX_NUMBERS_, ##__VA_ARGS__)
#define _gcol(...) SHRIMP_NX_CALL_(gcol, SHRIMP_NX_GCOL_, ##__VA_ARGS__)
#define _gcolx(...) SHRIMP_NX_CALL_(gcolx, SHRIMP_NX_GCOLX_, ##__VA_ARGS__)
#define _gsendx(...) SHRIMP_NX_CALL_(gsendx, SHRIMP_NX_GSENDX_, ##__VA_ARGS__)
#endif
#endif
