// SPDX-License-Identifier: MIT
// An output line of a block, connected to one member function of another:
// wire.connect<&Arbiter::consider>(&a). Blocks so name what they tell the outside without knowing who
// listens; a call costs an indirect jump.
#pragma once
#include "models/common/time.h"

namespace shrimp {

class Wire {
 public:
  template <auto Method, class Owner>
  void connect(Owner* owner) {
    owner_ = owner;
    call_ = [](void* o, Time now) { (static_cast<Owner*>(o)->*Method)(now); };
  }
  /// Unconnected lines are silent.
  void operator()(Time now) const {
    if (call_) call_(owner_, now);
  }

 private:
  void* owner_ = nullptr;
  void (*call_)(void* owner, Time now) = nullptr;
};

}  // namespace shrimp
