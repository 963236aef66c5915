package dev.siaga.accounts;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An API token as its owner sees it later: everything but the token. */
public record ApiToken(
    UUID id,
    String label,
    Set<Scope> scopes,
    String createdBy,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant revokedAt) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }
}
