// The Docker engine's HTTP API (docs.docker.com/engine/api), unversioned paths, over its socket.
//
// Every call makes its own connection, so that an object can be used from two threads. Throws Error
// where no engine answers, or it refuses or closes the connection; Interrupted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/fd.h"
#include "whittle/image.h"

namespace whittle::transport {

struct EngineImage {
  Digest id;  // of the config; of the manifest with the containerd image store
  std::vector<DiffId> diff_ids;
  std::vector<std::string> names;  // "nginx:latest"
};

class DockerEngine {
 public:
  // DOCKER_HOST (unix:// or tcp://), else /var/run/docker.sock. Throws UsageError for another
  // scheme.
  DockerEngine();

  void ping() const;
  // None where there is no such image.
  std::optional<EngineImage> inspect(const std::string& name) const;
  // The image as `docker save` writes it, to fd.
  void save(const std::string& name, int fd) const;
  // Like `docker load`; archive is read from its current position to its end.
  void load(const base::Fd& archive) const;

 private:
  struct Request {
    std::string path;
    std::function<void(std::string_view)> receive;
    const base::Fd* upload = nullptr;  // null: GET
  };
  long perform(const Request& request) const;  // the HTTP status
  [[noreturn]] void refuse(const std::string& what, long status, const std::string& answer) const;

  std::string host_;    // as in DOCKER_HOST, for messages
  std::string socket_;  // path of the unix socket; empty: TCP
  std::string url_;     // "http://host:port"
};

}  // namespace whittle::transport
