/* SPDX-License-Identifier: MIT */
/* Hosts, services and protocols one after the other, as from files that list them: each node of the machine,
 * and what services.c knows. */
#include <netdb.h>
#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>

#include "names.h"

static unsigned next_host, next_service, next_protocol;

void sethostent(int stays) {
  (void)stays;
  next_host = 0;
}
void endhostent(void) {
  next_host = 0;
}
struct hostent* gethostent(void) {
  const uint32_t address = htonl(SHRIMP_FIRST_NODE + next_host);
  struct hostent* entry = gethostbyaddr(&address, sizeof address, AF_INET);
  if (entry != NULL) ++next_host;
  return entry;
}

void setservent(int stays) {
  (void)stays;
  next_service = 0;
}
void endservent(void) {
  next_service = 0;
}
struct servent* getservent(void) {
  const char* name = service_at(next_service);
  if (name == NULL) return NULL;
  ++next_service;
  return getservbyname(name, "tcp");
}

void setprotoent(int stays) {
  (void)stays;
  next_protocol = 0;
}
void endprotoent(void) {
  next_protocol = 0;
}
struct protoent* getprotoent(void) {
  struct protoent* p = protocol_at(next_protocol);
  if (p != NULL) ++next_protocol;
  return p;
}

/* Networks have no names. */
struct netent* getnetbyname(const char* name) {
  (void)name;
  h_errno = HOST_NOT_FOUND;
  return NULL;
}
struct netent* getnetbyaddr(uint32_t net, int family) {
  (void)net, (void)family;
  h_errno = HOST_NOT_FOUND;
  return NULL;
}
void setnetent(int stays) {
  (void)stays;
}
void endnetent(void) {}
struct netent* getnetent(void) {
  return NULL;
}
