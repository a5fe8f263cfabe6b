/* SPDX-License-Identifier: MIT */
/* Both ends of connections in one process: readiness, parts, peeking, half-close, resets. */
#include "report.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <unistd.h>

static struct sockaddr_in here;
static int listener, a, b; /* a has connected, b was accepted */

/* Loopback of the host may take a moment, too. */
static void rest(void) {
  usleep(20000);
}
static int ready(int s) {
  struct pollfd file = {s, POLLIN | POLLOUT | POLLPRI | POLLRDHUP, 0};
  rest();
  poll(&file, 1, 0);
  return file.revents;
}
static int error_of(int s) {
  int value = -1;
  socklen_t bytes = sizeof value;
  return getsockopt(s, SOL_SOCKET, SO_ERROR, &value, &bytes) == 0 ? value : -1;
}
static void join(void) {
  a = socket(AF_INET, SOCK_STREAM, 0);
  if (connect(a, (struct sockaddr*)&here, sizeof here) < 0) perror("connect"), exit(1);
  b = accept(listener, NULL, NULL);
  if (b < 0) perror("accept"), exit(1);
}
static void part(void) {
  close(a);
  close(b);
}
static void on_pipe(int number) {
  printf("signal %d\n", number == SIGPIPE);
}

static void readiness(void) {
  puts("- readiness");
  char text[64];
  int number;
  struct pollfd both[2] = {{listener, POLLIN, 0}, {-1, 0, 0}};
  SAY(poll(both, 1, 0));
  a = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  SAY(connect(a, (struct sockaddr*)&here, sizeof here) == 0 || errno == EINPROGRESS);
  both[1] = (struct pollfd){a, POLLOUT, 0};
  SAY(poll(both + 1, 1, 5000));
  SAY(both[1].revents);
  SAY(error_of(a));
  SAY(poll(both, 1, 5000));
  SAY(both[0].revents);
  b = SAY(accept(listener, NULL, NULL));
  SAY((fcntl(b, F_GETFL) & O_NONBLOCK) != 0);
  SAY(connect(b, (struct sockaddr*)&here, sizeof here));
  SAY(read(a, text, 1));
  SAY(ready(a));
  SAY(ready(b));
  SAY(write(b, "four", 4));
  SAY(ready(a));
  SAY(ioctl(a, FIONREAD, &number));
  SAY(number);
  SAY(recv(a, text, 2, MSG_PEEK));
  printf("%.2s\n", text);
  SAY(recv(a, text, 64, MSG_PEEK));
  SAY(read(a, text, 3));
  SAY(recv(a, text, 64, 0));
  SAY(recv(a, text, 0, 0));
  SAY(recv(a, text, 64, 0));
  fd_set reads, writes;
  FD_ZERO(&reads);
  FD_ZERO(&writes);
  FD_SET(a, &reads);
  FD_SET(b, &reads);
  FD_SET(a, &writes);
  struct timeval time = {1, 0};
  SAY(select(b + 1, &reads, &writes, NULL, &time));
  printf("%d %d %d\n", FD_ISSET(a, &reads) != 0, FD_ISSET(b, &reads) != 0, FD_ISSET(a, &writes) != 0);
  SAY(write(a, "x", 1));
  FD_SET(a, &reads);
  FD_SET(b, &reads);
  SAY(select(b + 1, &reads, NULL, NULL, NULL));
  printf("%d %d\n", FD_ISSET(a, &reads) != 0, FD_ISSET(b, &reads) != 0);
  SAY(ioctl(b, FIONBIO, &(int){1}));
  SAY(read(b, text, 9));
  SAY(read(b, text, 9));
  SAY(ioctl(b, FIONBIO, &(int){0}));
  time = (struct timeval){0, 30000};
  SAY(setsockopt(b, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time));
  SAY(read(b, text, 9));
  part();
}

static void parts(void) {
  puts("- parts");
  char one[4] = "", two[16] = "";
  struct iovec out[3] = {{"ab", 2}, {"", 0}, {"cdefg", 5}}, in[2] = {{one, 3}, {two, 15}};
  join();
  SAY(writev(a, out, 3));
  rest();
  SAY(readv(b, in, 2));
  printf("%s %s\n", one, two);
  struct msghdr message = {.msg_iov = out, .msg_iovlen = 3};
  SAY(sendmsg(a, &message, 0));
  rest();
  memset(two, 0, sizeof two);
  message.msg_iov = in, message.msg_iovlen = 2;
  SAY(recvmsg(b, &message, 0));
  printf("%s %s %d\n", one, two, message.msg_flags);
  SAY(sendto(a, "to", 2, 0, (struct sockaddr*)&here, sizeof here));
  struct sockaddr_in from;
  socklen_t bytes = sizeof from;
  SAY(recvfrom(b, two, 9, 0, (struct sockaddr*)&from, &bytes));
  SAY(write(a, "", 0));
  SAY(send(a, "x", 1, MSG_OOB | MSG_DONTWAIT) == 1 || errno == EOPNOTSUPP);
  part();
  join();
  SAY(write(a, "12345", 5));
  SAY(shutdown(a, SHUT_WR));
  SAY(recv(b, two, 10, MSG_WAITALL));
  SAY(recv(b, two, 10, MSG_WAITALL));
  part();
}

