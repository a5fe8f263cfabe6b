/* The same store made in seven ways reaches the remote memory. */
#include <sbl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WORDS = 1024, BYTES = 16 };
static Int32 source[WORDS] __attribute__((aligned(4096)));
static Int32 buffer[WORDS] __attribute__((aligned(4096)));

struct text {
  char bytes[BYTES];
};

struct unaligned {
  long long whole;
} __attribute__((packed));

static const char expected[BYTES] = "abcabcabcabcabc";
static const char filled[BYTES] = "aaaaaaaaaaaaaaa";

static void store(const char* way, char* at) {
  if (strcmp(way, "assignment") == 0) {
    for (int i = 0; i < BYTES / 4; ++i) ((volatile Int32*)at)[i] = ((const Int32*)expected)[i];
  } else if (strcmp(way, "memset") == 0) {
    memset(at, 'a', BYTES - 1);
  } else if (strcmp(way, "memcpy") == 0) {
    memcpy(at, expected, (size_t)atoi("16"));
  } else if (strcmp(way, "strcpy") == 0) {
    strcpy(at, expected);
  } else if (strcmp(way, "sprintf") == 0) {
    sprintf(at, "%s%s", "abcabc", "abcabcabc");
  } else if (strcmp(way, "struct") == 0) {
    *(struct text*)at = *(const struct text*)expected;
  } else if (strcmp(way, "atomic") == 0) {
    for (int i = 0; i < BYTES / 4; ++i) atomic_fetch_add((atomic_int*)at + i, ((const Int32*)expected)[i]);
  } else if (strcmp(way, "unaligned") == 0) { /* over the end of a cache line, below and above it */
    memset(at, 'z', BYTES);
    for (int i = 0; i < BYTES; i += 8)
      *(volatile struct unaligned*)(at + i) = *(const struct unaligned*)(expected + i);
  } else {
    exit(9);
  }
}

int main(int argc, char** argv) {
  const int rank = atoi(getenv("SHRIMP_RANK"));
  const char* way = argc > 1 ? argv[1] : "";
  const int offset = strcmp(way, "unaligned") == 0 ? 27 : 32; /* a line has 32 bytes */
  int nodes, words;
  NodeID* node;
  Int32* proxy;
  if (SBL_Hosts(&nodes, &node) < 0) return 1;
  if (SBL_ExportRecvBuf(buffer, WORDS, 1, 0, 0) < 0) return 2;
  if (SBL_ImportRecvBuf(node[1 - rank], 100, 1, &proxy, &words) < 0) return 3;
  if (SBL_AUMap(source, proxy, WORDS, 0, AU_SingleWrite) < 0) return 4;
  if (rank == 0) {
    store(way, (char*)source + offset);
    ((volatile Int32*)source)[WORDS - 1] = 1; /* in order after the others */
    return 0;
  }
  while (((volatile Int32*)buffer)[WORDS - 1] != 1) continue;
  printf("%.*s\n", BYTES, (const char*)buffer + offset);
  return memcmp((const char*)buffer + offset, strcmp(way, "memset") == 0 ? filled : expected, BYTES) != 0;
}
