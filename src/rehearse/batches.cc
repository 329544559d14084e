#include "rehearse/batches.h"

#include <algorithm>
#include <utility>

#include "rehearse/driver_output.h"
#include "text/one_line.h"

namespace whittle::rehearse {
namespace {

// A driver's whole output has to fit the log of a recording, and its units a command line.
constexpr std::size_t kMaxUnits = 1000;
constexpr std::size_t kMaxBytes = std::size_t{256} << 10;

std::size_t batch_size(std::span<const Unit> units) {
  std::size_t count = 0;
  std::size_t bytes = 0;
  while (count < std::min(units.size(), kMaxUnits)) {
    bytes += units[count].name.size() + 1;
    if (bytes > kMaxBytes && count > 0) break;
    ++count;
  }
  return count;
}

std::string what_happened(const BatchRun& run) {
  if (!run.trouble.empty()) return text::one_line(run.trouble);
  return run.killed ? "did not end" : run.exit.describe();
}

void skip(UnitResult& result, const std::string& why) {
  result.outcome = Outcome::skipped;
  result.detail = why;
}

// Puts the results of one run into `results`. Returns how many units are done with.
std::size_t settle(const BatchRun& run, DriverOutput output, bool time_is_over,
                   std::span<UnitResult> results) {
  // Without a begin the runtime itself does not work, and will not the next time.
  std::size_t done = output.last ? *output.last + 1 : results.size();
  if (time_is_over && run.killed) {
    done = output.last.value_or(0);
    if (output.last && output.results[done].outcome != Outcome::not_reached) ++done;
  }
  for (std::size_t unit = 0; unit < done; ++unit) {
    results[unit] = std::move(output.results[unit]);
    if (results[unit].outcome != Outcome::not_reached) continue;
    skip(results[unit], !output.last           ? "its runtime did not start: " + what_happened(run)
                        : unit == *output.last ? what_happened(run)
                                               : "its driver did not tell");
  }
  return done;
}

}  // namespace

std::vector<UnitResult> run_batches(std::span<const Unit> units, const Batches& batches) {
  std::vector<UnitResult> results(units.size());
  std::size_t done = 0;
  while (done < units.size() && !batches.time_is_over()) {
    const std::span<const Unit> batch = units.subspan(done, batch_size(units.subspan(done)));
    const std::string token = new_token();
    const BatchRun run = batches.run(batch, token);
    done += settle(run, read_driver_output(run.output, token, batch.size()), batches.time_is_over(),
                   std::span(results).subspan(done, batch.size()));
  }
  return results;
}

}  // namespace whittle::rehearse
