#include <doctest/doctest.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>

#include "base/atomic_file.h"
#include "base/fd.h"
#include "base/file_lock.h"
#include "base/open_inside.h"
#include "base/sha256.h"
#include "base/temp_dir.h"
#include "whittle/error.h"

namespace fs = std::filesystem;
using namespace whittle;

TEST_CASE("an atomic file appears only with commit()") {
  const base::TempDir work(fs::temp_directory_path(), "whittle-test");
  const fs::path target = work.path() / "file";
  {
    base::AtomicFile file(target);
    file.write("half");
    CHECK_FALSE(fs::exists(target));
  }
  CHECK(fs::is_empty(work.path()));
  base::write_file(target, "old");
  base::write_file(target, "new");
  CHECK(base::read_file(target) == "new");
}

TEST_CASE("a temporary directory is removed with its content; targets of its symlinks are not") {
  const base::TempDir outside(fs::temp_directory_path(), "whittle-test");
  base::write_file(outside.path() / "kept", "x");
  fs::path path;
  {
    const base::TempDir work(outside.path(), "inner");
    path = work.path();
    fs::create_directories(path / "a/b");
    base::write_file(path / "a/b/file", "x");
    fs::create_directory_symlink(outside.path(), path / "a/link");
  }
  CHECK_FALSE(fs::exists(path));
  CHECK(fs::exists(outside.path() / "kept"));
}

TEST_CASE("a file above the limit is not read into memory") {
  const base::TempDir work(fs::temp_directory_path(), "whittle-test");
  base::write_file(work.path() / "file", "12345");
  CHECK(base::read_file(work.path() / "file", 5) == "12345");
  CHECK_THROWS_AS(base::read_file(work.path() / "file", 4), Error);
}

TEST_CASE("an exclusive lock excludes others until it is released") {
  using base::FileLock;
  const base::TempDir work(fs::temp_directory_path(), "whittle-test");
  const fs::path file = work.path() / "lock";
  {
    const auto first = FileLock::wait(file, FileLock::Mode::exclusive);
    CHECK_FALSE(FileLock::attempt(file, FileLock::Mode::shared));
  }
  const auto one = FileLock::attempt(file, FileLock::Mode::shared);
  const auto two = FileLock::attempt(file, FileLock::Mode::shared);
  CHECK((one && two));
  CHECK_FALSE(FileLock::attempt(file, FileLock::Mode::exclusive));
}

TEST_CASE("no path leaves the directory in which it is opened") {
  const base::TempDir work(fs::temp_directory_path(), "whittle-test");
  fs::create_directory(work.path() / "root");
  base::write_file(work.path() / "root/file", "inside");
  base::write_file(work.path() / "file", "outside");
  fs::create_symlink("/file", work.path() / "root/absolute");
  fs::create_symlink("../file", work.path() / "root/relative");
  const base::Fd root = base::open_file(work.path() / "root", O_PATH | O_DIRECTORY);
  for (const char* path : {"/file", "file", "../file", "absolute", "relative"}) {
    CAPTURE(path);
    const base::Fd fd = base::open_inside(root.get(), path, O_RDONLY, base::Symlinks::inside);
    CHECK(base::read_all(fd.get(), 100, path) == "inside");
  }
  CHECK_THROWS_AS(base::open_inside(root.get(), "relative", O_RDONLY, base::Symlinks::refused),
                  SystemError);
}

TEST_CASE("SHA-256, and the form of a digest") {
  CHECK(base::sha256("abc").hex() ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(Digest::parse(base::sha256("").str()) == base::sha256(""));
  const std::string hex(64, 'a');
  for (const std::string& wrong : {hex, "md5:" + hex, "sha256:" + hex.substr(1),
                                   "sha256:A" + hex.substr(1), "sha256:" + hex + "a"}) {
    CAPTURE(wrong);
    CHECK_THROWS_AS(Digest::parse(wrong), Error);
  }
}

TEST_CASE("a system error has a hint where one is known") {
  CHECK(SystemError("cannot write x", ENOSPC).hint().find("--cache") != std::string::npos);
  CHECK(SystemError("cannot write x", ENOSPC, "mine").hint() == "mine");
  CHECK(std::string(SystemError("cannot write x", ENOSPC).what()) ==
        "cannot write x: No space left on device");
}

TEST_CASE("context is put before the message; its hint is used where the error has none") {
  const auto fails_with = [](const std::string& hint) {
    try {
      with_context(
          "reading", [&] { throw Error("no", hint, "details"); }, "general");
    } catch (const Error& error) {
      CHECK(error.details() == "details");
      return std::string(error.what()) + "|" + error.hint();
    }
    return std::string();
  };
  CHECK(fails_with("") == "reading: no|general");
  CHECK(fails_with("special") == "reading: no|special");
}
