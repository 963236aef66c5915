package dev.siaga.resources;

import dev.siaga.kernel.Name;
import dev.siaga.kernel.Part;
import dev.siaga.storage.SqlText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import tools.jackson.databind.JsonNode;

/** The tables of resources. */
final class ResourceStore {
  /**
   * One change as it is written.
   *
   * @param whole the version of the configuration as a whole
   */
  record Written(Plan.Step step, long whole, Instant at, String by, String why) {}

  /** Waits until nobody else changes configuration, until this transaction ends. */
  long lockVersion(Handle tx) {
    return tx.createQuery(Sql.LOCK_VERSION.sql()).mapTo(Long.class).one();
  }

  long readVersion(Handle handle) {
    return handle.createQuery(Sql.READ_VERSION.sql()).mapTo(Long.class).one();
  }

  void writeVersion(Handle tx, long version) {
    tx.createUpdate(Sql.WRITE_VERSION.sql()).bind("version", version).execute();
  }

  List<StoredResource> readAll(Handle handle) {
    var sealed = readSecrets(handle);
    return handle.createQuery(Sql.READ_ALL.sql()).map((row, _) -> resource(row, sealed)).list();
  }

  void write(Handle tx, Written change) {
    var step = change.step();
    var key = step.key();
    boolean removed = step.change().what() == Change.What.REMOVED;
    for (var sql : List.of(Sql.WRITE_RESOURCE, Sql.WRITE_RESOURCE_VERSION)) {
      tx.createUpdate(sql.sql())
          .bind("kind", key.kind())
          .bind("name", key.name().value())
          .bind("version", step.change().version())
          .bind("whole", change.whole())
          .bind("removed", removed)
          .bind("spec", step.spec().toString())
          .bindArray("fields", String.class, step.fields())
          .bind("at", change.at())
          .bind("by", change.by())
          .bind("why", change.why())
          .execute();
    }
    writeSecrets(tx, key, step.sealed());
  }

  /** With one more than the part has. */
  List<ResourceVersion> versions(Handle handle, ResourceKey key, Part part) {
    return handle
        .createQuery(Sql.READ_VERSIONS.sql())
        .bind("kind", key.kind())
        .bind("name", key.name().value())
        .bind("limit", part.countAndOne())
        .bind("skip", part.skip())
        .map(ResourceStore::version)
        .list();
  }

  Optional<JsonNode> specAt(Handle handle, ResourceKey key, int version) {
    return handle
        .createQuery(Sql.READ_SPEC_AT.sql())
        .bind("kind", key.kind())
        .bind("name", key.name().value())
        .bind("version", version)
        .map((row, _) -> json(row))
        .findOne();
  }

  private static void writeSecrets(Handle tx, ResourceKey key, Map<String, byte[]> sealed) {
    tx.createUpdate(Sql.DELETE_SECRETS.sql())
        .bind("kind", key.kind())
        .bind("name", key.name().value())
        .execute();
    sealed.forEach((field, bytes) ->
        tx.createUpdate(Sql.WRITE_SECRET.sql())
            .bind("kind", key.kind())
            .bind("name", key.name().value())
            .bind("field", field)
            .bind("sealed", bytes)
            .execute());
  }

  private static Map<ResourceKey, Map<String, byte[]>> readSecrets(Handle handle) {
    var sealed = new HashMap<ResourceKey, Map<String, byte[]>>();
    handle
        .createQuery(Sql.READ_SECRETS.sql())
        .map((row, _) ->
            sealed
                .computeIfAbsent(key(row), _ -> new HashMap<>())
                .put(row.getString("field"), row.getBytes("sealed")))
        .forEach(_ -> {});
    return sealed;
  }

  private static StoredResource resource(
      ResultSet row, Map<ResourceKey, Map<String, byte[]>> sealed) throws SQLException {
    var key = key(row);
    return new StoredResource(
        key,
        row.getBoolean("removed"),
        json(row),
        sealed.getOrDefault(key, Map.of()),
        revision(row));
  }

  private static ResourceVersion version(ResultSet row, StatementContext context)
      throws SQLException {
    var fields = new ArrayList<String>();
    for (var field : (String[]) row.getArray("fields").getArray()) {
      fields.add(field);
    }
    return new ResourceVersion(revision(row), row.getBoolean("removed"), json(row), fields);
  }

  private static Resource.Revision revision(ResultSet row) throws SQLException {
    return new Resource.Revision(
        row.getInt("version"),
        row.getTimestamp("changed_at").toInstant(),
        row.getString("changed_by"),
        row.getString("why"));
  }

  private static ResourceKey key(ResultSet row) throws SQLException {
    return new ResourceKey(row.getString("kind"), new Name(row.getString("name")));
  }

  private static JsonNode json(ResultSet row) throws SQLException {
    return SpecJson.MAPPER.readTree(row.getString("spec"));
  }

  enum Sql implements SqlText {
    LOCK_VERSION("SELECT version FROM resource_head FOR UPDATE"),
    READ_VERSION("SELECT version FROM resource_head"),
    WRITE_VERSION("UPDATE resource_head SET version = :version"),
    READ_ALL(
        """
        SELECT kind, name, version, removed, spec, changed_at, changed_by, why
          FROM resource\
        """),
    READ_SECRETS(
        """
        SELECT kind, name, field, sealed
          FROM resource_secret\
        """),
    WRITE_RESOURCE(
        """
        INSERT INTO resource (kind, name, version, removed, spec, changed_at, changed_by, why)
        VALUES (:kind, :name, :version, :removed, CAST(:spec AS jsonb), :at, :by, :why)
        ON CONFLICT (kind, name) DO UPDATE
           SET version = excluded.version, removed = excluded.removed, spec = excluded.spec,
               changed_at = excluded.changed_at, changed_by = excluded.changed_by,
               why = excluded.why\
        """),
    WRITE_RESOURCE_VERSION(
        """
        INSERT INTO resource_version
               (kind, name, version, whole_version, removed, spec, fields,
                changed_at, changed_by, why)
        VALUES (:kind, :name, :version, :whole, :removed, CAST(:spec AS jsonb), :fields,
                :at, :by, :why)\
        """),
    DELETE_SECRETS("DELETE FROM resource_secret WHERE kind = :kind AND name = :name"),
    WRITE_SECRET(
        """
        INSERT INTO resource_secret (kind, name, field, sealed)
        VALUES (:kind, :name, :field, :sealed)\
        """),
    READ_VERSIONS(
        """
        SELECT version, removed, spec, fields, changed_at, changed_by, why
          FROM resource_version
         WHERE kind = :kind AND name = :name
         ORDER BY version DESC
         LIMIT :limit OFFSET :skip\
        """),
    READ_SPEC_AT(
        """
        SELECT spec
          FROM resource_version
         WHERE kind = :kind AND name = :name AND version = :version AND NOT removed\
        """);

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
