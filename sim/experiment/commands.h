// SPDX-License-Identifier: MIT
// What the command line can ask for, as plain values, and the functions that do it. They return the exit
// status of INTERFACE, and throw UsageError (status 2) or BrokenInvariant (status 3).
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace shrimp {

/// One program of `shrimp run`; several are separated by ':' as in mpirun.
struct ProgramRequest {
  std::string program;                 // a source file, or an output of shrimp-cc
  std::vector<std::string> arguments;  // from argv[1]
  std::uint32_t copies = 1;            // ranks are counted through all programs
};

/// Of commands that only look at a machine.
struct MachineChoice {
  std::string machine = "shrimp-ii";
  std::vector<std::string> sets;  // each NAME=VALUE
};

/// As texts, as they were given; empty: not given (trace_options.h).
struct TraceOptions {
  std::string formats;  // "perfetto,vcd"
  std::string window;   // "10us..40us"
  std::string nodes;    // "0,1"
  std::string limit;    // "200MB"
};

struct RunOptions {
  std::string machine = "shrimp-ii";
  std::vector<std::string> sets;  // each NAME=VALUE; --seed N arrives as run.seed=N
  std::vector<ProgramRequest> programs;
  std::string output_folder;  // for stats.json and machine.toml; empty: none
  bool quiet = false;
  bool run_ahead = true;  // off: every reference waits for its calendar; no simulated number may change
  bool profile = false;   // where the cycles go, to profile.txt and profile.csv, or to stderr
  TraceOptions trace;
  std::string stats_from;  // statistics from here on: "10us", "main_loop", "1:main_loop"; empty: the start
  std::string stats_to;    // and until here; empty: the end
  std::string until;       // the run ends at this simulated time; empty: with its programs
  bool report = false;     // index.html in the output folder
  std::vector<std::string> environment;  // of the programs, each NAME=VALUE
  std::string cflags = "-O2 -g";
};
int run(const RunOptions& options);

struct ExplainOptions {
  std::string machine = "shrimp-ii";
  std::vector<std::string> sets;
  std::string against;                   // another machine; empty: none
  std::string json_file;                 // empty: none
  std::vector<ProgramRequest> programs;  // empty: the one-word ping-pongs
  bool ping_pong = false;                // the programs are one
  std::string cflags = "-O2 -g";
};
int explain(const ExplainOptions& options);

struct ReproduceOptions {
  std::string machine = "shrimp-ii";
  std::vector<std::string> sets;
  std::vector<std::string> ids;  // empty: all
  std::string json_file;         // empty: none
  std::string report_folder;     // for index.html; empty: none
};
int reproduce(const ReproduceOptions& options);

struct FaultsOptions {
  std::string machine = "shrimp-ii";
  std::vector<std::string> sets;
  std::uint32_t runs = 200;
  std::uint32_t seed = 1;     // of the first run; the next has the next
  std::uint32_t workers = 0;  // runs at once; 0: as many as the host has processors
};
int faults(const FaultsOptions& options);

struct FitOptions {
  std::string machine = "shrimp-ii";
  std::vector<std::string> sets;
  std::string json_file;  // empty: none
};
int fit(const FitOptions& options);

struct CompareOptions {
  std::string a, b;       // each a stats.json, or its folder
  std::string only;       // a pattern of names; empty: all
  bool all = false;       // print every change
  std::string json_file;  // empty: none
};
/// 0 if both runs tell the same, 1 if not.
int compare(const CompareOptions& options);

/// What a sweep varies: a parameter, or what stands as {key} in the arguments of the program.
struct Variation {
  std::string key;
  std::vector<std::string> values;
};

struct SweepOptions {
  std::vector<Variation> variations;    // at least one; the points are their product
  std::vector<std::string> statistics;  // full names, to be kept of each run
  std::string plot;                     // the quantity to draw; empty: chosen by what came out
  std::string output_folder;
  std::uint32_t workers = 0;  // points at once; 0: as many as the host has processors
  bool of_rows = false;       // each point is a reproduction of published numbers, else a run
  RunOptions run;
  ReproduceOptions reproduce;
};
int sweep(const SweepOptions& options);

/// Prints docs/boards.md, measured now.
int boards();

}  // namespace shrimp
