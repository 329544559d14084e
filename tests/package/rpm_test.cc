#include <doctest/doctest.h>
#include <sqlite3.h>

#include <memory>

#include "package/rpm_files.h"
#include "package/rpm_header.h"
#include "package/sqlite.h"
#include "packages_on_disk.h"

using namespace whittle;
using testing::PackagesOnDisk;
using testing::Paths;

namespace {

constexpr const char* kRpmDatabase = "/var/lib/rpm/rpmdb.sqlite";

std::string big_endian(std::uint32_t value, int width = 4) {
  std::string bytes;
  for (int at = width - 1; at >= 0; --at) bytes += static_cast<char>(value >> (8 * at));
  return bytes;
}

// A header as rpm writes it: entries, then data.
class HeaderBytes {
 public:
  HeaderBytes& text(std::uint32_t tag, const std::string& value) {
    return add(tag, 6, 1, value + '\0');
  }
  HeaderBytes& texts(std::uint32_t tag, const std::vector<std::string>& values) {
    std::string data;
    for (const std::string& value : values) data += value + '\0';
    return add(tag, 8, static_cast<std::uint32_t>(values.size()), data);
  }
  HeaderBytes& numbers(std::uint32_t tag, const std::vector<std::uint32_t>& values, int width = 4) {
    std::string data;
    for (const std::uint32_t value : values) data += big_endian(value, width);
    return add(tag, width == 4 ? 4 : 3, static_cast<std::uint32_t>(values.size()), data);
  }
  std::string bytes() const {
    return big_endian(static_cast<std::uint32_t>(entries_.size() / 16)) +
           big_endian(static_cast<std::uint32_t>(data_.size())) + entries_ + data_;
  }

