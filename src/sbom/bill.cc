#include "sbom/bill.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/sha256.h"

namespace whittle::sbom {
namespace {

constexpr std::string_view kLicenses[] = {
    "0BSD",
    "AGPL-3.0-only",
    "AGPL-3.0-or-later",
    "Apache-2.0",
    "Artistic-1.0",
    "Artistic-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSD-4-Clause",
    "BSL-1.0",
    "BlueOak-1.0.0",
    "CC-BY-3.0",
    "CC-BY-4.0",
    "CC0-1.0",
    "GPL-1.0-or-later",
    "GPL-2.0-only",
    "GPL-2.0-or-later",
    "GPL-3.0-only",
    "GPL-3.0-or-later",
    "HPND",
    "ISC",
    "LGPL-2.0-or-later",
    "LGPL-2.1-only",
    "LGPL-2.1-or-later",
    "LGPL-3.0-only",
    "LGPL-3.0-or-later",
    "MIT",
    "MIT-0",
    "MPL-1.1",
    "MPL-2.0",
    "OpenSSL",
    "PSF-2.0",
    "PostgreSQL",
    "Python-2.0",
    "Ruby",
    "Unicode-DFS-2016",
    "Unlicense",
    "Vim",
    "WTFPL",
    "X11",
    "ZPL-2.1",
    "Zlib",
    "bzip2-1.0.6",
    "curl",
};

}  // namespace

std::string_view state_name(PackageState state) {
  constexpr std::string_view kNames[] = {"kept", "partial", "removed"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view scope_name(Scope scope) {
  constexpr std::string_view kNames[] = {"original", "result", "difference"};
  return kNames[static_cast<std::size_t>(scope)];
}

std::vector<PackageId> listed(const Bill& bill) {
  std::vector<PackageId> ids;
  for (PackageId id = 0; id < bill.packages.packages.size(); ++id) {
    if (bill.scope != Scope::result || bill.states[id] != PackageState::removed) ids.push_back(id);
  }
  return ids;
}

std::optional<PackageState> state_told(const Bill& bill, PackageId id) {
  if (bill.scope == Scope::original) return std::nullopt;
  return bill.states[id];
}

std::string uuid_of(const Bill& bill, const std::string& word) {
  std::string hex(base::sha256(bill.digest.str() + " " + bill.image + " " +
                               std::string(scope_name(bill.scope)) + " " + word)
                      .hex()
                      .substr(0, 32));
  hex[12] = '8';
  hex[16] = "89ab"[hex[16] % 4];
  return hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) + "-" +
         hex.substr(16, 4) + "-" + hex.substr(20);
}

bool is_spdx_license(std::string_view text) {
  return std::find(std::begin(kLicenses), std::end(kLicenses), text) != std::end(kLicenses);
}

std::string whole_seconds(const std::string& time) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00";
  if (time.size() <= kForm.size() || time.back() != 'Z') return "";
  for (std::size_t at = 0; at < kForm.size(); ++at) {
    const bool digit = time[at] >= '0' && time[at] <= '9';
    if (kForm[at] == '0' ? !digit : time[at] != kForm[at]) return "";
  }
  return time.substr(0, kForm.size()) + "Z";
}

std::string created_time(const std::string& config_json) {
  const auto config = nlohmann::json::parse(config_json, nullptr, false);
  if (!config.is_object() || !config.contains("created") || !config["created"].is_string()) {
    return "";
  }
  return whole_seconds(config["created"].get<std::string>());
}

std::string time_of_epoch(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text;
}

}  // namespace whittle::sbom
