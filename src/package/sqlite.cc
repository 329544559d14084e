#include "package/sqlite.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

namespace whittle::package {
namespace {

constexpr int kMaxCell = 64 << 20;  // bytes of a value
constexpr int kStepsBetweenLooks = 10'000;
constexpr int kMaxLooks = 100'000;  // 10^9 virtual machine steps: some seconds

// File format, "1.3 The Database Header": 2 means a write-ahead log, which is not possible in
// memory, 1 means none. Only files with an empty log are read.
constexpr std::size_t kJournalMode = 18;
constexpr std::size_t kHeader = 100;

int look(void* looks) {
  return ++*static_cast<int*>(looks) > kMaxLooks ? 1 : 0;
}

void distrust(sqlite3* database) {
  for (const int setting : {SQLITE_DBCONFIG_ENABLE_TRIGGER, SQLITE_DBCONFIG_ENABLE_VIEW,
                            SQLITE_DBCONFIG_TRUSTED_SCHEMA}) {
    sqlite3_db_config(database, setting, 0, nullptr);
  }
  sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_limit(database, SQLITE_LIMIT_LENGTH, kMaxCell);
  sqlite3_limit(database, SQLITE_LIMIT_ATTACHED, 1);  // VACUUM attaches one
}

}  // namespace

Sqlite::Sqlite(Sqlite&&) noexcept = default;
Sqlite::~Sqlite() = default;

void Sqlite::Close::operator()(sqlite3* database) const {
  sqlite3_close(database);
}

std::optional<Sqlite> Sqlite::from_bytes(std::string_view bytes) {
  if (bytes.size() < kHeader || !bytes.starts_with("SQLite format 3")) return std::nullopt;
  sqlite3* raw = nullptr;
  const int opened = sqlite3_open_v2(":memory:", &raw, SQLITE_OPEN_READWRITE, nullptr);
  Sqlite database(raw);
  if (opened != SQLITE_OK) return std::nullopt;
  distrust(raw);
  auto* copy = static_cast<unsigned char*>(sqlite3_malloc64(bytes.size()));
  if (copy == nullptr) return std::nullopt;
  std::memcpy(copy, bytes.data(), bytes.size());
  database.journal_mode_ = bytes.substr(kJournalMode, 2);
  std::fill_n(copy + kJournalMode, 2, static_cast<unsigned char>(1));
  // SQLite owns the copy from here on, even if this fails.
  const auto size = static_cast<sqlite3_int64>(bytes.size());
  if (sqlite3_deserialize(raw, "main", copy, size, size,
                          SQLITE_DESERIALIZE_FREEONCLOSE | SQLITE_DESERIALIZE_RESIZEABLE) !=
      SQLITE_OK) {
    return std::nullopt;
  }
  if (!database.execute("PRAGMA cell_size_check = ON") ||
      !database.execute("PRAGMA temp_store = MEMORY")) {
    return std::nullopt;
  }
  return database;
}

std::int64_t Sqlite::Row::number(int column) const {
  return sqlite3_column_int64(statement, column);
}

std::string_view Sqlite::Row::bytes(int column) const {
  const void* begin = sqlite3_column_blob(statement, column);
  if (begin == nullptr) return {};
  return {static_cast<const char*>(begin),
          static_cast<std::size_t>(sqlite3_column_bytes(statement, column))};
}

bool Sqlite::query(const std::string& sql, const std::function<void(const Row&)>& row) const {
  sqlite3_stmt* raw = nullptr;
  const int prepared = sqlite3_prepare_v2(database_.get(), sql.c_str(), -1, &raw, nullptr);
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> statement(raw, sqlite3_finalize);
  if (prepared != SQLITE_OK || !statement) return false;
  int looks = 0;
  sqlite3_progress_handler(database_.get(), kStepsBetweenLooks, look, &looks);
  int result;
  while ((result = sqlite3_step(raw)) == SQLITE_ROW) row(Row{raw});
  sqlite3_progress_handler(database_.get(), 0, nullptr, nullptr);
  return result == SQLITE_DONE;
}

bool Sqlite::execute(const std::string& sql) const {
  return query(sql, [](const Row&) {});
}

std::optional<std::string> Sqlite::bytes() const {
  sqlite3_int64 size = 0;
  const std::unique_ptr<unsigned char, void (*)(void*)> copy(
      sqlite3_serialize(database_.get(), "main", &size, 0), sqlite3_free);
  if (!copy || size < static_cast<sqlite3_int64>(kHeader)) return std::nullopt;
  std::string bytes(reinterpret_cast<const char*>(copy.get()), static_cast<std::size_t>(size));
  bytes.replace(kJournalMode, journal_mode_.size(), journal_mode_);
  return bytes;
}

std::string quoted_name(std::string_view name) {
  std::string text = "\"";
  for (const char letter : name) {
    text += letter;
    if (letter == '"') text += letter;
  }
  return text + "\"";
}

}  // namespace whittle::package
