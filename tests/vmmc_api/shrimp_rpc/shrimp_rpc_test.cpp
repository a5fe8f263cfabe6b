// SPDX-License-Identifier: MIT
// ShrimpRPC: what its generator says of wrong files, and calls between nodes.
#include <cstdlib>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

const std::string programs = SHRIMP_SOURCE "/tests/vmmc_api/shrimp_rpc/programs/";

CommandResult generate(const std::string& text) {
  const TemporaryFolder folder;
  folder.write("x.srpc", text);
  return run_command({SHRIMP_BUILD "/shrimp-rpcgen", "x.srpc"}, folder.path());
}

/// What is said of a wrong file, without the end of line.
std::string complaint(const std::string& text) {
  const CommandResult r = generate(text);
  CHECK(r.status == 1);
  CHECK(r.out == "");
  return r.err.substr(0, r.err.find('\n'));
}

std::string in_interface(const std::string& text) {
  return complaint("interface i 1 {\n  " + text + "\n}\n");
}

void succeed(const std::vector<std::string>& command) {
  const CommandResult r = run_command(command);
  INFO(r.err << r.out);
  REQUIRE(r.status == 0);
  REQUIRE(r.err == "");
}

/// Client and server of an interface of programs/.
class Pair {
 public:
  explicit Pair(const std::string& name) {
    succeed({SHRIMP_BUILD "/shrimp-rpcgen", programs + name + ".srpc", "-o", folder_.path()});
    for (const std::string side : {"client", "server"})
      succeed({SHRIMP_BUILD "/shrimp-cc", "-O2", "-g", "-Wall", "-Wextra", "-I", folder_.path(), "-I",
               programs, "-o", folder_.file(side), programs + name + "_" + side + ".c",
               folder_.file(name + "_" + side + ".c")});
  }
  std::string client() const { return folder_.file("client"); }
  std::string server() const { return folder_.file("server"); }

 private:
  TemporaryFolder folder_;
};

CommandResult run(std::vector<std::string> words) {
  words.insert(words.begin(), {"run", "--quiet"});
  CommandResult r = run_shrimp(words);
  UNSCOPED_INFO(r.err << r.out);
  return r;
}

const std::vector<std::vector<std::string>> variants{
    {}, {"--env", "SHRIMP_RPC_TRANSPORT=du"}, {"-c", "shrimp-i"}, {"--no-run-ahead"}};

std::string trouble(const std::string& what, const std::vector<std::string>& options = {}) {
  static const Pair pair("trouble");
  std::vector<std::string> words = options;
  words.insert(words.end(), {pair.client(), "node1", what, ":", pair.server(), "export"});
  const CommandResult r = run(words);
  CHECK(r.status == 0);
  const std::string greeting = "export: no error\nagain: the interface is exported on this node already\n";
  REQUIRE(r.out.substr(0, greeting.size()) == greeting);
  return r.out.substr(greeting.size());
}

}  // namespace

TEST_CASE("a syntax error is told with its place") {
  CHECK(complaint("") == "x.srpc:1:1: expected struct or interface, but the end of the file stands here");
  CHECK(complaint("interfaces x 1 {}") ==
        "x.srpc:1:1: expected struct or interface, but 'interfaces' stands here");
  CHECK(complaint("interface 5 1 {}") == "x.srpc:1:11: expected a name, but '5' stands here");
  CHECK(complaint("interface i {}") == "x.srpc:1:13: expected a number, but '{' stands here");
  CHECK(complaint("interface i 1 {\n}\n") == "x.srpc:2:1: expected a procedure, but '}' stands here");
  CHECK(in_interface("void f(int a);") == "x.srpc:2:10: expected in, out or inout, but 'int' stands here");
  CHECK(in_interface("void f(in int);") == "x.srpc:2:16: expected a name, but ')' stands here");
  CHECK(in_interface("void f(in int a[]);") ==
        "x.srpc:2:19: expected a number or the name of a parameter, but ']' stands here");
  CHECK_THAT(in_interface("void f(in int a[3);"),
             Contains("x.srpc:2:20: expected ") && Contains("']', but ')' stands here"));
  CHECK_THAT(in_interface("void f(void)"),
             Contains("x.srpc:3:1: expected ") && Contains("';', but '}' stands here"));
  CHECK_THAT(complaint("struct s { int a; }\ninterface i 1 { void f(void); }"),
             Contains("x.srpc:2:1: expected ") && Contains("';', but 'interface' stands here"));
  CHECK(complaint("interface i 1 { void \xc3\xa4(void); }") ==
        "x.srpc:1:22: expected a name, but a byte 0xc3 stands here");
  CHECK(complaint("interface i 1 { void f(void); } more") ==
        "x.srpc:1:33: expected the end of the file, but 'more' stands here");
}

