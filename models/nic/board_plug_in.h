// SPDX-License-Identifier: MIT
// A board of your own, in a shared library outside this tree. The library says
//
//   extern "C" const shrimp::BoardPlugIn shrimp_board =
//       shrimp::board_plug_in<LineBoard, LineParameters>("SHRIMP-II with a line buffer");
//
// and a machine's file names it: `[plug_in] file = "build/libline_board.so"`. Its parameters, a struct as
// models/common/parameters.h describes it, stand in the same table. The board takes the place of the one that
// `nic.board` names, whose parameters it gets as well; most derive from Board, Shrimp1 or Shrimp2.
#pragma once
#include <memory>
#include <utility>

#include "models/common/parameter_visitor.h"
#include "models/nic/board.h"
#include "shrimp_models_version.h"

namespace shrimp {

/// The parameters of a plug-in's board, of which the simulator does not know the type.
class BoardParameters {
 public:
  virtual ~BoardParameters() = default;
  virtual void visit(ParameterVisitor& visitor) = 0;
  virtual void check(RuleReport& report) const = 0;
};

/// What a plug-in exports as `shrimp_board`.
struct BoardPlugIn {
  const char*
      models_version;       // of the headers that it was built with; first, so that any version can be read
  const char* description;  // one sentence
  std::unique_ptr<BoardParameters> (*make_parameters)();
  std::unique_ptr<NetworkInterface> (*make_board)(const NicParameters& nic, const BoardParameters& own,
                                                  const BoardSite& site);
};

/// A struct of parameters as BoardParameters.
template <class Parameters>
class KnownBoardParameters final : public BoardParameters {
 public:
  void visit(ParameterVisitor& visitor) override { values_.visit(visitor); }
  void check(RuleReport& report) const override { check(values_, report, 0); }
  const Parameters& values() const { return values_; }

 private:
  template <class P>
  static auto check(const P& p, RuleReport& report, int) -> decltype(p.check(report)) {
    p.check(report);
  }
  template <class P>
  static void check(const P&, RuleReport&, long) {}  // a struct without rules

  Parameters values_;
};

/// `Board(sc_module_name, const NicParameters&, const Parameters&, const BoardSite&)`; `Parameters` has
/// `visit`, and `check` if there are rules.
template <class Board, class Parameters>
BoardPlugIn board_plug_in(const char* description) {
  using Own = KnownBoardParameters<Parameters>;
  return {SHRIMP_MODELS_VERSION, description,
          []() -> std::unique_ptr<BoardParameters> { return std::make_unique<Own>(); },
          [](const NicParameters& nic, const BoardParameters& own,
             const BoardSite& site) -> std::unique_ptr<NetworkInterface> {
            return std::make_unique<Board>(sc_core::sc_module_name(sc_core::sc_gen_unique_name("nic")), nic,
                                           static_cast<const Own&>(own).values(), site);
          }};
}

}  // namespace shrimp
