package dev.siaga.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.siaga.kernel.Actor;
import dev.siaga.kernel.Answer;
import dev.siaga.kernel.Name;
import dev.siaga.kernel.Part;
import dev.siaga.kernel.Refusal;
import dev.siaga.resources.Outcome;
import dev.siaga.resources.Resources;
import dev.siaga.storage.Database;
import dev.siaga.testkit.Databases;
import dev.siaga.testkit.MovableClock;
import dev.siaga.testkit.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class Accounts_of_people {
  private static final String EMAIL = "Jane.Doe+siaga@example.com";
  private static final String PASSWORD = "correct horse";
  private static final String HERE = "192.0.2.1";
  private static final Name JANE = new Name("jane.doe-siaga");

  private final MovableClock clock = new MovableClock(Instant.parse("2026-11-25T10:00:00Z"));
  private final TestDatabase test = TestDatabase.fresh();
  private final Database database = Databases.on(test, clock);
  private final Resources resources =
      new Resources(database, clock, List.of(PersonSpec.KIND, TeamSpec.KIND));
  private final Accounts accounts = new Accounts(database, clock, resources);

  @AfterEach
  void close() {
    database.close();
    test.close();
  }

  @Test
  void begin_with_a_link_that_works_once() {
    var link = accounts.firstLink().orElseThrow();
    assertThat(accounts.isFirstLink(link)).isTrue();
    assertThat(accounts.createFirst(link, "Jane", EMAIL, PASSWORD)).isEqualTo(Answer.ok(JANE));
    assertThat(accounts.administrators()).containsExactly(JANE);
    assertThat(accounts.person(JANE)).map(PersonSpec::displayName).contains("Jane");
    assertThat(accounts.isFirstLink(link)).isFalse();
    assertThat(key(accounts.createFirst(link, "Eve", "eve@x.org", PASSWORD)))
        .isEqualTo("accounts.link-over");
    assertThat(accounts.firstLink()).as("no new link").isEmpty();
  }

  @Test
  void need_a_link_that_was_really_made_and_is_not_old() {
    var link = accounts.firstLink().orElseThrow();
    assertThat(key(accounts.createFirst(link + "x", "Eve", "eve@x.org", PASSWORD)))
        .isEqualTo("accounts.link-over");
    clock.advance(FirstAdministrator.LINK_LASTS.plusSeconds(1));
    assertThat(accounts.isFirstLink(link)).isFalse();
    assertThat(accounts.administrators()).isEmpty();
  }

  @Test
  void say_what_is_wrong_with_an_address_or_a_password() {
    var link = accounts.firstLink().orElseThrow();
    assertThat(key(accounts.createFirst(link, "Jane", EMAIL, "short")))
        .isEqualTo("accounts.password-too-short");
    assertThat(accounts.createFirst(link, "Jane", "nobody", PASSWORD))
        .isInstanceOfSatisfying(
            Answer.Refused.class,
            r -> assertThat(((Refusal.Invalid) r.refusal()).field()).isEqualTo("email"));
    assertThat(accounts.createFirst(link, "Jane", EMAIL, PASSWORD)).isInstanceOf(Answer.Ok.class);
  }

  @Test
  void are_made_only_once_by_two_who_open_the_link_at_once() throws Exception {
    var link = accounts.firstLink().orElseThrow();
    var work = new ArrayList<Callable<Answer<Name>>>();
    for (int i = 0; i < 6; i++) {
      var email = "p" + i + "@x.org";
      work.add(() -> accounts.createFirst(link, "P", email, PASSWORD));
    }
    try (var threads = Executors.newFixedThreadPool(6)) {
      int made = 0;
      for (var done : threads.invokeAll(work)) {
        made += done.get() instanceof Answer.Ok ? 1 : 0;
      }
      assertThat(made).isEqualTo(1);
    }
    assertThat(accounts.administrators()).hasSize(1);
  }

  @Test
  void are_made_unattended_and_left_alone_at_the_next_start() {
    var token = Optional.of("a-token-of-my-own-choice");
    assertThat(accounts.ensureAdministrator(EMAIL, PASSWORD, token)).isEqualTo(Answer.ok(JANE));
    accounts.changePassword(JANE, PASSWORD, "another password", HERE);
    assertThat(accounts.ensureAdministrator(EMAIL, PASSWORD, token)).isEqualTo(Answer.ok(JANE));
    assertThat(accounts.token("a-token-of-my-own-choice"))
        .map(principal -> principal.actor().text() + principal.admin())
        .contains("token:unattendedtrue");
    assertThat(accounts.signIn(EMAIL, "another password", HERE)).isInstanceOf(Answer.Ok.class);
    assertThat(accounts.tokens(Part.FIRST).items()).hasSize(1);
    assertThat(resources.versions("Person", JANE, Part.FIRST).items()).hasSize(1);
  }

  @Test
  void follow_the_token_of_the_settings_and_not_one_that_was_revoked() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.of("the-first-token-of-all"));
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.of("the-second-token-of-all"));
    assertThat(accounts.token("the-first-token-of-all")).isEmpty();
    assertThat(accounts.token("the-second-token-of-all")).isPresent();
    accounts.revokeToken(accounts.tokens(Part.FIRST).items().getFirst().id());
    accounts.tokens(Part.FIRST).items().forEach(token -> accounts.revokeToken(token.id()));
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.of("the-second-token-of-all"));
    assertThat(accounts.token("the-second-token-of-all")).isEmpty();
  }

  @Test
  void are_not_made_unattended_with_a_token_that_can_be_guessed() {
    assertThat(key(accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.of("short"))))
        .isEqualTo("accounts.token-too-short");
    assertThat(accounts.administrators()).isEmpty();
  }

  @Test
  void are_not_made_unattended_beside_another_administrator() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    assertThat(key(accounts.ensureAdministrator("eve@x.org", PASSWORD, Optional.empty())))
        .isEqualTo("accounts.other-administrator");
    assertThat(accounts.administrators()).containsExactly(JANE);
  }

  @Test
  void are_kept_while_they_administrate() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    assertThat(resources.remove("Person", JANE, new Actor.Component("test"), "", null))
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            r -> assertThat(r.refusal().reason().key()).isEqualTo("accounts.is-administrator"));
  }

  @Test
  void open_a_session_to_who_knows_the_password() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    var signedIn = signIn();
    assertThat(accounts.session(signedIn.cookie())).contains(signedIn.principal());
    assertThat(signedIn.principal().may(Scope.CONFIGURE)).isTrue();
    assertThat(accounts.session(signedIn.cookie() + "x")).isEmpty();
    accounts.signOut(signedIn.cookie());
    assertThat(accounts.session(signedIn.cookie())).isEmpty();
  }

  @Test
  void end_a_session_that_nobody_uses_and_every_session_in_the_end() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    var unused = signIn().cookie();
    clock.advance(Accounts.SESSION_IDLE_MAX);
    assertThat(accounts.session(unused)).isEmpty();
    var used = signIn().cookie();
    var end = clock.instant().plus(Accounts.SESSION_MAX);
    while (clock.instant().plus(Duration.ofDays(5)).isBefore(end)) {
      clock.advance(Duration.ofDays(5));
      assertThat(accounts.session(used)).as("used every five days").isPresent();
    }
    clock.setTo(end);
    assertThat(accounts.session(used)).as("after its longest time").isEmpty();
  }

  @Test
  void end_all_sessions_when_the_password_changes() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    var before = signIn().cookie();
    var answer = accounts.changePassword(JANE, PASSWORD, "another password", HERE);
    assertThat(accounts.session(before)).isEmpty();
    assertThat(answer)
        .isInstanceOfSatisfying(
            Answer.Ok.class,
            ok -> assertThat(accounts.session(((SignedIn) ok.value()).cookie())).isPresent());
    assertThat(key(accounts.changePassword(JANE, PASSWORD, "yet another one", HERE)))
        .isEqualTo("accounts.wrong-email-or-password");
  }

  @Test
  void do_not_say_whether_the_address_or_the_password_was_wrong() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    assertThat(accounts.signIn(EMAIL, "wrong", HERE))
        .isEqualTo(accounts.signIn("nobody@x.org", "wrong", HERE))
        .isInstanceOf(Answer.Refused.class);
  }

  @Test
  void make_who_guesses_wait_longer_each_time_whatever_the_password() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    for (int i = 0; i < SignInBrake.OF_ACCOUNT.free(); i++) {
      assertThat(key(accounts.signIn(EMAIL, "wrong", HERE)))
          .isEqualTo("accounts.wrong-email-or-password");
    }
    assertThat(accounts.signIn(EMAIL.toUpperCase(Locale.ROOT), PASSWORD, "192.0.2.9"))
        .as("the right one, too early, from elsewhere")
        .isInstanceOfSatisfying(
            Answer.Refused.class, r -> assertThat(r.refusal()).isInstanceOf(Refusal.TooMany.class));
    clock.advance(Duration.ofSeconds(1));
    assertThat(accounts.signIn(EMAIL, PASSWORD, HERE)).isInstanceOf(Answer.Ok.class);
    assertThat(key(accounts.signIn(EMAIL, "wrong", HERE)))
        .as("counted from the start again")
        .isEqualTo("accounts.wrong-email-or-password");
  }

  @Test
  void make_an_address_wait_that_tries_many_accounts() {
    for (int i = 0; i < SignInBrake.OF_ADDRESS.free(); i++) {
      accounts.signIn("p" + i + "@x.org", "wrong", HERE);
    }
    assertThat(key(accounts.signIn("other@x.org", "wrong", HERE)))
        .isEqualTo("accounts.too-many-tries");
    assertThat(key(accounts.signIn("other@x.org", "wrong", "192.0.2.2")))
        .isEqualTo("accounts.wrong-email-or-password");
  }

  @Test
  void give_a_form_a_token_that_fits_its_cookie_only() {
    var cookie = accounts.randomCookie();
    assertThat(accounts.isFormToken(cookie, accounts.formToken(cookie))).isTrue();
    assertThat(accounts.isFormToken(accounts.randomCookie(), accounts.formToken(cookie))).isFalse();
    assertThat(accounts.isFormToken(cookie, "")).isFalse();
  }

  @Test
  void keep_no_password_cookie_or_token_in_plain() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.of("a-token-of-my-own-choice"));
    var cookie = signIn().cookie();
    for (var table : List.of("account", "session", "api_token", "first_link", "sign_in_failure")) {
      var rows =
          database.read(
              "looking for secrets",
              h -> h.createQuery("SELECT t::text FROM " + table + " t").mapTo(String.class).list());
      assertThat(rows)
          .noneMatch(row -> row.contains(PASSWORD) || row.contains(cookie))
          .noneMatch(row -> row.contains("a-token-of-my-own-choice"));
    }
    var hash =
        database.read(
            "reading",
            h -> h.createQuery("SELECT password FROM account").mapTo(String.class).one());
    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
  }

  @Test
  void make_tokens_that_may_do_no_more_than_their_maker() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    var jane = signIn().principal();
    var made = accounts.createToken(jane, " ci ", Set.of(Scope.READ, Scope.CONFIGURE));
    var secret = ((Answer.Ok<NewApiToken>) made).value().secret();
    var ci = accounts.token(secret).orElseThrow();
    assertThat(ci.actor()).isEqualTo(new Actor.Token("ci"));
    assertThat(ci.may(Scope.CONFIGURE)).isTrue();
    assertThat(ci.may(Scope.ADMIN)).isFalse();
    assertThat(key(accounts.createToken(ci, "more", Set.of(Scope.ADMIN))))
        .isEqualTo("accounts.may-not-make-token");
    assertThat(key(accounts.createToken(jane, "ci", Set.of(Scope.READ))))
        .isEqualTo("accounts.label-taken");
    assertThat(key(accounts.createToken(jane, "x", Set.of()))).isEqualTo("accounts.no-scopes");
  }

  @Test
  void forget_a_token_that_was_revoked_and_know_when_it_was_used() {
    accounts.ensureAdministrator(EMAIL, PASSWORD, Optional.empty());
    var made = accounts.createToken(signIn().principal(), "ci", Set.of(Scope.READ));
    var token = ((Answer.Ok<NewApiToken>) made).value();
    clock.advance(Duration.ofHours(1));
    accounts.token(token.secret());
    assertThat(accounts.tokens(Part.FIRST).items())
        .first()
        .extracting(ApiToken::lastUsedAt)
        .isEqualTo(clock.instant());
    assertThat(accounts.revokeToken(token.token().id())).isInstanceOf(Answer.Ok.class);
    assertThat(accounts.token(token.secret())).isEmpty();
    assertThat(key(accounts.revokeToken(token.token().id()))).isEqualTo("accounts.no-token");
  }

  private SignedIn signIn() {
    return switch (accounts.signIn(EMAIL, PASSWORD, HERE)) {
      case Answer.Ok<SignedIn>(var signedIn) -> signedIn;
      case Answer.Refused<SignedIn>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private static String key(Answer<?> answer) {
    return answer instanceof Answer.Refused<?>(var refusal) ? refusal.reason().key() : "ok";
  }
}
