// SPDX-License-Identifier: MIT
// When each node's program was in the libraries that it is linked with (vmmc_api): from the call of one of
// their functions until it returns to the program.
//
// The processes stop at the entries of all functions of the libraries, and where the outermost one returns
// to (sim/process/entry_stop.h). What a library calls of the program, such as the procedure of a server,
// belongs to the library's call. A handler of notifications has calls of its own.
#pragma once
#include <deque>
#include <memory>
#include <vector>

#include "sim/machine/machine.h"
#include "sim/process/entry_stop.h"

namespace shrimp {

/// A call of a library by the program.
struct LibraryCall {
  Time begun{};
  Time returned = Time::never();  // it has not yet

  bool spans(Time t) const { return begun <= t && (returned.is_never() || t <= returned); }
};

class LibraryCalls {
 public:
  /// Of the processes that there are now, until this or the machine ends. To be gone first.
  explicit LibraryCalls(Machine& machine);
  ~LibraryCalls();
  LibraryCalls(const LibraryCalls&) = delete;
  LibraryCalls& operator=(const LibraryCalls&) = delete;

  /// The call in which a process of the node was at `t`; null: in none, or it is long ago.
  const LibraryCall* at(NodeNumber node, Time t) const;

 private:
  class OfProcess;
  std::vector<std::unique_ptr<OfProcess>> processes_;
};

}  // namespace shrimp
