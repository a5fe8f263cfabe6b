// SPDX-License-Identifier: MIT
// The only file of this floor that includes nlohmann's JSON.
#include "sim/observe/run_report.h"

#include <sys/resource.h>

#include <nlohmann/json.hpp>

namespace shrimp {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema = 1;

/// Greatest resident memory of this process so far.
std::uint64_t greatest_memory_bytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_maxrss) * 1024;
}

Json host_json(const HostReport& host, Time simulated) {
  const double seconds = host.seconds > 0 ? host.seconds : 1e-9;
  Json j;
  j["seconds"] = host.seconds;
  j["real_time_factor"] = simulated.seconds() / seconds;
  j["events"] = host.events;
  j["events_per_second"] = static_cast<double>(host.events) / seconds;
  j["instructions_per_second"] = static_cast<double>(host.instructions) / seconds;
  j["memory_bytes"] = greatest_memory_bytes();
#ifdef NDEBUG
  j["build"] = "release";
#else
  j["build"] = "debug";
#endif
  j["compiler"] = __VERSION__;
  return j;
}

Json process_json(const ProcessReport& p) {
  Json j;
  j["rank"] = p.rank;
  j["node"] = p.node;
  j["pid"] = p.pid;
  j["program"] = p.program;
  j["exit"] = p.ended ? Json(p.exit) : Json();
  j["instructions"] = p.instructions;
  j["cycles"] = p.cycles;
  return j;
}

}  // namespace

const char* name_of(HowItEnded end) {
  constexpr const char* names[] = {"ended", "stuck", "interrupted", "limit"};
  return names[static_cast<std::size_t>(end)];
}

std::string stats_json(const RunReport& report) {
  Json j;
  j["schema"] = schema;
  j["config_hash"] = report.config_hash;
  j["simulated_ps"] = report.simulated.ps;
  j["end"] = name_of(report.end);
  if (report.window) {
    const WindowReport& w = *report.window;
    j["window"] = {{"from_ps", w.begun ? Json(w.from.ps) : Json()},
                   {"to_ps", w.begun ? Json(w.to.ps) : Json()}};
  }
  j["host"] = host_json(report.host, report.simulated);
  j["processes"] = Json::array();
  for (const ProcessReport& p : report.processes) j["processes"].push_back(process_json(p));
  j["stats"] = Json::object();
  if (report.statistics)
    for (const auto& [name, s] : report.statistics->all())
      j["stats"][name] = Json{{"value", s.value}, {"unit", s.unit}, {"text", s.text}};
  // Names and texts that are not UTF-8 (a program's name may be anything) are replaced rather than refused.
  return j.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace shrimp
