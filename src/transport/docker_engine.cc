#include "transport/docker_engine.h"

#include <curl/curl.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <memory>
#include <nlohmann/json.hpp>
#include <sstream>

#include "base/environment.h"
#include "base/interruption.h"
#include "oci/json.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

constexpr long kConnectSeconds = 10;
constexpr const char* kDefaultHost = "unix:///var/run/docker.sock";

// The state of one transfer. Exceptions must not pass through libcurl, which is C.
struct Transfer {
  const std::function<void(std::string_view)>& receive;
  const base::Fd* upload;
  std::exception_ptr error;
};

std::size_t on_receive(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& transfer = *static_cast<Transfer*>(data);
  try {
    transfer.receive({bytes, size * count});
    return size * count;
  } catch (...) {
    transfer.error = std::current_exception();
    return 0;
  }
}

std::size_t on_send(char* bytes, std::size_t size, std::size_t count, void* data) {
  auto& transfer = *static_cast<Transfer*>(data);
  try {
    return base::read_some(transfer.upload->get(),
                           std::as_writable_bytes(std::span(bytes, size * count)),
                           "the image archive");
  } catch (...) {
    transfer.error = std::current_exception();
    return CURL_READFUNC_ABORT;
  }
}

int on_progress(void*, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return base::interruption::pending() ? 1 : 0;
}

std::function<void(std::string_view)> into(std::string& text) {
  return [&text](std::string_view bytes) {
    if (text.size() + bytes.size() > oci::kJsonBound)
      throw Error("the Docker engine's answer is too long");
    text += bytes;
  };
}

void check_curl() {
  static const CURLcode code = ::curl_global_init(CURL_GLOBAL_DEFAULT);
  if (code != CURLE_OK)
    throw Error(std::string("cannot set up libcurl: ") + ::curl_easy_strerror(code));
}

Error unreachable(const std::string& host, long error_number) {
  const std::string why =
      error_number != 0 ? std::string(": ") + error_text(static_cast<int>(error_number)) : "";
  return Error(
      "no Docker engine answers at " + host + why,
      error_number == EACCES
          ? "run as root, or as a member of the group docker"
          : "start it or set DOCKER_HOST; for an image in files, write oci:DIR, oci-archive:FILE "
            "or docker-archive:FILE");
}

EngineImage parse_inspection(const std::string& text) {
  const nlohmann::json json = oci::parse_json(text);
  EngineImage image;
  image.id = Digest::parse(oci::string_member(json, "Id"));
  image.names = oci::strings_member(json, "RepoTags");
  if (const nlohmann::json* rootfs = oci::member(json, "RootFS")) {
    for (const std::string& diff_id : oci::strings_member(*rootfs, "Layers")) {
      image.diff_ids.push_back({Digest::parse(diff_id)});
    }
  }
  return image;
}

// The engine answers 200 first, and the result later, as lines of JSON.
std::string load_error(const std::string& answer) {
  std::istringstream lines(answer);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(" \r\t") == std::string::npos) continue;
    const nlohmann::json json = oci::parse_json(line);
    const std::string error = oci::string_member(json, "error");
    if (!error.empty()) return error;
  }
  return "";
}

}  // namespace

DockerEngine::DockerEngine() {
  host_ = base::environment_variable("DOCKER_HOST").value_or("");
  if (host_.empty()) host_ = kDefaultHost;
  if (host_.starts_with("unix://")) {
    socket_ = host_.substr(7);
    url_ = "http://docker";
  } else if (host_.starts_with("tcp://") && !base::environment_variable("DOCKER_TLS_VERIFY")) {
    url_ = "http://" + host_.substr(6);
  } else {
    throw UsageError(
        "cannot use DOCKER_HOST=" + host_ + (host_.starts_with("tcp://") ? " with TLS" : ""),
        "unix://PATH and plain tcp://HOST:PORT are supported");
  }
}

