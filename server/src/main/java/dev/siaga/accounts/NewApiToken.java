package dev.siaga.accounts;

/**
 * A token just made: this is the only time that it can be seen.
 *
 * @param secret what goes after {@code Authorization: Bearer}
 */
public record NewApiToken(ApiToken token, String secret) {
  @Override
  public String toString() {
    return "NewApiToken[" + token.label() + "]"; // never the secret: this may reach a log
  }
}
