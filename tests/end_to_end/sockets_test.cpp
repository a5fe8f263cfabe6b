// SPDX-License-Identifier: MIT
// Stream sockets. What a program can see of them is compared with the host, where the same program runs; what
// it cannot see there (variants, nodes, deaths) is judged by itself.
#include <fmt/format.h>

#include <filesystem>

#include "tests/catch.h"
#include "tests/end_to_end/beside_host.h"
#include "tests/end_to_end/command.h"

using namespace shrimp;
using Catch::Matchers::Contains;

namespace {

struct Role {
  Words arguments;
};

/// One process for each role, each on a node of its own.
CommandResult run_roles(const std::string& source, const std::vector<Role>& roles,
                        const Words& options = {}) {
  Words words{"run", "--quiet"};
  words.insert(words.end(), options.begin(), options.end());
  for (const Role& role : roles) {
    if (&role != &roles.front()) words.emplace_back(":");
    words.insert(words.end(), {"-n", "1", test_program(source)});
    words.insert(words.end(), role.arguments.begin(), role.arguments.end());
  }
  return run_shrimp(words);
}

CommandResult exchange(unsigned seed, const Words& options) {
  const auto n = [&](unsigned more) { return std::to_string(10 * seed + more); };
  return run_roles("sockets/exchange.c",
                   {{{"serve", "4800", "3", n(0)}},
                    {{"call", "node0", "4800", "40000", n(1)}},
                    {{"call", "10.0.0.1", "4800", "40000", n(2)}},
                    {{"call", "node0", "4800", "20000", n(3)}}},
                   options);
}

}  // namespace

TEST_CASE("time-outs by alarms, between nodes, with and without run-ahead") {
  const TemporaryFolder folder;
  const std::vector<Role> roles{{{"serve", "4900"}}, {{"call", "node0", "4900"}}};
  const auto run = [&](const std::string& name, Words options) {
    options.insert(options.end(), {"-o", folder.file(name)});
    const CommandResult r = run_roles("timers/time_outs.c", roles, options);
    INFO(r.err);
    CHECK(r.status == 0);
    CHECK(r.out ==
          "connect: Interrupted system call\nconnect: too late\nread: too late\n"
          "read: Interrupted system call\nserved, enough ticks: 1\nread: a request, 1000 s left\n");
    return statistics_text(folder.file(name + "/stats.json"));
  };
  const bool same = run("ahead", {}) == run("present", {"--no-run-ahead"});
  CHECK(same);
}

TEST_CASE("calls on sockets fail as on the host") {
  check_same("posix/socket_errors.c");
}

TEST_CASE("options are told as they were set, as on the host") {
  check_same("posix/socket_options.c");
}

TEST_CASE("arrivals raise no SIGIO, and who asks for that is told") {
  const TemporaryFolder folder;
  const std::string program =
      folder.write("asks.c",
                   "#define _GNU_SOURCE\n#include <fcntl.h>\n#include <stdio.h>\n#include <sys/ioctl.h>\n"
                   "#include <sys/socket.h>\n#include <unistd.h>\n"
                   "int main(void) {\n"
                   "  int s = socket(AF_INET, SOCK_STREAM, 0), on = 1;\n"
                   "  if (fcntl(s, F_SETFL, O_ASYNC) < 0) perror(\"F_SETFL\");\n"
                   "  if (fcntl(s, F_SETOWN, getpid()) < 0) perror(\"F_SETOWN\");\n"
                   "  return ioctl(s, FIOASYNC, &on) == -1 ? 0 : 1;\n}\n");
  const CommandResult r = run_shrimp({"run", "--quiet", program});
  CHECK(r.status == 0);
  CHECK(r.err == "F_SETFL: Invalid argument\nF_SETOWN: Invalid argument\n");
}

TEST_CASE("socket pairs, and connections that both ends have finished, are the host's") {
  check_same("posix/socket_pairs.c");
}

TEST_CASE("addresses and names of services are read and written as on the host") {
  if (!std::filesystem::exists("/etc/services")) {
    WARN("the host has no names of services to compare with");
    return;
  }
  check_same("posix/addresses.c");
}

TEST_CASE("the hosts of a machine are its nodes") {
  const CommandResult r = run_roles("sockets/entries.c", {{{}}}, {"--set", "machine.nodes=2"});
  INFO(r.err);
  CHECK(r.out ==
        "node0 10.0.0.1\nnode1 10.0.0.2\nnode0 10.0.0.1\nnode1 10.0.0.2\n1\nip 0\nicmp 1\ntcp 6\nudp 17\n");
  CHECK(r.status == 0);
}

