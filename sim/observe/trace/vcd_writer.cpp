// SPDX-License-Identifier: MIT
#include "sim/observe/trace/vcd_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace shrimp {

namespace {

constexpr std::size_t buffer_bytes = 64 << 10;

/// Short names of printable characters, as the format uses them.
std::string code_of(std::size_t number) {
  constexpr char first = '!';
  constexpr std::size_t characters = '~' - '!' + 1;
  std::string code;
  do {
    code += static_cast<char>(first + number % characters);
    number /= characters;
  } while (number > 0);
  return code;
}

std::vector<std::string> scopes_of(const std::string& component) {
  std::vector<std::string> scopes{""};
  for (const char c : component) {
    if (c == '.')
      scopes.emplace_back();
    else if (c != '[' && c != ']')
      scopes.back() += c;
  }
  return scopes;
}

std::string word_of(std::string text) {
  std::replace(text.begin(), text.end(), ' ', '_');
  return text;
}

}  // namespace

VcdWriter::VcdWriter(const std::string& path, Bytes limit) : file_(path, limit) {
  text_.reserve(buffer_bytes + 4096);
}

/// Leaves scopes and enters others, as few as it takes.
void VcdWriter::enter_scope(std::vector<std::string>& scope, const std::string& component) {
  const std::vector<std::string> wanted =
      component.empty() ? std::vector<std::string>() : scopes_of(component);
  std::size_t common = 0;
  while (common < std::min(scope.size(), wanted.size()) && scope[common] == wanted[common]) ++common;
  for (std::size_t i = common; i < scope.size(); ++i) text_ += "$upscope $end\n";
  for (std::size_t i = common; i < wanted.size(); ++i) text_ += "$scope module " + wanted[i] + " $end\n";
  scope = wanted;
}

void VcdWriter::write_header(const std::vector<TrackInfo>& tracks) {
  text_ += "$version shrimp $end\n$timescale 1ps $end\n";
  std::vector<std::string> scope;
  for (const TrackInfo& info : tracks) {
    enter_scope(scope, info.component);
    const std::string code = code_of(variables_.size());
    const bool is_state = info.kind == TrackKind::state;
    text_ += fmt::format("$var {} {} {} $end\n", is_state ? "string 1" : "integer 32", code, info.name);
    Variable v;
    v.code = " " + code + "\n";
    for (const std::string& state : info.states) v.states.push_back("s" + word_of(state));
    variables_.push_back(std::move(v));
  }
  enter_scope(scope, {});
  text_ += "$enddefinitions $end\n";
}

void VcdWriter::begins(const std::vector<TrackInfo>& tracks, Time t) {
  write_header(tracks);
  in_file_ = t;
  put_time(t);
  text_ += "$dumpvars\n";
  for (std::size_t i = 0; i < tracks.size(); ++i) put(variables_[i], tracks[i].value);
  text_ += "$end\n";
}

void VcdWriter::never_begins(const std::vector<TrackInfo>& tracks) {
  write_header(tracks);
}

void VcdWriter::added(const std::vector<TrackInfo>&, Time) {}

void VcdWriter::put_time(Time t) {
  if (at_ == t) return;
  at_ = t;
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, t.ps).ptr;
  text_ += '#';
  text_.append(digits, end);
  text_ += '\n';
}

void VcdWriter::put(const Variable& v, std::uint64_t value) {
  if (value < v.states.size()) {
    text_ += v.states[value];
  } else {
    char digits[65];
    const auto end = std::to_chars(digits, digits + sizeof digits, value, 2).ptr;
    text_ += 'b';
    text_.append(digits, end);
  }
  text_ += v.code;
}

void VcdWriter::changed(std::uint32_t track, const TrackInfo&, Time t, std::uint64_t value) {
  if (track >= variables_.size() || closed()) return;
  if (text_.size() >= buffer_bytes && t != at_) {  // between two instants, so that what is there is whole
    flush();
    if (!file_.good() || file_.is_full(buffer_bytes)) return file_.stop(in_file_);
  }
  put_time(t);
  put(variables_[track], value);
}

void VcdWriter::ends(Time t) {
  if (!closed()) put_time(t);
}

void VcdWriter::flush() {
  file_.write(text_);
  text_.clear();
  if (file_.good()) in_file_ = at_;
}

void VcdWriter::finish() {
  flush();
  file_.close();
  if (!file_.good() && !file_.stopped()) file_.stop(in_file_);
}

}  // namespace shrimp
