#include "pipeline/contract.h"

#include <chrono>
#include <string>
#include <utility>

#include "artifacts/files.h"
#include "base/interruption.h"
#include "contract/contract_json.h"
#include "contract/derive.h"
#include "contract/narrow.h"
#include "contract/page.h"
#include "contract/relax.h"
#include "text/join.h"
#include "transport/reference.h"
#include "transport/transport.h"

namespace whittle::pipeline {
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* kNotVerified = "not verified: the image has not been run without";

ContractUser user_of(const RecordedImage& image, const ImageConfig& config, const RunOptions& run) {
  const std::string& name = run.user.empty() ? config.user : run.user;
  const container::User user = workspace::user_of(image.opened, name);
  return {.uid = user.uid,
          .gid = user.gid,
          .additional_gids = {user.additional_gids.begin(), user.additional_gids.end()},
          .name = name,
          .overridden = !run.user.empty()};
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

Clock::time_point half_of_time_left() {
  const auto deadline = base::interruption::deadline();
  return deadline ? Clock::now() + (*deadline - Clock::now()) / 2 : Clock::time_point::max();
}

std::string names_of(const std::map<std::string, GivenCapability>& capabilities) {
  if (capabilities.empty()) return "no capability";
  return text::join(capabilities, ", ", [](const auto& named) { return named.first; });
}

// Not where a user would have to end each run by hand.
bool may_be_narrowed(const Contract& contract, const record::RecordOptions& options) {
  using Kind = record::ContinueAfter::Kind;
  const Kind kind = options.continue_after.kind;
  return contract.drop_capabilities.possible && !contract.capabilities.empty() &&
         kind != Kind::enter && kind != Kind::signal;
}

Contract derive_contract(const contract::Subject& subject, const Candidate& candidate,
                         const MinifyOptions& options) {
  Contract contract = contract::derive(subject);
  contract.reference = runnable_name(options.outputs);
  contract.image = candidate.image.manifest.digest;
  contract.seccomp = artifacts::kSeccompFile;
  return contract;
}

// The stages, for a result that was verified.
MadeContract test_contract(Contract contract, const ContractTest& test, StageClock& clock) {
  MadeContract made = relax_until_verified(std::move(contract), test);
  clock.tell_apart(made.container_seconds);
  if (!may_be_narrowed(made.contract, test.options)) return made;

  clock.begin("narrow");
  MadeContract narrowed = narrow_capabilities(std::move(made.contract), test);
  clock.tell_apart(narrowed.container_seconds);
  return narrowed;
}

// What nobody has tried is not denied to root.
Contract without_test(Contract contract, const ContractUser& user) {
  if (user.uid != 0) return contract;
  contract.drop_capabilities = {.possible = false, .why = kNotVerified};
  contract.capabilities.clear();
  return contract;
}

}  // namespace

MadeContract relax_until_verified(Contract contract, const ContractTest& test) {
  MadeContract made;
  const double original_seconds = test.original.container_seconds();
  for (int run = 0; run <= kContractRounds && !contract.proven; ++run) {
    const auto [verify_run, verification] = run_under(contract, test);
    made.container_seconds += verify_run.recording.container_seconds;
    contract.proven = verification.passed;
    if (contract.proven || run == kContractRounds) break;
    ContractRound round{.failure = verification.failure};
    round.changes =
        contract::relax(contract, test.subject,
                        {.trace = verify_run.recording.trace, .failure = verification.failure});
    for (const std::string& change : round.changes) test.progress.detail("contract: " + change);
    const bool is_stuck = round.changes.empty();
    contract.rounds.push_back(std::move(round));
    if (is_stuck) break;
  }
  if (!contract.proven) {
    contract::give_up(contract, "the app does not do under it what the original does");
    contract.proven = true;
  }
  made.container_seconds += test.original.container_seconds() - original_seconds;
  made.contract = std::move(contract);
  return made;
}

MadeContract narrow_capabilities(Contract contract, const ContractTest& test) {
  MadeContract made;
  const Clock::time_point stop = half_of_time_left();
  int runs = 0;
  const auto attempt = [&](const Contract& fewer) {
    ++runs;
    const auto [run, verification] = run_briefly(fewer, test);
    made.container_seconds += run.recording.container_seconds;
    test.progress.detail("contract: a run with " + names_of(fewer.capabilities) + ": " +
                         (verification.passed ? "passed" : verification.failure));
    return verification.failure;
  };
  const double original_seconds = test.original.container_seconds();
  contract::narrow(contract, attempt, [&] { return runs < kNarrowRuns && Clock::now() < stop; });
  made.container_seconds += test.original.container_seconds() - original_seconds;
  made.contract = std::move(contract);
  return made;
}

std::optional<MadeContract> make_contract(const RecordedImage& image, const Verified& verified,
                                          verify::OriginalRuns& original, Task& task) {
  if (!task.artifacts.wanted()) return std::nullopt;
  task.clock.begin("harden");
  const Candidate& candidate = verified.candidate;
  const Image written = transport::open_written(candidate.image);
  record::RecordOptions options = result_options(task.options);
  know_from_recording(image, options);
  options.run.seccomp = candidate.selection.profile;
  const contract::Subject subject{.trace = image.recording.trace,
                                  .tree = image.opened.tree,
                                  .keep = candidate.selection.keep,
                                  .config = written.config,
                                  .user = user_of(image, written.config, options.run)};
  MadeContract made{.contract = derive_contract(subject, candidate, task.options)};
  if (verified.verification.run) {
    const Image result = result_image(candidate, image);
    made = test_contract(std::move(made.contract),
                         {.image = result,
                          .original = original,
                          .subject = subject,
                          .options = options,
                          .work = task.work / "contract",
                          .progress = task.progress()},
                         task.clock);
  } else {
    made.contract = without_test(std::move(made.contract), subject.user);
  }
  task.artifacts.write(artifacts::kContractFile, contract::format_contract(made.contract));
  task.artifacts.write(artifacts::kContractPage, contract::format_page(made.contract));
  return made;
}

}  // namespace whittle::pipeline
