#include "select/elf/named_calls.h"

#include <doctest/doctest.h>
#include <elf.h>
#include <sys/syscall.h>

#include <filesystem>
#include <fstream>

#include "image_on_disk.h"
#include "select/elf/call_sites.h"
#include "select/elf/go_calls.h"
#include "tiny_elf.h"

using namespace whittle;
using testing::ImageOnDisk;
using namespace std::string_literals;

namespace {

const std::map<int, std::string> kWantedCalls = {{SYS_chroot, "chroot"}, {SYS_mount, "mount"}};

// The libc of this test's own process, and a program of the host that calls chroot by it.
std::filesystem::path own_libc() {
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    const std::size_t path = line.find('/');
    if (path != std::string::npos && line.find("/libc.so") != std::string::npos)
      return line.substr(path);
  }
  return {};
}
constexpr const char* kChroot = "/usr/sbin/chroot";

struct CodeImage : ImageOnDisk {
  CodeImage() : ImageOnDisk("/lib/\n/usr/\n/usr/sbin/") {
    file("/lib/libc.so.6", testing::bytes_of(own_libc()));
    recorded("/lib/libc.so.6");
  }
  void program(const std::string& path, Use use = Use::exec) {
    file(path, testing::bytes_of(kChroot));
    trace.files[path].uses.insert(use);
  }
  template <typename Ask>
  auto ask(Ask ask) {
    const KeepSet& keep = select();
    const std::filesystem::path layers[] = {directory()};
    const tree::Contents contents(file_tree(), layers);
    return ask(select::CodeInput{.tree = file_tree(),
                                 .contents = contents,
                                 .keep = keep,
                                 .trace = trace,
                                 .packages = packages});
  }
  std::vector<NamedCall> named() {
    return ask([](const auto& input) { return select::named_calls(input, kWantedCalls); });
  }
};

}  // namespace

TEST_CASE("a call is a number and an instruction, as compilers write them") {
  using Numbers = std::set<int>;
  CHECK(select::call_sites("\x90\xb8\xa5\x00\x00\x00\x0f\x05\xc3"s, EM_X86_64) == Numbers{0xa5});
  // Arguments are moved between them.
  CHECK(select::call_sites("\xb8\x65\x00\x00\x00\x49\x89\xca\x0f\x05"s, EM_X86_64) ==
        Numbers{0x65});
  CHECK(select::call_sites("\x48\x89\xf8\x0f\x05"s, EM_X86_64).empty());
  CHECK(
      select::call_sites("\xb8\xa5\x00\x00\x00"s + std::string(64, '\x90') + "\x0f\x05"s, EM_X86_64)
          .empty());
  CHECK(select::call_sites("\x0f\x05"s, EM_X86_64).empty());
  // mov x8, #40; svc #0
  CHECK(select::call_sites("\x08\x05\x80\xd2\x01\x00\x00\xd4"s, EM_AARCH64) == Numbers{40});
  CHECK(select::call_sites("\x01\x00\x00\xd4"s, EM_AARCH64).empty());
  CHECK(select::call_sites("\xb8\xa5\x00\x00\x00\x0f\x05"s, EM_386).empty());
}

TEST_CASE("a Go program has the names of its wrappers, also when it is stripped") {
  const std::string file =
      "\0syscall.Unmount\0golang.org/x/sys/unix.PtraceAttach\0main.mount\0"
      "golang.org/x/sys/unix.ProcessVMReadv\0net.(*Dialer).DialContext\0"s;
  CHECK(select::go_calls(file, {"umount2", "ptrace", "mount", "process_vm_readv", "bpf"}) ==
        std::set<std::string>{"process_vm_readv", "ptrace", "umount2"});
  CHECK(select::go_dials(file));
  CHECK_FALSE(select::is_go(file));
  CHECK(select::is_go("\xff Go buildinf:\x08\x02"s));
}

TEST_CASE("a program that ran names the calls of the libc functions that it imports") {
  if (!std::filesystem::exists(kChroot) || own_libc().empty()) return;
  CodeImage image;
  SUBCASE("ran") {
    image.program("/usr/sbin/jail");
    CHECK(image.named() == std::vector<NamedCall>{{"chroot", "/usr/sbin/jail", "imports chroot"}});
  }
  SUBCASE("an interpreter offers calls to others") {
    image.program("/usr/sbin/perl5.36.0");
    CHECK(image.named().empty());
  }
  SUBCASE("dropped") {
    image.file("/usr/sbin/jail", testing::bytes_of(kChroot));
    CHECK(image.named().empty());
  }
  SUBCASE("of a package, and not run") {
    image.program("/usr/sbin/jail", Use::open);
    image.select();
    image.packages.packages.resize(1);
    image.packages.node_owner.assign(image.file_tree().size(), 0);
    CHECK(image.named().empty());
  }
  SUBCASE("of no package, and not run") {
    image.program("/usr/sbin/jail", Use::open);
    CHECK(image.named().size() == 1);
  }
}

TEST_CASE("what is not a program names nothing") {
  CodeImage image;
  image.file("/usr/sbin/short",
             "\x7f"
             "ELF");
  image.file("/usr/sbin/tiny", testing::elf64({}));
  for (const char* path : {"/usr/sbin/short", "/usr/sbin/tiny"})
    image.trace.files[path].uses.insert(Use::exec);
  CHECK(image.named().empty());
  CHECK(image.ask([](const auto& input) { return select::connecting_files(input); }).empty());
}
