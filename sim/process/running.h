// SPDX-License-Identifier: MIT
// The process whose code the host executes at this moment, and the host's signals while it does: a wild jump,
// ud2, a division by zero or a wild store inside the C library ends that process, not the simulator.
#pragma once
#include "sim/process/abi.h"

namespace shrimp {

/// Installs the handlers (again, if someone else took them). Faults of the simulator itself keep whatever
/// action they had.
void contain_host_signals();

/// Switches to the process of that image; returns when it gives up the processor, its hook state saying why.
void run_until_request(shrimp_image& image);

}  // namespace shrimp

/// Moves the host's errno into the running process's, if it was set.
extern "C" void shrimp_copy_errno();
