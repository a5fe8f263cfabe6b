// SPDX-License-Identifier: MIT
// A small machine and a folder of machine files for the tests of the configuration.
#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "sim/machine/configuration.h"
#include "sim/machine/errors.h"

namespace shrimp {

struct TestFifo {
  Bytes capacity;
  Bytes threshold;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("capacity", capacity, "bytes of packets the FIFO holds", range(Bytes{64}, Bytes{1 << 20}));
    v("threshold", threshold, "occupancy past which the processor is interrupted",
      range(Bytes{0}, Bytes{1 << 20}));
  }
  template <class Report>
  void check(Report&& report) const {
    if (threshold.n > capacity.n) report("threshold", "the threshold lies above the capacity");
  }
};

struct TestNic {
  TestFifo outgoing_fifo;
  Time latency;
  bool combining;
  std::string board;
  template <class Visitor>
  void visit(Visitor&& v) {
    v.group("outgoing_fifo", outgoing_fifo);
    v("latency", latency, "of one block", range(Time{0}, Time::from_us(10)));
    v("combining", combining, "whether consecutive stores merge");
    v("board", board, "which board", one_of({"shrimp-1", "shrimp-2"}));
  }
};

struct TestMachine {
  std::uint32_t nodes;
  Frequency clock;
  Cycles refill;
  Bandwidth link;
  std::string remark;
  TestNic nic;
  template <class Visitor>
  void visit(Visitor&& v) {
    v("nodes", nodes, "how many", range(1, 1024));
    v("clock", clock, "of the processor", range(Frequency{1'000'000}, Frequency{1'000'000'000}));
    v("refill", refill, "of a line", range(Cycles{1}, Cycles{100}));
    v("link", link, "of the mesh", range(Bandwidth{1'000'000}, Bandwidth{1'000'000'000}));
    v("remark", remark, "anything");
    v.group("nic", nic);
  }
};

inline const char* const test_machine = R"(description = "a machine for tests"
nodes = 2
clock = { value = "60MHz", source = "R-h", reason = "DEC 560ST" }
refill = "5 cycles"
link = "200MB/s"
remark = "none"
[nic]
latency = { value = "40ns", source = "A", reason = "fits", calibrated = true }
combining = true
board = "shrimp-2"
[nic.outgoing_fifo]
capacity = { value = "32KiB", source = "R-m", reason = "recalled" }
threshold = "16KiB"
)";

/// A folder of machine files that is the working directory while it lives.
class MachineFolder {
 public:
  MachineFolder() : before_(std::filesystem::current_path()) {
    folder_ = std::filesystem::temp_directory_path() / ("shrimp-machines-" + std::to_string(::getpid()));
    std::filesystem::create_directories(folder_ / "configs");
    std::filesystem::current_path(folder_);
    write("configs/test.toml", test_machine);
  }
  ~MachineFolder() {
    std::filesystem::current_path(before_);
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }

  /// Loads and binds; the machine's parameters are in `machine`.
  Configuration load(const std::string& name, const std::vector<std::string>& sets = {}) {
    Configuration c = Configuration::load(name, sets, {"configs"});
    c.bind("", machine);
    c.finish();
    return c;
  }
  /// The text of the error that `load` throws.
  std::string error(const std::string& name, const std::vector<std::string>& sets = {}) {
    try {
      load(name, sets);
    } catch (const ConfigurationError& e) {
      return e.what();
    }
    return "(no error)";
  }
  /// The error for a file that changes one line of the base machine "test".
  std::string error_in(const std::string& text) {
    write("mine.toml", "base = \"test\"\n" + text);
    return error("./mine.toml");
  }

  TestMachine machine{};

 private:
  std::filesystem::path before_;
  std::filesystem::path folder_;
};

}  // namespace shrimp
