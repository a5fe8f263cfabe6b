// SPDX-License-Identifier: MIT
// How both buses speak TLM-2.0: the base protocol with annotated delays, over payloads that are never
// allocated on the way.
//
// A master calls nb_transport_fw(BEGIN_REQ, delay). The answer is TLM_COMPLETED with the delay until the end,
// or TLM_ACCEPTED and later nb_transport_bw(BEGIN_RESP, delay), which the master answers with TLM_COMPLETED.
#pragma once
#include <tlm>

#include "models/bus/snoop.h"
#include "models/common/executive.h"
#include "models/common/units.h"

namespace shrimp {

/// A payload that its master keeps for all its transactions, with the extension that travels along.
class BusPayload : private tlm::tlm_mm_interface {
 public:
  BusPayload() {
    payload_.set_mm(this);
    payload_.set_extension(&extension);
  }
  ~BusPayload() { payload_.clear_extension(&extension); }
  BusPayload(const BusPayload&) = delete;
  BusPayload& operator=(const BusPayload&) = delete;

  tlm::tlm_generic_payload& set(bool write, PhysicalAddress address, std::uint8_t* data,
                                std::uint32_t bytes) {
    payload_.set_command(write ? tlm::TLM_WRITE_COMMAND : tlm::TLM_READ_COMMAND);
    payload_.set_address(address);
    payload_.set_data_ptr(data);
    payload_.set_data_length(bytes);
    payload_.set_streaming_width(bytes);
    payload_.set_byte_enable_ptr(nullptr);
    payload_.set_dmi_allowed(false);
    payload_.set_response_status(tlm::TLM_INCOMPLETE_RESPONSE);
    extension.first_data = Time::never();
    extension.granted = Time::never();
    return payload_;
  }
  tlm::tlm_generic_payload& payload() { return payload_; }

  BusExtension extension;

 private:
  void free(tlm::tlm_generic_payload*) override {}  // kept: a target's acquire and release change nothing
  tlm::tlm_generic_payload payload_;
};

/// Sends a request that starts at `t`. The time of its end if the target knows it now, else never(): the
/// target will call nb_transport_bw.
template <class InitiatorSocket>
Time request(InitiatorSocket& socket, tlm::tlm_generic_payload& payload, Time t) {
  tlm::tlm_phase phase = tlm::BEGIN_REQ;
  sc_core::sc_time delay = annotated_delay(t);
  const tlm::tlm_sync_enum status = socket->nb_transport_fw(payload, phase, delay);
  if (status == tlm::TLM_COMPLETED) return annotated_time(delay);
  if (status != tlm::TLM_UPDATED || phase != tlm::BEGIN_RESP) return Time::never();
  const Time end = annotated_time(delay);
  phase = tlm::END_RESP;
  socket->nb_transport_fw(payload, phase, delay);
  return end;
}

/// Answers a request that was accepted before: it ends at `t`.
template <class TargetSocket>
void respond(TargetSocket& socket, tlm::tlm_generic_payload& payload, Time t) {
  tlm::tlm_phase phase = tlm::BEGIN_RESP;
  sc_core::sc_time delay = annotated_delay(t);
  socket->nb_transport_bw(payload, phase, delay);
}

inline PhysicalAddress address_of(const tlm::tlm_generic_payload& p) {
  return static_cast<PhysicalAddress>(p.get_address());
}

/// How many units of `width` bytes (a power of two) the bytes at `address` touch.
inline std::int64_t transfers(PhysicalAddress address, std::uint32_t bytes, Bytes width) {
  const std::uint64_t last = std::uint64_t{address} + bytes - 1;
  return static_cast<std::int64_t>(last / width.n - address / width.n + 1);
}

}  // namespace shrimp