TEST_CASE("what no stub can be made of is told with its place") {
  CHECK(in_interface("void f(in string s);") == "x.srpc:2:13: 'string' is no type that can be passed");
  CHECK(in_interface("void f(in struct s s);") == "x.srpc:2:13: there is no 'struct s' above");
  CHECK(in_interface("void f(in int a, in int a);") == "x.srpc:2:27: there is a parameter 'a' already");
  CHECK(in_interface("void f(void);\n  int f(void);") == "x.srpc:3:7: there is a procedure 'f' already");
  CHECK(in_interface("void bind(void);") == "x.srpc:2:8: the header needs the name 'bind' itself");
  CHECK(in_interface("void f(in int a[n]);") ==
        "x.srpc:2:19: there is no parameter 'n' that says how long 'a' is");
  CHECK(in_interface("void f(in int a[n], inout int n);") ==
        "x.srpc:2:19: the length 'n' is not an 'in' parameter of an integer type");
  CHECK(in_interface("void f(in int a[n], in float n);") ==
        "x.srpc:2:19: the length 'n' is not an 'in' parameter of an integer type");
  CHECK(in_interface("void f(in int a[0]);") == "x.srpc:2:19: 0 is not from 1 to 16777216");
  CHECK(in_interface("void f(in int while);") ==
        "x.srpc:2:17: 'while' is a word of the language and no name");
  CHECK(in_interface("void f(in int rpc);") == "x.srpc:2:17: the stubs need the name 'rpc' themselves");
  CHECK(in_interface("buffer 99999999999;\n  void f(void);") ==
        "x.srpc:2:10: 99999999999 is not from 1 to 16777216");
  CHECK(complaint("struct s { int a; };\nstruct s { int a; };\ninterface i 1 { struct s f(void); }") ==
        "x.srpc:2:8: there is a 'struct s' already");
  CHECK(complaint("struct s { int a; };\ninterface i 1 { struct s f(void); }") ==
        "x.srpc:2:17: a structure is returned by an out parameter");
}

TEST_CASE("the generator says how it is used, and what it cannot read") {
  CHECK(run_command({SHRIMP_BUILD "/shrimp-rpcgen"}).status == 2);
  const CommandResult r = run_command({SHRIMP_BUILD "/shrimp-rpcgen", "/nowhere.srpc"});
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("shrimp-rpcgen: /nowhere.srpc cannot be read"));
}

TEST_CASE("comments may stand anywhere in an interface") {
  const CommandResult r =
      generate("/* one */ interface i /* zw\xc3\xb6lf */ 1 { // three\n void f(void); /* four */ }");
  INFO(r.err);
  CHECK(r.status == 0);
}

TEST_CASE("arguments of every type and direction go and come as they should, in every variant") {
  const Pair pair("types");
  for (const std::vector<std::string>& options : variants)
    for (const char* seed : {"1", "2"}) {
      std::vector<std::string> words = options;
      words.insert(words.end(), {pair.client(), "node1", seed, ":", pair.server()});
      const CommandResult r = run(words);
      CHECK(r.status == 0);
      CHECK(r.out == "export: no error\n103 right, 0 wrong\n");
    }
}

