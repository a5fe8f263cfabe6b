// SPDX-License-Identifier: MIT
// SHRIMP-II with a line buffer between its snoop logic and its packetizer, as the write-combining buffers of
// later processors: writes to one line of memory are collected, in whatever order they come and however often
// a word is written, and leave in the order of addresses, so that the packetizer makes one packet of them.
#include <algorithm>
#include <bitset>

#include "models/nic/board_plug_in.h"
#include "models/nic/shrimp2.h"

using namespace shrimp;

namespace {

struct LineParameters {
  Bytes line;
  Time timeout;

  template <class Visitor>
  void visit(Visitor&& v) {
    v("line", line, "memory whose writes are collected, a power of two", range(Bytes{8}, Bytes{64}));
    v("timeout", timeout, "a line's last write until it leaves, complete or not",
      range(Time::from_ns(1), Time::from_us(1000)));
  }
  template <class Report>
  void check(Report&& report) const {
    if ((line.n & (line.n - 1)) != 0) report("line", "must be a power of two");
  }
};

class LineBuffer final : public SnoopedWriteSink {
 public:
  LineBuffer(const LineParameters& parameters, Calendar& calendar, SnoopedWriteSink& packetizer)
      : parameters_(parameters), packetizer_(packetizer), timer_(calendar, this, &LineBuffer::on_timer) {}

  // Pages in single-write mode ask for one packet a write, so theirs pass.
  void automatic_update(const SnoopedWrite& write, Time now) override {
    if (line_of(write.address) != line_ || write.mapping.mode == UpdateMode::single_write) release(now);
    if (write.mapping.mode == UpdateMode::single_write) return packetizer_.automatic_update(write, now);
    line_ = line_of(write.address);
    last_ = write;
    for (std::uint32_t i = 0; i < write.bytes; ++i) {
      data_[write.address - line_ + i] = write.data[i];
      merged_ += written_[write.address - line_ + i];
      written_.set(write.address - line_ + i);
    }
    if (written_.count() == parameters_.line.n) return release(now);
    timer_.reschedule(now + parameters_.timeout);
  }
  void flush(std::uint32_t local_page, Time now) override {
    release(now);
    packetizer_.flush(local_page, now);
  }
  void fence(const Fence& fence, Time now) override {
    release(now);
    packetizer_.fence(fence, now);
  }

  void release(Time now) {
    timer_.cancel();
    lines_ += written_.any();
    SnoopedWrite write = last_;  // its destination, and the times of the last store
    for (std::uint32_t at = 0; at < parameters_.line.n; at += write.bytes) {
      write.address = line_ + at;
      write.bytes = 0;
      while (at + write.bytes < parameters_.line.n && write.bytes < word_bytes &&
             written_[at + write.bytes]) {
        write.data[write.bytes] = data_[at + write.bytes];
        ++write.bytes;
      }
      if (write.bytes > 0) packetizer_.automatic_update(write, now);
      write.bytes = std::max(write.bytes, 1U);
    }
    written_.reset();
  }

  bool empty() const { return written_.none(); }
  void report(StatisticsSink& sink) const {
    sink.count("lines", lines_, "lines", "lines that left");
    sink.count("merged", merged_, "bytes", "bytes written over before they left");
  }

 private:
  PhysicalAddress line_of(PhysicalAddress a) const {
    return a & ~static_cast<PhysicalAddress>(parameters_.line.n - 1);
  }
  void on_timer(Time now) { release(now); }

  const LineParameters parameters_;
  SnoopedWriteSink& packetizer_;
  Event timer_;
  PhysicalAddress line_ = 0;
  SnoopedWrite last_;
  std::array<std::uint8_t, 64> data_{};
  std::bitset<64> written_;
  std::uint64_t lines_ = 0;
  std::uint64_t merged_ = 0;
};

class LineBoard final : public Shrimp2 {
 public:
  LineBoard(sc_core::sc_module_name name, const NicParameters& nic, const LineParameters& own,
            const BoardSite& site)
      : Shrimp2(name, nic, site), line_buffer_(own, site.calendar, packetizer_) {
    put_behind_snoop_logic(line_buffer_);
  }
  bool send_fence(MeshCoordinates destination, PhysicalAddress address, std::uint32_t word) override {
    line_buffer_.release(calendar_.now());  // so that the board counts it before it promises room
    return Shrimp2::send_fence(destination, address, word);
  }
  bool quiet() const override { return line_buffer_.empty() && Shrimp2::quiet(); }
  void report(StatisticsSink& sink) const override {
    Shrimp2::report(sink);
    sink.part("line_buffer", line_buffer_);
  }

 private:
  LineBuffer line_buffer_;
};

}  // namespace

extern "C" const BoardPlugIn shrimp_board =
    board_plug_in<LineBoard, LineParameters>("SHRIMP-II with a line buffer behind its snoop logic");
