// An SQLite database in memory, loaded from a file's bytes. The bytes are hostile: no trigger, view
// or function of the schema runs, and a statement that takes too long fails.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace whittle::package {

class Sqlite {
 public:
  Sqlite(Sqlite&&) noexcept;
  ~Sqlite();

  // None where bytes are not a database.
  static std::optional<Sqlite> from_bytes(std::string_view bytes);

  struct Row {
    sqlite3_stmt* statement;
    std::int64_t number(int column) const;
    std::string_view bytes(int column) const;  // valid until the next row
  };
  // False: the database is damaged, or took too long.
  bool query(const std::string& sql, const std::function<void(const Row&)>& row) const;
  bool execute(const std::string& sql) const;
  // The database as a file; none on failure.
  std::optional<std::string> bytes() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  explicit Sqlite(sqlite3* database) : database_(database) {}

  std::unique_ptr<sqlite3, Close> database_;
  std::string journal_mode_;  // the two bytes of the header that give it
};

// A quoted SQL identifier.
std::string quoted_name(std::string_view name);

}  // namespace whittle::package
