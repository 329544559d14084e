#include "rehearse/runtimes/table.h"

namespace whittle::rehearse {
namespace {

constexpr RuntimeRow kRuntimes[] = {
    {"Python", &plan_python}, {"Node", &plan_node}, {"Ruby", &plan_ruby}, {"Perl", &plan_perl},
    {"R", &plan_r},           {"BEAM", &plan_beam}, {"ELF", &plan_elf},
};

}  // namespace

std::span<const RuntimeRow> runtime_table() {
  return kRuntimes;
}

}  // namespace whittle::rehearse
