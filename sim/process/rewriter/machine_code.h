// SPDX-License-Identifier: MIT
// The bytes of each instruction of an assembler text: it is assembled once with a label at every instruction,
// and the object file is read back. What a statement means is thus the assembler's word, not our guess.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/process/rewriter/assembly.h"

namespace shrimp::rewriter {

using Code = std::vector<std::uint8_t>;

/// The probe: the text again, with a symbol before and after each instruction.
std::string probe_text(const Assembly& assembly);

/// One entry per statement, empty for those that are no instruction. object: the assembled probe.
std::vector<Code> read_machine_code(const Assembly& assembly, const std::string& object);

}  // namespace shrimp::rewriter
