// SPDX-License-Identifier: MIT
#include "sim/experiment/run/program_cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "sim/machine/content_hash.h"
#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"

namespace shrimp {
namespace {

namespace fs = std::filesystem;

/// Complains of a program that is not there or cannot be read, with the nearest name beside it.
void check_readable(const std::string& program) {
  std::error_code error;
  if (!fs::exists(program, error)) {
    const fs::path folder = fs::path(program).parent_path();
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder.empty() ? fs::path(".") : folder, error))
      names.push_back((folder / entry.path().filename()).string());
    const std::string hint = did_you_mean(program, names);
    throw UsageError(
        fmt::format("shrimp run: there is no program '{}'{}{}", program, hint.empty() ? "" : "; ", hint));
  }
  if (fs::is_directory(program, error))
    throw UsageError(
        fmt::format("shrimp run: '{}' is a folder; a source file or a program was expected", program));
  if (::access(program.c_str(), R_OK) != 0)
    throw UsageError(fmt::format("shrimp run: '{}' cannot be read: {}", program, std::strerror(errno)));
}

std::vector<std::string> read_lines(const std::string& path) {
  std::vector<std::string> lines;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

/// A folder of our own inside the cache, removed at the end with what is left in it.
class WorkFolder {
 public:
  explicit WorkFolder(const std::string& cache) {
    std::error_code error;
    fs::create_directories(cache, error);
    path_ = cache + "/work-XXXXXX";
    if (!::mkdtemp(path_.data()))
      throw UsageError(
          fmt::format("shrimp run: the cache {} cannot be written: {}; XDG_CACHE_HOME names another place",
                      cache, std::strerror(errno)));
  }
  ~WorkFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  WorkFolder(const WorkFolder&) = delete;
  WorkFolder& operator=(const WorkFolder&) = delete;
  std::string file(const char* name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace

std::string ProgramCache::default_folder() {
  if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache && cache[0] == '/')
    return std::string(cache) + "/shrimp";
  if (const char* home = std::getenv("HOME"); home && home[0] == '/')
    return std::string(home) + "/.cache/shrimp";
  return fmt::format("/tmp/shrimp-{}", ::getuid());
}

std::string ProgramCache::find(const std::string& program, const std::string& flags) {
  check_readable(program);
  if (!is_source(program)) return program;
  const std::string key = inputs_key(program, flags);
  const std::vector<std::string> inputs = read_lines(folder_ + "/" + key + ".inputs");
  if (!inputs.empty()) {
    const std::string file = program_file(key, inputs);
    if (!file.empty() && fs::exists(file)) return file;
  }
  return compile(program, flags, key);
}

std::string ProgramCache::inputs_key(const std::string& source, const std::string& flags) const {
  ContentHash hash;
  hash.add(compiler_.identity(source));
  hash.add(flags);
  hash.add(source);
  hash.add(fs::current_path().string());  // relative names of source, includes and flags count from here
  return hash.text();
}

std::string ProgramCache::program_file(const std::string& inputs_key,
                                       const std::vector<std::string>& inputs) const {
  ContentHash hash;
  hash.add(inputs_key);
  for (const std::string& input : inputs) {
    hash.add(input);
    if (!hash.add_file(input)) return "";
  }
  return folder_ + "/" + hash.text() + ".program";
}

std::string ProgramCache::compile(const std::string& source, const std::string& flags,
                                  const std::string& inputs_key) {
  const WorkFolder work(folder_);
  const std::vector<std::string> inputs =
      compiler_.compile(source, flags, work.file("program"), work.file("dependencies"));
  const std::string file = program_file(inputs_key, inputs);
  if (inputs.empty() || file.empty())
    throw UsageError(fmt::format("shrimp run: the compiler did not tell what files {} consists of", source));
  std::ofstream list(work.file("inputs"));
  for (const std::string& input : inputs) list << input << '\n';
  list.close();
  fs::rename(work.file("program"), file);
  fs::rename(work.file("inputs"), folder_ + "/" + inputs_key + ".inputs");
  return file;
}

}  // namespace shrimp
