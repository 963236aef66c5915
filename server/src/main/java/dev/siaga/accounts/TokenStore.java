package dev.siaga.accounts;

import dev.siaga.kernel.Part;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The table of API tokens. */
final class TokenStore {
  /** False, and nothing written, when a token that works has this label. */
  boolean insert(Handle tx, ApiToken token, byte[] hash) {
    return tx.createUpdate(Sql.INSERT.sql())
            .bind("id", token.id())
            .bind("hash", hash)
            .bind("label", token.label())
            .bindArray("scopes", String.class, names(token.scopes()))
            .bind("by", token.createdBy())
            .bind("at", token.createdAt())
            .execute()
        == 1;
  }

  Optional<ApiToken> find(Handle handle, byte[] hash) {
    return handle
        .createQuery(Sql.READ_BY_HASH.sql())
        .bind("hash", hash)
        .map((row, _) -> token(row))
        .findOne();
  }

  /** With one more than the part has. */
  List<ApiToken> some(Handle handle, Part part) {
    return handle
        .createQuery(Sql.READ_SOME.sql())
        .bind("limit", part.countAndOne())
        .bind("skip", part.skip())
        .map((row, _) -> token(row))
        .list();
  }

  void used(Handle handle, UUID id, Instant at) {
    handle.createUpdate(Sql.USED.sql()).bind("id", id).bind("at", at).execute();
  }

  boolean revoke(Handle tx, UUID id, Instant at) {
    return tx.createUpdate(Sql.REVOKE.sql()).bind("id", id).bind("at", at).execute() == 1;
  }

  void revokeLabel(Handle tx, String label, Instant at) {
    tx.createUpdate(Sql.REVOKE_LABEL.sql()).bind("label", label).bind("at", at).execute();
  }

  private static List<String> names(Set<Scope> scopes) {
    return scopes.stream().sorted().map(scope -> scope.name().toLowerCase(Locale.ROOT)).toList();
  }

  private static ApiToken token(ResultSet row) throws SQLException {
    var scopes = EnumSet.noneOf(Scope.class);
    for (var name : (String[]) row.getArray("scopes").getArray()) {
      scopes.add(Scope.valueOf(name.toUpperCase(Locale.ROOT)));
    }
    return new ApiToken(
        row.getObject("id", UUID.class),
        row.getString("label"),
        scopes,
        row.getString("created_by"),
        row.getTimestamp("created_at").toInstant(),
        instant(row.getTimestamp("last_used_at")),
        instant(row.getTimestamp("revoked_at")));
  }

  private static @Nullable Instant instant(@Nullable Timestamp at) {
    return at == null ? null : at.toInstant();
  }

  enum Sql implements SqlText {
    INSERT(
        """
        INSERT INTO api_token (id, token_hash, label, scopes, created_by, created_at)
        VALUES (:id, :hash, :label, :scopes, :by, :at)
        ON CONFLICT DO NOTHING\
        """),
    READ_BY_HASH(
        """
        SELECT id, label, scopes, created_by, created_at, last_used_at, revoked_at
          FROM api_token
         WHERE token_hash = :hash\
        """),
    READ_SOME(
        """
        SELECT id, label, scopes, created_by, created_at, last_used_at, revoked_at
          FROM api_token
         ORDER BY created_at DESC, id
         LIMIT :limit OFFSET :skip\
        """),
    USED("UPDATE api_token SET last_used_at = :at WHERE id = :id"),
    REVOKE("UPDATE api_token SET revoked_at = :at WHERE id = :id AND revoked_at IS NULL"),
    REVOKE_LABEL(
        "UPDATE api_token SET revoked_at = :at WHERE label = :label AND revoked_at IS NULL");

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
