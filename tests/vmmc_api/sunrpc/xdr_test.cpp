// SPDX-License-Identifier: MIT
// XDR and messages, byte for byte beside Debian's libtirpc: the same programs run on the host, linked with
// it, and on the simulated machine.
#include "tests/vmmc_api/sunrpc/workshop.h"

using namespace sunrpc;

namespace {

void expect_same(const std::string& name, const std::vector<std::string>& arguments = {}) {
  const shrimp::TemporaryFolder folder;
  succeed({"cc", "-w", "-O1", "-isystem", "/usr/include/tirpc", "-o", folder.file("host"),
           source(name + ".c"), "-ltirpc"});
  std::vector<std::string> on_host{folder.file("host")},
      simulated{"-n", "1", compiled(folder, "sim", {name + ".c"})};
  on_host.insert(on_host.end(), arguments.begin(), arguments.end());
  simulated.insert(simulated.end(), arguments.begin(), arguments.end());
  const shrimp::CommandResult host = shrimp::run_command(on_host, folder.path());
  const Outcome ours = run(simulated);
  REQUIRE(host.status == 0);
  REQUIRE(ours.status == 0);
  CHECK(host.out.size() > 1000);
  CHECK(ours.out == host.out);
}

}  // namespace

TEST_CASE("every type of XDR is encoded and decoded as by libtirpc") {
  expect_same("xdr_types");
}

TEST_CASE("what rpcbind's protocol is made of is encoded and decoded as by libtirpc") {
  expect_same("rpcbind_types");
}

TEST_CASE("records and files of XDR are those of libtirpc") {
  expect_same("xdr_records");
}

TEST_CASE("messages, authenticators and sentences are those of libtirpc") {
  expect_same("messages");
}

TEST_CASE("malformed bytes are accepted and refused as by libtirpc") {
  for (const char* seed : {"1", "2", "3"}) expect_same("xdr_fuzz", {seed, "1500"});
}
