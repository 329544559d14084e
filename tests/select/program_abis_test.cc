#include "select/elf/program_abis.h"

#include <doctest/doctest.h>

#include "image_on_disk.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::ImageOnDisk;
using testing::TinyElf;

namespace {

using Abis = std::set<std::string>;

Abis abis(ImageOnDisk& image) {
  const KeepSet& keep = image.select();
  const std::filesystem::path layers[] = {image.directory()};
  return select::program_abis(image.file_tree(), tree::Contents(image.file_tree(), layers), keep);
}

}  // namespace

TEST_CASE("the ABIs of kept programs; dropped ones do not count") {
  ImageOnDisk image("/bin/");
  image.file("/bin/app", testing::elf64({}));
  image.file("/bin/old", testing::elf32({.machine = EM_386}));
  image.recorded("/bin/app");
  CHECK(abis(image) == Abis{"x86_64"});
  image.recorded("/bin/old");
  CHECK(abis(image) == Abis{"x86", "x86_64"});
}

TEST_CASE("files that are not programs have no ABI") {
  ImageOnDisk image("/bin/");
  image.file("/bin/short",
             "\x7f"
             "ELF");
  image.file("/bin/script", "#!/bin/sh\n");
  image.file("/bin/data", testing::elf64({}), "644");
  for (const char* path : {"/bin/short", "/bin/script", "/bin/data"}) image.recorded(path);
  CHECK(abis(image).empty());
}
