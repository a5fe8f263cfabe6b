// SPDX-License-Identifier: MIT
#include "models/bus/dram.h"

#include <cstring>

namespace shrimp {

Dram::Dram(sc_core::sc_module_name name, const DramParameters& parameters)
    : sc_module(name),
      parameters_(parameters),
      socket_("socket"),
      frames_(parameters.capacity.n / page_bytes) {
  socket_.register_nb_transport_fw(this, &Dram::transport);
}

void Dram::back(std::uint32_t frame, std::uint8_t* host_page) {
  frames_[frame].host = host_page;
  frames_[frame].own.reset();
}

tlm::tlm_sync_enum Dram::transport(tlm::tlm_generic_payload& payload, tlm::tlm_phase& phase,
                                   sc_core::sc_time& delay) {
  if (phase != tlm::BEGIN_REQ) return tlm::TLM_COMPLETED;
  const std::uint32_t bytes = payload.get_data_length();
  if (payload.get_address() + bytes > parameters_.capacity.n) {
    payload.set_response_status(tlm::TLM_ADDRESS_ERROR_RESPONSE);
    return tlm::TLM_COMPLETED;
  }
  auto* extension = payload.get_extension<BusExtension>();
  if (!extension || !extension->data_in_place) copy(payload);
  payload.set_response_status(tlm::TLM_OK_RESPONSE);

  const bool write = payload.is_write();
  const Time first = write ? parameters_.write_first : parameters_.read_first;
  const Time next = write ? parameters_.write_next : parameters_.read_next;
  const Time begin = annotated_time(delay);
  if (extension) extension->first_data = begin + first;
  const Time end = begin + first + next * (transfers(address_of(payload), bytes, parameters_.width) - 1);
  access_.set(begin, write ? Access::write : Access::read);
  access_.set(end, Access::none);
  delay = annotated_delay(end);
  (write ? writes_ : reads_) += 1;
  (write ? bytes_written_ : bytes_read_) += bytes;
  return tlm::TLM_COMPLETED;
}

/// Bursts stay within lines, so a transaction lies within one page; what a third party's master sends may
/// not.
void Dram::copy(tlm::tlm_generic_payload& payload) {
  PhysicalAddress address = address_of(payload);
  std::uint8_t* data = payload.get_data_ptr();
  for (std::uint32_t left = payload.get_data_length(); left > 0;) {
    const std::uint32_t offset = offset_in_page(address);
    const std::uint32_t n = left < page_bytes - offset ? left : page_bytes - offset;
    Frame& frame = frames_[page_of(address)];
    if (payload.is_write() && !frame.host && !frame.own) frame.own = std::make_unique<Page>();
    std::uint8_t* page = frame.host ? frame.host : frame.own ? frame.own->data() : nullptr;
    if (payload.is_write())
      std::memcpy(page + offset, data, n);
    else if (page)
      std::memcpy(data, page + offset, n);
    else
      std::memset(data, 0, n);
    address += n;
    data += n;
    left -= n;
  }
}

void Dram::show(TrackSink& sink) {
  sink.state("access", access_, Access::none, {"idle", "read", "write"}, "What main memory is accessed for.");
}

void Dram::report(StatisticsSink& sink) const {
  sink.count("reads", reads_, "accesses", "Reads of main memory, a burst counted once.");
  sink.count("writes", writes_, "accesses", "Writes of main memory, a burst counted once.");
  sink.count("bytes_read", bytes_read_, "bytes", "Bytes read from main memory.");
  sink.count("bytes_written", bytes_written_, "bytes", "Bytes written to main memory.");
}

}  // namespace shrimp
