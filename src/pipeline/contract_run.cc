#include "pipeline/contract_run.h"

#include <chrono>

#include "contract/hardening.h"
#include "verify/verification.h"

namespace whittle::pipeline {
namespace {

// A run that is wrongly taken for hung costs a capability too many; one that hangs takes this long.
constexpr std::chrono::milliseconds kAtLeast{2000};
constexpr int kTimesOriginal = 4;

ContractRun run(const Contract& contract, const ContractTest& test, record::RecordOptions options) {
  options.run.hardening = contract::hardening_of(contract);
  ContractRun result{.run = verify::run_image(test.image, options, test.work, test.progress)};
  result.verification =
      verify::verification_of(result.run, verify::compare(test.original, result.run, {}));
  return result;
}

}  // namespace

ContractRun run_under(const Contract& contract, const ContractTest& test) {
  record::RecordOptions options = test.options;
  options.limit = verify::time_limit(test.original);
  return run(contract, test, options);
}

ContractRun run_briefly(const Contract& contract, const ContractTest& test) {
  record::RecordOptions options = test.options;
  options.watch = record::Watch::no;
  options.after_failure = record::AfterFailure::stop;
  const std::chrono::duration<double> took(kTimesOriginal *
                                           test.original.first().container_seconds);
  options.limit = kAtLeast + std::chrono::duration_cast<std::chrono::milliseconds>(took);
  return run(contract, test, options);
}

}  // namespace whittle::pipeline
