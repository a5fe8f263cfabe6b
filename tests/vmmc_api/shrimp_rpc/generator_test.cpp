// SPDX-License-Identifier: MIT
// The generator by itself: what it says of itself and of wrong files, bounds of buffers, and mutated files.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <regex>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

CommandResult generate(const TemporaryFolder& folder, const std::string& text) {
  folder.write("x.srpc", text);
  return run_command({SHRIMP_BUILD "/shrimp-rpcgen", "x.srpc"}, folder.path());
}

/// What is said of a wrong file, without the end of line.
std::string complaint(const std::string& text) {
  const TemporaryFolder folder;
  const CommandResult r = generate(folder, text);
  CHECK(r.status == 1);
  CHECK(r.out == "");
  CHECK_FALSE(std::filesystem::exists(folder.file("x.h")));
  return r.err.substr(0, r.err.find('\n'));
}

/// The stubs are C without warnings, whose sizes are those that the generator counted with.
void expect_compiles(const TemporaryFolder& folder) {
  const CommandResult r = run_command({"cc", "-std=gnu11", "-fsyntax-only", "-Wall", "-Wextra", "-Werror",
                                       "-I", SHRIMP_SOURCE "/vmmc_api", "x_client.c", "x_server.c"},
                                      folder.path());
  INFO(r.err);
  CHECK(r.status == 0);
}

void expect_accepted(const std::string& text) {
  const TemporaryFolder folder;
  const CommandResult r = generate(folder, text);
  INFO(text << r.err);
  REQUIRE(r.status == 0);
  expect_compiles(folder);
}

std::string read(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  REQUIRE(in);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Changes a text as typists do: leaves out, doubles, exchanges and replaces characters and words.
class Typist {
 public:
  explicit Typist(unsigned seed) : random_(seed) {}

  std::string retype(std::string text) {
    for (std::size_t n = 1 + below(2); n > 0 && !text.empty(); --n) change(text);
    return text;
  }

 private:
  std::mt19937 random_;

  std::size_t below(std::size_t n) { return random_() % n; }  // the same everywhere, as distributions are not

  static const std::vector<std::string>& words() {
    static const std::vector<std::string> all{
        "in",      "out",  "inout", "int",      "double",    "struct",   "interface",   "buffer",
        "n",       "[n]",  "[0]",   "[",        "]",         "(",        ")",           "{",
        "}",       ";",    ",",     "/*",       "*/",        "//",       "\"",          "",
        "char",    "0",    "9",     "64",       "5000",      "-1",       "99999999999", "void",
        "uint8_t", "\n",   "\xff",  "struct s", "long long", "unsigned", "_",           "status",
        "size_t",  "while"};
    return all;
  }

  void change(std::string& text) {
    const std::size_t at = below(text.size());
    const std::size_t length = std::min(1 + below(12), text.size() - at);
    switch (below(10)) {
      case 0:
        text.erase(at, length);
        break;
      case 1:
        text.insert(at, text.substr(at, length));
        break;
      case 2:
        text[at] = static_cast<char>(below(256));
        break;
      case 3:
        text.insert(at, words()[below(words().size())]);
        break;
      case 4:
        text.resize(at);
        break;
      default:
        replace_word(text, at);
    }
  }

  /// Another word of the same text stands in its place: most often the file stays grammatical.
  void replace_word(std::string& text, std::size_t at) {
    const auto is_letter = [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    };
    const auto word_at = [&](std::size_t place) {
      std::size_t from = place, to = place;
      while (from > 0 && is_letter(text[from - 1])) --from;
      while (to < text.size() && is_letter(text[to])) ++to;
      return std::make_pair(from, to - from);
    };
    const auto [other, other_length] = word_at(below(text.size()));
    const std::string word = text.substr(other, other_length);
    const auto [from, length] = word_at(at);
    text.replace(from, length, word);
  }
};

/// Interfaces of all kinds of arguments.
std::vector<std::string> originals() {
  return {read(SHRIMP_SOURCE "/tests/vmmc_api/shrimp_rpc/programs/types.srpc"),
          read(SHRIMP_SOURCE "/tests/vmmc_api/shrimp_rpc/programs/trouble.srpc"),
          read(SHRIMP_SOURCE "/workloads/rpc/shrimp_calls.srpc"),
          "struct point { double x; char tag[3]; };\n"
          "interface points 7 {\n  buffer 40000;\n"
          "  int add(in int left, in short right);\n"
          "  void centre(in struct point p[n], in int n, out struct point c); // of all\n"
          "  void scale(inout double v[count], in uint8_t count, in double factor); /* in place */\n"
          "  unsigned long turn(inout struct point p, out char name[20]);\n}\n"};
}

}  // namespace

