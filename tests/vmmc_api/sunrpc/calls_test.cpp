// SPDX-License-Identifier: MIT
// Remote procedure calls between nodes: the workloads, programs that rpcgen makes, and all kinds of trouble.
#include <filesystem>

#include "tests/vmmc_api/sunrpc/workshop.h"

using namespace sunrpc;
using Catch::Matchers::Contains;

namespace {

const std::string workloads = SHRIMP_BUILD "/workloads/";

const std::string calculator_says =
    "20 + 3 = 23\n"
    "20 / 3 = 6\n"
    "20 / 0 is not defined\n"
    "2000 numbers from 0 to 499.75, sum 499750\n"
    "1 + ... + 100 = 5050\n"
    "it is a calculator of whole numbers and averages\n";

std::string calculate(std::vector<std::string> options) {
  options.insert(options.end(),
                 {workloads + "calculator_client", "node1", ":", workloads + "calculator_server"});
  const Outcome o = run(options);
  CHECK(o.status == 0);
  return o.out;
}

/// What the client says of one kind of trouble, without what the server says first.
std::string trouble(const std::string& kind, const std::vector<std::string>& options = {},
                    const std::string& host = "node1") {
  static const shrimp::TemporaryFolder folder;
  static const std::string client = compiled(folder, "client", {"trouble_client.c"});
  static const std::string server = compiled(folder, "server", {"trouble_server.c"});
  std::vector<std::string> words = options;
  words.insert(words.end(), {client, host, kind, ":", server, "server"});
  const Outcome o = run(words);
  CHECK(o.status == 0);
  const std::string greeting = "server: register 2: 1\nserver: register 3: 1\n";
  REQUIRE(o.out.substr(0, greeting.size()) == greeting);
  return o.out.substr(greeting.size());
}

const std::vector<std::vector<std::string>> variants{
    {}, {"--env", "SUNRPC_TRANSPORT=du"}, {"-c", "shrimp-i"}, {"--no-run-ahead"}};

}  // namespace

TEST_CASE("a client of the calculator gets its results, also on SHRIMP-I and by deliberate update") {
  for (const std::vector<std::string>& options : variants) CHECK(calculate(options) == calculator_says);
}

TEST_CASE("a client of the file service finds every byte where it wrote it") {
  for (const std::vector<std::string>& options : variants) {
    std::vector<std::string> words = options;
    words.insert(words.end(), {workloads + "file_service_client", "node1", "30000", "5000", ":",
                               workloads + "file_service_server"});
    const Outcome o = run(words);
    CHECK(o.status == 0);
    CHECK_THAT(o.out, Contains("small: 5 bytes\nlarge: 30000 bytes\n30000 of 30000 bytes are right\n") &&
                          Contains("remove: 0\nagain: 1\n"));
  }
}

TEST_CASE("a client and its server may share a node") {
  CHECK_THAT(trouble("add", {"--set", "machine.nodes=1"}, "localhost"), Contains("19 + 100 = 119\n"));
}

TEST_CASE("rpcgen's own samples compile and run as they are") {
  const shrimp::TemporaryFolder folder;
  folder.write(
      "things.x",
      "enum colour { RED = 1, GREEN = 5 };\n"
      "typedef opaque key[7];\n"
      "struct item { colour c; key k; string name<30>; opaque o<>; item *next; };\n"
      "union maybe switch (bool there) { case TRUE: item value; case FALSE: void; };\n"
      "typedef item items<10>;\n"
      "struct all { char c; unsigned char uc; short s; unsigned short us; int i; unsigned int ui; long l;\n"
      "  unsigned long ul; hyper h; unsigned hyper uh; float f; double d; bool b; int v[3]; };\n"
      "program THINGS { version THINGS_V { maybe FIND(key) = 1; items LIST(void) = 2; all SAME(all) = 3;\n"
      "  void FORGET(colour) = 4; } = 1; } = 0x20000200;\n");
  succeed({"rpcgen", "-a", "things.x"}, folder.path());
  const std::string base = folder.file("things_");
  const std::string client = compiled(folder, "client", {base + "client.c", base + "clnt.c", base + "xdr.c"});
  const std::string server = compiled(folder, "server", {base + "server.c", base + "svc.c", base + "xdr.c"});
  const shrimp::CommandResult r = shrimp::run_shrimp({"run", "--quiet", client, "node1", ":", server});
  CHECK(r.status == 0);
  CHECK(r.out == "");
  // A sample leaves its arguments as the stack has them, so they have no pointers; and a null pointer is no
  // string.
  CHECK_THAT(r.err, !Contains("Timed out") && !Contains("Unable"));
}

