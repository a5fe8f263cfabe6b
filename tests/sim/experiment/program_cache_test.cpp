// SPDX-License-Identifier: MIT
// The cache with a wrapper of the test's own: a shell script around the host's compiler that counts its
// calls.
#include "sim/experiment/run/program_cache.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "sim/machine/errors.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

namespace fs = std::filesystem;

class CacheFolder {
 public:
  CacheFolder() : before_(fs::current_path()) {
    folder_ = fs::temp_directory_path() / ("shrimp-cache-test-" + std::to_string(::getpid()));
    fs::create_directories(folder_ / "tools");
    fs::create_directories(folder_ / "lib");
    fs::current_path(folder_);
    for (const char* name : {"shrimp-cc", "shrimp-c++"}) {
      const std::string real = name == std::string("shrimp-cc") ? "cc" : "c++";
      write(std::string("tools/") + name,
            "#!/bin/sh\necho x >>" + (folder_ / "calls").string() +
                "\ncase \"$*\" in *part.c) exit 3;; esac\n"  // no main
                "exec " +
                real + " -shared -fPIC \"$@\"\n");
      ::chmod((std::string("tools/") + name).c_str(), 0755);
    }
  }
  ~CacheFolder() {
    fs::current_path(before_);
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  static void write(const std::string& name, const std::string& text) { std::ofstream(name) << text; }
  ProgramCache cache() const {
    return ProgramCache(Compiler((folder_ / "tools").string(), (folder_ / "lib").string()),
                        (folder_ / "cache").string());
  }
  std::string find(const std::string& program, const std::string& flags = "-O0") const {
    return cache().find(program, flags);
  }
  std::string error(const std::string& program) const {
    try {
      find(program);
    } catch (const UsageError& e) {
      return e.what();
    }
    return "(no error)";
  }
  /// How often the compiler was called so far.
  static int calls() {
    std::ifstream file("calls");
    int n = 0;
    for (std::string line; std::getline(file, line);) ++n;
    return n;
  }

 private:
  fs::path before_;
  fs::path folder_;
};

}  // namespace

TEST_CASE("a source is compiled once, until it or a header or a flag changes") {
  const CacheFolder folder;
  folder.write("n.h", "#define N 1\n");
  folder.write("p.c", "#include \"n.h\"\nint main(void) { return N; }\n");
  const std::string first = folder.find("p.c");
  CHECK(fs::exists(first));
  CHECK(folder.find("p.c") == first);
  CHECK(folder.calls() == 1);

  folder.write("n.h", "#define N 2\n");
  const std::string second = folder.find("p.c");
  CHECK(second != first);
  CHECK(folder.calls() == 2);

  folder.write("n.h", "#define N 1\n");  // an older content is still there
  CHECK(folder.find("p.c") == first);
  CHECK(folder.calls() == 2);

  CHECK(folder.find("p.c", "-O1") != first);
  CHECK(folder.calls() == 3);
}

TEST_CASE("a replaced compiler or library compiles anew") {
  const CacheFolder folder;
  folder.write("p.cpp", "int main() { return 0; }\n");
  const std::string first = folder.find("p.cpp");
  folder.write("lib/libruntime.a", "new");
  CHECK(folder.find("p.cpp") != first);
  CHECK(folder.calls() == 2);
}

TEST_CASE("__FILE__ does not depend on the folder the user stands in") {
  const CacheFolder folder;
  fs::create_directories("a");
  folder.write("a/p.c", "const char *name = __FILE__;\nint main(void) { return name[0]; }\n");
  std::ifstream program(folder.find("a/p.c"));
  const std::string contents{std::istreambuf_iterator<char>(program), {}};
  CHECK(contents.find("a/p.c") == std::string::npos);
}

TEST_CASE("several simulators may fill the cache at once") {
  const CacheFolder folder;
  folder.write("p.c", "int main(void) { return 0; }\n");
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::string& f : found) threads.emplace_back([&] { f = folder.find("p.c"); });
  for (std::thread& t : threads) t.join();
  for (const std::string& f : found) CHECK(f == found[0]);
  int left = 0;
  for (const auto& entry : fs::directory_iterator("cache")) left += entry.is_directory() ? 1 : 0;
  CHECK(left == 0);
}

TEST_CASE("a program that is no source is taken as it is") {
  const CacheFolder folder;
  folder.write("prog", "ELF");
  CHECK(folder.find("prog") == "prog");
  CHECK(folder.calls() == 0);
}

TEST_CASE("programs that cannot be had") {
  const CacheFolder folder;
  folder.write("hello.c", "int main(void) { return }\n");
  CHECK(folder.error("helo.c") == "shrimp run: there is no program 'helo.c'; did you mean hello.c?");
  CHECK(folder.error("vax") == "shrimp run: there is no program 'vax'");
  CHECK(folder.error("tools") == "shrimp run: 'tools' is a folder; a source file or a program was expected");
  CHECK(folder.error("hello.c") == "shrimp run: hello.c does not compile (shrimp-cc ended with status 1)");
  folder.write("part.c", "int f(void) { return 1; }\n");
  CHECK(folder.error("part.c") ==
        "shrimp run: part.c has no main; a program of several files is linked with `shrimp-cc -o PROG "
        "FILE...` and run as "
        "`shrimp run PROG`");
  if (::geteuid() != 0) {
    ::chmod("hello.c", 0);
    CHECK(folder.error("hello.c") == "shrimp run: 'hello.c' cannot be read: Permission denied");
  }
  fs::remove("tools/shrimp-cc");
  CHECK(folder.error("part.c").find("tools/shrimp-cc is missing; `./shrimp` builds it") != std::string::npos);
}

TEST_CASE("flags are split as a shell would") {
  using Words = std::vector<std::string>;
  CHECK(split_flags("-O2  -g") == Words{"-O2", "-g"});
  CHECK(split_flags("") == Words{});
  CHECK(split_flags("-DA='x y' \"-I a\" -Db\\ c ''") == Words{"-DA=x y", "-I a", "-Db c", ""});
  CHECK_THROWS_AS(split_flags("-DA='x"), UsageError);
}

TEST_CASE("the dependencies of -MD are read with their escapes") {
  const CacheFolder folder;
  folder.write("d", "program: a.c /usr/include/x.h \\\n  my\\ file.h d$$.h\n");
  CHECK(read_dependencies("d") == std::vector<std::string>{"a.c", "/usr/include/x.h", "my file.h", "d$.h"});
}
