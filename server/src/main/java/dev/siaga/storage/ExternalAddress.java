package dev.siaga.storage;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/**
 * How to reach a PostgreSQL: a JDBC address, or the {@code postgresql://} form that libpq reads.
 */
record ExternalAddress(String url, String user, String password) {
  /** Said to the driver by name, or it takes what the pool's shorter patience sets for all. */
  static final String LOGIN_TIMEOUT = "loginTimeout";

  static final String LOGIN_SECONDS_MAX = "8";

  /** Of a connection outside every pool: nothing that takes long is asked there. */
  private static final String ANSWER_SECONDS_MAX = "10";

  static ExternalAddress of(StorageSettings settings) {
    var address = Objects.requireNonNull(settings.external(), "external address");
    var user = Objects.requireNonNullElse(settings.user(), "");
    var password = Objects.requireNonNullElse(settings.password(), "");
    if (address.startsWith("jdbc:postgresql:")) {
      return new ExternalAddress(address, user, password);
    }
    return ofUri(URI.create(address), user, password);
  }

  private static ExternalAddress ofUri(URI uri, String user, String password) {
    var scheme = String.valueOf(uri.getScheme());
    if (!scheme.equals("postgresql") && !scheme.equals("postgres")) {
      throw new StorageFault(
          "SIAGA_DATABASE_URL is neither postgresql://USER:PASSWORD@HOST:PORT/DATABASE nor"
              + " jdbc:postgresql://...");
    }
    var given = Objects.requireNonNullElse(uri.getRawUserInfo(), "");
    int colon = given.indexOf(':');
    var givenUser = decoded(colon < 0 ? given : given.substring(0, colon));
    var givenPassword = colon < 0 ? "" : decoded(given.substring(colon + 1));
    var port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    var query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return new ExternalAddress(
        "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query,
        givenUser.isEmpty() ? user : givenUser,
        givenPassword.isEmpty() ? password : givenPassword);
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** A connection outside every pool. */
  Connection connect() throws SQLException {
    var given = new Properties();
    given.setProperty("user", user);
    given.setProperty("password", password);
    given.setProperty(LOGIN_TIMEOUT, LOGIN_SECONDS_MAX);
    given.setProperty("tcpKeepAlive", "true");
    given.setProperty("socketTimeout", ANSWER_SECONDS_MAX);
    return DriverManager.getConnection(url, given);
  }

  @Override
  public String toString() {
    return "a PostgreSQL"; // never its password
  }
}