TEST_CASE("rpcgen's other styles of stubs compile and run") {
  const shrimp::TemporaryFolder folder;
  folder.write(
      "sum.x",
      "program SUM { version SUM_V { int ADD(int, int) = 1; string SAY(int) = 2; } = 1; } = 0x20000201;\n");
  const std::string base = folder.file("sum_");
  const std::string body = folder.write(
      "body.c",
      "#include <stdio.h>\n#include <string.h>\n#include \"sum.h\"\n"
      "bool_t add_1_svc(int a, int b, int *r, struct svc_req *q) { *r = a + b; return TRUE; }\n"
      "bool_t say_1_svc(int a, char **r, struct svc_req *q) {\n"
      "  *r = malloc(20); sprintf(*r, \"it is %d\", a); return TRUE; }\n"
      "int sum_1_freeresult(SVCXPRT *t, xdrproc_t x, caddr_t r) { xdr_free(x, r); return 1; }\n");
  const std::string caller =
      folder.write("caller.c",
                   "#include <stdio.h>\n#include \"sum.h\"\n"
                   "int main(int c, char **v) { CLIENT *s = clnt_create(v[1], SUM, SUM_V, v[2]);\n"
                   "  int r; char *t = 0; if (!s) { clnt_pcreateerror(\"sum\"); return 1; }\n"
                   "  if (add_1(20, 22, &r, s) != RPC_SUCCESS) { clnt_perror(s, \"add\"); return 1; }\n"
                   "  if (say_1(r, &t, s) != RPC_SUCCESS) { clnt_perror(s, \"say\"); return 1; }\n"
                   "  printf(\"%s\\n\", t); clnt_destroy(s); return 0; }\n");
  const std::vector<std::vector<std::string>> styles{
      {"-N", "-M"}, {"-N", "-M", "-C", "-i", "0"}, {"-N", "-M", "-L"}};
  for (const std::vector<std::string>& style : styles) {
    for (const char* part : {".h", "_xdr.c", "_clnt.c", "_svc.c", "_tbl.i"})
      std::filesystem::remove(folder.file(std::string("sum") + part));
    std::vector<std::string> command{"rpcgen"};
    command.insert(command.end(), style.begin(), style.end());
    command.emplace_back("sum.x");
    succeed(command, folder.path());
    std::vector<std::string> at_client{caller, base + "clnt.c"}, at_server{body, base + "svc.c"};
    if (std::filesystem::file_size(base + "xdr.c") > 0) {
      at_client.push_back(base + "xdr.c");
      at_server.push_back(base + "xdr.c");
    }
    const Outcome o = run(
        {compiled(folder, "client", at_client), "node1", "tcp", ":", compiled(folder, "server", at_server)});
    CHECK(o.status == 0);
    CHECK(o.out == "it is 42\n");
  }
}

TEST_CASE("a client that names what is not there is told so") {
  CHECK(trouble("names") ==
        "create: RPC: Unknown host\n"
        "create: RPC: Unknown host\n"
        "create: RPC: Unknown host\n"
        "create: RPC: Unknown protocol\n"
        "create: RPC: Program not registered\n"
        "create: RPC: Program not registered\n"
        "0 + 1 = 1\n1 + 1 = 2\n2 + 1 = 3\n3 + 1 = 4\n"
        "broadcast: 21\n");
}

TEST_CASE("a server says which versions, programs and procedures it has") {
  const std::string mismatch = "call: RPC: Program/version mismatch; low version = 2, high version = 3\n";
  CHECK(trouble("versions") == mismatch + "the best of 1 to 9 is 3\nof 5 to 9: none\n" + mismatch +
                                   "call: RPC: Procedure unavailable\n"
                                   "call: RPC: Program unavailable\n"
                                   "procedure 0 succeeded\n");
}

TEST_CASE("a client and a server that cannot encode or decode say so, and go on") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("arguments", options) ==
          "call: RPC: Server can't decode arguments\n"
          "call: RPC: Can't decode result\n"
          "call: RPC: Can't encode arguments\n"
          "call: RPC: Can't encode arguments\n"
          "call: RPC: Can't encode arguments\n"
          "call: RPC: Remote system error\n"
          "3 + 4 = 7\n");
}

TEST_CASE("a client waits as long as it says, and takes no late reply for another's") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("late", options) ==
          "call: RPC: Timed out\n"
          "call: RPC: Timed out\n"
          "5 + 6 = 11\n"
          "call: RPC: Timed out\n"
          "9 + 10 = 19\n");
}

TEST_CASE("a client that gives up a call halfway waits once, and nobody waits for the rest of the call") {
  const std::string once = "call: RPC: Timed out\nin time\ncall: RPC: Timed out\n";
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("unfinished", options) ==
          once + "0 + 30 = 30\n60000 bytes are right\n60000 bytes are right\n" + once +
              "1 + 30 = 31\n60000 bytes are right\n60000 bytes are right\n");
}

