package dev.siaga.paging;

import dev.siaga.kernel.IncidentId;
import dev.siaga.kernel.Name;
import dev.siaga.storage.Secrets;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Makes and reads the links in messages. A link works without signing in, so it carries what it is
 * for, for whom and until when, and a signature over all that: nothing of it is stored.
 */
final class Links {
  static final Duration VALID_FOR = Duration.ofHours(24);

  /** A token is about 150 characters; whatever is far longer is none. */
  private static final int TOKEN_LENGTH_MAX = 400;

  /** Sets these signatures apart from all others made with the same key. */
  private static final byte PURPOSE = 'P';

  private static final int SIGNATURE_BYTES = 32;
  private static final int FIXED_BYTES = 1 + 16 + 4 + 8;

  private final Secrets secrets;
  private final URI baseUrl;

  Links(Secrets secrets, URI baseUrl) {
    this.secrets = secrets;
    this.baseUrl = baseUrl;
  }

  /** What a link is bound to. */
  record Bound(IncidentId incident, int round, Instant expires, Name person) {}

  URI page(Bound bound) {
    return under("page/" + token(bound));
  }

  URI incident(IncidentId incident) {
    return under("incidents/" + incident);
  }

  private URI under(String path) {
    var base = baseUrl.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + path);
  }

  String token(Bound bound) {
    byte[] person = bound.person().value().getBytes(StandardCharsets.UTF_8);
    byte[] payload =
        ByteBuffer.allocate(FIXED_BYTES + person.length)
            .put(PURPOSE)
            .putLong(bound.incident().value().getMostSignificantBits())
            .putLong(bound.incident().value().getLeastSignificantBits())
            .putInt(bound.round())
            .putLong(bound.expires().getEpochSecond())
            .put(person)
            .array();
    byte[] signature = secrets.sign(payload);
    byte[] token =
        ByteBuffer.allocate(payload.length + SIGNATURE_BYTES).put(payload).put(signature).array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
  }

  /** Empty when we did not make it. Whether it has expired is for the caller to say, kindly. */
  Optional<Bound> read(String token) {
    if (token.length() > TOKEN_LENGTH_MAX) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
    int length = bytes.length - SIGNATURE_BYTES;
    if (length <= FIXED_BYTES) {
      return Optional.empty();
    }
    byte[] payload = Arrays.copyOf(bytes, length);
    byte[] signature = Arrays.copyOfRange(bytes, length, bytes.length);
    return payload[0] == PURPOSE && secrets.isSigned(payload, signature)
        ? Optional.of(bound(ByteBuffer.wrap(payload, 1, length - 1)))
        : Optional.empty();
  }

  private static Bound bound(ByteBuffer payload) {
    var incident = new IncidentId(new UUID(payload.getLong(), payload.getLong()));
    int round = payload.getInt();
    var expires = Instant.ofEpochSecond(payload.getLong());
    byte[] person = new byte[payload.remaining()];
    payload.get(person);
    return new Bound(
        incident, round, expires, new Name(new String(person, StandardCharsets.UTF_8)));
  }
}
