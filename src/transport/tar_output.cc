#include "transport/tar_output.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <vector>

#include "base/fd.h"
#include "base/interruption.h"
#include "whittle/error.h"

namespace whittle::transport {

struct TarOutput::State {
  std::unique_ptr<archive, decltype(&::archive_write_free)> writer{::archive_write_new(),
                                                                   ::archive_write_free};
  std::string what;

  void check(int result) {
    if (result >= ARCHIVE_WARN) return;
    const int number = ::archive_errno(writer.get());
    if (number > 0) throw SystemError("cannot write " + what, number);
    throw Error("cannot write " + what + ": " + ::archive_error_string(writer.get()));
  }

  void header(const std::string& name, unsigned type, std::int64_t size) {
    const std::unique_ptr<archive_entry, decltype(&::archive_entry_free)> entry(
        ::archive_entry_new(), ::archive_entry_free);
    ::archive_entry_set_pathname(entry.get(), name.c_str());
    ::archive_entry_set_filetype(entry.get(), type);
    ::archive_entry_set_perm(entry.get(), type == AE_IFDIR ? 0755 : 0644);
    ::archive_entry_set_size(entry.get(), size);
    ::archive_entry_set_mtime(entry.get(), 0, 0);
    check(::archive_write_header(writer.get(), entry.get()));
  }

  void data(const void* bytes, std::size_t size) {
    const la_ssize_t written = ::archive_write_data(writer.get(), bytes, size);
    if (written < 0) check(static_cast<int>(written));
  }
};

TarOutput::TarOutput(int fd, std::string what) : state_(std::make_unique<State>()) {
  state_->what = std::move(what);
  archive* writer = state_->writer.get();
  state_->check(::archive_write_set_format_pax_restricted(writer));
  state_->check(::archive_write_set_bytes_in_last_block(writer, 1));
  state_->check(::archive_write_open_fd(writer, fd));
}

TarOutput::~TarOutput() = default;

void TarOutput::add_directory(const std::string& name) {
  state_->header(name + "/", AE_IFDIR, 0);
}

void TarOutput::add(const std::string& name, std::string_view bytes) {
  state_->header(name, AE_IFREG, static_cast<std::int64_t>(bytes.size()));
  state_->data(bytes.data(), bytes.size());
}

void TarOutput::add_file(const std::string& name, const std::filesystem::path& file) {
  const base::Fd fd = base::open_file(file, O_RDONLY);
  struct stat status {};
  if (::fstat(fd.get(), &status) != 0) throw SystemError("cannot read " + file.string(), errno);
  state_->header(name, AE_IFREG, status.st_size);
  std::vector<std::byte> buffer(std::size_t{1} << 20);
  std::int64_t left = status.st_size;
  while (left > 0) {
    base::interruption::check();
    const std::size_t n = base::read_some(fd.get(), buffer, file.string());
    if (n == 0) throw Error(file.string() + " was truncated while it was read");
    state_->data(buffer.data(), n);
    left -= static_cast<std::int64_t>(n);
  }
}

void TarOutput::finish() {
  state_->check(::archive_write_close(state_->writer.get()));
}

}  // namespace whittle::transport
