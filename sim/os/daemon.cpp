// SPDX-License-Identifier: MIT
#include "sim/os/daemon.h"

#include <utility>

#include "vmmc_api/trap.h"

namespace shrimp {

Daemon::Daemon(Calendar& calendar, EthernetPort& port, NodeNumber here, const DaemonParameters& parameters,
               ExportTable& exports, DaemonClient& client)
    : here_(here),
      parameters_(parameters),
      exports_(exports),
      client_(client),
      trusted_(*TrustedNodes::parse(parameters.trusted_nodes)),
      link_(calendar, port, here, parameters, *this),
      served_(calendar, this, &Daemon::on_served) {}

// ---- one thing at a time

void Daemon::ask(NodeNumber to, DaemonMessage message, Time now) {
  ++requests_;
  queue({here_, to, std::move(message), parameters_.exchange + parameters_.service}, now);
}

void Daemon::tell(NodeNumber to, DaemonMessage message, Time now) {
  queue({here_, to, std::move(message), parameters_.service}, now);
}

void Daemon::message_arrives(NodeNumber from, const std::vector<std::uint8_t>& message, Time now) {
  queue({from, here_, decode(message), parameters_.service}, now);
}

void Daemon::queue(Work work, Time now) {
  work_.push_back(std::move(work));
  if (work_.size() == 1) served_.wake_at(now + work_.front().takes);
}

void Daemon::on_served(Time now) {
  const Work work = std::move(work_.front());
  work_.pop_front();
  busy_ += work.takes;
  if (!work_.empty()) served_.wake_at(now + work_.front().takes);
  if (work.to != here_)
    link_.send(work.to, encode(work.message), now);
  else
    std::visit([&](const auto& m) { handle(work.from, m, now); }, work.message);
}

/// Part of the present work: what it says to its own node needs no message.
void Daemon::send(NodeNumber to, const DaemonMessage& message, Time now) {
  if (to != here_)
    link_.send(to, encode(message), now);
  else
    std::visit([&](const auto& m) { handle(here_, m, now); }, message);
}

/// Whoever waits for the answer learns that none will come. What only informs is lost.
void Daemon::undelivered(NodeNumber to, const std::vector<std::uint8_t>& message, Time now) {
  DaemonMessage m = decode(message);
  if (const auto* spawn = std::get_if<SpawnRequest>(&m))
    client_.spawned({spawn->request, VMMC_ERROR_UNREACHABLE, 0}, now);
  if (const auto* import = std::get_if<ImportRequest>(&m)) {
    ImportAnswer answer;
    answer.request = import->request;
    answer.importer = import->importer;
    answer.status = VMMC_ERROR_UNREACHABLE;
    client_.imported(to, answer, now);
  }
  if (auto* datagram = std::get_if<Datagram>(&m); datagram && datagram->status == VMMC_OK) {
    std::swap(datagram->from_port, datagram->to_port);
    datagram->status = VMMC_ERROR_UNREACHABLE;
    client_.datagram(to, *datagram, now);
  }
}

// ---- exports and imports

void Daemon::handle(NodeNumber, const ExportRequest& m, Time now) {
  ExportedBuffer* buffer = exports_.find_serial(m.serial);
  if (!buffer) {  // withdrawn meanwhile, or its process has ended
    client_.served(m.request, VMMC_ERROR_NOT_EXPORTED, now);
    return;
  }
  buffer->registered = true;
  client_.served(m.request, VMMC_OK, now);
  answer_waiting(now);
}

void Daemon::handle(NodeNumber from, const ImportRequest& m, Time now) {
  const WaitingImport import{from, m, now};
  if (from != here_ && !trusted_.trusts(from))
    refuse(import, VMMC_ERROR_PERMISSION, now);
  else if (!try_answer(import, now))
    waiting_.push_back(import);
}

void Daemon::handle(NodeNumber, const ProcessEnded&, Time now) {
  answer_waiting(now);
}

void Daemon::handle(NodeNumber, const LocalRequest& m, Time now) {
  client_.served(m.request, VMMC_OK, now);
}

void Daemon::handle(NodeNumber from, const BufferWithdrawn& m, Time now) {
  client_.withdrawn(from, m, now);
}

void Daemon::handle(NodeNumber from, const PacketDropped& m, Time now) {
  client_.packet_dropped(from, m, now);
}

void Daemon::handle(NodeNumber, const SentDataLost& m, Time now) {
  client_.sent_data_lost(m.receiver, now);
}

void Daemon::handle(NodeNumber, const ReceivedDataLost& m, Time now) {
  client_.received_data_lost(m.sender, now);
}

void Daemon::handle(NodeNumber from, const ImportEnded& m, Time) {
  if (ExportedBuffer* buffer = exports_.find_serial(m.serial)) buffer->remove_importer({from, m.importer});
}

void Daemon::handle(NodeNumber from, const ImportAnswer& m, Time now) {
  client_.imported(from, m, now);
}

void Daemon::handle(NodeNumber from, const SpawnRequest& m, Time now) {
  send(from, client_.spawn(m, now), now);
}

void Daemon::handle(NodeNumber, const SpawnAnswer& m, Time now) {
  client_.spawned(m, now);
}

void Daemon::handle(NodeNumber from, const Datagram& m, Time now) {
  client_.datagram(from, m, now);
}

/// In the order in which they came.
void Daemon::answer_waiting(Time now) {
  std::vector<WaitingImport> before;
  before.swap(waiting_);
  for (const WaitingImport& import : before)
    if (!try_answer(import, now)) waiting_.push_back(import);
}

bool Daemon::try_answer(const WaitingImport& import, Time now) {
  ExportedBuffer* buffer = exports_.find(import.request.exporter, import.request.id);
  if (!buffer || !buffer->registered) {
    if (client_.may_come(import.request.exporter)) return false;
    refuse(import, VMMC_ERROR_NO_PROCESS, now);
    return true;
  }
  const ProcessName importer{import.node, import.request.importer};
  if (!buffer->permission.admits(importer)) {
    refuse(import, VMMC_ERROR_PERMISSION, now);
    return true;
  }
  buffer->add_importer(importer);
  ImportAnswer answer;
  answer.request = import.request.request;
  answer.importer = import.request.importer;
  answer.status = VMMC_OK;
  answer.serial = buffer->serial;
  answer.offset = static_cast<std::uint32_t>(buffer->address % page_bytes);
  answer.bytes = buffer->bytes;
  answer.waited = now - import.since;
  answer.frames = buffer->frames;
  send(import.node, answer, now);
  return true;
}

void Daemon::refuse(const WaitingImport& import, std::int32_t status, Time now) {
  ++refused_;
  ImportAnswer answer;
  answer.request = import.request.request;
  answer.importer = import.request.importer;
  answer.status = status;
  answer.waited = now - import.since;
  send(import.node, answer, now);
}

void Daemon::report(StatisticsSink& sink) const {
  sink.count("requests", requests_, "requests", "Requests of processes of this node.");
  sink.count("refused", refused_, "imports", "Imports that this daemon refused.");
  sink.time("busy", busy_, "Time that the daemon spent on requests and messages.");
  sink.part("link", link_);
}

}  // namespace shrimp
