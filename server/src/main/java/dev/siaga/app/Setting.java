package dev.siaga.app;

import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an operator can set: its name in the environment, what is allowed, and how text becomes a
 * value. {@link Settings} reads it; a test writes docs/golden/settings.txt from {@link #ALL}.
 *
 * @param byDefault null when there is no value unless one is set
 */
record Setting<T>(
    String name,
    @Nullable String byDefault,
    String allowed,
    String meaning,
    boolean secret,
    Function<String, T> parse) {
  static final String PREFIX = "SIAGA_";
  static final int PORT_MAX = 65_535;
  static final int SECRET_LENGTH_MIN = 8;
  static final int SECRET_LENGTH_MAX = 256;
  static final int TOKEN_LENGTH_MIN = 20; // who has it need not know an e-mail address
  static final int NETWORKS_MAX = 64;

  static final Setting<String> HTTP_ADDRESS =
      open(
          "HTTP_ADDRESS",
          "127.0.0.1",
          "an IP address or a host name of this machine",
          "Where pages and API listen.",
          Setting::word);
  static final Setting<Integer> HTTP_PORT =
      open(
          "HTTP_PORT",
          "8080",
          "a number from 0 to 65535; 0 takes any free port",
          "The port of pages and API.",
          Setting::port);
  static final Setting<Path> DATA =
      open(
          "DATA",
          "data",
          "a folder; it is made when it is missing",
          "Where the embedded PostgreSQL and the key file live.",
          Path::of);
  static final Setting<String> DATABASE_URL =
      hidden(
          "DATABASE_URL",
          "postgresql://USER:PASSWORD@HOST:PORT/NAME, or the same as a jdbc:postgresql: URL",
          "An external PostgreSQL 15 to 18 instead of the embedded one.",
          Setting::databaseUrl);
  static final Setting<URI> BASE_URL =
      open(
          "BASE_URL",
          null,
          "an http:// or https:// URL without query and fragment",
          "How people reach Siaga: links in messages begin with it. By default where it listens.",
          Setting::baseUrl);
  static final Setting<Path> KEY_FILE =
      open(
          "KEY_FILE",
          null,
          "a file; it is made, readable by its owner only, when it is missing",
          "The key that secrets in the database are sealed with. By default siaga.key in the data"
              + " folder.",
          Path::of);
  static final Setting<List<String>> TRUSTED_PROXIES =
      open(
          "TRUSTED_PROXIES",
          "",
          "IP addresses or networks such as 10.0.0.0/8, at most 64, separated by commas",
          "Whose X-Forwarded-* headers are believed.",
          Setting::networks);
  static final Setting<String> ADMIN_EMAIL =
      open(
          "ADMIN_EMAIL",
          null,
          "an e-mail address; needs SIAGA_ADMIN_PASSWORD",
          "Makes the first administrator without the one-time link.",
          Setting::email);
  static final Setting<String> ADMIN_PASSWORD =
      hidden(
          "ADMIN_PASSWORD",
          "8 to 256 characters; needs SIAGA_ADMIN_EMAIL",
          "The first administrator's password.",
          Setting::secretText);
  static final Setting<String> ADMIN_TOKEN =
      hidden(
          "ADMIN_TOKEN",
          "20 to 256 characters without spaces; needs SIAGA_ADMIN_EMAIL",
          "An API token of the first administrator.",
          Setting::tokenWord);
  static final Setting<URI> SERVER =
      open(
          "SERVER",
          null,
          "an http:// or https:// URL",
          "Only for apply and export: which Siaga they talk to.",
          Setting::baseUrl);
  static final Setting<String> TOKEN =
      hidden(
          "TOKEN",
          "8 to 256 characters without spaces",
          "Only for apply and export: the API token that they send.",
          Setting::secretWord);

  static final List<Setting<?>> ALL =
      List.of(
          HTTP_ADDRESS,
          HTTP_PORT,
          DATA,
          DATABASE_URL,
          BASE_URL,
          KEY_FILE,
          TRUSTED_PROXIES,
          ADMIN_EMAIL,
          ADMIN_PASSWORD,
          ADMIN_TOKEN,
          SERVER,
          TOKEN);

  /** The name in siaga.yaml: {@code httpPort} for {@code SIAGA_HTTP_PORT}. */
  String key() {
    var words = name.substring(PREFIX.length()).toLowerCase(Locale.ROOT).split("_", -1);
    var key = new StringBuilder(words[0]);
    Arrays.stream(words, 1, words.length)
        .forEach(word ->
            key.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length()));
    return key.toString();
  }

  private static <T> Setting<T> open(
      String name,
      @Nullable String byDefault,
      String allowed,
      String meaning,
      Function<String, T> parse) {
    return new Setting<>(PREFIX + name, byDefault, allowed, meaning, false, parse);
  }

  private static <T> Setting<T> hidden(
      String name, String allowed, String meaning, Function<String, T> parse) {
    return new Setting<>(PREFIX + name, null, allowed, meaning, true, parse);
  }

  private static String word(String text) {
    return require(text, !text.isBlank() && text.chars().noneMatch(Character::isWhitespace));
  }

  private static int port(String text) {
    int port = Integer.parseInt(text);
    return require(port, port >= 0 && port <= PORT_MAX);
  }

  private static String databaseUrl(String text) {
    var url = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    return require(text, url.startsWith("postgresql://") || url.startsWith("postgres://"));
  }

  /** Without the slash at the end, so that a path can be appended. */
  private static URI baseUrl(String text) {
    var url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    var scheme = Optional.ofNullable(url.getScheme()).orElse("");
    return require(
        url,
        List.of("http", "https").contains(scheme)
            && url.getHost() != null
            && url.getQuery() == null
            && url.getFragment() == null);
  }

  private static List<String> networks(String text) {
    var networks =
        Arrays.stream(text.split(",", -1)).map(String::strip).filter(n -> !n.isEmpty()).toList();
    networks.forEach(Setting::network);
    return require(networks, networks.size() <= NETWORKS_MAX);
  }

  private static void network(String text) {
    int slash = text.indexOf('/');
    var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int bits = slash < 0 ? 0 : Integer.parseInt(text.substring(slash + 1));
    require(text, bits >= 0 && bits <= address.getAddress().length * Byte.SIZE);
  }

  private static String email(String text) {
    return require(text, word(text).matches("[^@]+@[^@]+"));
  }

  private static String secretText(String text) {
    return require(text, text.length() >= SECRET_LENGTH_MIN && text.length() <= SECRET_LENGTH_MAX);
  }

  private static String secretWord(String text) {
    return word(secretText(text));
  }

  private static String tokenWord(String text) {
    return require(secretWord(text), text.length() >= TOKEN_LENGTH_MIN);
  }

  private static <V> V require(V value, boolean allowed) {
    if (!allowed) {
      throw new IllegalArgumentException("not allowed");
    }
    return value;
  }
}