long DockerEngine::perform(const Request& request) const {
  check_curl();
  const std::unique_ptr<CURL, decltype(&::curl_easy_cleanup)> curl(::curl_easy_init(),
                                                                   ::curl_easy_cleanup);
  if (!curl) throw Error("cannot set up libcurl");
  Transfer transfer{.receive = request.receive, .upload = request.upload, .error = {}};
  const auto set = [&](CURLoption option, auto value) {
    ::curl_easy_setopt(curl.get(), option, value);
  };
  if (!socket_.empty()) set(CURLOPT_UNIX_SOCKET_PATH, socket_.c_str());
  set(CURLOPT_URL, (url_ + request.path).c_str());
  set(CURLOPT_NOPROXY, "*");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, &on_progress);
  set(CURLOPT_WRITEFUNCTION, &on_receive);
  set(CURLOPT_WRITEDATA, &transfer);
  std::unique_ptr<curl_slist, decltype(&::curl_slist_free_all)> headers(nullptr,
                                                                        ::curl_slist_free_all);
  if (request.upload) {
    struct stat status {};
    if (::fstat(request.upload->get(), &status) != 0)
      throw SystemError("cannot read the image archive", errno);
    // An empty "Expect:" header sends the body at once; the engine does not always answer 100.
    headers.reset(::curl_slist_append(
        ::curl_slist_append(nullptr, "Content-Type: application/x-tar"), "Expect:"));
    set(CURLOPT_POST, 1L);
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(status.st_size));
    set(CURLOPT_HTTPHEADER, headers.get());
    set(CURLOPT_READFUNCTION, &on_send);
    set(CURLOPT_READDATA, &transfer);
  }
  const CURLcode code = ::curl_easy_perform(curl.get());
  if (transfer.error) std::rethrow_exception(transfer.error);
  base::interruption::check();
  if (code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST) {
    long error_number = 0;
    ::curl_easy_getinfo(curl.get(), CURLINFO_OS_ERRNO, &error_number);
    throw unreachable(host_, error_number);
  }
  if (code != CURLE_OK) {
    throw Error("the Docker engine at " + host_ + " closed the connection (" + request.path +
                "): " + ::curl_easy_strerror(code));
  }
  long status = 0;
  ::curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  return status;
}

void DockerEngine::refuse(const std::string& what, long status, const std::string& answer) const {
  std::string reason = "HTTP status " + std::to_string(status);
  try {
    reason = oci::string_member(oci::parse_json(answer), "message");
  } catch (const Error&) {
    // Not an error document of the engine, but of a proxy: only the status is known.
  }
  throw Error("the Docker engine at " + host_ + " cannot " + what + ": " + reason);
}

void DockerEngine::ping() const {
  std::string answer;
  const long status = perform({.path = "/_ping", .receive = into(answer)});
  if (status != 200) refuse("answer", status, answer);
}

std::optional<EngineImage> DockerEngine::inspect(const std::string& name) const {
  std::string answer;
  const long status = perform({.path = "/images/" + name + "/json", .receive = into(answer)});
  if (status == 404) return std::nullopt;
  if (status != 200) refuse("inspect the image " + name, status, answer);
  return with_context("the Docker engine's answer about " + name,
                      [&] { return parse_inspection(answer); });
}

void DockerEngine::save(const std::string& name, int fd) const {
  std::string head;  // the error document, or the head of the archive
  const long status =
      perform({.path = "/images/" + name + "/get", .receive = [&](std::string_view bytes) {
                 if (head.size() < 4096) head += bytes.substr(0, 4096);
                 base::write_all(fd, bytes, "the exported image");
               }});
  if (status != 200) refuse("export the image " + name, status, head);
}

void DockerEngine::load(const base::Fd& archive) const {
  std::string answer;
  const long status =
      perform({.path = "/images/load?quiet=1", .receive = into(answer), .upload = &archive});
  if (status != 200) refuse("load the image", status, answer);
  const std::string error =
      with_context("the Docker engine's answer to a load", [&] { return load_error(answer); });
  if (!error.empty())
    throw Error("the Docker engine at " + host_ + " cannot load the image: " + error);
}

}  // namespace whittle::transport
