/* SPDX-License-Identifier: MIT */
/* What a node is called. */
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "names.h"
#include "vmmc.h"

static const char loopback_name[] = "localhost";

static uint32_t own(void) {
  return vmmc_self().node;
}
static int is_node(uint32_t address) {
  return address >= SHRIMP_FIRST_NODE && address - SHRIMP_FIRST_NODE < (uint32_t)vmmc_nodes(0, 0);
}

uint32_t shrimp_address_of_name(const char* name) {
  if (strcasecmp(name, loopback_name) == 0) return INADDR_LOOPBACK;
  if (strncasecmp(name, "node", 4) != 0 || name[4] < '0' || name[4] > '9' || (name[4] == '0' && name[5] != 0))
    return 0;
  char* end;
  const unsigned long k = strtoul(name + 4, &end, 10);
  return *end == 0 && is_node((uint32_t)(SHRIMP_FIRST_NODE + k)) ? (uint32_t)(SHRIMP_FIRST_NODE + k) : 0;
}

const char* shrimp_name_of_address(uint32_t address, char* to) {
  if (address >> 24 == IN_LOOPBACKNET) return strcpy(to, loopback_name);
  if (!is_node(address)) return NULL;
  snprintf(to, NAME_BYTES, "node%u", address - SHRIMP_FIRST_NODE);
  return to;
}

int gethostname(char* to, size_t bytes) {
  char name[NAME_BYTES];
  const size_t length = strlen(shrimp_name_of_address(own(), name));
  memcpy(to, name, bytes < length + 1 ? bytes : length + 1);
  if (bytes > length) return 0;
  errno = ENAMETOOLONG;
  return -1;
}
long gethostid(void) { /* as glibc, from the address */
  const uint32_t address = own();
  return (long)(int32_t)(address << 16 | address >> 16);
}
int getdomainname(char* to, size_t bytes) {
  if (bytes != 0) to[0] = 0;
  return 0;
}

int uname(struct utsname* to) {
  *to = (struct utsname){.sysname = "Linux", .release = "1.2.13", .version = "#1", .machine = "i586"};
  return gethostname(to->nodename, sizeof to->nodename);
}