TEST_CASE("a client learns that its server has ended") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("ends", options) ==
          "1 + 1 = 2\n"
          "call: RPC: Unable to receive; errno = Connection reset by peer\n"
          "call: RPC: Unable to send; errno = Connection reset by peer\n"
          "create: RPC: Program not registered\n");
}

TEST_CASE("a client learns that its server has ended in the middle of a reply") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("dies", options) ==
          "1 + 1 = 2\n"
          "call: RPC: Unable to receive; errno = Connection reset by peer\n"
          "call: RPC: Unable to send; errno = Connection reset by peer\n");
}

TEST_CASE("a client whose call is pending when its server ends for another one is told") {
  const shrimp::TemporaryFolder folder;
  const std::string client = compiled(folder, "client", {"trouble_client.c"});
  const std::string server = compiled(folder, "server", {"trouble_server.c"});
  const Outcome o = run({client, "node3", "ends", ":", client, "node3", "ends", ":", client, "node3", "ends",
                         ":", server, "server"});
  std::size_t told = 0;
  const std::string reason = "call: RPC: Unable to receive; errno = Connection reset by peer\n";
  for (std::size_t at = 0; (at = o.out.find(reason, at)) != std::string::npos; ++at) ++told;
  CHECK(told == 3);
}

TEST_CASE("a client may send and get more than the buffers hold") {
  std::string right;
  for (const char* size : {"0",    "1",    "3",    "450",  "463",  "464",  "465",  "480",   "481",   "500",
                           "971",  "972",  "973",  "1000", "3990", "4000", "4020", "4021",  "4036",  "4037",
                           "4045", "4046", "4047", "4048", "4049", "4092", "8184", "50000", "200001"})
    right += std::string(size) + " bytes: right\n";
  for (const std::vector<std::string>& options : variants) CHECK(trouble("blocks", options) == right);
}

TEST_CASE("a client's calls of any length, late and batched ones between them, keep their order, seeds") {
  for (const std::vector<std::string>& options : variants)
    for (const char* seed : {"seed1", "seed2"})
      CHECK(trouble(seed, options) == "150 of 150 as they should be\n");
}

TEST_CASE("a server may have a loop of its own, with select or poll") {
  const shrimp::TemporaryFolder folder;
  const std::string client = compiled(folder, "client", {"trouble_client.c"});
  const std::string server = compiled(folder, "server", {"trouble_server.c"});
  for (const char* how : {"select", "select with a limit", "poll"}) {
    const Outcome o = run({"--set", "machine.nodes=2", "--until", "3s", client, "node1", "add", ":", server,
                           "server", how, ":", client, "node1", "late"});
    CHECK(o.status == 0);
    CHECK_THAT(o.out, Contains("19 + 100 = 119\n") && Contains("9 + 10 = 19\n"));
  }
}

TEST_CASE("a server's own socket gives its transport its port and its descriptor") {
  const shrimp::TemporaryFolder folder;
  const std::string program = compiled(folder, "own_socket", {"own_socket.c"});
  const Outcome o = run({program, "10.0.0.2", ":", program});
  CHECK(o.status == 0);
  CHECK(o.out ==
        "port 20490, descriptor as given\nunbound: any port, descriptor as given\nno socket: refused\n"
        "RPC: Success\n");
}

TEST_CASE("a server may be a client of another one") {
  const shrimp::TemporaryFolder folder;
  const std::string client = compiled(folder, "client", {"trouble_client.c"});
  const std::string server = compiled(folder, "server", {"trouble_server.c"});
  const std::string relay = compiled(folder, "relay", {"relay_server.c"});
  const Outcome o = run({client, "node1", "add", ":", relay, "node2", ":", server, "server"});
  CHECK(o.status == 0);
  CHECK_THAT(o.out, Contains("19 + 100 = 119\n"));
}

TEST_CASE("a server learns who calls, if the caller says so") {
  CHECK(trouble("who") ==
        "call: RPC: Authentication error; why = Client credential too weak\n"
        "called by elsewhere, user 42, 2 groups\n"
        "I am 42\n"
        "called by node0, user 0, 0 groups\n");
}

TEST_CASE("a client that batches calls waits for none of them, and all arrive") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("batch", options) == "200 batched calls came\n");
}

TEST_CASE("a server's registrations can be asked for") {
  CHECK(trouble("maps") ==
        "port as known\n"
        "other 0\n"
        "registered 20000123 version 2 protocol 6\n"
        "registered 20000123 version 3 protocol 6\n"
        "callrpc: 15 -1\n"
        "rpcbind has 20000123 2 tcp 10.0.0.2. unknown\n"
        "rpcbind has 20000123 3 tcp 10.0.0.2. unknown\n"
        "by the portmapper: 15\n"
        "by rpcbind: 0 42 1\n"
        "broadcasts: 21 21\n"
        "by address: there\n"
        "port 1234: RPC: Remote system error - Connection refused\n");
}

