package dev.siaga.accounts;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Refusal;
import dev.siaga.resources.Document;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Makes the first administrator: through a one-time link, or unattended from settings. The Person
 * comes first, the account second; whatever stops in between is completed by the next try.
 */
final class FirstAdministrator {
  static final Duration LINK_LASTS = Duration.ofDays(7);
  static final int UNATTENDED_TOKEN_LENGTH_MIN = 20;
  private static final String UNATTENDED_LABEL = "unattended";
  private static final Actor SETUP = new Actor.Component("setup");
  private static final int NAMESAKES_MAX = 1_000;

  private final Database database;
  private final InstantSource clock;
  private final Resources resources;
  private final Passwords passwords;
  private final RandomSecrets random;
  private final AccountStore store = new AccountStore();
  private final TokenStore tokens = new TokenStore();

  FirstAdministrator(
      Database database,
      InstantSource clock,
      Resources resources,
      Passwords passwords,
      RandomSecrets random) {
    this.database = database;
    this.clock = clock;
    this.resources = resources;
    this.passwords = passwords;
    this.random = random;
  }

  /** What goes into a new link; empty when there is an administrator. */
  Optional<String> link() {
    var secret = random.make();
    return database.inTransaction(
        "making the link for the first administrator",
        tx -> {
          store.lockFirstAdministrator(tx);
          if (!store.administrators(tx).isEmpty()) {
            return Optional.empty();
          }
          store.insertFirstLink(tx, RandomSecrets.hash(secret), clock.instant());
          return Optional.of(secret);
        });
  }

  boolean isLink(String secret) {
    return database.read(
        "looking up a link",
        handle ->
            store.isFirstLink(
                handle, RandomSecrets.hash(secret), clock.instant().minus(LINK_LASTS)));
  }

  Answer<Name> create(String link, String displayName, String email, String password) {
    if (!isLink(link)) {
      return Answer.notFound("accounts.link-over");
    }
    return Accounts.passwordMistake(password)
        .<Answer<Name>>map(Answer::refused)
        .orElseGet(() ->
            person(displayName, email)
                .then(person -> account(Optional.of(link), person, password)));
  }

  /** The same at every start: makes what is missing, changes nothing that is there. */
  Answer<Name> ensure(String email, String password, Optional<String> token) {
    if (token.isPresent() && token.get().length() < UNATTENDED_TOKEN_LENGTH_MIN) {
      return Answer.invalid("token", "accounts.token-too-short", UNATTENDED_TOKEN_LENGTH_MIN);
    }
    var administrators = database.read("reading administrators", store::administrators);
    var existing = Accounts.personWith(resources.snapshot(), email);
    if (!administrators.isEmpty() && existing.filter(administrators::contains).isEmpty()) {
      return Answer.conflict("accounts.other-administrator", administrators.getFirst());
    }
    var answer =
        administrators.isEmpty()
            ? Accounts.passwordMistake(password)
                .<Answer<Name>>map(Answer::refused)
                .orElseGet(() ->
                    person(email, email)
                        .then(person -> account(Optional.empty(), person, password)))
            : Answer.ok(existing.orElseThrow());
    if (answer instanceof Answer.Ok<Name> && token.isPresent()) {
      ensureToken(token.get());
    }
    return answer;
  }

  private Answer<Name> account(Optional<String> link, Name person, String password) {
    var hash = passwords.hash(password);
    return database.inTransaction(
        "creating the first administrator",
        tx -> {
          store.lockFirstAdministrator(tx);
          var since = clock.instant().minus(LINK_LASTS);
          if (link.isPresent() && !store.isFirstLink(tx, RandomSecrets.hash(link.get()), since)) {
            return Answer.notFound("accounts.link-over");
          }
          var administrators = store.administrators(tx);
          if (!administrators.isEmpty()) {
            return administrators.contains(person)
                ? Answer.ok(person) // two nodes that start at once do the same
                : Answer.conflict("accounts.other-administrator", administrators.getFirst());
          }
          store.insert(tx, new AccountStore.Account(person, hash, true), clock.instant());
          store.deleteFirstLinks(tx);
          return Answer.ok(person);
        });
  }

  /** The person with this address, made when there is none. */
  private Answer<Name> person(String displayName, String email) {
    var existing = Accounts.personWith(resources.snapshot(), email);
    if (existing.isPresent()) {
      return Answer.ok(existing.get());
    }
    var name = freeName(email);
    var spec = JsonNodeFactory.instance.objectNode();
    spec.put("displayName", displayName.strip());
    spec.put("email", email.strip());
    return switch (resources.put(
        Document.of(PersonSpec.KIND.name(), name.value(), spec), SETUP, "first administrator", 0)) {
      case Outcome.Applied _ -> Answer.ok(name);
      case Outcome.Refused(var refusal) ->
          Accounts.personWith(resources.snapshot(), email)
              .map(Answer::ok)
              .orElseGet(() -> Answer.refused(refusal));
      case Outcome.Mistaken(var mistakes) -> {
        var first = mistakes.getFirst();
        yield Answer.refused(
            new Refusal.Invalid(first.field().replaceFirst("^spec\\.", ""), first.why()));
      }
    };
  }

  /** From the part before the @ of the address: {@code Jane.Doe+x@...} is {@code jane.doe-x}. */
  private Name freeName(String email) {
    var base = nameOf(email);
    var people = resources.snapshot().all(PersonSpec.KIND);
    for (int n = 1; n <= NAMESAKES_MAX; n++) {
      var name = new Name(n == 1 ? base : base + "-" + n);
      if (!people.containsKey(name)) {
        return name;
      }
    }
    throw new IllegalStateException("more than " + NAMESAKES_MAX + " people are called " + base);
  }

  static String nameOf(String email) {
    int at = email.indexOf('@');
    var local = (at < 0 ? email : email.substring(0, at)).toLowerCase(Locale.ROOT).strip();
    var clean = local.replaceAll("[^a-z0-9.-]+", "-");
    var shortened = clean.substring(0, Math.min(clean.length(), Name.LENGTH_MAX - 5));
    var name = shortened.replaceAll("^[.-]+|[.-]+$", "");
    return name.isEmpty() ? "admin" : name;
  }

  /** A token that was revoked by hand stays revoked; another one in the settings replaces it. */
  private void ensureToken(String secret) {
    var hash = RandomSecrets.hash(secret);
    database.inTransaction(
        "making the token of the settings",
        tx -> {
          store.lockFirstAdministrator(tx);
          if (tokens.find(tx, hash).isPresent()) {
            return false;
          }
          var now = clock.instant();
          tokens.revokeLabel(tx, UNATTENDED_LABEL, now);
          var token =
              new ApiToken(
                  database.newId(),
                  UNATTENDED_LABEL,
                  Set.of(Scope.values()),
                  SETUP.text(),
                  now,
                  null,
                  null);
          return tokens.insert(tx, token, hash);
        });
  }
}
