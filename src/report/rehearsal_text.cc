#include "report/rehearsal_text.h"

#include "report/summary_text.h"
#include "report/verification_text.h"
#include "text/align.h"
#include "text/join.h"
#include "text/size.h"

namespace whittle::report {
namespace {

struct Totals {
  std::size_t units = 0;
  std::size_t loaded = 0;
  std::size_t failed = 0;
  std::size_t skipped = 0;
  std::size_t files = 0;
  std::int64_t bytes = 0;
};

Totals totals_of(const Rehearsal& rehearsal) {
  Totals totals;
  for (const RuntimeRehearsal& runtime : rehearsal.runtimes) {
    totals.units += runtime.units;
    totals.loaded += runtime.loaded;
    totals.failed += runtime.failed;
    totals.skipped += runtime.skipped.size();
    totals.files += runtime.files;
    totals.bytes += runtime.bytes;
  }
  return totals;
}

// "zoneinfo: did not end, x: exited with status 3 and 4 more"
std::string skipped_line(const Rehearsal& rehearsal, std::size_t all) {
  constexpr std::size_t kShown = 2;
  std::string shown;
  std::size_t count = 0;
  for (const RuntimeRehearsal& runtime : rehearsal.runtimes) {
    for (const UnitNote& note : runtime.skipped) {
      if (count == kShown) break;
      ++count;
      text::append_item(shown, note.unit + " " + note.what, ", ");
    }
  }
  return "skipped: " + shown + (all > count ? " and " + std::to_string(all - count) + " more" : "");
}

}  // namespace

std::string rehearsal_text(const Rehearsal& rehearsal) {
  const Totals totals = totals_of(rehearsal);
  if (totals.units == 0) return "";
  std::string words = "loaded " + std::to_string(totals.loaded) + " of " +
                      std::to_string(totals.units) +
                      " kept modules and libraries that no run used, in " +
                      text::decimal(rehearsal.seconds, 1) + " s";
  if (totals.failed > 0) {
    words += "; " + std::to_string(totals.failed) + " cannot be loaded in the original";
  }
  words += totals.files == 0 ? "; nothing was missing"
                             : "; " + std::to_string(totals.files) +
                                   (totals.files == 1 ? " file (" : " files (") +
                                   text::size(totals.bytes) + ") added";
  std::string lines = line("rehearsed", words);
  if (totals.skipped > 0) lines += line("", skipped_line(rehearsal, totals.skipped));
  return lines;
}

}  // namespace whittle::report
