#include "artifacts/kept_results.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <system_error>
#include <utility>

#include "artifacts/files.h"
#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/make_directory.h"
#include "base/temp_dir.h"
#include "text/join.h"
#include "text/split.h"
#include "whittle/error.h"

namespace whittle::artifacts {
namespace {

namespace fs = std::filesystem;
using base::FileLock;

constexpr const char* kNamesFile = "names";
constexpr const char* kLockFile = "lock";
constexpr std::string_view kWritten = "written";
constexpr std::size_t kMaxNames = std::size_t{1} << 20;  // bytes
constexpr std::size_t kShortDigest = 12;                 // digits
constexpr std::size_t kShownNames = 8;

fs::path results_in(const fs::path& cache) {
  return cache / "results";
}

struct Kept {
  std::uint64_t number = 0;
  fs::path directory;
  bool was_written = false;
  std::vector<std::string> digests;
  std::vector<std::string> outputs;
};

std::optional<Kept> read_kept(const fs::path& directory) {
  Kept kept{.directory = directory};
  const std::string name = directory.filename();
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), kept.number);
  if (error != std::errc() || end != name.data() + name.size()) return std::nullopt;
  std::error_code absent;
  if (!fs::is_regular_file(directory / kNamesFile, absent)) return kept;
  const std::string text = base::read_file(directory / kNamesFile, kMaxNames);
  std::vector<std::string> lines = text::split(text, "\n");
  if (lines.size() < 3) return kept;
  kept.was_written = lines[0] == kWritten;
  kept.digests = {lines[1], lines[2]};
  kept.outputs.assign(lines.begin() + 3, lines.end());
  return kept;
}

// The last first.
std::vector<Kept> all_kept(const fs::path& cache) {
  std::vector<Kept> all;
  std::error_code absent;
  for (const fs::directory_entry& entry : fs::directory_iterator(results_in(cache), absent)) {
    if (std::optional<Kept> kept = read_kept(entry.path())) all.push_back(std::move(*kept));
  }
  std::ranges::sort(all, std::greater<>(), &Kept::number);
  return all;
}

std::int64_t bytes_of(const fs::path& directory) {
  std::int64_t bytes = 0;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(directory, error)) {
    if (entry.is_regular_file(error)) bytes += static_cast<std::int64_t>(entry.file_size(error));
  }
  return bytes;
}

// Stays where a reader has it.
void remove_kept(const Kept& kept) {
  const auto lock = FileLock::attempt(kept.directory / kLockFile, FileLock::Mode::exclusive);
  if (lock) base::remove_tree(kept.directory);
}

// The first of `all` is the last run, which stays.
void remove_oldest(const std::vector<Kept>& all, const KeptBounds& bounds) {
  if (all.empty()) return;
  const Kept& last = all.front();
  std::size_t results = 1;
  std::int64_t bytes = bytes_of(last.directory);
  for (auto kept = all.begin() + 1; kept != all.end(); ++kept) {
    const std::int64_t size = bytes_of(kept->directory);
    const bool is_same = kept->digests == last.digests && kept->outputs == last.outputs;
    if (is_same || results == bounds.results || bytes + size > bounds.bytes) {
      remove_kept(*kept);
    } else {
      ++results;
      bytes += size;
    }
  }
}

std::string plain(std::string_view output) {
  constexpr std::string_view kDaemon = "docker-daemon:";
  constexpr std::string_view kLatest = ":latest";
  if (output.starts_with(kDaemon)) output.remove_prefix(kDaemon.size());
  if (output.ends_with(kLatest)) output.remove_suffix(kLatest.size());
  return std::string(output);
}

bool is_named(const Kept& kept, const std::string& name) {
  return std::ranges::any_of(kept.outputs, [&](const std::string& output) {
    return output == name || plain(output) == plain(name);
  });
}

