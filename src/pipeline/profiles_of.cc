#include "pipeline/profiles_of.h"

#include "capability/infer.h"
#include "capability/privileged_programs.h"
#include "container/user.h"
#include "profile/apparmor.h"
#include "tree/contents.h"

namespace whittle::pipeline {
namespace {

constexpr std::size_t kMaxAccounts = std::size_t{1} << 20;  // bytes of /etc/passwd that count

std::string text_of(const Job& job, const tree::Contents& contents, const char* path) {
  const auto node = job.tree.resolve(path, FollowLast::yes).node;
  return node ? contents.head(*node, kMaxAccounts) : "";
}

capability::Start start_of(const Job& job, const MinifyOptions& options) {
  const std::string& override = options.record.run.user;
  const tree::Contents contents(job.tree, job.directories);
  const container::User user = container::find_user(
      override.empty() ? job.image.config.user : override, text_of(job, contents, "/etc/passwd"),
      text_of(job, contents, "/etc/group"));
  return user.uid == 0 ? capability::Start::as_root : capability::Start::as_other;
}

}  // namespace

profile::Profiles profiles_of(const Job& job, const MinifyOptions& options) {
  const Trace& trace = job.recording.trace;
  profile::Profiles profiles;
  profiles.name = profile::apparmor_name(job.image.reference);
  profiles.seccomp = job.profile;
  profiles.capabilities =
      capability::infer({.trace = trace, .tree = &job.tree, .start = start_of(job, options)});
  profiles.privileged_programs = capability::privileged_programs(trace, job.tree);
  profiles.apparmor = profile::apparmor_profile({.name = profiles.name,
                                                 .trace = trace,
                                                 .tree = &job.tree,
                                                 .keep = &job.keep,
                                                 .data_directories = job.image.config.volumes,
                                                 .volumes = options.record.run.volumes,
                                                 .capabilities = profiles.capabilities});
  return profiles;
}

std::string apparmor_text(const Job& job, const MinifyOptions& options) {
  return profile::format_apparmor(profiles_of(job, options).apparmor);
}

}  // namespace whittle::pipeline
