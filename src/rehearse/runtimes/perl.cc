#include "rehearse/runtimes/kept_files.h"

namespace whittle::rehearse {
namespace {

// Each file is compiled by an interpreter of its own: `perl -c` runs its "use" lines, no more.
constexpr const char* kPerlDriver = R"(
use strict;
my ($token, undef, @units) = @ARGV;
open(my $out, '>&', \*STDOUT) or exit 1;
open(STDIN, '<', '/dev/null'); open(STDOUT, '>', '/dev/null'); open(STDERR, '>', '/dev/null');
sub say_line { syswrite($out, "\n$token $_[0] $_[1] $_[2]\n"); }
for my $unit (0 .. $#units) {
    say_line('b', $unit, '');
    my $status = system {$^X} $^X, '-c', $units[$unit];
    say_line($status == 0 ? 'l' : 'f', $unit, $status == 0 ? '' : 'perl -c ends with ' . ($status >> 8));
}
)";

bool is_perl_module(const KeptFile& file) {
  return file.path.ends_with(".pm");
}

}  // namespace

std::vector<Plan> plan_perl(const Selected& selected) {
  const std::vector<std::string> programs = executed_programs(
      selected, [](std::string_view name) { return is_versioned_name(name, "perl"); });
  if (programs.empty()) return {};
  Plan plan{.runtime = "Perl",
            .verb = "perl -c",
            .command = {programs.back(), "-e", kPerlDriver, "--"},
            .options = "",
            .units = {},
            .opener = ""};
  for (const KeptFile& file : unread_files(selected, is_perl_module)) {
    plan.units.push_back({file.path, file.path});
  }
  return {plan};
}

}  // namespace whittle::rehearse
