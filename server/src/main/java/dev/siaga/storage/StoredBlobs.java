package dev.siaga.storage;

import dev.siaga.kernel.Sha256;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Blobs in a table. */
final class StoredBlobs implements Blobs {
  private final InstantSource clock;

  StoredBlobs(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public BlobId put(Handle tx, byte[] body, String contentType) {
    if (body.length > BLOB_BYTES_MAX) {
      throw new IllegalArgumentException("a blob is at most " + BLOB_BYTES_MAX + " bytes");
    }
    var hash = Sha256.of(body);
    tx.createUpdate(Sql.PUT.sql())
        .bind("sha256", hash)
        .bind("content_type", contentType)
        .bind("body", body)
        .bind("at", clock.instant())
        .execute();
    return new BlobId(HexFormat.of().formatHex(hash));
  }

  @Override
  public Optional<Blob> find(Handle tx, BlobId id) {
    return tx.createQuery(Sql.FIND.sql())
        .bind("sha256", HexFormat.of().parseHex(id.sha256()))
        .map((row, _) ->
            new Blob(
                id,
                row.getString("content_type"),
                row.getBytes("body"),
                row.getObject("stored_at", java.time.OffsetDateTime.class).toInstant()))
        .findOne();
  }

  enum Sql implements SqlText {
    PUT(
        """
        INSERT INTO blob (sha256, content_type, body, stored_at)
        VALUES (:sha256, :content_type, :body, :at)
            ON CONFLICT (sha256) DO NOTHING\
        """),
    FIND(
        """
        SELECT content_type, body, stored_at
          FROM blob
         WHERE sha256 = :sha256\
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
