// SPDX-License-Identifier: MIT
#include "sim/os/export_directory.h"

#include <utility>

namespace shrimp {

void ExportDirectory::add(ExportedBuffer buffer) {
  buffers_.push_back(std::move(buffer));
  const BufferName name = buffers_.back().name;
  const Time visible = buffers_.back().visible;
  std::vector<Wait> others;
  std::vector<ImportWaiter*> told;
  for (const Wait& w : waiting_) {
    if (w.name == name) {
      told.push_back(w.waiter);
    } else {
      others.push_back(w);
    }
  }
  waiting_.swap(others);
  for (ImportWaiter* waiter : told) waiter->exported(name, visible);
}

ExportedBuffer* ExportDirectory::find(const BufferName& name) {
  for (ExportedBuffer& b : buffers_)
    if (b.name == name) return &b;
  return nullptr;
}

}  // namespace shrimp
