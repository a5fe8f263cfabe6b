// SPDX-License-Identifier: MIT
// Words in network order, lists behind their length.
#include "sim/os/daemon_message.h"

#include "models/common/invariant.h"

namespace shrimp {

namespace {

class Writer {
 public:
  void operator()(std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::uint8_t>(value >> shift));
  }
  void operator()(std::int32_t value) { (*this)(static_cast<std::uint32_t>(value)); }
  void operator()(Time value) {
    const auto ps = static_cast<std::uint64_t>(value.ps);
    (*this)(static_cast<std::uint32_t>(ps >> 32));
    (*this)(static_cast<std::uint32_t>(ps));
  }
  void operator()(const std::string& text) {
    (*this)(static_cast<std::uint32_t>(text.size()));
    bytes.insert(bytes.end(), text.begin(), text.end());
  }
  template <class T>
  void operator()(std::vector<T>& list) {
    (*this)(static_cast<std::uint32_t>(list.size()));
    for (T& item : list) (*this)(item);
  }

  std::vector<std::uint8_t> bytes;
};

class Reader {
 public:
  explicit Reader(const std::vector<std::uint8_t>& bytes) : bytes_(bytes) {}

  void operator()(std::uint32_t& value) {
    value = 0;
    for (int i = 0; i < 4; ++i) value = value << 8 | next();
  }
  void operator()(std::int32_t& value) {
    std::uint32_t bits;
    (*this)(bits);
    value = static_cast<std::int32_t>(bits);
  }
  void operator()(Time& value) {
    std::uint32_t high, low;
    (*this)(high);
    (*this)(low);
    value.ps = static_cast<std::int64_t>(std::uint64_t{high} << 32 | low);
  }
  void operator()(std::string& text) {
    std::uint32_t length;
    (*this)(length);
    text.clear();
    for (std::uint32_t i = 0; i < length; ++i) text.push_back(static_cast<char>(next()));
  }
  template <class T>
  void operator()(std::vector<T>& list) {
    std::uint32_t length;
    (*this)(length);
    list.clear();
    for (std::uint32_t i = 0; i < length; ++i) (*this)(list.emplace_back());
  }
  std::uint8_t next() {
    SHRIMP_INVARIANT(at_ < bytes_.size(), "a message of {} bytes between daemons ends too early",
                     bytes_.size());
    return bytes_[at_++];
  }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  const std::vector<std::uint8_t>& bytes_;
  std::size_t at_ = 0;
};

/// The `kind`-th alternative, empty.
template <std::size_t Kind = 0>
DaemonMessage make(std::size_t kind) {
  if constexpr (Kind < std::variant_size_v<DaemonMessage>) {
    if (kind == Kind) return DaemonMessage(std::in_place_index<Kind>);
    return make<Kind + 1>(kind);
  } else {
    SHRIMP_INVARIANT(false, "a message between daemons has no kind {}", kind);
    return {};
  }
}

}  // namespace

std::vector<std::uint8_t> encode(DaemonMessage message) {
  Writer writer;
  writer.bytes.push_back(static_cast<std::uint8_t>(message.index()));
  std::visit([&](auto& m) { m.visit(writer); }, message);
  return std::move(writer.bytes);
}

DaemonMessage decode(const std::vector<std::uint8_t>& bytes) {
  Reader reader(bytes);
  DaemonMessage message = make(reader.next());
  std::visit([&](auto& m) { m.visit(reader); }, message);
  SHRIMP_INVARIANT(reader.at_end(), "a message of {} bytes between daemons is longer than its kind",
                   bytes.size());
  return message;
}

}  // namespace shrimp
