// SPDX-License-Identifier: MIT
#include "sim/observe/trace/tracer.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/machine/quantity.h"
#include "sim/observe/trace/perfetto_writer.h"
#include "sim/observe/trace/vcd_writer.h"

namespace shrimp {

namespace {

std::function<bool(NodeNumber)> chosen(const std::vector<NodeNumber>& nodes) {
  if (nodes.empty()) return {};
  return [nodes](NodeNumber n) { return std::find(nodes.begin(), nodes.end(), n) != nodes.end(); };
}

}  // namespace

Tracer::Tracer(Machine& machine, const TraceRequest& request, const std::string& folder)
    : window_(request.window), feed_(machine, request.window, chosen(request.nodes)) {
  if (request.perfetto) {
    writers_.push_back(std::make_unique<PerfettoWriter>(folder + "/trace.perfetto-trace", request.limit,
                                                        request.window, chosen(request.nodes)));
    MessageClient& client = *this;
    messages_ = std::make_unique<MessageLog>(machine, client, MessageLog::Begin::reference);
  }
  if (request.vcd) writers_.push_back(std::make_unique<VcdWriter>(folder + "/trace.vcd", request.limit));
  for (const auto& writer : writers_) feed_.add(*writer);
}

Tracer::~Tracer() = default;

void Tracer::message_seen(const Message& message) {
  for (const auto& writer : writers_) writer->message(message);
}

void Tracer::finish(Time t) {
  end_ = t;
  if (messages_) messages_->finish();
  feed_.finish(t);
  for (const auto& writer : writers_) {
    if (!feed_.has_begun()) writer->never_begins(feed_.tracks());
    writer->finish();
    failed_ = failed_ || writer->failed();
  }
}

std::vector<std::string> Tracer::remarks() const {
  std::vector<std::string> remarks;
  if (!feed_.has_begun())
    remarks.push_back(fmt::format(
        "the trace is empty: --trace-window begins at {}, and the run ended at {:.3f} us. Choose an "
        "earlier one.",
        print(window_.from), end_.us()));
  for (const auto& writer : writers_)
    if (const std::string trouble = writer->trouble(); !trouble.empty()) remarks.push_back(trouble);
  return remarks;
}

}  // namespace shrimp