 private:
  HeaderBytes& add(std::uint32_t tag, std::uint32_t type, std::uint32_t count,
                   const std::string& data) {
    entries_ += big_endian(tag) + big_endian(type) +
                big_endian(static_cast<std::uint32_t>(data_.size())) + big_endian(count);
    data_ += data;
    return *this;
  }
  std::string entries_;
  std::string data_;
};

// A package of one directory, /usr/bin, and a program of its own name in it.
std::string header(const std::string& name, std::uint32_t epoch = 0) {
  return HeaderBytes()
      .text(1000, name)
      .text(1001, "1.0")
      .text(1002, "2.el9")
      .numbers(1003, {epoch})
      .text(1014, "MIT")
      .text(1022, "x86_64")
      .text(1044, "source-of-" + name + "-1.0-2.el9.src.rpm")
      .numbers(1030, {040755, 0100755}, 2)
      .numbers(1116, {0, 1})
      .texts(1117, {"bin", name})
      .texts(1118, {"/usr/", "/bin/"})
      .bytes();
}

std::string database(const std::vector<std::string>& headers) {
  sqlite3* raw = nullptr;
  REQUIRE(sqlite3_open(":memory:", &raw) == SQLITE_OK);
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> owned(raw, sqlite3_close);
  const auto run = [&](const std::string& sql) {
    REQUIRE(sqlite3_exec(raw, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  run("CREATE TABLE Packages (hnum INTEGER PRIMARY KEY AUTOINCREMENT, blob BLOB NOT NULL)");
  run("CREATE TABLE 'Name' (key TEXT NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL)");
  run("CREATE INDEX Name_key_idx ON 'Name'(key ASC)");
  for (std::size_t at = 0; at < headers.size(); ++at) {
    const std::string number = std::to_string(at + 1);
    std::string hex;
    for (const char letter : headers[at]) {
      constexpr const char* kDigits = "0123456789ABCDEF";
      const auto byte = static_cast<unsigned char>(letter);
      hex += kDigits[byte >> 4];
      hex += kDigits[byte & 15];
    }
    run("INSERT INTO Packages VALUES (" + number + ", x'" + hex + "')");
    run("INSERT INTO Name VALUES ('name" + number + "', " + number + ", 0)");
  }
  sqlite3_int64 size = 0;
  unsigned char* bytes = sqlite3_serialize(raw, "main", &size, 0);
  std::string copy(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
  sqlite3_free(bytes);
  // In the mode of a write-ahead log, as rpm writes it.
  copy[18] = copy[19] = 2;
  return copy;
}

struct Fedora : PackagesOnDisk {
  explicit Fedora(const std::vector<std::string>& headers) {
    line("/bin -> usr/bin");
    line("/usr/bin/tool 755 1");
    line("/usr/bin/other 755 1");
    file(kRpmDatabase, database(headers));
  }
};

std::vector<std::string> rows(const std::string& bytes, const std::string& sql) {
  std::vector<std::string> found;
  const auto opened = package::Sqlite::from_bytes(bytes);
  REQUIRE(opened);
  CHECK(opened->query(sql, [&](const auto& row) { found.emplace_back(row.bytes(0)); }));
  return found;
}

}  // namespace

TEST_CASE("rpm: headers of the database and their files") {
  Fedora image({header("tool", 1), header("other")});
  image.read();
  CHECK(image.names() == Paths{"rpm other 1.0-2.el9 x86_64", "rpm tool 1:1.0-2.el9 x86_64"});
  CHECK(image.package("tool").source == "source-of-tool");
  CHECK(image.files("tool") == Paths{"/usr/bin", "/usr/bin/tool"});
}

TEST_CASE(
    "rpm pruning: rows of removed packages are deleted, also from indexes; the same bytes each "
    "time") {
  Fedora image({header("tool"), header("other")});
  image.read();
  image.keep({"/usr/bin/other", kRpmDatabase});
  const std::string pruned = image.content(kRpmDatabase);
  CHECK(rows(pruned, "SELECT hnum FROM Packages") == Paths{"2"});
  CHECK(rows(pruned, "SELECT key FROM Name") == Paths{"name2"});
  CHECK(pruned.substr(18, 2) == "\2\2");
  CHECK(pruned.find("source-of-tool") == pruned.npos);
  image.keep({"/usr/bin/other", kRpmDatabase});
  CHECK(image.content(kRpmDatabase) == pruned);
}

TEST_CASE("rpm: damaged databases and headers are a warning") {
  PackagesOnDisk image;
  image.line("/usr/bin/tool 755 1");
  SUBCASE("no database") {
    image.file(kRpmDatabase, "SQLite");
  }
  SUBCASE("no table") {
    image.file(kRpmDatabase, database({}).replace(0, 16, std::string("SQLite format 3\0", 16)));
    image.file("/var/lib/rpm/rpmdb.sqlite-wal", "pending");
  }
  SUBCASE("no header") {
    image.file(kRpmDatabase, database({"nonsense"}));
  }
  SUBCASE("torn pages") {
    std::string bytes = database({header("tool")});
    for (std::size_t at = 4096; at < bytes.size(); ++at) bytes[at] = '\x7f';
    image.file(kRpmDatabase, bytes);
  }
  SUBCASE("Berkeley DB") {
    image.file("/var/lib/rpm/Packages", "x");
  }
  CHECK(image.read().warnings.size() == 1);
  CHECK(image.names().empty());
}

TEST_CASE("rpm header: one that is cut is refused, of a damaged one no name exceeds the bytes") {
  const std::string whole = header("tool", 1);
  for (std::size_t size = 0; size < whole.size(); ++size) {
    CHECK_FALSE(package::parse_rpm_header(whole.substr(0, size)));
  }
  std::size_t read = 0;
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char value : {'\0', '\x7f', '\xff'}) {
      std::string damaged = whole;
      damaged[at] = value;
      const auto found = package::parse_rpm_header(damaged);
      if (!found) continue;
      ++read;
      CHECK(found->name.size() < damaged.size());
    }
  }
  CHECK(read > 0);
}

TEST_CASE("rpm manifest: both forms of a line") {
  const auto second = package::parse_manifest_line(
      "bash\t5.1-1.cm2\t16\t15\tMicrosoft\t(none)\t9\tx86_64\t0\tb.rpm");
  REQUIRE(second);
  CHECK(second->name + " " + second->version + " " + second->architecture ==
        "bash 5.1-1.cm2 x86_64");
  const auto first = package::parse_manifest_line("ca-certificates-2.0-1.cm2.noarch");
  REQUIRE(first);
  CHECK(first->name + " " + first->version + " " + first->architecture ==
        "ca-certificates 2.0-1.cm2 noarch");
  CHECK_FALSE(package::parse_manifest_line("nothing"));
}

TEST_CASE("rpm manifest: packages stay listed, except those known to be removed") {
  Fedora image({header("tool"), header("other")});
  const std::string manifest = "/var/lib/rpmmanifest/container-manifest-2";
  const std::string rest = "\t1\t1\tx\t(none)\t9\tx86_64\t0\tx.rpm\n";
  image.file(manifest, "tool\t1.0-2.el9" + rest + "unknown\t1-1" + rest);
  image.read();
  CHECK(image.names() ==
        Paths{"rpm other 1.0-2.el9 x86_64", "rpm tool 1.0-2.el9 x86_64", "rpm unknown 1-1 x86_64"});
  image.keep({"/usr/bin/other", manifest});
  CHECK(image.content(manifest) == "unknown\t1-1" + rest);
}
