package dev.siaga.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Counts sign-ins that fail, by account and by address. A try counts as failed before its password
 * is looked at, so that many at the same moment gain nothing.
 */
final class SignInTries {
  private final FailureStore store = new FailureStore();

  /** How long to wait first; empty when the password may be looked at. */
  Optional<Duration> begin(Handle tx, String email, String address, Instant now) {
    var ofAccount = store.lock(tx, account(email));
    var ofAddress = store.lock(tx, address(address));
    var wait = longest(remaining(ofAccount, now), remaining(ofAddress, now));
    if (wait.isPositive()) {
      return Optional.of(wait);
    }
    count(tx, account(email), SignInBrake.OF_ACCOUNT, ofAccount, now);
    count(tx, address(address), SignInBrake.OF_ADDRESS, ofAddress, now);
    return Optional.empty();
  }

  void succeeded(Handle tx, String email, String address, Instant now) {
    store.forget(tx, account(email));
    store.undo(tx, address(address), SignInBrake.OF_ADDRESS.free(), now);
    store.forgetBefore(tx, now.minus(SignInBrake.FORGOTTEN_AFTER));
  }

  private void count(
      Handle tx,
      byte[] subject,
      SignInBrake brake,
      Optional<FailureStore.Failures> before,
      Instant now) {
    boolean forgotten =
        before.isPresent()
            && before.get().failedAt().isBefore(now.minus(SignInBrake.FORGOTTEN_AFTER));
    if (forgotten) {
      store.forget(tx, subject);
    }
    int failures = forgotten ? 1 : before.map(FailureStore.Failures::count).orElse(0) + 1;
    store.write(
        tx, subject, new FailureStore.Failures(failures, now, now.plus(brake.waitAfter(failures))));
  }

  private static Duration remaining(Optional<FailureStore.Failures> failures, Instant now) {
    return failures.map(f -> Duration.between(now, f.waitUntil())).orElse(Duration.ZERO);
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static byte[] account(String email) {
    return RandomSecrets.hash("account " + email.strip().toLowerCase(Locale.ROOT));
  }

  private static byte[] address(String address) {
    return RandomSecrets.hash("address " + address);
  }
}
