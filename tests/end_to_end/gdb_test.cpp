// SPDX-License-Identifier: MIT
// gdb shows a simulated process's own stack and variables (sim/process/gdb/shrimp.py).
#include "tests/catch.h"
#include "tests/end_to_end/command.h"
#include "tests/end_to_end/patience.h"

using namespace shrimp;

namespace {

/// Rank 0 sleeps for ever, the others look at a flag that nobody sets.
const char* const program = R"(#include <stdlib.h>
#include <unistd.h>
volatile int flag;
static int looks(int mine) { int turns = 0; while (!flag) turns = mine; return turns; }
static int sleeps(int mine) { for (;;) usleep(1000); return mine; }
int main(void) {
  volatile int secret = 40 + atoi(getenv("SHRIMP_RANK"));
  return secret == 40 ? sleeps(secret) : looks(secret);
}
)";

}  // namespace

TEST_CASE("gdb shows the stack and the variables of a rank") {
  TemporaryFolder folder;
  const std::string script = folder.write("look.sh", patience + R"(
"$1" run -q -n 3 --set run.stuck_after=1000s --cflags "-O0 -g" "$2" 2> err & p=$!
patiently heeds 10; asked "rank 0 .* waits for its sleep"
gdb -batch -nx -p $p -x "$3" -ex "shrimp rank 0" -ex bt -ex "frame function main" -ex "info locals" \
  -ex "shrimp rank 7" -ex "shrimp back" 2>&1
kill -0 $p && echo it goes on
kill $p
)");
  const CommandResult r = run_command({"sh", script, SHRIMP_BUILD "/shrimp", folder.write("waits.c", program),
                                       SHRIMP_SOURCE "/sim/process/gdb/shrimp.py"},
                                      folder.path());
  INFO(r.out);
  if (r.out.find("ptrace: Operation not permitted") != std::string::npos) {
    WARN("gdb may not attach here (ptrace is forbidden)");
    return;
  }
  CHECK(r.out.find("in sleeps (mine=40)") != std::string::npos);
  CHECK(r.out.find("secret = 40") != std::string::npos);
  CHECK(r.out.find("There is no process of rank 7") != std::string::npos);
  CHECK(r.out.find("it goes on") != std::string::npos);
}
