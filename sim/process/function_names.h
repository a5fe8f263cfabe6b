// SPDX-License-Identifier: MIT
// By what a user may call a function of C++, from what the linker calls it.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

/// The names of a symbol, the shortest that tells it apart first. Of `int physics::step<int>(Grid&)`:
/// physics::step<int>, physics::step, the whole, the whole without what it returns, and the symbol itself;
/// each also without "(anonymous namespace)::". Copies that the compiler made for special arguments
/// (f.constprop.0, f.isra.0) have the names of their original. A symbol of C has its own alone.
std::vector<std::string> names_of_symbol(std::string symbol);

/// Whether `given` by a user is the name; spaces do not count, nor the mark of a copy that tools print
/// behind a name (" [clone .isra.0]").
bool is_name(const std::string& name, std::string given);

}  // namespace shrimp
