// SPDX-License-Identifier: MIT
// Files and folders that a user asked for. What cannot be read or written is told in a sentence.
#pragma once
#include <string>
#include <vector>

namespace shrimp {

/// Makes a folder and those above it, and sees whether it can be written to, so that this is known before
/// anything is measured. Throws UsageError.
void make_folder(const std::string& folder);

/// Throws UsageError if not all of `text` could be written; then a file that was there is as it was. It goes
/// through "PATH.NUMBER.new" beside it.
void write_file(const std::string& path, const std::string& text);

/// Sees whether write_file could write there, so that this is known before anything is measured; leaves what
/// is there as it is. A device is only asked for its rights. Throws UsageError, in the words of write_file.
void check_file(const std::string& path);

/// Throws UsageError: "COMMAND: 'PATH' cannot be read: why", and then `advice`.
std::string text_of_file(const std::string& path, const std::string& command = "shrimp",
                         const std::string& advice = "");

/// The regular files of a folder, in the order of their names; none if there is no such folder.
std::vector<std::string> files_of(const std::string& folder);

}  // namespace shrimp