TEST_CASE("a server goes on when a client ends in the middle of a call") {
  const shrimp::TemporaryFolder folder;
  const std::string client = compiled(folder, "client", {"trouble_client.c"});
  const std::string server = compiled(folder, "server", {"trouble_server.c"});
  for (const char* bytes : {"20000", "700"}) {
    const Outcome o =
        run({client, "node2", "leaves", bytes, ":", client, "node2", "second", ":", server, "server"});
    CHECK(o.status == 0);
    CHECK_THAT(o.out, Contains("19 + 100 = 119\n"));
  }
}

TEST_CASE("a server of a program that its node has already is refused") {
  const shrimp::TemporaryFolder folder;
  const std::string client = compiled(folder, "client", {"trouble_client.c"});
  const std::string server = compiled(folder, "server", {"trouble_server.c"});
  const Outcome o = run({"--set", "machine.nodes=2", client, "node1", "second", ":", server, "first", ":",
                         client, "node1", "add", ":", server, "other"});
  CHECK(o.status == 0);
  CHECK_THAT(o.out, Contains("first: register 2: 1\n") && Contains("other: register 2: 0\n") &&
                        Contains("19 + 100 = 119\n"));
}

TEST_CASE("a server serves many clients, each its own calls") {
  const shrimp::TemporaryFolder folder;
  const std::string client = compiled(folder, "client", {"trouble_client.c"});
  const std::string server = compiled(folder, "server", {"trouble_server.c"});
  const Outcome o =
      run({"-n", "12", "--set", "machine.nodes=4", client, "node0", "add", ":", server, "server"});
  CHECK(o.status == 0);
  std::size_t sums = 0;
  for (std::size_t at = 0; (at = o.out.find("7 + 100 = 107\n", at)) != std::string::npos; ++at) ++sums;
  CHECK(sums == 12);
}

TEST_CASE("names of programs and reserved ports are found as on UNIX systems") {
  const shrimp::TemporaryFolder folder;
  const Outcome o = run({compiled(folder, "names", {"names.c"}), "ports"});
  CHECK(o.status == 0);
  CHECK(o.out ==
        "portmapper: portmapper 100000 portmap sunrpc rpcbind\n"
        "sunrpc: portmapper 100000 portmap sunrpc rpcbind\n"
        "nfs: nfs 100003 nfsprog\n"
        "mount: mountd 100005 mount showmount\n"
        "rusersd: rusersd 100002 rusers\n"
        "shutdown: walld 100008 rwall shutdown\n"
        "ypbind: ypbind 100007\n"
        "keyserv: keyserv 100029 keyserver\n"
        "nlockmgr: nlockmgr 100021\n"
        "no such name:\n"
        ":\n"
        "number: portmapper 100000 portmap sunrpc rpcbind\n"
        "number: nfs 100003 nfsprog\n"
        "number: rquotad 100011 rquotaprog quota rquota\n"
        "number: status 100024\n"
        "number: keyserv 100029 keyserver\n"
        "number:\n"
        "number:\n"
        "first: portmapper 100000 portmap sunrpc rpcbind\n"
        "second: rstatd 100001 rstat rstat_svc rup perfmeter\n"
        "first: portmapper 100000 portmap sunrpc rpcbind\n"
        "0: nfs 100003 nfsprog\n"
        "1 1\n"
        "1 1 1 1\n"
        "0 1\n"
        "-1 Protocol family not supported\n");
}

TEST_CASE("what the library leaves out is told by the linker with its reason") {
  const std::vector<std::pair<const char*, const char*>> left_out{
      {"authdes_create(\"x\", 1, 0, 0)", "DES_credentials_are_left_out__see_docs_sunrpc_md"},
      {"authgss_create_default(0, 0, 0)", "RPCSEC_GSS_is_left_out__see_docs_sunrpc_md"},
      {"clntraw_create(1, 1)", "the_raw_transport_is_left_out__see_docs_sunrpc_md"},
      {"svcunix_create(0, 0, 0, 0)", "transports_over_AF_UNIX_are_left_out__see_docs_sunrpc_md"},
      {"svcfd_create(0, 0, 0)", "transports_over_open_descriptors_are_left_out__see_docs_sunrpc_md"}};
  const shrimp::TemporaryFolder folder;
  for (const auto& [call, reason] : left_out) {
    folder.write("wants.c",
                 std::string("#include <rpc/rpc.h>\nint main(void) { return ") + call + " != 0; }\n");
    const shrimp::CommandResult r = shrimp::run_command(
        {SHRIMP_BUILD "/shrimp-cc", "-w", "-o", folder.file("wants"), folder.file("wants.c")});
    CHECK(r.status != 0);
    CHECK_THAT(r.err, Contains(reason));
  }
}
