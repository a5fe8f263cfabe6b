// SPDX-License-Identifier: MIT
#include "sim/machine/plug_in.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "models/nic/board_plug_in.h"
#include "sim/machine/errors.h"

namespace shrimp {
namespace {

constexpr const char* build_it_anew =
    "build it anew with find_package(shrimp) of this simulator, as docs/labs/5-your-own-board.md shows";

constexpr const char* define_it =
    "write: extern \"C\" const shrimp::BoardPlugIn shrimp_board = shrimp::board_plug_in<...>(...);";

/// [plug_in]: the one parameter that does not come from the library.
struct FileParameter {
  std::string file;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("file", file, "shared library with a board that takes the place of nic.board's");
  }
};

/// The library's own parameters, for Configuration::bind.
struct OwnParameters {
  BoardParameters& parameters;

  template <class Visitor>
  void visit(Visitor& v) {
    ForwardingVisitor<Visitor> forwarding(v);
    parameters.visit(forwarding);
  }
  template <class Report>
  void check(const Report& report) const {
    struct Forwarding final : RuleReport {
      explicit Forwarding(const Report& r) : to(r) {}
      void operator()(std::string_view key, std::string_view sentence) override { to(key, sentence); }
      const Report& to;
    } forwarding(report);
    parameters.check(forwarding);
  }
};

/// dlerror()'s sentence on a library, as one of ours.
std::string sentence(const std::string& reason) {
  const std::string mark = "undefined symbol: ";
  const std::size_t at = reason.find(mark);
  if (at == std::string::npos) return fmt::format("the plug-in cannot be loaded: {}", reason);
  return fmt::format("the plug-in needs {}, which this simulator does not have",
                     reason.substr(at + mark.size()));
}

const BoardPlugIn& open(const std::string& path, const Configuration& c) {
  const auto refuse = [&](const std::string& problem, const std::string& fix) {
    c.refuse("plug_in.file", problem, fix);
  };
  std::error_code unknown;
  if (std::filesystem::is_directory(path, unknown))
    refuse(fmt::format("'{}' is a folder", path), "name the shared library in it, as build/libline_board.so");
  if (!std::filesystem::exists(path, unknown))
    refuse(fmt::format("there is no file '{}'", path),
           "a relative name counts from the machine's file, with --set from the current folder");
  void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!library) refuse(sentence(dlerror()), build_it_anew);
  const auto* board = static_cast<const BoardPlugIn*>(dlsym(library, "shrimp_board"));
  if (!board) refuse("the plug-in lacks the symbol shrimp_board", define_it);
  if (!board->models_version) refuse("the plug-in's shrimp_board is empty", define_it);
  if (std::string(board->models_version) != SHRIMP_MODELS_VERSION)
    refuse(
        fmt::format("the plug-in was built for another version of the models ({}) than this simulator's ({})",
                    board->models_version, SHRIMP_MODELS_VERSION),
        build_it_anew);
  return *board;
}

}  // namespace

PlugIn load_plug_in(Configuration& configuration) {
  if (!configuration.gives("plug_in.file")) return {};
  FileParameter file;
  configuration.bind("plug_in", file);
  PlugIn plug_in;
  plug_in.board = &open(configuration.resolve_file("plug_in.file"), configuration);
  plug_in.parameters = plug_in.board->make_parameters();
  OwnParameters own{*plug_in.parameters};
  configuration.bind("plug_in", own);
  return plug_in;
}

}  // namespace shrimp
