package dev.siaga.accounts;

import java.time.Duration;

/**
 * How long to wait after failed sign-ins: nothing for the first, then twice as long each time.
 *
 * @param free failures without a wait
 * @param longest the wait never grows beyond
 */
record SignInBrake(int free, Duration longest) {
  /** Short at its longest: whoever fails on purpose must not lock out the one who is on call. */
  static final SignInBrake OF_ACCOUNT = new SignInBrake(3, Duration.ofSeconds(30));

  /** One address may be a whole office, so it has more free tries, then much longer waits. */
  static final SignInBrake OF_ADDRESS = new SignInBrake(20, Duration.ofMinutes(15));

  /** Failures older than this count no more. */
  static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);

  private static final int DOUBLINGS_MAX = 30;

  Duration waitAfter(int failures) {
    if (failures < free) {
      return Duration.ZERO;
    }
    long seconds = 1L << Math.min(failures - free, DOUBLINGS_MAX);
    var wait = Duration.ofSeconds(seconds);
    return wait.compareTo(longest) < 0 ? wait : longest;
  }
}
