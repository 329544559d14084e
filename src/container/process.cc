#include "container/process.h"

#include <algorithm>

#include "container/in_root.h"
#include "whittle/error.h"

namespace whittle::container {
namespace {

constexpr std::size_t kMaxDatabase = std::size_t{4} << 20;  // bytes of /etc/passwd or /etc/group
constexpr const char* kDefaultPath =
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

void set(std::vector<std::string>& env, const std::string& variable) {
  const auto found = std::ranges::find(env, name_of(variable), name_of);
  if (found == env.end()) {
    env.push_back(variable);
  } else {
    *found = variable;
  }
}

}  // namespace

std::vector<std::string> command_line(const ImageConfig& config, const RunOptions& options) {
  std::vector<std::string> line = options.entrypoint.value_or(config.entrypoint);
  if (line == std::vector<std::string>{""}) line.clear();  // `docker run --entrypoint ""`: none
  if (options.replace_arguments) {
    line.insert(line.end(), options.arguments.begin(), options.arguments.end());
  } else if (!options.entrypoint) {
    line.insert(line.end(), config.cmd.begin(), config.cmd.end());
  }
  if (line.empty()) {
    throw Error("the image has no command to run",
                "give one: whittle ... IMAGE -- COMMAND [ARG...]");
  }
  return line;
}

std::vector<std::string> environment(const ImageConfig& config, const RunOptions& options,
                                     const std::string& hostname, const std::string& home) {
  std::vector<std::string> env{kDefaultPath, "HOSTNAME=" + hostname};
  for (const std::string& variable : config.env) set(env, variable);
  for (const std::string& variable : options.env) set(env, variable);
  if (std::ranges::find(env, "HOME", name_of) == env.end()) env.push_back("HOME=" + home);
  return env;
}

Process plan_process(const ImageConfig& config, const RunOptions& options,
                     const std::string& hostname, const std::filesystem::path& rootfs) {
  const std::string passwd = read_in_root(rootfs, "/etc/passwd", kMaxDatabase).value_or("");
  const std::string group = read_in_root(rootfs, "/etc/group", kMaxDatabase).value_or("");
  Process process;
  process.arguments = command_line(config, options);
  process.user = find_user(options.user.empty() ? config.user : options.user, passwd, group);
  process.env = environment(config, options, hostname, process.user.home);
  const std::filesystem::path directory =
      options.working_dir.empty() ? config.working_dir : options.working_dir;
  process.working_dir = (std::filesystem::path("/") / directory).lexically_normal().string();
  return process;
}

}  // namespace whittle::container
