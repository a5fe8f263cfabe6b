// SPDX-License-Identifier: MIT
// Every way to get a machine file or a `--set` wrong, with the whole text that the user sees.
#include "tests/catch.h"
#include "tests/sim/machine/machine_fixture.h"

using namespace shrimp;

namespace {

/// A mistake in a file that is based on the test machine (its line 1 is the base), or in a `--set`.
struct Mistake {
  const char* name;
  const char* text;
  const char* error;
};

const Mistake in_files[] = {
    {"an unknown key names the nearest one", "[nic.outgoing_fifo]\ncapacty = \"16KiB\"\n",
     R"(mine.toml:3:1: no parameter is called nic.outgoing_fifo.capacty
  3 | capacty = "16KiB"
    | ^~~~~~~
  did you mean nic.outgoing_fifo.capacity? (bytes of packets the FIFO holds))"},
    {"an unknown key with nothing near", "colour = \"red\"\n", R"(mine.toml:2:1: no parameter is called colour
  2 | colour = "red"
    | ^~~~~~
  `shrimp config` lists every parameter)"},
    {"a known key in an unknown table is found by its last word", "[router]\nlatency = \"1ns\"\n",
     R"(mine.toml:2:1: no table is called router
  2 | [router]
    | ^~~~~~~~
  its latency: did you mean nic.latency? (of one block))"},
    {"an unknown empty table", "[nic.outgoing_fifa]\n", R"(mine.toml:2:1: no table is called nic.outgoing_fifa
  2 | [nic.outgoing_fifa]
    | ^~~~~~~~~~~~~~~~~~~
  did you mean nic.outgoing_fifo?)"},
    {"a dotted key in an unknown table", "router.speed = 3\n", R"(mine.toml:2:1: no table is called router
  2 | router.speed = 3
    | ^~~~~~~~~~~~
  its speed: `shrimp config` lists every parameter)"},
    {"a missing unit", "[nic.outgoing_fifo]\ncapacity = \"16\"\n",
     R"(mine.toml:3:12: nic.outgoing_fifo.capacity: the unit is missing
  3 | capacity = "16"
    |            ^~~~
  expected: a size in bytes (B, kB, KiB, MB, MiB or GiB) from 64B to 1MiB, such as "64B"
  meaning: bytes of packets the FIFO holds)"},
    {"a bare number where a unit is needed", "[nic]\nlatency = 40\n",
     R"(mine.toml:3:11: nic.latency: the unit is missing
  3 | latency = 40
    |           ^~
  expected: a time (ps, ns, us, ms or s) from 0s to 10us, such as "10us"
  meaning: of one block)"},
    {"a bare decimal where a unit is needed", "[nic]\nlatency = { value = 4.5, source = \"A\" }\n",
     R"(mine.toml:3:21: nic.latency: the unit is missing
  3 | latency = { value = 4.5, source = "A" }
    |                     ^~~
  expected: a time (ps, ns, us, ms or s) from 0s to 10us, such as "10us"
  meaning: of one block)"},
    {"a unit of another dimension",
     "[nic]\nlatency = { value = \"40MHz\", source = \"A\", reason = \"?\" }\n",
     R"(mine.toml:3:21: nic.latency: 'MHz' is the unit of a frequency, not of a time
  3 | latency = { value = "40MHz", source = "A", reason = "?" }
    |                     ^~~~~~~
  expected: a time (ps, ns, us, ms or s) from 0s to 10us, such as "10us"
  meaning: of one block)"},
    {"a misspelt unit", "clock = \"60Mhz\"\n", R"(mine.toml:2:9: clock: 'Mhz' is not a unit; did you mean MHz?
  2 | clock = "60Mhz"
    |         ^~~~~~~
  expected: a frequency (Hz, kHz, MHz or GHz) from 1MHz to 1GHz, such as "1MHz"
  meaning: of the processor)"},
    {"no number at all", "clock = \"fast\"\n", R"(mine.toml:2:9: clock: it does not begin with a number
  2 | clock = "fast"
    |         ^~~~~~
  expected: a frequency (Hz, kHz, MHz or GHz) from 1MHz to 1GHz, such as "1MHz"
  meaning: of the processor)"},
    {"a value out of range", "clock = \"60GHz\"\n", R"(mine.toml:2:9: clock: 60GHz is out of range
  2 | clock = "60GHz"
    |         ^~~~~~~
  expected: a frequency (Hz, kHz, MHz or GHz) from 1MHz to 1GHz, such as "1MHz"
  meaning: of the processor)"},
    {"a count out of range", "nodes = 0\n", R"(mine.toml:2:9: nodes: 0 is out of range
  2 | nodes = 0
    |         ^
  expected: a whole number without a unit from 1 to 1024
  meaning: how many)"},
    {"a negative quantity", "[nic]\nlatency = \"-1ns\"\n",
     R"(mine.toml:3:11: nic.latency: -1ns is out of range
  3 | latency = "-1ns"
    |           ^~~~~~
  expected: a time (ps, ns, us, ms or s) from 0s to 10us, such as "10us"
  meaning: of one block)"},
    {"a count with a fraction", "nodes = 1.5\n", R"(mine.toml:2:9: nodes: it is no whole number
  2 | nodes = 1.5
    |         ^~~
  expected: a whole number without a unit from 1 to 1024
  meaning: how many)"},
    {"a count in quotes", "nodes = \"16\"\n",
     R"(mine.toml:2:9: nodes: this is a text, not a number; write it without quotes
  2 | nodes = "16"
    |         ^~~~
  expected: a whole number without a unit from 1 to 1024
  meaning: how many)"},
    {"an array for a quantity", "nodes = [1, 2]\n",
     R"(mine.toml:2:9: nodes: this is not a whole number without a unit
  2 | nodes = [1, 2]
    |         ^~~~~~
  expected: a whole number without a unit from 1 to 1024
  meaning: how many)"},
    {"a truth value for a quantity", "[nic]\nlatency = true\n",
     R"(mine.toml:3:11: nic.latency: this is not a time
  3 | latency = true
    |           ^~~~
  expected: a time (ps, ns, us, ms or s) from 0s to 10us, such as "10us"
  meaning: of one block)"},
    {"a text for a truth value", "[nic]\ncombining = \"true\"\n",
     R"(mine.toml:3:13: nic.combining: this is a text; write it without quotes
  3 | combining = "true"
    |             ^~~~~~
  expected: true or false
  meaning: whether consecutive stores merge)"},
    {"a number for a truth value", "[nic]\ncombining = 1\n",
     R"(mine.toml:3:13: nic.combining: this is neither true nor false
  3 | combining = 1
    |             ^
  expected: true or false
  meaning: whether consecutive stores merge)"},
    {"a number for a text", "remark = 1\n", R"(mine.toml:2:10: remark: this is not a text; write it in quotes
  2 | remark = 1
    |          ^
  expected: a text in quotes
  meaning: anything)"},
    {"a text that is no choice", "[nic]\nboard = \"shrimp-3\"\n",
     R"(mine.toml:3:9: nic.board: 'shrimp-3' is not among the choices; did you mean shrimp-1 or shrimp-2?
  3 | board = "shrimp-3"
    |         ^~~~~~~~~~
  expected: one of "shrimp-1", "shrimp-2"
  meaning: which board)"},
    {"a broken rule between parameters", "[nic.outgoing_fifo]\nthreshold = \"64KiB\"\n",
     R"(mine.toml:3:13: nic.outgoing_fifo.threshold: the threshold lies above the capacity
  3 | threshold = "64KiB"
    |             ^~~~~~~)"},
    {"not TOML", "[nic\nlatency = 1\n", R"(mine.toml:2:1: this is not TOML: an invalid key appeared.
 --> mine.toml
   |
 2 | [nic
   | ^--- is not a valid key
   |
Hint: bare keys  : non-empty strings composed only of [A-Za-z0-9_-].
Hint: quoted keys: same as "basic strings" or 'literal strings'.
Hint: dotted keys: sequence of bare or quoted keys joined with a dot.)"},
    {"a unit without quotes", "clock = 60MHz\n", R"(mine.toml:2:11: this is not TOML: invalid line format
 --> mine.toml
   |
 2 | clock = 60MHz
   |           ^--- expected newline, but got 'M'.)"},
    {"a key twice", "nodes = 1\nnodes = 2\n",
     R"(mine.toml:3:9: this is not TOML: value ("nodes") already exists.
 --> mine.toml
   |
 2 | nodes = 1
   |         ^--- value already exists here
 ...
 3 | nodes = 2
   |         ^--- value defined twice)"},
    {"a table twice", "[nic]\n[nic]\n", R"(mine.toml:3:1: this is not TOML: table ("nic") already exists.
 --> mine.toml
   |
 2 | [nic]
   | ~~~~~ table already exists here
 ...
 3 | [nic]
   | ~~~~~ table defined twice)"},
    {"a source that is no tag", "clock = { value = \"60MHz\", source = \"Q\" }\n",
     R"(mine.toml:2:37: 'Q' is not the tag of a source
  2 | clock = { value = "60MHz", source = "Q" }
    |                                     ^~~
  expected: P (published), R-h, R-m, R-l (recalled), D (arithmetic), A (assumed) or user)"},
    {"an unknown annotation", "clock = { value = \"60MHz\", sorce = \"A\" }\n",
     R"(mine.toml:2:28: 'sorce' is not known beside the value of clock
  2 | clock = { value = "60MHz", sorce = "A" }
    |                            ^~~~~
  expected: value, source, reason, calibrated
  did you mean source?)"},
    {"an annotation without a value", "clock = { source = \"A\", reason = \"?\" }\n",
     R"(mine.toml:2:9: clock has a source or a reason, but no value
  2 | clock = { source = "A", reason = "?" }
    |         ^~~~~~~~~~~~~~~~~~~~~~~~~~~~~~
  expected: clock = { value = ..., source = "...", reason = "..." })"},
    {"a calibrated that is neither true nor false", "clock = { value = \"60MHz\", calibrated = 1 }\n",
     R"(mine.toml:2:41: calibrated of clock is not a truth value
  2 | clock = { value = "60MHz", calibrated = 1 }
    |                                         ^
  expected: true or false)"},
};

const Mistake in_sets[] = {
    {"--set of an unknown name", "nic.outgoing_fifo.capacty=32KiB",
     R"(--set nic.outgoing_fifo.capacty=32KiB: no parameter is called nic.outgoing_fifo.capacty
  --set nic.outgoing_fifo.capacty=32KiB
        ^~~~~~~~~~~~~~~~~~~~~~~~~
  did you mean nic.outgoing_fifo.capacity? (bytes of packets the FIFO holds))"},
    {"--set of a table", "nic.outgoing_fifo=32KiB",
     R"(--set nic.outgoing_fifo=32KiB: no parameter is called nic.outgoing_fifo
  --set nic.outgoing_fifo=32KiB
        ^~~~~~~~~~~~~~~~~
  nic.outgoing_fifo is a table; it holds capacity, threshold)"},
    {"--set without a unit", "nic.outgoing_fifo.capacity=32",
     R"(--set nic.outgoing_fifo.capacity=32: nic.outgoing_fifo.capacity: the unit is missing
  --set nic.outgoing_fifo.capacity=32
                                   ^~
  expected: a size in bytes (B, kB, KiB, MB, MiB or GiB) from 64B to 1MiB, such as "64B"
  meaning: bytes of packets the FIFO holds)"},
    {"--set out of range", "nodes=5000", R"(--set nodes=5000: nodes: 5000 is out of range
  --set nodes=5000
              ^~~~
  expected: a whole number without a unit from 1 to 1024
  meaning: how many)"},
    {"--set of no truth value", "nic.combining=yes",
     R"(--set nic.combining=yes: nic.combining: this is neither true nor false
  --set nic.combining=yes
                      ^~~
  expected: true or false
  meaning: whether consecutive stores merge)"},
    {"--set of no choice", "nic.board=shrimp2",
     R"(--set nic.board=shrimp2: nic.board: 'shrimp2' is not among the choices; did you mean shrimp-2?
  --set nic.board=shrimp2
                  ^~~~~~~
  expected: one of "shrimp-1", "shrimp-2"
  meaning: which board)"},
    {"--set without a value", "nodes", R"(--set nodes: this names no parameter and value
  --set nodes
        ^~~~~
  expected: --set NAME=VALUE, such as --set pentium.clock=60MHz)"},
    {"--set with an empty value", "nodes=", R"(--set nodes=: nodes: the value is empty
  --set nodes=
              ^
  expected: a whole number without a unit from 1 to 1024
  meaning: how many)"},
    {"--set that breaks a rule", "nic.outgoing_fifo.threshold=64KiB",
     R"(--set nic.outgoing_fifo.threshold=64KiB: nic.outgoing_fifo.threshold: the threshold lies above the capacity
  --set nic.outgoing_fifo.threshold=64KiB
                                    ^~~~~)"},
};

}  // namespace

TEST_CASE("mistakes in a machine file are shown where they are") {
  MachineFolder folder;
  for (const Mistake& m : in_files) {
    INFO(m.name);
    CHECK(folder.error_in(m.text) == m.error);
  }
}

TEST_CASE("mistakes in a --set are shown where they are") {
  MachineFolder folder;
  for (const Mistake& m : in_sets) {
    INFO(m.name);
    CHECK(folder.error("test", {m.text}) == m.error);
  }
}

TEST_CASE("a name set twice on the command line") {
  MachineFolder folder;
  CHECK(folder.error("test", {"nodes=3", "nodes=4"}) == R"(--set nodes=4: nodes is set twice
  --set nodes=4
        ^~~~~
  the other is --set nodes=3)");
}

TEST_CASE("a parameter that no file gives") {
  MachineFolder folder;
  folder.write("configs/bare.toml", "nodes = 2\n");
  folder.write("mine.toml", "base = \"bare\"\nclok = \"60MHz\"\n");
  const std::string text = folder.error("./mine.toml");
  CHECK(text.find(R"(mine.toml: the machine mine lacks clock
  meaning: of the processor
  expected: a frequency (Hz, kHz, MHz or GHz) from 1MHz to 1GHz, such as "1MHz"
  nor does its base configs/bare.toml give it
  mine.toml:2:1: is clok this parameter, mistyped?
  to be written as clock = { value = ..., source = "...", reason = "..." }; `shrimp config` shows what other machines say)") ==
        0);
  CHECK(text.find("the machine mine lacks nic.outgoing_fifo.capacity") != std::string::npos);
  CHECK(text.find("to be written under [nic.outgoing_fifo] as capacity = ") != std::string::npos);
}

TEST_CASE("a machine that does not exist lists those that do") {
  MachineFolder folder;
  CHECK(folder.error("tets") == "there is no machine 'tets'\n  did you mean test?\n  machines: test");
  CHECK(folder.error("vax") == "there is no machine 'vax'\n  machines: test");
  CHECK(folder.error("./none.toml") == "there is no machine file './none.toml'\n  machines: test");
  CHECK(folder.error("./configs/") == "configs: a machine file was expected, but this is a folder");
}

TEST_CASE("a base that does not exist, and a circle of bases") {
  MachineFolder folder;
  folder.write("mine.toml", "base = \"tost\"\n");
  CHECK(folder.error("./mine.toml") == R"(mine.toml:1:8: there is no machine 'tost'
  1 | base = "tost"
    |        ^~~~~~
  did you mean test?
  machines: test)");
  folder.write("mine.toml", "base = 3\n");
  CHECK(folder.error("./mine.toml") == R"(mine.toml:1:8: base is not a text
  1 | base = 3
    |        ^
  expected: the name or the path of a machine file)");
  folder.write("mine.toml", "base = \"./mine.toml\"\n");
  CHECK(folder.error("./mine.toml") == R"(mine.toml:1:8: a machine cannot be its own base
  1 | base = "./mine.toml"
    |        ^~~~~~~~~~~~~
  the bases lead back to mine.toml)");
}

TEST_CASE("several mistakes are told together") {
  MachineFolder folder;
  const std::string text = folder.error_in("nodes = 0\nclock = \"60\"\n");
  CHECK(text.find("mine.toml:2:9: nodes: 0 is out of range") != std::string::npos);
  CHECK(text.find("mine.toml:3:9: clock: the unit is missing") != std::string::npos);
}
