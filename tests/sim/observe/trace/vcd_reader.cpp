// SPDX-License-Identifier: MIT
#include "tests/sim/observe/trace/vcd_reader.h"

#include <algorithm>
#include <fstream>

#include "tests/catch.h"

VcdTrace::VcdTrace(const std::string& path) {
  std::ifstream file(path);
  REQUIRE(file);
  std::vector<std::string> scope;
  std::map<std::string, std::string> names;  // by code
  std::string word;
  const auto skip = [&] {
    while (file >> word && word != "$end") continue;
  };
  bool begun = false;
  std::uint64_t now = 0;
  while (file >> word) {
    if (word == "$scope") {
      file >> word >> word;
      scope.push_back(word);
      skip();
    } else if (word == "$upscope") {
      REQUIRE_FALSE(scope.empty());
      scope.pop_back();
      skip();
    } else if (word == "$var") {
      std::string type, size, code, name;
      file >> type >> size >> code >> name;
      std::string full;
      for (const std::string& s : scope) full += s + ".";
      names[code] = full + name;
      variables[full + name];
      skip();
    } else if (word == "$timescale") {
      while (file >> word && word != "$end") timescale += word;
    } else if (word == "$dumpvars" || word == "$end") {
    } else if (word[0] == '$') {
      skip();
    } else if (word[0] == '#') {
      const std::uint64_t t = std::stoull(word.substr(1));
      in_order = in_order && (!begun || t > last);
      if (!begun) first = t;
      begun = true;
      now = last = t;
    } else {
      std::string code;
      file >> code;
      REQUIRE(names.count(code) == 1);
      variables[names[code]].push_back({now, word.substr(1)});
    }
  }
  CHECK(scope.empty());
}

std::uint64_t VcdTrace::greatest(const std::string& name) const {
  std::uint64_t greatest = 0;
  for (const Change& c : variables.at(name))
    greatest = std::max<std::uint64_t>(greatest, std::stoull(c.value, nullptr, 2));
  return greatest;
}
