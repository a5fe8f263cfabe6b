// SPDX-License-Identifier: MIT
// The man page, as groff reads it.
#include "sim/cli/man_page.h"

#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "tests/catch.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

/// What groff prints of `page` with all its warnings on, without emphasis.
std::string rendered(const std::string& page) {
  const auto file = std::filesystem::temp_directory_path() / fmt::format("shrimp-man-{}.1", ::getpid());
  std::ofstream(file) << page;
  std::FILE* pipe =
      ::popen(("groff -man -Tascii -P-c -P-b -P-u -rLL=200n -ww " + file.string() + " 2>&1").c_str(), "r");
  REQUIRE(pipe);
  std::string text;
  for (int c; (c = std::fgetc(pipe)) != EOF;) text += static_cast<char>(c);
  CHECK(::pclose(pipe) == 0);
  std::filesystem::remove(file);
  return text;
}

}  // namespace

TEST_CASE("groff has no warning about the man page") {
  const std::string text = rendered(man_page(CommandTree()));
  CHECK_THAT(text, !Contains("warning") && !Contains("error:"));
  CHECK_THAT(text, Contains("\nNAME\n       shrimp - full-system simulator"));
  for (const char* section : {"SYNOPSIS", "DESCRIPTION", "OPTIONS", "COMMANDS", "EXIT STATUS"})
    CHECK_THAT(text, Contains("\n" + std::string(section) + "\n"));
}

TEST_CASE("the man page tells every command, option and example") {
  const CommandTree tree;
  const std::string text = rendered(man_page(tree));
  for (const CommandTree::Branch& b : tree.branches()) {
    CHECK_THAT(text, Contains("\n   " + b.name + "\n       " + b.app->get_description().substr(0, 40)));
    CHECK_THAT(text, Contains("\n       shrimp " + b.name + " [OPTION...]"));
    for (const CLI::Option* o : b.app->get_options())
      for (const std::string& name : o->get_lnames()) CHECK_THAT(text, Contains("--" + name));
    for (const Example& e : b.command->examples()) CHECK_THAT(text, Contains("\n       " + e.line + "\n"));
  }
}

TEST_CASE("no text is taken for a request or an escape of roff") {
  CHECK(roff("a-b\\n") == "a\\-b\\en");
  CHECK(roff(".TH\n'br") == "\\&.TH\n\\&\\(aqbr");
  const std::string text = rendered(".TH X 1\n.SH Y\n" + roff(".SS `one' ~/a^b \\fIno\\fR --two") + "\n");
  CHECK_THAT(text, Contains(".SS `one' ~/a^b \\fIno\\fR --two"));
}
