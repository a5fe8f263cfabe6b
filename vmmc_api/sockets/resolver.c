/* SPDX-License-Identifier: MIT */
/* Looking names up: getaddrinfo and getnameinfo, and what they replaced. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

enum { NAME_FLAGS = NI_NUMERICHOST | NI_NUMERICSERV | NI_NOFQDN | NI_NAMEREQD | NI_DGRAM | NI_IDN };
enum { KNOWN_FLAGS = 2 * AI_NUMERICSERV - 1 }; /* that of the highest bit */

static int port_of(const char* service, int flags, int* port) {
  char* end;
  *port = 0;
  if (service == NULL) return 0;
  const int number = (int)strtoul(service, &end, 10);
  if (*end == 0 && number >= 0) {
    *port = number & 0xffff;
    return 0;
  }
  if (*end == 0) return EAI_SERVICE; /* a name, to glibc, but none of a service */
  if (flags & AI_NUMERICSERV) return EAI_NONAME;
  *port = port_of_service(service);
  return *port < 0 ? EAI_SERVICE : 0;
}

/* Colons are in no name. */
static int is_of_version_6(const char* host) {
  const char* colon = strchr(host, ':');
  return colon != NULL && strchr(colon + 1, ':') != NULL &&
         host[strspn(host, "0123456789abcdefABCDEF:.")] == 0;
}

static int address_of(const char* host, int flags, uint32_t* address) {
  struct in_addr a;
  *address = flags & AI_PASSIVE ? INADDR_ANY : INADDR_LOOPBACK;
  if (host == NULL) return 0;
  if (inet_aton(host, &a)) {
    *address = ntohl(a.s_addr);
    return 0;
  }
  if (is_of_version_6(host)) return EAI_ADDRFAMILY;
  if (flags & AI_NUMERICHOST) return EAI_NONAME;
  *address = shrimp_address_of_name(host);
  return *address == 0 ? EAI_NONAME : 0;
}

/* One allocation: the entry, its address, its name. */
struct entry {
  struct addrinfo info;
  struct sockaddr_in address;
  char name[NI_MAXHOST];
};

int getaddrinfo(const char* restrict host, const char* restrict service,
                const struct addrinfo* restrict hints, struct addrinfo** restrict result) {
  const struct addrinfo any = {0}, *h = hints != NULL ? hints : &any;
  uint32_t address;
  int port, status;
  if (host == NULL && service == NULL) return EAI_NONAME;
  if ((h->ai_flags & ~KNOWN_FLAGS) || (h->ai_flags & AI_CANONNAME && host == NULL)) return EAI_BADFLAGS;
  if (h->ai_family != AF_UNSPEC && h->ai_family != AF_INET)
    return h->ai_family == AF_INET6 ? EAI_ADDRFAMILY : EAI_FAMILY;
  if (h->ai_socktype == SOCK_RAW && service != NULL) return EAI_SERVICE;
  if (h->ai_socktype != 0 && h->ai_socktype != SOCK_STREAM) return EAI_SOCKTYPE;
  if (h->ai_protocol != 0 && h->ai_protocol != IPPROTO_TCP) return EAI_SOCKTYPE;
  if ((status = port_of(service, h->ai_flags, &port)) != 0) return status;
  if ((status = address_of(host, h->ai_flags, &address)) != 0) return status;
  struct entry* e = calloc(1, sizeof *e);
  if (e == NULL) return EAI_MEMORY;
  e->address = (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(address)}};
  e->info = (struct addrinfo){.ai_family = AF_INET,
                              .ai_socktype = SOCK_STREAM,
                              .ai_protocol = IPPROTO_TCP,
                              .ai_addrlen = sizeof e->address,
                              .ai_addr = (struct sockaddr*)&e->address};
  if (h->ai_flags & AI_CANONNAME) {
    strncpy(e->name, host, sizeof e->name - 1);
    e->info.ai_canonname = e->name;
  }
  *result = &e->info;
  return 0;
}

