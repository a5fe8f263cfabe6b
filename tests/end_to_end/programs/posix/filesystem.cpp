// SPDX-License-Identifier: MIT
// The C++ library goes through directories by calls that programs in C seldom make. argv[1]: a folder.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <set>

namespace fs = std::filesystem;

int main(int, char** argv) {
  const fs::path folder = argv[1];
  fs::create_directories(folder / "a" / "b");
  std::ofstream(folder / "a" / "one") << "12345";
  fs::copy_file(folder / "a" / "one", folder / "a" / "b" / "two");
  fs::create_symlink("one", folder / "a" / "link");
  std::set<std::string> names;
  for (const auto& e : fs::recursive_directory_iterator(folder))
    names.insert(e.path().lexically_relative(folder).string() + (e.is_directory() ? "/" : ""));
  for (const std::string& name : names) std::printf("%s\n", name.c_str());
  std::printf("%ju bytes\n", fs::file_size(folder / "a" / "b" / "two"));
  std::printf("%d\n", fs::exists(folder / "none"));
  fs::resize_file(folder / "a" / "one", 3);
  std::printf("%ju bytes\n", fs::file_size(folder / "a" / "link"));
  fs::permissions(folder / "a" / "one", fs::perms::owner_read);
  try {
    fs::rename(folder / "none", folder / "other");
  } catch (const fs::filesystem_error& e) {
    std::printf("%s\n", e.code().message().c_str());
  }
  std::printf("%ju gone\n", fs::remove_all(folder / "a"));
  return 0;
}
