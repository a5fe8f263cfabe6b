// SPDX-License-Identifier: MIT
// What the libraries reach over the size of a message, beside the raw hardware.
#pragma once
#include "sim/experiment/report/size_curves.h"

namespace shrimp {

struct LibraryCurves {
  SizeCurves messages;           // NX and sockets
  std::vector<SizeCurve> calls;  // remote procedure calls: us for a round trip
};

/// Of one machine, whose name is not said. Evaluated twice, as all that asks a Laboratory.
LibraryCurves library_curves(Laboratory& laboratory);

}  // namespace shrimp
