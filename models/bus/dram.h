// SPDX-License-Identifier: MIT
// Main memory of a node: 40 MB of DRAM on the Xpress bus [R-l].
//
// The data live once, in host memory: a physical frame is backed by the host page that the simulated process
// uses. The processor's transactions (data_in_place) carry timing alone; those of the EISA bridge copy.
// Idealized: no banks and no open rows, a burst is a first access and equal further cycles; refresh costs
// EISA time only. Copying happens when the access begins, at the instant at which the caches have been asked:
// no process can read the line in between, since its line is gone and the bus is taken.
#pragma once
#include <tlm_utils/simple_target_socket.h>

#include <array>
#include <memory>
#include <vector>

#include "models/bus/bus_protocol.h"
#include "models/bus/xpress_parameters.h"
#include "models/common/statistics.h"
#include "models/common/track.h"

namespace shrimp {

class Dram : public sc_core::sc_module {
 public:
  Dram(sc_core::sc_module_name name, const DramParameters& parameters);

  /// The memory bus's side.
  tlm::tlm_target_socket<64>& socket() { return socket_; }

  /// From now on `frame` is this host page of 4096 bytes; null takes it away. A frame without a host page
  /// reads zeros, and keeps what DMA writes in a page of its own until it is backed.
  void back(std::uint32_t frame, std::uint8_t* host_page);
  std::uint32_t frames() const { return static_cast<std::uint32_t>(frames_.size()); }

  void report(StatisticsSink& sink) const;
  void show(TrackSink& sink);

 private:
  enum class Access : std::uint8_t { none, read, write };
  using Page = std::array<std::uint8_t, page_bytes>;
  struct Frame {
    std::uint8_t* host = nullptr;
    std::unique_ptr<Page> own;
  };
  tlm::tlm_sync_enum transport(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                               sc_core::sc_time& delay);
  void copy(tlm::tlm_generic_payload& payload);

  const DramParameters parameters_;
  tlm_utils::simple_target_socket<Dram, 64> socket_;
  std::vector<Frame> frames_;
  StateTrack access_;
  std::uint64_t reads_ = 0;
  std::uint64_t writes_ = 0;
  std::uint64_t bytes_read_ = 0;
  std::uint64_t bytes_written_ = 0;
};

}  // namespace shrimp
