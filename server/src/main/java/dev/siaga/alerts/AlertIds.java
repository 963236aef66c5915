package dev.siaga.alerts;

import dev.siaga.kernel.AlertId;
import dev.siaga.kernel.Labels;
import dev.siaga.kernel.Name;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The identity of an alert: its integration and its labels, never its start, which differs between
 * replicas and after restarts.
 */
final class AlertIds {
  private AlertIds() {}

  /**
   * A version 8 UUID (RFC 9562) that holds 122 bits of SHA-256 over the integration and the labels'
   * own SHA-256: whoever does not have the integration's key cannot name its alerts.
   */
  static AlertId of(Name integration, Labels labels, @Nullable String dedup) {
    var digest = sha256();
    digest.update(integration.value().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0xFF);
    if (dedup != null) { // no label set is followed by these two bytes
      digest.update(dedup.getBytes(StandardCharsets.UTF_8));
      digest.update(new byte[] {(byte) 0xFF, (byte) 0xFE});
    }
    var hash = ByteBuffer.wrap(dedup == null ? digest.digest(labels.sha256()) : digest.digest());
    long most = (hash.getLong() & 0xFFFFFFFF_FFFF0FFFL) | 0x8000L;
    long least = (hash.getLong() & 0x3FFFFFFF_FFFFFFFFL) | 0x80000000_00000000L;
    return new AlertId(new UUID(most, least));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new AssertionError("every JDK has SHA-256", impossible);
    }
  }
}
