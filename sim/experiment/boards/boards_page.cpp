// SPDX-License-Identifier: MIT
#include "sim/experiment/boards/boards_page.h"

#include <fmt/format.h>

#include "sim/machine/machine_configuration.h"

namespace shrimp {

namespace {

/// A quantity of the comparison.
struct Quantity {
  const char* name;
  const char* unit;
  bool by_automatic_update;
  double (*measure)(Laboratory& laboratory);
};

double one_way(Laboratory& lab, const char* way, const char* bytes, const char* policy = nullptr) {
  std::vector<std::string> arguments{way, bytes, "1000"};
  if (policy) arguments.emplace_back(policy);
  return lab.mean("pingpong", arguments, "one_way_us");
}

constexpr Quantity quantities[] = {
    {"automatic update, one word, one way, write-through", "us", true,
     [](Laboratory& lab) { return one_way(lab, "au", "4", "write-through"); }},
    {"automatic update, one word, one way, caching off", "us", true,
     [](Laboratory& lab) { return one_way(lab, "au", "4", "uncached"); }},
    {"automatic update, large messages", "MB/s", true,
     [](Laboratory& lab) {
       return lab.mean("bandwidth", {"au", "262144", "16", "timer", "stream"}, "mb_per_s");
     }},
    {"deliberate update, start of a transfer", "us", false,
     [](Laboratory& lab) { return lab.mean("udma_start", {}, "us"); }},
    {"deliberate update, one word, one way", "us", false,
     [](Laboratory& lab) { return one_way(lab, "du", "4"); }},
    {"deliberate update, 1024 bytes, one way", "us", false,
     [](Laboratory& lab) { return one_way(lab, "du", "1024"); }},
    {"deliberate update, large messages", "MB/s", false,
     [](Laboratory& lab) {
       return lab.mean("bandwidth", {"du", "262144", "16", "stream"}, "mb_per_s");
     }},
};

/// One column of a table: a machine, changed by settings.
struct Column {
  const char* title;
  const char* machine;
  std::vector<std::string> sets;
};

std::vector<Laboratory> laboratories(const std::vector<Column>& columns,
                                     const std::vector<std::string>& machines, const std::string& workloads) {
  std::vector<Laboratory> all;
  for (const Column& c : columns) {
    MachineParameters parameters;
    load_machine(c.machine, c.sets, machines, 2, parameters);
    all.emplace_back(parameters, workloads);
  }
  return all;
}

bool is_possible(const Quantity& q, const Laboratory& laboratory) {
  return laboratory.automatic_update() || !q.by_automatic_update;
}

std::string table(const std::vector<Column>& columns, bool automatic_update, std::vector<Laboratory>& all) {
  std::string text = "| quantity | unit |";
  std::string rule = "\n| --- | --- |";
  for (const Column& c : columns) {
    text += fmt::format(" {} |", c.title);
    rule += " --- |";
  }
  text += rule + "\n";
  for (const Quantity& q : quantities) {
    if (q.by_automatic_update && !automatic_update) continue;
    text += fmt::format("| {} | {} |", q.name, q.unit);
    for (Laboratory& laboratory : all)
      text += is_possible(q, laboratory) ? fmt::format(" {:.3f} |", q.measure(laboratory)) : " none |";
    text += "\n";
  }
  return text;
}

std::string measured_table(const std::vector<Column>& columns, bool automatic_update,
                           const std::vector<std::string>& machines, const std::string& workloads,
                           unsigned workers, ForkedRunsProgress* progress) {
  std::vector<Laboratory> all = laboratories(columns, machines, workloads);
  table(columns, automatic_update, all);  // notes the runs
  for (Laboratory& laboratory : all) laboratory.make_all_runs(workers, progress);
  return table(columns, automatic_update, all);
}

}  // namespace

std::string boards_page(const std::vector<std::string>& machines, const std::string& workloads,
                        unsigned workers, ForkedRunsProgress* progress) {
  const auto measure = [&](const std::vector<Column>& columns, bool automatic_update) {
    return measured_table(columns, automatic_update, machines, workloads, workers, progress);
  };
  const std::string call = "nic.initiation=system-call", exchange = "nic.initiation=compare-exchange";
  const std::string interrupt = "nic.incoming_dma_engine.interrupt_every_message=true";
  std::string text =
      "# The two boards, side by side\n\n"
      "Made by `./shrimp boards`. The same programs run on both machines; only the machine's name differs, "
      "as in\n`./shrimp run -c shrimp-i -n 2 workloads/pingpong.c du`. SHRIMP-II's numbers contain its "
      "calibration rows\n([calibration.md](calibration.md)); all of SHRIMP-I's are predictions, since "
      "nothing "
      "published about it was used.\nLatencies are means over four seeds of the clocks' phases.\n\n"
      "## SHRIMP-II and SHRIMP-I\n\n";
  text += measure({{"SHRIMP-II", "shrimp-ii", {}}, {"SHRIMP-I", "shrimp-i", {}}}, true);
  text +=
      "\nWhat SHRIMP-I lacks: it sits on the EISA bus alone and does not see the memory bus, so there is no "
      "automatic\nupdate; `SBL_AUMap` and `vmmc_bind` return \"unsupported\". Everything else is the same: "
      "export, import,\ndeliberate update by user-level DMA, notifications, protection. The constants that "
      "SHRIMP-II's calibration moved\nare carried over unchanged, so equal numbers mean equal blocks, not a "
      "measurement.\n\n"
      "## Ways to start a send\n\n"
      "`nic.initiation` chooses how the library starts a deliberate update: two references of a user program "
      "(HPCA'96),\none locked compare-and-exchange on a command page (ISCA'94), or a system call for each "
      "message. The last column\nleaves two references, but makes every arriving message interrupt its "
      "processor\n(`nic.incoming_dma_engine.interrupt_every_message`). These are the alternatives that "
      "ISCA'98 "
      "studies; all numbers\nare predictions. A start by system call lasts until the source has been "
      "read.\n\n";
  for (const char* machine : {"shrimp-ii", "shrimp-i"}) {
    text += fmt::format("On {}:\n\n", machine);
    text += measure({{"two references", machine, {}},
                     {"compare and exchange", machine, {exchange}},
                     {"system call", machine, {call}},
                     {"interrupt per message", machine, {interrupt}}},
                    false);
    text += "\n";
  }
  text.pop_back();
  return text;
}

}  // namespace shrimp
