// SPDX-License-Identifier: MIT
#include "tests/end_to_end/chromium.h"

#include <fmt/format.h>

#include <sstream>
#include <stdexcept>

#include "tests/end_to_end/command.h"

namespace shrimp {

namespace {

std::string between(const std::string& text, const std::string& open, const std::string& close) {
  const std::size_t from = text.find(open);
  if (from == std::string::npos) return "";
  const std::size_t begin = from + open.size();
  return text.substr(begin, text.find(close, begin) - begin);
}

/// What pages had to say, of all that the browser itself logs.
std::string console_of(const std::string& log) {
  std::istringstream lines(log);
  std::string console;
  for (std::string line; std::getline(lines, line);)
    if (line.find(":CONSOLE") != std::string::npos) console += line + "\n";
  return console;
}

}  // namespace

std::string findings_in_chromium(const std::string& page, int width, ColourScheme colours) {
  const TemporaryFolder profile;
  const CommandResult r = run_command(
      {"chromium", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
       "--user-data-dir=" + profile.path(), "--enable-logging=stderr",
       "--allow-file-access-from-files",  // the checking page looks into the other
       fmt::format("--blink-settings=preferredColorScheme={}", colours == ColourScheme::dark ? 0 : 1),
       "--virtual-time-budget=30000", "--window-size=1200,2000", "--dump-dom",
       fmt::format("file://" SHRIMP_SOURCE "/tests/end_to_end/pages/check_page.html?page=file://{}&width={}",
                   page, width)});
  if (r.status == 127)
    throw std::runtime_error(
        "chromium, in which the tests open reports, was not found. On Debian or Ubuntu: apt-get install "
        "chromium");
  return console_of(r.err) + between(r.out, "<pre id=\"findings\" hidden=\"\">", "</pre>");
}

}  // namespace shrimp
