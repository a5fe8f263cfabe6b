// SPDX-License-Identifier: MIT
// What bus tests stand on: a calendar run by an executive, masters that follow a plan, slaves of fixed
// latency.
#pragma once
#include <tlm_utils/simple_initiator_socket.h>
#include <tlm_utils/simple_target_socket.h>

#include <algorithm>
#include <cstring>
#include <vector>

#include "models/bus/bus_protocol.h"
#include "models/common/calendar.h"
#include "models/common/executive.h"
#include "tests/catch.h"

namespace shrimp {

struct Bench {
  Calendar calendar{"node", Time{1}};
  Executive executive{"executive"};
  Bench() { executive.add(calendar); }
  void run() { sc_core::sc_start(); }
};

/// Sends its plan, one transaction after the other, each no earlier than planned.
template <unsigned Width>
class PlannedMaster : public sc_core::sc_module {
 public:
  PlannedMaster(sc_core::sc_module_name name, Calendar& calendar)
      : sc_module(name),
        socket("socket"),
        go_(calendar, this, &PlannedMaster::go),
        ended_(calendar, this, &PlannedMaster::ended) {
    socket.register_nb_transport_bw(this, &PlannedMaster::answered);
  }
  struct Step {
    Time from;
    bool write;
    PhysicalAddress address;
    std::uint32_t bytes;
    bool locked = false;
  };
  void plan(const Step& step) {
    if (plan_.empty()) go_.reschedule(step.from);
    plan_.push_back(step);
  }
  tlm_utils::simple_initiator_socket<PlannedMaster, Width> socket;
  std::vector<Time> done;
  std::uint8_t data[4096] = {};
  std::vector<int>* order = nullptr;  // where to note `name_in_order` when a transaction ends
  int name_in_order = 0;

 private:
  void go(Time now) {
    const Step& s = plan_[next_++];
    payload_.extension.locked = s.locked;
    const Time end = request(socket, payload_.set(s.write, s.address, data, s.bytes), now);
    if (!end.is_never()) ended_.reschedule(end);
  }
  tlm::tlm_sync_enum answered(tlm::tlm_generic_payload&, tlm::tlm_phase& phase, sc_core::sc_time& delay) {
    if (phase != tlm::BEGIN_RESP) return tlm::TLM_ACCEPTED;
    ended_.reschedule(annotated_time(delay));
    return tlm::TLM_COMPLETED;
  }
  void ended(Time now) {
    done.push_back(now);
    if (order) order->push_back(name_in_order);
    if (next_ < plan_.size()) go_.reschedule(max(now, plan_[next_].from));
  }
  std::vector<Step> plan_;
  std::size_t next_ = 0;
  BusPayload payload_;
  Event go_;
  Event ended_;
};

/// Answers `latency` after it is asked; remembers when that was and what was written.
template <unsigned Width>
class FixedSlave : public sc_core::sc_module {
 public:
  FixedSlave(sc_core::sc_module_name name, Time latency)
      : sc_module(name), socket("socket"), latency_(latency) {
    socket.register_nb_transport_fw(this, &FixedSlave::transport);
  }
  tlm_utils::simple_target_socket<FixedSlave, Width> socket;
  std::vector<Time> asked;
  std::vector<std::uint32_t> lengths;
  std::vector<bool> locked;  // part of a locked update
  std::uint8_t data[64] = {};

 private:
  tlm::tlm_sync_enum transport(tlm::tlm_generic_payload& p, tlm::tlm_phase&, sc_core::sc_time& delay) {
    const Time t = annotated_time(delay);
    asked.push_back(t);
    lengths.push_back(p.get_data_length());
    const auto* extension = p.get_extension<BusExtension>();
    locked.push_back(extension && extension->locked_update);
    const std::uint32_t n = std::min<std::uint32_t>(p.get_data_length(), sizeof data);
    if (p.is_write())
      std::memcpy(data, p.get_data_ptr(), n);
    else
      std::memcpy(p.get_data_ptr(), data, n);
    p.set_response_status(tlm::TLM_OK_RESPONSE);
    delay = annotated_delay(t + latency_);
    return tlm::TLM_COMPLETED;
  }
  Time latency_;
};

/// A third party's device or memory, written against TLM-2.0 alone: blocking transport, delays of its own.
template <unsigned Width>
class ThirdPartyTarget : public sc_core::sc_module {
 public:
  explicit ThirdPartyTarget(sc_core::sc_module_name name) : sc_module(name), socket("socket") {
    socket.register_b_transport(this, &ThirdPartyTarget::b_transport);
  }
  tlm_utils::simple_target_socket<ThirdPartyTarget, Width> socket;
  std::uint8_t store[4096] = {};
  sc_core::sc_time waits{250, sc_core::SC_NS};
  sc_core::sc_time annotates{50, sc_core::SC_NS};

 private:
  void b_transport(tlm::tlm_generic_payload& p, sc_core::sc_time& delay) {
    std::uint8_t* place = store + p.get_address() % sizeof store;
    if (p.is_write())
      std::memcpy(place, p.get_data_ptr(), p.get_data_length());
    else
      std::memcpy(p.get_data_ptr(), place, p.get_data_length());
    sc_core::wait(waits);
    delay += annotates;
    p.set_response_status(tlm::TLM_OK_RESPONSE);
  }
};

}  // namespace shrimp
