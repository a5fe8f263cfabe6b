// SPDX-License-Identifier: MIT
#include "sim/observe/full_queues.h"

#include <fmt/format.h>

#include <algorithm>

namespace shrimp {

namespace {

/// The statistics that tell for how long a queue was full, the nearest to the destination first.
struct Queue {
  const char* component;
  const char* statistic;
  const char* holds_back;  // {} is the node
};
constexpr Queue queues[] = {
    {"nic.incoming_fifo", "nic.incoming_fifo.full", "packets for node {} wait in the mesh"},
    {"nic.outgoing_fifo", "nic.outgoing_fifo.full", "sends of node {} wait"},
    {"pentium.write_buffers", "pentium.store_wait", "stores of node {} wait for the memory bus"},
};
constexpr std::string_view node_prefix = "node[";
constexpr std::size_t most_told = 3;

std::uint64_t value_of(const StatisticsCollector& statistics, const std::string& name) {
  const auto found = statistics.all().find(name);
  return found == statistics.all().end() ? 0 : found->second.value;
}

/// "17" of "node[17].nic.incoming_fifo.full", if that ends with `statistic`; else empty.
std::string node_of(const std::string& name, std::string_view statistic) {
  const std::size_t end = name.find("].");
  if (name.compare(0, node_prefix.size(), node_prefix) != 0 || end == std::string::npos) return "";
  if (name.compare(end + 2, std::string::npos, statistic) != 0) return "";
  return name.substr(node_prefix.size(), end - node_prefix.size());
}

}  // namespace

std::vector<FullQueue> full_queues(const StatisticsCollector& before, const StatisticsCollector& after,
                                   Time span, double least_share) {
  std::vector<FullQueue> found;
  if (span.ps <= 0) return found;
  for (const Queue& q : queues) {
    const auto first = static_cast<std::ptrdiff_t>(found.size());
    for (const auto& [name, s] : after.all()) {
      const std::string node = node_of(name, q.statistic);
      if (node.empty()) continue;
      const double share =
          static_cast<double>(s.value - value_of(before, name)) / static_cast<double>(span.ps);
      if (share >= least_share)
        found.push_back({fmt::format("node[{}].{}", node, q.component), std::min(share, 1.0),
                         fmt::format(fmt::runtime(q.holds_back), node)});
    }
    std::stable_sort(found.begin() + first, found.end(),
                     [](const FullQueue& a, const FullQueue& b) { return a.share > b.share; });
  }
  return found;
}

std::string in_words(const std::vector<FullQueue>& found) {
  const FullQueue& first = found.front();
  std::string text =
      fmt::format("{} was full for {:.0f} %: {}", first.name, 100 * first.share, first.holds_back);
  for (std::size_t i = 1; i < found.size() && i < most_told; ++i)
    text += fmt::format("{} {} for {:.0f} %", i == 1 ? "; full as well:" : ",", found[i].name,
                        100 * found[i].share);
  if (found.size() > most_told) text += fmt::format(", and {} more", found.size() - most_told);
  return text;
}

}  // namespace shrimp
