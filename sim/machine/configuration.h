// SPDX-License-Identifier: MIT
// A machine's configuration: the values of a file under configs/, of the machines it is based on and of
// `--set`, handed to the parameter structs of the blocks.
//
//   Configuration configuration = Configuration::load("shrimp-ii", {"nic.outgoing_fifo.capacity=16KiB"},
//   folders); MachineParameters parameters; configuration.bind("", parameters);  // or one group:
//   configuration.bind("nic", nic_parameters) configuration.finish();              // a name that no
//   parameter has is an error
//
// No parameter has a default in code. The last one who gives a value wins: base, file, `--set` in order. What
// a shipped base gives and this machine has no parameter for is left out: its board may lack a block of the
// base's board. All errors are ConfigurationError with file, line, column, what was expected and the nearest
// valid name.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "models/common/parameters.h"
#include "sim/machine/machine_file.h"
#include "sim/machine/parameter_info.h"

namespace shrimp {

class Configuration {
 public:
  /// `name_or_path`: a path if it holds a '/' or ends in ".toml", else a machine of one of `folders`.
  /// `sets`: each "full.name=value".
  static Configuration load(const std::string& name_or_path, const std::vector<std::string>& sets,
                            const std::vector<std::string>& folders);

  /// Gives a value that holds unless the user gave one; `value` as on the command line. Before bind.
  void prefer(std::string_view name, std::string value, std::string reason);

  /// Fills a struct as models/common/parameters.h describes it, under the group `path` ("" for none), and
  /// checks its ranges and rules; throws all errors found together.
  template <class Parameters>
  void bind(std::string_view path, Parameters& parameters);

  /// To be called when everything is bound: a name left over is an error.
  void finish() const;

  /// The machine's name: that of the file without folder and ending.
  const std::string& machine() const { return machine_; }
  /// The sentence that the file says of its machine.
  const std::string& description() const { return description_; }
  /// Whether the user gave this parameter, by `--set` or in a file of his own.
  bool given_by_user(std::string_view name) const;

  /// Whether anyone gives a value of this name.
  bool gives(std::string_view name) const { return settings_.find(name) != settings_.end(); }
  /// Makes a bound text the absolute name of a file, also in complete_toml(): a relative one counts from the
  /// machine file that gives it, with `--set` from the current folder. In hash() the file's content stands
  /// for it.
  std::string resolve_file(std::string_view name);
  /// Throws ConfigurationError: what is wrong with a value that was bound, and what to do.
  [[noreturn]] void refuse(std::string_view name, const std::string& problem, const std::string& fix) const;

  /// Every bound parameter with value, source and reason, as a machine file without base that feeds back
  /// identically.
  std::string complete_toml() const;
  /// A stable hash of all bound names and values, 16 hexadecimal digits.
  std::string hash() const;
  /// The bound parameters in the order of binding.
  const std::vector<ParameterInfo>& described() const { return described_; }

 private:
  friend class ParameterBinder;
  using Settings = std::map<std::string, Setting, std::less<>>;

  void read_layers(const std::string& name_or_path, const std::vector<std::string>& folders,
                   const Setting* named_by, std::vector<std::string>& chain);
  void add_file(MachineFile file, bool shipped, bool is_base);
  void add_sets(const std::vector<std::string>& sets);

  // What ParameterBinder asks for, one parameter at a time; an error is noted and 0 or "" returned.
  Wide quantity(ParameterInfo info);
  bool truth(ParameterInfo info);
  std::string text(ParameterInfo info);
  const Setting* take(const ParameterInfo& info);
  void describe(ParameterInfo info, const Setting& s, std::string value);
  void wrong_value(const ParameterInfo& info, const Setting& s, const std::string& problem);
  void missing(const ParameterInfo& info);
  void broken_rule(const std::string& path, std::string_view key, std::string_view sentence);
  void throw_errors();

  std::string where_base_lacks() const;
  std::vector<std::string> bound_names() const;
  std::string hint_for(const std::string& name) const;
  std::string unknown_table(const TableHeader& t, const std::vector<std::string>& tables) const;

  std::string machine_;
  std::string description_;
  std::vector<std::string> files_;  // the machine's own first, then its bases
  Settings settings_;
  std::vector<TableHeader> tables_;
  std::map<std::string, std::size_t, std::less<>> bound_;  // name -> position in described_
  std::vector<ParameterInfo> described_;
  std::vector<std::string> errors_;
};

/// The visitor that `Configuration::bind` hands to `visit`.
class ParameterBinder {
 public:
  ParameterBinder(Configuration& configuration, std::string path)
      : configuration_(configuration), path_(std::move(path)) {}

  template <class T>
  void operator()(std::string_view name, T& member, std::string_view meaning, Range<T> range) {
    using Traits = QuantityTraits<T>;
    ParameterInfo info = declare(name, meaning, Traits::dimension);
    info.low = Traits::to(range.low);
    info.high = Traits::to(range.high);
    member = Traits::from(configuration_.quantity(std::move(info)));
  }
  /// A count's range may be written with plain integers.
  void operator()(std::string_view name, std::uint32_t& member, std::string_view meaning, Range<int> r) {
    (*this)(name, member, meaning,
            range(static_cast<std::uint32_t>(r.low), static_cast<std::uint32_t>(r.high)));
  }
  void operator()(std::string_view name, bool& member, std::string_view meaning) {
    member = configuration_.truth(declare(name, meaning, Dimension::boolean));
  }
  void operator()(std::string_view name, std::string& member, std::string_view meaning, OneOf names = {}) {
    ParameterInfo info = declare(name, meaning, Dimension::text);
    info.allowed = std::move(names.names);
    member = configuration_.text(std::move(info));
  }
  template <class Parameters>
  void group(std::string_view name, Parameters& parameters) {
    ParameterBinder(configuration_, full(name)).fill(parameters);
  }

  template <class Parameters>
  void fill(Parameters& parameters) {
    const std::size_t errors = configuration_.errors_.size();
    parameters.visit(*this);
    if (configuration_.errors_.size() == errors) check(parameters, 0);
  }

 private:
  struct Reporter {
    const ParameterBinder& binder;
    void operator()(std::string_view key, std::string_view sentence) const {
      binder.configuration_.broken_rule(binder.path_, key, sentence);
    }
  };
  template <class Parameters>
  auto check(const Parameters& parameters, int) const
      -> decltype(parameters.check(std::declval<Reporter>())) {
    parameters.check(Reporter{*this});
  }
  template <class Parameters>
  void check(const Parameters&, long) const {}  // a struct without rules

  ParameterInfo declare(std::string_view name, std::string_view meaning, Dimension dimension) const {
    ParameterInfo info;
    info.name = full(name);
    info.meaning = meaning;
    info.dimension = dimension;
    return info;
  }
  std::string full(std::string_view name) const {
    return path_.empty() ? std::string(name) : path_ + "." + std::string(name);
  }

  Configuration& configuration_;
  std::string path_;
};

template <class Parameters>
void Configuration::bind(std::string_view path, Parameters& parameters) {
  ParameterBinder(*this, std::string(path)).fill(parameters);
  throw_errors();
}

}  // namespace shrimp
