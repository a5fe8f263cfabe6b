// SPDX-License-Identifier: MIT
// Room on a disk that is kept for what is written last and matters most: a trace may fill the disk, and the
// results of the run still find a place. It is held by a file without a name, so that nothing is left of it
// however the simulator ends.
#pragma once
#include <string>

namespace shrimp {

class ReservedRoom {
 public:
  /// Reserves room on the disk of `folder`; less where there is not so much, none where the disk can reserve
  /// none.
  explicit ReservedRoom(const std::string& folder);
  ~ReservedRoom() { release(); }
  ReservedRoom(const ReservedRoom&) = delete;
  ReservedRoom& operator=(const ReservedRoom&) = delete;

  void release();

 private:
  int file_;
};

}  // namespace shrimp
