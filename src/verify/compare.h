// Two runs of the same exercises, compared: of the original and of the result.
//
// What is compared: how each exercise ended (HTTP status, exit status), the headers that matter,
// bodies and outputs whole, ports that listen, how the app ended, whether it took the stop signal,
// and what it wrote where it ends by itself; and how many tries each command needed, and how long
// each exercise took. What two runs of the original do differently is no difference; `others` are
// further runs of it.
#pragma once

#include <string>
#include <vector>

#include "record/record.h"
#include "whittle/report.h"

namespace whittle::verify {

struct Outcome {
  std::vector<Difference> differences;
  std::vector<std::string> observations;  // what each of them is a difference of, in their order
  // Each difference is in what an original may do differently each time, so that a second run of it
  // would show. False where there is none.
  bool may_vary = false;
  // Each difference is in numbers, so that a third run of the original would show whether they were
  // the same in two of them by chance. False where there is none.
  bool numbers_alone = false;
  int normalised = 0;  // agree only without what runs of the original differ in, and times
  std::vector<std::string> not_compared;  // hold-outs that fail in the original
};

Outcome compare(const record::Recording& original, const record::Recording& result,
                const std::vector<const record::Recording*>& others);

// Of the differences of another run of the result, those that were there in `before` too.
void keep_repeated(Outcome& outcome, const Outcome& before);

// "GET :80/: 404 (original: 200)"; empty where there is no difference.
std::string describe_first(const std::vector<Difference>& differences);

}  // namespace whittle::verify
