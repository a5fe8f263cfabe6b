// SPDX-License-Identifier: MIT
#include "sim/experiment/forked_runs.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <map>
#include <stdexcept>

#include "sim/experiment/interruption.h"
#include "sim/experiment/runs_progress.h"
#include "sim/machine/errors.h"
#include "tests/catch.h"

using namespace shrimp;

namespace {

struct Runs final : ForkedRuns {
  std::map<std::size_t, RunEnd> ends;
  int parent_state = 0;

  int make_run(std::size_t run, std::FILE* result) override {
    ++parent_state;  // in the child's copy
    std::fprintf(result, "run %zu state %d", run, parent_state);
    if (run == 3) std::raise(SIGKILL);
    if (run == 4) throw std::runtime_error("run 4 breaks a rule");
    return static_cast<int>(run);
  }
  void ended(std::size_t run, const RunEnd& end) override { ends[run] = end; }
};

struct Progress final : ForkedRunsProgress {
  std::size_t last = 0;
  void done(std::size_t runs, std::size_t of) override {
    CHECK(runs == last + 1);
    CHECK(of == 6);
    last = runs;
  }
};

}  // namespace

TEST_CASE("each run is a process of its own, and says how it ended") {
  for (unsigned workers : {1U, 3U, 20U}) {
    Runs runs;
    Progress progress;
    runs.make(6, workers, &progress);
    CHECK(progress.last == 6);
    REQUIRE(runs.ends.size() == 6);
    CHECK(runs.parent_state == 0);
    CHECK(runs.ends[2].result == "run 2 state 1");
    CHECK(runs.ends[2].status == 2);
    CHECK(runs.ends[2].signal == 0);
    CHECK(runs.ends[3].signal == SIGKILL);
    CHECK(runs.ends[4].status == 3);
  }
}

TEST_CASE("a result that does not fit is told, and is none") {
  struct Large final : ForkedRuns {
    int make_run(std::size_t, std::FILE* result) override {
      std::signal(SIGXFSZ, SIG_IGN);
      const rlimit little{4096, 4096};
      setrlimit(RLIMIT_FSIZE, &little);
      for (int i = 0; i < 1000; ++i) std::fputs("0123456789", result);
      return 0;
    }
    void ended(std::size_t, const RunEnd&) override { FAIL("half of a result is taken for one"); }
  } runs;
  CHECK_THROWS_AS(runs.make(2, 1, nullptr), UsageError);
  CHECK(waitpid(-1, nullptr, 0) == -1);
}

TEST_CASE("interrupted, no run is begun any more, and those that run are ended") {
  struct Interrupting final : ForkedRuns {
    int make_run(std::size_t run, std::FILE*) override {
      if (run == 0) return 0;
      for (;;) pause();
    }
    void ended(std::size_t run, const RunEnd&) override {
      CHECK(run == 0);
      std::raise(SIGINT);
    }
  } runs;
  std::string sentence;
  try {
    runs.make(5, 2, nullptr);
  } catch (const Interrupted& e) {
    sentence = e.what();
  }
  CHECK(sentence == "interrupted by Ctrl-C with 1 of 5 runs made");
  CHECK(Interruption::signal() == SIGINT);
  CHECK(waitpid(-1, nullptr, 0) == -1);  // no child is left
}

TEST_CASE("a signal that comes while runs are being begun ends them") {
  struct Sending final : ForkedRuns {
    int make_run(std::size_t, std::FILE*) override {
      kill(getppid(), SIGTERM);
      for (;;) pause();
    }
    void ended(std::size_t, const RunEnd&) override { FAIL("none ends by itself"); }
  };
  for (int i = 0; i < 50; ++i) {
    Sending runs;
    CHECK_THROWS_AS(runs.make(3, 1, nullptr), Interrupted);
  }
  CHECK(waitpid(-1, nullptr, 0) == -1);
}

TEST_CASE("the progress of many runs reckons with the runs that have ended") {
  CHECK(RunsProgress::line(0, 80, 5) == "0 of 80 runs");
  CHECK(RunsProgress::line(20, 80, 5) == "20 of 80 runs, about 15 s left");
  CHECK(RunsProgress::line(80, 80, 20) == "80 of 80 runs");
}
