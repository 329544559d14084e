#include "container/network_files.h"

#include "base/atomic_file.h"
#include "base/fd.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

constexpr std::size_t kMaxFile = std::size_t{1} << 20;

constexpr const char* kHosts =
    "127.0.0.1\tlocalhost\n"
    "::1\tlocalhost ip6-localhost ip6-loopback\n"
    "fe00::0\tip6-localnet\n"
    "ff00::0\tip6-mcastprefix\n"
    "ff02::1\tip6-allnodes\n"
    "ff02::2\tip6-allrouters\n";

// Entrypoint scripts read the name server from here. Nothing listens there, so look-ups fail at
// once.
constexpr const char* kNoResolver = "nameserver 127.0.0.1\n";

std::string of_host(const std::string& path, const std::string& otherwise) {
  try {
    return base::read_file(path, kMaxFile);
  } catch (const Error&) {
    return otherwise;
  }
}

}  // namespace

void write_network_files(const std::filesystem::path& directory, const std::string& hostname,
                         Network network) {
  const bool isolated = network == Network::isolated;
  const std::string hosts = isolated ? kHosts : of_host("/etc/hosts", kHosts);
  base::write_file(directory / "hosts", hosts + "127.0.0.1\t" + hostname + "\n");
  base::write_file(directory / "hostname", hostname + "\n");
  base::write_file(directory / "resolv.conf",
                   isolated ? kNoResolver : of_host("/etc/resolv.conf", kNoResolver));
}

}  // namespace whittle::container
