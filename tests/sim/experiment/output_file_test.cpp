// SPDX-License-Identifier: MIT
#include "sim/experiment/output_file.h"

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>

#include "sim/machine/errors.h"
#include "tests/catch.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

namespace fs = std::filesystem;

struct Folder {
  std::string path;
  Folder() {
    char name[] = "/tmp/shrimp-test-XXXXXX";
    path = mkdtemp(name);
  }
  ~Folder() { fs::remove_all(path); }
  std::string file(const std::string& name) const { return path + "/" + name; }
};

/// No file becomes larger, as with `ulimit -f`, in what is left of the test case's process.
void limit_files(rlim_t bytes) {
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit limit{bytes, RLIM_INFINITY};
  setrlimit(RLIMIT_FSIZE, &limit);
}

template <class What>
std::string complaint(What&& what) {
  try {
    what();
  } catch (const UsageError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a file that was there is as it was when the new one has no room") {
  const Folder folder;
  write_file(folder.file("there"), "old");
  limit_files(1000);
  const std::string large(5000, 'x');
  std::string at_old, at_new;
  at_old = complaint([&] { write_file(folder.file("there"), large); });
  at_new = complaint([&] { write_file(folder.file("new"), large); });
  limit_files(RLIM_INFINITY);
  CHECK(at_old ==
        "shrimp: '" + folder.file("there") +
            "' cannot be written: File too large. Make room, or name a folder that you may write to.");
  CHECK_THAT(at_new, Contains("File too large"));
  CHECK(text_of_file(folder.file("there")) == "old");
  CHECK(files_of(folder.path) == std::vector<std::string>{folder.file("there")});
}

TEST_CASE("a file is written through a link, and keeps its rights") {
  const Folder folder;
  write_file(folder.file("there"), "old");
  REQUIRE(chmod(folder.file("there").c_str(), 0640) == 0);
  fs::create_symlink("there", folder.file("link"));
  write_file(folder.file("link"), "new");
  CHECK(fs::is_symlink(folder.file("link")));
  CHECK(text_of_file(folder.file("there")) == "new");
  struct stat now {};
  REQUIRE(stat(folder.file("there").c_str(), &now) == 0);
  CHECK((now.st_mode & 07777) == 0640);
}

TEST_CASE("a device is written to, not replaced") {
  const Folder folder;
  fs::create_symlink("/dev/full", folder.file("full"));
  CHECK_THAT(complaint([&] { write_file(folder.file("full"), "text"); }),
             Contains("No space left on device"));
  CHECK(fs::is_symlink(folder.file("full")));
  CHECK_NOTHROW(write_file("/dev/null", "text"));
}

TEST_CASE("whether a file can be written is known without writing it") {
  const Folder folder;
  write_file(folder.file("there"), "old");
  CHECK_NOTHROW(check_file(folder.file("there")));
  CHECK_NOTHROW(check_file(folder.file("new")));
  CHECK_NOTHROW(check_file("/dev/null"));
  CHECK(text_of_file(folder.file("there")) == "old");
  CHECK(files_of(folder.path) == std::vector<std::string>{folder.file("there")});
  const auto said = [&](const std::string& name) {
    const std::string before = complaint([&] { check_file(folder.file(name)); });
    CHECK(complaint([&] { write_file(folder.file(name), "text"); }) == before);
    return before.substr(before.find("written: "));
  };
  CHECK(said("none/x") ==
        "written: No such file or directory. Make its folder first, or name one that is there.");
  CHECK(said("there/x") == "written: Not a directory. Make its folder first, or name one that is there.");
  CHECK(said("") == "written: Is a directory. Name a file; there is a folder.");
  CHECK(said(std::string(300, 'x')) == "written: File name too long. Choose a shorter name.");
  limit_files(0);
  const std::string full = complaint([&] { check_file(folder.file("new")); });
  limit_files(RLIM_INFINITY);
  CHECK_THAT(full, Contains("File too large. Make room"));
  CHECK(files_of(folder.path) == std::vector<std::string>{folder.file("there")});
}

TEST_CASE("a folder without rights is told with what helps") {
  if (geteuid() == 0) return;  // who may write anywhere
  const Folder folder;
  fs::permissions(folder.path, fs::perms::owner_read | fs::perms::owner_exec);
  const std::string text = complaint([&] { check_file(folder.file("x")); });
  fs::permissions(folder.path, fs::perms::owner_all);
  CHECK_THAT(text, Contains("Permission denied. Name a folder that you may write to."));
}

TEST_CASE("a folder that takes no byte is told when it is made") {
  const Folder folder;
  limit_files(0);
  const std::string full = complaint([&] { make_folder(folder.file("full")); });
  limit_files(RLIM_INFINITY);
  CHECK_THAT(full, Contains("full': File too large. Make room"));
  CHECK_NOTHROW(make_folder(folder.file("a/b")));
  CHECK(fs::is_empty(folder.file("a/b")));
}
