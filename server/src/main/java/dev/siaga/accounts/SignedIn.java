package dev.siaga.accounts;

/**
 * A session that has just begun.
 *
 * @param cookie to be kept by the browser; Siaga keeps only its hash
 */
public record SignedIn(String cookie, Principal principal) {
  @Override
  public String toString() {
    return "SignedIn[" + principal.actor().text() + "]"; // never the cookie: this may reach a log
  }
}
