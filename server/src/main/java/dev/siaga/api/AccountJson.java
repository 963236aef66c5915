package dev.siaga.api;

import dev.siaga.accounts.ApiToken;
import dev.siaga.accounts.NewApiToken;
import dev.siaga.accounts.Principal;
import dev.siaga.accounts.Scope;
import dev.siaga.kernel.Name;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who asks, and tokens, in JSON. */
interface AccountJson {
  /** Who asks; the form token is what a script in a page must send to change something. */
  record Me(
      String actor,
      @Nullable Name person,
      List<Scope> scopes,
      boolean admin,
      @Nullable String formToken) {
    static Me of(Principal principal, @Nullable String formToken) {
      return new Me(
          principal.actor().text(),
          principal.person(),
          principal.scopes().stream().sorted().toList(),
          principal.admin(),
          formToken);
    }
  }

  record NewToken(String label, List<Scope> scopes) {}

  record TokenView(
      UUID id,
      String label,
      List<Scope> scopes,
      String createdBy,
      Instant createdAt,
      @Nullable Instant lastUsedAt,
      @Nullable Instant revokedAt) {
    static TokenView of(ApiToken token) {
      return new TokenView(
          token.id(),
          token.label(),
          token.scopes().stream().sorted().toList(),
          token.createdBy(),
          token.createdAt(),
          token.lastUsedAt(),
          token.revokedAt());
    }
  }

  /** A token, with what goes after {@code Authorization: Bearer}: this once. */
  record MadeToken(TokenView token, String secret) {
    static MadeToken of(NewApiToken made) {
      return new MadeToken(TokenView.of(made.token()), made.secret());
    }
  }
}
