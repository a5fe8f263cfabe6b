// SPDX-License-Identifier: MIT
#include "sim/observe/send_functions.h"

#include <algorithm>
#include <array>
#include <limits>
#include <string_view>

#include "sim/process/functions.h"

namespace shrimp {

namespace {

constexpr std::array<std::string_view, 3> of_sbl{"SBL_SendMsg", "SBL_SendMsgWithNotify", "SBL_SendMsgStart"};
constexpr std::array<std::string_view, 4> of_vmmc{"vmmc_send", "vmmc_send_notify", "vmmc_send_start",
                                                  "vmmc_send_start_notify"};
// Which these call, where a transfer is not started by two references.
constexpr std::array<std::string_view, 4> within{"vmmc_send_otherwise", "vmmc_send_start_otherwise",
                                                 "vmmc_exchange_send", "vmmc_exchange_start"};

template <std::size_t n>
bool is_one(const std::string& name, const std::array<std::string_view, n>& names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

}  // namespace

SendFunctions::SendFunctions(const Program& program) {
  const std::vector<shrimp::Function> functions = functions_of(program);
  begin_ = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t last = 0;
  for (const shrimp::Function& f : functions) {
    const std::string& name = f.names.front();
    if (name == "shrimp_charge_slow") charge_slow_ = f.address;
    if (is_one(name, of_sbl)) functions_.push_back({f.address, Layer::sbl});
    if (is_one(name, of_vmmc)) functions_.push_back({f.address, Layer::vmmc});
    if (!is_one(name, of_sbl) && !is_one(name, of_vmmc) && !is_one(name, within)) continue;
    begin_ = std::min(begin_, f.address);
    last = std::max(last, f.address);
  }
  end_ = std::numeric_limits<std::uint64_t>::max();
  for (const shrimp::Function& f : functions)
    if (f.address > last) end_ = std::min(end_, f.address);
  if (charge_slow_ == 0) functions_.clear();
}

std::optional<SendFunctions::Layer> SendFunctions::layer_of(std::uint64_t address) const {
  for (const Function& f : functions_)
    if (f.address == address) return f.layer;
  return {};
}

}  // namespace shrimp
