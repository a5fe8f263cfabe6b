// SPDX-License-Identifier: MIT
#include "sim/os/import_table.h"

#include <algorithm>

#include "sim/process/abi.h"
#include "vmmc_api/trap.h"

namespace shrimp {

namespace {

OutgoingMapping mapping_of(const ImportedBuffer& buffer, std::size_t page, bool notify) {
  OutgoingMapping mapping;
  mapping.enabled = buffer.state == BufferState::ok;
  mapping.destination = buffer.destination;
  mapping.destination_page = buffer.frames[page];
  mapping.notify = notify;
  return mapping;
}

}  // namespace

std::int64_t status_of(BufferState state) {
  return state == BufferState::ok          ? VMMC_OK
         : state == BufferState::withdrawn ? VMMC_ERROR_WITHDRAWN
                                           : VMMC_ERROR_LOST;
}

ImportTable::ImportTable(std::uint64_t window, DeviceProxies& proxies)
    : begin_(window + SHRIMP_DESTINATION_OFFSET),
      end_(begin_ + SHRIMP_NOTIFYING_OFFSET),
      next_(begin_),
      proxies_(proxies) {}

ImportedBuffer* ImportTable::add(ImportedBuffer buffer, std::uint32_t offset) {
  const std::size_t pages = buffer.frames.size();
  if (pages > proxies_.available()) return nullptr;
  const auto place = free_place(pages);
  if (!place) return nullptr;
  buffer.proxy_address = *place + offset;
  for (std::size_t i = 0; i < pages; ++i)
    buffer.device_proxies.push_back(*proxies_.take(mapping_of(buffer, i, false)));
  buffer.notifying_proxies.resize(pages);
  buffers_.push_back(std::move(buffer));
  return &buffers_.back();
}

/// One page stays free behind each buffer, so that a run past its end faults.
std::optional<std::uint64_t> ImportTable::free_place(std::uint64_t pages) {
  const std::uint64_t bytes = (pages + 1) * page_bytes;
  const std::uint64_t start = next_;
  bool wrapped = false;
  for (std::uint64_t at = start; !wrapped || at < start;) {
    if (bytes > end_ - at) {
      if (wrapped) break;
      wrapped = true;
      at = begin_;
      continue;
    }
    if (is_free(at, at + bytes)) {
      next_ = at + bytes;
      return at;
    }
    at += page_bytes;
  }
  return std::nullopt;
}

bool ImportTable::is_free(std::uint64_t begin, std::uint64_t end) const {
  return std::none_of(buffers_.begin(), buffers_.end(), [&](const ImportedBuffer& b) {
    const std::uint64_t its_end = b.first_page() + (b.frames.size() + 1) * page_bytes;
    return begin < its_end && b.first_page() < end;
  });
}

void ImportTable::close(ImportedBuffer& buffer, BufferState state) {
  buffer.state = state;
  for (const std::uint32_t proxy : buffer.device_proxies) proxies_.disable(proxy);
  for (const auto& proxy : buffer.notifying_proxies)
    if (proxy) proxies_.disable(*proxy);
}

void ImportTable::remove(const ImportedBuffer& buffer, AddressSpace& space) {
  for (std::size_t i = 0; i < buffer.frames.size(); ++i) {
    const std::uint64_t page = buffer.first_page() + i * page_bytes;
    space.unmap_device_proxy(page);
    space.unmap_device_proxy(page + SHRIMP_NOTIFYING_OFFSET);
    proxies_.give_back(buffer.device_proxies[i]);
    if (buffer.notifying_proxies[i]) proxies_.give_back(*buffer.notifying_proxies[i]);
  }
  buffers_.remove_if([&](const ImportedBuffer& b) { return &b == &buffer; });
}

ImportedBuffer* ImportTable::at(std::uint64_t address, std::uint64_t bytes) {
  for (ImportedBuffer& b : buffers_)
    if (b.holds(address, bytes)) return &b;
  return nullptr;
}

std::optional<std::uint32_t> ImportTable::device_proxy(std::uint64_t address) {
  const bool notifying = address >= end_;
  const std::uint64_t plain = notifying ? address - SHRIMP_NOTIFYING_OFFSET : address;
  for (ImportedBuffer& b : buffers_) {
    const std::uint64_t page = (plain - b.first_page()) / page_bytes;
    if (plain < b.first_page() || page >= b.frames.size()) continue;
    if (!notifying) return b.device_proxies[page];
    if (!b.notifying_proxies[page]) b.notifying_proxies[page] = proxies_.take(mapping_of(b, page, true));
    return b.notifying_proxies[page];
  }
  return std::nullopt;
}

}  // namespace shrimp
