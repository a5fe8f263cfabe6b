// SPDX-License-Identifier: MIT
// C text of an interface: a header, the client's stubs, the server's.
#pragma once
#include <string>

#include "vmmc_api/shrimp_rpc/generator/interface.h"

namespace shrimp::rpcgen {

/// source: the interface file's name, for the comment; header: the header's, to be included.
std::string header_text(const Interface& interface, const std::string& source);
std::string client_text(const Interface& interface, const std::string& source, const std::string& header);
std::string server_text(const Interface& interface, const std::string& source, const std::string& header);

}  // namespace shrimp::rpcgen
