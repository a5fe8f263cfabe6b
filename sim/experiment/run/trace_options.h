// SPDX-License-Identifier: MIT
// What --trace, --trace-window, --trace-nodes and --trace-limit ask for.
#pragma once
#include <string>
#include <vector>

#include "sim/experiment/commands.h"
#include "sim/observe/trace/tracer.h"

namespace shrimp {

/// For a machine of `nodes`; `folder`: of -o, empty if none was given. Throws UsageError.
TraceRequest trace_request(const TraceOptions& options, std::uint32_t nodes, const std::string& folder);

}  // namespace shrimp
