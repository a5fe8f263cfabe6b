// SPDX-License-Identifier: MIT
// `shrimp sweep` as a user has it: any number of workers, interrupted, continued, changed.
#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

using Words = std::vector<std::string>;

const std::string pingpong = SHRIMP_BUILD "/workloads/pingpong";

CommandResult sweep(Words options, const Words& behind) {
  options.insert(options.begin(), "sweep");
  options.push_back("--");
  options.insert(options.end(), behind.begin(), behind.end());
  return run_shrimp(options);
}

std::string complaint(const Words& options, const Words& behind) {
  const CommandResult r = sweep(options, behind);
  CHECK(r.status == 2);
  CHECK(r.out.empty());
  CHECK(r.err.find("bug of the simulator") == std::string::npos);
  return r.err;
}

std::string everything_in(const TemporaryFolder& folder, const std::string& name) {
  return read_file(folder.file(name + "/sweep.csv")) + read_file(folder.file(name + "/sweep.svg"));
}

const Words by_size{"run", "-n", "2", pingpong, "{way}", "{bytes}", "20"};

}  // namespace

TEST_CASE("any number of workers leaves the same bytes") {
  const TemporaryFolder folder;
  for (const char* jobs : {"1", "3"}) {
    const CommandResult r = sweep({"-o", folder.file(jobs), "-j", jobs, "--vary", "bytes=4,64,256", "--vary",
                                   "way=au,du", "--stat", "node[0].eisa.busy"},
                                  by_size);
    INFO(r.err);
    REQUIRE(r.status == 0);
  }
  CHECK((everything_in(folder, "1") == everything_in(folder, "3")));
  const std::string csv = read_file(folder.file("1/sweep.csv"));
  CHECK_THAT(csv, Contains("\r\n6,256,du,0,1,one_way_us,") && Contains(",node[0].eisa.busy,"));
  CHECK_THAT(read_file(folder.file("1/sweep.svg")), Contains("</svg>") && Contains("one_way_us [us]"));
}

TEST_CASE("a sweep over a published number has the numbers of reproduce") {
  const TemporaryFolder folder;
  const CommandResult r = sweep({"-o", folder.path(), "--vary", "mesh.hop_latency=20ns,40ns"},
                                {"reproduce", "sw.overhead", "udma.initiation"});
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK_THAT(read_file(folder.file("sweep.csv")),
             Contains("1,20,,,sw.overhead,") && Contains("2,40,,,udma.initiation,"));
}

TEST_CASE("means of reproduce and of a sweep are told without the noise of their arithmetic") {
  const TemporaryFolder folder;
  REQUIRE(sweep({"-o", folder.path(), "--vary", "nic.packet_check.latency=240ns,250ns"},
                {"reproduce", "au.latency.wt", "du.latency"})
              .status == 0);
  const std::string csv = read_file(folder.file("sweep.csv"));
  CHECK_THAT(csv, Contains("au.latency.wt,4.72975,us") && !Contains("00000") && !Contains("99999"));
  REQUIRE(run_shrimp({"reproduce", "au.latency.wt", "--json", folder.file("rows.json")}).status == 0);
  CHECK_THAT(read_file(folder.file("rows.json")), Contains("\"simulated\": 4.72975,") && !Contains("00000"));
}

TEST_CASE("a sweep's runs end where --until says") {
  const TemporaryFolder folder;
  const CommandResult r =
      sweep({"-o", folder.path(), "--vary", "mesh.hop_latency=20ns,40ns"},
            {"run", "--until", "3ms", "-n", "2", test_program("never_ends.c"), "compute"});
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK_THAT(read_file(folder.file("sweep.csv")), Contains(",run.simulated,3000000000,ps"));
}

TEST_CASE("an interrupted sweep keeps its points, and the same command makes the others") {
  const TemporaryFolder folder;
  // Two points are quick, the third would take hours.
  const std::string command = std::string(SHRIMP_BUILD "/shrimp sweep -j 2 -o points --vary rounds=") +
                              "10,20,200000000 -- run -n 2 " + pingpong + " au 4 {rounds}";
  const CommandResult r = run_command(
      {"sh", "-c",
       command +
           " & shrimp=$!; until [ $(ls points/points 2>/dev/null | grep -c 'json$') = 2 ]; do sleep 0.05; "
           "done; kill -INT $shrimp; wait $shrimp"},
      folder.path());
  INFO(r.err);
  CHECK(r.status == 130);
  CHECK_THAT(r.err, Contains("interrupted with 2 of 3 points; the same command makes the rest"));
  CHECK_THAT(read_file(folder.file("points/sweep.csv")), Contains("\r\n2,20,") && !Contains("\r\n3,"));

  const Words behind{"run", "-n", "2", pingpong, "au", "4", "{rounds}"};
  const CommandResult rest = sweep({"-o", folder.file("points"), "--vary", "rounds=10,20,30"}, behind);
  CHECK(rest.status == 0);
  CHECK_THAT(rest.err, Contains("3 points, 2 of them already in"));
  const CommandResult whole = sweep({"-o", folder.file("whole"), "--vary", "rounds=10,20,30"}, behind);
  CHECK(whole.status == 0);
  CHECK((everything_in(folder, "points") == everything_in(folder, "whole")));
}

