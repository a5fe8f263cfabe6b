// SPDX-License-Identifier: MIT
// ./shrimp on a machine that lacks something: a copy of the launcher in an empty folder, with package tools
// of the test's own.
#include <cstdlib>
#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

namespace fs = std::filesystem;

/// A folder with the launcher, and tools/ as its whole PATH.
class Machine {
 public:
  Machine() {
    fs::copy(SHRIMP_SOURCE "/shrimp", folder_.file("shrimp"));
    fs::create_directory(folder_.file("tools"));
    for (const char* tool :
         {"sh", "env", "dirname", "readlink", "mkdir", "flock", "sed", "grep", "cat", "nproc"})
      fs::create_symlink(std::string("/usr/bin/") + tool, folder_.file(std::string("tools/") + tool));
    tool("cmake", "exit 1");
    tool("id", "echo 0");
  }

  void tool(const std::string& name, const std::string& script) {
    folder_.write("tools/" + name, "#!/bin/sh\n" + script + "\n");
    fs::permissions(folder_.file("tools/" + name), fs::perms::owner_all);
  }

  /// Debian, with every package but libsystemc-dev; apt-get writes what it was asked.
  void is_debian_without_systemc() {
    tool("dpkg-query", "shift 3; for p; do [ $p = libsystemc-dev ] || echo \"installed $p\"; done; exit 1");
    tool("apt-get", "echo \"apt-get $*\" >>" + folder_.file("asked"));
  }

  CommandResult launch() {
    return run_command({folder_.file("shrimp"), "run"}, "", {{"PATH", folder_.file("tools")}});
  }
  std::string asked() const {
    return fs::exists(folder_.file("asked")) ? read_file(folder_.file("asked")) : "";
  }

 private:
  TemporaryFolder folder_;
};

}  // namespace

TEST_CASE("a missing package is named, then installed") {
  Machine machine;
  machine.is_debian_without_systemc();
  const CommandResult r = machine.launch();
  CHECK(r.err.find("shrimp: installs these Debian packages: libsystemc-dev\n") == 0);
  CHECK(machine.asked() ==
        "apt-get update -qq\napt-get install -y -qq --no-install-recommends libsystemc-dev\n");
  CHECK(r.out.empty());
}

TEST_CASE("who is not root installs by sudo, or is told what root must do") {
  Machine machine;
  machine.is_debian_without_systemc();
  machine.tool("id", "echo 1000");
  const CommandResult without = machine.launch();
  CHECK(without.status == 2);
  CHECK(without.err.find("as root: apt-get install libsystemc-dev") != std::string::npos);
  CHECK(machine.asked().empty());
  machine.tool("sudo", "\"$@\"");
  machine.launch();
  CHECK(machine.asked().find("libsystemc-dev") != std::string::npos);
}

TEST_CASE("on another system the packages are listed") {
  Machine machine;
  const CommandResult r = machine.launch();
  CHECK(r.status == 2);
  CHECK(r.err.find("no Debian or Ubuntu") != std::string::npos);
  CHECK(r.err.find("libsystemc-dev") != std::string::npos);
}
