// SPDX-License-Identifier: MIT
#include "sim/experiment/run/trace_options.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"
#include "sim/machine/quantity.h"

namespace shrimp {

namespace {

constexpr std::string_view to = "..";
constexpr Bytes least_limit{100'000};  // the names of the tracks of two nodes, and something on them

std::vector<std::string> parts_of(const std::string& list) {
  std::vector<std::string> parts{""};
  for (const char c : list) {
    if (c == ',')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

void choose_format(const std::string& format, TraceRequest& request) {
  if (format == "perfetto") {
    request.perfetto = true;
  } else if (format == "vcd") {
    request.vcd = true;
  } else {
    const std::string nearest = did_you_mean(format, {"perfetto", "vcd"});
    throw UsageError(
        fmt::format("shrimp run: --trace {}: there is no such format; {}", format,
                    nearest.empty() ? "choose perfetto or vcd, or both: perfetto,vcd" : nearest));
  }
}

template <class T>
T read(const std::string& option, const std::string& whole, std::string_view text) {
  const ParsedQuantity q = parse_quantity(text, QuantityTraits<T>::dimension);
  if (!q.ok()) throw UsageError(fmt::format("shrimp run: {} {}: {} in '{}'", option, whole, q.problem, text));
  return QuantityTraits<T>::from(q.value);
}

TimeWindow read_window(const std::string& text) {
  const std::size_t dots = text.find(to);
  if (dots == std::string::npos)
    throw UsageError(fmt::format(
        "shrimp run: --trace-window {}: FROM..TO was expected, as 10us..40us; either end may be left out",
        text));
  const std::string from = text.substr(0, dots), end = text.substr(dots + to.size());
  TimeWindow window;
  if (!from.empty()) window.from = read<Time>("--trace-window", text, from);
  if (!end.empty()) window.to = read<Time>("--trace-window", text, end);
  if (window.to < window.from)
    throw UsageError(fmt::format(
        "shrimp run: --trace-window {}: it ends before it begins; write the earlier time first", text));
  if (window.to == window.from)
    throw UsageError(fmt::format("shrimp run: --trace-window {}: it has no length; end it later", text));
  return window;
}

std::vector<NodeNumber> read_nodes(const std::string& text, std::uint32_t nodes) {
  std::vector<NodeNumber> chosen;
  for (const std::string& part : parts_of(text)) {
    const ParsedQuantity q = parse_quantity(part, Dimension::count);
    if (!q.ok())
      throw UsageError(fmt::format(
          "shrimp run: --trace-nodes {}: numbers of nodes were expected, with commas between them, as 0,1",
          text));
    if (q.value >= nodes)
      throw UsageError(
          fmt::format("shrimp run: --trace-nodes {}: there is no node {}; this machine has nodes 0 to {}",
                      text, part, nodes - 1));
    chosen.push_back(static_cast<NodeNumber>(q.value));
  }
  return chosen;
}

}  // namespace

TraceRequest trace_request(const TraceOptions& options, std::uint32_t nodes, const std::string& folder) {
  TraceRequest request;
  if (options.formats.empty()) {
    for (const auto& [name, value] :
         {std::pair("--trace-window", options.window), std::pair("--trace-nodes", options.nodes),
          std::pair("--trace-limit", options.limit)})
      if (!value.empty())
        throw UsageError(
            fmt::format("shrimp run: {0} {1} is of a trace, and none was asked for; add --trace perfetto, "
                        "vcd, or both",
                        name, value));
    return request;
  }
  for (const std::string& format : parts_of(options.formats)) choose_format(format, request);
  if (folder.empty())
    throw UsageError(
        fmt::format("shrimp run: --trace {}: it needs a folder for its files; add -o DIR", options.formats));
  if (!options.window.empty()) request.window = read_window(options.window);
  if (!options.nodes.empty()) request.nodes = read_nodes(options.nodes, nodes);
  const std::string limit = options.limit.empty() ? "200MB" : options.limit;
  request.limit = read<Bytes>("--trace-limit", limit, limit);
  if (request.limit.n < least_limit.n)
    throw UsageError(fmt::format(
        "shrimp run: --trace-limit {}: a trace needs {} kB for the names in it alone; give it more", limit,
        least_limit.n / 1000));
  return request;
}

}  // namespace shrimp