static void names(void) {
  puts("- names");
  struct sockaddr_in name, other;
  socklen_t bytes = sizeof name;
  join();
  SAY(getpeername(a, (struct sockaddr*)&name, &bytes));
  printf("%s %d\n", inet_ntoa(name.sin_addr), ntohs(name.sin_port));
  SAY(getsockname(a, (struct sockaddr*)&name, &bytes));
  SAY(getpeername(b, (struct sockaddr*)&other, &bytes));
  SAY(name.sin_port == other.sin_port && name.sin_addr.s_addr == other.sin_addr.s_addr);
  SAY(getsockname(b, (struct sockaddr*)&name, &bytes));
  printf("%s %d\n", inet_ntoa(name.sin_addr), ntohs(name.sin_port));
  char little[4];
  bytes = sizeof little;
  SAY(getsockname(b, (struct sockaddr*)little, &bytes));
  SAY(bytes);
  SAY(connect(a, (struct sockaddr*)&here, sizeof here));
  SAY(listen(a, 1));
  SAY(bind(a, (struct sockaddr*)&here, sizeof here));
  part();
}

static void half_close(void) {
  puts("- half-close");
  char text[16];
  join();
  SAY(write(a, "last", 4));
  SAY(shutdown(a, SHUT_WR));
  SAY(write(a, "more", 4));
  SAY(ready(a));
  SAY(ready(b));
  SAY(read(b, text, 16));
  SAY(read(b, text, 16));
  SAY(read(b, text, 16));
  SAY(write(b, "still", 5));
  SAY(read(a, text, 16));
  SAY(shutdown(b, SHUT_WR));
  SAY(ready(a));
  SAY(ready(b));
  SAY(read(a, text, 16));
  SAY(shutdown(a, SHUT_RD) == 0 || errno == ENOTCONN);
  part();
  join();
  SAY(shutdown(a, SHUT_RD));
  SAY(ready(a));
  SAY(read(a, text, 16));
  SAY(write(a, "x", 1));
  SAY(read(b, text, 16));
  part();
}

static void closed(void) {
  puts("- closed");
  char text[16];
  join();
  SAY(write(a, "bye", 3));
  SAY(close(a));
  SAY(ready(b));
  SAY(read(b, text, 16));
  SAY(read(b, text, 16));
  SAY(write(b, "x", 1));
  SAY(ready(b));
  SAY(read(b, text, 16));
  SAY(write(b, "x", 1));
  SAY(write(b, "x", 1));
  SAY(send(b, "x", 1, MSG_NOSIGNAL));
  SAY(close(b));
  join();
  SAY(close(a));
  rest();
  SAY(write(b, "x", 1));
  SAY(error_of(b));
  SAY(error_of(b));
  SAY(write(b, "x", 1));
  SAY(close(b));
}

static void reset(int how) {
  printf("- reset %d\n", how);
  char text[16];
  join();
  SAY(write(a, "unread", 6));
  SAY(write(b, "data", 4));
  if (how == 1) setsockopt(b, SOL_SOCKET, SO_LINGER, &(struct linger){1, 0}, sizeof(struct linger));
  if (how == 1) SAY(read(b, text, 16));
  SAY(close(b));
  rest();
  SAY(ready(a));
  if (how == 0) SAY(error_of(a));
  SAY(read(a, text, 16) > 0 || errno == ECONNRESET);
  SAY(read(a, text, 16) == 0 || errno == ECONNRESET);
  SAY(read(a, text, 16));
  SAY(ready(a));
  SAY(write(a, "x", 1));
  SAY(error_of(a));
  struct sockaddr_in name;
  socklen_t bytes = sizeof name;
  SAY(getpeername(a, (struct sockaddr*)&name, &bytes));
  SAY(close(a));
}

static void copies(void) {
  puts("- copies");
  char text[16];
  join();
  const int copy = dup(b);
  SAY(close(b));
  SAY(write(a, "x", 1));
  SAY(read(copy, text, 16));
  SAY(dup2(copy, 20));
  SAY(close(copy));
  SAY(write(20, "yz", 2));
  SAY(read(a, text, 16));
  SAY(close(20));
  SAY(read(a, text, 16));
  close(a);
  join();
  FILE* stream = fdopen(b, "r+");
  fprintf(stream, "%d lines\n", 3);
  fflush(stream);
  SAY(read(a, text, 16));
  SAY(write(a, "one two\nthree\n", 14));
  printf("<%s>", fgets(text, sizeof text, stream));
  printf("<%s>\n", fgets(text, sizeof text, stream));
  fclose(stream);
  SAY(read(a, text, 16));
  close(a);
}

static void closed_listener(void) {
  puts("- a listener that is closed");
  a = socket(AF_INET, SOCK_STREAM, 0);
  SAY(connect(a, (struct sockaddr*)&here, sizeof here));
  SAY(close(listener));
  rest();
  SAY(error_of(a));
  char c;
  SAY(read(a, &c, 1));
  close(a);
  a = socket(AF_INET, SOCK_STREAM, 0);
  SAY(connect(a, (struct sockaddr*)&here, sizeof here));
  close(a);
}

int main(void) {
  signal(SIGPIPE, on_pipe);
  here = (struct sockaddr_in){
      .sin_family = AF_INET, .sin_port = htons(4713), .sin_addr = {htonl(INADDR_LOOPBACK)}};
  listener = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
  SAY(bind(listener, (struct sockaddr*)&here, sizeof here));
  SAY(listen(listener, 5));
  readiness();
  parts();
  names();
  half_close();
  closed();
  reset(0);
  reset(1);
  copies();
  closed_listener();
  return 0;
}
