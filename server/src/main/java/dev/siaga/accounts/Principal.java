package dev.siaga.accounts;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Name;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who has proved who they are.
 *
 * @param actor as what the person or program does is recorded
 * @param person absent for a token
 */
public record Principal(Actor actor, @Nullable Name person, Set<Scope> scopes, boolean admin) {
  public Principal {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Scope scope) {
    return scopes.contains(scope);
  }

  static Principal person(Name name, boolean admin) {
    var scopes = admin ? Set.of(Scope.values()) : Set.of(Scope.READ, Scope.RESPOND);
    return new Principal(new Actor.Person(name), name, scopes, admin);
  }

  static Principal token(String label, Set<Scope> scopes) {
    return new Principal(new Actor.Token(label), null, scopes, scopes.contains(Scope.ADMIN));
  }
}
