/* SPDX-License-Identifier: MIT */
/* Who is there: all hosts, twice, and whether all services are found by name. */
#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdio.h>

static void list_hosts(void) {
  const struct hostent* host;
  sethostent(1);
  while ((host = gethostent()) != NULL)
    printf("%s %s\n", host->h_name, inet_ntoa(*(const struct in_addr*)host->h_addr_list[0]));
  endhostent();
}

int main(void) {
  const struct servent* service;
  int count = 0, found = 0;
  list_hosts();
  list_hosts();
  while ((service = getservent()) != NULL) {
    const int port = service->s_port;
    ++count;
    found += getservbyname(service->s_name, "tcp")->s_port == port;
  }
  printf("%d\n", count > 10 && found == count);
  const struct protoent* protocol;
  while ((protocol = getprotoent()) != NULL) printf("%s %d\n", protocol->p_name, protocol->p_proto);
  return 0;
}
