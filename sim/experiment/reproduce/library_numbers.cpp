// SPDX-License-Identifier: MIT
// What the libraries that programs use make of the hardware (vmmc_api): predictions all, from constants that
// were fixed before the libraries were written.
#include <fmt/format.h>

#include "sim/experiment/reproduce/library_runs.h"
#include "sim/experiment/reproduce/measurements.h"
#include "sim/experiment/reproduce/published.h"

namespace shrimp {

namespace {

constexpr std::uint32_t word = 4, kilobyte = 1024, large = 262144, write_bytes = 65536;

/// A way in which a library sends.
struct Way {
  std::string name;   // for the library
  std::string words;  // for people
  std::string raw;    // what the hardware does for it: au or du
};

const std::vector<Way> updates{{"au", "automatic update", "au"}, {"du", "deliberate update", "du"}};
const std::vector<Way> socket_ways{{"au-2copy", "two copies, automatic update", "au"},
                                   {"du-1copy", "one copy, deliberate update", "du"},
                                   {"du-2copy", "two copies, deliberate update", "du"}};

class Rows {
 public:
  using Measure = std::function<double(Laboratory&)>;

  void add(const Way& way, const std::string& id, const std::string& quantity, const std::string& unit,
           Measure measure) {
    PublishedNumber row;
    row.id = id;
    row.quantity = quantity;
    row.unit = unit;
    row.set = "prediction";
    row.measure = std::move(measure);
    row.automatic_update = way.raw == "au";
    rows_.push_back(std::move(row));
  }
  std::vector<PublishedNumber> take() { return std::move(rows_); }

 private:
  std::vector<PublishedNumber> rows_;
};

void add_nx(Rows& rows) {
  for (const Way& w : updates) {
    rows.add(w, "nx.latency." + w.name, fmt::format("NX, 4 bytes by {}, one way", w.words), "us",
             [w](Laboratory& lab) { return nx_latency(lab, w.name, word); });
    rows.add(w, "nx.overhead." + w.name, fmt::format("NX, 4 bytes, above one word by {}", w.words), "us",
             [w](Laboratory& lab) { return nx_latency(lab, w.name, word) - word_latency(lab, w.raw); });
    rows.add(w, "nx.csend." + w.name, fmt::format("NX, csend of 4 bytes by {}", w.words), "instructions",
             [w](Laboratory& lab) { return nx_instructions(lab, "send", w.name); });
    rows.add(w, "nx.crecv." + w.name, fmt::format("NX, crecv of 4 bytes that {} has brought", w.words),
             "instructions", [w](Laboratory& lab) { return nx_instructions(lab, "receive", w.name); });
    rows.add(w, "nx.bandwidth." + w.name, fmt::format("NX, 256 KB messages, {}", w.words), "MB/s",
             [w](Laboratory& lab) { return nx_bandwidth(lab, w.name, large); });
  }
  rows.add(updates.back(), "nx.bandwidth.share", "NX by deliberate update alone, of du.bandwidth.max", "%",
           [](Laboratory& lab) { return 100 * nx_bandwidth(lab, "du", large) / du_maximum(lab); });
}

void add_sockets(Rows& rows) {
  for (const Way& w : socket_ways) {
    rows.add(w, "socket.latency." + w.name, fmt::format("sockets, 4 bytes, {}, one way", w.words), "us",
             [w](Laboratory& lab) { return socket_latency(lab, w.name, word); });
    rows.add(w, "socket.overhead." + w.name, fmt::format("sockets, 4 bytes, {}, above one word", w.words),
             "us",
             [w](Laboratory& lab) { return socket_latency(lab, w.name, word) - word_latency(lab, w.raw); });
    rows.add(w, "socket.calls." + w.name, fmt::format("sockets, write and read, {}, not polling", w.words),
             "instructions", [w](Laboratory& lab) { return socket_instructions(lab, w.name, word); });
    rows.add(w, "socket.bandwidth." + w.name, fmt::format("sockets, writes of 64 KB, {}", w.words), "MB/s",
             [w](Laboratory& lab) { return socket_bandwidth(lab, w.name, write_bytes); });
  }
}

void add_calls(Rows& rows, const RpcWorkload& rpc, const std::string& id, const std::string& name) {
  for (const Way& w : updates) {
    rows.add(w, fmt::format("{}.null.{}", id, w.name),
             fmt::format("{} by {}, no arguments, round trip", name, w.words), "us",
             [w, &rpc](Laboratory& lab) { return rpc_round_trip(lab, rpc, w.name, 0); });
    rows.add(w, fmt::format("{}.overhead.{}", id, w.name),
             fmt::format("{}, no arguments, above two words by {}", name, w.words), "us",
             [w, &rpc](Laboratory& lab) {
               return rpc_round_trip(lab, rpc, w.name, 0) - 2 * word_latency(lab, w.raw);
             });
    rows.add(w, fmt::format("{}.client.{}", id, w.name),
             fmt::format("{}, null call by {}, client, not polling", name, w.words), "instructions",
             [w, &rpc](Laboratory& lab) { return rpc_instructions(lab, rpc, w.name, RpcSide::client); });
    rows.add(w, fmt::format("{}.server.{}", id, w.name),
             fmt::format("{}, null call by {}, server, not polling", name, w.words), "instructions",
             [w, &rpc](Laboratory& lab) { return rpc_instructions(lab, rpc, w.name, RpcSide::server); });
    rows.add(w, fmt::format("{}.1k.{}", id, w.name),
             fmt::format("{} by {}, 1 KB of arguments, round trip", name, w.words), "us",
             [w, &rpc](Laboratory& lab) { return rpc_round_trip(lab, rpc, w.name, kilobyte); });
  }
}

}  // namespace

std::vector<PublishedNumber> library_numbers() {
  Rows rows;
  add_nx(rows);
  add_sockets(rows);
  add_calls(rows, sunrpc, "sunrpc", "ONC RPC");
  add_calls(rows, shrimp_rpc, "shrimp-rpc", "ShrimpRPC");
  rows.add(updates.front(), "shrimp-rpc.null.share",
           "ShrimpRPC, no arguments, of two words by automatic update", "%", [](Laboratory& lab) {
             return 100 * rpc_round_trip(lab, shrimp_rpc, "au", 0) / (2 * word_latency(lab, "au"));
           });
  return rows.take();
}

}  // namespace shrimp
