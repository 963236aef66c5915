package dev.siaga.api;

import dev.siaga.accounts.Principal;
import dev.siaga.accounts.Scope;
import org.jspecify.annotations.Nullable;

/** What a request must prove. */
enum Right {
  /** Nothing: what is told is no secret. */
  OPEN(null),
  /** The key in its path, which is an integration's. */
  KEY(null),
  /** A token or a session of any kind. */
  SIGNED_IN(null),
  READ(Scope.READ),
  RESPOND(Scope.RESPOND),
  CONFIGURE(Scope.CONFIGURE),
  ADMIN(Scope.ADMIN);

  final @Nullable Scope scope;

  Right(@Nullable Scope scope) {
    this.scope = scope;
  }

  boolean needsPrincipal() {
    return this != OPEN && this != KEY;
  }

  boolean isGivenTo(Principal principal) {
    return scope == null || principal.may(scope);
  }
}