TEST_CASE("the generator tells its use on stdout if asked for it") {
  for (const char* word : {"--help", "-h"}) {
    const CommandResult r = run_command({SHRIMP_BUILD "/shrimp-rpcgen", word});
    CHECK(r.status == 0);
    CHECK(r.err == "");
    CHECK_THAT(r.out, Contains("usage: shrimp-rpcgen FILE") && Contains("--help") && Contains("-o FOLDER"));
  }
  const CommandResult r = run_command({SHRIMP_BUILD "/shrimp-rpcgen", "--helpless"});
  CHECK(r.status == 2);
  CHECK(r.out == "");
  CHECK_THAT(r.err, Contains("usage: "));
}

TEST_CASE("a comment that is not closed is told by its beginning") {
  CHECK(complaint("/* one */ interface i 1 {\n  int f(in /* two\n int a);\n}\n") ==
        "x.srpc:2:12: this comment is not closed");
  CHECK(complaint("interface i 1 {\n  void f(void);\n}\n/* the end") ==
        "x.srpc:4:1: this comment is not closed");
  CHECK(complaint("/*/") == "x.srpc:1:1: this comment is not closed");
}

TEST_CASE("arguments that a buffer is too small for are told with their bytes") {
  CHECK(complaint("interface i 1 {\n  buffer 399;\n  void f(in int a[100]);\n}\n") ==
        "x.srpc:3:8: arrays and structures of fixed size that go to 'f' have 400 bytes, but the buffer has "
        "399");
  CHECK(complaint("interface i 1 {\n  buffer 20;\n  int f(in char a[n], out double x[3], in int n);\n}\n") ==
        "x.srpc:3:7: arrays and structures of fixed size that come from 'f' have 24 bytes, but the buffer "
        "has 20");
  CHECK(
      complaint("struct s { char a; double b; char c; };\n"
                "interface i 1 { buffer 31; void f(in char v[n], in long n, inout struct s s, in double d,\n"
                "  in char e[8]); }") ==
      "x.srpc:2:33: arrays and structures of fixed size that go to 'f' have 32 bytes, but the buffer has 31");
  CHECK(complaint("struct a { char c[16777216]; };\nstruct b { struct a a[16777216]; };\n"
                  "interface i 1 { void f(in struct b b[16777216]); }") ==
        "x.srpc:3:22: arrays and structures of fixed size that go to 'f' have too many bytes, but the buffer "
        "has 16777216 at most");
  expect_accepted("interface i 1 {\n  buffer 400;\n  void f(in int a[100]);\n}\n");
  expect_accepted("interface i 1 {\n  int f(in int a[5000], out char b);\n}\n");
  expect_accepted(
      "struct s { char a; double b; char c; };\n"
      "interface i 1 { buffer 32; void f(in char v[n], in long n, inout struct s s, in double d,\n"
      "  in char e[8]); }");
}

TEST_CASE("mutated interface files are accepted with stubs that compile, or refused with place and reason") {
  const std::vector<std::string> files = originals();
  const std::regex complaint("x\\.srpc:[1-9][0-9]*:[1-9][0-9]*: [^\n]+\n");
  int accepted = 0, refused = 0;
  for (unsigned seed = 1; seed <= 200; ++seed) {
    const std::string text = Typist(seed).retype(files[seed % files.size()]);
    const TemporaryFolder folder;
    const CommandResult r = generate(folder, text);
    INFO("seed " << seed << ", file:\n" << text << "\nsaid: " << r.err);
    REQUIRE((r.status == 0 || r.status == 1));
    if (r.status == 0) {
      ++accepted;
      CHECK(r.err == "");
      expect_compiles(folder);
    } else {
      ++refused;
      CHECK(std::regex_match(r.err, complaint));
    }
  }
  CHECK(accepted > 20);
  CHECK(refused > 20);
}
