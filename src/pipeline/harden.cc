#include "pipeline/harden.h"

#include <chrono>

#include "base/atomic_file.h"
#include "base/interruption.h"
#include "container/user.h"
#include "contract/contract_json.h"
#include "contract/derive.h"
#include "contract/narrow.h"
#include "contract/page.h"
#include "contract/relax.h"
#include "pipeline/prove.h"
#include "transport/reference.h"
#include "transport/transport.h"
#include "tree/contents.h"
#include "verify/verify.h"

namespace whittle::pipeline {
namespace {

constexpr std::size_t kMaxDatabase = std::size_t{4} << 20;  // bytes of /etc/passwd or /etc/group
constexpr const char* kNotProven = "not proven: the image has not been run without";

// As the runtime finds it: in the image's own databases.
ContractUser user_of(const Job& job, const ImageConfig& config, const RunOptions& options) {
  const tree::Contents contents(job.tree, job.directories);
  const auto text = [&](const char* path) {
    const auto node = job.tree.resolve(path, FollowLast::yes).node;
    return node ? contents.head(*node, kMaxDatabase) : std::string();
  };
  const std::string& name = options.user.empty() ? config.user : options.user;
  const container::User user = container::find_user(name, text("/etc/passwd"), text("/etc/group"));
  return {.uid = user.uid,
          .gid = user.gid,
          .additional_gids = {user.additional_gids.begin(), user.additional_gids.end()},
          .name = name,
          .overridden = !options.user.empty()};
}

// The name by which an engine can run the result; empty where it went to none.
std::string runnable_name(const std::vector<std::string>& outputs) {
  for (const std::string& output : outputs) {
    const transport::Reference reference = transport::parse_reference(output);
    using transport::Transport;
    if (reference.transport == Transport::docker_daemon ||
        reference.transport == Transport::registry) {
      return reference.location;
    }
  }
  return "";
}

using Clock = std::chrono::steady_clock;

Clock::time_point half_of_time_left() {
  const auto deadline = base::interruption::deadline();
  return deadline ? Clock::now() + (*deadline - Clock::now()) / 2 : Clock::time_point::max();
}

std::string names_of(const std::map<std::string, GivenCapability>& capabilities) {
  std::string names;
  for (const auto& [name, given] : capabilities) names += (names.empty() ? "" : ", ") + name;
  return names.empty() ? "no capability" : names;
}

// Not where somebody would have to end each run by hand.
bool may_be_narrowed(const Contract& contract, const record::RecordOptions& options) {
  using Kind = record::ContinueAfter::Kind;
  const Kind kind = options.continue_after.kind;
  return contract.drop_capabilities.possible && !contract.capabilities.empty() &&
         kind != Kind::enter && kind != Kind::signal;
}

void write_contract(const Job& job, const Contract& contract) {
  base::write_file(job.artifacts / kContractFile, contract::format_contract(contract));
  base::write_file(job.artifacts / kContractPage, contract::format_page(contract));
}

}  // namespace

Hardened prove_contract(Contract contract, const Trial& trial, Progress& progress) {
  Hardened result;
  const double original_seconds = trial.original.container_seconds();
  for (int run = 0; run <= kHardenRounds && !contract.proven; ++run) {
    const auto [proof, verification] = try_contract(contract, trial, progress);
    result.container_seconds += proof.recording.container_seconds;
    contract.proven = verification.passed;
    if (contract.proven || run == kHardenRounds) break;
    ContractRound round{.failure = verification.failure};
    round.changes = contract::relax(
        contract, trial.subject, {.trace = proof.recording.trace, .failure = verification.failure});
    for (const std::string& change : round.changes) progress.detail("contract: " + change);
    const bool is_stuck = round.changes.empty();
    contract.rounds.push_back(std::move(round));
    if (is_stuck) break;
  }
  if (!contract.proven) {
    contract::give_up(contract, "the app does not do under it what the original does");
    contract.proven = true;
  }
  result.container_seconds += trial.original.container_seconds() - original_seconds;
  result.contract = std::move(contract);
  return result;
}

Hardened narrow_contract(Contract contract, const Trial& trial, Progress& progress) {
  Hardened result;
  const Clock::time_point stop = half_of_time_left();
  int runs = 0;
  const auto attempt = [&](const Contract& fewer) {
    ++runs;
    const auto [run, verification] = try_briefly(fewer, trial, progress);
    result.container_seconds += run.recording.container_seconds;
    progress.detail("contract: a run with " + names_of(fewer.capabilities) + ": " +
                    (verification.passed ? "passed" : verification.failure));
    return verification.failure;
  };
  const double original_seconds = trial.original.container_seconds();
  contract::narrow(contract, attempt, [&] { return runs < kNarrowRuns && Clock::now() < stop; });
  result.container_seconds += trial.original.container_seconds() - original_seconds;
  result.contract = std::move(contract);
  return result;
}

void harden(Job& job, Workshop& shop, StageClock& clock) {
  if (job.artifacts.empty() || !may_be_handed_out(job, shop.options)) return;
  clock.begin("harden");
  const Image image = transport::open_written(job.result);
  record::RecordOptions options = proof_options(shop);
  options.run.seccomp = job.profile;
  const contract::Subject subject{.trace = job.recording.trace,
                                  .tree = job.tree,
                                  .keep = job.keep,
                                  .config = image.config,
                                  .user = user_of(job, image.config, options.run)};
  Contract contract = contract::derive(subject);
  contract.reference = runnable_name(job.outputs);
  contract.image = job.result.manifest.digest;
  contract.seccomp = kSeccompFile;
  if (job.original) {
    const Image proven = image_to_prove(job);
    const Trial trial{.image = proven,
                      .original = *job.original,
                      .subject = subject,
                      .options = options,
                      .work = job.work / "harden"};
    const auto take = [&](Hardened hardened) {
      clock.leave_out(hardened.container_seconds);
      job.report.container_seconds += hardened.container_seconds;
      contract = std::move(hardened.contract);
    };
    take(prove_contract(std::move(contract), trial, shop.progress));
    if (may_be_narrowed(contract, options)) {
      clock.begin("narrow");
      take(narrow_contract(std::move(contract), trial, shop.progress));
    }
  } else if (subject.user.uid == 0) {
    contract.drop_capabilities = {.possible = false, .why = kNotProven};
    contract.capabilities.clear();
  }
  write_contract(job, contract);
  job.contract = std::move(contract);
}

}  // namespace whittle::pipeline