TEST_CASE("points of another machine are not taken for those of this one") {
  const TemporaryFolder folder;
  const Words options{"-o", folder.path(), "--vary", "way=au,du", "--vary", "bytes=4"};
  REQUIRE(sweep(options, by_size).status == 0);
  const std::string before = read_file(folder.file("sweep.csv"));
  Words slower = by_size;
  slower.insert(slower.begin() + 1, {"--set", "nic.packet_check.latency=1us"});
  const CommandResult r = sweep(options, slower);
  CHECK_THAT(r.err,
             Contains("2 points, 0 of them already") && Contains("2 other points there belong to another"));
  CHECK(read_file(folder.file("sweep.csv")) != before);
  CHECK_THAT(sweep(options, by_size).err, Contains("2 points, 2 of them already"));
  CHECK(read_file(folder.file("sweep.csv")) == before);
}

TEST_CASE("a damaged point is made again, a failed one left out") {
  const TemporaryFolder folder;
  const Words options{"-o", folder.path(), "--vary", "bytes=4,6", "--vary", "way=au"};
  for (const char* already : {"2 points, 0 of them", "2 points, 0 of them"}) {
    const CommandResult r = sweep(options, by_size);
    CHECK(r.status == 1);
    CHECK_THAT(r.err, Contains(already) && Contains("the point bytes=6 way=au failed, and is left out") &&
                          Contains("a multiple of 4 bytes, unlike 6"));
    CHECK_THAT(read_file(folder.file("sweep.csv")), Contains("\r\n1,4,au,") && !Contains("\r\n2,"));
    for (const auto& point : std::filesystem::directory_iterator(folder.file("points")))
      std::filesystem::resize_file(point.path(), 20);
  }
}

TEST_CASE("without gnuplot the table is kept, and a sentence says what is missing") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder.file("tools"));
  std::filesystem::create_symlink("/bin/sh", folder.file("tools/sh"));
  const CommandResult r = run_command({SHRIMP_BUILD "/shrimp", "sweep", "-o", folder.file("out"), "--vary",
                                       "bytes=4,64", "--", "run", "-n", "2", pingpong, "au", "{bytes}", "20"},
                                      "", {{"PATH", folder.file("tools")}});
  INFO(r.err);
  CHECK(r.status == 2);
  CHECK_THAT(r.err, Contains("gnuplot could not draw") && Contains("sweep.csv is complete") &&
                        Contains("apt-get install gnuplot-nox"));
  CHECK_THAT(read_file(folder.file("out/sweep.csv")), Contains("\r\n2,64,"));
}

TEST_CASE("a full disk at the end of a sweep is told, and what was made before is used again") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("/dev/full", folder.file("sweep.csv"));
  const Words options{"-o", folder.path(), "--vary", "bytes=4,64", "--vary", "way=au"};
  CHECK_THAT(complaint(options, by_size), Contains("sweep.csv' cannot be written: No space left on device"));
  std::filesystem::remove(folder.file("sweep.csv"));
  const CommandResult again = sweep(options, by_size);
  CHECK(again.status == 0);
  CHECK_THAT(again.err, Contains("2 points, 2 of them already in"));
  CHECK_THAT(read_file(folder.file("sweep.csv")), Contains("\r\n2,64,"));
}

TEST_CASE("a sweep that cannot be made is refused in a sentence") {
  const TemporaryFolder folder;
  const std::string out = folder.file("out");
  const Words once{"run", "-n", "2", pingpong, "au", "4", "10"};
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latncy=20ns,40ns"}, once),
             Contains("did you mean mesh.hop_latency?"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns,,40ns"}, once),
             Contains("KEY=a,b,c was expected"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns", "--stat", "node[0].eisa.bsy"}, once),
             Contains("did you mean node[0].eisa.busy?"));
  CHECK_THAT(complaint({"-o", "/proc/sweep", "--vary", "mesh.hop_latency=20ns"}, once),
             Contains("cannot be made"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns"}, {"reproduce", "du.latncy"}),
             Contains("there is no published number 'du.latncy'"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns"}, {"config"}),
             Contains("run or reproduce was expected"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns"}, {"run", "missing.c"}),
             Contains("missing.c"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns"}, {"run", "--profile", pingpong}),
             Contains("--profile belongs to one run"));
  CHECK_THAT(complaint({"-o", out, "--vary", "mesh.hop_latency=20ns"}, {"run", "-o", "x", pingpong}),
             Contains("-o belongs before the --"));
  CHECK_THAT(
      complaint({"-o", out, "--vary", "mesh.hop_latency=20ns"}, {"run", "--trace-window", "zzz", pingpong}),
      Contains("--trace belongs to one run"));
}

TEST_CASE("a sweep of one value is drawn without a warning, also where CDPATH leads elsewhere") {
  const TemporaryFolder folder;
  const CommandResult r =
      run_command({"sh", "-c",
                   "mkdir -p other/sw && exec \"$0\" sweep -o sw --vary bytes=4 -- run -n 2 "
                   "\"$1\" au {bytes} 10",
                   SHRIMP_BUILD "/shrimp", pingpong},
                  folder.path(), {{"CDPATH", folder.file("other")}});
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK_THAT(r.err, !Contains("arning"));
  CHECK_THAT(read_file(folder.file("sw/sweep.svg")), Contains("<svg"));
}
