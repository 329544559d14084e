#include <fcntl.h>

#include <vector>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/file_lock.h"
#include "base/interruption.h"
#include "base/temp_dir.h"
#include "oci/json.h"
#include "oci/manifest.h"
#include "transport/destinations.h"
#include "transport/tar_output.h"
#include "whittle/error.h"

namespace whittle::transport {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMarker = R"({"imageLayoutVersion":"1.0.0"})";

std::string blob_path(const Digest& digest) {
  return "blobs/sha256/" + std::string(digest.hex());
}

Descriptor index_entry(const WrittenImage& image) {
  Descriptor entry = image.manifest;
  entry.platform = image.platform;
  return entry;
}

void copy_bytes(const fs::path& from, const fs::path& to) {
  const base::Fd source = base::open_file(from, O_RDONLY);
  base::AtomicFile target(to);
  std::vector<char> buffer(std::size_t{1} << 20);
  for (;;) {
    base::interruption::check();
    const std::size_t n =
        base::read_some(source.get(), std::as_writable_bytes(std::span(buffer)), from.string());
    if (n == 0) break;
    target.write({buffer.data(), n});
  }
  target.commit();
}

// The blobs of one image, written into a layout. Those that are there already are written anew: one
// of them may be damaged. Those that were not go again unless they are kept.
class NewBlobs {
 public:
  explicit NewBlobs(fs::path directory) : directory_(std::move(directory)) {}
  NewBlobs(const NewBlobs&) = delete;
  NewBlobs& operator=(const NewBlobs&) = delete;
  ~NewBlobs() {
    std::error_code ignored;
    for (const fs::path& file : added_) fs::remove(file, ignored);
  }

  void write(const WrittenImage& image) {
    fs::create_directories(directory_ / "blobs/sha256");
    for (const WrittenLayer& layer : image.layers) {
      copy_bytes(layer.file, place(layer.layer.blob.digest));
    }
    base::write_file(place(image.config.digest), image.config_json);
    base::write_file(place(image.manifest.digest), image.manifest_json);
  }
  void keep() { added_.clear(); }

 private:
  fs::path place(const Digest& digest) {
    fs::path file = directory_ / blob_path(digest);
    if (!fs::exists(file)) added_.push_back(file);
    return file;
  }

  fs::path directory_;
  std::vector<fs::path> added_;
};

std::string read_if_there(const fs::path& file) {
  return fs::exists(file) ? base::read_file(file, oci::kJsonBound) : "";
}

void extend(const WrittenImage& image, const fs::path& directory, const std::string& tag) {
  // Two writers of one layout must not lose each other's entry.
  const auto lock = base::FileLock::wait(directory / "oci-layout", base::FileLock::Mode::exclusive);
  const fs::path index = directory / "index.json";
  const std::string text = with_context("index.json of oci:" + directory.string(), [&] {
    return oci::put_manifest(read_if_there(index), index_entry(image), tag);
  });
  NewBlobs blobs(directory);
  blobs.write(image);
  base::write_file(index, text);
  blobs.keep();
}

void create(const WrittenImage& image, const fs::path& directory, const std::string& tag) {
  const fs::path parent = directory.has_parent_path() ? directory.parent_path() : ".";
  base::TempDir fresh(parent, directory.filename().string() + ".tmp");
  NewBlobs blobs(fresh.path());
  blobs.write(image);
  base::write_file(fresh.path() / "oci-layout", kMarker);
  base::write_file(fresh.path() / "index.json", oci::put_manifest("", index_entry(image), tag));
  fs::permissions(fresh.path(), fs::perms(0755));
  std::error_code error;
  fs::rename(fresh.path(), directory, error);
  if (error) throw SystemError("cannot write oci:" + directory.string(), error.value());
  fresh.release();
  blobs.keep();
}

fs::path without_trailing_slash(const std::string& path) {
  const fs::path directory(path);
  return directory.has_filename() ? directory : directory.parent_path();
}

}  // namespace

void write_layout(const WrittenImage& image, const Reference& reference) {
  const fs::path directory = without_trailing_slash(reference.location);
  if (fs::exists(directory / "oci-layout")) {
    extend(image, directory, reference.tag);
  } else {
    create(image, directory, reference.tag);
  }
}

void write_oci_archive(const WrittenImage& image, const Reference& reference) {
  base::AtomicFile file(reference.location);
  TarOutput tar(file.fd(), reference.location);
  tar.add("oci-layout", kMarker);
  tar.add("index.json", oci::put_manifest("", index_entry(image), reference.tag));
  tar.add_directory("blobs");
  tar.add_directory("blobs/sha256");
  tar.add(blob_path(image.manifest.digest), image.manifest_json);
  tar.add(blob_path(image.config.digest), image.config_json);
  for (const WrittenLayer& layer : image.layers) {
    tar.add_file(blob_path(layer.layer.blob.digest), layer.file);
  }
  tar.finish();
  file.commit();
}

}  // namespace whittle::transport
