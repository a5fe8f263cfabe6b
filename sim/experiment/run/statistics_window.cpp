// SPDX-License-Identifier: MIT
#include "sim/experiment/run/statistics_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "sim/machine/errors.h"
#include "sim/machine/nearest_name.h"
#include "sim/machine/quantity.h"
#include "sim/process/function_names.h"
#include "sim/process/functions.h"

namespace shrimp {

namespace {

bool all_digits(const std::string& text) {
  for (const char c : text)
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) return false;
  return !text.empty();
}

}  // namespace

StatisticsWindow::StatisticsWindow(Simulation& simulation, const std::string& from, const std::string& to)
    : simulation_(simulation),
      from_edge_(read_edge("--stats-from", from)),
      to_edge_(read_edge("--stats-to", to)),
      time_(simulation.observers(), this, &StatisticsWindow::on_time) {
  const bool times = !to_edge_.at.is_never() && !from_edge_.is_function();
  if (times && to_edge_.at <= (from_edge_.given() ? from_edge_.at : Time{}))
    throw UsageError(fmt::format("shrimp run: --stats-to {} does not lie behind --stats-from {}", to,
                                 from.empty() ? "0us" : from));
  if (!from_edge_.given()) state_ = State::inside;  // from the start, when there is nothing to take off
  wait_for(from_edge_.given() ? from_edge_ : to_edge_);
}

StatisticsWindow::~StatisticsWindow() {
  for (const SimulatedProcess* p : simulation_.processes())
    simulation_.machine().kernel(p->node).watch_entries(*p, nullptr);
}

StatisticsWindow::Edge StatisticsWindow::read_edge(const char* option, const std::string& text) const {
  Edge edge;
  edge.text = text;
  if (text.empty()) return edge;
  const std::size_t colon = text.find(':');
  const bool has_rank = colon != std::string::npos && all_digits(text.substr(0, colon));
  if (!has_rank && std::isdigit(static_cast<unsigned char>(text.front())) != 0) {
    const ParsedQuantity q = parse_quantity(text, Dimension::time);
    if (!q.ok())
      throw UsageError(fmt::format(
          "shrimp run: {} {}: {}; a time as 10us was expected, or a function, as main_loop or 1:main_loop",
          option, text, q.problem));
    edge.at = QuantityTraits<Time>::from(q.value);
    return edge;
  }
  const std::string rank = has_rank ? text.substr(0, colon) : "0";
  edge.rank = rank.size() < 9 ? static_cast<std::uint32_t>(std::stoul(rank)) : ~0u;
  if (edge.rank >= simulation_.processes().size())
    throw UsageError(fmt::format("shrimp run: {} {}: there is no rank {}; the last one is {}", option, text,
                                 rank, simulation_.processes().size() - 1));
  find_function(option, has_rank ? text.substr(colon + 1) : text, edge);
  return edge;
}

void StatisticsWindow::find_function(const char* option, const std::string& name, Edge& edge) const {
  const SimulatedProcess& p = *simulation_.processes()[edge.rank];
  std::vector<std::string> names;
  for (const Function& f : functions_of(p.process.program())) {
    const std::uint64_t address = p.process.image_address() + f.address;
    if (f.names.front() == "shrimp_charge_slow") edge.charge_slow = address;
    const auto is_meant = [&](const std::string& n) { return is_name(n, name); };
    if (std::any_of(f.names.begin(), f.names.end(), is_meant)) edge.entries.push_back(address);
    names.insert(names.end(), f.names.begin(), f.names.end());
  }
  if (edge.is_function() && edge.charge_slow != 0) return;
  const std::string hint = did_you_mean(name, names);
  throw UsageError(fmt::format(
      "shrimp run: {} {}: {} has no function '{}'{}", option, edge.text, p.name, name,
      names.empty()  ? "; its symbols were stripped"
      : hint.empty() ? "; one that was inlined everywhere is none: give it __attribute__((noinline))"
                     : "; " + hint));
}

void StatisticsWindow::wait_for(const Edge& edge) {
  Machine& machine = simulation_.machine();
  stops_.clear();
  machine.executive().follow(nullptr);
  if (!edge.given()) return;
  if (!edge.is_function()) return time_.wake_at(edge.at);
  const SimulatedProcess& p = *simulation_.processes()[edge.rank];
  for (const std::uint64_t address : edge.entries) stops_.add(address, edge.charge_slow);
  machine.kernel(p.node).watch_entries(p, this);
  machine.executive().follow(&machine.node(p.node).calendar());
}

void StatisticsWindow::on_time(Time now) {
  pass_edge(now);
}

void StatisticsWindow::entered(Time now) {
  pass_edge(now);
}

void StatisticsWindow::pass_edge(Time now) {
  if (state_ == State::before) return begin(now);
  if (state_ == State::inside) end(now);
}

void StatisticsWindow::begin(Time now) {
  state_ = State::inside;
  from_ = now;
  begin_ = StatisticsCollector(now);
  begin_.restart_maxima();
  simulation_.machine().report(begin_);
  at_begin_ = count_processes(now);
  if (!to_edge_.is_function() && to_edge_.given() && to_edge_.at <= now) return end(now);
  wait_for(to_edge_);
}

void StatisticsWindow::end(Time now) {
  state_ = State::behind;
  to_ = now;
  StatisticsCollector statistics(now);
  simulation_.machine().report(statistics);
  statistics_ = statistics.since(begin_);
  at_end_ = count_processes(now);
  wait_for({});
}

std::vector<StatisticsWindow::ProcessCounts> StatisticsWindow::count_processes(Time now) const {
  std::vector<ProcessCounts> counts;
  for (const SimulatedProcess* p : simulation_.processes())
    counts.push_back({static_cast<std::uint64_t>(p->process.hook().instructions),
                      static_cast<std::uint64_t>(simulation_.machine().kernel(p->node).cycles(*p, now))});
  return counts;
}

std::string StatisticsWindow::finish() {
  const double end_us = simulation_.simulated().us();
  if (state_ == State::behind && to_ > from_) return "";
  if (state_ == State::behind)
    return fmt::format(
        "shrimp: the window of the statistics is empty: --stats-to {} had passed when --stats-from {} came, "
        "at "
        "{:.3f} us\n",
        to_edge_.text, from_edge_.text, from_.us());
  StatisticsCollector statistics;
  simulation_.machine().report(statistics);
  at_end_ = count_processes(simulation_.simulated());
  statistics_ = statistics.since(begin_);
  if (state_ == State::before)
    return fmt::format(
        "shrimp: --stats-from {} never came: the run ended at {:.3f} us, and its statistics are of all of "
        "it\n",
        from_edge_.text, end_us);
  to_ = simulation_.simulated();
  if (!to_edge_.given()) return "";
  return fmt::format(
      "shrimp: --stats-to {} never came: the run ended at {:.3f} us, and its statistics are of all behind "
      "--stats-from\n",
      to_edge_.text, end_us);
}

WindowReport StatisticsWindow::report() const {
  return {state_ != State::before, from_, to_};
}

void StatisticsWindow::correct(ProcessReport& process) const {
  const auto of = [&](const std::vector<ProcessCounts>& counts) {
    return process.rank < counts.size() ? counts[process.rank] : ProcessCounts{};
  };
  process.instructions = of(at_end_).instructions - of(at_begin_).instructions;
  process.cycles = of(at_end_).cycles - of(at_begin_).cycles;
}

}  // namespace shrimp
