package dev.siaga.accounts;

import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Page;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Refusal;
import dev.siaga.kernel.Text;
import dev.siaga.resources.Resources;
import dev.siaga.resources.Snapshot;
import dev.siaga.storage.Database;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Who people are, how they and their programs prove it, and who the administrators are. */
public final class Accounts {
  public static final int PASSWORD_LENGTH_MIN = Passwords.LENGTH_MIN;
  public static final int PASSWORD_LENGTH_MAX = Passwords.LENGTH_MAX;
  public static final int UNATTENDED_TOKEN_LENGTH_MIN =
      FirstAdministrator.UNATTENDED_TOKEN_LENGTH_MIN;
  public static final int LABEL_LENGTH_MAX = 100;

  /** Who is woken at night must not have to sign in first, so sessions last while they are used. */
  public static final Duration SESSION_IDLE_MAX = Duration.ofDays(7);

  public static final Duration SESSION_MAX = Duration.ofDays(30);

  /** How exactly last use is kept: not every request writes. */
  private static final Duration SEEN_GRAIN = Duration.ofMinutes(1);

  private static final int SECRET_LENGTH_MAX = 512;

  private final Database database;
  private final InstantSource clock;
  private final Resources resources;
  private final Passwords passwords = new Passwords();
  private final RandomSecrets random = new RandomSecrets();
  private final SignInTries tries = new SignInTries();
  private final AccountStore store = new AccountStore();
  private final TokenStore tokens = new TokenStore();
  private final FirstAdministrator first;

  public Accounts(Database database, InstantSource clock, Resources resources) {
    this.database = database;
    this.clock = clock;
    this.resources = resources;
    this.first = new FirstAdministrator(database, clock, resources, passwords, random);
    resources.guardRemoval(PersonSpec.KIND, this::removing);
  }

  public Optional<PersonSpec> person(Name name) {
    return resources.snapshot().find(PersonSpec.KIND, name);
  }

  public Optional<TeamSpec> team(Name name) {
    return resources.snapshot().find(TeamSpec.KIND, name);
  }

  /** In the order of their names. */
  public List<Name> administrators() {
    return database.read("reading administrators", store::administrators);
  }

  /**
   * Begins a session.
   *
   * @param address the network address that asks, for the brake on guessing
   */
  public Answer<SignedIn> signIn(String email, String password, String address) {
    if (password.length() > Passwords.LENGTH_MAX) {
      return wrong();
    }
    var now = clock.instant();
    var wait = database.inTransaction("signing in", tx -> tries.begin(tx, email, address, now));
    if (wait.isPresent()) {
      return tooMany(wait.get());
    }
    var account =
        personWith(resources.snapshot(), email)
            .flatMap(name -> database.read("reading an account", h -> store.find(h, name)));
    var isRight = passwords.check(password, account.map(AccountStore.Account::password));
    if (isRight.isEmpty()) {
      return tooMany(SignInBrake.OF_ACCOUNT.longest());
    }
    return isRight.get() && account.isPresent()
        ? Answer.ok(begin(account.get(), email, address, now))
        : wrong();
  }

  /** Who holds this session; empty when it has ended. */
  public Optional<Principal> session(String cookie) {
    if (!isPlausible(cookie)) {
      return Optional.empty();
    }
    var hash = RandomSecrets.hash(cookie);
    var now = clock.instant();
    var found = database.read("reading a session", handle -> store.session(handle, hash));
    if (found.isEmpty() || isOver(found.get(), now) || person(found.get().person()).isEmpty()) {
      return Optional.empty();
    }
    var session = found.get();
    if (session.seenAt().plus(SEEN_GRAIN).isBefore(now)) {
      database.inTransaction(
          "noting a session", tx -> noted(() -> store.sessionSeen(tx, hash, now)));
    }
    return Optional.of(Principal.person(session.person(), session.admin()));
  }

  public void signOut(String cookie) {
    database.inTransaction(
        "signing out", tx -> noted(() -> store.deleteSession(tx, RandomSecrets.hash(cookie))));
  }

