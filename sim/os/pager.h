// SPDX-License-Identifier: MIT
// The page-out daemon of one node, and the page faults that its work leads to.
//
// Stands for the paging of the nodes' Linux with the rules that user-level DMA adds (HPCA'96, section 6).
// When few frames are free, it goes round the frames like the hand of a clock: a page that was used since the
// last round gets a second chance, another one leaves memory, by way of the disk if it is dirty. A page stays
// while a table of the board names it (pins), while a transfer, a buffered store or an access under way uses
// it (I4), and while the reference or system call that brought it in is not over. Its proxies are unmapped
// before it (I2), after the kernel's Inval, so that no half-made initiation can name it afterwards. Source
// proxies are read-only, the board never writes through them, and pages that it may write are dirty when they
// are exported: so no page is taken for clean that is not (I3).
//
// Idealized: the daemon takes no time of the processor; what it does to TLB and caches is modelled. A page
// that is asked for again while it is being written out is read back when its turn at the disk comes. Each
// page that has been in memory has a place on the disk, also one that was only read.
#pragma once
#include <deque>

#include "models/node/node.h"
#include "sim/os/disk.h"
#include "sim/os/frame_allocator.h"

namespace shrimp {

/// The kernel, as the page-out daemon sees it.
class PagerClient {
 public:
  /// The pages that the process lacked are in memory, or cannot be.
  virtual void pages_are_in(AddressSpace& space, Time now) = 0;
  /// A reference that is being made concerns the frame.
  virtual bool refers_to(std::uint32_t frame) const = 0;

 protected:
  ~PagerClient() = default;
};

class Pager final : private DiskClient {
 public:
  Pager(Node& node, const PagingParameters& costs, FrameAllocator& frames, PagerClient& client);

  /// Frames may have been taken at `t`, at or after the calendar's present: the daemon wakes if few are left.
  void watch(Time t);
  /// A process waits for its missing pages: the client is told when all are in memory, or cannot be.
  void bring_in(AddressSpace& space, Time now);
  /// The process has ended: its frames go back, once no hardware uses them.
  void release(AddressSpace& space, Time now);
  /// Pages are on their way to or from the disk.
  bool is_busy() const { return !disk_.is_idle(); }

  void report(StatisticsSink& sink) const;

 private:
  struct Fault {
    AddressSpace* space;
    std::size_t missing;  // pages
  };
  void disk_done(const DiskRequest& request, Time now) override;
  void grant_frames(Time now);
  void page_is_in(const FrameOwner& page, std::uint32_t frame, Time now);
  void one_less_missing(AddressSpace& space, Time now);
  void refuse(AddressSpace& space, Time now);

  void on_scan(Time now);
  bool is_short() const;
  bool look_at(std::uint32_t frame, Time now);
  bool is_in_use(std::uint32_t frame) const;
  bool waits_for_frame(const AddressSpace& space) const;
  bool clear_accessed(const FrameOwner& owner);
  void take_out(std::uint32_t frame, Time now);
  void forget_translations(const FrameOwner& owner);
  void forget_frame(std::uint32_t frame);
  void on_departed(Time now);

  Node& node_;
  const PagingParameters& costs_;
  FrameAllocator& frames_;
  PagerClient& client_;

  std::vector<Fault> faults_;             // one a process that waits
  std::deque<FrameOwner> waiting_;        // their pages that have no frame yet
  std::uint32_t writing_ = 0;             // pages on their way to the disk, whose frames will be free
  std::uint32_t hand_ = 0;                // of the clock: the frame that is looked at next
  std::vector<std::uint32_t> departing_;  // of ended processes, pinned until no hardware uses them
  Disk disk_;
  Event scan_;
  Event departed_;

  std::uint64_t page_ins_ = 0;
  std::uint64_t page_outs_ = 0;
  std::uint64_t pages_dropped_ = 0;
  std::uint64_t second_chances_ = 0;
  std::uint64_t frame_waits_ = 0;
};

}  // namespace shrimp
