// SPDX-License-Identifier: MIT
// A visitor of parameters (parameters.h) whose type is fixed, for structs that are compiled apart from the
// simulator: those of a plug-in.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "models/common/parameters.h"

namespace shrimp {

class ParameterVisitor {
 public:
  virtual void operator()(std::string_view name, Time& member, std::string_view meaning, Range<Time>) = 0;
  virtual void operator()(std::string_view name, Frequency& member, std::string_view meaning,
                          Range<Frequency>) = 0;
  virtual void operator()(std::string_view name, Bytes& member, std::string_view meaning, Range<Bytes>) = 0;
  virtual void operator()(std::string_view name, Bandwidth& member, std::string_view meaning,
                          Range<Bandwidth>) = 0;
  virtual void operator()(std::string_view name, Cycles& member, std::string_view meaning, Range<Cycles>) = 0;
  virtual void operator()(std::string_view name, std::uint32_t& member, std::string_view meaning,
                          Range<std::uint32_t>) = 0;
  virtual void operator()(std::string_view name, bool& member, std::string_view meaning) = 0;
  virtual void operator()(std::string_view name, std::string& member, std::string_view meaning,
                          OneOf names) = 0;

 protected:
  ~ParameterVisitor() = default;
};

/// Takes a broken rule between parameters: the key of one of them, and what is wrong and expected.
class RuleReport {
 public:
  virtual void operator()(std::string_view key, std::string_view sentence) = 0;

 protected:
  ~RuleReport() = default;
};

/// Hands what a ParameterVisitor sees to any other visitor.
template <class Visitor>
class ForwardingVisitor final : public ParameterVisitor {
 public:
  explicit ForwardingVisitor(Visitor& to) : to_(to) {}
  void operator()(std::string_view n, Time& m, std::string_view t, Range<Time> r) override {
    to_(n, m, t, r);
  }
  void operator()(std::string_view n, Frequency& m, std::string_view t, Range<Frequency> r) override {
    to_(n, m, t, r);
  }
  void operator()(std::string_view n, Bytes& m, std::string_view t, Range<Bytes> r) override {
    to_(n, m, t, r);
  }
  void operator()(std::string_view n, Bandwidth& m, std::string_view t, Range<Bandwidth> r) override {
    to_(n, m, t, r);
  }
  void operator()(std::string_view n, Cycles& m, std::string_view t, Range<Cycles> r) override {
    to_(n, m, t, r);
  }
  void operator()(std::string_view n, std::uint32_t& m, std::string_view t, Range<std::uint32_t> r) override {
    to_(n, m, t, r);
  }
  void operator()(std::string_view n, bool& m, std::string_view t) override { to_(n, m, t); }
  void operator()(std::string_view n, std::string& m, std::string_view t, OneOf names) override {
    to_(n, m, t, names);
  }

 private:
  Visitor& to_;
};

}  // namespace shrimp
