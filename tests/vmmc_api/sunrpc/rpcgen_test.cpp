// SPDX-License-Identifier: MIT
// What Debian's rpcgen makes, with its options, compiles as it is and works; and examples as the manuals of
// the time have them.
#include <filesystem>

#include "tests/vmmc_api/sunrpc/workshop.h"

using namespace sunrpc;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// NAME.x, NAME_client.c and NAME_procedures.c of a folder of programs/, with the stubs that rpcgen makes.
class Example {
 public:
  Example(const std::string& kind, const std::string& name, const std::vector<std::string>& options = {})
      : name_(name) {
    for (const auto& entry : fs::directory_iterator(source(kind)))
      fs::copy(entry.path(), folder_.file(entry.path().filename().string()));
    std::vector<std::string> command{"rpcgen"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(name + ".x");
    succeed(command, folder_.path());
  }

  const shrimp::TemporaryFolder& folder() const { return folder_; }
  std::string part(const std::string& end) const { return folder_.file(name_ + end); }

  std::string client() const {
    return compiled(folder_, "client", with_xdr({part("_client.c"), part("_clnt.c")}));
  }
  std::string server() const {
    return compiled(folder_, "server", with_xdr({part("_procedures.c"), part("_svc.c")}));
  }

  /// What both print, the client on node 0 with these arguments.
  Outcome run(std::vector<std::string> arguments = {}) const {
    std::vector<std::string> words{client(), "node1"};
    words.insert(words.end(), arguments.begin(), arguments.end());
    words.insert(words.end(), {":", server()});
    return sunrpc::run(words);
  }

  /// rpcgen writes an empty file where no type needs a filter.
  std::vector<std::string> with_xdr(std::vector<std::string> sources) const {
    if (fs::exists(part("_xdr.c")) && fs::file_size(part("_xdr.c")) > 0) sources.push_back(part("_xdr.c"));
    return sources;
  }

 private:
  shrimp::TemporaryFolder folder_;
  std::string name_;
};

const std::string every_says =
    "nothing: done\n"
    "list 'abc': 0 abc=0 bc=1 c=2\n"
    "list '': 2 a name has letters\n"
    "list 'quiet': 7\n"
    "turn: 32767 -32768 1e+30, 3: -5/255/-2.5 3/4/1.5 1/2/0.5, 5 123456789abcdef 123456789abcdef 0, -128, 7 "
    "bytes, 0\n"
    "sort 0: right\n"
    "sort 5000: right\n"
    "next: 5\n"
    "twice: ffffffdb97530ee0\n";

}  // namespace

TEST_CASE("every type, several versions and programs work with every option of rpcgen that keeps the style") {
  const std::vector<std::vector<std::string>> options{
      {}, {"-C"}, {"-b"}, {"-i", "0"}, {"-L", "-K", "1"}, {"-C", "-b", "-L", "-i", "3"}};
  for (const std::vector<std::string>& o : options) {
    const Outcome outcome = Example("rpcgen", "every", o).run();
    CHECK(outcome.status == 0);
    CHECK(outcome.out == every_says);
  }
}

TEST_CASE("stubs of procedures with several arguments work with every option of rpcgen -N") {
  const std::vector<std::vector<std::string>> options{{"-N"}, {"-N", "-C", "-L"}, {"-N", "-b", "-i", "0"}};
  for (const std::vector<std::string>& o : options) {
    const Outcome outcome = Example("rpcgen", "several", o).run();
    CHECK(outcome.status == 0);
    CHECK_THAT(outcome.out,
               Contains("42 abcabcabc 3\n7 seven\n") && Contains("dropped 7 seven -5000000000\n"));
  }
}

TEST_CASE("parts that rpcgen makes one by one work together") {
  const Example e("rpcgen", "every", {"-h", "-o", "every.h"});
  const std::vector<std::vector<std::string>> parts{{"-c", "-o", "every_xdr.c"},
                                                    {"-l", "-o", "every_clnt.c"},
                                                    {"-s", "tcp", "-s", "udp", "-o", "every_svc.c"},
                                                    {"-Sc", "-o", "sample_client.c"},
                                                    {"-Ss", "-o", "sample_server.c"},
                                                    {"-m", "-o", "dispatch.c"}};
  for (std::vector<std::string> words : parts) {
    words.insert(words.begin(), "rpcgen");
    words.emplace_back("every.x");
    succeed(words, e.folder().path());
  }
  const Outcome outcome = e.run();
  CHECK(outcome.status == 0);
  CHECK(outcome.out == every_says);
  const std::string file = [&](const char* name) { return e.folder().file(name); }("sample_client.c");
  compiled(e.folder(), "sample_client", {file, e.part("_clnt.c"), e.part("_xdr.c")});
  compiled(e.folder(), "sample_server",
           {e.folder().file("sample_server.c"), e.part("_svc.c"), e.part("_xdr.c")});
}

TEST_CASE("the makefile that rpcgen -a writes builds its samples") {
  const std::vector<std::vector<std::string>> styles{{"-a"}, {"-a", "-C", "-N"}, {"-a", "-M"}};
  for (const std::vector<std::string>& style : styles) {
    const shrimp::TemporaryFolder folder;
    folder.write("next.x", "program NEXT { version NEXT_V { int COUNT(int) = 1; } = 1; } = 0x20000315;\n");
    std::vector<std::string> command{"rpcgen"};
    command.insert(command.end(), style.begin(), style.end());
    command.emplace_back("next.x");
    succeed(command, folder.path());
    succeed({"make", "-f", "Makefile.next", "CC=" SHRIMP_BUILD "/shrimp-cc", "CFLAGS=-O2 -w"}, folder.path());
    CHECK(run({folder.file("next_client"), "node1", ":", folder.file("next_server")}).status == 0);
  }
}

TEST_CASE("a message is printed on another node") {
  const Outcome o = Example("classic", "msg").run({"all is well"});
  CHECK(o.status == 0);
  CHECK_THAT(o.out, Contains("console: all is well\n") && Contains("node1 has the message\n"));
}

TEST_CASE("a directory is listed on another node") {
  const Example e("classic", "rls");
  const shrimp::TemporaryFolder listed;
  for (const char* name : {"beta", "alpha", "gamma with spaces"}) listed.write(name, "");
  const Outcome o = e.run({listed.path()});
  CHECK(o.status == 0);
  CHECK(o.out == ".\n..\nalpha\nbeta\ngamma with spaces\n");
  const Outcome none = run({e.folder().file("client"), "node1", "/nowhere", ":", e.folder().file("server")});
  CHECK(none.status == 1);
}
