#include "probes/notify/notified_calls.h"

#include <fcntl.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <sstream>
#include <string_view>

namespace whittle::probes {
namespace {

using Kind = PathArgument::Kind;

constexpr const char* kMasked = "SCMP_CMP_MASKED_EQ";
constexpr std::uint64_t kNegative = 0x80000000;  // AT_FDCWD, or no descriptor

// Frequent calls that name a new file only with some arguments.
struct ConditionalCalls {
  const char* names;
  NotifiedCalls calls;
};

// With AT_EMPTY_PATH and a descriptor the call is an fstat (as glibc does it): that file was
// recorded when it was opened. A call with this flag, a descriptor and a path as well is missed.
NotifiedCalls unless_fstat(unsigned flags) {
  const SeccompArgument named{.index = flags, .value = AT_EMPTY_PATH, .op = kMasked};
  const SeccompArgument empty{
      .index = flags, .value = AT_EMPTY_PATH, .value_two = AT_EMPTY_PATH, .op = kMasked};
  const SeccompArgument own{.index = 0, .value = kNegative, .value_two = kNegative, .op = kMasked};
  const SeccompArgument descriptor{.index = 0, .value = kNegative, .op = kMasked};
  return {.names = {}, .when = {{named}, {empty, own}}, .otherwise = {{empty, descriptor}}};
}

// send(2) is sendto(2) without an address.
NotifiedCalls with_pointer(unsigned index) {
  return {.names = {},
          .when = {{{.index = index, .op = "SCMP_CMP_NE"}}},
          .otherwise = {{{.index = index, .op = "SCMP_CMP_EQ"}}}};
}

const std::vector<ConditionalCalls>& conditional_calls() {
  static const std::vector<ConditionalCalls> table = {
      {"newfstatat fstatat64", unless_fstat(3)},
      {"statx", unless_fstat(2)},
      {"sendto", with_pointer(4)},
  };
  return table;
}

std::vector<std::string> words(const char* text) {
  std::istringstream stream(text);
  return {std::istream_iterator<std::string>(stream), {}};
}

bool names_file(const PathCall& call) {
  const Kind kind = call.first.kind;
  return (kind != Kind::none && kind != Kind::clone_flags && kind != Kind::clone_args) ||
         call.changes != Changes::nothing;
}

}  // namespace

std::vector<NotifiedCalls> notified_calls() {
  std::set<std::string> left;
  for (const PathCall& call : PathCalls::all()) {
    const auto names = words(call.names);
    if (names_file(call)) left.insert(names.begin(), names.end());
  }
  std::vector<NotifiedCalls> all;
  for (const ConditionalCalls& row : conditional_calls()) {
    NotifiedCalls calls = row.calls;
    calls.names = words(row.names);
    for (const std::string& name : calls.names) left.erase(name);
    all.push_back(std::move(calls));
  }
  all.push_back({.names = {left.begin(), left.end()}});
  return all;
}

}  // namespace whittle::probes
