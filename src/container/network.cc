#include "container/network.h"

#include <fcntl.h>
#include <net/if.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <cerrno>
#include <charconv>
#include <exception>
#include <filesystem>
#include <optional>
#include <sstream>
#include <string_view>
#include <thread>

#include "container/processes.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

constexpr std::string_view kListen = "0A";  // TCP_LISTEN in include/net/tcp_states.h

template <typename Number>
std::optional<Number> number(std::string_view text, int base) {
  Number value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

// "sl: local remote state queues timer retransmits uid timeout inode"
std::optional<ListeningSocket> parse_line(const std::string& line) {
  std::istringstream fields(line);
  std::string slot, local, remote, state, queues, timer, retransmits, uid, timeout, inode;
  fields >> slot >> local >> remote >> state >> queues >> timer >> retransmits >> uid >> timeout >>
      inode;
  const std::size_t colon = local.rfind(':');
  if (state != kListen || colon == std::string::npos) return std::nullopt;
  const auto port = number<std::uint16_t>(std::string_view(local).substr(colon + 1), 16);
  const auto inode_number = number<std::uint64_t>(inode, 10);
  if (!port || !inode_number) return std::nullopt;
  return ListeningSocket{*port, *inode_number};
}

void add_sockets_of(pid_t pid, std::set<std::uint64_t>& into) {
  constexpr std::string_view kPrefix = "socket:[";
  const std::filesystem::path directory = "/proc/" + std::to_string(pid) + "/fd";
  std::error_code error;
  for (std::filesystem::directory_iterator entry(directory, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code gone;
    const std::string target = std::filesystem::read_symlink(entry->path(), gone).string();
    if (!target.starts_with(kPrefix)) continue;
    const std::string_view digits =
        std::string_view(target).substr(kPrefix.size(), target.size() - kPrefix.size() - 1);
    if (const auto inode = number<std::uint64_t>(digits, 10)) into.insert(*inode);
  }
}

}  // namespace

base::Fd open_network_namespace(pid_t pid) {
  return base::open_file("/proc/" + std::to_string(pid) + "/ns/net", O_RDONLY);
}

void in_network_namespace(int network_namespace, const std::function<void()>& body) {
  std::exception_ptr failure;
  std::thread([&] {
    try {
      if (::setns(network_namespace, CLONE_NEWNET) != 0) {
        throw SystemError("cannot enter the container's network namespace", errno);
      }
      body();
    } catch (...) {
      failure = std::current_exception();
    }
  }).join();
  if (failure) std::rethrow_exception(failure);
}

void bring_loopback_up(int network_namespace) {
  in_network_namespace(network_namespace, [] {
    const base::Fd socket(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::string_view("lo").copy(request.ifr_name, IFNAMSIZ - 1);
    if (!socket || ::ioctl(socket.get(), SIOCGIFFLAGS, &request) != 0) {
      throw SystemError("cannot look at the container's loopback", errno);
    }
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
    if (::ioctl(socket.get(), SIOCSIFFLAGS, &request) != 0) {
      throw SystemError("cannot set up the container's loopback", errno);
    }
  });
}

std::vector<ListeningSocket> parse_listening(const std::string& table) {
  std::vector<ListeningSocket> sockets;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);) {
    if (const auto socket = parse_line(line)) sockets.push_back(*socket);
  }
  return sockets;
}

std::vector<ListeningSocket> listening_sockets(pid_t pid) {
  std::vector<ListeningSocket> sockets;
  for (const char* name : {"tcp", "tcp6"}) {
    try {
      const std::string path = "/proc/" + std::to_string(pid) + "/net/" + name;
      const auto found = parse_listening(base::read_file(path));
      sockets.insert(sockets.end(), found.begin(), found.end());
    } catch (const Error&) {
      // The process is gone, or the kernel has no IPv6.
    }
  }
  return sockets;
}

std::set<std::uint64_t> socket_inodes(std::uint64_t wanted) {
  std::set<std::uint64_t> inodes;
  for (const pid_t pid : processes_in(wanted)) add_sockets_of(pid, inodes);
  return inodes;
}

}  // namespace whittle::container
