// SPDX-License-Identifier: MIT
#include "sim/experiment/report/report_file.h"

#include <fmt/format.h>

#include <fstream>

#include "sim/experiment/output_file.h"
#include "sim/machine/errors.h"
#include "sim/report/plot_drawing.h"

namespace shrimp {

void prepare_report(const std::string& folder) {
  make_folder(folder);
  if (!std::ofstream(folder + "/index.html", std::ios::app))
    throw UsageError(fmt::format(
        "shrimp: '{}/index.html' cannot be written. Name a folder that you may write to.", folder));
  must_have_gnuplot();
}

}  // namespace shrimp
