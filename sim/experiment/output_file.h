// SPDX-License-Identifier: MIT
// Files and folders that a user asked for. What cannot be read or written is told in a sentence.
#pragma once
#include <string>

namespace shrimp {

/// Makes a folder and those above it. Throws UsageError.
void make_folder(const std::string& folder);

/// Throws UsageError if not all of `text` could be written.
void write_file(const std::string& path, const std::string& text);

/// Throws UsageError.
std::string text_of_file(const std::string& path);

}  // namespace shrimp