bool has_digest(const Kept& kept, std::string_view name) {
  constexpr std::string_view kAlgorithm = "sha256:";
  if (name.starts_with(kAlgorithm)) name.remove_prefix(kAlgorithm.size());
  if (name.size() < kShortDigest) return false;
  return std::ranges::any_of(kept.digests, [&](const std::string& digest) {
    return digest.starts_with(std::string(kAlgorithm) + std::string(name));
  });
}

const Kept* choose(const std::vector<Kept>& all, const std::string& name) {
  const auto named = [&](bool was_written) {
    return [&name, was_written](const Kept& kept) {
      return kept.was_written == was_written && is_named(kept, name);
    };
  };
  const auto with_digest = [&](const Kept& kept) { return has_digest(kept, name); };
  auto found = std::ranges::find_if(all, named(true));
  if (found == all.end()) found = std::ranges::find_if(all, named(false));
  if (found == all.end()) found = std::ranges::find_if(all, with_digest);
  return found == all.end() ? nullptr : &*found;
}

std::string name_of(const Kept& kept) {
  if (kept.was_written && !kept.outputs.empty()) return plain(kept.outputs.front());
  return kept.digests.empty() ? "" : kept.digests.front().substr(0, 7 + kShortDigest);
}

[[noreturn]] void throw_none(const std::vector<Kept>& all, const std::string& name,
                             const fs::path& cache) {
  std::vector<std::string> names;
  for (const Kept& kept : all) {
    std::string one = name_of(kept);
    const bool is_new = !one.empty() && std::ranges::find(names, one) == names.end();
    if (is_new && names.size() < kShownNames) names.push_back(std::move(one));
  }
  throw Error("no artifacts are kept of a result " + name + " in " + results_in(cache).string(),
              (names.empty() ? "there are none of any run"
                             : "there are those of " + text::join(names, ", ")) +
                  ": minify the image again, name the cache of that run with --cache, or the "
                  "directory that was given to minify --artifacts");
}

std::string names_text(const ResultNames& names) {
  std::string text = std::string(names.was_written ? kWritten : "refused") + "\n" +
                     names.manifest.str() + "\n" + names.config.str() + "\n";
  for (const std::string& output : names.outputs) {
    if (output.find('\n') == std::string::npos) text += output + "\n";
  }
  return text;
}

fs::path lock_of(const fs::path& cache) {
  return cache / "results.lock";
}

}  // namespace

std::string keep_result(const fs::path& cache, const fs::path& made, const ResultNames& names,
                        const KeptBounds& bounds) {
  base::make_directory(results_in(cache));
  fs::permissions(results_in(cache), fs::perms::owner_all);
  fs::permissions(made, fs::perms::owner_all);
  base::write_file(made / kNamesFile, names_text(names));

  const FileLock lock = FileLock::wait(lock_of(cache), FileLock::Mode::exclusive);
  const std::vector<Kept> before = all_kept(cache);
  const std::uint64_t number = before.empty() ? 1 : before.front().number + 1;
  fs::rename(made, results_in(cache) / std::to_string(number));
  const std::vector<Kept> all = all_kept(cache);
  remove_oldest(all, bounds);
  return name_of(all.front());
}

bool is_result(std::string_view text) {
  return text.starts_with(kResultPrefix);
}

Source find_source(const std::string& text, const fs::path& cache) {
  if (!is_result(text)) return {.directory = text, .lock = nullptr};
  const std::string name = text.substr(kResultPrefix.size());
  std::error_code absent;
  if (!fs::is_directory(results_in(cache), absent)) throw_none({}, name, cache);
  const FileLock lock = FileLock::wait(lock_of(cache), FileLock::Mode::shared);
  const std::vector<Kept> all = all_kept(cache);
  const Kept* kept = choose(all, name);
  if (kept == nullptr) throw_none(all, name, cache);
  return {.directory = kept->directory,
          .lock = std::make_shared<const FileLock>(
              FileLock::wait(kept->directory / kLockFile, FileLock::Mode::shared))};
}

}  // namespace whittle::artifacts
