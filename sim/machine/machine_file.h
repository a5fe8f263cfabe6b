// SPDX-License-Identifier: MIT
// One machine file as a flat list of settings with their places; knows TOML, and nothing of parameters.
//
// A value is `key = "60MHz"` (or a number, or true/false), or annotated with where it comes from:
// `key = { value = "60MHz", source = "R-h", reason = "DEC 560ST" }`, with `calibrated = true` if it was
// adjusted until a published total came out. At the top level `base` names the machine that this one changes,
// and `description` says in a sentence what it is.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/machine/source_location.h"

namespace shrimp {

/// How a value was written: with quotes, as a number, ...; `bare` on the command line, where there are no
/// quotes.
enum class Written { text, integer, real, boolean, bare, other };

/// One `key = value`, wherever it was given.
struct Setting {
  std::string name;  // full, "nic.outgoing_fifo.capacity"
  Written written = Written::other;
  std::string value;   // without quotes
  std::string source;  // tag of REFERENCE.md, or "user"; empty if not given
  std::string reason;
  bool calibrated = false;
  bool by_user = false;  // on the command line or in a file of the user's own
  bool of_base = false;  // from a shipped machine that another one is based on
  SourceLocation key_at;
  SourceLocation value_at;
};

/// A `[table]` header, or a table that a dotted key implies.
struct TableHeader {
  std::string name;
  SourceLocation at;
  bool of_base = false;
};

struct MachineFile {
  std::string path;
  std::optional<Setting> base;
  std::string description;
  std::vector<Setting> settings;  // in the order of the file
  std::vector<TableHeader> tables;
};

/// Reads `path`. Throws ConfigurationError with place and excerpt if it is not TOML or not of the form above.
MachineFile read_machine_file(const std::string& path);

/// `name=value` of a `--set` as a setting with source "user".
Setting read_set(std::string_view argument);

}  // namespace shrimp
