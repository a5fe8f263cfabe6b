/* SPDX-License-Identifier: MIT */
/* Looking hosts, services and protocols up into the caller's memory, as GNU has it: 0, or ERANGE if it is too
 * little. Who is not found gives 0, a null *result and a reason in *error. */
#define _GNU_SOURCE
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdint.h>
#include <string.h>

/* The entry's lists and texts, one behind the other. */
struct room {
  char *lists[3], *address;
  struct in_addr in;
};

static int copy_host(const struct hostent* from, struct hostent* to, char* memory, size_t bytes,
                     struct hostent** result, int* error) {
  *result = NULL;
  if (from == NULL) {
    *error = h_errno;
    return 0;
  }
  const size_t shift = -(uintptr_t)memory % _Alignof(struct room), name = strlen(from->h_name) + 1;
  if (bytes < shift + sizeof(struct room) + name) {
    *error = NETDB_INTERNAL;
    return ERANGE;
  }
  struct room* r = (struct room*)(memory + shift);
  memcpy(&r->in, from->h_addr_list[0], sizeof r->in);
  r->lists[0] = NULL; /* no aliases */
  r->lists[1] = (char*)&r->in;
  r->lists[2] = NULL;
  *to =
      (struct hostent){memcpy(r + 1, from->h_name, name), &r->lists[0], AF_INET, sizeof r->in, &r->lists[1]};
  *result = to;
  return 0;
}

int gethostbyname_r(const char* restrict name, struct hostent* restrict to, char* restrict memory,
                    size_t bytes, struct hostent** restrict result, int* restrict error) {
  return copy_host(gethostbyname(name), to, memory, bytes, result, error);
}
int gethostbyaddr_r(const void* restrict address, socklen_t length, int family, struct hostent* restrict to,
                    char* restrict memory, size_t bytes, struct hostent** restrict result,
                    int* restrict error) {
  return copy_host(gethostbyaddr(address, length, family), to, memory, bytes, result, error);
}

/* Nobody has an address of another family. */
struct hostent* gethostbyname2(const char* name, int family) {
  if (family == AF_INET) return gethostbyname(name);
  h_errno = HOST_NOT_FOUND;
  return NULL;
}
int gethostbyname2_r(const char* restrict name, int family, struct hostent* restrict to,
                     char* restrict memory, size_t bytes, struct hostent** restrict result,
                     int* restrict error) {
  return copy_host(gethostbyname2(name, family), to, memory, bytes, result, error);
}

/* The names are constants. */
static int copy_service(struct servent* from, struct servent* to, struct servent** result) {
  if (from != NULL) *to = *from;
  *result = from != NULL ? to : NULL;
  return 0;
}
int getservbyname_r(const char* restrict name, const char* restrict protocol, struct servent* restrict to,
                    char* restrict memory, size_t bytes, struct servent** restrict result) {
  (void)memory, (void)bytes;
  return copy_service(getservbyname(name, protocol), to, result);
}
int getservbyport_r(int port, const char* restrict protocol, struct servent* restrict to,
                    char* restrict memory, size_t bytes, struct servent** restrict result) {
  (void)memory, (void)bytes;
  return copy_service(getservbyport(port, protocol), to, result);
}

static int copy_protocol(const struct protoent* from, struct protoent* to, struct protoent** result) {
  if (from != NULL) *to = *from;
  *result = from != NULL ? to : NULL;
  return 0;
}
int getprotobyname_r(const char* restrict name, struct protoent* restrict to, char* restrict memory,
                     size_t bytes, struct protoent** restrict result) {
  (void)memory, (void)bytes;
  return copy_protocol(getprotobyname(name), to, result);
}
int getprotobynumber_r(int number, struct protoent* restrict to, char* restrict memory, size_t bytes,
                       struct protoent** restrict result) {
  (void)memory, (void)bytes;
  return copy_protocol(getprotobynumber(number), to, result);
}
