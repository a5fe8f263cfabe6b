// SPDX-License-Identifier: MIT
#include "sim/os/export_table.h"

#include <algorithm>

namespace shrimp {

void ExportedBuffer::add_importer(const ProcessName& process) {
  if (std::find(nodes.begin(), nodes.end(), process.node) == nodes.end()) nodes.push_back(process.node);
  for (Importer& i : importers)
    if (i.process == process) {
      ++i.imports;
      return;
    }
  importers.push_back({process, 1});
}

void ExportedBuffer::remove_importer(const ProcessName& process) {
  const auto i = std::find_if(importers.begin(), importers.end(),
                              [&](const Importer& importer) { return importer.process == process; });
  if (i != importers.end() && --i->imports == 0) importers.erase(i);
}

ExportedBuffer& ExportTable::add(ExportedBuffer buffer) {
  buffer.serial = ++last_serial_;
  return buffers_[buffer.serial] = std::move(buffer);
}

ExportedBuffer* ExportTable::find(std::int32_t pid, std::uint32_t id) {
  for (auto& [serial, b] : buffers_)
    if (b.name.pid == pid && b.name.id == id) return &b;
  return nullptr;
}

ExportedBuffer* ExportTable::find_serial(std::uint32_t serial) {
  const auto b = buffers_.find(serial);
  return b == buffers_.end() ? nullptr : &b->second;
}

const ExportedBuffer* ExportTable::at(PhysicalAddress address) const {
  for (const auto& [serial, b] : buffers_) {
    const auto first = static_cast<std::uint32_t>(b.address % page_bytes);
    for (std::size_t i = 0; i < b.frames.size(); ++i) {
      if (b.frames[i] != page_of(address)) continue;
      const std::uint64_t position = i * page_bytes + offset_in_page(address);
      if (position >= first && position < std::uint64_t{first} + b.bytes) return &b;
    }
  }
  return nullptr;
}

bool ExportTable::overlaps(std::int32_t pid, std::uint64_t address, std::uint64_t bytes) const {
  return std::any_of(buffers_.begin(), buffers_.end(), [&](const auto& entry) {
    const ExportedBuffer& b = entry.second;
    return b.name.pid == pid && address < b.address + b.bytes && b.address < address + bytes;
  });
}

bool ExportTable::shares_pages(const ExportedBuffer& buffer) const {
  return std::any_of(buffers_.begin(), buffers_.end(), [&](const auto& entry) {
    const ExportedBuffer& b = entry.second;
    return b.serial != buffer.serial &&
           std::any_of(b.frames.begin(), b.frames.end(), [&](std::uint32_t frame) {
             return frame == buffer.frames.front() || frame == buffer.frames.back();
           });
  });
}

std::vector<std::uint32_t> ExportTable::of_process(std::int32_t pid) const {
  std::vector<std::uint32_t> serials;
  for (const auto& [serial, b] : buffers_)
    if (b.name.pid == pid) serials.push_back(serial);
  return serials;
}

}  // namespace shrimp
