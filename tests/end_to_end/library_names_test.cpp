// SPDX-License-Identifier: MIT
// The public names of the programs' libraries: those that its interface has and no others, since a program of
// its own may use any other name.
#include <dlfcn.h>

#include <regex>
#include <set>
#include <sstream>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

/// The global names of lib/LIBRARY.a, without those that begin as a program's never do.
std::set<std::string> public_names(const std::string& library) {
  const CommandResult listed = run_command({"nm", "--extern-only", "--defined-only", "--format=just-symbols",
                                            std::string(SHRIMP_BUILD "/lib/") + library + ".a"});
  REQUIRE(listed.status == 0);
  std::set<std::string> names;
  std::istringstream lines(listed.out);
  for (std::string name; std::getline(lines, name);)
    if (!name.empty() && name.back() != ':' && name.rfind("shrimp_", 0) != 0) names.insert(name);
  return names;
}

/// All words of an interface.
std::set<std::string> words_of(const std::string& header) {
  const std::string text = read_file(SHRIMP_SOURCE "/vmmc_api/" + header);
  std::set<std::string> words;
  const std::regex word("[A-Za-z_][A-Za-z_0-9]*");
  for (std::sregex_iterator at(text.begin(), text.end(), word), end; at != end; ++at) words.insert(at->str());
  return words;
}

/// The name that the header's macros make this one of: _CALL, nx_int_CALL, _nx_int_CALL.
std::string nx_call(const std::string& name) {
  return std::regex_replace(name, std::regex("^_?(nx_int_)?"), "");
}

bool is_of_c_library(const std::string& name) {
  return dlsym(RTLD_DEFAULT, name.c_str()) != nullptr;
}

}  // namespace

TEST_CASE("NX has no public name that its header has not") {
  const std::set<std::string> words = words_of("nx.h"), names = public_names("libnx");
  CHECK(names.size() > 150);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(name != "nx");
    CHECK((words.count(name) != 0 || words.count(nx_call(name)) != 0));
  }
}

TEST_CASE("VMMC's library has no public name without its prefixes") {
  const std::set<std::string> names = public_names("libvmmc");
  CHECK(names.size() > 30);
  for (const std::string& name : names) {
    INFO(name);
    CHECK((name.rfind("vmmc_", 0) == 0 || name.rfind("SBL_", 0) == 0));
  }
}

TEST_CASE("the sockets' library has no public name that the host's C library has not") {
  for (const char* library : {"libsockets", "libposix"}) {
    const std::set<std::string> names = public_names(library);
    CHECK(names.size() > 30);
    for (const std::string& name : names) {
      if (name == "bindresvport_sa") continue;  // libtirpc's
      INFO(library << " " << name);
      CHECK(is_of_c_library(name));
    }
  }
}

TEST_CASE("ONC RPC has no public name that libtirpc has not") {
  void* const host = dlopen("libtirpc.so.3", RTLD_NOW | RTLD_LOCAL);
  REQUIRE(host != nullptr);
  const std::set<std::string> in_headers_only{"svcudp_enablecache", "xdrrec_readbytes"};
  const std::set<std::string> names = public_names("libtirpc");
  CHECK(names.size() > 150);
  for (const std::string& name : names) {
    INFO(name);
    CHECK(
        (dlsym(host, name.c_str()) != nullptr || is_of_c_library(name) || in_headers_only.count(name) != 0));
  }
}

TEST_CASE("ShrimpRPC and what both kinds of calls share have no name without the prefix") {
  CHECK(public_names("libshrimp_rpc").empty());
  CHECK(public_names("librpc_link").empty());
}
