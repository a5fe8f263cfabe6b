// SPDX-License-Identifier: MIT
#include "sim/experiment/run/profile.h"

#include <algorithm>
#include <map>

namespace shrimp {
namespace {

using Places = std::map<std::uint64_t, CodePlace>;  // of a program, by address in its image

/// Where the hook stands in the image. Its pc is its return address: the byte before belongs to its call. A
/// process that has not come to a hook yet is at its start.
std::uint64_t address_in_image(const Process& process, std::uint64_t pc) {
  return pc == 0 ? process.program().image_symbol() : pc - 1 - process.image_address();
}

/// The places of all hooks of each program: one process's are often the other's.
std::map<const Program*, Places> find_places(const std::vector<SimulatedProcess*>& processes) {
  std::map<const Program*, Places> programs;
  for (const SimulatedProcess* p : processes)
    for (const auto& [pc, cycles] : p->context.profile->by_hook())
      programs[&p->process.program()][address_in_image(p->process, pc)];
  for (auto& [program, places] : programs) {
    std::vector<std::uint64_t> addresses;
    for (const auto& [address, place] : places) addresses.push_back(address);
    std::vector<CodePlace> found = code_places(*program, addresses);
    std::size_t i = 0;
    for (auto& [address, place] : places) place = std::move(found[i++]);
  }
  return programs;
}

}  // namespace

CycleProfile* Profiles::add() {
  profiles_.push_back(std::make_unique<CycleProfile>());
  return profiles_.back().get();
}

std::vector<ProcessProfile> Profiles::resolve(const std::vector<SimulatedProcess*>& processes) {
  std::map<const Program*, Places> programs = find_places(processes);
  std::vector<ProcessProfile> result;
  for (const SimulatedProcess* p : processes) {
    const Places& places = programs[&p->process.program()];
    std::vector<ProfileLine> lines;
    for (const auto& [pc, cycles] : p->context.profile->by_hook())
      lines.push_back({places.at(address_in_image(p->process, pc)), cycles});
    result.push_back({p->rank, p->node, p->pid, p->name, p->state == ProcessState::ended,
                      p->process.hook().instructions, p->context.profile->polling_instructions(),
                      lines_of(lines)});
  }
  return result;
}

}  // namespace shrimp
