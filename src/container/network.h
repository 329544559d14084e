// A container's network as seen from the host: its namespace, loopback and listening ports
// (network_namespaces(7), proc(5)).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <vector>

#include "base/fd.h"

namespace whittle::container {

base::Fd open_network_namespace(pid_t pid);  // throws SystemError

// Runs body in a thread in the namespace; rethrows what it throws.
void in_network_namespace(int network_namespace, const std::function<void()>& body);

// In a new namespace loopback is down; runc sets it up, crun does not.
void bring_loopback_up(int network_namespace);

struct ListeningSocket {
  std::uint16_t port;
  std::uint64_t inode;
};
// TCP sockets that listen, from the text of /proc/PID/net/tcp or tcp6.
std::vector<ListeningSocket> parse_listening(const std::string& table);

// The TCP sockets that listen in the process's network namespace; empty if the process is gone.
std::vector<ListeningSocket> listening_sockets(pid_t pid);

// Inodes of the open sockets of the processes in this pid namespace.
std::set<std::uint64_t> socket_inodes(std::uint64_t pid_namespace);

}  // namespace whittle::container
