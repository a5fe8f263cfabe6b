/* SPDX-License-Identifier: MIT */
/* Internet addresses as text and as bytes, in both orders. */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef htonl
#undef htons
#undef ntohl
#undef ntohs
uint32_t htonl(uint32_t n) {
  return __builtin_bswap32(n);
}
uint16_t htons(uint16_t n) {
  return __builtin_bswap16(n);
}
uint32_t ntohl(uint32_t n) {
  return __builtin_bswap32(n);
}
uint16_t ntohs(uint16_t n) {
  return __builtin_bswap16(n);
}

/* One to four numbers, decimal, octal or hexadecimal; the last fills what is left. */
int inet_aton(const char* text, struct in_addr* to) {
  uint32_t address = 0;
  for (int parts = 1; parts <= 4; ++parts) {
    char* end;
    if (*text < '0' || *text > '9') return 0;
    const unsigned long n = strtoul(text, &end, 0);
    if (*end == '.') {
      if (n > 255 || parts == 4) return 0;
      address |= (uint32_t)n << (32 - 8 * parts);
      text = end + 1;
      continue;
    }
    const unsigned left = 8 * (5 - (unsigned)parts);
    if ((*end != 0 && *end != ' ' && *end != '\n' && *end != '\t') || (n >> left) != 0) return 0;
    if (to != NULL) to->s_addr = __builtin_bswap32(address | (uint32_t)n);
    return 1;
  }
  return 0;
}

in_addr_t inet_addr(const char* text) {
  struct in_addr a;
  return inet_aton(text, &a) ? a.s_addr : INADDR_NONE;
}

char* inet_ntoa(struct in_addr address) {
  static char text[INET_ADDRSTRLEN];
  return (char*)inet_ntop(AF_INET, &address, text, sizeof text);
}

const char* inet_ntop(int family, const void* restrict address, char* restrict to, socklen_t bytes) {
  char text[INET_ADDRSTRLEN];
  const unsigned char* a = address;
  if (family != AF_INET) {
    errno = EAFNOSUPPORT;
    return NULL;
  }
  if (snprintf(text, sizeof text, "%d.%d.%d.%d", a[0], a[1], a[2], a[3]) >= (int)bytes) {
    errno = ENOSPC;
    return NULL;
  }
  return strcpy(to, text);
}

/* Four decimal numbers, no more and no less. */
int inet_pton(int family, const char* restrict text, void* restrict to) {
  unsigned char bytes[4];
  if (family != AF_INET) {
    errno = EAFNOSUPPORT;
    return -1;
  }
  for (int i = 0; i < 4; ++i) {
    unsigned n = 0;
    int digits = 0;
    for (; *text >= '0' && *text <= '9'; ++digits) {
      if (digits != 0 && n == 0) return 0;
      n = 10 * n + (unsigned)(*text++ - '0');
      if (n > 255) return 0;
    }
    if (digits == 0 || *text != (i < 3 ? '.' : 0)) return 0;
    if (i < 3) ++text;
    bytes[i] = (unsigned char)n;
  }
  memcpy(to, bytes, sizeof bytes);
  return 1;
}

/* The value of a digit; 16: it is none. */
static unsigned digit_of(char c) {
  if (c >= '0' && c <= '9') return (unsigned)(c - '0');
  c |= 0x20; /* small */
  return c >= 'a' && c <= 'f' ? (unsigned)(c - 'a') + 10 : 16;
}
/* One to four numbers of a byte each, behind one another: a network's is as short as its text. */
in_addr_t inet_network(const char* text) {
  uint32_t net = 0;
  for (int parts = 0; parts < 4; ++parts) {
    uint32_t n = 0, base = 10;
    int digits = 0;
    if (*text == '0') base = 8, digits = 1, ++text;
    if (*text == 'x' || *text == 'X') base = 16, digits = 0, ++text;
    for (; digit_of(*text) < base; ++digits) n = n * base + digit_of(*text++);
    if (digits == 0 || n > 255) return INADDR_NONE;
    net = net << 8 | n;
    if (*text == '.') {
      ++text;
      continue;
    }
    while (isspace((unsigned char)*text)) ++text;
    return *text == 0 ? net : INADDR_NONE;
  }
  return INADDR_NONE;
}
in_addr_t inet_lnaof(struct in_addr a) {
  const uint32_t host = __builtin_bswap32(a.s_addr);
  return IN_CLASSA(host)   ? host & IN_CLASSA_HOST
         : IN_CLASSB(host) ? host & IN_CLASSB_HOST
                           : host & IN_CLASSC_HOST;
}
in_addr_t inet_netof(struct in_addr a) {
  const uint32_t host = __builtin_bswap32(a.s_addr);
  return IN_CLASSA(host)   ? host >> IN_CLASSA_NSHIFT
         : IN_CLASSB(host) ? host >> IN_CLASSB_NSHIFT
                           : host >> IN_CLASSC_NSHIFT;
}
struct in_addr inet_makeaddr(in_addr_t net, in_addr_t host) {
  const uint32_t whole = net < 128       ? net << IN_CLASSA_NSHIFT | (host & IN_CLASSA_HOST)
                         : net < 65536   ? net << IN_CLASSB_NSHIFT | (host & IN_CLASSB_HOST)
                         : net < 1 << 24 ? net << IN_CLASSC_NSHIFT | (host & IN_CLASSC_HOST)
                                         : net | host;
  return (struct in_addr){__builtin_bswap32(whole)};
}
const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT, in6addr_loopback = IN6ADDR_LOOPBACK_INIT;
