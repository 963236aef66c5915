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
import java.util.Map;
import java.util.Optional;

/**
 * Which integration a key belongs to. Only hashes are kept; they are compared as whole hashes of
 * what was presented, so that how long an answer takes tells nothing of a key.
 */
final class IntegrationKeys {
  private static final String SIGNAL = "alerts.keys";
  private static final int KEY_BYTES = 24;
  private static final String HASHED = "sha256:";
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

  private void refresh() {
    var keys = new HashMap<String, Name>();
    database.read(
        "reading the hashes of keys",
        handle -> {
          handle
              .createQuery(Sql.LIST.sql())
              .map((row, _) ->
                  Map.entry(hex(row.getBytes("sha256")), new Name(row.getString("integration"))))
              .forEach(entry -> keys.put(entry.getKey(), entry.getValue()));
          return true;
        });
    made = Map.copyOf(keys);
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
    LIST("SELECT sha256, integration FROM integration_key");

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
