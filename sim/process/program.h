// SPDX-License-Identifier: MIT
// A program as shrimp-cc leaves it: a shared object with one visible symbol, read and checked once, from
// which any number of processes are made (process.h).
//
// We map images ourselves instead of dlopen(): each copy must lie at an address of its own choosing that is
// the same in every run, must be private, and must not run its constructors while it is loaded.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "sim/process/symbols.h"

namespace shrimp {

/// A program image, ready to be mapped. The file may be replaced afterwards: its contents are kept.
class Program {
 public:
  /// Reads and checks `path`. Throws std::runtime_error with a sentence if it is not a program of ours, asks
  /// for a symbol that is refused or unknown, or was made for another version of the simulator.
  explicit Program(const std::string& path);
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  struct Segment {
    std::uint64_t file_offset, address, file_bytes, memory_bytes;
    bool writable, executable;
  };
  /// A place that needs the address of a host function, or of something in the image.
  struct Relocation {
    enum Kind : std::uint8_t { relative, defined_symbol, import, zero, tls_module, tls_offset } kind;
    std::uint64_t place;
    std::uint64_t value;  // relative, defined_symbol: address in the image; import: index; tls_offset: offset
  };
  /// An array of function pointers in the image (constructors, destructors).
  struct FunctionArray {
    std::uint64_t address = 0, count = 0;
  };

  const std::string& path() const { return path_; }
  int file() const { return file_; }
  const std::vector<Segment>& segments() const { return segments_; }
  const std::vector<Relocation>& relocations() const { return relocations_; }
  const std::vector<LibrarySymbol>& imports() const { return imports_; }
  /// Addresses in the image count from its first byte.
  std::uint64_t image_bytes() const { return image_bytes_; }
  std::uint64_t image_symbol() const { return image_symbol_; }
  std::uint64_t eh_frame_header() const { return eh_frame_header_; }
  FunctionArray constructors() const { return constructors_; }
  FunctionArray destructors() const { return destructors_; }
  std::uint64_t tls_address() const { return tls_address_; }
  std::uint64_t tls_file_bytes() const { return tls_file_bytes_; }
  std::uint64_t tls_bytes() const { return tls_bytes_; }

 private:
  class Reader;
  std::string path_;
  int file_ = -1;
  std::vector<Segment> segments_;
  std::vector<Relocation> relocations_;
  std::vector<LibrarySymbol> imports_;
  std::uint64_t image_bytes_ = 0, image_symbol_ = 0, eh_frame_header_ = 0;
  FunctionArray constructors_, destructors_;
  std::uint64_t tls_address_ = 0, tls_file_bytes_ = 0, tls_bytes_ = 0;
};

}  // namespace shrimp
