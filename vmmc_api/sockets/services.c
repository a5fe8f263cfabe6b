/* SPDX-License-Identifier: MIT */
/* Names of services and protocols: the few that programs ask for by name. */
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"

static const struct {
  const char* name;
  int port;
} services[] = {{"echo", 7},     {"discard", 9},   {"systat", 11},  {"daytime", 13},  {"netstat", 15},
                {"chargen", 19}, {"ftp-data", 20}, {"ftp", 21},     {"ssh", 22},      {"telnet", 23},
                {"smtp", 25},    {"time", 37},     {"domain", 53},  {"gopher", 70},   {"finger", 79},
                {"http", 80},    {"pop3", 110},    {"sunrpc", 111}, {"nntp", 119},    {"https", 443},
                {"exec", 512},   {"login", 513},   {"shell", 514},  {"printer", 515}, {"nfs", 2049}};

int port_of_service(const char* name) {
  for (size_t i = 0; i < sizeof services / sizeof *services; ++i)
    if (strcmp(services[i].name, name) == 0) return services[i].port;
  return -1;
}
const char* service_of_port(int port) {
  for (size_t i = 0; i < sizeof services / sizeof *services; ++i)
    if (services[i].port == port) return services[i].name;
  return NULL;
}

const char* service_at(unsigned i) {
  return i < sizeof services / sizeof *services ? services[i].name : NULL;
}

static struct servent* entry_of(const char* name, int port, const char* protocol) {
  static char* no_aliases[1];
  static struct servent entry;
  if (protocol != NULL && strcmp(protocol, "tcp") != 0) return NULL;
  entry = (struct servent){(char*)name, no_aliases, __builtin_bswap16((uint16_t)port), (char*)"tcp"};
  return &entry;
}
struct servent* getservbyname(const char* name, const char* protocol) {
  const int port = port_of_service(name);
  return port < 0 ? NULL : entry_of(service_of_port(port), port, protocol);
}
struct servent* getservbyport(int port, const char* protocol) {
  const char* name = service_of_port(ntohs((uint16_t)port));
  return name == NULL ? NULL : entry_of(name, ntohs((uint16_t)port), protocol);
}

/* Protocols have names here that have no sockets. */
static struct protoent protocols[] = {{(char*)"ip", (char*[]){(char*)"IP", NULL}, IPPROTO_IP},
                                      {(char*)"icmp", (char*[]){(char*)"ICMP", NULL}, IPPROTO_ICMP},
                                      {(char*)"tcp", (char*[]){(char*)"TCP", NULL}, IPPROTO_TCP},
                                      {(char*)"udp", (char*[]){(char*)"UDP", NULL}, IPPROTO_UDP}};
struct protoent* protocol_at(unsigned i) {
  return i < sizeof protocols / sizeof *protocols ? &protocols[i] : NULL;
}
struct protoent* getprotobyname(const char* name) {
  struct protoent* p;
  for (unsigned i = 0; (p = protocol_at(i)) != NULL; ++i)
    if (strcmp(p->p_name, name) == 0 || strcmp(p->p_aliases[0], name) == 0) return p;
  return NULL;
}
struct protoent* getprotobynumber(int number) {
  struct protoent* p;
  for (unsigned i = 0; (p = protocol_at(i)) != NULL; ++i)
    if (p->p_proto == number) return p;
  return NULL;
}
