package dev.siaga.accounts;

import dev.siaga.kernel.Name;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The tables of accounts and sessions. */
final class AccountStore {
  /** Any number that nothing else locks. */
  private static final long FIRST_ADMINISTRATOR_LOCK = 0x51a6a_0003L;

  record Account(Name person, String password, boolean admin) {}

  record Session(Name person, boolean admin, Instant createdAt, Instant seenAt) {}

  /** Until the transaction ends nobody else creates a first administrator. */
  void lockFirstAdministrator(Handle tx) {
    tx.createQuery(Sql.LOCK_FIRST_ADMINISTRATOR.sql())
        .bind("lock", FIRST_ADMINISTRATOR_LOCK)
        .mapTo(String.class)
        .list();
  }

  List<Name> administrators(Handle handle) {
    return handle
        .createQuery(Sql.READ_ADMINISTRATORS.sql())
        .map((row, _) -> new Name(row.getString("person")))
        .list();
  }

  Optional<Account> find(Handle handle, Name person) {
    return handle
        .createQuery(Sql.READ_ACCOUNT.sql())
        .bind("person", person.value())
        .map((row, _) -> account(row))
        .findOne();
  }

  void insert(Handle tx, Account account, Instant at) {
    tx.createUpdate(Sql.INSERT_ACCOUNT.sql())
        .bind("person", account.person().value())
        .bind("password", account.password())
        .bind("admin", account.admin())
        .bind("at", at)
        .execute();
  }

  void changePassword(Handle tx, Name person, String password, Instant at) {
    tx.createUpdate(Sql.CHANGE_PASSWORD.sql())
        .bind("person", person.value())
        .bind("password", password)
        .bind("at", at)
        .execute();
  }

  void delete(Handle tx, Name person) {
    tx.createUpdate(Sql.DELETE_ACCOUNT.sql()).bind("person", person.value()).execute();
  }

  void insertSession(Handle tx, byte[] tokenHash, Name person, Instant at) {
    tx.createUpdate(Sql.INSERT_SESSION.sql())
        .bind("hash", tokenHash)
        .bind("person", person.value())
        .bind("at", at)
        .execute();
  }

  Optional<Session> session(Handle handle, byte[] tokenHash) {
    return handle
        .createQuery(Sql.READ_SESSION.sql())
        .bind("hash", tokenHash)
        .map((row, _) -> session(row))
        .findOne();
  }

  void sessionSeen(Handle handle, byte[] tokenHash, Instant at) {
    handle.createUpdate(Sql.SESSION_SEEN.sql()).bind("hash", tokenHash).bind("at", at).execute();
  }

  void deleteSession(Handle tx, byte[] tokenHash) {
    tx.createUpdate(Sql.DELETE_SESSION.sql()).bind("hash", tokenHash).execute();
  }

  void deleteSessionsOf(Handle tx, Name person) {
    tx.createUpdate(Sql.DELETE_SESSIONS_OF.sql()).bind("person", person.value()).execute();
  }

  void deleteSessionsBefore(Handle tx, Instant created, Instant seen) {
    tx.createUpdate(Sql.DELETE_SESSIONS_BEFORE.sql())
        .bind("created", created)
        .bind("seen", seen)
        .execute();
  }

  void insertFirstLink(Handle tx, byte[] tokenHash, Instant at) {
    tx.createUpdate(Sql.INSERT_FIRST_LINK.sql()).bind("hash", tokenHash).bind("at", at).execute();
  }

  boolean isFirstLink(Handle handle, byte[] tokenHash, Instant createdSince) {
    return handle
        .createQuery(Sql.IS_FIRST_LINK.sql())
        .bind("hash", tokenHash)
        .bind("since", createdSince)
        .mapTo(Boolean.class)
        .one();
  }

  void deleteFirstLinks(Handle tx) {
    tx.createUpdate(Sql.DELETE_FIRST_LINKS.sql()).execute();
  }

  private static Account account(ResultSet row) throws SQLException {
    return new Account(
        new Name(row.getString("person")), row.getString("password"), row.getBoolean("admin"));
  }

  private static Session session(ResultSet row) throws SQLException {
    return new Session(
        new Name(row.getString("person")),
        row.getBoolean("admin"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("seen_at").toInstant());
  }

  enum Sql implements SqlText {
    LOCK_FIRST_ADMINISTRATOR("SELECT pg_advisory_xact_lock(:lock)::text"),
    READ_ADMINISTRATORS("SELECT person FROM account WHERE admin ORDER BY person"),
    READ_ACCOUNT("SELECT person, password, admin FROM account WHERE person = :person"),
    INSERT_ACCOUNT(
        """
        INSERT INTO account (person, password, admin, created_at, password_at)
        VALUES (:person, :password, :admin, :at, :at)\
        """),
    CHANGE_PASSWORD(
        "UPDATE account SET password = :password, password_at = :at WHERE person = :person"),
    DELETE_ACCOUNT("DELETE FROM account WHERE person = :person"),
    INSERT_SESSION(
        """
        INSERT INTO session (token_hash, person, created_at, seen_at)
        VALUES (:hash, :person, :at, :at)\
        """),
    READ_SESSION(
        """
        SELECT session.person, account.admin, session.created_at, session.seen_at
          FROM session
          JOIN account ON account.person = session.person
         WHERE session.token_hash = :hash\
        """),
    SESSION_SEEN("UPDATE session SET seen_at = :at WHERE token_hash = :hash"),
    DELETE_SESSION("DELETE FROM session WHERE token_hash = :hash"),
    DELETE_SESSIONS_OF("DELETE FROM session WHERE person = :person"),
    DELETE_SESSIONS_BEFORE("DELETE FROM session WHERE created_at < :created OR seen_at < :seen"),
    INSERT_FIRST_LINK("INSERT INTO first_link (token_hash, created_at) VALUES (:hash, :at)"),
    IS_FIRST_LINK(
        """
        SELECT EXISTS (
          SELECT 1 FROM first_link WHERE token_hash = :hash AND created_at >= :since)\
        """),
    DELETE_FIRST_LINKS("DELETE FROM first_link");

    private final String sql;

    Sql(String sql) {
      this.sql = sql;
    }

    @Override
    public String sql() {
      return sql;
    }
  }
}
