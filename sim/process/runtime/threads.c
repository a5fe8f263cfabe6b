/* SPDX-License-Identifier: MIT */
/* Mutexes and their relatives for the one thread of a process: what std::mutex, call_once and shared_ptr
 * need. Starting a thread is refused when the program is loaded. Waiting for what no one can signal is a
 * deadlock. */
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>

#include "sim/process/runtime/runtime.h"

/* The C++ library then skips atomic instructions. */
char __libc_single_threaded = 1;

enum { most_keys = 64 };
static const void* values[most_keys];
static unsigned keys;

int pthread_mutex_init(pthread_mutex_t* m, const pthread_mutexattr_t* a) {
  (void)a;
  m->__data.__lock = 0;
  m->__data.__kind = a != NULL ? *(const int*)a & 3 : 0;
  return 0;
}
int pthread_mutex_destroy(pthread_mutex_t* m) {
  return m->__data.__lock == 0 ? 0 : EBUSY;
}
int pthread_mutex_trylock(pthread_mutex_t* m) {
  if (m->__data.__lock != 0 && (m->__data.__kind & 3) != PTHREAD_MUTEX_RECURSIVE) return EBUSY;
  ++m->__data.__lock;
  return 0;
}
int pthread_mutex_lock(pthread_mutex_t* m) {
  if (pthread_mutex_trylock(m) == 0) return 0;
  if ((m->__data.__kind & 3) == PTHREAD_MUTEX_ERRORCHECK) return EDEADLK;
  shrimp_fail("deadlock: the process locks a mutex that it holds already", "");
}
int pthread_mutex_unlock(pthread_mutex_t* m) {
  if (m->__data.__lock == 0) return EPERM;
  --m->__data.__lock;
  return 0;
}
int pthread_mutexattr_init(pthread_mutexattr_t* a) {
  return *(int*)a = 0;
}
int pthread_mutexattr_settype(pthread_mutexattr_t* a, int kind) {
  *(int*)a = kind;
  return 0;
}
int pthread_mutexattr_destroy(pthread_mutexattr_t* a) {
  (void)a;
  return 0;
}

int pthread_cond_init(pthread_cond_t* c, const pthread_condattr_t* a) {
  (void)c, (void)a;
  return 0;
}
int pthread_cond_destroy(pthread_cond_t* c) {
  (void)c;
  return 0;
}
int pthread_cond_signal(pthread_cond_t* c) {
  (void)c;
  return 0;
}
int pthread_cond_broadcast(pthread_cond_t* c) {
  (void)c;
  return 0;
}
int pthread_cond_wait(pthread_cond_t* c, pthread_mutex_t* m) {
  (void)c, (void)m;
  shrimp_fail("deadlock: the process waits for a condition that no other thread can signal", "");
}

/* Done only when `call` returns: if it throws, the next caller tries again. */
int pthread_once(pthread_once_t* once, void (*call)(void)) {
  enum { done = 2 };
  if (*once == done) return 0;
  call();
  *once = done;
  return 0;
}

int pthread_key_create(pthread_key_t* key, void (*destructor)(void*)) {
  (void)destructor;
  if (keys == most_keys) return EAGAIN;
  *key = keys++;
  return 0;
}
int __pthread_key_create(pthread_key_t* key, void (*destructor)(void*)) {
  return pthread_key_create(key, destructor);
}
int pthread_key_delete(pthread_key_t key) {
  return key < keys ? 0 : EINVAL;
}
void* pthread_getspecific(pthread_key_t key) {
  return key < keys ? (void*)values[key] : NULL;
}
int pthread_setspecific(pthread_key_t key, const void* value) {
  if (key >= keys) return EINVAL;
  values[key] = value;
  return 0;
}
pthread_t pthread_self(void) {
  return 1;
}
int pthread_equal(pthread_t a, pthread_t b) {
  return a == b;
}
