// SPDX-License-Identifier: MIT
// Every block ```sh of the documentation is run as it stands, in a folder that looks like the root of the
// source tree but whose ./shrimp is the simulator itself, without the launcher. A block ```output behind it
// is what it must print.
#include <algorithm>
#include <filesystem>
#include <sstream>

#include "tests/catch.h"
#include "tests/docs/documents.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

bool begins_with(const std::string& line, const std::string& word) {
  return line.compare(0, word.size(), word) == 0;
}

/// The block without what only the launcher does. All rows of `reproduce` take minutes: one stands for them
/// here.
std::string script_of(const std::string& block) {
  std::istringstream lines(block);
  std::string script;
  for (std::string line; std::getline(lines, line);) {
    if (begins_with(line, "./shrimp test") || begins_with(line, "sudo ") || begins_with(line, "apt"))
      continue;
    if (begins_with(line, "./shrimp reproduce")) line = "./shrimp reproduce sw.overhead " + line.substr(18);
    script += line + "\n";
  }
  return script;
}

/// Tables end their lines as RFC 4180 says; a document does not show that.
std::string as_shown(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
  return text;
}

/// A folder with the source tree's own, and the simulator in the launcher's place.
class Root {
 public:
  Root() {
    for (const char* name : {"workloads", "configs", "docs", "vmmc_api"})
      std::filesystem::create_symlink(std::string(SHRIMP_SOURCE "/") + name, folder_.file(name));
    std::filesystem::create_symlink(SHRIMP_BUILD "/shrimp", folder_.file("shrimp"));
    std::filesystem::create_symlink(SHRIMP_BUILD, folder_.file("build"));
  }
  CommandResult run(const std::string& script) const {
    return run_command({"sh", "-e", "-c", script}, folder_.path(),
                       {{"XDG_CACHE_HOME", folder_.file("cache")}});
  }

 private:
  TemporaryFolder folder_;
};

void run_document(const std::string& document) {
  const Root root;
  std::string printed;
  for (const Block& block : fenced_blocks(document_text(document))) {
    INFO(document << ", line " << block.line);
    if (block.language == "sh") {
      const CommandResult r = root.run(script_of(block.text));
      INFO(r.out << r.err);
      CHECK(r.status == 0);
      printed = as_shown(r.out);
    } else if (block.language == "output") {
      CHECK(printed == block.text);
    }
  }
}

}  // namespace

TEST_CASE("the commands of README.md work") {
  run_document("README.md");
}

// In several tests, which may run at the same time.
TEST_CASE("the commands of the labs work") {
  for (const std::string& document : documents())
    if (begins_with(document, "docs/labs/")) run_document(document);
}

TEST_CASE("the commands of docs/fit.md work") {
  run_document("docs/fit.md");
}

TEST_CASE("the commands of docs/ work") {
  for (const std::string& document : documents())
    if (document != "README.md" && document != "docs/fit.md" && !begins_with(document, "docs/labs/"))
      run_document(document);
}

TEST_CASE("docs/calibration.md is what `shrimp calibration` prints") {
  const CommandResult r = run_shrimp({"calibration"});
  REQUIRE(r.status == 0);
  INFO("to make it anew: ./shrimp calibration > docs/calibration.md");
  CHECK((r.out == document_text("docs/calibration.md")));
}

TEST_CASE("docs/reference.md is what `shrimp describe --all` prints") {
  const CommandResult r = run_shrimp({"describe", "--all"});
  REQUIRE(r.status == 0);
  INFO("to make it anew: ./shrimp describe --all > docs/reference.md");
  CHECK((r.out == document_text("docs/reference.md")));
}

TEST_CASE("docs/boards.md is what `shrimp boards` prints") {
  const CommandResult r = run_shrimp({"boards"});
  REQUIRE(r.status == 0);
  INFO("to make it anew: ./shrimp boards > docs/boards.md");
  CHECK((r.out == document_text("docs/boards.md")));
}
