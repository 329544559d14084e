// Hostile ELF files and loader caches. Reading them must stay within their bytes; the asan preset
// checks that too.
#include <doctest/doctest.h>

#include <fcntl.h>
#include <unistd.h>

#include <random>

#include "base/fd.h"
#include "image_on_disk.h"
#include "select/elf/elf_file.h"
#include "select/elf/loader_cache.h"
#include "tiny_elf.h"

using namespace whittle;

namespace {

std::optional<select::ElfFile> read(const std::filesystem::path& file, const std::string& bytes) {
  const base::Fd fd = base::open_file(file, O_RDWR | O_CREAT | O_TRUNC);
  base::write_all(fd.get(), bytes, "a test's file");
  return select::read_elf(fd.get());
}

const testing::TinyElf kElf = {.interpreter = "/lib/ld.so",
                               .needed = {"liba.so", "libb.so"},
                               .soname = "libme.so",
                               .rpath = "/r",
                               .runpath = "/s"};

}  // namespace

TEST_CASE("ELF files of both word sizes are read") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-elf-test");
  const std::string bytes[] = {testing::elf64(kElf), testing::elf32(kElf)};
  const int bits[] = {64, 32};
  for (int index : {0, 1}) {
    const auto elf = read(directory.path() / "x", bytes[index]);
    REQUIRE(elf);
    CHECK(elf->machine.bits == bits[index]);
    CHECK(elf->interpreter == "/lib/ld.so");
    CHECK(elf->needed == std::vector<std::string>{"liba.so", "libb.so"});
    CHECK(elf->soname == "libme.so");
    CHECK(elf->rpath == "/r");
    CHECK(elf->runpath == "/s");
  }
}

TEST_CASE("of a file that is cut anywhere the dynamic section, which is its end, is not read") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-elf-test");
  for (const std::string& whole : {testing::elf64(kElf), testing::elf32(kElf)}) {
    std::size_t read_count = 0;
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto elf = read(directory.path() / "x", whole.substr(0, size));
      if (!elf) continue;
      ++read_count;
      CHECK(elf->needed.empty());
    }
    CHECK(read_count > 0);
  }
}

TEST_CASE("of an ELF file with random bytes no name is longer than the file") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-elf-test");
  std::mt19937 random(20240229);
  std::size_t read_count = 0;
  for (const std::string& whole : {testing::elf64(kElf), testing::elf32(kElf)}) {
    for (int round = 0; round < 1000; ++round) {
      std::string bytes = whole;
      for (unsigned flips = 1 + random() % 8; flips > 0; --flips) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      const auto elf = read(directory.path() / "x", bytes);
      if (!elf) continue;
      for (const std::string& name : elf->needed) {
        ++read_count;
        CHECK(name.size() < bytes.size());
      }
    }
  }
  CHECK(read_count > 0);
}

TEST_CASE("a size beyond the file's is refused, not allocated") {
  const base::TempDir directory(std::filesystem::temp_directory_path(), "whittle-elf-test");
  std::string bytes = testing::elf64(kElf);
  Elf64_Phdr dynamic = {};
  const std::size_t at = sizeof(Elf64_Ehdr) + sizeof(Elf64_Phdr);
  std::memcpy(&dynamic, bytes.data() + at, sizeof dynamic);
  dynamic.p_filesz = ~0ULL;
  std::memcpy(bytes.data() + at, &dynamic, sizeof dynamic);
  const auto elf = read(directory.path() / "x", bytes);
  REQUIRE(elf);
  CHECK(elf->needed.empty());
}

TEST_CASE("a loader cache's entries are read, variants are marked") {
  const auto number = [](auto value) {
    return std::string(reinterpret_cast<const char*>(&value), sizeof value);
  };
  const std::uint32_t strings = 48 + 2 * 24;
  std::string cache = "glibc-ld.so.cache1.1" + number(2U) + number(100U) + std::string(20, '\0');
  cache +=
      number(0x0303U) + number(strings) + number(strings + 7) + number(0U) + number(1ULL << 62);
  cache += number(0x0303U) + number(strings) + number(strings + 12) + number(0U) + number(0ULL);
  cache += std::string("libx.1\0/v/x\0/p/x\0", 17);

  std::string old = std::string("ld.so-1.7.0\0", 12) + number(1U);
  old += number(3U) + number(0U) + number(5U) + std::string("liby\0/o/y\0", 10);

  SUBCASE("new format") {
    const select::LoaderCache read(cache);
    REQUIRE(read.find("libx.1") != nullptr);
    REQUIRE(read.find("libx.1")->size() == 2);
    CHECK(read.find("libx.1")->at(0).path == "/v/x");
    CHECK(read.find("libx.1")->at(0).variant);
    CHECK_FALSE(read.find("libx.1")->at(1).variant);
  }
  SUBCASE("old format") {
    const select::LoaderCache read(old);
    REQUIRE(read.find("liby") != nullptr);
    CHECK(read.find("liby")->at(0).path == "/o/y");
  }
  SUBCASE("new after old") {
    std::string both = old.substr(0, 28);
    both.resize(32);
    const select::LoaderCache read(both + cache);
    CHECK(read.find("libx.1") != nullptr);
    CHECK(read.find("liby") == nullptr);
  }
  SUBCASE("damaged: no more entries than the bytes hold") {
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
      std::string bytes = round % 2 == 0 ? cache : old;
      for (unsigned flips = 1 + random() % 8; flips > 0; --flips) {
        bytes[random() % bytes.size()] = static_cast<char>(random());
      }
      const select::LoaderCache read(bytes.substr(0, random() % (bytes.size() + 1)));
      CHECK(read.size() <= 2);
    }
  }
}
