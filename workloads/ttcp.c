/* SPDX-License-Identifier: MIT */
/* ttcp, the classic test of a stream connection: one process writes buffers, the other reads them; or both
 * send messages of one size to and fro.
 *
 *   ttcp receive [PORT]
 *   ttcp send HOST [PORT [BYTES [BUFFERS]]]     BUFFERS writes of BYTES each: megabytes (10^6 bytes) a second
 *   ttcp pingpong HOST [PORT [BYTES [ROUNDS]]]  ROUNDS messages each way: microseconds for a round trip
 *
 * The receiver serves one sender and ends. The first message tells it which test it is. */
#include "dial.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { MOST_BYTES = 1 << 20, USUAL_PORT = 5001 };

struct test {
  uint32_t answers; /* each message comes back */
  uint32_t bytes, count;
};

static _Alignas(4096) char buffer[MOST_BYTES];

static double now(void) {
  struct timeval t;
  gettimeofday(&t, NULL);
  return (double)t.tv_sec * 1e6 + (double)t.tv_usec;
}
static void write_all(int s, const char* from, size_t bytes) {
  while (bytes != 0) {
    const ssize_t n = write(s, from, bytes);
    if (n < 0) fail("write");
    from += n;
    bytes -= (size_t)n;
  }
}
/* What was read: less than `bytes` only at the end of the stream. */
static size_t read_all(int s, char* to, size_t bytes) {
  size_t got = 0;
  while (got < bytes) {
    const ssize_t n = read(s, to + got, bytes - got);
    if (n < 0) fail("read");
    if (n == 0) break;
    got += (size_t)n;
  }
  return got;
}

static int receive(int port) {
  struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons((uint16_t)port)};
  struct test t;
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr*)&here, sizeof here) < 0 || listen(listener, 1) < 0)
    fail("listen");
  const int s = accept(listener, NULL, NULL);
  if (s < 0) fail("accept");
  if (read_all(s, (char*)&t, sizeof t) != sizeof t || t.bytes > MOST_BYTES) fail("test");
  uint64_t got = 0;
  for (uint32_t i = 0; i < t.count; ++i) {
    got += read_all(s, buffer, t.bytes);
    if (t.answers) write_all(s, buffer, t.bytes);
  }
  write_all(s, "k", 1); /* all is here */
  close(s);
  return got == (uint64_t)t.bytes * t.count ? 0 : 1;
}

static int send_to(const char* host, const char* port, struct test t) {
  char last;
  const int s = dial("ttcp", host, port), one = 1;
  setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  memset(buffer, 'x', t.bytes);
  write_all(s, (const char*)&t, sizeof t);
  if (t.answers) { /* one round that is not counted */
    write_all(s, buffer, t.bytes);
    read_all(s, buffer, t.bytes);
    --t.count;
  }
  const double start = now();
  for (uint32_t i = 0; i < t.count; ++i) {
    write_all(s, buffer, t.bytes);
    if (t.answers) read_all(s, buffer, t.bytes);
  }
  double time = now() - start;
  if (read_all(s, &last, 1) != 1) fail("end");
  if (!t.answers) time = now() - start;
  if (t.answers)
    printf("ttcp pingpong bytes=%u rounds=%u round_trip_us=%.2f\n", t.bytes, t.count, time / t.count);
  else
    printf("ttcp send bytes=%u buffers=%u mb_per_s=%.3f\n", t.bytes, t.count,
           (double)t.bytes * t.count / time);
  close(s);
  return 0;
}

int main(int argc, char** argv) {
  char usual[8];
  snprintf(usual, sizeof usual, "%d", USUAL_PORT);
  const char* what = argc > 1 ? argv[1] : "";
  if (strcmp(what, "receive") == 0) return receive(argc > 2 ? atoi(argv[2]) : USUAL_PORT);
  const int pingpong = strcmp(what, "pingpong") == 0;
  if ((!pingpong && strcmp(what, "send") != 0) || argc < 3) {
    fprintf(stderr, "usage: ttcp receive [PORT] | ttcp send|pingpong HOST [PORT [BYTES [COUNT]]]\n");
    return 2;
  }
  const struct test t = {(uint32_t)pingpong,
                         (uint32_t)atoi(argc > 4   ? argv[4]
                                        : pingpong ? "4"
                                                   : "65536"),
                         (uint32_t)atoi(argc > 5 ? argv[5] : "100") + (uint32_t)pingpong};
  if (t.bytes == 0 || t.bytes > MOST_BYTES || t.count == 0) {
    fprintf(stderr, "ttcp: BYTES is 1 to %d, COUNT at least 1\n", MOST_BYTES);
    return 2;
  }
  return send_to(argv[2], argc > 3 ? argv[3] : usual, t);
}
