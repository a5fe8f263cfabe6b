// SPDX-License-Identifier: MIT
#include "sim/cli/version.h"

#include <Zydis/Zydis.h>
#include <fmt/format.h>
#include <google/protobuf/stubs/common.h>
#include <libdeflate.h>
#include <CLI/Version.hpp>
#include <boost/version.hpp>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>
#include <systemc>
#include <toml.hpp>

#include "sim/experiment/installation.h"

namespace shrimp {

namespace {

/// Of the sources this was built from, with "-modified" if they had been changed since.
std::string commit() {
  std::ifstream file(Installation::find().commit_file);
  std::string commit;
  return file >> commit ? commit : "unknown";
}

/// Those that the sources were compiled with; all but SystemC, fmt, protobuf, libdeflate and pugixml are part
/// of the executable.
std::string libraries() {
  std::string boost = BOOST_LIB_VERSION;  // "1_74"
  std::replace(boost.begin(), boost.end(), '_', '.');
  return fmt::format(
      "SystemC {}.{}.{}, fmt {}.{}.{}, CLI11 {}, toml11 {}.{}.{}, nlohmann json {}.{}.{}, Zydis {}.{}.{}, "
      "Boost {}, protobuf {}.{}.{}, libdeflate {}, pugixml {}.{}, kainjow mustache",
      SC_VERSION_MAJOR, SC_VERSION_MINOR, SC_VERSION_PATCH, FMT_VERSION / 10000, FMT_VERSION / 100 % 100,
      FMT_VERSION % 100, CLI11_VERSION, TOML11_VERSION_MAJOR, TOML11_VERSION_MINOR, TOML11_VERSION_PATCH,
      NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR, NLOHMANN_JSON_VERSION_PATCH,
      ZYDIS_VERSION_MAJOR(ZYDIS_VERSION), ZYDIS_VERSION_MINOR(ZYDIS_VERSION),
      ZYDIS_VERSION_PATCH(ZYDIS_VERSION), boost, GOOGLE_PROTOBUF_VERSION / 1000000,
      GOOGLE_PROTOBUF_VERSION / 1000 % 1000, GOOGLE_PROTOBUF_VERSION % 1000, LIBDEFLATE_VERSION_STRING,
      PUGIXML_VERSION / 1000, PUGIXML_VERSION / 10 % 100);
}

}  // namespace

std::string version_number() {
  return SHRIMP_VERSION;
}

std::string version_text() {
  return fmt::format("shrimp {}, commit {}\n{}", version_number(), commit(), libraries());
}

}  // namespace shrimp
