/* SPDX-License-Identifier: MIT */
/* Internet addresses and the names of services. */
#include "report.h"

#include <arpa/inet.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

static void resolve(const char* host, const char* service, int flags) {
  const struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM, .ai_flags = flags};
  struct addrinfo* found = NULL;
  const int error = getaddrinfo(host, service, &hints, &found);
  printf("%s %s %x: %s", host ? host : "-", service ? service : "-", flags, error ? gai_strerror(error) : "");
  for (struct addrinfo* i = found; i != NULL; i = i->ai_next) {
    const struct sockaddr_in* a = (const struct sockaddr_in*)i->ai_addr;
    printf("%s %d, %d %d %d %d %s", inet_ntoa(a->sin_addr), ntohs(a->sin_port), i->ai_family, i->ai_socktype,
           i->ai_protocol, (int)i->ai_addrlen, i->ai_canonname ? i->ai_canonname : "");
  }
  puts("");
  if (found != NULL) freeaddrinfo(found);
}

int main(void) {
  static const char* const texts[] = {"10.0.0.1",   "1.2.3",     "1.2",       "258",        "0x7f.1",
                                      "0177.0.0.1", "1.2.3.4.5", "1.2.3.256", "256.1.1.1",  "1.2.3.",
                                      "a.b.c.d",    "",          "1.2.65535", "1.2.65536",  "01.2.3.4",
                                      "4294967295", "1.2.3.4 x", "10.1",      "128.9.0",    "10 ",
                                      "08.1",       "0x.1",      "x7",        "4294967296", "0x7F.0x1"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
    struct in_addr a = {0}, b = {0};
    const int aton = inet_aton(texts[i], &a), pton = inet_pton(AF_INET, texts[i], &b);
    printf("<%s> %d %08x, %d %08x, %08x %08x\n", texts[i], aton, aton ? ntohl(a.s_addr) : 0, pton,
           pton == 1 ? ntohl(b.s_addr) : 0, inet_addr(texts[i]), inet_network(texts[i]));
  }
  char text[32];
  const struct in_addr address = {htonl(0x0a0000ff)};
  printf("%s\n", inet_ntop(AF_INET, &address, text, sizeof text));
  SAY(inet_ntop(AF_INET, &address, text, 5) == NULL ? -1 : 0);
  SAY(inet_ntop(99, &address, text, sizeof text) == NULL ? -1 : 0);
  SAY(inet_pton(99, "1.2.3.4", text));
  printf("%x %x %x %x\n", htons(0x1234), htonl(0x12345678), ntohs(0x1234), ntohl(0x12345678));

  resolve("127.0.0.1", "80", 0);
  resolve("10.1", "http", 0);
  resolve("localhost", "5001", 0);
  resolve(NULL, "echo", AI_PASSIVE);
  resolve(NULL, "7", 0);
  resolve("127.0.0.1", NULL, AI_NUMERICHOST);
  resolve("localhost", NULL, AI_NUMERICHOST);
  resolve("127.0.0.1", "http", AI_NUMERICSERV);
  resolve("127.0.0.1", "no-such-service", 0);
  resolve(NULL, NULL, 0);
  resolve("1.2.3.4", "1", AI_CANONNAME);
  static const char* const ports[] = {"-1",  " 80", "+80",        "65536", "99999",
                                      "80x", "",    "4294967376", "-65535"};
  for (size_t i = 0; i < sizeof ports / sizeof *ports; ++i) resolve("127.0.0.1", ports[i], 0);
  for (int flag = 0x200; flag < 0x20000; flag *= 2) resolve("127.0.0.1", "80", flag);
  resolve(NULL, "80", AI_CANONNAME);
  resolve("::1", "80", 0);
  resolve("127.0.0.1", "domain", 0);
  resolve("127.0.0.1", "ssh", 0);

  char memory[200];
  struct hostent host_entry, *found_host;
  struct servent service_entry, *found_service;
  int why;
  SAY(gethostbyname_r("127.0.0.1", &host_entry, memory, sizeof memory, &found_host, &why));
  printf("%s %d %d %s\n", found_host->h_name, found_host->h_addrtype, found_host->h_length,
         inet_ntoa(*(struct in_addr*)found_host->h_addr_list[0]));
  SAY(gethostbyname_r("127.0.0.1", &host_entry, memory, 10, &found_host, &why));
  SAY(found_host == NULL);
  SAY(gethostbyname2("127.0.0.1", AF_INET) != NULL);
  SAY(getservbyname_r("http", "tcp", &service_entry, memory, sizeof memory, &found_service));
  printf("%s %d\n", found_service->s_name, ntohs((uint16_t)found_service->s_port));
  SAY(getservbyname_r("no such", "tcp", &service_entry, memory, sizeof memory, &found_service));
  SAY(found_service == NULL);
  printf("%s %s\n", inet_ntoa(inet_makeaddr(10, 0x123)), inet_ntoa(inet_makeaddr(0xac10, 0x4567)));

  const struct sockaddr_in name = {
      .sin_family = AF_INET, .sin_port = htons(80), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  char host[64], service[64];
  SAY(getnameinfo((const struct sockaddr*)&name, sizeof name, host, sizeof host, service, sizeof service,
                  NI_NUMERICHOST | NI_NUMERICSERV));
  printf("%s %s\n", host, service);
  SAY(getnameinfo((const struct sockaddr*)&name, sizeof name, host, sizeof host, service, sizeof service, 0));
  printf("%s %s\n", host, service);
  SAY(getnameinfo((const struct sockaddr*)&name, sizeof name, host, 3, NULL, 0, NI_NUMERICHOST) ==
      EAI_OVERFLOW);
  SAY(getnameinfo((const struct sockaddr*)&name, 4, host, sizeof host, NULL, 0, 0) == EAI_FAMILY);
  SAY(getnameinfo((const struct sockaddr*)&name, sizeof name, NULL, 0, service, sizeof service, NI_DGRAM));
  puts(service);
  SAY(getnameinfo((const struct sockaddr*)&name, sizeof name, host, sizeof host, NULL, 0, 0x4000) ==
      EAI_BADFLAGS);
  puts(getprotobynumber(17)->p_name);
  printf("%d\n", getprotobyname("UDP")->p_proto);
  SAY(getprotobynumber(255) == NULL);
  const struct servent* entry = getservbyname("telnet", "tcp");
  printf("%s %d %s\n", entry->s_name, ntohs(entry->s_port), entry->s_proto);
  printf("%s\n", getservbyport(htons(25), "tcp")->s_name);
  SAY(getservbyname("no-such-service", "tcp") == NULL);
  const struct hostent* found = gethostbyname("127.0.0.2");
  printf("%s %d %d %s\n", found->h_name, found->h_addrtype, found->h_length,
         inet_ntoa(*(struct in_addr*)found->h_addr_list[0]));
  SAY(gethostname(host, 1));
  return 0;
}