  /**
   * What a form must send along with this cookie. Also for the forms before there is a session:
   * then of any random value that the browser was given as a cookie.
   */
  public String formToken(String cookie) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sign(cookie));
  }

  public boolean isFormToken(String cookie, String token) {
    return MessageDigest.isEqual(
        formToken(cookie).getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }

  /** A value that nobody can guess, for the cookie of forms before there is a session. */
  public String randomCookie() {
    return random.make();
  }

  /** Changes a person's own password and ends all other sessions. */
  public Answer<SignedIn> changePassword(Name person, String old, String password, String address) {
    var email = person(person).map(PersonSpec::email);
    if (email.isEmpty()) {
      return Answer.notFound("accounts.no-account");
    }
    var mistake = passwordMistake(password);
    if (mistake.isPresent()) {
      return Answer.refused(mistake.get());
    }
    return signIn(email.get(), old, address)
        .then(_ -> {
          var hash = passwords.hash(password);
          database.inTransaction(
              "changing a password",
              tx ->
                  noted(() -> {
                    store.changePassword(tx, person, hash, clock.instant());
                    store.deleteSessionsOf(tx, person);
                  }));
          return signIn(email.get(), password, address);
        });
  }

  /** Makes a token with scopes that its maker has; the token itself is shown this once. */
  public Answer<NewApiToken> createToken(Principal by, String label, Set<Scope> scopes) {
    var refusal = tokenMistake(by, label.strip(), scopes);
    if (refusal.isPresent()) {
      return Answer.refused(refusal.get());
    }
    var secret = random.makeApiToken();
    var token =
        new ApiToken(
            database.newId(),
            label.strip(),
            scopes,
            by.actor().text(),
            clock.instant(),
            null,
            null);
    boolean isNew =
        database.inTransaction(
            "making an API token", tx -> tokens.insert(tx, token, RandomSecrets.hash(secret)));
    return isNew
        ? Answer.ok(new NewApiToken(token, secret))
        : Answer.conflict("accounts.label-taken", token.label());
  }

  /** The newest first, revoked ones included. */
  public Page<ApiToken> tokens(Part part) {
    return database.read("reading API tokens", handle -> part.of(tokens.some(handle, part)));
  }

  public Answer<UUID> revokeToken(UUID id) {
    boolean isRevoked =
        database.inTransaction(
            "revoking an API token", tx -> tokens.revoke(tx, id, clock.instant()));
    return isRevoked ? Answer.ok(id) : Answer.notFound("accounts.no-token");
  }

  /** Who a program with this token is; empty when the token is unknown or revoked. */
  public Optional<Principal> token(String bearer) {
    if (!isPlausible(bearer)) {
      return Optional.empty();
    }
    var found = database.read("reading a token", h -> tokens.find(h, RandomSecrets.hash(bearer)));
    if (found.isEmpty() || found.get().revokedAt() != null) {
      return Optional.empty();
    }
    var token = found.get();
    var now = clock.instant();
    var lastUsed = token.lastUsedAt();
    if (lastUsed == null || lastUsed.plus(SEEN_GRAIN).isBefore(now)) {
      database.inTransaction(
          "noting the use of a token", tx -> noted(() -> tokens.used(tx, token.id(), now)));
    }
    return Optional.of(Principal.token(token.label(), token.scopes()));
  }

  /**
   * A new one-time secret with which the first administrator can be created; empty when there is
   * one. Those made before go on working until then, for at most a week.
   */
  public Optional<String> firstLink() {
    return first.link();
  }

  public boolean isFirstLink(String link) {
    return isPlausible(link) && first.isLink(link);
  }

  /** Creates the first administrator, account and Person; all links end. */
  public Answer<Name> createFirst(String link, String displayName, String email, String password) {
    return first.create(link, displayName, email, password);
  }

  /**
   * Creates the first administrator, and a token, from settings; to be called at each start. What
   * is there already stays as it is, so a password changed since is not changed back.
   */
  public Answer<Name> ensureAdministrator(String email, String password, Optional<String> token) {
    return first.ensure(email, password, token);
  }

  static Optional<Name> personWith(Snapshot snapshot, String email) {
    return snapshot.all(PersonSpec.KIND).entrySet().stream()
        .filter(person -> person.getValue().email().equalsIgnoreCase(email.strip()))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  static Optional<Refusal> passwordMistake(String password) {
    if (!Passwords.isLongEnough(password)) {
      return Optional.of(
          new Refusal.Invalid(
              "password", Text.of("accounts.password-too-short", Passwords.LENGTH_MIN)));
    }
    if (!Passwords.isShortEnough(password)) {
      return Optional.of(
          new Refusal.Invalid(
              "password", Text.of("accounts.password-too-long", Passwords.LENGTH_MAX)));
    }
    return Optional.empty();
  }

  private SignedIn begin(AccountStore.Account account, String email, String address, Instant now) {
    var cookie = random.make();
    database.inTransaction(
        "beginning a session",
        tx ->
            noted(() -> {
              tries.succeeded(tx, email, address, now);
              store.deleteSessionsBefore(tx, now.minus(SESSION_MAX), now.minus(SESSION_IDLE_MAX));
              store.insertSession(tx, RandomSecrets.hash(cookie), account.person(), now);
            }));
    return new SignedIn(cookie, Principal.person(account.person(), account.admin()));
  }

  private static Optional<Refusal> tokenMistake(Principal by, String label, Set<Scope> scopes) {
    if (label.isEmpty() || label.length() > LABEL_LENGTH_MAX || label.indexOf('\0') >= 0) {
      return Optional.of(
          new Refusal.Invalid("label", Text.of("accounts.label-length", LABEL_LENGTH_MAX)));
    }
    if (scopes.isEmpty()) {
      return Optional.of(new Refusal.Invalid("scopes", Text.of("accounts.no-scopes")));
    }
    return by.may(Scope.ADMIN) && by.scopes().containsAll(scopes)
        ? Optional.empty()
        : Optional.of(new Refusal.Forbidden(Text.of("accounts.may-not-make-token")));
  }

  /** A person who goes takes the account along; an administrator must not go by accident. */
  private Optional<Text> removing(Handle tx, Name person) {
    if (store.administrators(tx).contains(person)) {
      return Optional.of(Text.of("accounts.is-administrator", person));
    }
    store.delete(tx, person);
    return Optional.empty();
  }

  private byte[] sign(String cookie) {
    return database.secrets().sign(("form " + cookie).getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isOver(AccountStore.Session session, Instant now) {
    return !session.createdAt().plus(SESSION_MAX).isAfter(now)
        || !session.seenAt().plus(SESSION_IDLE_MAX).isAfter(now);
  }

  private static boolean isPlausible(String secret) {
    return !secret.isEmpty() && secret.length() <= SECRET_LENGTH_MAX;
  }

  private static Answer<SignedIn> wrong() {
    return Answer.invalid("password", "accounts.wrong-email-or-password");
  }

  private static Answer<SignedIn> tooMany(Duration wait) {
    long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
    return Answer.refused(
        new Refusal.TooMany(
            Text.of("accounts.too-many-tries", seconds), Duration.ofSeconds(seconds)));
  }

  private static boolean noted(Runnable work) {
    work.run();
    return true;
  }
}