void freeaddrinfo(struct addrinfo* info) {
  free(info);
}

const char* gai_strerror(int error) {
  switch (error) {
    case EAI_BADFLAGS:
      return "Bad value for ai_flags";
    case EAI_NONAME:
      return "Name or service not known";
    case EAI_AGAIN:
      return "Temporary failure in name resolution";
    case EAI_FAIL:
      return "Non-recoverable failure in name resolution";
    case EAI_FAMILY:
      return "ai_family not supported";
    case EAI_SOCKTYPE:
      return "ai_socktype not supported";
    case EAI_SERVICE:
      return "Servname not supported for ai_socktype";
    case EAI_MEMORY:
      return "Memory allocation failure";
    case EAI_SYSTEM:
      return "System error";
    case EAI_OVERFLOW:
      return "Result too large for supplied buffer";
    case EAI_ADDRFAMILY:
      return "Address family for hostname not supported";
    default:
      return "Unknown error";
  }
}

static int copy_name(const char* name, char* to, socklen_t bytes) {
  if (strlen(name) >= bytes) return EAI_OVERFLOW;
  strcpy(to, name);
  return 0;
}

int getnameinfo(const struct sockaddr* restrict name, socklen_t length, char* restrict host,
                socklen_t host_bytes, char* restrict service, socklen_t service_bytes, int flags) {
  const struct sockaddr_in* n = (const struct sockaddr_in*)name;
  char node[NAME_BYTES], number[16];
  if (flags & ~NAME_FLAGS) return EAI_BADFLAGS;
  if (length < sizeof *n || n->sin_family != AF_INET) return EAI_FAMILY;
  if (host != NULL && host_bytes != 0) {
    const char* known =
        flags & NI_NUMERICHOST ? NULL : shrimp_name_of_address(ntohl(n->sin_addr.s_addr), node);
    if (known == NULL && flags & NI_NAMEREQD) return EAI_NONAME;
    const int status = copy_name(known != NULL ? known : inet_ntoa(n->sin_addr), host, host_bytes);
    if (status != 0) return status;
  }
  if (service == NULL || service_bytes == 0) return 0;
  const char* known = flags & (NI_NUMERICSERV | NI_DGRAM) ? NULL : service_of_port(ntohs(n->sin_port));
  snprintf(number, sizeof number, "%d", ntohs(n->sin_port));
  return copy_name(known != NULL ? known : number, service, service_bytes);
}

/* ---- The interface of 4.3BSD ---- */

static int host_error;
int* __h_errno_location(void) {
  return &host_error;
}

static struct hostent* entry_of(const char* name, uint32_t address) {
  static char text[NI_MAXHOST];
  static struct in_addr in;
  static char *no_aliases[1], *addresses[2] = {(char*)&in, NULL};
  static struct hostent entry = {text, no_aliases, AF_INET, sizeof in, addresses};
  strncpy(text, name, sizeof text - 1);
  in.s_addr = htonl(address);
  return &entry;
}

struct hostent* gethostbyname(const char* name) {
  uint32_t address;
  if (address_of(name, 0, &address) == 0) return entry_of(name, address);
  host_error = HOST_NOT_FOUND;
  return NULL;
}
struct hostent* gethostbyaddr(const void* address, socklen_t bytes, int family) {
  char name[NAME_BYTES];
  const uint32_t wanted = bytes >= sizeof wanted ? ntohl(*(const uint32_t*)address) : 0;
  if (family == AF_INET && shrimp_name_of_address(wanted, name) != NULL) return entry_of(name, wanted);
  host_error = HOST_NOT_FOUND;
  return NULL;
}
const char* hstrerror(int error) {
  return error == HOST_NOT_FOUND ? "Unknown host"
         : error == 0            ? "Resolver Error 0 (no error)"
                                 : "Unknown resolver error";
}
void herror(const char* text) {
  fprintf(stderr, "%s: %s\n", text, hstrerror(host_error));
}
