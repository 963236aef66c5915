package dev.siaga.storage;

import java.time.Instant;

/** Stored bytes with the content type that we gave them. */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record Blob(BlobId id, String contentType, byte[] body, Instant storedAt) {}
