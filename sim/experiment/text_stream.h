// SPDX-License-Identifier: MIT
// A stream that collects text in memory: what a simulation prints, for who wants to look at it first.
#pragma once
#include <cstdio>
#include <cstdlib>
#include <string>

namespace shrimp {

class TextStream {
 public:
  TextStream() : file_(open_memstream(&text_, &bytes_)) {}
  ~TextStream() {
    std::fclose(file_);
    std::free(text_);
  }
  TextStream(const TextStream&) = delete;
  TextStream& operator=(const TextStream&) = delete;
  std::FILE* file() { return file_; }
  std::string text() {
    std::fflush(file_);
    return {text_, bytes_};
  }

 private:
  char* text_ = nullptr;
  std::size_t bytes_ = 0;
  std::FILE* file_;
};

}  // namespace shrimp
