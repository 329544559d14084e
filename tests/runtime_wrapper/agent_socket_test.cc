#include "runtime_wrapper/agent_socket.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "base/temp_dir.h"
#include "runtime_wrapper/trace_directory.h"
#include "trace/trace_file.h"
#include "whittle/error.h"

using namespace whittle;
using namespace whittle::runtime_wrapper;
namespace fs = std::filesystem;

TEST_CASE("a request, its client, and the answer") {
  const base::TempDir directory(fs::temp_directory_path(), "whittle-test");
  const fs::path socket = directory.path() / "socket";
  const AgentSocket listener(socket);
  std::optional<std::string> answer;
  std::thread client([&] { answer = send_to_agent(socket, "kill 15"); });
  const auto request = listener.accept();
  REQUIRE(request);
  CHECK(request->text == "kill 15");
  CHECK(request->client == ::getpid());
  AgentSocket::answer(*request, "two\nlines");
  client.join();
  CHECK(answer == "two lines");
}

TEST_CASE("not recorded, or the agent has died") {
  const base::TempDir directory(fs::temp_directory_path(), "whittle-test");
  const fs::path socket = directory.path() / "socket";
  CHECK_FALSE(send_to_agent(socket, "start"));
  { const AgentSocket dead(socket); }
  CHECK_THROWS_AS(send_to_agent(socket, "start"), Error);
}

TEST_CASE("a container that runs again gets a trace of its own") {
  const base::TempDir directory(fs::temp_directory_path(), "whittle-test");
  const TraceDirectory traces(directory.path() / "new" / "traces");
  Trace trace;
  for (const std::uint16_t port : {1, 2, 3}) {
    trace.ports = {port};
    traces.add("abc", trace);
  }
  const auto port_in = [&](const char* name) {
    const fs::path file = directory.path() / "new" / "traces" / name;
    return *trace::parse_trace(base::read_file(file)).ports.begin();
  };
  CHECK(port_in("abc.json") == 1);
  CHECK(port_in("abc.2.json") == 2);
  CHECK(port_in("abc.3.json") == 3);
  CHECK_THROWS_AS(TraceDirectory("/proc/nowhere"), Error);
}
