// SPDX-License-Identifier: MIT
#include "sim/experiment/report/report_file.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "sim/experiment/output_file.h"
#include "sim/machine/errors.h"
#include "sim/report/plot_drawing.h"

namespace shrimp {

void prepare_report(const std::string& folder) {
  make_folder(folder);
  const std::string page = folder + "/index.html";
  int why = ::access(page.c_str(), W_OK) == 0 || errno == ENOENT ? 0 : errno;
  if (std::filesystem::is_directory(page)) why = EISDIR;
  if (why == 0) return must_have_gnuplot();
  throw UsageError(fmt::format("shrimp: '{}' cannot be written: {}. Name a folder that you may write to.",
                               page, std::strerror(why)));
}

}  // namespace shrimp
