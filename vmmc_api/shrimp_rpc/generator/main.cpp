// SPDX-License-Identifier: MIT
// shrimp-rpcgen: makes the stubs of a ShrimpRPC interface.
//
//   shrimp-rpcgen FILE [-o FOLDER]     writes NAME.h, NAME_client.c and NAME_server.c, NAME from FILE
//   shrimp-rpcgen --help
//
// Exit status: 0; 1: the file is wrong (FILE:LINE:COLUMN: why); 2: wrong usage, or a file that cannot be read
// or written.
#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "vmmc_api/shrimp_rpc/generator/emit.h"
#include "vmmc_api/shrimp_rpc/generator/parser.h"

namespace {

using namespace shrimp::rpcgen;
namespace fs = std::filesystem;

const char* const usage = "usage: shrimp-rpcgen FILE [-o FOLDER]\n";
const char* const help =
    "Makes the stubs of a ShrimpRPC interface: of FILE, say calc.srpc, calc.h, calc_client.c and\n"
    "calc_server.c.\n"
    "  -o FOLDER  where to write them; else into the present folder\n"
    "  --help     says this\n"
    "Exit status: 0; 1: the file is wrong (FILE:LINE:COLUMN: why); 2: wrong usage, or a file that cannot be\n"
    "read or written. The language is described in docs/shrimp_rpc.md.\n";

/// Not the interface file's fault.
struct Failure {
  std::string sentence;
};

std::string read(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in || fs::is_directory(file)) throw Failure{fmt::format("{} cannot be read", file)};
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void write(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  if (!(out << text) || !out.flush()) throw Failure{fmt::format("{} cannot be written", file.string())};
}

void generate(const std::string& file, const fs::path& folder) {
  const std::string text = read(file);
  const Interface interface = check(file, text, parse(file, text));
  const std::string source = fs::path(file).filename().string(), stem = fs::path(file).stem().string();
  write(folder / (stem + ".h"), header_text(interface, source));
  write(folder / (stem + "_client.c"), client_text(interface, source, stem + ".h"));
  write(folder / (stem + "_server.c"), server_text(interface, source, stem + ".h"));
}

}  // namespace

int main(int argc, char** argv) {
  std::string file, folder = ".";
  bool right = true;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--help" || word == "-h") {
      fmt::print("{}{}", usage, help);
      return 0;
    }
    if (word == "-o" && i + 1 < argc)
      folder = argv[++i];
    else if (file.empty() && !word.empty() && word[0] != '-')
      file = word;
    else
      right = false;
  }
  if (!right || file.empty()) {
    fmt::print(stderr, "{}", usage);
    return 2;
  }
  try {
    generate(file, folder);
    return 0;
  } catch (const Mistake& mistake) {
    fmt::print(stderr, "{}\n", mistake.sentence);
    return 1;
  } catch (const Failure& failure) {
    fmt::print(stderr, "shrimp-rpcgen: {}\n", failure.sentence);
    return 2;
  }
}
