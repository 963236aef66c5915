package dev.siaga.storage;

import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Files by content hash, in the database, so that one backup holds all. */
public interface Blobs {
  int BLOB_BYTES_MAX = 25 * 1024 * 1024;

  BlobId put(Handle tx, byte[] body, String contentType);

  Optional<Blob> find(Handle tx, BlobId id);
}
