// SPDX-License-Identifier: MIT
#include "sim/os/daemon_message.h"

#include "models/common/invariant.h"
#include "tests/catch.h"

using namespace shrimp;

TEST_CASE("a message between daemons comes out as it went in") {
  ImportAnswer a;
  a.request = 0xfedcba98;
  a.status = -9;
  a.serial = 3;
  a.offset = 4092;
  a.bytes = 1 << 20;
  a.waited = Time{123'456'789'012'345};
  a.frames = {1, 0x10000, 9999};
  const DaemonMessage m = decode(encode(a));
  const auto& b = std::get<ImportAnswer>(m);
  CHECK(b.request == a.request);
  CHECK(b.status == a.status);
  CHECK(b.serial == a.serial);
  CHECK(b.offset == a.offset);
  CHECK(b.bytes == a.bytes);
  CHECK(b.waited == a.waited);
  CHECK(b.frames == a.frames);

  const DaemonMessage ended = decode(encode(ImportEnded{105, 8}));
  CHECK(std::get<ImportEnded>(ended).importer == 105);
  CHECK(std::get<ImportEnded>(ended).serial == 8);
}

TEST_CASE("a message that is no message is a broken rule") {
  std::vector<std::uint8_t> bytes = encode(ImportEnded{105, 8});
  bytes.pop_back();
  CHECK_THROWS_AS(decode(bytes), BrokenInvariant);
  bytes = encode(ImportEnded{105, 8});
  bytes.push_back(0);
  CHECK_THROWS_AS(decode(bytes), BrokenInvariant);
  CHECK_THROWS_AS(decode({200}), BrokenInvariant);
}
