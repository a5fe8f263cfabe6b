// SPDX-License-Identifier: MIT
// A fit for the eye and for scripts.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "models/common/address.h"
#include "sim/experiment/fit/fit.h"
#include "sim/experiment/rounded.h"

namespace shrimp {

namespace {

constexpr double limit_percent = 5;  // a residual beyond it is told in a sentence
constexpr const char* no_automatic_update =
    "automatic update is not possible: the board of this machine does not snoop the memory bus";

/// To the tenth that is printed, so that no zero has a sign.
double tenths(double value) {
  return std::round(value * 10) / 10 + 0.0;
}

std::string range_of(const Misfit& m) {
  return m.first == m.last ? fmt::format("at {} bytes", m.first)
                           : fmt::format("from {} to {} bytes", m.first, m.last);
}

std::string sentence(const WayFit& w, const Misfit& m) {
  return fmt::format(
      "{}: {} the model is too {}, by up to {:.1f} % ({} bytes: {:.2f} us measured, {:.2f} us predicted)",
      w.name, range_of(m), m.worst.us() > 0 ? "low" : "high", std::abs(m.worst.percent()), m.worst.bytes,
      m.worst.measured_us, m.worst.predicted_us);
}

std::string sentence(const WayFit& w, const Jump& j) {
  return fmt::format("{}: one word more than {} bytes{} costs {:.2f} us, where the model says {:.2f} us",
                     w.name, j.from, j.from % page_bytes == 0 ? ", the end of a page," : "", j.measured_us,
                     j.predicted_us);
}

std::string crossover_in_words(double bytes) {
  return bytes < 0 ? "at no size" : fmt::format("from {:.0f} bytes on", bytes);
}

std::string parameters_text(const Fit& fit) {
  std::string text = fmt::format("{:<20}{:>10}{:>10}{:>10}{:>10}{:>12}{:>10}{:>12}{:>12}\n", "", "L",
                                 "o_send", "o_recv", "g", "G", "1/G", "residual", "best line");
  text += fmt::format("{:<20}{:>10}{:>10}{:>10}{:>10}{:>12}{:>10}{:>12}{:>12}\n", "", "us", "us", "us", "us",
                      "us/byte", "MB/s", "rms, %", "rms, %");
  for (const WayFit& w : fit.ways)
    text += fmt::format("{:<20}{:>10.3f}{:>10.3f}{:>10.3f}{:>10.3f}{:>12.5f}{:>10.2f}{:>12.1f}{:>12.1f}\n",
                        w.name, w.model.L, w.model.o_send, w.model.o_recv, w.model.g, w.model.G,
                        1 / w.model.G, rms_percent(w.residuals), w.line.rms_percent);
  return text;
}

std::string residuals_text(const Fit& fit) {
  std::string text = fmt::format("{:>8}", "bytes");
  for (const WayFit& w : fit.ways)
    text += fmt::format("{:>14} us{:>10} us{:>12}", w.way, "model", "residual");
  text += "\n";
  for (std::size_t i = 0; i < fit.ways.front().residuals.size(); ++i) {
    text += fmt::format("{:>8}", fit.ways.front().residuals[i].bytes);
    for (const WayFit& w : fit.ways) {
      const Residual& r = w.residuals[i];
      text +=
          fmt::format("{:>17.3f}{:>13.3f}{:>10.1f} %", r.measured_us, r.predicted_us, tenths(r.percent()));
    }
    text += "\n";
  }
  return text;
}

nlohmann::ordered_json way_json(const WayFit& w) {
  nlohmann::ordered_json j;
  j["name"] = w.name;
  const auto parameter = [&](const char* name, double value, const char* unit) {
    j["parameters"][name] = {{"value", rounded(value)}, {"unit", unit}};
  };
  parameter("L", w.model.L, "us");
  parameter("o_send", w.model.o_send, "us");
  parameter("o_recv", w.model.o_recv, "us");
  parameter("g", w.model.g, "us");
  parameter("G", w.model.G, "us/byte");
  j["residual_rms_percent"] = rounded(rms_percent(w.residuals));
  j["best_line"] = {{"first_word_us", rounded(w.line.first_word_us)},
                    {"us_per_byte", rounded(w.line.us_per_byte)},
                    {"residual_rms_percent", rounded(w.line.rms_percent)}};
  j["sizes"] = nlohmann::ordered_json::array();
  for (const Residual& r : w.residuals)
    j["sizes"].push_back({{"bytes", r.bytes},
                          {"measured_us", rounded(r.measured_us)},
                          {"predicted_us", rounded(r.predicted_us)},
                          {"residual_us", rounded(r.us())},
                          {"residual_percent", rounded(r.percent())}});
  return j;
}

}  // namespace

std::vector<std::string> failings_of(const Fit& fit) {
  std::vector<std::string> sentences;
  for (const WayFit& w : fit.ways) {
    for (const Misfit& m : misfits(w.residuals, limit_percent)) sentences.push_back(sentence(w, m));
    for (const Jump& j : jumps(w.model, w.times)) sentences.push_back(sentence(w, j));
  }
  if (fit.ways.size() == 2)
    sentences.push_back(
        fmt::format("deliberate update is the faster one {}, where the two models say {}",
                    crossover_in_words(crossover_bytes(fit.ways[0].times, fit.ways[1].times)),
                    crossover_in_words(crossover_bytes(fit.ways[0].model, fit.ways[1].model))));
  return sentences;
}

std::string text_of(const Fit& fit) {
  std::string text = fmt::format("LogGP of {} (configuration {})\n\n", fit.machine, fit.config_hash);
  text += parameters_text(fit);
  if (!fit.automatic_update) text += fmt::format("{}\n", no_automatic_update);
  text +=
      "\nOne-way times, T(n) = o_send + L + o_recv + (n - 4) G, and the residual, measured less "
      "predicted\n\n";
  text += residuals_text(fit);
  text += fmt::format(
      "\nWhere the model does not fit (by more than {:.0f} %, in a step, in the choice of a way)\n\n",
      limit_percent);
  for (const std::string& s : failings_of(fit)) text += "- " + s + "\n";
  return text;
}

std::string json_of(const Fit& fit) {
  nlohmann::ordered_json j;
  j["machine"] = fit.machine;
  j["config_hash"] = fit.config_hash;
  j["au"] = nullptr;
  for (const WayFit& w : fit.ways) j[w.way] = way_json(w);
  j["does_not_fit"] = failings_of(fit);
  if (!fit.automatic_update) j["au_missing_because"] = no_automatic_update;
  return j.dump(2) + "\n";
}

}  // namespace shrimp
