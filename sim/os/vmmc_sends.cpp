// SPDX-License-Identifier: MIT
// The kernel's part in the other ways to start a deliberate update (nic.initiation): pairing pages for
// compare-and-exchange (ISCA'94), and a system call for each message (one of the alternatives of ISCA'98).
#include <algorithm>

#include "sim/os/vmmc_service.h"
#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

std::uint32_t to_page_end(std::uint64_t address) {
  return page_bytes - static_cast<std::uint32_t>(address % page_bytes);
}

}  // namespace

/// The import that a place of the destination space belongs to, be it plain or notifying.
VmmcService::Place VmmcService::place_of(SimulatedProcess& p, std::uint64_t address) {
  const std::uint64_t notifying = p.space.window() + SHRIMP_DESTINATION_OFFSET + SHRIMP_NOTIFYING_OFFSET;
  const bool notify = address >= notifying;
  const std::uint64_t plain = notify ? address - SHRIMP_NOTIFYING_OFFSET : address;
  return {p.imports.at(plain, word_bytes), plain, notify};
}

/// From now on what is sent from the page of the source goes to the page of the destination.
Answer VmmcService::pair(SystemCall& c) {
  if (node_.nic().initiation() != Initiation::compare_exchange) return c.done(VMMC_ERROR_UNSUPPORTED);
  SimulatedProcess& p = c.process;
  const std::uint64_t source = c.arguments[0];
  const Place to = place_of(p, c.arguments[1]);
  if (!to.import) return c.done(VMMC_ERROR_NOT_IMPORTED);
  if (to.import->state != BufferState::ok) return c.done(status_of(to.import->state));
  if (!p.space.touch(source, 1, false))
    return c.ends_in_fault(source, "is sent but is not the process's memory");
  OutgoingMapping mapping;
  mapping.enabled = true;
  mapping.destination = to.import->destination;
  mapping.destination_page = to.import->frames[(to.plain - to.import->first_page()) / page_bytes];
  mapping.notify = to.notify;
  const std::uint32_t frame = p.space.translate(source, false).entry->frame;
  node_.nic().set_pairing(frame, mapping);
  const auto old = std::find_if(p.pairings.begin(), p.pairings.end(),
                                [&](const PairedPage& page) { return page.frame == frame; });
  if (old == p.pairings.end())
    p.pairings.push_back({frame, to.import});
  else
    old->import = to.import;
  return c.done(VMMC_OK);
}

/// A frame that has gone to another process meanwhile took no pairing along (Pager::take_out).
void VmmcService::end_pairings(SimulatedProcess& p, const ImportedBuffer& import) {
  const auto rest = std::stable_partition(p.pairings.begin(), p.pairings.end(),
                                          [&](const PairedPage& page) { return page.import != &import; });
  for (auto page = rest; page != p.pairings.end(); ++page)
    if (frames_.owner(page->frame).space == &p.space) node_.nic().set_pairing(page->frame, {});
  p.pairings.erase(rest, p.pairings.end());
}

Answer VmmcService::send(SystemCall& c) {
  if (!send_) {
    const std::uint64_t* a = c.arguments;
    SimulatedProcess& p = c.process;
    if ((a[0] | a[1] | a[2]) % word_bytes != 0) return c.done(VMMC_ERROR_ALIGNMENT);
    if (a[2] == 0 || a[2] > SHRIMP_DESTINATION_OFFSET) return c.done(VMMC_ERROR_RANGE);
    ImportedBuffer* import = p.imports.at(a[1], word_bytes);
    if (!import) return c.done(VMMC_ERROR_NOT_IMPORTED);
    if (!import->holds(a[1], a[2])) return c.done(VMMC_ERROR_RANGE);
    if (!p.space.touch(a[0], a[2], false))
      return c.ends_in_fault(a[0], "is sent but is not the process's memory");
    StoreTimes call;
    call.begun = p.trapped;
    if (p.context.calls) call.called = p.context.calls->called(p.process.hook().pc);
    send_ = Send{import, a[0], a[1], a[2], a[3] != 0, call};
  }
  const Answer answer = go_on_sending(c);
  if (answer != Answer::spin) send_.reset();
  return answer;
}

/// The kernel looks at the engine until it is free, starts a transfer, and so on until the last has been
/// read.
Answer VmmcService::go_on_sending(SystemCall& c) {
  Send& s = *send_;
  if (s.import->state != BufferState::ok) return c.done(status_of(s.import->state));
  if (!node_.nic().transferring()) {
    if (s.left == 0) return c.done(VMMC_OK);
    const auto bytes = static_cast<std::uint32_t>(
        std::min<std::uint64_t>({s.left, to_page_end(s.source), to_page_end(s.destination)}));
    const bool notifies = s.notify && bytes == s.left;
    AddressSpace& space = c.process.space;
    const AddressSpace::Result proxy =
        space.translate(s.destination + (notifies ? SHRIMP_NOTIFYING_OFFSET : 0), true);
    if (proxy.fault != TranslationFault::none) return c.done(VMMC_ERROR_NO_MEMORY);
    const std::uint32_t frame = space.translate(s.source, false).entry->frame;
    const bool started =
        node_.nic().start_transfer(frame * page_bytes + static_cast<std::uint32_t>(s.source % page_bytes),
                                   proxy.entry->frame - device_proxy_base / page_bytes,
                                   static_cast<std::uint32_t>(s.destination % page_bytes), bytes, s.call);
    if (!started) return c.done(VMMC_ERROR_UNSUPPORTED);
    s.call.begun = Time::never();
    s.source += bytes;
    s.destination += bytes;
    s.left -= bytes;
  }
  c.cost = costs_.engine_poll;
  return Answer::spin;
}

}  // namespace shrimp
