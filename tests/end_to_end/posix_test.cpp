// SPDX-License-Identifier: MIT
// Programs written for UNIX, but for sockets: what they can see is compared with the host, where the same
// program runs.
#include "tests/end_to_end/beside_host.h"

using namespace shrimp;
using Catch::Matchers::Contains;

TEST_CASE("descriptors, poll and select do what the host's do") {
  const TemporaryFolder folder;
  check_same("posix/descriptors.c", {folder.path()});
}

TEST_CASE("a process raises signals as on the host") {
  check_same("posix/signals.c", {}, 1);
  check_same("posix/signals.c", {"term"}, 1);
  check_same("posix/signals.c", {"abort"}, 1);
  CHECK_THAT(simulated("posix/signals.c", {"term"}).err, Contains("a signal that it raised"));
}

TEST_CASE("files, directories and links are listed and changed as on the host") {
  check_same_in_folder("posix/files.c");
}

TEST_CASE("names that count from an open directory are found as on the host") {
  check_same_in_folder("posix/at_calls.c");
}

TEST_CASE("the C++ library goes through directories") {
  const TemporaryFolder folder;
  const CommandResult r = simulated("posix/filesystem.cpp", {folder.path()});
  INFO(r.err);
  CHECK(r.out ==
        "a/\na/b/\na/b/two\na/link\na/one\n5 bytes\n0\n3 bytes\nNo such file or directory\n5 gone\n");
  CHECK(r.status == 0);
}

TEST_CASE("a stream tells why it could not read, as on the host") {
  check_same("posix/stdio_errors.c");
}

TEST_CASE("calls that later standards have dropped, and tables, are the host's") {
  check_same("posix/of_its_time.c");
}

TEST_CASE("a pipe within a process is the host's") {
  check_same("posix/pipes.c");
}

TEST_CASE("messages, limits and users are told as on the host") {
  check_same("posix/messages.c", {}, 1);
}

TEST_CASE("older calls on signals, and what a process without children is told, are the host's") {
  check_same("posix/old_calls.c");
}

TEST_CASE("a timer's signals interrupt calls as on the host, and end a process without a handler") {
  check_same("posix/timers.c", {}, 1);
  check_same("posix/timers.c", {"computes"}, 1);
  CHECK_THAT(simulated("posix/timers.c", {}).err, Contains("ended by SIGALRM"));
}