TEST_CASE("streams, half-closed streams and resets are the host's, in each variant") {
  const std::string expected = on_host("posix/socket_streams.c", {});
  for (const char* transport : {"au-2copy", "du-1copy", "du-2copy"}) {
    const CommandResult r =
        simulated("posix/socket_streams.c", {}, {"--env", fmt::format("SOCKET_TRANSPORT={}", transport)});
    INFO(transport << "\n" << r.err);
    CHECK(first_difference(r.out, expected) == "");
    CHECK(r.status == 0);
  }
}

TEST_CASE("random streams arrive whole, in each variant and on both boards") {
  const auto check_exchange = [](const std::string& machine, const std::string& transport) {
    for (unsigned seed : {1, 2}) {
      const CommandResult r = transport.empty()
                                  ? exchange(seed, {"-c", machine})
                                  : exchange(seed, {"-c", machine, "--env", "SOCKET_TRANSPORT=" + transport});
      INFO(machine << " " << transport << " " << seed << "\n" << r.out << r.err);
      CHECK(r.status == 0);
      CHECK_THAT(r.out, Contains("served 3\n"));
    }
  };
  check_exchange("shrimp-ii", "au-2copy");
  check_exchange("shrimp-i", "");  // without automatic update
  for (const char* machine : {"shrimp-ii", "shrimp-i"})
    for (const char* transport : {"du-1copy", "du-2copy"}) check_exchange(machine, transport);
}

TEST_CASE("sockets are simulated the same without run-ahead") {
  const TemporaryFolder folder;
  for (const char* transport : {"au-2copy", "du-1copy"}) {
    const std::string chosen = fmt::format("SOCKET_TRANSPORT={}", transport);
    CHECK(exchange(3, {"--env", chosen, "-o", folder.file("ahead")}).status == 0);
    CHECK(exchange(3, {"--env", chosen, "-o", folder.file("present"), "--no-run-ahead"}).status == 0);
    const bool same = statistics_text(folder.file("ahead/stats.json")) ==
                      statistics_text(folder.file("present/stats.json"));
    CHECK(same);
  }
}

TEST_CASE("a write that nobody reads ends a process by SIGPIPE") {
  const TemporaryFolder folder;
  const std::string program =
      folder.write("pipe.c",
                   "#include <netinet/in.h>\n#include <sys/socket.h>\n#include <unistd.h>\n"
                   "int main(void) {\n"
                   "  return (int)write(socket(AF_INET, SOCK_STREAM, 0), \"x\", 1);\n}\n");
  const CommandResult r = run_shrimp({"run", "--quiet", program});
  CHECK(r.status == 1);
  CHECK_THAT(r.err, Contains("ended by SIGPIPE") && Contains("gets EPIPE"));
}

TEST_CASE("the end of a process is the end of its connections, and nobody waits for it") {
  const auto run = [](const char* how, const char* transport) {
    const CommandResult r =
        run_roles("sockets/trouble.c", {{{"dies", how}}, {{"sends", "node0"}}, {{"waits", "node0"}}},
                  {"--env", fmt::format("SOCKET_TRANSPORT={}", transport)});
    INFO(how << " " << transport << "\n" << r.err);
    CHECK_THAT(r.out, Contains("after enough"));
    return r;
  };
  for (const char* transport : {"au-2copy", "du-1copy", "du-2copy"}) {
    // What a fault ends says nothing any more; all else is closed as the host's kernel would.
    CHECK_THAT(run("fault", transport).out, Contains("waiter: ECONNRESET") && Contains("sender: ECONNRESET"));
    for (const char* how : {"abort", "_exit", "exit", "close"})
      CHECK_THAT(run(how, transport).out, Contains("waiter: end"));
  }
  const CommandResult left = run_roles("sockets/trouble.c", {{{"mourns"}}, {{"leaves", "node0"}}});
  CHECK_THAT(left.out, Contains("ECONNRESET"));
}

TEST_CASE("a full backlog lets clients wait, and all are served") {
  const Role calls{{"calls", "node0"}};
  const CommandResult r = run_roles("sockets/trouble.c", {{{"slow"}}, calls, calls, calls, calls});
  INFO(r.err);
  CHECK(r.out == "served 4\n");
  CHECK(r.status == 0);
}

TEST_CASE("an echo server has 50 clients on 16 nodes, and rests when they have gone") {
  const auto run = [](const std::string& most) {
    const std::string folder = SHRIMP_BUILD "/workloads/";
    return run_shrimp({"run",
                       "--quiet",
                       "-n",
                       "1",
                       folder + "echo_server",
                       "7",
                       most,
                       ":",
                       "-n",
                       "14",
                       folder + "echo_clients",
                       "node0",
                       "7",
                       "3",
                       "3",
                       ":",
                       "-n",
                       "1",
                       folder + "echo_clients",
                       "node0",
                       "7",
                       "8",
                       "3"});
  };
  const CommandResult r = run("50");
  INFO(r.err);
  CHECK(r.status == 0);
  CHECK_THAT(r.out, Contains("served 50 clients") && Contains("8 clients, 3 rounds: all answers right"));
  CHECK(run("0").status == 0);  // nobody is left who could be its client
}

