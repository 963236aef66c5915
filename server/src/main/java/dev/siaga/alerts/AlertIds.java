package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an alert: its integration and its labels, never its start, which differs between
 * replicas and after restarts.
 */
final class AlertIds {
  private static final char SEPARATOR = 0xFF; // in no name

  /** Keeps a sender's own key apart from the hash of a label set. */
  private static final byte[] DEDUP_END = {(byte) 0xFF, (byte) 0xFE};

  private AlertIds() {}

  /**
   * A version 8 UUID (RFC 9562) that holds 122 bits of SHA-256 over the integration and the labels'
   * own SHA-256: whoever does not have the integration's key cannot name its alerts.
   */
  static AlertId of(Name integration, Labels labels, @Nullable String dedup) {
    var name = (integration.value() + SEPARATOR).getBytes(StandardCharsets.ISO_8859_1);
    var hash =
        ByteBuffer.wrap(
            dedup == null
                ? Sha256.of(name, labels.sha256())
                : Sha256.of(name, dedup.getBytes(StandardCharsets.UTF_8), DEDUP_END));
    long most = (hash.getLong() & 0xFFFFFFFF_FFFF0FFFL) | 0x8000L;
    long least = (hash.getLong() & 0x3FFFFFFF_FFFFFFFFL) | 0x80000000_00000000L;
    return new AlertId(new UUID(most, least));
  }
}
