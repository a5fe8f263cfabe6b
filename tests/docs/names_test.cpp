// SPDX-License-Identifier: MIT
// The names that the documentation gives in `code` exist: files, parameters, member functions, and the
// targets of links.
#include <filesystem>
#include <regex>
#include <set>

#include "tests/catch.h"
#include "tests/docs/documents.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;

namespace {

template <class Check>
void for_each_name(const std::string& pattern, Check&& check) {
  const std::regex form(pattern);
  for (const std::string& document : documents()) {
    if (document == "docs/calibration.md" || document == "docs/reference.md")
      continue;  // made from the names
    for (const CodeWord& word : code_words(document_text(document))) {
      if (!std::regex_match(word.text, form)) continue;
      INFO(document << ", line " << word.line << ": " << word.text);
      check(word.text);
    }
  }
}

std::set<std::string> parameter_names() {
  std::set<std::string> names;
  for (const CodeWord& word : code_words(run_shrimp({"calibration"}).out)) names.insert(word.text);
  return names;
}

/// All of the simulator's and the library's sources.
std::string sources() {
  std::string text;
  for (const char* folder : {"/models", "/sim", "/vmmc_api"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::string(SHRIMP_SOURCE) + folder))
      if (entry.is_regular_file()) text += read_file(entry.path().string());
  return text;
}

}  // namespace

TEST_CASE("files that the documentation names exist") {
  for_each_name("(models|sim|vmmc_api|workloads|configs|tests|docs)/[A-Za-z0-9_./-]*",
                [](const std::string& name) { CHECK(std::filesystem::exists(SHRIMP_SOURCE "/" + name)); });
}

TEST_CASE("parameters that the documentation names exist") {
  const std::set<std::string> known = parameter_names();
  REQUIRE(known.size() > 50);
  const char* const groups =
      "(pentium|xpress|dram|eisa|bridge|interrupt_controller|nic|mesh|ethernet|os|faults|run|machine)";
  for_each_name(groups + std::string("(\\.[a-z0-9_]+)+"), [&](const std::string& name) {
    if (name != "machine.toml") CHECK(known.count(name) == 1);
  });
}

TEST_CASE("functions that the documentation names exist") {
  const std::string text = sources();
  for_each_name("[A-Z][A-Za-z0-9]*::[a-z_]+", [&](const std::string& name) {
    const std::string owner = name.substr(0, name.find(':'));
    const std::string function = name.substr(name.rfind(':') + 1);
    const bool outside = text.find(name + "(") != std::string::npos;
    const bool known = text.find("class " + owner + " ") != std::string::npos ||
                       text.find("struct " + owner + " ") != std::string::npos;
    const bool inside = known && text.find(" " + function + "(") != std::string::npos;
    CHECK((outside || inside));
  });
}

TEST_CASE("links of the documentation lead somewhere") {
  const std::regex link("\\]\\(([^)#:]+)\\)");
  for (const std::string& document : documents()) {
    const std::string text = document_text(document);
    const auto folder = std::filesystem::path(SHRIMP_SOURCE "/" + document).parent_path();
    for (std::sregex_iterator at(text.begin(), text.end(), link), end; at != end; ++at) {
      INFO(document << ": " << (*at)[1]);
      CHECK(std::filesystem::exists(folder / (*at)[1].str()));
    }
  }
}