TEST_CASE("a pipe to itself wakes a server's loop, and lets it rest") {
  const CommandResult r =
      run_roles("sockets/self_pipe.c", {{{"serve"}}, {{"one", "node0"}}, {{"two", "node0"}}});
  INFO(r.err);
  CHECK(r.out == "2 clients, 2 wakes\n");
  CHECK(r.status == 0);
}

TEST_CASE("connect gives up when nobody answers, and is refused when the server ends meanwhile") {
  const auto tries = [](const char* seconds, const char* host) {
    return run_roles("sockets/trouble.c", {{{"silent", seconds}}, {{"tries", host}}, {{"tries", host}}}).out;
  };
  CHECK(tries("100", "node0") == "connected\nConnection timed out\n");
  CHECK(tries("1", "node0") == "connected\nConnection refused\n");
  CHECK(tries("1", "10.0.0.77") == "No route to host\nNo route to host\n");
}

TEST_CASE("who computes, sleeps or pauses is connected to, or refuses, as if its kernel answered") {
  for (const char* how : {"computes", "sleeps", "pauses", "selects"}) {
    INFO(how);
    const CommandResult served = run_roles("sockets/absent.c", {{{"listens", how}}, {{"calls", "node0"}}});
    INFO(served.err);
    CHECK(served.out == "connected at once\nserved\nanswered\n");
    CHECK(served.status == 0);
    const CommandResult refused = run_roles("sockets/absent.c", {{{"binds", how}}, {{"calls", "node0"}}});
    INFO(refused.err);
    CHECK(refused.out == "Connection refused at once\nback\n");
    CHECK(refused.status == 0);
  }
}

TEST_CASE("a connection that is under way is made while its caller computes") {
  const CommandResult r = run_roles("sockets/absent.c", {{{"listens", "sleeps"}}, {{"begins", "node0"}}});
  INFO(r.err);
  CHECK(r.out == "made meanwhile\nserved\nanswered\n");
  CHECK(r.status == 0);
}

TEST_CASE("a program may have functions of any names, also of the libraries' own") {
  check_same("sockets/same_names.c");
}

TEST_CASE("a transport that no library knows is refused by name") {
  const std::string ttcp = SHRIMP_BUILD "/workloads/ttcp";
  const CommandResult sockets = run_shrimp({"run", "-q", "--env", "SOCKET_TRANSPORT=tcp", ttcp, "send",
                                            "node1", "5001", "4", "1", ":", ttcp, "receive"});
  CHECK(sockets.status == 1);
  CHECK_THAT(sockets.err, Contains("SOCKET_TRANSPORT is au-2copy, du-1copy or du-2copy, not 'tcp'."));
  const std::string calls = SHRIMP_BUILD "/workloads/rpc_calls";
  const CommandResult rpc =
      run_shrimp({"run", "-q", "--env", "SUNRPC_TRANSPORT=udp", calls, "node1", "1", ":", calls + "_server"});
  CHECK(rpc.status == 1);
  CHECK_THAT(rpc.err, Contains("SUNRPC_TRANSPORT is au or du, not 'udp'."));
}

TEST_CASE("who asks for automatic update on a board without it is told so") {
  const std::string folder = SHRIMP_BUILD "/workloads/";
  const auto run = [](const char* setting, const Words& programs) {
    Words words{"run", "-q", "-c", "shrimp-i", "--env", setting};
    words.insert(words.end(), programs.begin(), programs.end());
    const CommandResult r = run_shrimp(words);
    CHECK(r.status == 1);
    return r.err;
  };
  CHECK_THAT(run("SOCKET_TRANSPORT=au-2copy",
                 {folder + "ttcp", "send", "node1", "5001", "4", "1", ":", folder + "ttcp", "receive"}),
             Contains("SOCKET_TRANSPORT is au-2copy, but this machine has no automatic update: set it to "
                      "du-1copy or du-2copy."));
  for (const auto& [variable, calls] :
       {std::pair{"SUNRPC_TRANSPORT", "rpc_calls"}, std::pair{"SHRIMP_RPC_TRANSPORT", "shrimp_calls"}})
    CHECK_THAT(
        run(fmt::format("{}=au", variable).c_str(),
            {folder + calls, "node1", "1", ":", folder + calls + "_server"}),
        Contains(fmt::format("{} is au, but this machine has no automatic update: set it to du.", variable)));
  CHECK_THAT(run("NX_TRANSPORT=au", {"-n", "2", folder + "nx_pingpong"}),
             Contains("NX_TRANSPORT is au, but this machine has no automatic update: set it to du."));
}
