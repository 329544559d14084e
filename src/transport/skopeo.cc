#include "transport/skopeo.h"

#include <algorithm>
#include <array>

#include "base/fd.h"
#include "base/subprocess.h"
#include "base/temp_dir.h"
#include "oci/json.h"
#include "whittle/error.h"

namespace whittle::transport::skopeo {
namespace {

using Arguments = std::vector<std::string>;

struct Hint {
  const char* said;
  const char* hint;
};
// Hints by parts of skopeo's message; the first row that matches counts.
constexpr Hint kHints[] = {
    {"server gave HTTP response to HTTPS client",
     "the registry uses plain HTTP: mark it as insecure in /etc/containers/registries.conf.d/"},
    {"x509:", "to trust its CA, put the CA's certificate into /etc/containers/certs.d/HOST/ca.crt"},
    {"unauthorized", "log in: skopeo login HOST (or docker login, podman login)"},
    {"authentication required", "log in: skopeo login HOST (or docker login, podman login)"},
    {"denied", "log in as a user with access: skopeo login HOST"},
    {"connection refused", "check that the registry runs, and that host and port are right"},
    {"no such host", "check the host's name"},
    {"i/o timeout", "check host, port and network"},
    {"manifest unknown", "check name and tag: skopeo list-tags docker://NAME"},
    {"name unknown", "check the name"},
    {"no image found in",
     "skopeo inspect --raw docker://NAME shows its platforms; choose one with --platform"},
};
constexpr std::array kAbsent = {"manifest unknown", "name unknown", "NAME_UNKNOWN",
                                "404 (Not Found)"};

std::string hint_for(const std::string& said) {
  for (const Hint& row : kHints) {
    if (said.find(row.said) != said.npos) return row.hint;
  }
  return "the message is from skopeo; try: skopeo inspect docker://NAME";
}

// time="..." level=fatal msg="the message"
std::string message_of(const std::string& err) {
  constexpr std::string_view kMessage = "msg=\"";
  const std::size_t fatal = err.rfind("level=fatal");
  const std::size_t begin = fatal == err.npos ? err.npos : err.find(kMessage, fatal);
  std::string text;
  for (std::size_t i = begin == err.npos ? 0 : begin + kMessage.size(); i < err.size(); ++i) {
    if (begin != err.npos && err[i] == '"') break;
    if (err[i] == '\n' && i + 1 == err.size()) break;
    if (err[i] == '\\' && i + 1 < err.size()) ++i;
    text += static_cast<unsigned char>(err[i]) < ' ' ? ' ' : err[i];
  }
  return text.empty() ? "skopeo failed without a message" : text;
}

bool is_loopback(const std::string& name) {
  const std::string host = name.substr(0, name.find_first_of(":/"));
  return host == "localhost" || host.starts_with("127.");
}

// Only for loopback addresses; otherwise registries.conf decides.
void add_tls(Arguments& arguments, const std::string& name, const std::string& option) {
  if (is_loopback(name)) arguments.push_back(option + "=false");
}

base::Output run(Arguments arguments) {
  require();
  arguments.insert(arguments.begin(), "skopeo");
  return base::run({.arguments = std::move(arguments)}, oci::kJsonBound + 1);
}

[[noreturn]] void fail(const std::string& what, const base::Output& output) {
  const std::string said = message_of(output.err);
  throw Error(what + ": " + said, hint_for(said));
}

}  // namespace

void require() {
  if (base::find_program("skopeo")) return;
  throw Error("skopeo is not installed; registries need it", "install it: apt install skopeo");
}

std::optional<std::string> read_manifest(const std::string& name) {
  Arguments arguments = {"inspect", "--raw"};
  add_tls(arguments, name, "--tls-verify");
  arguments.push_back("docker://" + name);
  base::Output output = run(arguments);
  if (output.exit.success()) return std::move(output.out);
  const std::string said = message_of(output.err);
  const bool is_absent = std::ranges::any_of(
      kAbsent, [&said](const char* words) { return said.find(words) != said.npos; });
  if (is_absent) return std::nullopt;
  fail("cannot read docker://" + name, output);
}

void pull(const std::string& name, const Platform& platform,
          const std::filesystem::path& directory) {
  Arguments arguments = {"--override-os", platform.os, "--override-arch", platform.architecture};
  if (!platform.variant.empty()) {
    arguments.insert(arguments.end(), {"--override-variant", platform.variant});
  }
  arguments.insert(arguments.end(), {"copy", "--quiet"});
  add_tls(arguments, name, "--src-tls-verify");
  arguments.insert(arguments.end(), {"docker://" + name, "dir:" + directory.string()});
  const base::Output output = run(arguments);
  if (!output.exit.success()) fail("cannot pull docker://" + name, output);
}

Digest push(const std::filesystem::path& layout, const std::string& tag, const std::string& name,
            Push push) {
  const base::TempDir scratch(layout.parent_path(), "pushed");
  const std::filesystem::path file = scratch.path() / "digest";
  Arguments arguments = {"copy", "--quiet", "--digestfile", file.string()};
  if (push == Push::image) {
    arguments.emplace_back("--preserve-digests");
  } else {
    arguments.insert(arguments.end(), {"--multi-arch", "index-only"});
  }
  add_tls(arguments, name, "--dest-tls-verify");
  arguments.insert(arguments.end(), {"oci:" + layout.string() + ":" + tag, "docker://" + name});
  const base::Output output = run(arguments);
  if (!output.exit.success()) fail("cannot push to docker://" + name, output);
  std::string digest = base::read_file(file, 1024);
  while (!digest.empty() && digest.back() == '\n') digest.pop_back();
  return Digest::parse(digest);
}

}  // namespace whittle::transport::skopeo
