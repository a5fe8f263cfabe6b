// SPDX-License-Identifier: MIT
// A frame: the headers of the protocols below, then our own, then a piece of a message.
#include "sim/os/daemon_link.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "models/common/invariant.h"

namespace shrimp {

/// Our own header.
struct DaemonLink::Header {
  enum Kind : std::uint32_t { piece = 1, acknowledgement = 2 };
  std::uint32_t kind = 0;
  std::uint32_t sequence = 0;  // of the message
  std::uint32_t index = 0;     // of the piece
  std::uint32_t pieces = 0;    // of the message
};

DaemonLink::DaemonLink(Calendar& calendar, EthernetPort& port, NodeNumber here,
                       const DaemonParameters& parameters, DaemonLinkClient& client)
    : port_(port),
      here_(here),
      parameters_(parameters),
      client_(client),
      arrival_(calendar, this, &DaemonLink::on_arrival),
      socket_(calendar, this, &DaemonLink::on_socket),
      timer_(calendar, this, &DaemonLink::on_timer) {
  port_.attach(this);
}

std::uint32_t DaemonLink::piece_capacity() const {
  return port_.most_data() - static_cast<std::uint32_t>(parameters_.header.n + sizeof(Header));
}

// ---- sending

void DaemonLink::send(NodeNumber to, Message message, Time now) {
  ++messages_;
  Peer& peer = peers_[to];
  peer.outgoing.push_back(std::move(message));
  if (peer.tries == 0) start(to, peer, now);
}

void DaemonLink::start(NodeNumber to, Peer& peer, Time now) {
  if (peer.outgoing.empty()) return;
  ++peer.sequence;
  transmit(to, peer, now);
}

/// All frames of the message, once more.
void DaemonLink::transmit(NodeNumber to, Peer& peer, Time now) {
  ++peer.tries;
  peer.deadline = Time::never();  // counts from when the last frame has left
  const Message& message = peer.outgoing.front();
  const auto bytes = static_cast<std::uint32_t>(message.size());
  const std::uint32_t capacity = piece_capacity();
  const std::uint32_t pieces = (bytes + capacity - 1) / capacity;
  peer.frames_to_send = pieces;
  for (std::uint32_t i = 0; i < pieces; ++i)
    put(to, {Header::piece, peer.sequence, i, pieces}, message.data() + std::size_t{i} * capacity,
        std::min(capacity, bytes - i * capacity), now);
}

void DaemonLink::put(NodeNumber to, const Header& header, const std::uint8_t* data, std::uint32_t bytes,
                     Time now) {
  EthernetFrame frame;
  frame.source = here_;
  frame.destination = to;
  std::uint8_t* own = frame.data.data() + parameters_.header.n;
  std::memset(frame.data.data(), 0, parameters_.header.n);
  std::memcpy(own, &header, sizeof header);
  if (bytes > 0) std::memcpy(own + sizeof header, data, bytes);  // an acknowledgement has none
  frame.bytes = static_cast<std::uint32_t>(parameters_.header.n + sizeof header) + bytes;
  through_socket(frame, true, now);
}

void DaemonLink::frame_left(const EthernetFrame& frame, Time now) {
  ++frames_;
  port_.send(frame, now + port_.least_delay());
  Header header;
  std::memcpy(&header, frame.data.data() + parameters_.header.n, sizeof header);
  Peer& peer = peers_[frame.destination];
  const bool present_try = header.kind == Header::piece && header.sequence == peer.sequence && peer.tries > 0;
  if (!present_try || --peer.frames_to_send > 0) return;
  peer.deadline = now + parameters_.timeout * (std::int64_t{1} << (peer.tries - 1));
  set_timer();
}

void DaemonLink::set_timer() {
  Time next = Time::never();
  for (const auto& [node, peer] : peers_) next = min(next, peer.deadline);
  if (next.is_never())
    timer_.cancel();
  else
    timer_.reschedule(next);
}

void DaemonLink::on_timer(Time now) {
  for (auto& [node, peer] : peers_) {
    if (peer.deadline > now) continue;
    if (peer.tries == parameters_.tries) {
      give_up(node, peer, now);
    } else {
      ++repetitions_;
      transmit(node, peer, now);
    }
  }
  set_timer();
}

void DaemonLink::give_up(NodeNumber to, Peer& peer, Time now) {
  std::deque<Message> lost;
  lost.swap(peer.outgoing);
  peer.tries = 0;
  peer.deadline = Time::never();
  undelivered_ += lost.size();
  for (const Message& message : lost) client_.undelivered(to, message, now);
}

void DaemonLink::take_acknowledgement(NodeNumber from, const Header& header, Time now) {
  Peer& peer = peers_[from];
  if (peer.tries == 0 || header.sequence != peer.sequence) return;  // of an earlier try
  peer.outgoing.pop_front();
  peer.tries = 0;
  peer.deadline = Time::never();
  set_timer();
  start(from, peer, now);
}

// ---- the socket

void DaemonLink::through_socket(const EthernetFrame& frame, bool outgoing, Time now) {
  socket_work_.push_back({frame, outgoing});
  if (socket_work_.size() == 1) socket_.wake_at(now + parameters_.frame);
}

void DaemonLink::on_socket(Time now) {
  const SocketWork work = socket_work_.front();
  socket_work_.pop_front();
  if (!socket_work_.empty()) socket_.wake_at(now + parameters_.frame);
  if (work.outgoing)
    frame_left(work.frame, now);
  else
    take(work.frame, now);
}

// ---- receiving

/// Called on the Ethernet's calendar.
void DaemonLink::frame_arrives(const EthernetFrame& frame, Time t) {
  arrivals_.push_back({t, frame});
  arrival_.wake_at(t);
}

void DaemonLink::on_arrival(Time now) {
  while (!arrivals_.empty() && arrivals_.front().t <= now) {
    through_socket(arrivals_.front().frame, false, now);
    arrivals_.pop_front();
  }
  if (!arrivals_.empty()) arrival_.wake_at(arrivals_.front().t);
}

void DaemonLink::take(const EthernetFrame& frame, Time now) {
  Header header;
  std::memcpy(&header, frame.data.data() + parameters_.header.n, sizeof header);
  if (header.kind == Header::acknowledgement)
    take_acknowledgement(frame.source, header, now);
  else
    take_piece(frame.source, header, frame, now);
}

void DaemonLink::take_piece(NodeNumber from, const Header& header, const EthernetFrame& frame, Time now) {
  Peer& peer = peers_[from];
  const Header acknowledgement{Header::acknowledgement, header.sequence, 0, 0};
  if (header.sequence <= peer.received) {
    // Its acknowledgement was lost, or late: say it again, once for the whole message.
    if (header.index + 1 < header.pieces) return;
    ++duplicates_;
    put(from, acknowledgement, nullptr, 0, now);
    return;
  }
  if (header.sequence != peer.assembling) {
    peer.assembling = header.sequence;
    peer.pieces.assign(header.pieces, {});
  }
  const std::uint8_t* begin = frame.data.data() + parameters_.header.n + sizeof header;
  peer.pieces[header.index].assign(begin, frame.data.data() + frame.bytes);
  if (std::any_of(peer.pieces.begin(), peer.pieces.end(), [](const Message& m) { return m.empty(); })) return;
  Message message;
  for (const Message& piece : peer.pieces) message.insert(message.end(), piece.begin(), piece.end());
  peer.received = header.sequence;
  peer.pieces.clear();
  put(from, acknowledgement, nullptr, 0, now);
  client_.message_arrives(from, message, now);
}

// ---- what it tells of itself

bool DaemonLink::quiet() const {
  return socket_work_.empty() && arrivals_.empty() &&
         std::all_of(peers_.begin(), peers_.end(), [](const auto& p) { return p.second.tries == 0; });
}

std::string DaemonLink::waiting_for() const {
  for (const auto& [node, peer] : peers_)
    if (peer.tries > 0)
      return fmt::format("an acknowledgement of the daemon of node {} (try {} of {})", node, peer.tries,
                         parameters_.tries);
  return "";
}

void DaemonLink::report(StatisticsSink& sink) const {
  sink.count("messages", messages_, "messages", "Messages for daemons of other nodes.");
  sink.count("frames", frames_, "frames", "Ethernet frames sent, with acknowledgements and repetitions.");
  sink.count("repetitions", repetitions_, "messages", "Messages repeated for lack of an acknowledgement.");
  sink.count("duplicates", duplicates_, "messages", "Messages received again and recognized.");
  sink.count("undelivered", undelivered_, "messages", "Messages given up after the last try.");
}

}  // namespace shrimp
