#include <fcntl.h>

#include <vector>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/file_lock.h"
#include "base/interruption.h"
#include "base/temp_dir.h"
#include "oci/json.h"
#include "oci/manifest.h"
#include "oci/referrer.h"
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

// The documents about the image. None without a tag: readers that are given no tag expect the index
// to list a single manifest.
std::vector<oci::Referrer> referrers_of(const WrittenImage& image, const std::string& tag) {
  std::vector<oci::Referrer> referrers;
  if (tag.empty()) return referrers;
  for (const Attachment& attachment : image.attachments) {
    referrers.push_back(oci::make_referrer(image.manifest, attachment));
  }
  return referrers;
}

std::string put_all(const std::string& index, const WrittenImage& image, const std::string& tag) {
  std::string text = oci::put_manifest(index, index_entry(image), tag);
  for (const oci::Referrer& referrer : referrers_of(image, tag)) {
    text = oci::put_referrer(text, referrer);
  }
  return text;
}

// The small blobs of the referrers, always in the same order.
template <typename Write>
void for_each_blob(const WrittenImage& image, const std::string& tag, Write write) {
  const std::vector<oci::Referrer> referrers = referrers_of(image, tag);
  if (!referrers.empty()) write(oci::empty_config_digest(), std::string(oci::kEmptyConfig));
  for (std::size_t i = 0; i < referrers.size(); ++i) {
    write(referrers[i].blob.digest, image.attachments[i].bytes);
    write(referrers[i].manifest.digest, referrers[i].manifest_json);
  }
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

// The blobs of one image, written into a layout. Existing ones are written again, because they may
// be damaged. The destructor removes the new ones, unless they are kept.
class NewBlobs {
 public:
  explicit NewBlobs(fs::path directory) : directory_(std::move(directory)) {}
  NewBlobs(const NewBlobs&) = delete;
  NewBlobs& operator=(const NewBlobs&) = delete;
  ~NewBlobs() {
    std::error_code ignored;
    for (const fs::path& file : added_) fs::remove(file, ignored);
  }

  void write(const WrittenImage& image, const std::string& tag) {
    fs::create_directories(directory_ / "blobs/sha256");
    for (const WrittenLayer& layer : image.layers) {
      copy_bytes(layer.file, place(layer.layer.blob.digest));
    }
    base::write_file(place(image.config.digest), image.config_json);
    base::write_file(place(image.manifest.digest), image.manifest_json);
    for_each_blob(image, tag, [this](const Digest& digest, const std::string& bytes) {
      base::write_file(place(digest), bytes);
    });
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
  // Two writers of one layout must not overwrite each other's entry.
  const auto lock = base::FileLock::wait(directory / "oci-layout", base::FileLock::Mode::exclusive);
  const fs::path index = directory / "index.json";
  const std::string text = with_context("index.json of oci:" + directory.string(),
                                        [&] { return put_all(read_if_there(index), image, tag); });
  NewBlobs blobs(directory);
  blobs.write(image, tag);
  base::write_file(index, text);
  blobs.keep();
}

void create(const WrittenImage& image, const fs::path& directory, const std::string& tag) {
  const fs::path parent = directory.has_parent_path() ? directory.parent_path() : ".";
  base::TempDir fresh(parent, directory.filename().string() + ".tmp");
  NewBlobs blobs(fresh.path());
  blobs.write(image, tag);
  base::write_file(fresh.path() / "oci-layout", kMarker);
  base::write_file(fresh.path() / "index.json", put_all("", image, tag));
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
  tar.add("index.json", put_all("", image, reference.tag));
  tar.add_directory("blobs");
  tar.add_directory("blobs/sha256");
  tar.add(blob_path(image.manifest.digest), image.manifest_json);
  tar.add(blob_path(image.config.digest), image.config_json);
  for (const WrittenLayer& layer : image.layers) {
    tar.add_file(blob_path(layer.layer.blob.digest), layer.file);
  }
  for_each_blob(image, reference.tag, [&tar](const Digest& digest, const std::string& bytes) {
    tar.add(blob_path(digest), bytes);
  });
  tar.finish();
  file.commit();
}

}  // namespace whittle::transport
