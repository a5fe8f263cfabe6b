// SPDX-License-Identifier: MIT
#include "sim/observe/profile_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "sim/observe/csv.h"

namespace shrimp {
namespace {

constexpr const char* names[cycle_uses] = {"computing", "cache",  "bus",     "device",
                                           "polling",   "kernel", "waiting", "ready"};
constexpr std::size_t uses_on_processor = static_cast<std::size_t>(CycleUse::waiting);
constexpr std::size_t most_lines = 30;  // of a process; the CSV has them all
constexpr double least_share = 0.0005;  // of what is shown

std::int64_t sum(const CyclesByUse& cycles) {
  return std::accumulate(cycles.begin(), cycles.end(), std::int64_t{0});
}

void add(CyclesByUse& to, const CyclesByUse& cycles) {
  for (std::size_t i = 0; i < cycle_uses; ++i) to[i] += cycles[i];
}

std::string place_text(const CodePlace& p) {
  if (p.file.empty()) return p.function;
  return fmt::format("{}:{}  {}", p.file, p.line, p.function);
}

/// The costliest first; of equals, in the order of their names.
void sort(std::vector<ProfileLine>& lines) {
  std::sort(lines.begin(), lines.end(), [](const ProfileLine& a, const ProfileLine& b) {
    const std::int64_t in_a = sum(a.cycles), in_b = sum(b.cycles);
    if (in_a != in_b) return in_a > in_b;
    return std::tie(a.place.file, a.place.line, a.place.function) <
           std::tie(b.place.file, b.place.line, b.place.function);
  });
}

std::vector<ProfileLine> functions_of(const std::vector<ProfileLine>& lines) {
  std::map<std::string, ProfileLine> functions;
  for (const ProfileLine& l : lines) {
    ProfileLine& f = functions[l.place.function];
    f.place.function = l.place.function;
    add(f.cycles, l.cycles);
  }
  std::vector<ProfileLine> result;
  for (auto& [name, f] : functions) result.push_back(std::move(f));
  sort(result);
  return result;
}

std::string row(const CyclesByUse& cycles, std::int64_t all, const std::string& name) {
  std::string text;
  for (const std::int64_t c : cycles) text += fmt::format("{:>12}", c);
  const double share = all > 0 ? 100.0 * static_cast<double>(sum(cycles)) / static_cast<double>(all) : 0;
  return text + fmt::format("{:>14}{:>7.1f} %  {}\n", sum(cycles), share, name);
}

std::string heading(const char* what) {
  std::string text;
  for (const char* name : names) text += fmt::format("{:>12}", name);
  return text + fmt::format("{:>14}{:>9}  {}\n", "all", "share", what);
}

/// As many rows as are worth it; the rest in one.
std::string table(const std::vector<ProfileLine>& lines, std::int64_t all, const char* what,
                  std::size_t most) {
  std::string text = heading(what);
  CyclesByUse rest{};
  std::size_t shown = 0;
  for (const ProfileLine& l : lines) {
    if (shown < most && static_cast<double>(sum(l.cycles)) >= least_share * static_cast<double>(all)) {
      text += row(l.cycles, all, place_text(l.place));
      ++shown;
    } else {
      add(rest, l.cycles);
    }
  }
  if (shown < lines.size()) text += row(rest, all, fmt::format("({} more)", lines.size() - shown));
  return text;
}

std::string process_text(const ProcessProfile& p) {
  CyclesByUse all{};
  for (const ProfileLine& l : p.lines) add(all, l.cycles);
  const std::int64_t on_processor = cycles_on_processor(all), life = sum(all);
  return fmt::format(
             "rank {} (node {}, pid {}) {}: {} cycles on the processor, {} of its life{}; {} instructions, "
             "of "
             "them {} polling\n",
             p.rank, p.node, p.pid, p.program, on_processor, life, p.ended ? "" : ", which had not ended",
             p.instructions, p.polling_instructions) +
         table(functions_of(p.lines), life, "function", p.lines.size()) +
         row(all, life, "(the whole process)") + "\n" + table(p.lines, life, "line", most_lines) + "\n";
}

}  // namespace

std::int64_t cycles_on_processor(const CyclesByUse& cycles) {
  return std::accumulate(cycles.begin(), cycles.begin() + uses_on_processor, std::int64_t{0});
}

std::vector<ProfileLine> lines_of(const std::vector<ProfileLine>& places) {
  std::map<std::tuple<std::string, std::uint32_t, std::string>, CyclesByUse> lines;
  for (const ProfileLine& p : places)
    add(lines[std::make_tuple(p.place.file, p.place.line, p.place.function)], p.cycles);
  std::vector<ProfileLine> result;
  for (const auto& [key, cycles] : lines)
    result.push_back({{std::get<2>(key), std::get<0>(key), std::get<1>(key)}, cycles});
  sort(result);
  return result;
}

std::string profile_text(const std::vector<ProcessProfile>& processes) {
  std::string text = "Cycles by what they were spent for; docs/programs.md tells what the columns mean.\n\n";
  for (const ProcessProfile& p : processes) text += process_text(p);
  return text;
}

std::string profile_csv(const std::vector<ProcessProfile>& processes) {
  std::string csv = csv_line({"rank", "node", "pid", "program", "function", "file", "line", "use", "cycles"});
  for (const ProcessProfile& p : processes)
    for (const ProfileLine& l : p.lines)
      for (std::size_t i = 0; i < cycle_uses; ++i)
        if (l.cycles[i] != 0)
          csv += csv_line({std::to_string(p.rank), std::to_string(p.node), std::to_string(p.pid), p.program,
                           l.place.function, l.place.file, std::to_string(l.place.line), names[i],
                           std::to_string(l.cycles[i])});
  return csv;
}

}  // namespace shrimp
