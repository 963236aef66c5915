package dev.siaga.alerts;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Sha256;
import dev.siaga.resources.Resources;
import dev.siaga.resources.Snapshot;
import dev.siaga.storage.Database;
import dev.siaga.storage.SqlText;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * Which integration a key belongs to. Only hashes are kept; they are compared as whole hashes of
 * what was presented, so that how long an answer takes tells nothing of a key.
 */
final class IntegrationKeys {
  private static final String SIGNAL = "alerts.keys";
  private static final int KEY_BYTES = 24;
  private static final String HASHED = "sha256:";
  private static final String ID_FORM = "[0-9a-f]{64}";
  private final Database database;
  private final Resources resources;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private volatile Map<String, Name> made = Map.of();
  private volatile Known known = new Known(Snapshot.EMPTY, Map.of(), Map.of());

  IntegrationKeys(Database database, Resources resources, InstantSource clock) {
    this.database = database;
    this.resources = resources;
    this.clock = clock;
    database.signals().on(SIGNAL, _ -> refresh());
    refresh();
  }

  /** Whoever makes an integration of that name again does not mean the senders of this one. */
  void removeAll(Handle tx, Name integration) {
    tx.createUpdate(Sql.REMOVE_ALL.sql()).bind("integration", integration.value()).execute();
    database.signals().send(tx, SIGNAL, "");
  }

  /** Those that were made here, the newest first. */
  List<IntegrationKey> list() {
    return database.read(
        "listing keys",
        handle ->
            handle
                .createQuery(Sql.LIST.sql())
                .map((row, _) ->
                    new IntegrationKey(
                        hex(row.getBytes("sha256")),
                        new Name(row.getString("integration")),
                        Objects.requireNonNull(AlertStore.instant(row, "made_at")),
                        row.getString("made_by")))
                .list());
  }

  /** False when there is no such key. */
  boolean revoke(Name integration, String id) {
    if (!id.matches(ID_FORM)) {
      return false;
    }
    return database.inTransaction(
        "revoking a key",
        tx -> {
          database.signals().send(tx, SIGNAL, "");
          return tx.createUpdate(Sql.REMOVE.sql())
                  .bind("sha256", HexFormat.of().parseHex(id))
                  .bind("integration", integration.value())
                  .execute()
              == 1;
        });
  }

  Optional<Name> integrationOf(String key) {
    return Optional.ofNullable(known().all().get(Sha256.hex(key)));
  }

  /** Makes a key that is shown this once. */
  String make(Name integration, Actor by) {
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    var key = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    database.inTransaction(
        "keeping the hash of a key",
        tx -> {
          tx.createUpdate(Sql.ADD.sql())
              .bind("sha256", Sha256.of(key))
              .bind("integration", integration.value())
              .bind("at", clock.instant())
              .bind("by", by.text())
              .execute();
          database.signals().send(tx, SIGNAL, "");
          return true;
        });
    return key;
  }

  /** One after the other: what was read first must not be kept last. */
  private synchronized void refresh() {
    made =
        list().stream()
            .collect(Collectors.toUnmodifiableMap(IntegrationKey::id, IntegrationKey::integration));
  }

  /** Made anew when configuration or keys changed. Keys of integrations that are gone are dead. */
  @SuppressWarnings("ReferenceEquality") // both are replaced as a whole, never changed
  private Known known() {
    var snapshot = resources.snapshot();
    var current = known;
    if (current.snapshot() != snapshot || current.made() != made) {
      var madeNow = made;
      var all = new HashMap<String, Name>();
      madeNow.forEach((hash, name) -> {
        if (snapshot.exists(IntegrationSpec.KIND.name(), name)) {
          all.put(hash, name);
        }
      });
      snapshot
          .all(IntegrationSpec.KIND)
          .forEach((name, spec) -> {
            var key = spec.key();
            if (key != null && key.startsWith(HASHED)) {
              all.put(key.substring(HASHED.length()), name);
            }
          });
      current = new Known(snapshot, madeNow, Map.copyOf(all));
      known = current;
    }
    return current;
  }

  private static String hex(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private record Known(Snapshot snapshot, Map<String, Name> made, Map<String, Name> all) {}

  enum Sql implements SqlText {
    ADD(
        """
        INSERT INTO integration_key (sha256, integration, made_at, made_by)
        VALUES (:sha256, :integration, :at, :by)\
        """),
    LIST(
        """
        SELECT sha256, integration, made_at, made_by
          FROM integration_key
         ORDER BY made_at DESC, sha256\
        """),
    REMOVE("DELETE FROM integration_key WHERE sha256 = :sha256 AND integration = :integration"),
    REMOVE_ALL("DELETE FROM integration_key WHERE integration = :integration");

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
