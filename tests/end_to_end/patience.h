// SPDX-License-Identifier: MIT
// Shell functions with which a test waits for what a process does. A host may be slow and loaded: a test that
// lets some time pass and then takes something for done fails there. Who waits in vain gives up, and the
// test's checks say what was lacking.
#pragma once
#include <string>

namespace shrimp {

/// Of the process $p: `heeds N`: it has a handler of the signal of this number; `asked WORDS`: as often as it
/// takes, SIGUSR1 asks what it does, until it has said WORDS, a regular expression, to the file `err`.
/// `patiently COMMAND...` calls it until it succeeds; `come FILE WORDS`: the file is there, with WORDS in it.
const std::string patience = R"(
patiently() { tries=0; until "$@" || [ $tries = 3000 ]; do tries=$((tries + 1)); sleep 0.1; done; }
heeds() { [ $((0x$(sed -n 's/^SigCgt:.*\(........\)$/\1/p' /proc/$p/status) >> ($1 - 1) & 1)) = 1 ]; }
come() { grep -q -- "$2" "$1" 2>/dev/null; }
said() { come err "$1" || { kill -USR1 $p; false; }; }
asked() { patiently said "$1"; }
)";

}  // namespace shrimp
