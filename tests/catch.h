// SPDX-License-Identifier: MIT
// One header for Catch2 2 (Debian 12) and 3 (later Debian and Ubuntu).
#pragma once
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
#else
#include <catch2/catch.hpp>
#endif