TEST_CASE("stubs may be compiled as C++, together with a program of C++") {
  const TemporaryFolder folder;
  folder.write("sums.srpc", "interface sums 1 {\n  int add(in int a, in int b);\n}\n");
  folder.write("client.cpp",
               "#include \"sums.h\"\n#include <iostream>\n"
               "int main(int, char** words) { int status, sum = 0;\n"
               "  shrimp_rpc* const rpc = sums_bind(words[1], &status);\n"
               "  if (rpc) status = sums_add(rpc, 20, 22, &sum);\n"
               "  std::cout << sum << ' ' << shrimp_rpc_error_text(status) << std::endl; }\n");
  folder.write("server.cpp",
               "#include \"sums.h\"\nint sums_server_add(int a, int b) { return a + b; }\n"
               "int main() { return sums_export() == 0 ? shrimp_rpc_run(), 0 : 1; }\n");
  succeed({SHRIMP_BUILD "/shrimp-rpcgen", folder.file("sums.srpc"), "-o", folder.path()});
  for (const std::string side : {"client", "server"})
    succeed({SHRIMP_BUILD "/shrimp-c++", "-Wall", "-Wextra", "-I", folder.path(), "-o", folder.file(side),
             folder.file(side + ".cpp"), folder.file("sums_" + side + ".c")});
  CHECK(run({folder.file("client"), "node1", ":", folder.file("server")}).out == "42 no error\n");
}

TEST_CASE("the null call takes less than a quarter more than two words of automatic update") {
  const CommandResult r = run({SHRIMP_BUILD "/workloads/shrimp_calls", "node1", "40", ":",
                               SHRIMP_BUILD "/workloads/shrimp_calls_server"});
  REQUIRE(r.status == 0);
  const double us = std::strtod(r.out.c_str() + r.out.find("round_trip_us=") + 14, nullptr);
  CHECK(us > 2 * 4.73);
  CHECK(us < 1.25 * 2 * 4.73);
}

TEST_CASE("a client that cannot bind is told why") {
  CHECK(trouble("names") ==
        "bind: there is no node of this name\n"
        "bind: the server has another version of the interface\n"
        "bind: the server's stubs were made from another description of the interface\n"
        "bind: no server of that node has exported the interface\n");
}

TEST_CASE("a client waits as long as it says, and may bind again") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("late", options) ==
          "same: no error\n"
          "sleeps 5 ms: no error\n"
          "sleeps 50 ms: the server did not answer in time\n"
          "same: the server did not answer in time\n"
          "bound again: no error\n");
}

TEST_CASE("a client learns that its server has ended") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("ends", options) ==
          "same: no error\n"
          "ends: the server has ended\n"
          "same: the server has ended\n"
          "bind: no server of that node has exported the interface\n");
}

TEST_CASE("a buffer takes as many bytes as its interface says, and not one more") {
  const std::string fits = "no error; no error\n",
                    too_large =
                        "the arguments do not fit the buffer of the interface; "
                        "the arguments do not fit the buffer of the interface\n";
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("bounds", options) == "same: no error\n0: " + fits + "1: " + fits + "19999: " + fits +
                                            "20000: " + fits + "20001: " + too_large + "20004: " + too_large +
                                            "20480: " + too_large + "-1: " + too_large +
                                            "2147483647: " + too_large + "-2147483648: " + too_large);
}

TEST_CASE("a server checks the lengths that a client writes round its stubs") {
  for (const std::vector<std::string>& options : variants)
    CHECK(trouble("cheats", options) ==
          "same: no error\n"
          "20000: no error\n"
          "20001: the server found the length of an array to be wrong\n"
          "-1: the server found the length of an array to be wrong\n"
          "procedure 99: the server does not know the procedure\n");
}

TEST_CASE("a procedure may end its server's loop") {
  const std::string out = trouble("leaves");
  CHECK_THAT(out, Contains("leaves: no error\n") && Contains("shrimp_rpc_run returned\n"));
}

TEST_CASE("a server serves many clients, and one of its own node") {
  const Pair pair("trouble");
  const CommandResult r = run(
      {"--set", "machine.nodes=3", "-n", "10", pair.client(), "node1", "same", ":", pair.server(), "export"});
  CHECK(r.status == 0);
  std::size_t same = 0;
  for (std::size_t at = 0; (at = r.out.find("same: no error\n", at)) != std::string::npos; ++at) ++same;
  CHECK(same == 10);
  CHECK_THAT(r.out, !Contains("came back"));
}

TEST_CASE("an interface is exported once on a node") {
  const Pair pair("trouble");
  const CommandResult r = run({"--set", "machine.nodes=2", pair.client(), "node1", "same", ":", pair.server(),
                               "first", ":", pair.client(), "node1", "same", ":", pair.server(), "second"});
  CHECK(r.status == 0);
  CHECK_THAT(r.out, Contains("first: no error\n") &&
                        Contains("second: the interface is exported on this node already\n") &&
                        Contains("same: no error\n"));
}
