// SPDX-License-Identifier: MIT
#include "sim/experiment/report/report_file.h"

#include "sim/experiment/output_file.h"
#include "sim/report/plot_drawing.h"

namespace shrimp {

void prepare_report(const std::string& folder) {
  make_folder(folder);
  check_file(folder + "/index.html");
  must_have_gnuplot();
}

}  // namespace shrimp
