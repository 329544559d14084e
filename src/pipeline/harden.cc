#include "pipeline/harden.h"

#include "base/atomic_file.h"
#include "contract/contract_json.h"
#include "contract/derive.h"
#include "contract/hardening.h"
#include "contract/page.h"
#include "contract/relax.h"
#include "pipeline/proof.h"
#include "pipeline/prove.h"
#include "run/user.h"
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
  const run::User user = run::find_user(name, text("/etc/passwd"), text("/etc/group"));
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
    if (reference.transport == transport::Transport::docker_daemon) return reference.location;
  }
  return "";
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
    record::RecordOptions options = trial.options;
    options.run.hardening = contract::hardening_of(contract);
    options.limit = time_for(trial.original);
    const verify::ProofRun proof =
        verify::run_image(trial.image, options, trial.work / std::to_string(run), progress);
    result.container_seconds += proof.recording.container_seconds;
    Verification verification;
    tell(verification, proof, compare(trial.original, proof, {}));
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
    Hardened hardened = prove_contract(std::move(contract),
                                       {.image = proven,
                                        .original = *job.original,
                                        .subject = subject,
                                        .options = options,
                                        .work = job.work / "harden"},
                                       shop.progress);
    clock.leave_out(hardened.container_seconds);
    job.report.container_seconds += hardened.container_seconds;
    contract = std::move(hardened.contract);
  } else if (subject.user.uid == 0) {
    contract.drop_capabilities = {.possible = false, .why = kNotProven};
  }
  write_contract(job, contract);
  job.contract = std::move(contract);
}

}  // namespace whittle::pipeline
