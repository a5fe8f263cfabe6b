// SPDX-License-Identifier: MIT
#include "models/nic/eisa_transfer.h"

#include "models/common/invariant.h"

namespace shrimp {

void EisaTransfer::read(PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now) {
  start(false, address, data, bytes, now);
}

void EisaTransfer::write(PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes, Time now) {
  start(true, address, data, bytes, now);
}

void EisaTransfer::start(bool write, PhysicalAddress address, std::uint8_t* data, std::uint32_t bytes,
                         Time now) {
  SHRIMP_INVARIANT(!running_, "an engine started an EISA transfer before the last was done");
  running_ = true;
  payload_.set(write, address, data, bytes);
  port_.start(*this, engine_, now);
}

void EisaTransfer::finish() {
  running_ = false;
  SHRIMP_INVARIANT(!payload_.payload().is_response_error(),
                   "the EISA bus refused a transfer of the network interface at {:#x}: {}",
                   payload_.payload().get_address(), payload_.payload().get_response_string());
}

}  // namespace shrimp
